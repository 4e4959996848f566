"""Quotes that lost their attribution: deleted in the article itself, so that ATT101 must follow there.

On untouched articles, an ATT101 on a quote that the gold gives a source is false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.evaluation.matching import characters
from checker.evaluation.measures import Measure
from checker.evaluation.metrics import Annotated, Scores, words
from checker.evaluation.misses import miss

CODE = "ATT101"
FOUND = Measure("dangling quotes found", "ratio")
FALSE = Measure("false ATT101 per 1,000 words of untouched articles", "rate")

_ATTRIBUTED = re.compile(r"^(?:“([^”]{25,})[,.!?]” [^“”]{3,120}\.(?: “([^”]{10,})”)?)\s*$")


@dataclass(frozen=True, slots=True)
class Case:
    """An article whose quote at `span` no longer says who speaks."""

    article: str
    text: str
    span: Span


def cases(article: Annotation) -> Iterator[Case]:
    """One case for each paragraph that is a single attributed quote between neighbours that quote nobody."""
    text = article.text
    paragraphs = [m for m in re.finditer(r"[^\r\n]+", text) if m.group().strip()]
    for k, paragraph in enumerate(paragraphs):
        quote = _ATTRIBUTED.match(paragraph.group())
        near = [paragraphs[i].group() for i in (k - 1, k + 1) if 0 <= i < len(paragraphs)]
        start, end = paragraph.span()
        sourced = any(s.source and start <= s.content[0].start < end for s in article.statements)
        if not quote or not sourced or any(mark in n for n in near for mark in '“”"'):
            continue
        bare = f"“{quote[1]}. {quote[2]}”" if quote[2] else f"“{quote[1]}.”"
        yield Case(article.id, text[:start] + bare + text[end:], Span(start, start + len(bare)))


def score_case(case: Case, predicted: Annotated) -> Scores:
    """Whether an ATT101 touches the quote."""
    scores = Scores(case.article)
    found = any(f.code == CODE and f.span.overlaps(case.span) for f in predicted.findings)
    scores.add(FOUND, found, 1)
    if not found:
        scores.misses.append(miss(case.article, case.text, "dangling quote missed", [(case.span, "content")], []))
    return scores


def score_untouched(article: Annotation, predicted: Annotated) -> Scores:
    """ATT101 on quotes of which more than half belongs to statements with a gold source."""
    scores = Scores(article.id)
    sourced = characters(span for s in article.statements if s.source for span in s.content)
    false = 0
    for finding in predicted.findings:
        if finding.code == CODE and len(sourced & characters([finding.span])) > 0.5 * (
            finding.span.end - finding.span.start
        ):
            false += 1
            marks = [(finding.span, "finding")]
            scores.misses.append(miss(article.id, article.text, "false ATT101", [], marks, finding.message))
    scores.add(FALSE, false, words(article.text))
    return scores
