"""Label Studio's JSON: tasks with labelled regions and relations, to import as annotations.

The labelling interface needs `<Text name="text" value="$text"/>`, `<Labels name="label" toName="text">` with the
labels of `checker.evaluation.layers`, and `<Relations>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from checker.evaluation.annotation import Annotation
from checker.evaluation.layers import layers_of


def write(annotations: Iterable[Annotation], path: str | Path) -> None:
    """Writes one JSON list of tasks. Raises OSError on no access."""
    tasks = [_task(annotation) for annotation in annotations]
    Path(path).write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _task(annotation: Annotation) -> dict[str, Any]:
    layers = layers_of(annotation)
    regions: list[dict[str, Any]] = [
        {
            "id": s.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": s.span.start,
                "end": s.span.end,
                "text": s.span.of(annotation.text),
                "labels": [s.label],
            },
            **({"meta": {"text": [s.note]}} if s.note else {}),
        }
        for s in layers.spans
    ]
    relations = [
        {"type": "relation", "from_id": k.head, "to_id": k.child, "direction": "right", "labels": [k.label]}
        for k in layers.links
    ]
    data = {**annotation.meta, "id": annotation.id, "text": annotation.text}
    return {"data": data, "annotations": [{"result": regions + relations}]}
