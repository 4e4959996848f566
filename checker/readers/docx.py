"""Word: the words of a .docx as they read with every tracked change accepted, and the way back to its runs."""

from __future__ import annotations

from checker.document import Document
from checker.errors import AttribError
from checker.readers.docx_map import DocxMap
from checker.readers.docx_package import Package, looks_like_docx
from checker.readers.docx_text import Rendering
from checker.readers.paragraphs import with_roles

__all__ = ["looks_like_docx", "parse", "read_map"]

TRACKED = "Tracked changes were read as accepted: insertions in, deletions out."


def parse(data: bytes, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of a Word file: paragraphs two newlines apart, then the text of its notes in the order they are cited.

    Table cells are paragraphs, a line break is a newline, a soft hyphen nothing, a field its result. Headers, footers,
    hidden text, prompts, numbering and what is deleted are left out. Headings and captions have their roles by style.
    `notes` are the comments of others. Raises AttribError, one line, for what is no Word file, is broken, locked,
    hostile, or holds no words.
    """
    rendering = Rendering(Package(data, _named(path)))
    text = rendering.text
    if not rendering.spans:
        raise AttribError(f"{_named(path)}: is empty. Give a file that holds an article.")
    said = (TRACKED,) if rendering.tracked else ()
    paragraphs = with_roles(text, rendering.spans, rendering.roles)
    return Document(text, paragraphs, path, "docx", limits=limits + said, notes=rendering.notes)


def read_map(package: Package) -> tuple[str, DocxMap]:
    """The text of a Word file, as `parse` gives it, and where in the file each of its words stands."""
    rendering = Rendering(package)
    return rendering.text, DocxMap(tuple(rendering.pieces))


def _named(path: str | None) -> str:
    return {None: "the article", "-": "standard input"}.get(path) or str(path)
