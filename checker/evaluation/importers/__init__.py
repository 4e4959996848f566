"""Annotations made elsewhere: one module a format, each with `read(path)`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.errors import AttribError
from checker.evaluation import markup
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import read_annotations
from checker.evaluation.importers import brat, cofenet, doccano, gum, inception, label_studio, parc, prodigy

Reader = Callable[[Path], Iterator[Annotation]]


def _read_markup(path: Path) -> Iterator[Annotation]:
    yield from markup.read_folder(path) if path.is_dir() else [markup.read_markup(path)]


#: Format names and what reads them. PolNeAR is brat stand-off in two folders.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "attrib": read_annotations,
        "markup": _read_markup,
        "brat": brat.read,
        "polnear": brat.read,
        "cofenet": cofenet.read,
        "label-studio": label_studio.read,
        "prodigy": prodigy.read,
        "doccano": doccano.read,
        "inception": inception.read,
        "parc": parc.read,
        "gum": gum.read,
    }
)


def read_any(path: str | Path, format: str | None = None) -> Iterator[Annotation]:
    """The annotations of a file or folder, in `format` (a key of READERS) or in the one that its content shows.

    Raises AttribError where the format is unknown or cannot be told, and as the readers do: with file and place, on
    what does not fit its text.
    """
    path = Path(path)
    if not path.exists():
        raise AttribError(f"{path}: no such file or folder")
    name = format or detect(path)
    if name not in READERS:
        raise AttribError(f"{name!r} is no annotation format; there are {', '.join(READERS)}")
    return READERS[name](path)


def detect(path: Path) -> str:
    """The format of a file or folder by its content. Raises AttribError where it shows none."""
    if path.is_dir():
        return _detect_folder(path)
    if path.suffix in (".ann", ".txt"):
        return "brat"
    if path.suffix == ".conllu":
        return "gum"
    try:
        with open(path, encoding="utf-8-sig") as file:
            head = file.read(65536)
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    start = head.lstrip()
    if start.startswith("==="):
        return "markup"
    if start.startswith("<"):
        return "inception" if "http://www.omg.org/XMI" in head else "parc"
    if start.startswith(("{", "[")):
        return _detect_json(path, head)
    raise AttribError(f"{path}: no annotation format that attrib knows; name one of {', '.join(READERS)}")


def _detect_folder(path: Path) -> str:
    for name, pattern in (
        ("markup", "*.att"),
        ("brat", "**/*.ann"),
        ("inception", "**/*.xmi"),
        ("parc", "**/*.xml"),
        ("gum", "**/*.conllu"),
    ):
        if next(path.glob(pattern), None):
            return name
    raise AttribError(f"{path}: holds no .att, .ann, .xmi, .xml or .conllu files")


def _detect_json(path: Path, head: str) -> str:
    try:
        first = json.loads(head.splitlines()[0])
    except (ValueError, IndexError):  # one value over many lines
        try:
            first = json.loads(path.read_text(encoding="utf-8-sig"))
        except ValueError as error:
            raise AttribError(f"{path}: neither JSON nor JSON lines: {error}") from error
    keys = _keys(first[0] if isinstance(first, list) and first else first)
    for name, needed in _SIGNS:
        if needed <= keys:
            return name
    raise AttribError(
        f"{path}: JSON of no annotation format that attrib knows: it has {', '.join(sorted(keys)) or 'no keys'}"
    )


_SIGNS = (
    ("cofenet", {"tokens", "labels"}),
    ("label-studio", {"data", "annotations"}),
    ("label-studio", {"data", "completions"}),
    ("attrib", {"text", "statements"}),
    ("prodigy", {"text", "spans"}),
    ("doccano", {"text", "entities"}),
    ("doccano", {"text", "label"}),
    ("doccano", {"text", "labels"}),
)


def _keys(value: Any) -> set[str]:
    return set(value) if isinstance(value, dict) else set()
