"""Where corrections are kept unless somebody says otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def database_path(given: Path | None = None) -> Path:
    """The database: the path that was given, that of ATTRIB_DATABASE, or `corrections.sqlite` in the user's data folder."""
    if given is not None:
        return given
    if named := os.environ.get("ATTRIB_DATABASE"):
        return Path(named)
    return _data_folder() / "attrib" / "corrections.sqlite"


def _data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    given = os.environ.get("XDG_DATA_HOME", "")
    # The specification has a relative path ignored.
    return Path(given) if os.path.isabs(given) else Path.home() / ".local" / "share"
