"""Prodigy's JSON lines: tasks with tokens, spans and relations, for `rel.manual` or `spans.manual`."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.evaluation.layers import Labelled, layers_of

_TOKEN = re.compile(r"\w+|[^\w\s]|\n+")


def write(annotations: Iterable[Annotation], path: str | Path) -> None:
    """Writes one task an article. Raises OSError on no access."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(_task(annotation), ensure_ascii=False) + "\n" for annotation in annotations)


def _task(annotation: Annotation) -> dict[str, Any]:
    text = annotation.text
    tokens = [Span(*m.span()) for m in _TOKEN.finditer(text)]
    starts = [t.start for t in tokens]
    layers = layers_of(annotation)
    spans = {s.id: _span(s, starts) for s in layers.spans}
    return {
        "text": text,
        "tokens": [
            {"text": t.of(text), "start": t.start, "end": t.end, "id": i, "ws": text[t.end : t.end + 1] == " "}
            for i, t in enumerate(tokens)
        ],
        "spans": [{**spans[s.id], **({"note": s.note} if s.note else {})} for s in layers.spans],
        "relations": [
            {
                "head": spans[k.head]["token_end"],
                "child": spans[k.child]["token_end"],
                "head_span": spans[k.head],
                "child_span": spans[k.child],
                "label": k.label,
            }
            for k in layers.links
        ],
        "meta": {**annotation.meta, "id": annotation.id},
        "answer": "accept",
    }


def _span(s: Labelled, starts: Sequence[int]) -> dict[str, Any]:
    """A span with the first and the last of its tokens; its `id` tells two spans of one place and label apart."""
    return {
        "id": s.id,
        "start": s.span.start,
        "end": s.span.end,
        "token_start": bisect_right(starts, s.span.start) - 1,
        "token_end": bisect_right(starts, s.span.end - 1) - 1,
        "label": s.label,
    }
