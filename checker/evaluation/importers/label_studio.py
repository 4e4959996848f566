"""Label Studio's JSON export: tasks with labelled regions of a text, and relations between them."""

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
    """One annotation a task; tasks that nobody annotated are passed over. Of several annotations the first is read.

    Raises AttribError with file and item where a task has no text or a region does not give its words.
    """
    for where, task in read_rows(Path(path)):
        with refusing(where, "a task of Label Studio"):
            annotation = _first(task, where)
        if annotation:
            yield annotation


def _first(task: dict[str, Any], where: str) -> Annotation | None:
    done = [a for a in task.get("annotations") or task.get("completions") or () if not a.get("was_cancelled")]
    return _task(task, done, where) if done else None


def _task(task: dict[str, Any], done: list[dict[str, Any]], where: str) -> Annotation:
    data = need(task, "data", dict, where)
    results = need(done[0], "result", list, where)
    text = _text(data, results, where)
    fitting = Fitting(text, where)
    spans: list[Labelled] = []
    links: list[Link] = []
    notes: dict[str, str] = {}
    for result in results:
        kind = result.get("type")
        if kind == "relation":
            label = (result.get("labels") or [""])[0]
            ends = result.get("from_id"), result.get("to_id")
            links.append(
                Link(str(label).lower(), *(str(e) for e in (ends if result.get("direction") != "left" else ends[::-1])))
            )
        elif kind in ("labels", "hypertextlabels"):
            id_ = str(result.get("id", f"result {len(spans)}"))
            value = need(result, "value", dict, where)
            offsets = value.get("globalOffsets") or value
            span = fitting.span(offsets.get("start"), offsets.get("end"), value.get("text"), f"region {id_}")
            label = (value.get(kind) or value.get("labels") or [""])[0]
            spans.append(Labelled(id_, label, span, "\n".join((result.get("meta") or {}).get("text") or ())))
        elif kind == "textarea":
            notes[str(result.get("id"))] = "\n".join((result.get("value") or {}).get("text") or ())
    spans = [s._replace(note=s.note or notes.get(s.id, "")) for s in spans]
    if len(done) > 1:
        fitting.repairs.append(f"left out {len(done) - 1} further annotations of the same text")
    meta = {"id": str(task.get("id", where)), **{k: v for k, v in plain_meta(data).items() if v != text}}
    return Layers(text, spans, links, None, f"{meta['id']}.txt", meta, fitting.repairs).annotation()


def _text(data: dict[str, Any], results: list[dict[str, Any]], where: str) -> str:
    """The field that the regions are of (`to_name` is often its name), `text`, or the only text there is."""
    names = ["text", *(str(r.get("to_name")) for r in results)]
    texts = {k: v for k, v in data.items() if isinstance(v, str)}
    found = next((texts[n] for n in names if n in texts), None)
    if found is None and len(texts) == 1:
        found = next(iter(texts.values()))
    if found is None:
        raise AttribError(f"{where}: `data` has no `text`")
    return found
