"""Lessons: what an epoch goes through, what is asked of the network, and its losses."""

from __future__ import annotations

import math
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

from checker.evaluation.annotations import read_annotations  # noqa: E402
from checker.evaluation.claim_examples import load_claims  # noqa: E402
from checker.evaluation.mention_targets import example_of_annotation  # noqa: E402
from checker.modeling import antecedent_lesson, claim_lesson, statement_lesson  # noqa: E402
from checker.modeling.antecedent_lesson import AntecedentLesson  # noqa: E402
from checker.modeling.claim_lesson import ClaimExample, ClaimLesson  # noqa: E402
from checker.modeling.claiming import sentence_scores  # noqa: E402
from checker.modeling.collate import Specials  # noqa: E402
from checker.modeling.examples import example_of  # noqa: E402
from checker.modeling.folder import new_network, specials_of  # noqa: E402
from checker.modeling.mention_examples import MentionExample, Target  # noqa: E402
from checker.modeling.network import StatementNetwork  # noqa: E402
from checker.modeling.pieces import Pieces  # noqa: E402
from checker.modeling.pointing import Heads, collate_mentions  # noqa: E402
from checker.modeling.recipe import Claims, Schedule  # noqa: E402
from checker.modeling.settings import HeadShape  # noqa: E402
from checker.modeling.statement_lesson import StatementLesson  # noqa: E402
from checker.readers import read_string  # noqa: E402

TINY = Path(__file__).parents[1] / "data/tiny"
SCHEDULE = Schedule(batch=512, word_dropout=0.0)
SPECIALS = Specials(2, 3, 0, 4)


def pieces_of(count: int, first: int = 100) -> Pieces:
    """Pieces each with a vocabulary number of its own."""
    n = np.arange(count)
    return Pieces(n + first, n * 5, n * 5 + 4, n // 40, n // 10, np.zeros((count, 3), np.int64))


def heads_of(*pieces: int) -> Heads:
    n = len(pieces)
    return Heads(np.array(pieces), np.arange(1, n + 1), np.ones(n, np.bool_))


@pytest.fixture
def network(tiny_base: Path) -> StatementNetwork:
    torch.manual_seed(3)
    return new_network(str(tiny_base), HeadShape(32, 1, 2), 0.0)


def lessons(tokenizer: Tokenizer, weight: float) -> list[Any]:
    articles = list(read_annotations(TINY / "train.jsonl"))[:3]
    told = [example_of(read_string(a.text), a.statements, tokenizer, nested=True, deeds=False) for a in articles]
    pointed = [example_of_annotation(a, tokenizer) for a in articles]
    judged = list(load_claims(Claims(str(TINY / "claims.jsonl")), tokenizer))
    return [
        StatementLesson([(e, weight) for e in told], SPECIALS, SCHEDULE),
        AntecedentLesson([(e, weight) for e in pointed], SPECIALS, SCHEDULE),
        ClaimLesson([(e, weight) for e in judged], SPECIALS, SCHEDULE),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_an_epoch_brings_every_text_by_its_weight(tiny_tokenizer: Tokenizer, which: int) -> None:
    lesson = lessons(tiny_tokenizer, 2.5)[which]
    seen = set()
    for seed in range(12):
        batches = lesson.batches(random.Random(seed))
        assert all(batches)
        decided: Counter[int] = Counter()
        for example, cut in (job for batch in batches for job in batch):
            windows = cut if isinstance(cut, list) else [cut]
            decided[id(example)] += sum(w.core_end - w.core_start for w in windows)
        seen |= {decided[id(e)] / len(e.pieces) for e, _ in lesson.examples}
        again = lesson.batches(random.Random(seed))
        assert [[job[1] for job in batch] for batch in batches] == [[job[1] for job in batch] for batch in again]
    assert seen == {2, 3}, "whole, two or three times"


def test_tag_paths_are_weighed_in_full_precision(
    tiny_tokenizer: Tokenizer, network: StatementNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forward algorithm multiplies matrices once a piece: bfloat16 would round each product to three digits."""
    lesson = lessons(tiny_tokenizer, 1.0)[0]
    crf_loss, heard = statement_lesson.crf_loss, []

    def listen(*arguments: Any) -> Any:
        heard.append(torch.is_autocast_enabled("cpu"))
        return crf_loss(*arguments)

    monkeypatch.setattr(statement_lesson, "crf_loss", listen)
    with torch.autocast("cpu", torch.bfloat16):
        losses = lesson.losses(network, lesson.batches(random.Random(0))[0])
    assert heard == [False]
    assert all(math.isfinite(v.item()) and v.dtype == torch.float32 for v in losses.values())


class Listening:
    """A network whose states are the vocabulary numbers of the pieces, and which keeps what the pointer is given."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def states(self, ids: Any, features: Any, mask: Any) -> Any:
        return ids[..., None].float()

    def antecedents(self, states: Any, *arrays: Any) -> Any:
        self.asked.append((states[:, 0].long(), *arrays))
        return torch.zeros(arrays[1].shape)


def test_the_pointer_is_given_the_pieces_of_each_article() -> None:
    """Whatever the windows are: the rows of the batch's states that it is sent to are those of the right pieces."""
    first = MentionExample(pieces_of(700), heads_of(3, 250, 699), (Target(1, frozenset({0}), False),))
    second = MentionExample(pieces_of(90, 5000), heads_of(0, 50, 80), (Target(2, frozenset({1}), False),))
    lesson = AntecedentLesson([(first, 1), (second, 1)], SPECIALS, Schedule(batch=4096, word_dropout=0.0))
    network = Listening()
    (batch,) = lesson.batches(random.Random(1))
    lesson.losses(network, batch)  # type: ignore[arg-type]
    ((states, anchor, index, code, _, _, _, mask),) = network.asked
    assert len(anchor) % 16 == 0 and mask.any(1).all()
    by_anchor = {int(states[a]): i for i, a in enumerate(anchor[:2])}
    assert by_anchor.keys() == {100 + 250, 5000 + 80}
    for example, target in ((first, 1), (second, 2)):
        around = collate_mentions(example.pieces, example.heads, [target])
        i = by_anchor[int(example.pieces.ids[example.heads.piece[target]])]
        n = int(around.mask[0].sum())
        assert states[index[i, :n]].tolist() == example.pieces.ids[around.index[0, :n]].tolist()
        assert code[i, :n].tolist() == around.code[0, :n].tolist()
        assert mask[i].tolist() == [k < n for k in range(mask.shape[1])]


def test_of_a_long_article_a_stretch_around_a_mention_is_read() -> None:
    example = MentionExample(pieces_of(6000), heads_of(10, 5900, 5950), (Target(2, frozenset({0, 1}), False),))
    lesson = AntecedentLesson([(example, 1)], SPECIALS, SCHEDULE)
    for seed in range(5):
        (((_, windows),),) = lesson.batches(random.Random(seed))
        assert len(windows) == antecedent_lesson._LONGEST // 256
        assert windows[0].core_start > 10 and windows[-1].core_end > 5950
        assert all(a.core_end == b.core_start for a, b in pairwise(windows))
        network = Listening()
        lesson.losses(network, [(example, windows)])  # type: ignore[arg-type]
        ((states, anchor, index, code, _, _, _, mask),) = network.asked
        assert states[anchor[0]] == 6050
        named = {int(x) for x in states[index[0][mask[0] & (code[0] > 0)]]}
        assert named == {6000, 6050}, "the first mention is not among what was read"


def test_the_marginal_loss_by_hand() -> None:
    """All scores alike: the loss is the log of how many may be chosen for each that is right."""
    heads = heads_of(2, 5, 7, 12, 15)
    targets = (Target(3, frozenset({0, 1}), False), Target(4, frozenset({2}), True, frozenset({0, 1})))
    lesson = AntecedentLesson([(MentionExample(pieces_of(40), heads, targets), 1)], SPECIALS, SCHEDULE)
    (batch,) = lesson.batches(random.Random(0))
    loss = lesson.losses(Listening(), batch)["antecedents"]  # type: ignore[arg-type]
    assert loss.item() == pytest.approx(antecedent_lesson._WEIGHT * (math.log(5 / 2) + math.log(3 / 2)) / 2, abs=1e-5)


def test_the_marginal_loss_falls(tiny_tokenizer: Tokenizer, network: StatementNetwork) -> None:
    lesson = lessons(tiny_tokenizer, 1.0)[1]
    batch = lesson.batches(random.Random(0))[0]
    optimizer = torch.optim.Adam(network.parameters(), lr=3e-3)
    values = []
    for _ in range(30):
        loss = lesson.losses(network, batch)["antecedents"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        values.append(loss.item())
    assert 0 <= values[-1] < values[0] / 2


def test_an_article_of_which_nothing_is_known_is_left_out() -> None:
    lesson = AntecedentLesson([(MentionExample(pieces_of(40), heads_of(2), ()), 1)], SPECIALS, SCHEDULE)
    assert lesson.batches(random.Random(0)) == []


def pooled(scores: np.ndarray[Any, Any], rows: list[tuple[int, int]]) -> Any:
    owner = torch.full((len(scores),), -1)
    for k, (a, b) in enumerate(rows):
        owner[a:b] = k
    return claim_lesson._pooled(torch.from_numpy(scores), owner, len(rows))


def test_training_pools_as_checking_does() -> None:
    scores = np.random.default_rng(1).normal(0, 3, (30, 4)).astype(np.float32)
    rows = [(0, 4), (4, 5), (9, 22), (22, 30)]
    assert pooled(scores, rows).sigmoid().numpy() == pytest.approx(sentence_scores(scores, rows), abs=1e-5)


def test_a_sentence_of_little_weight_beside_one_of_much() -> None:
    scores = np.array([[300, 1, 1, 1], [0, 1, 2, 3], [0, 3, 2, 1]], np.float32)
    assert pooled(scores, [(0, 1), (1, 3)]).tolist() == [[1, 1, 1], [2, 2, 2]]


def test_the_loss_of_claims_counts_what_is_known_alone() -> None:
    labels = np.array([[1, np.nan, 0], [np.nan, np.nan, 1]], np.float32)
    example = ClaimExample(pieces_of(30), ((0, 10), (10, 30)), labels)
    lesson = ClaimLesson([(example, 1)], SPECIALS, SCHEDULE)
    scores = torch.tensor([0.0, 2.0, 50.0, -1.0])
    network = SimpleNamespace(states=lambda ids, *_: ids, claims=lambda ids: scores.expand(*ids.shape, 4))
    (batch,) = lesson.batches(random.Random(0))
    loss = lesson.losses(network, batch)["claims"]  # type: ignore[arg-type]
    by_hand = (math.log1p(math.exp(-2)) + math.log1p(math.exp(-1)) + math.log1p(math.exp(1))) / 3
    assert loss.item() == pytest.approx(by_hand, abs=1e-5)


def test_the_specials_of_the_tiny_tokenizer(tiny_base: Path) -> None:
    assert specials_of(tiny_base / "tokenizer.json") == SPECIALS
