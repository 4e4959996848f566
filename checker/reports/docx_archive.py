"""Writing a Word file again with some of its parts changed and all others as they were."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from checker.readers.docx_package import Package
from checker.readers.docx_xml import Node, Part
from checker.readers.zip_limits import unpack

Edit = tuple[int, int, bytes]
"""Start, end, and what stands there instead; bytes of a part's UTF-8."""


def edited(part: Part, edits: Sequence[Edit]) -> bytes:
    """A part, in its own encoding, with edits that do not overlap."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda e: e[:2]):
        pieces += [part.data[at:start], new]
        at = end
    return part.stored(b"".join([*pieces, part.data[at:]]))


def appended(node: Node, data: bytes, new: bytes) -> Edit:
    """The edit that puts `new` behind an element's last child."""
    if node.inner < node.end:
        return node.outer, node.outer, new
    opening = data[node.start : node.end].removesuffix(b"/>").rstrip()
    return node.start, node.end, opening + b">" + new + f"</{node.qualified}>".encode()


def rewritten(package: Package, changes: Mapping[str, bytes | None]) -> bytes:
    """The file with `changes`: new content by a part's name, None for a part that goes; new parts come last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for old in package.archive.infolist():
            content = changes.get(old.filename, b"")
            if content is None:
                continue
            info = zipfile.ZipInfo(old.filename, old.date_time)
            info.compress_type, info.external_attr = old.compress_type, old.external_attr
            kept = old.filename not in changes
            archive.writestr(info, unpack(package.archive, old.filename, package.name) if kept else content)
        for name, content in changes.items():
            if content is not None and not package.has(name):
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
