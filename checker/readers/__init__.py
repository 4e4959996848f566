"""Reading: from a file, standard input or a string to a `Document`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Protocol

from checker.document import Document
from checker.errors import AttribError
from checker.readers import markdown, text
from checker.readers.decode import MAX_BYTES, decode
from checker.readers.language import NOT_ENGLISH, is_english

__all__ = ["FORMATS", "NOT_ENGLISH", "is_english", "read", "read_string"]


class _Parser(Protocol):
    def __call__(self, text: str, path: str | None, limits: tuple[str, ...]) -> Document: ...


FORMATS: dict[str, _Parser] = {"text": text.parse, "markdown": markdown.parse}

_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".mdown": "markdown"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: str, *, format: str | None = None) -> Document:
    """Reads one article from a file, or from standard input where `path` is “-”.

    `format` (“text”, “markdown”) is told by the file's ending where it is not given. Raises AttribError, one line, for
    a file that is missing, a folder, larger than 20 MB, empty, binary, or in no encoding that attrib knows.
    """
    parse = _parser(format or _ENDINGS.get(Path(path).suffix.lower(), "text"))
    name = "standard input" if path == "-" else path
    content, limits = decode(_bytes(path, name), name)
    return parse(content, path, limits)


def read_string(text: str, *, path: str | None = None, format: str = "text") -> Document:
    """Reads one article from memory; of an empty string, a document without paragraphs.

    Raises AttribError for an unknown format and for text that no file could hold (half a surrogate pair).
    """
    parse = _parser(format)
    if half := _SURROGATE.search(text):
        raise AttribError(
            f"{path or 'text'}: holds half a character at {half.start()} (a lone surrogate). Decode the article again."
        )
    return parse(text, path, ())


def _parser(format: str) -> _Parser:
    if format not in FORMATS:
        raise AttribError(f"unknown format {format!r}. Known: {', '.join(FORMATS)}.")
    return FORMATS[format]


def _bytes(path: str, name: str) -> bytes:
    """At most one byte more than the limit, so that an endless device does not fill the memory."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        if Path(path).is_dir():
            raise AttribError(f"{name}: is a folder. Name the files in it.")
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise AttribError(f"{name}: no such file. Check the name.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise AttribError(f"{name}: cannot be read ({reason}).") from error
