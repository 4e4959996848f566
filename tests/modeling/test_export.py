"""The exported graphs against the network they were made from."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("onnxscript", reason="the training extra is not installed")

from checker.document import Document  # noqa: E402
from checker.evaluation.annotations import read_annotations  # noqa: E402
from checker.evaluation.matching import match  # noqa: E402
from checker.evaluation.metrics import pieces, statement_score  # noqa: E402
from checker.linking.linker import find_mentions  # noqa: E402
from checker.modeling.collate import collate_anchors, collate_windows  # noqa: E402
from checker.modeling.export import export  # noqa: E402
from checker.modeling.finder import StatementFinder  # noqa: E402
from checker.modeling.folder import load_network  # noqa: E402
from checker.modeling.model import Model  # noqa: E402
from checker.modeling.network import StatementNetwork  # noqa: E402
from checker.modeling.onnx_scorer import ENCODER, POINTER, TAGGER, OnnxScorer  # noqa: E402
from checker.modeling.pieces import Pieces, load_tokenizer  # noqa: E402
from checker.modeling.pointing import Heads, collate_mentions  # noqa: E402
from checker.modeling.settings import Calibration, Settings  # noqa: E402
from checker.modeling.torch_scorer import TorchScorer  # noqa: E402
from checker.modeling.windows import windows_of  # noqa: E402
from checker.readers import read_string  # noqa: E402
from checker.sentences import claim_sentences  # noqa: E402

TINY = Path(__file__).parents[1] / "data/tiny"

#: The most that int8 may move states, anchor logits, claim scores, tag scores and pointer scores of the tiny model: three
#: times what it does.
INT8 = (0.2, 0.8, 0.4, 0.45, 1.5)


@pytest.fixture(scope="module")
def network(tiny_model: Path) -> StatementNetwork:
    return load_network(tiny_model)


@pytest.fixture(scope="module")
def settings(tiny_model: Path) -> Settings:
    """At even odds; the threshold fitted on three articles is anywhere, in the midst of them perhaps."""
    return replace(Settings.load(tiny_model), calibration=Calibration(), threshold=0.5)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read_string(a.text) for a in read_annotations(TINY / "train.jsonl")]


@pytest.fixture(scope="module")
def float_folder(network: StatementNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graphs in float32, and all that was logged while they were made."""
    folder = tmp_path_factory.mktemp("float")
    heard: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        export(network, folder, quantize=False)
        logging.getLogger("checker").info("heard again")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    (folder / "log").write_text("\n".join(heard))
    return folder


@pytest.fixture(scope="module")
def tokenizer(tiny_model: Path) -> Tokenizer:
    return load_tokenizer(str(tiny_model / "tokenizer.json"))


def differences(
    a: TorchScorer, b: OnnxScorer, documents: list[Document], tokenizer: Tokenizer, settings: Settings
) -> list[float]:
    """The largest differences in states, anchor logits, claim, tag and pointer scores, over batches of several shapes."""
    worst = np.zeros(5)
    for part in (documents[:1], documents[1:4], documents[4:]):
        work = [(p, w) for p in (Pieces.of(d, tokenizer) for d in part) for w in windows_of(p, core=96, context=16)]
        own, windows = [p for p, _ in work], [w for _, w in work]
        batch = collate_windows(own, windows, settings.specials)
        (states, logits, claims), (other_states, other_logits, other_claims) = a.states(batch), b.states(batch)
        anchors = [(k, i) for k, w in enumerate(windows) for i in range(w.core_start, w.core_end, 9)]
        around = collate_anchors(own, windows, anchors, batch.ids.shape[1])
        # Tagger and pointer are given the same states, so that each graph answers for itself.
        tags, other_tags = a.emissions(states, around), b.emissions(states, around)
        heads = Heads.of(own[0], find_mentions(part[0]))
        kept = StatementFinder(tokenizer, a, settings).encode(own[0])[0]
        mentions = collate_mentions(own[0], heads, range(len(heads.piece)))
        points, other_points = a.antecedents(kept, mentions), b.antecedents(kept, mentions)
        assert other_states.shape == states.shape and other_logits.shape == logits.shape
        assert other_claims.shape == claims.shape == (*logits.shape, 4) and other_points.shape == mentions.mask.shape
        real = batch.mask.reshape(-1) > 0
        found = (
            np.abs(states - other_states)[real].max(),
            np.abs(logits - other_logits).reshape(-1)[real].max(),
            np.abs(claims - other_claims).reshape(-1, 4)[real].max(),
            np.abs(tags - other_tags)[around.mask].max(),
            np.abs(points - other_points)[mentions.mask].max(),
        )
        worst = np.maximum(worst, found)
    return [float(x) for x in worst]


def test_float_graphs_are_the_network(
    network: StatementNetwork, float_folder: Path, documents: list[Document], tokenizer: Tokenizer, settings: Settings
) -> None:
    torch_scorer = TorchScorer(network)
    onnx = OnnxScorer(float_folder, torch_scorer.transitions)
    assert max(differences(torch_scorer, onnx, documents, tokenizer, settings)) < 1e-3
    ours = StatementFinder(tokenizer, torch_scorer, settings)
    theirs = StatementFinder(tokenizer, onnx, settings)
    for document in documents:
        a, b = ours(document), theirs(document)
        assert [(s.kind, s.content, s.cue, s.source) for s in a] == [(s.kind, s.content, s.cue, s.source) for s in b]
        for x, y in zip(a, b, strict=True):
            assert x.confidence == pytest.approx(y.confidence, abs=1e-3)
        mentions, sentences = find_mentions(document), claim_sentences(document)
        first, second = ours.read(document), theirs.read(document)
        assert first.claims(sentences) == pytest.approx(second.claims(sentences), abs=1e-3)
        for p, q in zip(
            *(e.antecedents(mentions, range(len(mentions))) for e in (first, second)),
            strict=True,
        ):
            assert p == pytest.approx(q, abs=1e-3)


def test_int8_graphs_are_nearly_the_network(
    network: StatementNetwork,
    tiny_model: Path,
    float_folder: Path,
    documents: list[Document],
    tokenizer: Tokenizer,
    settings: Settings,
) -> None:
    torch_scorer = TorchScorer(network)
    int8 = OnnxScorer(tiny_model, torch_scorer.transitions)
    moved = differences(torch_scorer, int8, documents, tokenizer, settings)
    assert all(0 < x < most for x, most in zip(moved, INT8, strict=True)), moved
    ours, theirs = (StatementFinder(tokenizer, scorer, settings) for scorer in (torch_scorer, int8))
    same = total = 0
    for document in documents:
        a, b = (pieces(f(document), document.text) for f in (ours, theirs))
        same += 2 * len(match(a, b, statement_score))
        total += len(a) + len(b)
    assert same >= 0.9 * total > 0
    for name in (ENCODER, TAGGER, POINTER):
        assert (tiny_model / name).stat().st_size < (float_folder / name).stat().st_size


def test_transitions_are_kept(network: StatementNetwork, tiny_model: Path) -> None:
    kept = Model(tiny_model).finder.scorer.transitions
    assert np.abs(kept - TorchScorer(network).transitions).max() < 1e-3


def test_export_says_nothing_and_leaves_logging_as_it_was(float_folder: Path) -> None:
    assert (float_folder / "log").read_text() == "heard again"
