"""From what the network read to `Statement`s: quotation marks made whole, twice-found ones merged, lost quotes kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.acts import act_of
from checker.document import Document, Span, Spans, hull
from checker.grammar import AUXILIARIES
from checker.kinds import kind_of, nest
from checker.quotation import Quotation, scan
from checker.quotes import presents_words
from checker.statements import Statement

#: From this share of a quotation on, a piece of content means the whole of it.
_MOST = 0.6
#: Two statements whose contents overlap this much (as intersection over union) are one, found from two cues.
_SAME = 0.7
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}$|\s[A-Z]\.$")

#: Confidence that a statement inside another needs: few articles teach such, and below it most are wrong (chosen on dev).
_INSIDE = 0.45


@dataclass(frozen=True, slots=True)
class Reading:
    """Spans of one statement in text order, as the network tagged them."""

    content: Spans
    cue: Spans = ()
    source: Spans = ()


def assemble(document: Document, readings: Iterable[tuple[Reading, float]]) -> tuple[Statement, ...]:
    """Statements in text order from readings and their confidences; ids s1, s2, … and speakers not set.

    Quotations that present someone's words and that no reading covers become direct statements without a source: who said
    them is the question that attrib exists to ask.
    """
    text = document.text
    quotations = scan(document)
    whole = [q for q in quotations if q.depth == 0]
    mended = ((_in_paragraph(document, _mend(text, r, quotations), quotations), p) for r, p in readings)
    own = sorted(mended, key=lambda x: -x[1])
    kept: list[tuple[Reading, float | None]] = []
    near: dict[int, list[Reading]] = defaultdict(list)  # by paragraph: an archive's longest page is one document
    for reading, p in own:
        touched = {document.paragraph_at(c.start) for c in reading.content}
        if reading.content and not any(_same(reading, other) for n in touched for other in near[n]):
            kept.append((reading, p))
            for n in touched:
                near[n].append(reading)
    free = [q for q in whole if not any(_covers(r, q) for r in near[q.paragraph])]
    # The last of a run first: where the attribution follows the whole quote, each paragraph joins the one after it.
    for q in sorted(free, key=lambda q: q.paragraph, reverse=True) if any(q.continues for q in free) else free:
        k = _running(q, whole, [r for r, _ in kept])
        if k is None:
            k = _continued(document, q, whole, [r for r, _ in kept])
        if k is not None:
            reading, confidence = kept[k]
            kept[k] = (replace(reading, content=_in_order([*reading.content, q.span])), confidence)
        elif presents_words(document, q):
            kept.append((Reading((q.span,)), None))
    kept.sort(key=lambda x: (hull(x[0].content + x[0].cue + x[0].source).start, hull(x[0].content)))
    found = nest(_statement(text, i, r, p, quotations) for i, (r, p) in enumerate(kept, 1))
    sure = [s for s in found if s.nested_in is None or _sure_inside(document.text, s)]
    return nest(replace(s, id=f"s{i}", nested_in=None) for i, s in enumerate(sure, 1))


def _sure_inside(text: str, statement: Statement) -> bool:
    """Whether a statement inside another is likely enough to be told of: what is thought or done there is mostly part of
    what is said, and so is a word in quotation marks after a mere “had been”.
    """
    cue = " ".join(c.of(text) for c in statement.cue).lower().split()
    if cue and all(word in AUXILIARIES for word in cue):
        return False
    return statement.act == "speech" and (statement.confidence is None or statement.confidence >= _INSIDE)


def _covers(reading: Reading, q: Quotation) -> bool:
    """Whether a reading takes up a quotation: not where its own cue is among the quoted words, since then someone else, who
    is quoted, reports it. (A mark that nothing closes seems to hold all that follows, the attribution too.)
    """
    inside = (q.closed or q.continues) and any(q.span.overlaps(c) for c in reading.cue)
    return not inside and any(q.span.overlaps(c) for c in reading.content)


def _in_paragraph(document: Document, reading: Reading, quotations: Sequence[Quotation]) -> Reading:
    """Without quotations of another paragraph, where the cue has content in its own: those are statements of their own.

    A quotation that runs on over paragraphs stays whole, and so does one that a lead-in announces.
    """
    if not reading.cue or not document.paragraphs:
        return reading
    home = document.paragraph_at(reading.cue[0].start)
    end = document.paragraphs[home].span.end
    near = [Span(c.start, min(c.end, end)) for c in reading.content if document.paragraph_at(c.start) == home]
    if not near or any(q.continues and any(q.span.overlaps(c) for c in near) for q in quotations):
        return reading
    if document.text[:end].rstrip("“\"' ").endswith(":"):
        return reading
    return replace(reading, content=tuple(near))


def _statement(
    text: str, number: int, reading: Reading, confidence: float | None, quotations: Sequence[Quotation]
) -> Statement:
    kind = kind_of(text, quotations, reading.content, reading.cue + reading.source)
    cue = " ".join(c.of(text) for c in reading.cue)
    return Statement(
        f"s{number}", kind, act_of(cue, kind), reading.content, reading.cue, reading.source, confidence=confidence
    )


def _mend(text: str, reading: Reading, quotations: Sequence[Quotation]) -> Reading:
    """Content that begins or ends beside a quotation mark takes it in, and content that is most of a quotation all of it."""
    outside = reading.cue + reading.source
    pieces: list[Span] = []
    for piece in reading.content:
        for q in quotations:
            if not q.span.overlaps(piece) or any(q.span.overlaps(o) for o in outside):
                continue
            shared = min(q.inner.end, piece.end) - max(q.inner.start, piece.start)
            if shared >= _MOST * (q.inner.end - q.inner.start):
                piece = Span(min(piece.start, q.span.start), max(piece.end, q.span.end))
            elif piece.start == q.inner.start:
                piece = Span(q.span.start, piece.end)
        pieces.append(_trim(text, piece, quotations))
    return Reading(_in_order([p for p in pieces if p.end > p.start]), reading.cue, reading.source)


def _trim(text: str, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """Without the full stop or comma that belongs to the paper's sentence, not to what was said."""
    start, end = piece
    inside = any(q.span.start < end <= q.inner.end for q in quotations if q.depth == 0)
    while end > start and (
        text[end - 1].isspace() or (text[end - 1] in ".,;:" and not inside and not _initials(text, end))
    ):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    return Span(start, end)


def _initials(text: str, end: int) -> bool:
    """Whether the full stop before `end` is part of an abbreviation such as “U.S.” or “p.m.”."""
    return _INITIALS.search(text, max(0, end - 6), end) is not None


def _in_order(spans: Iterable[Span]) -> Spans:
    """Sorted, with spans that touch or overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _same(a: Reading, b: Reading) -> bool:
    """Whether two readings are one statement: nearly the same content, neither inside the other's as a nested one is."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
    union = sum(e - s for s, e in a.content) + sum(e - s for s, e in b.content) - shared
    return shared >= _SAME * union


def _running(q: Quotation, whole: Sequence[Quotation], readings: Sequence[Reading]) -> int | None:
    """Which reading holds the paragraph before or after of a quotation that runs on over paragraphs: it is one quote."""
    if not (q.continues or q.reopened):
        return None
    beside = [
        w
        for w in whole
        if (q.continues and w.reopened and w.paragraph == q.paragraph + 1)
        or (q.reopened and w.continues and w.paragraph == q.paragraph - 1)
    ]
    for k, reading in enumerate(readings):
        if any(w.span.overlaps(c) for w in beside for c in reading.content):
            return k
    return None


def _continued(document: Document, q: Quotation, whole: Sequence[Quotation], readings: Sequence[Reading]) -> int | None:
    """Which reading a quotation goes on from: “A,” she said. “B.” in one paragraph is one act of attribution."""
    before = [
        k
        for k, r in enumerate(readings)
        if r.cue
        and document.paragraph_at(r.cue[-1].start) == q.paragraph
        and hull(r.cue + r.source).end <= q.span.start
    ]
    if not before:
        return None
    last = max(before, key=lambda k: hull(readings[k].cue + readings[k].source).end)
    reading = readings[last]
    gap = document.text[hull(reading.content + reading.cue + reading.source).end : q.span.start]
    quoted = any(w.span.overlaps(c) for w in whole for c in reading.content)
    return last if quoted and gap.strip(" .,\n\r\t\xa0") == "" and "." in gap else None
