"""Writes the pairs that attrib would compare in a corpus's articles: python tools/retrieved_pairs.py OUT.jsonl CORPUS…

A corpus is anything that attrib eval reads. The pairs have no label of their own (all say “neutral”): a recipe names a
teacher for them. Those that the corpus annotates as contradictions go to --contradictions instead, labelled. Both files
quote their corpora, so they must lie outside the repository.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from checker.comparing.retrieval import can_clash, candidate_pairs
from checker.comparing.weights import released
from checker.evaluation.clash_fitting import Reading, gold_article
from checker.evaluation.importers import read_any

ROOT = Path(__file__).resolve().parents[1]


def rows(reading: Reading, pairs: Iterable[tuple[int, int]], label: str, page: str) -> Iterator[dict[str, str]]:
    """Each pair in both directions."""
    for i, j in pairs:
        one, other = reading.found[i].text, reading.found[j].text
        for premise, hypothesis in ((one, other), (other, one)):
            yield {"premise": premise, "hypothesis": hypothesis, "label": label, "source": "retrieved", "page": page}


def annotated(reading: Reading) -> list[tuple[int, int]]:
    """The pairs of a reading that are annotated as contradictions, retrieved or not."""
    if not reading.gold:
        return []
    n = len(reading.found)
    every = ((i, j) for i in range(n) for j in range(i + 1, n) if can_clash(reading.found[i], reading.found[j]))
    return [pair for pair in every if reading.label(pair)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--contradictions", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=300, help="at most so many of each corpus (default 300)")
    parser.add_argument(
        "--pairs", type=int, default=16, help="at most so many of each article, the likeliest (default 16)"
    )
    options = parser.parse_args()
    found: list[dict[str, str]] = []
    clashing: list[dict[str, str]] = []
    for corpus in options.corpora:
        for annotation in islice(read_any(corpus), options.articles):
            reading = Reading.of(gold_article(annotation, link=True), annotation.findings)
            gold = annotated(reading)
            pairs, _ = candidate_pairs(reading.comparison, weights=released())
            likely = [pair for pair in pairs if pair not in gold][: options.pairs]
            found += rows(reading, likely, "neutral", annotation.id)
            clashing += rows(reading, gold, "contradiction", annotation.id)
    for path, kept in ((options.out, found), (options.contradictions, clashing)):
        if path.resolve().is_relative_to(ROOT):
            raise SystemExit(f"{path}: quotes its corpora; write it outside the repository")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
        print(len(kept), "pairs written to", path)


if __name__ == "__main__":
    main()
