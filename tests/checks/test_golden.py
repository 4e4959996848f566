"""The golden examples: every finding that a check must make on an article of known statements, and no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.article import Article, ModelInfo
from checker.checks import CHECKS, run_checks
from checker.config import Config
from checker.evaluation.annotation import Annotation
from checker.evaluation.markup import parse_markup
from checker.readers import read_string

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


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.code} {c.title}")
def test_golden(case: Case) -> None:
    gold = case.annotation()
    house = {
        key.replace("-", "_"): tuple(v.split(", "))
        for key, v in gold.meta.items()
        if key in ("vague-sources", "cue-words")
    }
    article = Article(read_string(gold.text), ModelInfo("gold", "0"), gold.statements, gold.speakers)
    found = run_checks(article, Config(**house), select=[case.code])  # type: ignore[arg-type]
    shown = [(f.span, f.span.of(gold.text)) for f in found]
    assert shown == sorted((f.span, f.span.of(gold.text)) for f in gold.findings)
    assert {(f.code, r.span) for f in gold.findings for r in f.related} <= {
        (f.code, r.span) for f in found for r in f.related
    }
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
