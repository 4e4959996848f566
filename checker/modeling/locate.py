"""Where models are: in a source checkout, in an installed wheel, among those a user installed, or in a folder of the user's."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Literal

from checker.errors import AttribError
from checker.userdata import data_folder

DEFAULT_MODEL = "attrib-small"

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parent


Kind = Literal["statements", "pairs"]
"""What a model reads: articles for their statements, or pairs of statements."""


def released_models(kind: Kind | None = None) -> dict[str, Path]:
    """The folders of the released models by name, of one kind or of all; a source checkout's own stand before those inside
    the package.
    """
    folders = [_PACKAGE / "models_data"]
    # Beside an installed package, a folder “models” would be someone else's.
    if (_CHECKOUT / "pyproject.toml").is_file():
        folders.append(_CHECKOUT / "models")
    return {name: path for folder in folders for name, path in _models_in(folder, kind).items()}


def installed_models(kind: Kind | None = None) -> dict[str, Path]:
    """The folders of the models that the user installed, by name, of one kind or of all."""
    return _models_in(installed_folder(), kind)


def installed_folder() -> Path:
    """Where `attrib models install` puts models, a folder each."""
    return data_folder() / "models"


def find_model(name: str, kind: Kind = "statements") -> Path:
    """The folder of the model called `name`: a released or installed one of that kind, or any folder that holds a model.

    Raises AttribError, one line that names the known ones, where there is none.
    """
    known = {**installed_models(kind), **released_models(kind)}
    if name in known:
        return known[name]
    path = Path(name).expanduser()
    if is_model(path):
        return path
    names = ", ".join(known) or "none in this installation"
    if path.is_dir():
        raise AttribError(f"{name}: holds no model (no config.json). Known models: {names}.")
    raise AttribError(f"{name}: no such model, and no such folder. Known models: {names}.")


def user_settings() -> Path:
    """The file with the settings that hold for this user where no attrib.toml says otherwise; it may not be there."""
    return data_folder() / "settings.toml"


def default_model() -> str:
    """The model that is used where nothing names one: what `attrib models use` chose, or the released one.

    Raises AttribError, one line, where the user's settings cannot be read.
    """
    path = user_settings()
    if not path.is_file():
        return DEFAULT_MODEL
    try:
        name = tomllib.loads(path.read_text(encoding="utf-8")).get("model", DEFAULT_MODEL)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AttribError(f"{path}: cannot be read ({error}). Delete it, or run attrib models use.") from error
    return name if isinstance(name, str) and name else DEFAULT_MODEL


def kind_of_model(path: Path) -> str:
    """What the model in a folder reads; “statements” where its settings do not say."""
    try:
        return str(json.loads((path / "config.json").read_text(encoding="utf-8")).get("kind", "statements"))
    except (OSError, ValueError, AttributeError):
        return "statements"  # whoever opens it says what is wrong with it


def is_model(path: Path) -> bool:
    """Whether a folder holds a model's settings."""
    return (path / "config.json").is_file()


def _models_in(folder: Path, kind: Kind | None) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    # A hidden one is half installed.
    found = (p for p in sorted(folder.iterdir()) if is_model(p) and not p.name.startswith("."))
    return {path.name: path for path in found if kind in (None, kind_of_model(path))}
