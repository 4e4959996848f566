"""ATT303."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading
from checker.checks.wording import Wording, differing, is_part_of, overlap, pairs, wordings
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity

_LEAST_WORDS = 4
_LEAST_WORDS_IN_BODY = 6
_LEAST_CONTENT_WORDS = 3
_OVERLAP = 0.6
_OVERLAP_IN_BODY = 0.7


class AlteredQuote(Check):
    """The same quotation twice, in different words.

    ## What it flags

    A quotation that stands a second time (headline, caption, body) with words changed, added or dropped and no ellipsis
    or bracket to say so. The finding is the later one, or the headline's where the body has more; `related` is the other.

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
        for earlier, later in pairs(wordings(reading), _LEAST_WORDS):
            if later.span in seen or not _is_altered(reading, earlier, later):
                continue
            seen.add(later.span)
            before, now = differing(earlier, later)
            changed = f"“{before}” there, “{now}” here" if before and now else f"“{before or now}” is in one of them only"
            yield self.finding(later.span, f"The same quotation in other words: {changed}.", related=[earlier.span])


def _is_altered(reading: Reading, earlier: Wording, later: Wording) -> bool:
    a, b = earlier.statement, later.statement
    if a is not None and a is b:
        return False
    if a is not None and b is not None and a.speaker is not None and b.speaker is not None and a.speaker != b.speaker:
        return False
    short, long = sorted((earlier, later), key=lambda w: len(w.said))
    if is_part_of(short, long) or len(short.content_words) < _LEAST_CONTENT_WORDS:
        return False
    display = any(not reading.in_body(w.span) for w in (earlier, later))
    if not display and (earlier.paragraph == later.paragraph or len(short.said) < _LEAST_WORDS_IN_BODY):
        return False
    return overlap(earlier, later) >= (_OVERLAP if display else _OVERLAP_IN_BODY)
