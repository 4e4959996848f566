"""XML from strangers: no document type, so no entities to expand or to fetch."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from checker.errors import AttribError


def parse(path: Path) -> ElementTree.Element:
    """The root element of a file. Raises AttribError where it is no XML or declares a document type."""

    def refuse(*declared: object) -> None:
        raise AttribError(f"{path}: declares a document type ({declared[0]}); remove the <!DOCTYPE …> to read it")

    try:
        content = path.read_bytes()
        guard = expat.ParserCreate()
        guard.StartDoctypeDeclHandler = refuse
        guard.Parse(content, True)
        return ElementTree.fromstring(content)
    except (OSError, expat.ExpatError, ElementTree.ParseError, ValueError) as error:
        raise AttribError(f"{path}: not readable XML: {error}") from error


def local(name: str) -> str:
    """A tag or attribute name without its namespace."""
    return name.rpartition("}")[2]
