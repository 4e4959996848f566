"""How far two annotations of the same articles agree, and where they do not.

    python -m checker.evaluation.agreement A B

A and B are folders of `.att` files or JSON-lines files. Prints a Markdown table, then every disagreement in its place,
for a third reading. Exit status 2 where the two cannot be compared.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from checker.document import Span, Spans, hull
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.evaluation.markup import read_folder
from checker.evaluation.matching import characters, iou, match
from checker.evaluation.naming import right_speaker
from checker.findings import Finding
from checker.statements import Statement

_CONTEXT = 60  # code points on either side of a disagreement


@dataclass(slots=True)
class Tally:
    """Things that both annotations have, that the first has, and that the second has."""

    both: int = 0
    first: int = 0
    second: int = 0

    def add(self, both: int, first: int, second: int) -> None:
        self.both, self.first, self.second = self.both + both, self.first + first, self.second + second

    @property
    def f1(self) -> float | None:
        """Twice what both have by what the two have together; None where neither has any."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else None


class Disagreement(NamedTuple):
    """One difference: in which article, at which words, what each of the two says there."""

    article: str
    text: str
    span: Span
    what: str

    def __str__(self) -> str:
        start, end = self.span
        before, after = self.text[max(0, start - _CONTEXT) : start], self.text[end : end + _CONTEXT]
        context = " ".join(f"{before}⟦{self.text[start:end]}⟧{after}".split())
        return f"{self.article}, line {self.text.count(chr(10), 0, start) + 1}: {self.what}: …{context}…"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotations of the same articles have in common.

    statements: matched one to one with content IoU ≥ .5; sourced: whose sources overlap, or both have none, as well.
    speakers: of matched statements, those whose speakers go by the same name. findings: of one code, on overlapping
    words, by code. `articles` were compared; `missing` are in one of the two alone.
    """

    articles: tuple[str, ...]
    missing: tuple[str, ...]
    statements: Tally = field(default_factory=Tally)
    sourced: Tally = field(default_factory=Tally)
    speakers: Tally = field(default_factory=Tally)
    findings: dict[str, Tally] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def all_findings(self) -> Tally:
        """The findings of all codes together."""
        total = Tally()
        for tally in self.findings.values():
            total.add(tally.both, tally.first, tally.second)
        return total


def load(path: str | Path) -> dict[str, Annotation]:
    """The annotations of a folder of `.att` files or of a JSON-lines file, by id. Raises AttribError."""
    found = list(read_folder(path) if Path(path).is_dir() else read_annotations(path))
    if twice := [id_ for id_, n in Counter(a.id for a in found).items() if n > 1]:
        raise AttribError(f"{path}: two records have the id {twice[0]!r}")
    return {a.id: a for a in found}


def compare(first: Mapping[str, Annotation], second: Mapping[str, Annotation]) -> Agreement:
    """The agreement of two sets of annotations by id.

    Raises AttribError where they share no article or a text differs.
    """
    common = sorted(first.keys() & second.keys())
    if not common:
        raise AttribError("the two share no article: their ids (meta `id`, or else the file names) have to be the same")
    agreement = Agreement(tuple(common), tuple(sorted(first.keys() ^ second.keys())))
    for id_ in common:
        a, b = first[id_], second[id_]
        if a.text != b.text:
            at = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(a.text, b.text, strict=False))))
            raise AttribError(
                f"{id_}: the texts differ from code point {at} on: {a.text[at : at + 20]!r}, {b.text[at : at + 20]!r}"
            )
        _compare_statements(a, b, agreement)
        _compare_findings(a, b, agreement)
    return agreement


def _compare_statements(a: Annotation, b: Annotation, agreement: Agreement) -> None:
    def overlap(x: Statement, y: Statement) -> float:
        share = iou(characters(x.content, a.text), characters(y.content, a.text))
        return share if share >= 0.5 else 0.0

    def overlap_sourced(x: Statement, y: Statement) -> float:
        met = any(s.overlaps(t) for s in x.source for t in y.source) or not (x.source or y.source)
        return overlap(x, y) if met else 0.0

    sourced = match(a.statements, b.statements, overlap_sourced)
    agreement.sourced.add(len(sourced), len(a.statements), len(b.statements))
    hits = match(a.statements, b.statements, overlap)
    agreement.statements.add(len(hits), len(a.statements), len(b.statements))

    def differ(span: Span, what: str) -> None:
        agreement.disagreements.append(Disagreement(a.id, a.text, span, what))

    for hit in hits:
        x, y = a.statements[hit.gold], b.statements[hit.predicted]
        one, other = a.speaker_of(x), b.speaker_of(y)
        same = right_speaker(one, other, a.speakers) and right_speaker(other, one, b.speakers)
        agreement.speakers.add(same, 1, 1)
        if not same:
            names = [s.name if s else "nobody" for s in (one, other)]
            differ(hull(x.content), f"speaker of {x.id}/{y.id} is {names[0]!r} / {names[1]!r}")
        for role, these, those in _roles(x, y):
            if characters(these, a.text) != characters(those, a.text):
                words = [" … ".join(s.of(a.text) for s in spans) or "none" for spans in (these, those)]
                differ(hull(these or those), f"{role} of {x.id}/{y.id} is {words[0]!r} / {words[1]!r}")
        if x.act != y.act:
            differ(hull(x.content), f"act of {x.id}/{y.id} is {x.act} / {y.act}")
    for side, statements, seen in (
        ("first", a.statements, {h.gold for h in hits}),
        ("second", b.statements, {h.predicted for h in hits}),
    ):
        for i, s in enumerate(statements):
            if i not in seen:
                differ(hull(s.content), f"statement {s.id} is in the {side} alone")


def _roles(x: Statement, y: Statement) -> Iterator[tuple[str, Spans, Spans]]:
    yield "content", x.content, y.content
    yield "cue", x.cue, y.cue
    yield "source", x.source, y.source


def _compare_findings(a: Annotation, b: Annotation, agreement: Agreement) -> None:
    def same(x: Finding, y: Finding) -> float:
        if x.code != y.code or not x.span.overlaps(y.span):
            return 0.0
        return iou(characters([x.span]), characters([y.span]))

    hits = match(a.findings, b.findings, same)
    for hit in hits:
        agreement.findings.setdefault(a.findings[hit.gold].code, Tally()).add(1, 0, 0)
    for side, findings, seen in (
        ("first", a.findings, {h.gold for h in hits}),
        ("second", b.findings, {h.predicted for h in hits}),
    ):
        for i, f in enumerate(findings):
            agreement.findings.setdefault(f.code, Tally()).add(0, side == "first", side == "second")
            if i not in seen:
                note = f" ({f.message})" if f.message else ""
                agreement.disagreements.append(
                    Disagreement(a.id, a.text, f.span, f"{f.code} is in the {side} alone{note}")
                )


def markdown(agreement: Agreement) -> str:
    """The agreement as a Markdown table."""
    rows = [
        ("statements (content IoU ≥ .5)", agreement.statements),
        ("statements, sources too", agreement.sourced),
        ("speakers of matched statements", agreement.speakers),
        ("findings", agreement.all_findings),
        *sorted(agreement.findings.items()),
    ]
    lines = [f"Articles: {len(agreement.articles)}", "", "| | both | first | second | F1 |", "|---|--:|--:|--:|--:|"]
    for name, t in rows:
        lines.append(f"| {name} | {t.both} | {t.first} | {t.second} | {'–' if t.f1 is None else f'{t.f1:.3f}'} |")
    if agreement.missing:
        lines += ["", f"In one of the two alone: {', '.join(agreement.missing)}"]
    return "\n".join(lines)


def listing(disagreements: Iterable[Disagreement]) -> str:
    """Every disagreement in its place, by article, as a Markdown list."""
    ordered = sorted(disagreements, key=lambda d: (d.article, d.span))
    return "\n".join(f"- {d}" for d in ordered)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of this module; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m checker.evaluation.agreement", description=__doc__)
    parser.add_argument("first", metavar="A", help="folder of .att files, or JSON lines")
    parser.add_argument("second", metavar="B")
    given = parser.parse_args(arguments)
    try:
        agreement = compare(load(given.first), load(given.second))
    except AttribError as error:
        print(error, file=sys.stderr)
        return 2
    print(markdown(agreement))
    if agreement.disagreements:
        print(f"\n## Disagreements: {len(agreement.disagreements)}\n\n{listing(agreement.disagreements)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
