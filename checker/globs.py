"""Path patterns of the configuration: `opinion/**`, `*.draft.md`."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

_PART = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANS = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def matches(path: Path, glob: str, folder: Path) -> bool:
    """Whether a glob, written in a file of `folder`, means the file at `path`.

    `*` and `?` stand for what is between slashes, `**` for any folders. A glob without a slash means that name wherever
    it is, any other a path from `folder` on; one that means a folder means everything in it.
    """
    inside = os.path.relpath(os.path.abspath(path), os.path.abspath(folder)).replace(os.sep, "/")
    if inside.startswith("../"):
        return False
    return _pattern(glob.removeprefix("./")).fullmatch(inside) is not None


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    anywhere = "" if "/" in glob.rstrip("/") else "**/"
    parts = _PART.findall(anywhere + glob.strip("/"))
    return re.compile("".join(_MEANS.get(part) or re.escape(part) for part in parts) + "(?:/.*)?", re.DOTALL)
