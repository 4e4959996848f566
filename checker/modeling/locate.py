"""Where models are: in a source checkout, in an installed wheel, or in a folder of the user's."""

from __future__ import annotations

from pathlib import Path

from checker.errors import AttribError

DEFAULT_MODEL = "attrib-small"

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parent


def released_models() -> dict[str, Path]:
    """The folders of the released models by name; a source checkout's own stand before those inside the package."""
    folders = [_PACKAGE / "models_data"]
    # Beside an installed package, a folder “models” would be someone else's.
    if (_CHECKOUT / "pyproject.toml").is_file():
        folders.append(_CHECKOUT / "models")
    return {
        path.name: path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()) if _is_model(path)
    }


def find_model(name: str) -> Path:
    """The folder of the model called `name`: a released one, or any folder that holds a model.

    Raises AttribError, one line that names the known ones, where there is none.
    """
    released = released_models()
    if name in released:
        return released[name]
    path = Path(name).expanduser()
    if _is_model(path):
        return path
    known = ", ".join(released) or "none in this installation"
    if path.is_dir():
        raise AttribError(f"{name}: holds no model (no config.json). Known models: {known}.")
    raise AttribError(f"{name}: no such model, and no such folder. Known models: {known}.")


def _is_model(path: Path) -> bool:
    return (path / "config.json").is_file()
