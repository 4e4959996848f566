from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reviewing import HOME, PORT, TEXT, TOKEN, desk

from checker.readers import read_string
from checker.server.desk import Desk

pytest.importorskip("fastapi", reason="the serve extra is not installed")


@pytest.fixture
def ines(tmp_path: Path) -> Desk:
    return desk(tmp_path / "corrections.sqlite", "Ines")


@pytest.fixture
def opened(ines: Desk) -> str:
    """The id of the article `TEXT`, which the stand-in has read."""
    return ines.open(read_string(TEXT, path="harbour.txt"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, and a secret beside it."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "harbour.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "secret.txt").write_text("“The budget is a lie,” said Nobody Else.", encoding="utf-8")
    return tmp_path / "desk"


@pytest.fixture
def client(ines: Desk, folder: Path) -> Iterator[object]:
    """A browser that has the token and speaks from the page itself."""
    from starlette.testclient import TestClient

    from checker.server.app import application
    from checker.server.shelf import Shelf

    app = application(ines, Shelf([folder]), token=TOKEN, port=PORT)
    with TestClient(app, base_url=HOME, headers={"Origin": HOME}, follow_redirects=False) as browser:
        browser.cookies.set(f"attrib-{PORT}", TOKEN)
        yield browser
