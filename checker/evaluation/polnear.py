"""PolNeAR to the letter: as the figures published on it read it.

The importer of brat files mends what is broken (offsets inside words, records that run over lines), which is right for
training. A figure that is to compare with another's must stand on the very same gold: offsets as they are written,
and a record ends with its line.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from pathlib import Path

from checker.document import Span, Spans
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.slices import quote_kind
from checker.statements import Statement

FORMAT = "polnear-raw"

_SPAN = re.compile(r"T\d+\t")
_RELATION = re.compile(r"E\d+\t")


def read_raw(folder: Path) -> Iterator[Annotation]:
    """The articles of a folder with text/ and attributions/, the first annotator's relations that have a content.

    Raises AttribError on a folder without articles and on a record that is no brat record.
    """
    found = False
    for text in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(glob.escape(text.stem) + "_????.ann"))
        if files:
            found = True
            yield _article(text, files[0])
    if not found:
        raise AttribError(f"{folder}: no articles with annotations in text/ and attributions/")


def _article(path: Path, annotated: Path) -> Annotation:
    with open(path, encoding="utf-8", newline="") as file:  # offsets count carriage returns
        text = file.read()
    try:
        relations = list(_relations(annotated))
    except (ValueError, IndexError) as error:
        raise AttribError(f"{annotated}: not brat stand-off: {error}") from error
    statements = tuple(
        Statement(f"s{n}", quote_kind(text, r["content"]), "other", r["content"], r["cue"], r["source"])
        for n, r in enumerate(relations, 1)
    )
    return Annotation(text, str(path), statements, meta={"id": path.stem})


def _relations(path: Path) -> Iterator[dict[str, Spans]]:
    spans: dict[str, list[Span]] = {}
    with open(path, encoding="utf-8", newline="") as file:
        for line in (raw.rstrip("\r\n") for raw in file):
            if _SPAN.match(line) and line.count("\t") >= 2:
                name, place, _ = line.split("\t", 2)
                _, offsets = place.split(" ", 1)
                pairs = (offset.split() for offset in offsets.split(";"))
                spans[name] = [Span(int(start), int(end)) for start, end in pairs]
            elif _RELATION.match(line):
                relation = _relation(line.split("\t")[1].split()[1:], spans)
                if relation["content"]:
                    yield relation


def _relation(arguments: list[str], spans: dict[str, list[Span]]) -> dict[str, Spans]:
    roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for argument in arguments:
        name, span = argument.split(":")
        role = re.sub(r"\d+$", "", name).lower()
        if role in roles:
            roles[role] += spans.get(span, [])
    return {role: tuple(found) for role, found in roles.items()}
