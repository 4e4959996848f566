"""Where corrections are kept unless somebody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from checker.userdata import data_folder


def database_path(given: Path | None = None) -> Path:
    """The database: the path that was given, that of ATTRIB_DATABASE, or `corrections.sqlite` in the user's data folder."""
    if given is not None:
        return given
    if named := os.environ.get("ATTRIB_DATABASE"):
        return Path(named)
    return data_folder() / "corrections.sqlite"
