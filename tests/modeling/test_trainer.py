"""Training: checkpoints, going on from them, stopping, and what is kept."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

from checker.evaluation.annotations import read_annotations  # noqa: E402
from checker.evaluation.claim_examples import load_claims  # noqa: E402
from checker.evaluation.mention_targets import example_of_annotation  # noqa: E402
from checker.modeling import dropout  # noqa: E402
from checker.modeling.antecedent_lesson import AntecedentLesson  # noqa: E402
from checker.modeling.claim_lesson import ClaimLesson  # noqa: E402
from checker.modeling.examples import example_of  # noqa: E402
from checker.modeling.folder import new_network, specials_of  # noqa: E402
from checker.modeling.network import StatementNetwork  # noqa: E402
from checker.modeling.pieces import load_tokenizer  # noqa: E402
from checker.modeling.recipe import Claims, Schedule  # noqa: E402
from checker.modeling.settings import HeadShape  # noqa: E402
from checker.modeling.statement_lesson import StatementLesson  # noqa: E402
from checker.modeling.training import Lesson, Trained, Trainer  # noqa: E402
from checker.readers import read_string  # noqa: E402

TINY = Path(__file__).parents[1] / "data/tiny"
SCHEDULE = Schedule(epochs=5, batch=512, learning_rate=2e-3, head_learning_rate=4e-3, evaluate_every=1, patience=99)

#: Every evaluation better than the one before: what is kept is the end of the run.
RISING = tuple(k / 10 for k in range(1, 10))

Weights = dict[str, "torch.Tensor"]


@pytest.fixture(autouse=True)
def small_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropout, "_POOL", 1 << 18)


@pytest.fixture(scope="module")
def lessons(tiny_base: Path) -> Callable[[Schedule], list[Lesson]]:
    """All three, on four articles, one of them one and a half times an epoch, and two texts with claims."""
    tokenizer = load_tokenizer(str(tiny_base / "tokenizer.json"))
    specials = specials_of(tiny_base / "tokenizer.json")
    articles = list(read_annotations(TINY / "train.jsonl"))[:4]
    weights = (1.0, 1.5, 1.0, 2.0)
    told = [example_of(read_string(a.text), a.statements, tokenizer, nested=True, deeds=False) for a in articles]
    pointed = [example_of_annotation(a, tokenizer) for a in articles]
    judged = list(load_claims(Claims(str(TINY / "claims.jsonl")), tokenizer))[:2]

    def make(schedule: Schedule) -> list[Lesson]:
        return [
            StatementLesson(list(zip(told, weights, strict=True)), specials, schedule),
            AntecedentLesson(list(zip(pointed, weights, strict=True)), specials, schedule),
            ClaimLesson([(e, 1.0) for e in judged], specials, schedule),
        ]

    return make


class Score:
    """Says, one after the other, what the next evaluation gives; the last goes on."""

    def __init__(self, *values: float, stop_at: int | None = None) -> None:
        self.values, self.stop_at, self.calls = values, stop_at, 0
        self.seen: list[Weights] = []

    def __call__(self, network: StatementNetwork) -> float:
        self.calls += 1
        if self.calls == self.stop_at:
            raise KeyboardInterrupt
        assert not network.training
        self.seen.append({k: v.clone() for k, v in network.state_dict().items()})
        return self.values[min(self.calls, len(self.values)) - 1]


@pytest.fixture
def trainer(tiny_base: Path, lessons: Callable[[Schedule], list[Lesson]]) -> Callable[..., Trainer]:
    def make(folder: Path, score: Score, schedule: Schedule = SCHEDULE) -> Trainer:
        torch.manual_seed(7)
        network = new_network(str(tiny_base), HeadShape(32, 1, 2), schedule.dropout)
        return Trainer(network, lessons(schedule), schedule, folder, score, seed=5)

    return make


Make = Callable[..., Trainer]


def weights(trainer: Trainer) -> Weights:
    return {k: v.clone() for k, v in trainer.network.state_dict().items()}


def equal(a: Weights, b: Weights) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[k], b[k]) for k in a)


def test_a_run_that_was_killed_and_resumed_is_the_run_that_was_not(trainer: Make, tmp_path: Path) -> None:
    """To the last bit, dropout and the order of the articles included, and the epochs at which it is evaluated."""
    schedule = Schedule(**{**vars_of(SCHEDULE), "evaluate_every": 2})
    whole = trainer(tmp_path / "whole", Score(0.1, 0.2, 0.3), schedule)
    trained = whole.run()

    killed = trainer(tmp_path / "killed", Score(0.1, stop_at=2), schedule)
    with pytest.raises(KeyboardInterrupt):
        killed.run()
    torch.manual_seed(99)  # another process's generator stands elsewhere
    resumed = trainer(tmp_path / "killed", Score(0.2, 0.3), schedule)
    resumed.per_epoch *= 3  # epochs are of several lengths: what is done is not counted by the length of one
    assert resumed.run(resume=True) == trained
    assert len(trained.scores) == 3, "after epochs 2 and 4, and at the end"
    assert equal(weights(resumed), weights(whole))


def test_the_same_seed_gives_the_same_weights(trainer: Make, tmp_path: Path) -> None:
    runs = []
    for name in ("a", "b"):  # one after the other: they share torch's generator, which a trainer seeds as it is made
        t = trainer(tmp_path / name, Score(*RISING))
        before = weights(t)
        t.run()
        assert not equal(before, weights(t))
        runs.append(weights(t))
    assert equal(*runs)


def test_without_resume_a_checkpoint_is_not_looked_at(trainer: Make, tmp_path: Path) -> None:
    first = trainer(tmp_path, Score(*RISING))
    first.run()
    again = trainer(tmp_path, Score(*RISING))
    assert again.run().steps == first.step
    assert equal(weights(first), weights(again))


def test_resuming_what_is_finished_gives_the_best_at_once(trainer: Make, tmp_path: Path) -> None:
    first = trainer(tmp_path, Score(0.1, 0.9, 0.2))
    trained = first.run()
    never = Score(0.0)
    again = trainer(tmp_path, never)
    assert again.run(resume=True) == trained
    assert never.calls == 0
    assert equal(weights(first), weights(again))


def test_it_stops_when_dev_gains_no_more_and_keeps_the_best(trainer: Make, tmp_path: Path) -> None:
    score = Score(0.1, 0.4, 0.3, 0.4, 0.9)
    t = trainer(tmp_path, score, Schedule(**{**vars_of(SCHEDULE), "epochs": 50, "patience": 2}))
    trained = t.run()
    assert trained == Trained(0.4, t.step, (0.1, 0.4, 0.3, 0.4)), "the best is two evaluations old"
    assert t.step < t.total
    assert equal(weights(t), score.seen[1]), "what is kept is what scored best, the first of equals"


def test_the_schedule_ends_in_the_middle_of_an_epoch(trainer: Make, tmp_path: Path) -> None:
    score = Score(0.5)
    t = trainer(tmp_path, score, Schedule(**{**vars_of(SCHEDULE), "epochs": 1.5, "evaluate_every": 10}))
    assert t.run().steps == t.total == round(1.5 * t.per_epoch)
    assert score.calls == 1, "scored at the end, whatever evaluate_every says"


def test_every_lesson_moves_its_head(trainer: Make, tmp_path: Path) -> None:
    t = trainer(tmp_path, Score(0.5), Schedule(**{**vars_of(SCHEDULE), "epochs": 1}))
    before = weights(t)
    t.run()
    after = weights(t)
    for key in ("tagger.out.weight", "antecedents.code.weight", "antecedents.out.weight", "claims.2.weight"):
        assert not torch.equal(before[key], after[key]), key


def test_an_epoch_mixes_the_lessons(trainer: Make, tmp_path: Path) -> None:
    t = trainer(tmp_path, Score(0.5))
    orders = [[t.lessons.index(lesson) for lesson, _ in t._epoch(random.Random(seed))] for seed in range(5)]
    assert all(set(order) == {0, 1, 2} for order in orders)
    assert any(order != sorted(order) for order in orders)


def test_word_embeddings_stay_when_frozen(trainer: Make, tmp_path: Path) -> None:
    key = "encoder.embeddings.word_embeddings.weight"
    for frozen in (True, False):
        t = trainer(
            tmp_path / str(frozen), Score(0.5), Schedule(**{**vars_of(SCHEDULE), "epochs": 1, "freeze_words": frozen})
        )
        before = weights(t)
        t.run()
        assert torch.equal(before[key], weights(t)[key]) is frozen
        assert not torch.equal(before["anchors.0.weight"], weights(t)["anchors.0.weight"])


def vars_of(schedule: Schedule) -> dict[str, float]:
    return {name: getattr(schedule, name) for name in schedule.__dataclass_fields__}
