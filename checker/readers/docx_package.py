"""The parts of a Word file and how they hang together."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property

from checker.errors import AttribError
from checker.readers.decode import MAX_BYTES
from checker.readers.docx_xml import Node, Part, parse_part
from checker.readers.zip_limits import open_zip, unpack

CONTENT_TYPES = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Relationship:
    """How one part names another: `kind` is the last word of the type (“comments”), `target` a part's name."""

    id: str
    kind: str
    target: str
    node: Node


class Package:
    """A Word file, its parts read when they are asked for.

    Raises AttribError, one line, for what is no Word file, is broken, locked or hostile. `name` is what messages call it.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise AttribError(f"{name}: is locked with a password. Open it in Word and save it without one.")
            raise AttribError(f"{name}: is an old Office file (.doc). Open it in Word and save it as .docx.")
        if len(data) > MAX_BYTES:
            raise AttribError(f"{name}: is larger than {MAX_BYTES // 1_000_000} MB. Take the pictures out of it.")
        if not data.startswith(_ZIP):
            raise AttribError(f"{name}: is no Word file, whatever its ending says. Save it as .docx again.")
        self.archive: zipfile.ZipFile = open_zip(data, name)
        self._parts: dict[str, Part] = {}

    def part(self, part: str) -> Part:
        """The part of a name. Raises AttribError where there is none or it is broken."""
        if part not in self._parts:
            self._parts[part] = parse_part(unpack(self.archive, part, self.name), part, self.name)
        return self._parts[part]

    def has(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the article, mostly word/document.xml."""
        found = [r.target for r in self.relationships("") if r.kind == "officeDocument"]
        if not found or not self.has(found[0]):
            raise AttribError(f"{self.name}: is no Word file (it holds no document). Save it as .docx again.")
        if self.part(found[0]).root.tag != "w:document":
            raise AttribError(f"{self.name}: is another kind of Office file, not a Word document. Save it as .docx.")
        return found[0]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part names inside the file; the file itself where `part` is empty."""
        where = relationships_of(part)
        if not self.has(where):
            return ()
        return tuple(
            Relationship(
                node.get("Id") or "",
                (node.get("Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", posixpath.dirname(part), node.get("Target") or "")).lstrip("/"),
                node,
            )
            for node in self.part(where).root.children
            if node.tag == "rel:Relationship" and node.get("TargetMode") != "External"
        )

    def related(self, kind: str) -> Part | None:
        """The part that the article names by a kind of relationship (“styles”, “comments”); None where it names none."""
        targets = [r.target for r in self.relationships(self.main) if r.kind == kind]
        return self.part(targets[0]) if targets else None


def relationships_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def looks_like_docx(data: bytes) -> bool:
    """True for a zip file with Word's folder in it. Whether it can be read is another matter."""
    return data.startswith(_ZIP) and b"word/" in data and CONTENT_TYPES.encode() in data
