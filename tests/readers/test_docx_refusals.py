"""Files that are no Word article, or are meant to do harm: one line each, and no long wait."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from docx_building import SPACES, STYLES, built, p, package, zipped
from docx_reading import unzipped

from checker.errors import AttribError
from checker.readers import read
from checker.readers.docx_xml import MAX_DEPTH, MAX_ELEMENTS
from checker.readers.zip_limits import MAX_MEMBERS

GOOD = package(p("Critics say so."), styles=STYLES)
PARTS = unzipped(GOOD)
MAIN = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = '<!DOCTYPE d [<!ENTITY a "b">]>'


def document(xml: str | bytes) -> bytes:
    return zipped({**PARTS, MAIN: xml.encode() if isinstance(xml, str) else xml})


def body(inner: str, before: str = "") -> bytes:
    return document(f"{before}<w:document {SPACES}><w:body>{inner}</w:body></w:document>")


def encrypted() -> bytes:
    """A zip file whose members say that they are locked."""
    data = bytearray(GOOD)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(magic, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(MAIN, PARTS[MAIN])
    return out.getvalue()


BOMB = b" " * 60_000_000
BAD = {
    "empty": (b"", "is no Word file"),
    "text": (b"Critics say so.", "is no Word file"),
    "binary": (bytes(range(256)) * 50, "is no Word file"),
    "old Word": (_OLE + bytes(2000), "is an old Office file (.doc). Open it in Word and save it as .docx."),
    "locked": (_OLE + bytes(900) + "EncryptedPackage".encode("utf-16-le"), "is locked with a password"),
    "locked zip": (encrypted(), "is locked with a password"),
    "cut short": (GOOD[: len(GOOD) // 2], "is broken or cut short"),
    "cut at the end": (GOOD[:-1], "is broken or cut short"),
    "one byte": (b"PK\x03\x04", "is broken or cut short"),
    "another zip": (zipped({"a.txt": b"x"}), "is no Word file"),
    "spreadsheet": (
        zipped({k.replace("word/", "xl/"): v.replace(b"word/", b"xl/").replace(b"w:document", b"w:workbook")
                for k, v in PARTS.items()}),
        "is another kind of Office file",
    ),
    "no document": (zipped({k: v for k, v in PARTS.items() if k != MAIN}), "is no Word file"),
    "no relationships": (zipped({k: v for k, v in PARTS.items() if k != "_rels/.rels"}), "is no Word file"),
    "no styles": (zipped({k: v for k, v in PARTS.items() if "styles" not in k}), "lacks its part word/styles.xml"),
    "no words": (package("<w:p/>" + p(" ")), "is empty"),
    "no paragraphs": (package(""), "is empty"),
    "bomb": (zipped({**PARTS, "word/media/a.bin": BOMB}), "is packed to burst"),
    "bomb in the text": (document(PARTS[MAIN] + BOMB), "is packed to burst"),
    "many bombs": (zipped({**PARTS, **{f"{i}.xml": b"<a/>" * 450_000 for i in range(120)}}), "unpacks to"),
    "many parts": (zipped({**PARTS, **{f"{i}": b"" for i in range(MAX_MEMBERS)}}), "parts of"),
    "two of a name": (twice(), "holds two parts of one name"),
    "way out": (zipped({**PARTS, "../../evil": b""}), "leads out of the file"),
    "deep": (body("<w:ins>" * 100_000), "nested deeper"),
    "just too deep": (body("<w:ins>" * MAX_DEPTH + "</w:ins>" * MAX_DEPTH), "nested deeper"),
    "too many elements": (body("".join(f"<w:p i='{i:x}'/>" for i in range(MAX_ELEMENTS))), "nested deeper or larger"),
    "entities": (body(p("&a;"), _DOCTYPE), "declares a document type or entities"),
    "laughs": (
        body(p("&c;"), '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'),
        "declares a document type or entities",
    ),
    "external entity": (
        body(p("&a;"), '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "declares a document type or entities",
    ),
    "external type": (body(p("x"), '<!DOCTYPE d SYSTEM "http://example.org/d.dtd">'), "declares a document type"),
    "entities in the styles": (
        zipped({**PARTS, "word/styles.xml": _DOCTYPE.encode() + b"<a/>"}),
        "word/styles.xml declares a document type",
    ),
    "undeclared entity": (body(p("&a;")), "is broken XML"),
    "unclosed": (document(f"<w:document {SPACES}><w:body>"), "is broken XML (line 1)"),
    "no XML": (document(""), "is broken XML"),
    "no namespace": (document("<w:document/>"), "is broken XML"),
    "HTML": (document("<html><body>x</body></html>"), "is another kind of Office file"),
    "control character": (body(p("\x01")), "is broken XML"),
    "Latin-1": (document('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), "is neither UTF-8 nor UTF-16"),
    "wrong UTF-8": (document(PARTS[MAIN].replace(b"Critics", b"\xff\xfe")), "is broken XML"),
    "wrong UTF-16": (document("\ufeff<w:document".encode("utf-16-le") + b"\x00"), "is broken XML"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_one_line_and_soon(tmp_path: Path, name: str) -> None:
    data, said = BAD[name]
    path = tmp_path / "story.docx"
    path.write_bytes(data)
    begun = time.process_time()
    with pytest.raises(AttribError) as error:
        read(str(path))
    assert time.process_time() - begun < 10
    assert said in str(error.value) and str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["footnotes", "comments of others", "LibreOffice"])
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, name: str) -> None:
    data = built().get(name) or (Path(__file__).parents[1] / "data/docx/libreoffice/footnotes.docx").read_bytes()
    path = tmp_path / "story.docx"
    for end in range(0, len(data), max(1, len(data) // 60)):
        path.write_bytes(data[:end])
        with pytest.raises(AttribError):
            read(str(path))


def test_a_byte_changed_anywhere_is_an_article_or_one_line(tmp_path: Path) -> None:
    path = tmp_path / "story.docx"
    refused = 0
    for place in range(0, len(GOOD), 7):
        path.write_bytes(GOOD[:place] + bytes([GOOD[place] ^ 0x55]) + GOOD[place + 1 :])
        try:
            assert "Critics" in read(str(path)).text
        except AttribError:
            refused += 1
    assert refused > 20
