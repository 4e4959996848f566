"""Running a task: every article through a predictor, counted, summed and resampled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from checker.errors import AttribError
from checker.evaluation import dangling, importers
from checker.evaluation.alarms import Scope, finding_score, score_findings
from checker.evaluation.annotation import Annotation
from checker.evaluation.bootstrap import Figure, figures
from checker.evaluation.calibration import Bin, Point, ece, ece_counts, precision_recall, reliability
from checker.evaluation.matching import match
from checker.evaluation.measures import Counts
from checker.evaluation.metrics import (
    Outcome,
    Scores,
    on_tokens,
    role_spans,
    score_roles,
    score_speakers,
    score_statements,
)
from checker.evaluation.misses import Miss
from checker.evaluation.nli import read_nli
from checker.evaluation.pairs import Pair, score_pair
from checker.evaluation.polnear import FORMAT, read_raw
from checker.evaluation.predictions import Predictor, Unable, identify
from checker.evaluation.slices import article_slices
from checker.evaluation.tasks import Data, Task
from checker.evaluation.tokens import TaggedParagraph, read_tagged

T = TypeVar("T")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision against recall of one code; `threshold` is the one in force, None where the code has none."""

    code: str
    points: tuple[Point, ...]
    threshold: float | None


@dataclass(frozen=True)
class Result:
    """One task on one set of data. `skipped` says why nothing was measured; all else is empty then."""

    task: Task
    data: str
    skipped: str | None = None
    counts: Mapping[str, Counts] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    reliability: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)
    curves: tuple[Curve, ...] = ()
    misses: tuple[Miss, ...] = ()
    predictions: tuple[Annotation, ...] = ()

    def figure(self, name: str, slice: str = "", part: str = "") -> Figure:
        """One figure. Raises KeyError where the task has none of that name."""
        for figure in self.figures:
            if (figure.name, figure.slice, figure.part) == (name, slice, part):
                return figure
        raise KeyError(name)


def run_task(task: Task, predictor: Predictor, progress: Progress = lambda line: None) -> list[Result]:
    """The results of a task, one for each set of its data.

    Data that is not there, and what the predictor cannot do, give a skipped result with the reason. `progress` is told
    now and then how far it is.
    """
    results = []
    for data in task.data:
        if not data.path.exists():
            results.append(Result(task, data.name, f"{data.path} is not there"))
            continue
        try:
            results.append(_RUNS[task.metric](task, data, predictor, progress))
        except Unable as reason:
            results.append(Result(task, data.name, str(reason)))
    if not task.data:
        results.append(Result(task, "", "the task names no data"))
    return results


def read_articles(data: Data) -> list[Annotation]:
    """The annotated articles of a set, in order. Raises AttribError on none, or on two of one name."""
    path = data.path
    if data.split and path.is_dir():
        parts = [p for p in (path / f"{data.split}.jsonl", path / data.split) if p.exists()]
        if not parts:
            raise Unable(f"{path / data.split}.jsonl is not there")
        path = parts[0]
    found = identify(read_raw(path) if data.format == FORMAT else importers.read_any(path, data.format))
    if not found:
        raise AttribError(f"{path}: holds no annotated article")
    return found


def _run_statements(task: Task, data: Data, predictor: Predictor, progress: Progress) -> Result:
    score = score_statements if task.metric == "statements" else score_speakers
    scores, predictions = [], []
    for article in _told(read_articles(data), task, data, progress):
        predicted = predictor.quotes(article)
        more = article_slices(article.text, article.meta)
        scores.append(score(article.id, article, predicted, data.rules, more, task.slices))
        predictions.append(predicted)
    return _result(task, data, scores, predictions)


def _run_findings(task: Task, data: Data, predictor: Predictor, progress: Progress) -> Result:
    articles = read_articles(data)
    if task.only == "sources":
        articles = [a for a in articles if a.transcript]
        if not articles:
            raise Unable("no article has sources to check against")
    else:  # what `attrib check` says without `--source`
        articles = [replace(a, transcript={}) for a in articles]
    scope = Scope(task.codes, task.pools)
    scores, predictions = [], []
    ranked: list[Outcome] = []
    for article in _told(articles, task, data, progress):
        predicted = predictor.check(article)
        more = article_slices(article.text, article.meta)
        scores.append(score_findings(article.id, article, predicted, article.not_findings, scope, more, task.slices))
        ranked.extend(_ranked(article, predictor, scope))
        predictions.append(predicted)
    gold = {c: sum(f.code == c for a in articles for f in a.findings) for c in task.codes}
    thresholds = predictor.thresholds()
    curves = (Curve(c, precision_recall([o for o in ranked if o.group == c], gold[c]), thresholds.get(c)) for c in gold)
    return _result(task, data, scores, predictions, tuple(c for c in curves if c.points))


def _ranked(article: Annotation, predictor: Predictor, scope: Scope) -> Iterable[Outcome]:
    """All candidate findings with a probability, right or wrong, for the curves."""
    candidates = [f for f in predictor.candidates(article) if f.code in scope.codes and f.confidence is not None]
    gold = [f for f in article.findings if f.code in scope.codes]
    right = {h.predicted for h in match(gold, candidates, finding_score)}
    return [Outcome(f.code, f.confidence or 0.0, j in right) for j, f in enumerate(candidates)]


def _run_roles(task: Task, data: Data, predictor: Predictor, progress: Progress) -> Result:
    scores, predictions = [], []
    for paragraph in _told(list(read_tagged(data.path)), task, data, progress):
        predicted = predictor.quotes(_untagged(paragraph))
        given = on_tokens(role_spans(predicted.statements), paragraph.tokens)
        scores.append(score_roles(paragraph.article, paragraph.roles, given))
        predictions.append(predicted)
    return _result(task, data, scores, predictions)


def _untagged(paragraph: TaggedParagraph) -> Annotation:
    return Annotation(paragraph.text, f"{paragraph.id}.txt", meta={"id": paragraph.id})


def _run_pairs(task: Task, data: Data, predictor: Predictor, progress: Progress) -> Result:
    pairs: Sequence[Pair] = read_nli(data.path, data.format or "pairs", data.split or "")
    if not pairs:
        raise AttribError(f"{data.path}: holds no pairs")
    progress(f"{task.name}: {data.name}: {len(pairs)} pairs")
    return _result(task, data, [score_pair(p, j) for p, j in zip(pairs, predictor.judge(pairs), strict=True)], [])


def _run_dangling(task: Task, data: Data, predictor: Predictor, progress: Progress) -> Result:
    scores, predictions = [], []
    for article in _told(read_articles(data), task, data, progress):
        for case in dangling.cases(article):
            bare = Annotation(case.text, f"{case.article}.txt", meta={"id": case.article})
            scores.append(dangling.score_case(case, predictor.rewritten(bare)))
        predicted = predictor.check(article)
        scores.append(dangling.score_untouched(article, predicted))
        predictions.append(predicted)
    return _result(task, data, scores, predictions)


_RUNS: Mapping[str, Callable[[Task, Data, Predictor, Progress], Result]] = {
    "roles": _run_roles,
    "statements": _run_statements,
    "speakers": _run_statements,
    "findings": _run_findings,
    "pairs": _run_pairs,
    "dangling": _run_dangling,
}


def _result(
    task: Task, data: Data, scores: Sequence[Scores], predictions: Sequence[Annotation], curves: tuple[Curve, ...] = ()
) -> Result:
    """Sums scores by article (an article may come in several parts), with calibration of all that has a confidence."""
    by_article: dict[str, Scores] = {}
    for part in scores:
        whole = by_article.setdefault(part.article, Scores(part.article))
        for measure, values in part.counts.items():
            whole.add(measure, *values)
        whole.outcomes.extend(part.outcomes)
    groups = sorted({o.group for s in by_article.values() for o in s.outcomes})
    bins = {}
    for group in groups:
        bins[group] = reliability(o for s in by_article.values() for o in s.outcomes if o.group == group)
        for whole in by_article.values():
            whole.add(ece(group), *ece_counts(o for o in whole.outcomes if o.group == group))
    counts = {name: whole.counts for name, whole in by_article.items()}
    misses = tuple(m for part in scores for m in part.misses)
    return Result(
        task, data.name, None, counts, figures(list(counts.values())), bins, curves, misses, tuple(predictions)
    )


def _told(items: Sequence[T], task: Task, data: Data, progress: Progress) -> Iterable[T]:
    for done, item in enumerate(items):
        if done % 50 == 0:
            progress(f"{task.name}: {data.name}: {done} of {len(items)}")
        yield item
