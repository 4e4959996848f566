"""Where attrib keeps what is the user's: installed models, the reviewers' corrections, the settings that hold everywhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """The folder of the user's data, which may not be there yet.

    $XDG_DATA_HOME/attrib, or ~/.local/share/attrib (XDG Base Directory Specification); on Windows %LOCALAPPDATA%/attrib, on a
    Mac ~/Library/Application Support/attrib.
    """
    given = os.environ.get("XDG_DATA_HOME", "")
    if os.path.isabs(given):  # the specification has relative ones ignored
        return Path(given) / "attrib"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "attrib"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "attrib"
    return Path.home() / ".local" / "share" / "attrib"
