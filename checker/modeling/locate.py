"""Where models are: in a source checkout, in an installed wheel, or in a folder of the user's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from checker.errors import AttribError

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
    found = (path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()) if _is_model(path))
    return {path.name: path for path in found if kind in (None, _kind(path))}


def find_model(name: str, kind: Kind = "statements") -> Path:
    """The folder of the model called `name`: a released one of that kind, or any folder that holds a model.

    Raises AttribError, one line that names the known ones, where there is none.
    """
    released = released_models(kind)
    if name in released:
        return released[name]
    path = Path(name).expanduser()
    if _is_model(path):
        return path
    known = ", ".join(released) or "none in this installation"
    if path.is_dir():
        raise AttribError(f"{name}: holds no model (no config.json). Known models: {known}.")
    raise AttribError(f"{name}: no such model, and no such folder. Known models: {known}.")


def _kind(path: Path) -> str:
    try:
        return str(json.loads((path / "config.json").read_text(encoding="utf-8")).get("kind", "statements"))
    except (OSError, ValueError, AttributeError):
        return "statements"  # whoever opens it says what is wrong with it


def _is_model(path: Path) -> bool:
    return (path / "config.json").is_file()
