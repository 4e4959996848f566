"""The training half of a model folder."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

from safetensors.torch import load_file, save_file  # noqa: E402

from checker.errors import AttribError  # noqa: E402
from checker.modeling import folder as folders  # noqa: E402
from checker.modeling.collate import Specials  # noqa: E402
from checker.modeling.folder import (  # noqa: E402
    find_base,
    find_tokenizer,
    load_network,
    new_network,
    save_network,
    specials_of,
)
from checker.modeling.settings import HeadShape, Settings  # noqa: E402

HEADS = HeadShape(32, 1, 2)


@pytest.fixture
def settings(tiny_base: Path) -> Settings:
    return Settings("tiny", str(tiny_base), specials_of(tiny_base / "tokenizer.json"), HEADS)


@pytest.mark.parametrize("shard", [40 << 20, 20_000])
def test_weights_come_back_as_they_were_but_for_fp16(
    tiny_base: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shard: int
) -> None:
    monkeypatch.setattr(folders, "_SHARD_BYTES", shard)
    network = new_network(str(tiny_base), HEADS, 0.1)
    torch.nn.init.normal_(network.transitions)
    tmp_path.joinpath("weights-9.safetensors").touch()  # of a larger model that was here before
    save_network(network, settings, tiny_base / "tokenizer.json", tmp_path)
    files = sorted(tmp_path.glob("weights-*.safetensors"))
    assert (len(files) > 1) == (shard < 1 << 20)
    back = load_network(tmp_path).state_dict()
    before = network.state_dict()
    assert back.keys() == before.keys()
    for key, value in before.items():
        rounded = value.half().float() if value.dtype.is_floating_point else value
        assert torch.equal(back[key], rounded), key
    assert Settings.load(tmp_path) == settings
    assert (tmp_path / "tokenizer.json").read_bytes() == (tiny_base / "tokenizer.json").read_bytes()


def test_what_was_loaded_is_saved_as_it_was(tiny_base: Path, settings: Settings, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    save_network(new_network(str(tiny_base), HEADS, 0.0), settings, tiny_base / "tokenizer.json", first)
    save_network(load_network(first), settings, first / "tokenizer.json", second)
    for file in sorted(first.iterdir()):
        assert (second / file.name).read_bytes() == file.read_bytes(), file.name
    save_network(load_network(first), settings, first / "tokenizer.json", first)  # over itself


def test_a_loaded_network_answers_as_the_one_that_was_saved(
    tiny_base: Path, settings: Settings, tmp_path: Path
) -> None:
    network = new_network(str(tiny_base), HEADS, 0.1).eval()
    save_network(network, settings, tiny_base / "tokenizer.json", tmp_path)
    loaded = load_network(tmp_path)
    ids = torch.randint(5, 100, (2, 32))
    with torch.no_grad():
        for a, b in zip(
            network(ids, torch.zeros(2, 32, 3, dtype=torch.long), torch.ones_like(ids)),
            loaded(ids, torch.zeros(2, 32, 3, dtype=torch.long), torch.ones_like(ids)),
            strict=True,
        ):
            assert torch.allclose(a, b, atol=2e-2)


def test_specials(tiny_base: Path, tmp_path: Path) -> None:
    assert specials_of(tiny_base / "tokenizer.json") == Specials(start=2, end=3, pad=0, mask=4)
    text = (tiny_base / "tokenizer.json").read_text(encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text(text.replace("[MASK]", "[HOLE]"), encoding="utf-8")
    with pytest.raises(AttribError, match=r"has no token \[MASK\] or <mask>\. Use an encoder of BERT's kind\.$"):
        specials_of(tmp_path / "tokenizer.json")


def test_bases(tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a package that carries an encoder somewhere inside, or a hub's name."""
    inside = tmp_path / "an_encoder/files/v1"
    inside.mkdir(parents=True)
    (tmp_path / "an_encoder/__init__.py").touch()
    (tmp_path / "an_encoder/files/config.json").write_text("{}")
    for name in ("config.json", "tokenizer.json"):
        (inside / name).write_bytes((tiny_base / name).read_bytes())
    monkeypatch.syspath_prepend(tmp_path)
    assert find_base(str(tiny_base)) == str(tiny_base)
    assert find_base("an_encoder") == str(inside)
    assert find_base("someone/on-a-hub") == "someone/on-a-hub"
    assert find_tokenizer("an_encoder") == inside / "tokenizer.json"


def test_what_is_no_encoder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/config.json").write_text('{"model_type": "no-such-thing"}')
    for name in ("empty", "other", "absent"):
        base = str(tmp_path / name)
        for attempt in (find_tokenizer, lambda b: new_network(b, HEADS, 0.1)):
            with pytest.raises(
                AttribError, match=r"no pretrained encoder there .* Run make base, or name a folder\.$"
            ) as e:
                attempt(base)
            assert str(e.value).startswith(base) and "\n" not in str(e.value)


def without(folder: Path, *heads: str) -> None:
    """Takes the weights of some heads out of a model folder."""
    path = folder / "weights-1.safetensors"
    kept = {k: v for k, v in load_file(path).items() if not k.startswith(heads)}
    assert len(kept) < len(load_file(path))
    save_file(kept, path)


def test_a_first_stage_without_the_later_heads_is_begun_from(
    tiny_base: Path, settings: Settings, tmp_path: Path
) -> None:
    network = new_network(str(tiny_base), HEADS, 0.1)
    save_network(network, settings, tiny_base / "tokenizer.json", tmp_path)
    without(tmp_path, "antecedents.", "claims.")
    with pytest.raises(AttribError, match=r"its weights are of an older model, without .*\. Train it again\.$"):
        load_network(tmp_path)
    begun, saved = load_network(tmp_path, begin=True).state_dict(), network.state_dict()
    assert begun.keys() == saved.keys()
    for key, value in saved.items():
        if not key.startswith(("antecedents.", "claims.")):
            assert torch.equal(begun[key], value.half().float() if value.dtype.is_floating_point else value), key
    assert not torch.equal(begun["antecedents.out.weight"], saved["antecedents.out.weight"].half().float())


@pytest.mark.parametrize("lost", ["encoder.", "tagger.", "anchors."])
def test_weights_that_every_model_has_are_not_begun_afresh(
    tiny_base: Path, settings: Settings, tmp_path: Path, lost: str
) -> None:
    save_network(new_network(str(tiny_base), HEADS, 0.1), settings, tiny_base / "tokenizer.json", tmp_path)
    without(tmp_path, lost)
    with pytest.raises(AttribError, match=f"without {lost}"):
        load_network(tmp_path, begin=True)


def test_a_folder_without_weights(settings: Settings, tmp_path: Path) -> None:
    settings.save(tmp_path)
    with pytest.raises(AttribError, match=r"holds no weights to train from \(weights-\*\.safetensors\)"):
        load_network(tmp_path)
