"""The corpora of inference pairs: formats, parts, and text as it would be printed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.evaluation.nli import detokenize, may_train, read_nli
from checker.evaluation.pairs import Pair
from checker.evaluation.tasks import corpora

NLI = corpora() / "nli"
with_corpora = pytest.mark.skipif(not NLI.is_dir(), reason="the corpora are not in ../shared/data")


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def row(premise: str, **more: str) -> dict[str, str]:
    return {"premise": premise, "hypothesis": "It rained.", "label": "neutral", **more}


@pytest.mark.parametrize(
    ("tokens", "printed"),
    [
        ("The ferry did n't sail , the port 's owner said .", "The ferry didn't sail, the port's owner said."),
        ("About 47 % of $ 5 million ( 22nd overall ) .", "About 47% of $5 million (22nd overall)."),
        ("He called it `` a mess '' , twice .", 'He called it "a mess", twice.'),
        (
            "`` Two singles : `` '' Low Tide '' '' , `` '' Ebb '' '' .  ''",
            '"Two singles: "Low Tide", "Ebb"."',
        ),
        ("9.8\xa0million by 2017.The team -LRB- old -RRB-", "9.8 million by 2017. The team (old)"),
        ("The Senators ' pick", "The Senators' pick"),
        ("Rated 5.43/10 in the U.S.A. today", "Rated 5.43/10 in the U.S.A. today"),
        ("", ""),
    ],
)
def test_detokenizing(tokens: str, printed: str) -> None:
    assert detokenize(tokens) == printed
    assert detokenize(printed) == printed


def test_a_page_or_a_premise_is_of_one_part(tmp_path: Path) -> None:
    rows = [row(f"Text {k} .", page=f"Page {k % 200}") for k in range(600)]
    path = write(tmp_path / "v.jsonl", *rows)
    train, dev = (read_nli(path, "vitaminc", part) for part in ("train", "dev"))
    assert len(train) + len(dev) == len(read_nli(path, "vitaminc")) == 600
    assert not {p.unit for p in train} & {p.unit for p in dev}
    assert 0.04 < len(dev) / 600 < 0.2
    assert train[0].premise.endswith(".") and " ." not in train[0].premise
    plain = write(tmp_path / "s.jsonl", *(row(f"Text {k // 3}.") for k in range(300)))
    train, dev = (read_nli(plain, "pairs", part) for part in ("train", "dev"))
    assert dev and not {p.premise for p in train} & {p.premise for p in dev}


def test_lingnli_says_itself_what_is_for_training(tmp_path: Path) -> None:
    path = write(tmp_path / "l.jsonl", row("A.", source="lingnli"), row("B.", source="lingnli-val"))
    assert [p.premise for p in read_nli(path, "lingnli", "train")] == ["A."]
    assert [p.premise for p in read_nli(path, "lingnli", "dev")] == ["B."]


def test_conjnli(tmp_path: Path) -> None:
    path = tmp_path / "c.tsv"
    path.write_text('\ufeffPremise\tHypothesis\tLabel\nHe said "no.\tHe spoke.\tentailment\n', encoding="utf-8")
    assert read_nli(path, "conjnli") == [Pair("c:2", 'He said "no.', "He spoke.", "entailment", "c:2", "conjnli")]
    path.write_text("Premise\tHypothesis\tLabel\nA.\tB.\tmaybe\n", encoding="utf-8")
    with pytest.raises(AttribError, match=r"c\.tsv:2: not premise"):
        read_nli(path, "conjnli")


@pytest.mark.parametrize(("format", "part"), [("tar", ""), ("pairs", "test")])
def test_unknown_format_and_part(tmp_path: Path, format: str, part: str) -> None:
    with pytest.raises(AttribError, match="is no "):
        read_nli(write(tmp_path / "p.jsonl", row("A.")), format, part)


@with_corpora
@pytest.mark.parametrize(
    ("name", "format", "size"),
    [
        ("lingnli.jsonl", "lingnli", 46979),
        ("vitaminc-real.jsonl", "vitaminc", 30469),
        ("vitaminc-synthetic.jsonl", "vitaminc", 17420),
        ("snli-dev.jsonl", "pairs", 9831),
        ("cad-train.jsonl", "pairs", 8330),
        ("conjnli-train.tsv", "conjnli", 15000),
    ],
)
def test_the_corpora_themselves(name: str, format: str, size: int) -> None:
    train, dev = (read_nli(NLI / name, format, part) for part in ("train", "dev"))
    assert len(train) + len(dev) == size
    assert 0.03 < len(dev) / size < 0.15
    assert min(Counter(p.label for p in train).values() or [0]) > 0
    assert all(may_train(p) for p in train)


@with_corpora
def test_sick_is_not_for_training() -> None:
    assert not any(may_train(p) for p in read_nli(NLI / "sick-dev.jsonl"))
