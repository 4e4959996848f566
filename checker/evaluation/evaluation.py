"""`Evaluation`: everything that one run of `attrib eval` measured."""

from __future__ import annotations

from dataclasses import dataclass

from checker.evaluation.bootstrap import Difference, compare
from checker.evaluation.runs import Result


@dataclass(frozen=True)
class SystemResults:
    """The results of one system, in the order of the tasks. `unavailable` says why there are none."""

    name: str
    results: tuple[Result, ...] = ()
    unavailable: str | None = None


@dataclass(frozen=True)
class Comparison:
    """Ours against theirs on one task and set of data, article by article."""

    task: str
    data: str
    ours: str
    theirs: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Evaluation:
    """The system that is evaluated, those it is compared with, and the command that did it."""

    system: SystemResults
    others: tuple[SystemResults, ...]
    comparisons: tuple[Comparison, ...]
    command: str

    @property
    def systems(self) -> tuple[SystemResults, ...]:
        """The evaluated system first."""
        return (self.system, *self.others)


def compare_systems(ours: SystemResults, theirs: SystemResults) -> tuple[Comparison, ...]:
    """Paired comparisons on every task that both were run on, over the articles that both read."""
    other = {(r.task.name, r.data): r for r in theirs.results if r.skipped is None}
    out = []
    for result in ours.results:
        match = other.get((result.task.name, result.data))
        if result.skipped is not None or match is None:
            continue
        shared = [name for name in result.counts if name in match.counts]
        differences = compare([result.counts[n] for n in shared], [match.counts[n] for n in shared])
        out.append(Comparison(result.task.name, result.data, ours.name, theirs.name, differences))
    return tuple(out)
