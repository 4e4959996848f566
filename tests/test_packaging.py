"""The wheel: what it carries, and that it runs where nothing else of the repository is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checker.modeling.locate import released_models

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Every connection fails, so that a run that needs one does too.
OFFLINE = """
import socket, sys
def refuse(*_, **__): raise OSError("the network is off")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


def build(tree: Path, out: Path) -> Path:
    """Builds the wheel of a source tree."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out], cwd=tree, check=True)
    return next(out.glob("*.whl"))


def copy_tree(to: Path) -> Path:
    """The files that a build reads, without the models."""
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, to / name)
    shutil.copytree(ROOT / "checker", to / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    return to


def test_wheel_carries_the_package_and_int8_models_alone(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "models" / "tiny" / "checkpoints").mkdir(parents=True)
    kept = ["model.int8.onnx", "config.json", "tokenizer.json", "README.md"]
    for name in [*kept, "model-00001.safetensors", "recipe.toml", "checkpoints/config.json"]:
        (tree / "models" / "tiny" / name).touch()
    with zipfile.ZipFile(build(copy_tree(tree), tmp_path / "dist")) as wheel:
        names = set(wheel.namelist())
    assert {n for n in names if "models_data" in n} == {f"checker/models_data/tiny/{name}" for name in kept}
    package = {
        str(p.relative_to(ROOT))
        for p in (ROOT / "checker").rglob("*")
        if p.suffix in (".py", ".txt", ".html", ".js", ".css")
    }
    assert package <= names
    assert "checker/py.typed" in names


def test_wheel_builds_without_models(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    with zipfile.ZipFile(build(copy_tree(tmp_path / "tree"), tmp_path / "dist")) as wheel:
        assert not [n for n in wheel.namelist() if "models_data" in n]


@pytest.mark.skipif(not released_models(), reason="no released model in this checkout")
def test_installed_wheel_checks_an_article_offline(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(build(ROOT, tmp_path / "dist")) as wheel:
        wheel.extractall(installed)
    article = tmp_path / "story.txt"
    shutil.copy(ROOT / "samples" / "harbour-closure.txt", article)
    code = f"{OFFLINE}\nimport checker\nfrom checker.cli import app\nprint(checker.__file__, file=sys.stderr)\n"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}sys.exit(app(['check', '--format', 'json', 'story.txt']))"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert str(installed) in run.stderr
    assert '"ATT101"' in run.stdout


def test_every_dependency_is_locked_within_its_range() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    extras = PROJECT["optional-dependencies"]
    for text in [*PROJECT["dependencies"], *(r for name, group in extras.items() if name != "peers" for r in group)]:
        requirement = Requirement(text)
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier, text
    assert pins["torch"] == "2.13.0"


def test_core_stays_light() -> None:
    names = {re.split(r"[^\w-]", text)[0] for text in PROJECT["dependencies"]}
    assert names == {"markdown-it-py", "numpy", "onnxruntime", "rapidfuzz", "rich", "tokenizers", "typer"}
