"""ATT303."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.checks.wording import Wording, differing, is_part_of, overlap, pairs, shared_stems, wordings
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity

_LEAST_WORDS = 4
_LEAST_STEMS = 3
# Two quotations of the body must be longer and nearer to each other than a headline or a caption and the body.
_LEAST_WORDS_IN_BODY = 6
_OVERLAP = 0.7
_OVERLAP_SHOWN = 0.6
_STEMS_SHOWN = 0.5


class AlteredQuote(Check):
    """The same quotation twice, in different words.

    ## What it flags

    A quotation that stands a second time (headline, caption, body) with words changed, added or dropped and no ellipsis
    or bracket to say so. The finding is the later one, or the headline's where the body has more; `related` is the
    other.

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
        seen: set[Span] = set()
        found = wordings(reading)
        for earlier, later in pairs(found, _LEAST_WORDS):
            if later.span in seen or not _is_altered(reading, earlier, later, found):
                continue
            seen.add(later.span)
            before, now = differing(earlier, later)
            changed = (
                f"“{before}” there, “{now}” here" if before and now else f"“{before or now}” is in one of them only"
            )
            yield self.finding(later.span, f"The same quotation in other words: {changed}.", related=[earlier.span])


def _is_altered(reading: Reading, earlier: Wording, later: Wording, found: tuple[Wording, ...]) -> bool:
    a, b = earlier.statement, later.statement
    if a is not None and a is b:
        return False
    if a is not None and b is not None and a.speaker is not None and b.speaker is not None and a.speaker != b.speaker:
        return False
    short, long = sorted((earlier, later), key=lambda w: len(w.said))
    if is_part_of(short, long) or len(short.stems) < _LEAST_STEMS:
        return False
    shown = [w for w in (earlier, later) if not reading.in_body(w.span)]
    if not shown:
        apart = earlier.paragraph != later.paragraph and len(short.said) >= _LEAST_WORDS_IN_BODY
        return apart and overlap(earlier, later) >= _OVERLAP
    if any(is_part_of(w, other) for w in shown for other in found if other is not w):
        return False  # the headline has it word for word from another place
    return overlap(earlier, later) >= _OVERLAP_SHOWN or shared_stems(earlier, later) >= _STEMS_SHOWN
