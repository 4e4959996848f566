"""What the documentation of CI tells people to write is right."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from checker.article import Article, ModelInfo
from checker.catalogue import codes
from checker.cli import app
from checker.config import Config, load
from checker.document import Document

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")


class NoChecker:
    """Finds nothing."""

    sources = ()

    def __init__(self, model: str | None = None, config: Config | None = None, **_: object) -> None:
        self.model = "a model"

    def check(self, document: Document) -> Article:
        return Article(document, ModelInfo("fake", "0"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def hook() -> dict[str, Any]:
    [only] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return dict(only)


def commands() -> list[str]:
    """The command lines of attrib on the page, and the hook's."""
    workflows = [yaml.safe_load(block) for block in blocks("yaml")]
    steps = [step for w in workflows for job in w.get("jobs", {}).values() for step in job["steps"]]
    lines = [step["run"] for step in steps if step.get("run", "").startswith("attrib")]
    lines += re.findall(r"^    (attrib [^|\n]*)", PAGE, re.MULTILINE)
    return [*lines, f"{hook()['entry']} --fail-on error stories/a.md"]


def test_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.run.Checker", NoChecker)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories/a.md").write_text("The bridge will close on Friday.\n")
    lines = commands()
    assert len(lines) == 6
    for line in lines:
        name, *words = shlex.split(line)
        assert name == "attrib"
        assert app([w.replace("*.md", "a.md") for w in words]) == 0, line


def test_the_hook_takes_articles_alone() -> None:
    files = re.compile(hook()["files"])
    assert files.search("stories/a.md") and files.search("a.txt")
    assert not files.search("a.md.py") and not files.search("readme.rst")
    configured = yaml.safe_load(blocks("yaml")[0])["repos"][0]["hooks"][0]
    assert configured["id"] == hook()["id"]


def test_settings_are_ones_that_there_are(tmp_path: Path) -> None:
    [settings] = blocks("toml")
    (tmp_path / "attrib.toml").write_text(settings)
    known = {**codes(), "ATT102": "unattributed-claim", "ATT205": "anonymous-opinion"}
    config = load(tmp_path / "attrib.toml", known)
    assert set(config.origins) == set(tomllib.loads(settings.replace("-", "_")))
    assert config.for_path(tmp_path / "opinion/a.md").ignore == ("ATT102", "ATT205")
