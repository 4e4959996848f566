"""doccano's JSON lines: `entities` and `relations`, or the older `label` triples without relations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.importers.rows import need, plain_meta, read_rows
from checker.evaluation.layers import Labelled, Layers, Link
from checker.evaluation.realignment import Fitting
from checker.evaluation.refusal import refusing


def read(path: str | Path) -> Iterator[Annotation]:
    """One annotation a line. The format holds no words to check offsets by: only spans that leave the text are refused.

    Raises AttribError with file and line.
    """
    for where, row in read_rows(Path(path)):
        with refusing(where, "a line of doccano"):
            annotation = _row(row, where)
        yield annotation


def _row(row: dict[str, Any], where: str) -> Annotation:
    text = need(row, "text", str, where)
    fitting = Fitting(text, where)
    spans = []
    for i, (id_, label, start, end) in enumerate(_entities(row, where)):
        spans.append(Labelled(id_, label, fitting.span(start, end, None, f"entity {i}")))
    links = [
        Link(str(r.get("type", "")).lower(), str(r.get("from_id")), str(r.get("to_id")))
        for r in row.get("relations") or ()
    ]
    meta = {"id": str(row.get("id", where)), **plain_meta(row.get("meta") or row.get("metadata"))}
    return Layers(text, spans, links, None, f"{meta['id']}.txt", meta, fitting.repairs).annotation()


def _entities(row: dict[str, Any], where: str) -> Iterator[tuple[str, str, object, object]]:
    if row.get("entities") is not None:
        for i, e in enumerate(row["entities"]):
            yield str(e.get("id", i)), need(e, "label", str, where), e.get("start_offset"), e.get("end_offset")
        return
    for i, triple in enumerate(row.get("label") or row.get("labels") or ()):
        if not isinstance(triple, list) or len(triple) != 3:
            raise AttribError(f"{where}: label {i} is not [start, end, label]")
        yield str(i), str(triple[2]), triple[0], triple[1]
