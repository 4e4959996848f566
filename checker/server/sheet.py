"""The article on the review page: its blocks of text with statements tinted by speaker, findings marked, and their ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from checker.document import ParagraphRole, Span, Spans
from checker.reports.html_marks import Mark, by_block, marked, touched
from checker.reports.html_people import COLOURS, Voice, letter_of
from checker.reports.html_text import blocks
from checker.reports.tally import NO_SPEAKER
from checker.server.review import Review, Verdict
from checker.speakers import Speaker
from checker.statements import Statement

_CONTENT, _ROLE, _FINDING, _RELATED = 0, 1, 2, 3
_SIGNS: Mapping[str | None, str] = {"accepted": " ✓", "corrected": " ✎", "added": " +", "rejected": " ✗", None: ""}
_NOBODY = Voice(NO_SPEAKER, "?", "nobody", "none")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: `html` is its words with their marks, `findings` those whose notes stand beside it.

    breaks: where a carriage return and line feed stand for one line break on the page, code points from `span.start` as the
    page counts them; separated by spaces.
    """

    number: int
    span: Span
    role: ParagraphRole
    html: Markup
    findings: tuple[str, ...]
    breaks: str


class Sheet:
    """What the page shows of a review; `numbers` are those of the findings in text order, from 1."""

    def __init__(self, review: Review) -> None:
        self.review = review

    @cached_property
    def voices(self) -> Mapping[str, Voice]:
        """A letter and a colour for everyone who may speak, which a correction never changes for anyone else."""
        return {
            id_: Voice(s.name, letter_of(k), f"c{k % COLOURS}", f"v{k}")
            for k, (id_, s) in enumerate(self.review.speakers.items())
        }

    def voice(self, statement: Statement) -> Voice:
        return self.voices[statement.speaker] if statement.speaker else _NOBODY

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        findings = [item for item in self.review.order if item in self.review.findings]
        return {item: n for n, item in enumerate(findings, 1)}

    @cached_property
    def people(self) -> list[tuple[Voice, Speaker | None, int]]:
        """Who speaks, and how often; last those statements that have nobody."""
        counts: dict[str | None, int] = {}
        for s in self.review.statements.values():
            counts[s.speaker] = counts.get(s.speaker, 0) + 1
        known = self.review.speakers
        rows: list[tuple[Voice, Speaker | None, int]] = [
            (voice, known[id_], counts[id_]) for id_, voice in self.voices.items() if id_ in counts
        ]
        return rows + ([(_NOBODY, None, counts[None])] if None in counts else [])

    @cached_property
    def _stretches(self) -> list[tuple[Span, ParagraphRole]]:
        return list(blocks(self.review.base.article.document))

    @cached_property
    def _spans(self) -> list[Span]:
        return [span for span, _ in self._stretches]

    def blocks(self, wanted: Collection[int] | None = None) -> list[Block]:
        """The blocks of these numbers, in text order; all of them unless they are given."""
        numbers = range(len(self._spans)) if wanted is None else sorted(wanted)
        items: Iterable[str] = self.review.order
        if wanted is not None:
            stretches = [self._spans[i] for i in numbers]
            items = [i for i in items if any(s.overlaps(at) for s in self._places(i) for at in stretches)]
        marks = by_block((mark for item in items for mark in self._marks(item)), self._spans)
        findings: dict[int, list[str]] = {}
        for item in items:
            if item in self.numbers:
                findings.setdefault(touched(self._spans, self.review.findings[item].span)[0], []).append(item)
        text = self.review.text
        return [
            Block(
                i,
                self._spans[i],
                self._stretches[i][1],
                Markup(marked(text, self._spans[i], marks[i])),
                tuple(findings.get(i, ())),
                _breaks(self._spans[i].of(text)),
            )
            for i in numbers
        ]

    def changed_since(self, before: Sheet) -> list[Block]:
        """The blocks that look another way than they did in another state of the same article."""
        items = {*self.review.order, *before.review.order}
        numbers = {
            number
            for item in items
            if self._look(item) != before._look(item)
            for place in (*self._places(item), *before._places(item))
            for number in touched(self._spans, place)
        }
        return self.blocks(numbers)

    def _places(self, item: str) -> Spans:
        """All that is marked for an item."""
        if item in self.review.findings:
            finding = self.review.findings[item]
            return (finding.span, *(r.span for r in finding.related if r.path is None))
        s = self.review.statements.get(item)
        return (*s.content, *s.cue, *s.source) if s else ()

    def _look(self, item: str) -> tuple[object, ...]:
        """What an item's marks and note are made of."""
        review, verdict = self.review, self.review.verdict(item)
        if item in review.findings:
            return review.findings[item], self.numbers[item], verdict
        s = review.statements.get(item)
        return (s, self.voice(s), self._depth(s), self._status(item), verdict.note) if s else ()

    def _status(self, item: str) -> str | None:
        return self.review.verdict(item).status or ("accepted" if self.review.finished else None)

    def _marks(self, item: str) -> Iterator[Mark]:
        return self._finding_marks(item) if item in self.numbers else self._statement_marks(item)

    def _statement_marks(self, item: str) -> Iterator[Mark]:
        s, verdict, status = self.review.statements[item], self.review.verdict(item), self._status(item)
        voice = self.voice(s)
        shared = f'data-v="{voice.key}" data-s="{item}"'
        classes = f"s {s.kind} {s.act} {voice.classes} d{min(self._depth(s), 2)} {status or 'open'}"
        for i, span in enumerate(s.content):
            letter = f"{voice.letter}{_SIGNS[status]}{_noted(verdict)}"
            head = f'id="w-{item}" data-letter="{letter}" tabindex="-1"' if i == 0 else ""
            yield Mark(span, _CONTENT, f'class="{classes}" {shared}', head)
        for role, spans in (("cue", s.cue), ("source", s.source)):
            for span in spans:
                yield Mark(span, _ROLE, f'class="{role} {voice.classes}" {shared}')

    def _finding_marks(self, item: str) -> Iterator[Mark]:
        finding, number = self.review.findings[item], self.numbers[item]
        classes = f"{finding.severity.value} {self.review.verdict(item).status or 'open'}"
        reference = (
            f'<a class="ref {classes}" data-f="{item}" data-number="{number}" href="#n-{item}" tabindex="-1" '
            f'aria-label="Finding {number}"></a>'
        )
        yield Mark(
            finding.span, _FINDING, f'class="f {classes}" data-f="{item}"', f'id="w-{item}" tabindex="-1"', reference
        )
        for related in finding.related:
            if related.path is None and related.span.start < related.span.end:
                yield Mark(related.span, _RELATED, f'class="related" data-f="{item}"')

    def _depth(self, statement: Statement) -> int:
        """How many statements it stands in; chains that a correction bent into a ring end."""
        seen = {statement.id}
        outer = statement.nested_in
        while outer is not None and outer in self.review.statements and outer not in seen:
            seen.add(outer)
            outer = self.review.statements[outer].nested_in
        return len(seen) - 1


def _noted(verdict: Verdict) -> str:
    return " 💬" if verdict.note else ""


def _breaks(words: str) -> str:
    """Where the page, which shows a carriage return and line feed as one line break, has one."""
    return " ".join(str(m.start() - k) for k, m in enumerate(re.finditer("\r\n", words)))
