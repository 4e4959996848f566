"""The lines of a PDF's pages, put together to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checker.document import Span
from checker.readers.paragraphs import split

_PAGE_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# Each begins at the start of a word, so that a long one is looked at once.
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010][ \t]*+\n[ \t]*+([a-zß-ÿ]++)")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]++")
_SPACES = re.compile(r"\s+")
_UNSEEN = str.maketrans("", "", "\u00ad\x00\x01\x02\x03\x04\x05\x06\x07\x08")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BETWEEN = "\n\n"
# Running heads and feet stand among this many lines at the edge of a page.
_EDGE = 2


def flowed(pages: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The text of all pages, paragraphs two newlines apart, and their spans."""
    lines = [[line.strip() for line in _cleaned(page).split("\n")] for page in pages]
    body = "\n".join(_without_heads(lines))
    kept = {m[0].lower() for m in _HYPHENATED.finditer(body)}
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for span in split(body):
        words = _BROKEN.sub(lambda m: _joined(m[1], m[2], kept), span.of(body))
        words = _SPACES.sub(" ", words)
        if spans:
            parts.append(_BETWEEN)
            length += len(_BETWEEN)
        parts.append(words)
        spans.append(Span(length, length + len(words)))
        length += len(words)
    return "".join(parts), tuple(spans)


def _cleaned(page: str) -> str:
    # A soft hyphen at the end of a line is one that the line break made.
    page = page.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad\n", "-\n")
    return re.sub("[\ud800-\udfff]", "\ufffd", page.translate(_UNSEEN).translate(_LIGATURES))


def _joined(before: str, after: str, kept: set[str]) -> str:
    """A word that a line end broke: its hyphen stays where the article writes it with one elsewhere."""
    return f"{before}-{after}" if f"{before}-{after}".lower() in kept else before + after


def _without_heads(pages: Sequence[Sequence[str]]) -> list[str]:
    """The pages without page numbers and without the lines that come back at the edges of most pages."""
    filled = [[i for i, line in enumerate(page) if line] for page in pages]
    edges = [{*rows[:_EDGE], *rows[-_EDGE:]} for rows in filled]
    counts = Counter(
        key for page, rows in zip(pages, edges, strict=True) for key in {_DIGITS.sub("0", page[i]) for i in rows}
    )
    least = max(2, (len(pages) + 1) // 2)
    kept = []
    for page, rows, all_rows in zip(pages, edges, filled, strict=True):
        numbers = {i for i in rows if _PAGE_NUMBER.fullmatch(page[i])}
        heads = {i for i in rows if counts[_DIGITS.sub("0", page[i])] >= least}
        dropped = numbers | heads if numbers | heads < set(all_rows) else numbers
        kept.append([line for i, line in enumerate(page) if i not in dropped])
    # Where a page ends, no paragraph need end.
    return ["\n".join(page).strip("\n") for page in kept]
