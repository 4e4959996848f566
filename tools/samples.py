"""Puts annotated articles (.att files) into eval/samples: python tools/samples.py FOLDER…

Each article goes to train, dev or test (45 / 20 / 35), spread evenly over strata (clean, with defects, with sources; genre).
An article that eval/samples already has stays where it is, so that nothing ever moves from train into test. The test part is
frozen: without --thaw an article of it that would change is refused, and new ones go to train and dev.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations, write_annotations
from checker.evaluation.markup import read_folder

SAMPLES = Path(__file__).resolve().parents[1] / "eval" / "samples"
SHARES = {"train": 0.45, "dev": 0.20, "test": 0.35}
CHECKSUM = SAMPLES / "test.sha256"


def stratum(article: Annotation) -> str:
    """Clean, with defects, or with sources: what an article can measure."""
    if article.transcript:
        return "sources"
    return "defects" if article.findings else "clean"


def assign(articles: list[Annotation], parts: dict[str, str], open_parts: list[str]) -> dict[str, str]:
    """Adds to `parts` (id to part) the articles that it lacks, each to that of `open_parts` which is furthest behind in its
    stratum, and among equals in its genre.
    """
    parts = dict(parts)
    by_id = {a.id: a for a in articles}
    strata = Counter((stratum(by_id[i]), part) for i, part in parts.items())
    genres = Counter((by_id[i].meta.get("genre", ""), part) for i, part in parts.items())
    # A hash orders them: neither the alphabet nor the order of writing decides who is tested.
    for id in sorted(set(by_id) - set(parts), key=lambda i: hashlib.sha256(i.encode()).hexdigest()):
        kind, genre = stratum(by_id[id]), by_id[id].meta.get("genre", "")

        def behind(part: str, kind: str = kind, genre: str = genre) -> tuple[float, float]:
            return ((strata[kind, part] + 1) / SHARES[part], (genres[genre, part] + 1) / SHARES[part])

        part = min(open_parts, key=behind)
        parts[id] = part
        strata[kind, part] += 1
        genres[genre, part] += 1
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--thaw", action="store_true", help="let articles of the test part change, and new ones in")
    options = parser.parse_args()
    SAMPLES.mkdir(parents=True, exist_ok=True)
    old = {part: list(read_annotations(p)) for part in SHARES if (p := SAMPLES / f"{part}.jsonl").is_file()}
    known = {a.id: part for part, articles in old.items() for a in articles}
    articles = {a.id: a for part in old.values() for a in part}
    frozen = {a.id: a for a in old.get("test", [])}
    for folder in options.folders:
        for article in read_folder(folder):
            if article.id in frozen and not options.thaw and article != frozen[article.id]:
                raise SystemExit(f"{article.id}: is in the test part, which is frozen; --thaw changes it")
            articles[article.id] = article
    parts = assign(list(articles.values()), known, [p for p in SHARES if p != "test" or options.thaw])
    for part in SHARES:
        path = SAMPLES / f"{part}.jsonl"
        write_annotations([articles[i] for i in sorted(articles) if parts[i] == part], path)
        print(part, sum(p == part for p in parts.values()))
    digest = hashlib.sha256((SAMPLES / "test.jsonl").read_bytes()).hexdigest()
    CHECKSUM.write_text(f"{digest}  test.jsonl\n", encoding="utf-8")


if __name__ == "__main__":
    main()
