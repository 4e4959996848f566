"""`attrib train`: a recipe in, a model folder out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("datasets", reason="the training extra is not installed")

from checker.errors import AttribError
from checker.evaluation import training
from checker.evaluation.annotations import read_annotations
from checker.evaluation.claim_examples import read_judged
from checker.evaluation.coreference_examples import load_mentions, pointing_accuracy
from checker.evaluation.fitting import DevSet
from checker.evaluation.metrics import Rules
from checker.modeling.folder import load_network
from checker.modeling.model import Model
from checker.modeling.recipe import Coreference
from checker.modeling.settings import Calibration, Settings
from checker.readers import read_string

TINY = Path(__file__).parents[1] / "data/tiny"


def test_loss_falls(tiny_model: Path) -> None:
    log = (tiny_model.parent / "train.log").read_text(encoding="utf-8")
    rows = [dict(re.findall(r"(\w+) (\d+\.\d+)", line)) for line in log.splitlines() if line.startswith("step ")]
    losses = [{name: float(value) for name, value in row.items()} for row in rows if "anchors" in row]
    names = {"anchors", "flat", "paths", "antecedents", "claims"}
    assert len(losses) >= 2 and all(row.keys() == names for row in losses)
    assert all(losses[-1][name] < losses[0][name] / 2 for name in names)


def test_it_finds_most_statements_that_it_learned_from(tiny_model: Path) -> None:
    """At even odds; the threshold fitted on three articles is anywhere."""
    learned = DevSet(list(read_annotations(TINY / "train.jsonl")), Rules())
    candidates = learned.candidates(Model(tiny_model).finder)
    assert learned.f1(candidates, Calibration(), 0.5) > 0.6


def test_it_points_right_at_most_that_it_learned_from(tiny_model: Path) -> None:
    finder = Model(tiny_model).finder
    told = Coreference(str(TINY / "train.jsonl"), "samples")
    assert pointing_accuracy(list(load_mentions(told, finder.tokenizer)), finder) > 0.7


def test_it_tells_most_claims_that_it_learned_from(tiny_model: Path) -> None:
    model = Model(tiny_model)
    right = total = 0
    for text, sentences in read_judged(TINY / "claims.jsonl"):
        found = model.read(read_string(text)).claims([s.span for s in sentences])
        for s, row in zip(sentences, found, strict=True):
            known = [(v, p) for v, p in zip((s.claim, s.judgement, s.serious), row, strict=True) if v is not None]
            right += sum((p > 0.5) == v for v, p in known)
            total += len(known)
    assert right >= 0.8 * total > 0


def test_the_folder_holds_all_that_a_model_is(tiny_model: Path) -> None:
    names = {p.name for p in tiny_model.iterdir()} - {"checkpoints"}
    assert names == {
        "config.json",
        "encoder.json",
        "encoder.int8.onnx",
        "pointer.int8.onnx",
        "quantization.json",
        "recipe.toml",
        "tagger.int8.onnx",
        "tokenizer.json",
        "transitions.json",
        "weights-1.safetensors",
    }
    assert (tiny_model / "recipe.toml").read_bytes() == (tiny_model.parent / "tiny.toml").read_bytes()
    settings = Settings.load(tiny_model)
    assert settings.name == "tiny"
    assert settings.calibration != Calibration(), "fitted on dev"
    assert 0.1 <= settings.threshold < 0.7
    cost = json.loads((tiny_model / "quantization.json").read_text())
    assert cost.keys() == {"float32", "int8"}
    assert 0.2 < cost["float32"] <= 1 and abs(cost["float32"] - cost["int8"]) < 0.25


def test_the_figure_printed_is_that_of_the_folder(tiny_model: Path) -> None:
    dev = DevSet(list(read_annotations(TINY / "dev.jsonl")), Rules(acts=("speech", "thought")))
    model = Model(tiny_model)
    f1 = dev.f1(dev.candidates(model.finder), model.settings.calibration, model.settings.threshold)
    assert f1 == pytest.approx(json.loads((tiny_model / "quantization.json").read_text())["int8"], abs=1e-4)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Leaves out the export and the figures, which other tests look at; lists what was saved."""
    saved: list[str] = []

    def save(network, settings, tokenizer_file, dev, folder, recipe):  # type: ignore[no-untyped-def]
        training.save_network(network, settings, tokenizer_file, folder)
        saved.append(str(folder))

    monkeypatch.setattr(training, "release", save)
    return saved


Fill = Callable[..., Path]


@pytest.fixture
def recipe(tiny_recipe: str, tmp_path: Path) -> Fill:
    def fill(old: str = "", new: str = "", **values: float) -> Path:
        defaults = {"epochs": 3, "batch": 512, "dropout": 0.0, "patience": 99, "evaluate_every": 1}
        path = tmp_path / "recipe.toml"
        path.write_text(tiny_recipe.format(**{**defaults, **values}).replace(old, new))
        return path

    return fill


def weights(folder: Path) -> bytes:
    return (folder / "weights-1.safetensors").read_bytes()


def test_the_seed_decides(recipe: Fill, release: list[str], tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        training.run(recipe("seed = 3", f"seed = {seed}"), output=tmp_path / name, card=False)
    assert weights(tmp_path / "a") == weights(tmp_path / "b")
    assert weights(tmp_path / "a") != weights(tmp_path / "c")
    assert len(release) == 3


def test_resume_goes_on_to_the_same_weights(
    recipe: Fill, release: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training.run(recipe(epochs=4), output=tmp_path / "whole", card=False)
    f1, calls = DevSet.f1, 0

    def killed(*arguments):  # type: ignore[no-untyped-def]
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        return f1(*arguments)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(DevSet, "f1", killed)
        training.run(recipe(epochs=4), output=tmp_path / "killed", card=False)
    assert not (tmp_path / "killed/weights-1.safetensors").exists()
    training.run(recipe(epochs=4), output=tmp_path / "killed", resume=True, card=False)
    assert weights(tmp_path / "killed") == weights(tmp_path / "whole")


def test_it_stops_early(recipe: Fill, release: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="checker")
    still = recipe("learning_rate = ", "learning_rate = 0.0 # ", epochs=50, patience=2)
    training.run(still.rename(tmp_path / "still.toml"), output=tmp_path / "out", card=False)
    assert sum("dev" in r.message for r in caplog.records if r.message.startswith("step")) == 3


def test_a_model_can_be_trained_further(
    recipe: Fill, release: list[str], tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    further = recipe("[[train]]", f'init = "{tiny_model}"\n[[train]]', epochs=0.01)
    text = further.read_text()
    further.write_text(re.sub(r"^((?:head_)?learning_rate) = .*$", r"\1 = 0.0", text, flags=re.MULTILINE))
    training.run(further, output=tmp_path / "out", card=False)
    before, after = (load_network(f).state_dict() for f in (tiny_model, tmp_path / "out"))
    assert all((before[k] - after[k]).abs().max() < 1e-3 for k in before), "it began from the model's own weights"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("epochs = 3", "epochs = 3\ncolour = 1", "recipe.toml: unknown “colour”"),
        ("train.jsonl", "absent.jsonl", "absent.jsonl: the recipe's corpus is not there"),
        ("dev.jsonl", "absent.jsonl", "absent.jsonl: the recipe's corpus is not there"),
        ("train.jsonl", "README.md", "README.md: no annotation format that attrib knows"),
        ("[[train]]\n", '[[train]]\nformat = "dossier"\n', "'dossier' is no annotation format"),
        ("claims.jsonl", "absent.jsonl", "absent.jsonl: the recipe's file of claims is not there"),
        ('format = "samples"', 'format = "dossier"', "no coreference format “dossier”"),
        ("base = ", 'base = "/absent" # ', "/absent: no pretrained encoder there"),
        ("[[train]]", 'init = "/absent"\n[[train]]', "/absent: no pretrained encoder there"),
    ],
)
def test_a_recipe_that_is_no_good_gives_one_line(
    recipe: Fill, release: list[str], tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(AttribError) as error:
        training.run(recipe(old, new), output=tmp_path / "out", card=False)
    assert says in str(error.value) and "\n" not in str(error.value)
    assert not release
