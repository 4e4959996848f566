"""From the elements and words of a marked-up article (HTML, NITF) to its blocks of prose, as an editor sees them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.document import Document, ParagraphRole, Segment, Span
from checker.readers.mapping import MappedText
from checker.readers.paragraphs import split, trim, with_roles

MAX_LENGTH = 4_000_000
MAX_ELEMENTS = 200_000
"""Above these, in code points and in tags and references, a file is no article."""

# Soft hyphens are in neither: nobody sees them.
_RUN = re.compile(r"[^ \t\n\r\f\u00ad]++(?: [^ \t\n\r\f\u00ad]++)*+|[ \t\n\r\f]++")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of prose between two breaks; `segments` lead from its text to the source.

    role: what the markup says it is, None where it says nothing. level: 1 to 6 of a heading, otherwise 0.
    """

    text: str
    segments: tuple[Segment, ...] = ()
    role: ParagraphRole | None = None
    level: int = 0


class Kind(NamedTuple):
    """What an element does. breaks: it begins and ends a block; unseen: its words are left out, and `said` so."""

    breaks: bool = False
    role: ParagraphRole | None = None
    level: int = 0
    unseen: bool = False
    said: bool = False
    keeps_lines: bool = False
    line_break: bool = False


class Renderer:
    """Takes elements and words in the order of the source and gathers `blocks`.

    left_out: how many elements that an editor may miss were left out, by tag.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.left_out: Counter[str] = Counter()
        self._open: list[Kind] = [Kind()]
        self._prose = _Prose()

    def open(self, tag: str, kind: Kind) -> None:
        around = self._open[-1]
        if kind.line_break and not around.unseen:
            self._prose.space("\n")
        if kind.breaks:
            self._finish()
        if kind.unseen and kind.said and not around.unseen:
            self.left_out[tag] += 1
        self._open.append(
            Kind(
                kind.breaks,
                kind.role or around.role,
                kind.level or around.level,
                kind.unseen or around.unseen,
                keeps_lines=kind.keeps_lines or around.keeps_lines,
            )
        )

    def close(self) -> None:
        """Closes the element that was opened last."""
        if self._open.pop().breaks:
            self._finish()

    def words(self, text: str, source: int | None, *, same: bool = True) -> None:
        """Adds words, white space as the source has it. source: their offset; same: they stand there unchanged."""
        kind = self._open[-1]
        if kind.unseen:
            return
        for run in _RUN.finditer(text):
            at = source + run.start() if same and source is not None else source
            if run[0][0] not in " \t\n\r\f":
                self._prose.add(run[0], at, same, kind)
            elif kind.keeps_lines and (lines := len(_LINE_END.findall(run[0]))):
                self._prose.space("\n" * min(lines, 2))
            else:
                self._prose.space(" ", at, same and run[0][0] == " ")

    def _finish(self) -> None:
        if self._prose.mapped.length:
            self.blocks.append(self._prose.block())
        self._prose = _Prose()


class _Prose:
    """The words of one block as they come."""

    def __init__(self) -> None:
        self.mapped = MappedText()
        self._waiting: tuple[str, int | None, bool] | None = None
        self._letters: Counter[ParagraphRole | None] = Counter()
        self._level = 0

    def add(self, words: str, source: int | None, same: bool, kind: Kind) -> None:
        if self._waiting and self.mapped.length:
            self.mapped.add(*self._waiting[:2], same=self._waiting[2])
        self._waiting = None
        self.mapped.add(words, source, same=same)
        self._letters[kind.role] += len(words)
        self._level = max(self._level, kind.level)

    def space(self, words: str, source: int | None = None, same: bool = False) -> None:
        """White space waits: it is nothing at the ends of a block, and a line break eats the spaces around it."""
        waiting = self._waiting[0] if self._waiting else ""
        if "\n" in words or not waiting:
            self._waiting = ("\n" * waiting.count("\n") + words, source, same)

    def block(self) -> Block:
        """The block, of the role that most of its letters have."""
        role = max(self._letters, key=lambda role: self._letters[role])
        level = self._level if role == "headline" else 0
        return Block(self.mapped.text, tuple(self.mapped.segments), role, level)


def plain(text: str, source: int, role: ParagraphRole | None = None) -> tuple[Block, ...]:
    """The paragraphs of a plain text that stands, unchanged, at an offset of the source."""
    return tuple(Block(s.of(text), (Segment(0, source + s.start, s.end - s.start),), role) for s in split(text))


def document_of(
    blocks: Iterable[Block], source: str, path: str | None, format: str, limits: Sequence[str] = ()
) -> Document:
    """The document that blocks make, two newlines apart; a line break inside one ends a paragraph as in plain text."""
    page = MappedText()
    spans: list[Span] = []
    known: dict[int, ParagraphRole] = {}
    for block in blocks:
        inner = split(block.text) if "\n" in block.text else (trim(block.text, Span(0, len(block.text))),)
        inner = tuple(s for s in inner if s.start < s.end)
        if not inner:
            continue
        if spans:
            page.add(_BETWEEN, None)
        for span in inner:
            if block.role:
                known[len(spans)] = block.role
            spans.append(Span(page.length + span.start, page.length + span.end))
        page.append(block.text, block.segments)
    return Document(
        page.text,
        with_roles(page.text, spans, known),
        path,
        format,
        source,
        tuple(page.segments),
        tuple(limits),
    )


def left_out(counted: Counter[str]) -> tuple[str, ...]:
    """What was left out, one sentence for each kind."""
    return tuple(f"{n} {tag}{'s were' if n > 1 else ' was'} left out." for tag, n in counted.items())
