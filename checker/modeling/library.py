"""The user's models: which there are, and installing, choosing and removing them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from checker.article import ModelInfo
from checker.errors import AttribError
from checker.modeling.archive import MAX_FILE, MAX_TOTAL, model_files, model_name, unpack
from checker.modeling.locate import (
    DEFAULT_MODEL,
    default_model,
    find_model,
    installed_folder,
    installed_models,
    is_model,
    kind_of_model,
    released_models,
    user_settings,
)
from checker.modeling.model import Model
from checker.modeling.pair_judge import DEFAULT_PAIR_MODEL, PairJudge

#: Beside a fine-tuned model: whether it is better than what it was made from, and what was measured.
VERDICT = "verdict.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of those that can be called by name.

    kind: “statements” or “pairs”; released: comes with attrib; default: is used where nothing names another; run_bytes: size
    of the files that run it; trainable: whether its training weights are there.
    """

    name: str
    kind: str
    folder: Path
    released: bool
    default: bool
    run_bytes: int
    trainable: bool


def entries() -> list[Entry]:
    """All models that can be called by name, the released ones first."""
    released = released_models()
    found = {**released, **{n: p for n, p in installed_models().items() if n not in released}}
    defaults = (default_model(), DEFAULT_PAIR_MODEL)
    return [_entry(name, path, name in released, name in defaults) for name, path in found.items()]


def find_entry(name: str) -> Entry:
    """The entry of a model by name, or of one in a folder. Raises AttribError where there is none."""
    for entry in entries():
        if entry.name == name:
            return entry
    path = Path(name).expanduser()
    if not is_model(path):
        find_model(name)  # says what there is
    return _entry(path.resolve().name, path, False, False)


def _entry(name: str, path: Path, released: bool, default: bool) -> Entry:
    size = sum(f.stat().st_size for f in path.glob("*.onnx"))
    trainable = next(path.glob("weights-*.safetensors"), None) is not None
    return Entry(name, kind_of_model(path), path, released, default, size, trainable)


def open_info(folder: Path) -> ModelInfo:
    """Opens the model in a folder, of whichever kind, and gives its name and revision. Raises AttribError where it cannot."""
    if kind_of_model(folder) == "pairs":
        return PairJudge(folder, threads=1).info
    return Model(folder, threads=1).info


def install(source: Path, *, name: str | None = None, force: bool = False) -> str:
    """Installs the model in an archive or a folder for this user, and returns the name by which it is found.

    name: another name than its own. force: even one that fine-tuning marked as worse, and in place of one of that name.
    Raises AttribError, one line, on what is no sound model, on a name that is taken, and on a model that is marked; nothing
    is changed then.
    """
    folder = installed_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".install-", dir=folder) as scratch:
            ready = Path(scratch) / "model"
            ready.mkdir()
            own = _copied(source, ready) if source.is_dir() else unpack(source, ready).name
            chosen = model_name(name or own)
            _refuse_taken(chosen, force)
            _open_as(ready, source)
            if not force and (reason := marked_worse(ready)):
                raise AttribError(f"{source}: {reason} Not installed; --force does it all the same.")
            target = folder / chosen
            if target.exists():
                os.replace(target, Path(scratch) / "old")
            os.replace(ready, target)
    except OSError as error:
        raise AttribError(f"{folder}: cannot be written: {error.strerror or error}.") from error
    return chosen


def marked_worse(folder: Path) -> str | None:
    """Why fine-tuning marked the model in a folder as no gain, one sentence; None where it is not marked.

    Raises AttribError where the mark cannot be read.
    """
    path = folder / VERDICT
    if not path.is_file():
        return None
    try:
        verdict = json.loads(path.read_text(encoding="utf-8"))
        return None if verdict["better"] is True else str(verdict["why"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AttribError(f"{path}: cannot be read ({error!r}). Get the model again.") from error


def _copied(source: Path, to: Path) -> str:
    if not is_model(source):
        raise AttribError(f"{source}: holds no model (no config.json). Name a model's folder or its archive (.zip).")
    files = model_files(source)
    sizes = [f.stat().st_size for f in files]
    if max(sizes) > MAX_FILE or sum(sizes) > MAX_TOTAL:
        raise AttribError(f"{source}: {sum(sizes):,} bytes are too many for a model.")
    for file in files:
        shutil.copyfile(file, to / file.name)
    try:
        return str(json.loads((to / "config.json").read_text(encoding="utf-8"))["name"])
    except (ValueError, KeyError, TypeError) as error:
        raise AttribError(f"{source / 'config.json'}: not the settings of an attrib model ({error!r}).") from error


def _open_as(ready: Path, source: Path) -> None:
    try:
        open_info(ready)
    except AttribError as error:  # of where it came from, not of where it lies for now
        raise AttribError(str(error).replace(str(ready), str(source))) from error


def _refuse_taken(name: str, force: bool) -> None:
    if name in released_models():
        raise AttribError(f"{name} is the name of a released model; give yours another with --name.")
    if not force and (installed_folder() / name).exists():
        raise AttribError(
            f"{name} is installed already; attrib models remove {name} takes it away, --force replaces it."
        )


def remove(name: str) -> None:
    """Removes an installed model; where it was the default, the released one is that again.

    Raises AttribError where there is none of that name, and for a released one.
    """
    installed = installed_models()
    if name not in installed:
        if name in released_models():
            raise AttribError(f"{name} comes with attrib and cannot be removed.")
        raise AttribError(f"{name}: no such installed model; there are {', '.join(installed) or 'none'}.")
    try:
        shutil.rmtree(installed[name])
    except OSError as error:
        raise AttribError(f"{installed[name]}: cannot be removed: {error.strerror or error}.") from error
    if default_model() == name:
        use(DEFAULT_MODEL)


def use(name: str) -> None:
    """Makes a model the one that is used where nothing names another. Raises AttribError where there is none of that name."""
    if name not in {**released_models("statements"), **installed_models("statements")}:
        if name in {**released_models(), **installed_models()}:
            raise AttribError(f"{name} compares pairs of statements; the default is one that finds statements.")
        find_model(name)  # says what there is
        raise AttribError(f"{name} is a folder; run attrib models install {name} first, then use it by name.")
    path = user_settings()
    try:
        if name == DEFAULT_MODEL:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(f'model = "{name}"\n', encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise AttribError(f"{path}: cannot be written: {error.strerror or error}.") from error
