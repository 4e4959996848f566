"""Training a pair model: a recipe in, a model folder out that judges pairs."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

from checker.errors import AttribError  # noqa: E402
from checker.evaluation import command, pair_training, product  # noqa: E402
from checker.evaluation.pairs import LABELS, read_pairs  # noqa: E402
from checker.modeling import dropout  # noqa: E402
from checker.modeling.collate import Specials  # noqa: E402
from checker.modeling.onnx_scorer import session as open_session  # noqa: E402
from checker.modeling.pair_export import export_pairs  # noqa: E402
from checker.modeling.pair_folder import load_pair_network  # noqa: E402
from checker.modeling.pair_judge import GRAPH, PairJudge, softmax  # noqa: E402
from checker.modeling.pair_pieces import collate_pairs, pair_pieces  # noqa: E402
from checker.modeling.pair_recipe import PairRecipe  # noqa: E402
from checker.modeling.pair_settings import PairSettings  # noqa: E402
from checker.modeling.pair_torch import torch_logits  # noqa: E402
from checker.modeling.pair_training import PairTrainer  # noqa: E402
from checker.modeling.pieces import load_tokenizer  # noqa: E402

_RECIPE = """\
kind = "pairs"
name = "tiny-pairs"
base = "{base}"
seed = 3
length = 48
width = 32

[[train]]
path = "{data}/train.jsonl"
weight = 1.5

[[dev]]
path = "{data}/dev.jsonl"

[schedule]
epochs = {epochs}
batch = 512
learning_rate = 2e-3
head_learning_rate = 4e-3
average = 0.9
swap = 0.3
freeze_words = false
save_every = 2
"""


@pytest.fixture(autouse=True)
def small_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropout, "_POOL", 1 << 18)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pairs whose numbers and negations decide: 72 to learn from, 18 others to choose on."""
    folder = tmp_path_factory.mktemp("pairs")
    rows = []
    for who, what, number in itertools.product(("mayor", "council"), ("ships", "homes", "jobs"), (3, 5, 7, 9, 12)):
        premise = f"The {who} said {number} {what} were lost."
        rows += [
            (premise, f"The {who} said {number} {what} were lost.", "entailment"),
            (premise, f"The {who} said {number + 1} {what} were lost.", "contradiction"),
            (premise, f"The {who} has a new office.", "neutral"),
        ]
    for name, part in (("train", rows[:72]), ("dev", rows[72:])):
        lines = (json.dumps(dict(zip(("premise", "hypothesis", "label"), row, strict=True))) for row in part)
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


Fill = Callable[..., Path]


@pytest.fixture(scope="module")
def recipe(tiny_base: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    def fill(old: str = "", new: str = "", epochs: int = 3) -> Path:
        path = tmp_path_factory.mktemp("recipe") / "recipe.toml"
        path.write_text(_RECIPE.format(base=tiny_base, data=data, epochs=epochs).replace(old, new))
        return path

    return fill


@pytest.fixture(scope="module")
def model(recipe: Fill, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pair_training.run(recipe(epochs=25), output=tmp_path_factory.mktemp("model"))


def texts(path: Path) -> list[tuple[str, str]]:
    return [(p.premise, p.hypothesis) for p in read_pairs(path)]


def test_the_folder_holds_all_that_a_pair_model_is(model: Path) -> None:
    assert {p.name for p in model.iterdir()} - {"checkpoints"} == {
        "config.json",
        "encoder.json",
        GRAPH,
        "quantization.json",
        "recipe.toml",
        "tokenizer.json",
        "weights-1.safetensors",
    }
    settings = PairSettings.load(model)
    assert (settings.name, settings.length, settings.version) == ("tiny-pairs", 48, "1")
    assert settings.temperature != 1.0, "fitted on dev"
    graph = (model / GRAPH).read_bytes()
    assert b"site-packages" not in graph and b"/checker/" not in graph


def test_it_has_learned(model: Path, data: Path) -> None:
    judge = PairJudge.open(str(model))
    probabilities = judge.probabilities(texts(data / "dev.jsonl"))
    assert probabilities.shape == (18, 3)
    assert np.allclose(probabilities.sum(1), 1, atol=1e-5)
    gold = pair_training.labels(list(read_pairs(data / "dev.jsonl")))
    assert (probabilities.argmax(1) == gold).mean() > 0.8
    cost = json.loads((model / "quantization.json").read_text())
    assert cost["int8"]["dev"] == pytest.approx((probabilities.argmax(1) == gold).mean(), abs=1e-4)
    assert judge.info.name == "tiny-pairs" and len(judge.info.revision) == 12


def test_a_judgement_depends_on_its_pair_alone(model: Path, data: Path) -> None:
    pairs = [*texts(data / "dev.jsonl"), ("The mayor said 5 ships were lost. " * 9, "It rained.")]
    judge, other = PairJudge(model), PairJudge(model, threads=1)
    together = judge.probabilities(pairs + pairs[:2])
    alone = np.concatenate([other.probabilities([p]) for p in pairs[::-1]])[::-1]
    assert together.tolist() == [*alone.tolist(), *alone[:2].tolist()]
    assert judge.probabilities(pairs[3:5]).tolist() == alone[3:5].tolist(), "and is remembered as it was"
    assert judge.probabilities([]).shape == (0, 3)
    assert np.isfinite(judge.probabilities([("", "")])).all()


def test_graphs_are_the_network(model: Path, data: Path, tmp_path: Path) -> None:
    network = load_pair_network(model)
    export_pairs(network, tmp_path, quantize=False)
    session = open_session(tmp_path / GRAPH, 1)
    specials = PairSettings.load(model).specials
    pieces = pair_pieces(texts(data / "dev.jsonl"), load_tokenizer(str(model / "tokenizer.json")), length=48)
    ours = torch_logits(network, pieces, specials)
    for rows in (range(1), range(1, 18)):
        theirs = session.run(None, collate_pairs([pieces[k] for k in rows], specials).inputs)[0]
        assert np.abs(theirs - ours[list(rows)]).max() < 1e-3
    int8 = PairJudge(model).logits(texts(data / "dev.jsonl"))
    assert 0 < np.abs(int8 - ours).max() < 1.5
    assert (tmp_path / GRAPH).stat().st_size > (model / GRAPH).stat().st_size


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the export, which other tests look at."""

    def save(network, settings, tokenizer_file, dev, folder, recipe):  # type: ignore[no-untyped-def]
        pair_training.save_pair_network(network, settings, tokenizer_file, folder)

    monkeypatch.setattr(pair_training, "release", save)


@pytest.mark.parametrize("killed_at", [3, 9])
def test_resume_goes_on_to_the_same_weights(
    recipe: Fill, release: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    """Dropout and the order of the pairs included, from the middle of an epoch too."""
    pair_training.run(recipe(), output=tmp_path / "whole")
    learn, steps = PairTrainer._learn, 0

    def killed(self, batch):  # type: ignore[no-untyped-def]
        nonlocal steps
        steps += 1
        if steps == killed_at:
            raise KeyboardInterrupt
        return learn(self, batch)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(PairTrainer, "_learn", killed)
        pair_training.run(recipe(), output=tmp_path / "killed")
    torch.manual_seed(99)  # another process's generator stands elsewhere
    pair_training.run(recipe(), output=tmp_path / "killed", resume=True)
    one, two = ((tmp_path / name / "weights-1.safetensors").read_bytes() for name in ("whole", "killed"))
    assert one == two


def test_the_temperature_is_the_one_that_was_put_in() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 2, (20000, 3)).astype(np.float32)
    gold = np.array(
        [
            rng.choice(3, p=p)
            for p in softmax(logits).astype(np.float64) / softmax(logits).sum(1, keepdims=True, dtype=np.float64)
        ]
    )
    fitted = pair_training.fit_temperature(logits * np.float32(2), gold, np.ones(len(gold)))
    assert fitted == pytest.approx(2, rel=0.06)


def test_eval_measures_the_pair_model(model: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = PairJudge(model)
    monkeypatch.setattr(product.PairJudge, "open", lambda: opened)
    monkeypatch.setattr(product.Product, "__init__", lambda self, model: setattr(self, "_model", model))
    report = command.run(tasks=["pairs"], data=data / "dev.jsonl", format="json")
    assert '"accuracy"' in report and "calibration error" in report


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "pairs"', 'kind = "statements"', "not a recipe of a pair model"),
        ("epochs = 3", "epochs = 3\ncolour = 1", "unknown “colour”"),
        ("train.jsonl", "absent.jsonl", "absent.jsonl: the recipe's corpus is not there"),
        ("length = 48", 'length = "long"', "“length” cannot be 'long'"),
        ("[[dev]]", "[dev]", "“dev” is a list of corpora"),
        ("base = ", 'base = "/absent" # ', "/absent: no pretrained encoder there"),
    ],
)
def test_a_recipe_that_is_no_good_gives_one_line(recipe: Fill, tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(AttribError) as error:
        pair_training.run(recipe(old, new), output=tmp_path / "out")
    assert says in str(error.value) and "\n" not in str(error.value)


def test_what_is_for_evaluation_only_is_refused(recipe: Fill, tmp_path: Path) -> None:
    row = {"premise": "A.", "hypothesis": "B.", "label": LABELS[0], "source": "sick/train"}
    (tmp_path / "s.jsonl").write_text(json.dumps(row) + "\n")
    path = recipe("[[dev]]", f'[[train]]\npath = "{tmp_path}/s.jsonl"\n\n[[dev]]')
    with pytest.raises(AttribError, match="evaluation only"):
        pair_training.run(path, output=tmp_path / "out")


def test_the_projects_own_recipe_reads() -> None:
    recipe = PairRecipe.load(Path(__file__).parents[2] / "models/recipes/pairs.toml")
    assert recipe.name == "attrib-pairs"
    assert all(corpus.license for corpus in (*recipe.train, *recipe.dev))
    assert not any("sick" in corpus.path for corpus in recipe.train)


def test_a_statement_model_is_no_pair_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"format": 1}')
    with pytest.raises(AttribError, match="not a pair model"):
        PairSettings.load(tmp_path)
    with pytest.raises(AttribError, match=r"the pair model lacks tokenizer\.json"):
        PairJudge(tmp_path)
    PairSettings("a", "b", Specials(1, 2, 0, 3), temperature=1.25).save(tmp_path)
    assert PairSettings.load(tmp_path).temperature == 1.25


def test_a_student_learns_what_its_teacher_says(model: Path, recipe: Fill, data: Path, tmp_path: Path) -> None:
    pairs = texts(data / "train.jsonl")
    rows = ({"premise": p, "hypothesis": h, "label": "neutral"} for p, h in pairs)
    (tmp_path / "unlabelled.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    taught = recipe(
        f'path = "{data}/train.jsonl"', f'path = "{tmp_path}/unlabelled.jsonl"\nteacher = "{model}"', epochs=25
    )
    student = PairJudge(pair_training.run(taught, output=tmp_path / "student"))
    said = [LABELS[k] for k in student.probabilities(pairs).argmax(1)]
    teacher = [LABELS[k] for k in PairJudge(model).probabilities(pairs).argmax(1)]
    assert np.mean([a == b for a, b in zip(said, teacher, strict=True)]) > 0.9
    assert said.count("contradiction") > 10, "though every label of the file says neutral"
