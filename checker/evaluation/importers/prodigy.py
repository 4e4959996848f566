"""Prodigy's JSON lines: `spans` over a text, and `relations` between them."""

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
    """One annotation an accepted task; rejected and ignored ones are passed over.

    Raises AttribError with file and line where a span does not give its words, or a relation joins spans that are
    not there.
    """
    for number, (where, task) in enumerate(read_rows(Path(path)), 1):
        if task.get("answer", "accept") == "accept":
            with refusing(where, "a task of Prodigy"):
                annotation = _task(task, number, where)
            yield annotation


def _task(task: dict[str, Any], number: int, where: str) -> Annotation:
    text = need(task, "text", str, where)
    fitting = Fitting(text, where)
    spans: list[Labelled] = []
    ids: dict[tuple[object, ...], str] = {}
    for i, value in enumerate(task.get("spans") or ()):
        id_ = str(value.get("id", i))
        span = fitting.span(value.get("start"), value.get("end"), value.get("text"), f"span {i}")
        spans.append(Labelled(id_, need(value, "label", str, where), span, str(value.get("note") or "")))
        ids.setdefault(_key(value), id_)
    links: list[Link] = []
    for i, relation in enumerate(task.get("relations") or ()):
        ends = [need(relation, key, dict, where) for key in ("head_span", "child_span")]
        found = [str(e["id"]) if "id" in e else ids.get(_key(e)) for e in ends]
        if found[0] is None or found[1] is None:
            raise AttribError(f"{where}: relation {i} joins a span that is not among the spans")
        links.append(Link(str(relation.get("label", "")).lower(), found[0], found[1]))
    meta = {"id": str(number), **plain_meta(task.get("meta"))}
    return Layers(text, spans, links, None, f"{meta['id']}.txt", meta, fitting.repairs).annotation()


def _key(value: dict[str, Any]) -> tuple[object, ...]:
    return value.get("start"), value.get("end"), value.get("label")
