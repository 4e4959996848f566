"""The annotated samples: what they must hold, and that the test part is what it was."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from checker.checks import CHECKS
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.findings import Severity

SAMPLES = Path(__file__).resolve().parents[2] / "eval" / "samples"
PARTS = ("train", "dev", "test")
OFTEN = "ATT101 ATT102 ATT103 ATT201 ATT203 ATT205 ATT301 ATT302 ATT303 ATT305 ATT306 ATT401 ATT402 ATT403".split()
SOMETIMES = "ATT104 ATT105 ATT106 ATT202 ATT204 ATT206 ATT207 ATT208 ATT304 ATT501 ATT502".split()


@pytest.fixture(scope="module")
def samples() -> dict[str, list[Annotation]]:
    """Reading verifies every offset: a record whose spans do not give its words is refused or repaired, and says so."""
    return {part: list(read_annotations(SAMPLES / f"{part}.jsonl")) for part in PARTS}


def everything(samples: dict[str, list[Annotation]]) -> list[Annotation]:
    return [a for part in samples.values() for a in part]


def test_every_record_reads_without_repair(samples: dict[str, list[Annotation]]) -> None:
    assert {a.id: a.repairs for a in everything(samples) if a.repairs} == {}


def test_there_are_enough_articles_and_none_twice(samples: dict[str, list[Annotation]]) -> None:
    ids = [a.id for a in everything(samples)]
    assert len(ids) >= 220
    assert len(set(ids)) == len(ids)
    assert len({a.text for a in everything(samples)}) == len(ids)


def test_every_defect_is_there_often_enough(samples: dict[str, list[Annotation]]) -> None:
    found = Counter(f.code for a in everything(samples) for f in a.findings)
    assert {c: found[c] for c in OFTEN if found[c] < 20} == {}
    assert {c: found[c] for c in SOMETIMES if found[c] < 8} == {}


def test_parts_are_of_their_size_and_like_each_other(samples: dict[str, list[Annotation]]) -> None:
    # Test is frozen; what was written since went to train and dev, as 45 to 20.
    assert len(samples["test"]) == 79
    assert 2.1 < len(samples["train"]) / len(samples["dev"]) < 2.4
    for articles in samples.values():
        assert 0.35 < sum(not _defective(a) for a in articles) / len(articles) < 0.65


def test_forty_articles_have_sources_and_sixty_quotes_are_fabricated(samples: dict[str, list[Annotation]]) -> None:
    with_sources = [a for a in everything(samples) if a.transcript]
    assert len(with_sources) >= 40
    assert sum(f.code in ("ATT401", "ATT402") for a in with_sources for f in a.findings) >= 60


def test_the_test_part_is_frozen(samples: dict[str, list[Annotation]]) -> None:
    expected = (SAMPLES / "test.sha256").read_text(encoding="utf-8").split()[0]
    assert hashlib.sha256((SAMPLES / "test.jsonl").read_bytes()).hexdigest() == expected


def _defective(article: Annotation) -> bool:
    by_code = {c.code: c.severity for c in CHECKS}
    by_code.update(dict.fromkeys(OFTEN, Severity.WARNING))
    return any(by_code.get(f.code, Severity.INFO).rank >= Severity.WARNING.rank for f in article.findings)
