"""Which quotations present someone's words, and which are titles, nicknames, signs or the paper's own irony."""

from __future__ import annotations

import re

from checker.document import Document
from checker.quotation import Quotation

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SMALL = frozenset("a an and as at but by for from in into of on or over the to up with vs".split())
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|ain|isn|aren|"
    r"wasn|weren|don|doesn|didn|won|wouldn|couldn|shouldn|haven|hasn|hadn|i|we|you|he|she|they|it|there|that|this|let|please|"
    r"go|get|got|say|said|think|know|want|need|make|take|come|see|look|\w+['’](?:s|m|re|ve|ll|d|t))\b",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.,!?…–—-]['’\"]?$")


def presents_words(document: Document, q: Quotation) -> bool:
    """Whether a quotation that nothing attributes reads as something that someone said: a clause or more, marked off as such.

    Titles of works, nicknames and scare quotes are not: short, without a verb, in capitals, or part of the paper's own
    sentence.
    """
    text = document.text
    paragraph = document.paragraphs[q.paragraph]
    if paragraph.role in ("headline", "byline", "boilerplate") or q.depth:
        return False
    inner = q.inner.of(text).strip()
    words = _WORD.findall(inner)
    if len(words) < 4 or _title_case(words) or not _FINITE.search(inner):
        return False
    # A quotation that is a sentence of its own ends with its stop inside the marks; one that the paper's sentence goes on
    # around, without one, is a phrase the paper borrows.
    own = bool(_ENDS_SENTENCE.search(inner)) or not q.closed
    alone = not document.text[paragraph.span.start : q.span.start].strip()
    starts = inner[:1].isupper() or inner[:1] in "…[" or alone
    return own and (starts or len(words) >= 8)


def _title_case(words: list[str]) -> bool:
    """“The Long Way to a Small Town”: every longer word has a capital."""
    weighty = [w for w in words if w.lower() not in _SMALL]
    return len(weighty) > 1 and all(w[0].isupper() or w[0].isdigit() for w in weighty)
