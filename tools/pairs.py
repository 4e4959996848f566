"""Writes generated pairs: python tools/pairs.py OUT.jsonl FOLDER… [--size 20000] [--seed 0]

A folder holds news: PolNeAR (text/*.txt), GUM (GUM_news_*.conllu) or ECB+ (*/*.xml). The pairs quote their corpora, so OUT
must lie outside the repository.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from checker.document import Span
from checker.evaluation.generators import Sentence, generate
from checker.evaluation.importers.safe_xml import parse
from checker.evaluation.pairs import Pair
from checker.sentences import sentence_spans

ROOT = Path(__file__).resolve().parents[1]
SHARES = {"contradiction": 0.35, "entailment": 0.25, "neutral": 0.40}
#: At most this share of a label's pairs from one phenomenon, `unrelated` aside.
CAP = 0.25


def sentences(folder: Path) -> Iterator[Sentence]:
    """The sentences of a folder's articles, article by article."""
    for path in sorted([*folder.glob("text/*.txt"), *folder.glob("GUM_news_*.conllu"), *folder.glob("*/*.xml")]):
        name = f"{folder.name}/{path.stem}"
        for paragraph in _paragraphs(path):
            for span in sentence_spans(paragraph, Span(0, len(paragraph))):
                yield Sentence(" ".join(span.of(paragraph).split()), name)


def _paragraphs(path: Path) -> list[str]:
    if path.suffix == ".xml":
        return _token_sentences(path)
    text = path.read_text(encoding="utf-8")
    return re.findall(r"^# text = (.*)", text, re.MULTILINE) if path.suffix == ".conllu" else text.splitlines()


def _token_sentences(path: Path) -> list[str]:
    lines: dict[str, list[str]] = defaultdict(list)
    for token in parse(path).iter("token"):
        lines[token.get("sentence", "")].append(token.text or "")
    return [_joined(" ".join(tokens)) for tokens in lines.values()]


def _joined(text: str) -> str:
    """A tokenised sentence as it is printed."""
    text = re.sub(r" (?=[,.;:!?%)\]]|n['’]t\b|['’](?:s|re|ve|ll|d|m)?(?= ))", "", text)
    return re.sub(r"(?<=[$£€(\[]) ", "", text)


def balanced(pairs: list[Pair], size: int, rng: Random) -> list[Pair]:
    """`size` pairs in the shares of SHARES, spread over the phenomena, or as many as there are."""
    rng.shuffle(pairs)
    chosen: list[Pair] = []
    for label, share in SHARES.items():
        wanted = round(size * share)
        by_source: dict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            if pair.label == label:
                by_source[pair.source].append(pair)
        taken = by_source.pop("unrelated", [])[: wanted // 2]
        # The rare phenomena whole; the common ones share what is left.
        for left, source in zip(
            range(len(by_source), 0, -1), sorted(by_source, key=lambda s: len(by_source[s])), strict=True
        ):
            quota = min((wanted - len(taken)) // left, round(wanted * CAP))
            taken += by_source[source][:quota]
        chosen += taken
    rng.shuffle(chosen)
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--size", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.out.resolve().is_relative_to(ROOT):
        raise SystemExit(f"{options.out}: quotes its corpora; write it outside the repository")
    rng = Random(options.seed)
    every = [s for folder in options.folders for s in sentences(folder)]
    if not every:
        raise SystemExit("no text/*.txt, GUM_news_*.conllu or */*.xml in these folders")
    made = list(generate(every, rng))
    pairs = balanced(made, options.size, rng)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with open(options.out, "w", encoding="utf-8") as out:
        for p in pairs:
            row = {
                "premise": p.premise,
                "hypothesis": p.hypothesis,
                "label": p.label,
                "source": p.source,
                "page": p.unit,
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(len(every), "sentences", len(made), "made", len(pairs), "written", dict(Counter(p.label for p in pairs)))
    for source, n in Counter(p.source for p in made).most_common():
        print(f"{source:12} {n:6} made  ", dict(Counter(p.label for p in pairs if p.source == source)))


if __name__ == "__main__":
    main()
