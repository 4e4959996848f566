"""What the editor clients and their page tell people to set up is right."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLIENT = ROOT / "editors/vscode"
PAGE = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
SOURCE = (CLIENT / "src/extension.ts").read_text(encoding="utf-8")
PACKAGE: dict[str, Any] = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))
LOCK: dict[str, Any] = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))


def block(language: str) -> str:
    [only] = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return str(only)


def test_the_client_is_of_this_version_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (PACKAGE["version"], PACKAGE["license"]) == (project["version"], project["license"])
    assert f"attrib-{project['version']}.vsix" in PAGE


def test_every_setting_is_declared_used_and_described() -> None:
    declared = PACKAGE["contributes"]["configuration"]["properties"]
    used = {f"attrib.{name}" for name in re.findall(r'settings\.get<\w+>\("(\w+)"', SOURCE)}
    described = set(
        re.findall(r"^\| `(attrib\.\w+)`", (CLIENT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(declared) == used == described
    assert all(f"`{name}`" in PAGE for name in declared)
    assert all(type(value["default"]).__name__[:3] == value["type"][:3] for value in declared.values())


def test_every_command_is_declared_and_registered() -> None:
    declared = {command["command"] for command in PACKAGE["contributes"]["commands"]}
    assert declared == set(re.findall(r'registerCommand\("([\w.]+)"', SOURCE))


def test_client_and_server_agree_on_the_languages() -> None:
    pytest.importorskip("pygls", reason="the lsp extra is not installed")
    from checker.lsp.desk import LANGUAGES

    [listed] = re.findall(r"const LANGUAGES = (\[.*?\]);", SOURCE)
    chosen = json.loads(listed)
    assert PACKAGE["activationEvents"] == [f"onLanguage:{language}" for language in chosen]
    assert set(chosen) < set(LANGUAGES)
    [filetypes] = re.findall(r"filetypes = \{(.*?)\}", block("lua"))
    assert set(re.findall(r"\w+", filetypes)) < set(LANGUAGES)


def test_the_lock_is_of_this_package_and_names_no_other_registry() -> None:
    root = LOCK["packages"][""]
    assert root["devDependencies"] == PACKAGE["devDependencies"]
    assert (LOCK["version"], root["engines"]) == (PACKAGE["version"], PACKAGE["engines"])
    others = {name: package for name, package in LOCK["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in others.values())
    addresses = [package["resolved"] for package in others.values() if "resolved" in package]
    assert all(address.startswith("https://registry.npmjs.org/") for address in addresses)


def test_what_is_packaged_is_there_and_what_is_built_is_not_kept() -> None:
    kept = [line[1:] for line in (CLIENT / ".vscodeignore").read_text().splitlines() if line.startswith("!")]
    assert f"./{kept[0]}" == PACKAGE["main"]
    assert all((CLIENT / name).is_file() for name in kept[1:])
    assert (CLIENT / ".gitignore").read_text().split() == ["node_modules/", "dist/", "*.vsix"]


def test_every_editor_starts_the_server() -> None:
    assert "cmd = { 'attrib', 'lsp' }" in block("lua")
    assert 'args: ["lsp"]' in SOURCE
    [sublime] = json.loads(block("json"))["clients"].values()
    assert (sublime["enabled"], sublime["command"]) == (True, ["attrib", "lsp"])
    helix = tomllib.loads(block("toml"))
    assert helix["language-server"] == {"attrib": {"command": "attrib", "args": ["lsp"]}}
    assert [entry["name"] for entry in helix["language"]] == ["text", "markdown", "html"]
    assert all("attrib" in entry["language-servers"] for entry in helix["language"])


if shutil.which("npm") is not None and (CLIENT / "node_modules").is_dir():  # after npm ci in editors/vscode

    def test_it_builds() -> None:
        bundle = CLIENT / PACKAGE["main"]
        bundle.unlink(missing_ok=True)
        command = ["npm", "run", "build"]
        run = subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, timeout=120, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "activate" in bundle.read_text(encoding="utf-8")
