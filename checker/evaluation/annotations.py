"""Annotated articles on disk: the JSON contract with gold values, one article a line.

Beside its spans a record carries their words under `quote`, so that a text that changed under its annotation shows:

    {"schema": 1, "path": "a.txt", "text": "…",
     "statements": [{"id": "s1", "content": [[3, 9]], …, "quote": {"content": ["…"], "cue": ["…"], "source": ["…"]}}],
     "speakers": [{…, "mentions": [[0, 2]], "quote": ["…"]}],
     "findings": [{…, "span": [3, 9], "quote": "…", "related": [{"path": null, "span": [1, 2], "quote": "…"}]}],
     "not_findings": [{"code": "ATT104", "span": [3, 9], "message": "why not", "quote": "…"}],
     "transcript": {"interview.txt": "…"}, "meta": {"id": "a", "genre": "wire"}}

What `attrib quotes` and `attrib check` print reads the same way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation, NotFinding
from checker.evaluation.records import annotation_from_json, annotation_to_json

__all__ = [
    "Annotation",
    "NotFinding",
    "annotation_from_json",
    "annotation_to_json",
    "read_annotations",
    "write_annotations",
]


def read_annotations(path: str | Path) -> Iterator[Annotation]:
    """The annotations of a JSON-lines file, in its order.

    Spans whose words differ from their `quote` are moved to the nearest place that has the words; `repairs` says so.
    Raises AttribError with file, line and place where there is no such place or two equally good ones, where a span
    leaves the text, and where the file or a record is not what it should be.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield annotation_from_json(_loads(line, f"{path}:{number}"), f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 JSON lines: {error}") from error


def _loads(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AttribError(f"{where}: not JSON: {error}") from error


def write_annotations(annotations: Iterable[Annotation], path: str | Path) -> None:
    """Writes JSON lines that `read_annotations` gives back unchanged, `repairs` aside.

    Raises AttribError where the file cannot be written.
    """
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(annotation_to_json(a), ensure_ascii=False) + "\n" for a in annotations)
    except OSError as error:
        raise AttribError(f"{path}: cannot be written: {error}") from error
