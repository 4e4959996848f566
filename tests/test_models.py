"""`attrib models`, and finding the models that it installs."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.modeling import library, locate
from checker.modeling.locate import DEFAULT_MODEL, default_model, find_model, released_models
from checker.models_command import models
from checker.userdata import data_folder

pytestmark = pytest.mark.skipif(DEFAULT_MODEL not in released_models(), reason="no released model in this checkout")


@pytest.fixture(autouse=True)
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, and a working folder without settings of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return tmp_path / "share" / "attrib"


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder of the user's: what runs the released one, under another name."""
    folder = tmp_path_factory.mktemp("models") / "mine"
    folder.mkdir()
    for file in released_models()[DEFAULT_MODEL].iterdir():
        if file.suffix in (".onnx", ".json", ".md"):
            shutil.copyfile(file, folder / file.name)
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**settings, "name": "mine"}), encoding="utf-8")
    return folder


def attrib(*arguments: object) -> None:
    models([str(a) for a in arguments], standalone_mode=False)


def test_packed_here_installed_there(
    mine: Path, tmp_path: Path, share: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attrib("pack", mine, "-o", tmp_path / "mine.zip")
    attrib("install", tmp_path / "mine.zip")
    assert find_model("mine") == share / "models" / "mine"
    assert library.open_info(share / "models" / "mine") == library.open_info(mine)
    assert [p.name for p in (share / "models").iterdir()] == ["mine"], "nothing half installed is left"
    capsys.readouterr()
    attrib("list")
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["*", DEFAULT_MODEL, "statements"] in [row[:3] for row in rows]
    assert ["mine", "statements"] in [row[:2] for row in rows]


def test_show_tells_what_the_card_says(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attrib("show", DEFAULT_MODEL)
    out = capsys.readouterr().out
    info = library.open_info(released_models()[DEFAULT_MODEL])
    figure = json.loads((released_models()[DEFAULT_MODEL] / "figures.json").read_text(encoding="utf-8"))["tasks"][0]
    assert info.revision in out and "CC0-1.0" in out
    assert f"{figure['figures']['statement F1']['value']:.3f}" in out
    attrib("show", mine)
    assert "training weights  not there" in capsys.readouterr().out


def test_use_makes_a_model_the_default_until_it_is_removed(mine: Path, share: Path) -> None:
    assert default_model() == DEFAULT_MODEL
    attrib("install", mine)
    attrib("use", "mine")
    assert default_model() == "mine"
    assert (share / "settings.toml").read_text(encoding="utf-8") == 'model = "mine"\n'
    attrib("remove", "mine")
    assert default_model() == DEFAULT_MODEL
    assert locate.installed_models() == {}


def test_use_says_where_a_project_says_otherwise(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attrib("install", mine)
    Path("attrib.toml").write_text('model = "attrib-small"\n')
    attrib("use", "mine")
    out = capsys.readouterr().out
    assert "attrib.toml names attrib-small" in out and 'write there: model = "mine"' in out


def test_a_broken_settings_file_is_one_line(share: Path) -> None:
    share.mkdir(parents=True)
    (share / "settings.toml").write_text("model = ")
    with pytest.raises(AttribError, match=r"settings\.toml: cannot be read .* Delete it, or run attrib models use\.$"):
        default_model()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("install", "{mine}", "--name", DEFAULT_MODEL), "is the name of a released model"),
        (("install", "{mine}", "--name", "a/b"), "“a/b” cannot be a model's name"),
        (("install", "absent.zip"), "absent.zip: no such file"),
        (("install", "."), "holds no model"),
        (("remove", DEFAULT_MODEL), "comes with attrib and cannot be removed"),
        (("remove", "absent"), "no such installed model; there are none"),
        (("use", "absent"), "no such model"),
        (("use", "{mine}"), "attrib models install"),
        (("use", "attrib-pairs"), "attrib-pairs compares pairs"),
        (("show", "absent"), "no such model"),
        (("pack", "absent"), "no such model"),
    ],
)
def test_what_cannot_be_is_one_line(mine: Path, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(AttribError) as error:
        attrib(*(a.format(mine=mine) for a in arguments))
    assert says in str(error.value) and "\n" not in str(error.value)
    assert locate.installed_models() == {}


def test_a_name_that_is_taken(mine: Path) -> None:
    attrib("install", mine)
    with pytest.raises(AttribError, match="mine is installed already; attrib models remove mine takes it away"):
        attrib("install", mine)
    attrib("install", mine, "--force")
    attrib("install", mine, "--name", "again")
    assert sorted(locate.installed_models()) == ["again", "mine"]


def test_a_broken_graph_is_not_installed(mine: Path, tmp_path: Path, share: Path) -> None:
    shutil.copytree(mine, tmp_path / "broken")
    graph = tmp_path / "broken" / "tagger.int8.onnx"
    graph.write_bytes(graph.read_bytes()[:5000])
    with pytest.raises(AttribError, match=r"broken/tagger\.int8\.onnx: cannot be loaded") as error:
        attrib("install", tmp_path / "broken")
    assert "\n" not in str(error.value)
    assert list((share / "models").iterdir()) == []


def test_a_model_that_is_marked_worse_is_not_installed(mine: Path, tmp_path: Path) -> None:
    marked = tmp_path / "marked"
    shutil.copytree(mine, marked)
    (marked / library.VERDICT).write_text(json.dumps({"better": False, "why": "it is no better."}))
    with pytest.raises(AttribError, match=r"marked: it is no better\. Not installed; --force does it all the same\.$"):
        attrib("install", marked)
    attrib("install", marked, "--force", "--name", "kept")
    assert "kept" in locate.installed_models()


def test_where_the_users_data_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folder() == tmp_path / "share" / "attrib"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    for unset in ("", "relative/path"):
        monkeypatch.setenv("XDG_DATA_HOME", unset)
        assert data_folder() == tmp_path / ".local" / "share" / "attrib"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_folder() == tmp_path / "Library" / "Application Support" / "attrib"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert data_folder() == tmp_path / "local" / "attrib"
