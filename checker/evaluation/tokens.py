"""Token-tagged paragraphs (CofeNet's JSON lines), joined into text with a map back to their tokens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.errors import AttribError

# Of the published protocol: every system must read the very same text for figures to compare.
_NO_SPACE_BEFORE = frozenset(
    ", . ; : ! ? ) ] } % 's 't n't 'm 're 've 'll 'd ’s ’t n’t ’m ’re ’ve ’ll ’d ” '' …".split()
)
_NO_SPACE_AFTER = frozenset("( [ { $ “ ``".split())
_SURFACE = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


@dataclass(frozen=True, slots=True)
class TaggedParagraph:
    """A paragraph as text, where its tokens stand in it (start, end), and its gold (role, first token, token after)."""

    id: str
    article: str
    text: str
    tokens: tuple[tuple[int, int], ...]
    roles: frozenset[tuple[str, int, int]]


def detokenize(tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text that tokens make, and (start, end) of each in it."""
    text = ""
    places: list[tuple[int, int]] = []
    glue = True
    for token in tokens:
        surface = _SURFACE.get(token, token)
        if not glue and surface not in _NO_SPACE_BEFORE and token not in _NO_SPACE_BEFORE:
            text += " "
        places.append((len(text), len(text) + len(surface)))
        text += surface
        glue = surface in _NO_SPACE_AFTER or token in _NO_SPACE_AFTER
    return text, tuple(places)


def bio_spans(labels: Sequence[str]) -> frozenset[tuple[str, int, int]]:
    """(role, first, after the last) of BIO labels; an I- that continues nothing begins a span."""
    spans = set()
    start = role = None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and role is not None and (label == "O" or label.startswith("B-") or label[2:] != role):
            spans.add((role, start, i))
            start = role = None
        if label != "O" and start is None:
            start, role = i, label[2:]
    return frozenset(spans)


def read_tagged(path: Path) -> Iterator[TaggedParagraph]:
    """Paragraphs of a file, named by their number in it. Raises AttribError with file and line on a broken one."""
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(line for line in lines if line.strip()):
                yield _paragraph(line, path, number)
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 JSON lines: {error}") from error


def _paragraph(line: str, path: Path, number: int) -> TaggedParagraph:
    try:
        row = json.loads(line)
        tokens, labels = row["tokens"], row["labels"]
    except (ValueError, KeyError, TypeError) as error:
        raise AttribError(f"{path}:{number + 1}: not a JSON object with “tokens” and “labels”") from error
    if len(tokens) != len(labels):
        raise AttribError(f"{path}:{number + 1}: {len(tokens)} tokens but {len(labels)} labels")
    text, places = detokenize(tokens)
    name = f"{number:05d}"
    return TaggedParagraph(name, str(row.get("id") or name), text, places, bio_spans(labels))
