"""ATT501."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.quotation import scan

_MARK = re.compile(r"[“”„\"«»]|``|''")
# Feet and inches, minutes and seconds of arc, and inches before a noun's sign: no quotation marks.
_MEASURE = re.compile(r"\d\s?['’′]\s?\d+(?:[./]\d+)?\s?(?:[\"”″]|''|’’)|(?<=\d)[\"”](?=\s?[x×]\s?\d|-)")
_TAG = re.compile(r"<[a-z/][^<>]*>?", re.IGNORECASE)
_INCHES = re.compile(r"(?<=\d)\"")
_BEFORE_OPEN = re.compile(r"(?:^|[\s(\[{—–/“‘\"'-])$")
_AFTER_CLOSE = re.compile(r"^(?:$|[\s)\]}—–,.;:!?…’”'\"-])")
_NAME = r"[A-Z][\w’'.-]+(?: (?:[a-z]{2,3} )?[A-Z][\w’'.-]+){0,3}"
# An attribution that ends a stretch which, after an opening mark, should still be the speaker's words.
_SAID = re.compile(
    rf"[,.!?…]\s+(?:(?:he|she|they|{_NAME}) (?:said|says|added|wrote|asked|told (?:[\w’'.]+ ?){{1,4}})"
    rf"|(?:said|says|added|wrote|asked) (?:he|she|they|{_NAME})(?:, [^,.“”\"]+)?)(?: [Oo]n \w+day)?\.?$"
)
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(—–])|^)‘(?=[A-Z])", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"’(?!\w)")
# So many single quotations make an article one that quotes with single marks.
_HOUSE_OF_SINGLES = 2
_LONGEST_EXTRACT = 8


class _Fault(NamedTuple):
    """A mark without a partner in its paragraph; `rest` is what follows it, up to the next mark."""

    mark: Span
    opens: bool
    rest: str


class UnbalancedQuotes(Check):
    """Opening and closing quotation marks that do not match.

    ## What it flags

    An opening quotation mark that nothing closes in its paragraph, and a closing one that nothing opened: typographic
    and straight double marks, and single ones in an article that quotes with them.

    Silent on a quotation that runs on over paragraphs, opens anew in each and closes in the last; on a long extract
    whose marks stand at its two ends; on apostrophes, decades (’90s), possessives, feet and inches (6'2"), and
    quotations within quotations.

    ## Why

    Where a mark is missing, nobody can tell which words are the speaker's and which are the paper's.

    ## Example

    Flagged:

    > **“**We will not risk a second collapse, said Maria Okafor.

    Not flagged:

    > “We will not risk a second collapse.
    >
    > “Nobody wants that,” said Maria Okafor, who is 6'2" and was born in the ’70s.
    """

    code = "ATT501"
    name = "unbalanced-quotes"
    severity = Severity.ERROR
    needs = "text"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        faults = {
            index: _faults(reading.text, paragraph.span)
            for index, paragraph in enumerate(reading.document.paragraphs)
            if paragraph.role != "boilerplate"
        }
        extracts = _extracts(reading, faults)
        for index, found in faults.items():
            for fault in found:
                runs_on = fault.opens and _runs_on(reading, index) and not _SAID.search(fault.rest)
                if not runs_on and fault.mark not in extracts:
                    yield self._report(fault.mark, fault.opens)
        for mark in _open_singles(reading):
            yield self._report(mark, opens=True)

    def _report(self, mark: Span, opens: bool) -> Finding:
        if opens:
            return self.finding(mark, "This quotation mark opens a quotation that nothing closes.")
        return self.finding(mark, "This quotation mark closes a quotation that nothing opened.")


def _faults(text: str, paragraph: Span) -> list[_Fault]:
    """Double marks of a paragraph that have no partner there, by the direction in which each can point."""
    measures = [m.span() for pattern in (_MEASURE, _TAG) for m in pattern.finditer(text, *paragraph)]
    marks = [
        Span(*m.span())
        for m in _MARK.finditer(text, *paragraph)
        if not any(start <= m.start() < end for start, end in measures)
    ]
    found = _unmatched(text, paragraph, marks)
    if found:
        # A straight mark behind a figure may be inches: no fault where the marks match without it.
        other = [m for m in marks if not _INCHES.match(text, m.start)]
        if len(other) < len(marks) and not _unmatched(text, paragraph, other):
            return []
    return found


def _unmatched(text: str, paragraph: Span, marks: list[Span]) -> list[_Fault]:
    opened: list[int] = []
    faulty: dict[int, bool] = {}
    for k, mark in enumerate(marks):
        direction, place = _shape(text, mark), _place(text, paragraph, mark)
        if direction == "either":
            direction = place if place != "either" else "close" if opened else "open"
        elif direction == "close" and place == "open" and not opened:
            # It points the wrong way. That is one fault: whatever closes it is right.
            faulty[k] = False
            direction = "open"
        elif direction == "open" and place == "close" and opened:
            faulty[k] = True
            direction = "close"
        if direction == "open":
            opened.append(k)
        elif opened:
            opened.pop()
        else:
            faulty[k] = False
    faulty |= {k: True for k in opened if k not in faulty}
    ends = [m.start for m in marks[1:]] + [paragraph.end]
    return [_Fault(marks[k], opens, text[marks[k].end : ends[k]].rstrip()) for k, opens in sorted(faulty.items())]


def _shape(text: str, mark: Span) -> str:
    """The direction that a mark has by itself."""
    shape = mark.of(text)
    return "open" if shape in ("“", "„", "«", "``") else "close" if shape in ("”", "»") else "either"


def _place(text: str, paragraph: Span, mark: Span) -> str:
    """The direction that a mark has by what stands around it."""
    opens = _BEFORE_OPEN.search(text[max(paragraph.start, mark.start - 1) : mark.start]) is not None
    closes = _AFTER_CLOSE.search(text[mark.end : min(paragraph.end, mark.end + 1)]) is not None
    return "open" if opens and not closes else "close" if closes and not opens else "either"


def _runs_on(reading: Reading, index: int) -> bool:
    """Whether the next body paragraph opens anew."""
    following = reading.body_neighbour(index, 1)
    if following is None:
        return False
    span = reading.paragraph_span(following)
    mark = _MARK.match(reading.text, span.start)
    return mark is not None and _shape(reading.text, Span(*mark.span())) != "close"


def _extracts(reading: Reading, faults: dict[int, list[_Fault]]) -> set[Span]:
    """Marks at the two ends of an extract that runs over paragraphs without opening each of them."""
    marks: set[Span] = set()
    for index, found in faults.items():
        if not found or not found[-1].opens or not _ends_paragraph(found[-1], reading, index):
            continue
        for later in range(index + 1, min(index + _LONGEST_EXTRACT, len(reading.document.paragraphs))):
            span = reading.paragraph_span(later)
            first = _MARK.search(reading.text, *span)
            if first is None:
                continue
            close = next(iter(faults.get(later, [])), None)
            if close is not None and not close.opens and close.mark.start == first.start():
                marks |= {found[-1].mark, close.mark}
            break
    return marks


def _ends_paragraph(fault: _Fault, reading: Reading, index: int) -> bool:
    """Whether an opening mark begins its paragraph, or follows a colon, and nothing after it looks like narration."""
    before = reading.text[reading.paragraph_span(index).start : fault.mark.start].rstrip()
    return (not before or before.endswith(":")) and not _SAID.search(fault.rest)


def _open_singles(reading: Reading) -> Iterator[Span]:
    """Single opening marks that no later mark of their paragraph could close, in an article that quotes with them."""
    quotations = scan(reading.document)
    outer = [q for q in quotations if q.depth == 0 and (q.closed or q.continues)]
    long_singles = [q for q in outer if q.style == "single" and q.inner.end - q.inner.start > 20]
    if len(long_singles) < _HOUSE_OF_SINGLES or any(q.style == "double" for q in outer):
        return
    for index, paragraph in enumerate(reading.document.paragraphs):
        following = reading.body_neighbour(index, 1)
        opens_anew = following is not None and reading.text.startswith("‘", reading.paragraph_span(following).start)
        if paragraph.role == "boilerplate" or opens_anew:
            continue
        for m in _SINGLE_OPEN.finditer(reading.text, *paragraph.span):
            if not _SINGLE_CLOSE.search(reading.text, m.end(), paragraph.span.end):
                yield Span(*m.span())
