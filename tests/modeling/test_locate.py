"""Finding models by name and by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.modeling import locate


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty source checkout with its package."""
    (tmp_path / "checker").mkdir()
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(locate, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path / "checker")
    return tmp_path


def model(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    return folder


def test_checkout_stands_before_package_data(checkout: Path) -> None:
    model(checkout / "checker/models_data/small")
    packaged = model(checkout / "checker/models_data/other")
    own = model(checkout / "models/small")
    (checkout / "models/notes").mkdir()
    assert locate.released_models() == {"small": own, "other": packaged}
    assert locate.find_model("small") == own


def test_installed_package_ignores_a_folder_beside_it(checkout: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    model(checkout / "models/small")
    assert locate.released_models() == {}


def test_a_folder_of_the_users(checkout: Path, tmp_path: Path) -> None:
    assert locate.find_model(str(model(tmp_path / "mine"))) == tmp_path / "mine"


def test_unknown_names_the_known_ones(checkout: Path, tmp_path: Path) -> None:
    model(checkout / "models/small")
    with pytest.raises(AttribError, match=r"^large: no such model, and no such folder\. Known models: small\.$"):
        locate.find_model("large")
    (tmp_path / "empty").mkdir()
    with pytest.raises(AttribError, match=r"empty: holds no model \(no config\.json\)"):
        locate.find_model(str(tmp_path / "empty"))
