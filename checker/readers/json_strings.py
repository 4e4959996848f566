"""JSON whose strings know where in the file they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.document import Segment
from checker.errors import AttribError
from checker.readers.mapping import MappedText

MAX_LENGTH = 4_000_000
MAX_DEPTH = 50

_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"')
_PIECE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2})?\\u[0-9a-fA-F]{4}|\\.|[^\\]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the file, and the segments that lead from it to the file."""

    text: str
    segments: tuple[Segment, ...]


Value = dict[str, "Value"] | list["Value"] | Text | None
"""What stands in the file. Numbers, true and false are None: no article is in them."""


def load_json(source: str, name: str) -> Value:
    """The value that a JSON source holds; `name` is what messages call the file.

    Raises AttribError for what is no JSON, larger than four million code points, or nested deeper than 50 levels.
    """
    if len(source) > MAX_LENGTH:
        raise AttribError(f"{name}: is larger than an article is. Save the article alone.")
    try:
        raw = json.loads(source, object_pairs_hook=_Pairs, parse_int=_nothing, parse_float=_nothing)
        # Read as pairs, nothing is lost or reordered: the strings of the file come one after the other.
        return _located(raw, source, _STRING.finditer(source), name, 0)
    except RecursionError as error:
        raise AttribError(f"{name}: is nested deeper than an article is. Save the article alone.") from error
    except json.JSONDecodeError as error:
        raise AttribError(f"{name}: is broken JSON (line {error.lineno}). Export the article again.") from error


class _Pairs(list[tuple[str, object]]):
    """The members of an object, in order."""


def _nothing(_: str) -> None:
    return None


def _located(raw: object, source: str, strings: Iterator[re.Match[str]], name: str, depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise AttribError(f"{name}: is nested deeper than an article is. Save the article alone.")
    if isinstance(raw, _Pairs):
        members: dict[str, Value] = {}
        for key, value in raw:
            next(strings)
            members[key] = _located(value, source, strings, name, depth + 1)
        return members
    if isinstance(raw, list):
        return [_located(value, source, strings, name, depth + 1) for value in raw]
    if isinstance(raw, str):
        found = next(strings)
        if _SURROGATE.search(raw):
            line = source.count("\n", 0, found.start()) + 1
            raise AttribError(f"{name}: holds half a character in line {line} (a lone surrogate). Export it again.")
        return _text(source, found.start(1), found.end(1))
    return None


def _text(source: str, start: int, end: int) -> Text:
    """The string between two quotation marks; escapes have a place, and no letters, in its segments."""
    mapped = MappedText()
    for piece in _PIECE.finditer(source, start, end):
        if piece[0][0] == "\\":
            mapped.add(json.loads(f'"{piece[0]}"'), piece.start(), same=False)
        else:
            mapped.add(piece[0], piece.start())
    return Text(mapped.text, tuple(mapped.segments))
