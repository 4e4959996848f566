"""The pages of the checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.checks import CHECKS, Check
from checker.checks.pages import pages, write_pages

_DOCS = Path(__file__).parents[2] / "docs" / "checks"


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.code)
def test_a_page_says_what_why_and_shows_both_kinds(check: Check) -> None:
    page = check.page()
    assert page.startswith(f"# {check.name} ({check.code})\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["What it flags", "Why", "Example"]
    assert re.search(r"^Flagged:", page, re.MULTILINE) and re.search(r"^Not flagged:", page, re.MULTILINE)
    assert page.count("\n> ") >= 2


def test_docs_are_up_to_date() -> None:
    """After a change to a docstring: python -m checker.checks.pages docs/checks."""
    assert {p.name: p.read_text("utf-8") for p in _DOCS.glob("*.md")} == pages()


def test_pages_are_written(tmp_path: Path) -> None:
    write_pages(tmp_path / "new")
    assert len(list((tmp_path / "new").iterdir())) == len(CHECKS) + 1
