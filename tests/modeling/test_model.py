"""Model folders: which are read, and what is said of those that are not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from checker.errors import AttribError
from checker.modeling.collate import Specials
from checker.modeling.model import Model, revision
from checker.modeling.settings import Settings

_GRAPHS = ("encoder.int8.onnx", "tagger.int8.onnx", "pointer.int8.onnx")
_DECISIVE = ("config.json", "tokenizer.json", "transitions.json", *_GRAPHS)


@pytest.fixture
def folder(tiny_tokenizer: Tokenizer, tmp_path: Path) -> Path:
    """A model folder that is whole but for its graphs, which are none."""
    Settings("none", "none", Specials(2, 3, 0, 4)).save(tmp_path)
    tiny_tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "transitions.json").write_text(json.dumps([[0.0] * 7] * 7))
    for name in _GRAPHS:
        (tmp_path / name).write_bytes(b"not a graph")
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(AttribError) as error:
        Model(folder)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_folder_without_graphs_names_what_it_lacks(folder: Path) -> None:
    for name in _GRAPHS:
        (folder / name).unlink()
    assert refusal(folder) == (
        f"{folder}: the model lacks encoder.int8.onnx, tagger.int8.onnx, pointer.int8.onnx. "
        "Export it with attrib train, or install it."
    )


def test_a_model_of_before_the_pointer_lacks_it(folder: Path) -> None:
    (folder / "pointer.int8.onnx").unlink()
    assert "the model lacks pointer.int8.onnx. Export it" in refusal(folder)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("config.json", "not the settings of an attrib model"),
        ("tokenizer.json", "cannot be read as a tokenizer"),
        ("transitions.json", "not a table of tag transitions"),
        ("encoder.int8.onnx", "cannot be loaded"),
    ],
)
def test_a_broken_file_is_named(folder: Path, name: str, what: str) -> None:
    (folder / name).write_bytes(b"{ \xff")
    message = refusal(folder)
    assert message.startswith(str(folder)) and what in message
    assert message.endswith("Install the model again.")


def test_transitions_of_another_size(folder: Path) -> None:
    (folder / "transitions.json").write_text("[[0.0, 1.0]]")
    assert "transitions.json: not a table of tag transitions" in refusal(folder)


def test_the_revision_follows_what_decides_the_answers(folder: Path) -> None:
    before = revision(folder)
    assert len(before) == 12 and int(before, 16) >= 0
    for name in ("README.md", "figures.json", "recipe.toml", "weights-1.safetensors"):
        (folder / name).write_text("new")
    assert revision(folder) == before
    seen = {before}
    for name in _DECISIVE:
        with open(folder / name, "ab") as file:
            file.write(b" ")
        assert revision(folder) not in seen, name
        seen.add(revision(folder))


def test_a_copy_has_the_same_revision(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = tmp_path_factory.mktemp("copy") / "elsewhere"
    shutil.copytree(folder, copy)
    assert revision(copy) == revision(folder)


def test_a_name_that_is_no_model() -> None:
    with pytest.raises(AttribError, match="no such model"):
        Model.open("no-such-model")
