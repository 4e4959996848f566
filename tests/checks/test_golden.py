"""The golden examples: every finding that a check must make on an article of known statements, and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from checker.article import Article, ModelInfo
from checker.checks import CHECKS, run_checks
from checker.comparing import find_clashes
from checker.comparing.features import FEATURES, FloatArray
from checker.comparing.stems import content_stems
from checker.comparing.weights import released
from checker.config import Config
from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.evaluation.markup import parse_markup
from checker.evidence import Claim, Evidence, Link
from checker.modeling.claiming import CLAIM_LABELS
from checker.readers import read_string
from checker.sentences import claim_sentences
from checker.sources import parse_source, verify

_HERE = Path(__file__).parent
_CASE = re.compile(r"^## (?P<title>[^\n]+)\n```att\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL)
_FIRST = ("ATT101", "ATT203", "ATT304", "ATT501", "ATT502")


@dataclass(frozen=True)
class Case:
    """One example of a check."""

    code: str
    title: str
    block: str

    def annotation(self) -> Annotation:
        """What the block says, tables that it leaves out being empty."""
        block = self.block if self.block.startswith("=== meta") else "=== meta\n" + self.block
        block = block.replace("=== meta\n", "=== meta\nid: example\ngenre: wire\n", 1)
        for name in ("speakers", "statements", "findings", "not_findings"):
            if f"\n=== {name}\n" not in block:
                block += f"=== {name}\n"
        return parse_markup(block, f"{self.code}.md: {self.title}")

    @property
    def flagged(self) -> bool:
        return self.title.startswith("flagged")


def cases() -> list[Case]:
    """All examples, in the order of the files."""
    return [
        Case(p.stem, m["title"], m["block"])
        for p in sorted(_HERE.glob("ATT*.md"))
        for m in _CASE.finditer(p.read_text("utf-8"))
    ]


def clashes(article: Article, contradiction: float) -> Evidence:
    """What a judge finds that gives pairs with three stems in common this probability, and weights that believe it alone:
    the examples hold whatever the released weights are.
    """

    def judge(pairs: Sequence[tuple[str, str]]) -> FloatArray:
        alike = [len({*content_stems(a)} & {*content_stems(b)}) >= 3 for a, b in pairs]
        return np.array([[0.0, 1 - p, p] for p in (contradiction if a else 0.0 for a in alike)])

    verdict = np.array([float(name == "contradiction") for name in FEATURES])
    return Evidence(clashes=find_clashes(article, judge, weights=replace(released(), verdict=verdict, intercept=0.0)))


def claims(gold: Annotation) -> Evidence:
    """What a claims head may say: “claim: 0.9 The port had | 0.6 Its owner” gives sentences by their first words, others 0.02."""
    document = read_string(gold.text)
    said = {
        label: [row.strip().split(" ", 1) for row in gold.meta[label].split("|")]
        for label in CLAIM_LABELS
        if label in gold.meta
    }
    sentences = claim_sentences(document)
    assert all(any(s.of(gold.text).startswith(w) for s in sentences) for rows in said.values() for _, w in rows)

    def chance(sentence: Span, label: str) -> float:
        words = sentence.of(gold.text)
        return next((float(p) for p, first in said.get(label, []) if words.startswith(first)), 0.02)

    return Evidence(claims=tuple(Claim(s, *(chance(s, label) for label in CLAIM_LABELS)) for s in sentences))


def links(gold: Annotation) -> Evidence:
    """What a linker may say: “candidates: s2 pronoun p1 0.6 p2 0.3 | s3 …”, a statement, the reason, and its rivals."""
    speakers = {s.id: s for s in gold.speakers}
    rows = [row.split() for row in gold.meta["candidates"].split("|")]
    return Evidence(
        {
            row[0]: Link(row[1], tuple((speakers[i], float(p)) for i, p in zip(row[2::2], row[3::2], strict=True)))
            for row in rows
        }
    )


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.code} {c.title}")
def test_golden(case: Case) -> None:
    gold = case.annotation()
    house = {
        key.replace("-", "_"): tuple(v.split(", "))
        for key, v in gold.meta.items()
        if key in ("vague-sources", "cue-words")
    }
    article = Article(read_string(gold.text), ModelInfo("gold", "0"), gold.statements, gold.speakers)
    if gold.transcript:
        article = verify(article, tuple(parse_source(path, words) for path, words in gold.transcript.items()))
    if "judge" in gold.meta:
        article = replace(article, evidence=clashes(article, float(gold.meta["judge"])))
    if set(CLAIM_LABELS) & gold.meta.keys():
        article = replace(article, evidence=claims(gold))
    if "candidates" in gold.meta:
        article = replace(article, evidence=links(gold))
    found = run_checks(article, Config(**house), select=[case.code])  # type: ignore[arg-type]
    shown = [(f.span, f.span.of(gold.text)) for f in found]
    assert shown == sorted((f.span, f.span.of(gold.text)) for f in gold.findings)
    assert {(f.code, r.span) for f in gold.findings for r in f.related if r.path is None} <= {
        (f.code, r.span) for f in found for r in f.related
    }
    for path, span in {(r.path, r.span) for f in gold.findings for r in f.related if r.path is not None}:
        assert any(r.path == path and r.span.overlaps(span) for f in found for r in f.related)
    assert case.flagged == bool(gold.findings), "the heading says flagged or silent, the table another thing"


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.code)
def test_every_check_has_examples_of_both_kinds(check) -> None:  # type: ignore[no-untyped-def]
    own = [c for c in cases() if c.code == check.code]
    least = 8 if check.code in _FIRST else 4
    assert sum(c.flagged for c in own) >= least
    assert sum(not c.flagged for c in own) >= least


def test_every_example_is_read() -> None:
    for path in _HERE.glob("ATT*.md"):
        text = path.read_text("utf-8")
        assert text.count("```att") == len(_CASE.findall(text)) == text.count("\n## "), path.name
