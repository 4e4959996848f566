"""Spans that no longer give their words: where they have gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.document import Span
from checker.errors import AttribError

#: Code points that words may have moved. Farther off they are likelier to be other words.
REACH = 200

_ALIKE = str.maketrans("“”„‟«»‘’‚‛`\r\n\t\u00a0\u202f\u2009", '""""""\'\'\'\'\'      ')


def same_words(text: str, span: Span, words: str) -> bool:
    """Whether `span` gives `words`, white space and the shape of quotation marks aside."""
    return span.of(text).translate(_ALIKE).split() == words.translate(_ALIKE).split()


def realign(text: str, span: Span, words: str) -> Span | None:
    """`span` where it gives `words`, or else the place nearest to it that does.

    None where no place within `REACH` does, or where the second nearest is less than twice as far as the nearest: that
    would be a guess.
    """
    if 0 <= span.start < span.end <= len(text) and same_words(text, span, words):
        return span
    places = sorted(_occurrences(text, span, words), key=lambda place: abs(place.start - span.start))
    if not places:
        return None
    if len(places) > 1 and abs(places[1].start - span.start) < 2 * abs(places[0].start - span.start):
        return None
    return places[0]


class Fitting:
    """Takes an annotation's spans of one text; `where` (file:line) begins every error. `repairs` tells what moved."""

    def __init__(self, text: str, where: str) -> None:
        self.text = text
        self.where = where
        self.repairs: list[str] = []

    def span(self, start: object, end: object, words: object, place: str) -> Span:
        """The span, where its words stand if they are given (None: they are not) and stand elsewhere.

        Raises AttribError where it is no span of the text, or no one place near it gives the words.
        """
        if type(start) is not int or type(end) is not int:
            raise AttribError(f"{self.where}: {place}: {start!r}, {end!r} are no offsets")
        span = Span(start, end)
        if isinstance(words, str):
            found = realign(self.text, span, words)
            if found is None:
                raise AttribError(
                    f"{self.where}: {place}: {[*span]} does not give {words!r}, nor does one place near it"
                )
            if found != span:
                self.repairs.append(f"{place}: moved from {[*span]} to {[*found]}, where {words!r} stands")
            return found
        if not 0 <= start < end <= len(self.text):
            raise AttribError(
                f"{self.where}: {place}: {[*span]} is empty or leaves the text of {len(self.text)} code points"
            )
        return span


def _occurrences(text: str, near: Span, words: str) -> Iterator[Span]:
    parts = words.translate(_ALIKE).split()
    if not parts:
        return
    pattern = r"\s+".join(re.escape(p) for p in parts)
    pattern = (r"(?<!\w)" if parts[0][0].isalnum() else "") + pattern + (r"(?!\w)" if parts[-1][-1].isalnum() else "")
    first, last = max(0, near.start - REACH), near.start + REACH + len(words) + 1
    for m in re.compile(pattern).finditer(text.translate(_ALIKE), first, last):
        yield Span(*m.span())
