"""CofeNet's JSON lines: a paragraph a line, tokens with BIO labels.

The format has one label a token and no links: nested statements, speakers and findings are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.readers.paragraphs import split

TOKEN = re.compile(r"\w+(?:[-.,’']\w+)*|[^\w\s]")


def write(annotations: Iterable[Annotation], path: str | Path) -> None:
    """Writes one JSON object a paragraph: `tokens`, `labels`, `id` (the article's). Raises OSError on no access."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for annotation in annotations:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(annotation))


def _rows(annotation: Annotation) -> Iterator[dict[str, object]]:
    outer = [s for s in annotation.statements if s.nested_in is None]
    spans = [
        (role, span)
        for role, pieces in (
            ("content", [p for s in outer for p in s.content]),
            ("cue", [p for s in outer for p in s.cue]),
            ("source", [p for s in outer for p in s.source]),
        )
        for span in pieces
    ]
    for paragraph in split(annotation.text):
        tokens = [Span(*m.span()) for m in TOKEN.finditer(annotation.text, *paragraph)]
        labels = ["O"] * len(tokens)
        for role, span in spans:
            inside = [i for i, token in enumerate(tokens) if token.overlaps(span) and labels[i] == "O"]
            for i in inside:
                labels[i] = f"{'I' if i - 1 in inside else 'B'}-{role}"
        yield {"tokens": [t.of(annotation.text) for t in tokens], "labels": labels, "id": annotation.id}
