"""What one place on a terminal shows: `Cell`, and how many columns it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_JOINER, _NON_JOINER, _EMOJI_STYLE = "\u200d", "\u200c", "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_JAMO_TAIL = range(0x1160, 0x1200)
_FLAG_TAGS = range(0xE0020, 0xE0080)
_DIRECTIONS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


class Cell(NamedTuple):
    """One character as a reader sees it: a letter with its accents, a whole emoji, a flag.

    text: what to print; start, end: the code points it stands for; width: columns, 1 or 2.
    White space of any kind is printed as one space. Characters that steer a terminal or turn the direction of a line
    are printed as “�”: the text of an article must not reach into the reader's terminal.
    """

    text: str
    start: int
    end: int
    width: int

    @property
    def blank(self) -> bool:
        return self.text == " "


def cells(text: str, start: int = 0, end: int | None = None) -> list[Cell]:
    """The cells of `text[start:end]`; a run of white space is one blank cell."""
    out: list[Cell] = []
    for i in range(start, len(text) if end is None else end):
        char = text[i]
        last = out[-1] if out else None
        if char.isspace():
            if last is not None and last.blank:
                out[-1] = last._replace(end=i + 1)
            else:
                out.append(Cell(" ", i, i + 1, 1))
        elif last is not None and not last.blank and _extends(char, last):
            out[-1] = Cell(last.text + _shown(char), last.start, i + 1, _width_with(char, last))
        elif _steers(char):
            out.append(Cell("�", i, i + 1, 1))
        elif _is_mark(char):
            # A mark with no letter to sit on is shown on a dotted circle, as fonts do.
            out.append(Cell("◌" + char, i, i + 1, 1))
        elif _shown(char):
            out.append(Cell(char, i, i + 1, _width(char)))
    return out


def width_of(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(c.width for c in cells(text))


def wrap(line: Iterable[Cell], width: int) -> list[list[Cell]]:
    """Lines of at most `width` columns, broken at blanks; a word longer than a line is broken where the line ends."""
    lines: list[list[Cell]] = []
    current: list[Cell] = []
    used = 0
    for word in _words(line):
        if current and used + 1 + sum(c.width for c in word) > width:
            lines.append(current)
            current, used = [], 0
        if current:
            current.append(Cell(" ", current[-1].end, word[0].start, 1))
            used += 1
        for cell in word:
            if current and used + cell.width > width:
                lines.append(current)
                current, used = [], 0
            current.append(cell)
            used += cell.width
    if current:
        lines.append(current)
    return lines


def wrap_text(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` columns."""
    return ["".join(c.text for c in line) for line in wrap(cells(text), width)]


def shorten(text: str, width: int) -> str:
    """`text` on one line of at most `width` columns, ending in “…” where it was cut."""
    line = cells(text.strip())
    if sum(c.width for c in line) <= width:
        return "".join(c.text for c in line)
    kept, used = [], 0
    for cell in line:
        if used + cell.width > width - 1:
            break
        kept.append(cell.text)
        used += cell.width
    return "".join(kept).rstrip() + "…"


def _words(line: Iterable[Cell]) -> Iterator[list[Cell]]:
    word: list[Cell] = []
    for cell in line:
        if not cell.blank:
            word.append(cell)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _width_with(char: str, last: Cell) -> int:
    """Columns of `last` once `char` has joined it."""
    wide = _is_flag(char) or unicodedata.category(char) == "So" or (char == _EMOJI_STYLE and not last.text[0].isalpha())
    return 2 if wide else last.width


def _extends(char: str, last: Cell) -> bool:
    """Whether `char` is shown in the place of the cell before it."""
    if last.text.endswith(_JOINER) and unicodedata.category(char) == "So":
        return last.width == 2 or _width(char) == 2
    if ord(char) in _SKIN_TONES:
        return last.width == 2 or last.text.endswith(_EMOJI_STYLE)
    if _is_flag(char):
        return len(last.text) == 1 and _is_flag(last.text)
    return _is_mark(char) or ord(char) in _JAMO_TAIL or not _shown(char)


def _shown(char: str) -> str:
    """`char`, or nothing where it is only an invisible hint (soft hyphen, zero-width space, byte-order mark)."""
    hint = unicodedata.category(char) == "Cf" and char not in (_JOINER, _NON_JOINER) and ord(char) not in _FLAG_TAGS
    return "" if hint and not _steers(char) else char


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me") or char in (_JOINER, _NON_JOINER) or ord(char) in _FLAG_TAGS


def _is_flag(char: str) -> bool:
    return ord(char) in _REGIONAL


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _DIRECTIONS
