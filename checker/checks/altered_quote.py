"""ATT303."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.checks.wording import Wording, differing, is_part_of, overlap, pairs, pieces_of, shared_stems, wordings
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.names import fold

_LEAST_WORDS = 4
# Two quotations of the body must be longer, and near to each other: people repeat themselves.
_LEAST_WORDS_IN_BODY = 6
_LEAST_STEMS_IN_BODY = 3
_OVERLAP_IN_BODY = 0.7
# A headline's or a caption's is in the body word for word, or it is one of these: of its words, in order, so many; or
# fewer, with a word that carries the sense; or half of the words that carry the sense, in any order.
_OVERLAP = 0.35
_OVERLAP_WITH_STEM = 0.2
_STEMS = 0.5


class AlteredQuote(Check):
    """The same quotation twice, in different words.

    ## What it flags

    A quotation that stands a second time with words changed, added or dropped, and no ellipsis or bracket to say so; and a
    headline's or a caption's quotation that the body has in other words only. The finding is the later of the two, `related`
    the earlier.

    Silent on a true part of a longer quotation, on a marked ellipsis or bracket, on typography, on a paraphrase without
    marks, and on two quotations that merely resemble each other: of two speakers, or by little.

    ## Why

    Quotation marks promise the words that were said. Where the paper gives two versions, one of them was not.

    ## Example

    Flagged:

    > ‘We cannot risk a second collapse’, harbour master warns
    >
    > **“We will not risk another collapse,”** said Maria Okafor.

    Not flagged:

    > ‘We will not risk a second collapse’
    >
    > “We will not risk a second collapse, and nobody wants that,” said Maria Okafor.
    """

    code = "ATT303"
    name = "altered-quote"
    severity = Severity.ERROR
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        found = wordings(reading)
        altered = [*_shown(reading, found), *_repeated(reading, found)]
        seen: set[Span] = set()
        for earlier, later in sorted(altered, key=lambda pair: (pair[1].span, pair[0].span)):
            if later.span not in seen:
                seen.add(later.span)
                before, now = differing(earlier, later)
                changed = f"“{before}” there, “{now}” here" if before and now else f"“{before or now}” in one alone"
                yield self.finding(later.span, f"The same quotation in other words: {changed}.", related=[earlier.span])


def _shown(reading: Reading, found: tuple[Wording, ...]) -> Iterator[tuple[Wording, Wording]]:
    """Quotations of headlines and captions that the body has in other words only, each with the body's, in text order."""
    body = [w for w in found if reading.in_body(w.span) and len(w.said) >= _LEAST_WORDS]
    paragraphs = [p.span.of(reading.text) for p in reading.document.paragraphs if p.role == "body"]
    copy = f" {' '.join(w for p in paragraphs for piece in pieces_of(p) for w in piece)} "
    for shown in found:
        if reading.in_body(shown.span) or len(shown.said) < _LEAST_WORDS:
            continue
        if any(is_part_of(shown, w) for w in found if w is not shown) or f" {' '.join(shown.said)} " in copy:
            continue
        near = [
            w for w in body if not is_part_of(w, shown) and not _is_anothers(reading, shown, w) and _is_near(shown, w)
        ]
        if near:
            best = max(near, key=lambda w: overlap(shown, w) + shared_stems(shown, w))
            yield (shown, best) if shown.span < best.span else (best, shown)


def _is_near(shown: Wording, other: Wording) -> bool:
    share = overlap(shown, other)
    return (
        share >= _OVERLAP
        or (share >= _OVERLAP_WITH_STEM and bool(shown.stems & other.stems))
        or shared_stems(shown, other) >= _STEMS
    )


def _repeated(reading: Reading, found: tuple[Wording, ...]) -> Iterator[tuple[Wording, Wording]]:
    """Pairs of quotations of the body that are one, in two wordings."""
    for earlier, later in pairs(found, _LEAST_WORDS_IN_BODY):
        if not (reading.in_body(earlier.span) and reading.in_body(later.span)) or earlier.paragraph == later.paragraph:
            continue
        a, b = earlier.statement, later.statement
        if (a is not None and a is b) or (a and b and a.speaker and b.speaker and a.speaker != b.speaker):
            continue
        short, long = sorted((earlier, later), key=lambda w: len(w.said))
        if len(short.said) < _LEAST_WORDS_IN_BODY or len(short.stems) < _LEAST_STEMS_IN_BODY or is_part_of(short, long):
            continue
        if overlap(earlier, later) >= _OVERLAP_IN_BODY:
            yield earlier, later


def _is_anothers(reading: Reading, shown: Wording, other: Wording) -> bool:
    """Whether two quotations are by people of different names; a headline's “pilot” may be anyone."""
    a = reading.speaker(shown.statement) if shown.statement else None
    b = reading.speaker(other.statement) if other.statement else None
    if a is None or b is None or a.id == b.id or a.kind != "person" or b.kind != "person":
        return False
    return fold(a.name.split()[-1]) != fold(b.name.split()[-1])
