"""A newsroom's annotations before anything is learned from them: gathered, counted, held against themselves, and split."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path, PurePath

from checker.document import Spans
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.importers import read_any
from checker.evaluation.predictions import article_name
from checker.evaluation.refusal import refusing
from checker.kinds import kind_of, quotations

#: Fewer articles than this teach a model little but their names.
LEAST_ARTICLES = 20
_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in the annotations that an annotator should look at: the article's name, what is wrong, the words."""

    article: str
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Articles of different names and texts, and what was found wrong in putting them together."""

    articles: tuple[Annotation, ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is to learn from.

    kinds, acts: how many statements of each; empty: articles without any statement.
    """

    articles: int
    words: int
    statements: int
    nested: int
    without_source: int
    empty: int
    kinds: Mapping[str, int]
    acts: Mapping[str, int]


def gather(paths: Sequence[Path]) -> Gathered:
    """The annotated articles of files and folders, in any format that the importers read.

    An article that comes twice with the same annotation is kept once; with another one, the later is kept, and that it is so
    is a trouble. Two texts of one name get names of their own. Raises AttribError where a file cannot be read.
    """
    by_text: dict[str, Annotation] = {}
    troubles: list[Trouble] = []
    for path in paths:
        with refusing(str(path), "annotations in a format that attrib reads"):
            found = list(read_any(path))
        for article in found:
            other = by_text.get(article.text)
            if other is not None and _marks(other) != _marks(article):
                what = f"annotated twice, differently; the later one is taken ({_difference(other, article)})"
                troubles.append(Trouble(_name(article), what))
            troubles.extend(Trouble(_name(article), repair) for repair in article.repairs)
            by_text[article.text] = article
    names: Counter[str] = Counter()
    articles = []
    for article in by_text.values():
        name = _name(article)
        names[name] += 1
        called = name if names[name] == 1 else f"{name}-{names[name]}"
        articles.append(replace(article, path=f"{called}.txt", meta={**article.meta, "id": called}))
    return Gathered(tuple(articles), tuple(troubles))


def summarise(articles: Sequence[Annotation]) -> Summary:
    statements = [s for a in articles for s in a.statements]
    return Summary(
        len(articles),
        sum(len(a.text.split()) for a in articles),
        len(statements),
        sum(s.nested_in is not None for s in statements),
        sum(not s.source for s in statements),
        sum(not a.statements for a in articles),
        Counter(s.kind for s in statements),
        Counter(s.act for s in statements),
    )


def conflicts(articles: Iterable[Annotation]) -> Iterator[Trouble]:
    """Where an annotation is at odds with itself or with the text: roles that overlap, contents that cross or stand twice,
    a kind that the quotation marks do not bear out.
    """
    for article in articles:
        name, text = article_name(article), article.text
        marks = quotations(text)
        for s in article.statements:
            words = _excerpt(text, s.content)
            if not s.content:
                yield Trouble(name, f"{s.id} has no content")
                continue
            if _overlap(s.content, s.source) or _overlap(s.content, s.cue) or _overlap(s.source, s.cue):
                yield Trouble(name, f"{s.id}: its content, cue and source overlap", words)
            told = kind_of(text, marks, s.content, s.cue + s.source)
            if told != s.kind:
                where = {"direct": "inside", "mixed": "partly inside", "indirect": "outside"}[told]
                yield Trouble(name, f"{s.id} is called {s.kind}, but its words stand {where} quotation marks", words)
        for a, b in combinations(article.statements, 2):
            if not _overlap(a.content, b.content):
                continue
            if a.content == b.content and a.source == b.source:
                yield Trouble(
                    name, f"{a.id} and {b.id} are the same words of the same source", _excerpt(text, a.content)
                )
            elif a.content != b.content and not _holds(a.content, b.content) and not _holds(b.content, a.content):
                yield Trouble(
                    name, f"{a.id} and {b.id} cross: neither stands inside the other", _excerpt(text, b.content)
                )


def split(articles: Sequence[Annotation], share: float, seed: int) -> tuple[list[Annotation], list[Annotation]]:
    """The articles to learn from and those held out: about `share` of them, one at least, alike in how they quote.

    Shuffled by the seed, then ordered by their share of direct quotes, and every so manieth is held out: each part gets its
    share of articles that quote much and of those that report.
    """
    shuffled = sorted(articles, key=article_name)
    random.Random(seed).shuffle(shuffled)
    shuffled.sort(key=lambda a: round(4 * _direct(a)))
    count = max(1, round(share * len(shuffled)))
    chosen = {int((k + 0.5) * len(shuffled) / count) for k in range(count)}
    return (
        [a for k, a in enumerate(shuffled) if k not in chosen],
        [a for k, a in enumerate(shuffled) if k in chosen],
    )


def without(articles: Iterable[Annotation], held_out: Iterable[Annotation]) -> list[Annotation]:
    """The articles whose text is not among those held out."""
    texts = {a.text for a in held_out}
    return [a for a in articles if a.text not in texts]


def refuse_too_few(articles: Sequence[Annotation], what: str) -> None:
    """Raises AttribError where there are fewer articles than a model can be tuned on, or none with a statement."""
    if len(articles) < LEAST_ARTICLES:
        raise AttribError(
            f"{what}: {len(articles)} annotated articles are too few to learn from; annotate {LEAST_ARTICLES} or more."
        )
    if not any(a.statements for a in articles):
        raise AttribError(f"{what}: no article has a statement; export annotations, not bare texts.")


def _direct(article: Annotation) -> float:
    kinds = [s.kind != "indirect" for s in article.statements]
    return sum(kinds) / len(kinds) if kinds else 0.0


def _name(article: Annotation) -> str:
    return PurePath(article_name(article)).name or "article"


def _marks(article: Annotation) -> set[tuple[Spans, Spans, Spans]]:
    return {(s.content, s.cue, s.source) for s in article.statements}


def _difference(a: Annotation, b: Annotation) -> str:
    ours, theirs = _marks(a), _marks(b)
    return f"{len(ours - theirs)} statements of the one and {len(theirs - ours)} of the other differ"


def _overlap(a: Spans, b: Spans) -> bool:
    return any(x.overlaps(y) for x in a for y in b)


def _holds(outer: Spans, inner: Spans) -> bool:
    return all(any(o.contains(i) for o in outer) for i in inner)


def _excerpt(text: str, spans: Spans) -> str:
    words = " … ".join(" ".join(s.of(text).split()) for s in spans)
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1].rstrip() + "…"
