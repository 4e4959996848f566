from __future__ import annotations

from pathlib import Path

import pytest

from checker.globs import matches


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("opinion/**", "opinion/a.md", True),
        ("opinion/**", "opinion/2026/may/a.md", True),
        ("opinion/**", "news/opinion/a.md", False),
        ("opinion/*.md", "opinion/2026/a.md", False),
        ("opinion", "opinion/2026/a.md", True),
        ("opinion", "news/opinion/a.md", True),
        ("opinion/", "opinion/a.md", True),
        ("./opinion/", "opinion/a.md", True),
        ("**/opinion/**", "news/opinion/a.md", True),
        ("**/opinion/**", "opinion/a.md", True),
        ("*.draft.md", "news/a.draft.md", True),
        ("*.draft.md", "news/axdraft.md", False),
        ("news/?.md", "news/a.md", True),
        ("news/?.md", "news/ab.md", False),
        ("news/**/a.md", "news/a.md", True),
        ("(a+)/[b]", "(a+)/[b]", True),
        ("**", "../outside.md", False),
    ],
)
def test_a_glob_means_these_files(tmp_path: Path, glob: str, path: str, fits: bool) -> None:
    assert matches(tmp_path / path, glob, tmp_path) is fits


def test_a_relative_path_counts_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert matches(Path("opinion/a.md"), "opinion/**", tmp_path)
    assert matches(Path("a.md"), "opinion/**", Path("..")) is False
