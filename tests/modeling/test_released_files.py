"""What the released model's files must not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.modeling.locate import released_models

FILES = [f for folder in released_models().values() for f in sorted(folder.iterdir()) if f.suffix in (".onnx", ".json")]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_no_path_of_the_machine_it_was_made_on(file: Path) -> None:
    content = file.read_bytes()
    assert b"site-packages" not in content and b"/checker/modeling/" not in content


def test_no_file_is_over_45_mib() -> None:
    large = [f for folder in released_models().values() for f in folder.iterdir() if f.stat().st_size > 45 << 20]
    assert large == []
