"""Plain text."""

from __future__ import annotations

from checker.document import Document
from checker.readers.paragraphs import paragraphs


def parse(text: str, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of a plain text: `text` itself, code point for code point, with its paragraphs."""
    return Document(text, paragraphs(text), path, "text", None, (), limits)
