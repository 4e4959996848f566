"""Annotations for other tools: one module a format, each with `write(annotations, path)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.exporters import brat, cofenet, label_studio, prodigy

Writer = Callable[[Iterable[Annotation], Path], None]

#: Format names and what writes them. brat takes a folder, the others a file.
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "attrib": write_annotations,
        "brat": brat.write,
        "cofenet": cofenet.write,
        "label-studio": label_studio.write,
        "prodigy": prodigy.write,
    }
)


def write_any(annotations: Iterable[Annotation], path: str | Path, format: str) -> None:
    """Writes annotations in `format`, a key of WRITERS.

    Raises AttribError where the format is unknown or the path cannot be written.
    """
    if format not in WRITERS:
        raise AttribError(f"{format!r} is no format to export to; there are {', '.join(WRITERS)}")
    try:
        WRITERS[format](annotations, Path(path))
    except OSError as error:
        raise AttribError(f"{path}: cannot be written: {error}") from error
