"""CoNLL-U as GUM writes it: words with their place in the text, dependencies, and entity mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError

_ENTITY = re.compile(r"(\()?([^()]+)(\))?")


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. `head` is an index into `GumDocument.words`, None for a root; `sentence` counts from 0."""

    span: Span
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int | None
    relation: str
    misc: Mapping[str, str]
    sentence: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an entity: `group` numbers the entity in its document, `type` is GUM's (person, place, …)."""

    group: str
    type: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class GumDocument:
    """A file: its text with paragraphs parted by blank lines, its words and mentions, `genre`, speaker per sentence."""

    name: str
    genre: str
    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    speakers: tuple[str | None, ...]

    def span(self, first: int, last: int) -> Span:
        """From the start of one word to the end of another, by index."""
        return Span(self.words[first].span.start, self.words[last].span.end)


def read_conllu(path: Path) -> GumDocument:
    """A file of GUM. Raises AttribError where it is no CoNLL-U, or where its words are not those of its `# text` lines."""
    try:
        blocks = [b.splitlines() for b in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")) if b.strip()]
        return _document(path.stem, blocks)
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    except (ValueError, IndexError, KeyError) as error:
        raise AttribError(f"{path}: not CoNLL-U with “# text” lines: {error}") from error


def _document(name: str, blocks: list[list[str]]) -> GumDocument:
    text, genre = "", ""
    words: list[Word] = []
    speakers: list[str | None] = []
    glued = False
    for number, block in enumerate(blocks):
        comments = dict(line[1:].strip().partition(" = ")[::2] for line in block if line.startswith("#"))
        genre = comments.get("meta::genre", genre)
        speakers.append(comments.get("speaker"))
        sentence = comments["text"]
        if text:
            text += "\n\n" if "newpar" in comments else "" if glued else " "
        base, at, first = len(text), 0, len(words)
        text += sentence
        for row in (line.split("\t") for line in block if not line.startswith("#")):
            if not row[0].isdigit():  # a word of several, whose parts follow, or one that is not on the page
                continue
            start = sentence.index(row[1], at)
            if sentence[at:start].strip():
                raise ValueError(f"“{sentence[at:start]}” of the text is no word")
            at = start + len(row[1])
            misc = dict(item.partition("=")[::2] for item in row[9].split("|"))
            head = first + int(row[6]) - 1 if row[6] != "0" else None
            span = Span(base + start, base + at)
            words.append(Word(span, row[1], row[2], row[3], row[4], head, row[7], misc, number))
        glued = bool(words) and words[-1].misc.get("SpaceAfter") == "No"
    return GumDocument(name, genre, text, tuple(words), _mentions(words), tuple(speakers))


def _mentions(words: list[Word]) -> tuple[Mention, ...]:
    open_: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    found: list[Mention] = []
    for i, word in enumerate(words):
        for opens, body, closes in _ENTITY.findall(word.misc.get("Entity", "")):
            fields = body.split("-")
            group = fields[0]
            if opens:
                open_[group].append((i, fields[1]))
            if closes:
                first, kind = open_[group].pop()
                found.append(Mention(group, kind, first, i))
    return tuple(sorted(found, key=lambda m: (m.first, -m.last)))
