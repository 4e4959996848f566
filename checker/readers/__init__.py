"""Reading: from a file, standard input or a string to a `Document`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Protocol

from checker.document import Document
from checker.errors import AttribError
from checker.readers import docx, html, markdown, ninjs, nitf, pdf, text
from checker.readers.decode import MAX_BYTES, decode, named
from checker.readers.language import NOT_ENGLISH, is_english
from checker.readers.recognition import format_of, format_of_ending

__all__ = ["FILE_FORMATS", "FORMATS", "NOT_ENGLISH", "is_english", "read", "read_bytes", "read_string"]


class _Parser(Protocol):
    def __call__(self, text: str, path: str | None, limits: tuple[str, ...]) -> Document: ...


class _FileParser(Protocol):
    def __call__(self, data: bytes, path: str | None, limits: tuple[str, ...]) -> Document: ...


FORMATS: dict[str, _Parser] = {
    "text": text.parse,
    "markdown": markdown.parse,
    "html": html.parse,
    "ninjs": ninjs.parse,
    "nitf": nitf.parse,
}
FILE_FORMATS: dict[str, _FileParser] = {"docx": docx.parse, "pdf": pdf.parse}
"""Those that are read from a file's bytes, since they are no text."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: str, *, format: str | None = None) -> Document:
    """Reads one article from a file, or from standard input where `path` is “-”.

    `format` (“text”, “markdown”, “html”, “ninjs”, “nitf”, “docx”, “pdf”) is told by the file's content and ending where it
    is not given; Word and PDF always by their content. Raises AttribError, one line, for a file that is missing, a folder,
    larger than 20 MB, without words, broken, in no encoding or of no kind that attrib knows, a transcript (unless its
    format is given), and where the library that its format needs is not installed.
    """
    if format is not None and format not in FILE_FORMATS:
        _parser(format)
    return read_bytes(_bytes(path, named(path)), path, format=format)


def read_bytes(data: bytes, path: str, *, format: str | None = None) -> Document:
    """Reads one article from the bytes of a file that is called `path`, as `read` does, and raises what that raises."""
    name = named(path)
    given = format or format_of_ending(path)
    if docx.looks_like_docx(data):
        given = "docx"
    elif pdf.looks_like_pdf(data):
        given = "pdf"
    if given in FILE_FORMATS:
        return FILE_FORMATS[given](data, path, ())
    content, limits = decode(data, name)
    document = _parser(format or format_of(content, given, name))(content, path, limits)
    if not document.paragraphs:
        said = " ".join(document.limits) or "Give a file that holds an article."
        raise AttribError(f"{name}: holds no words to check. {said}")
    return document


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
