"""From bytes to text: which encoding it is, and what is not text at all."""

from __future__ import annotations

import codecs
import re

from checker.errors import AttribError

MAX_BYTES = 20_000_000

CP1252_LIMIT = (
    "The file is not UTF-8; it was read as Windows-1252, so accented letters and quotation marks may be wrong."
)

_AS_TEXT = "Save the article as plain text (.txt) or Markdown (.md)."
_AS_DOCX = "Open it and save it as .docx."
_TYPE_OUT = "Give a file that holds its words."
# What a file begins with when it is not text, what it is then, and what to do.
_MAGIC = (
    (b"PK\x03\x04", "a zip or Office file", "Unpack it and name the article in it, or save that as .docx."),
    (b"PK\x05\x06", "a zip file", "Unpack it and name the article in it."),
    (b"%PDF-", "a PDF", "Give it under its own name."),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc)", "Open it in Word and save it as .docx."),
    (b"{\\rtf", "a rich-text (RTF) file", _AS_DOCX),
    (b"\x1f\x8b", "a gzip file", "Unpack it and name the article in it."),
    (b"BZh", "a bzip2 file", "Unpack it and name the article in it."),
    (b"\xfd7zXZ\x00", "an xz file", "Unpack it and name the article in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip file", "Unpack it and name the article in it."),
    (b"Rar!\x1a\x07", "a rar file", "Unpack it and name the article in it."),
    (b"\x89PNG", "a picture", _TYPE_OUT),
    (b"\xff\xd8\xff", "a picture", _TYPE_OUT),
    (b"GIF8", "a picture", _TYPE_OUT),
    (b"II*\x00", "a picture", _TYPE_OUT),
    (b"MM\x00*", "a picture", _TYPE_OUT),
    (b"RIFF", "a picture or a recording", _TYPE_OUT),
    (b"ID3", "a recording", _TYPE_OUT),
    (b"OggS", "a recording", _TYPE_OUT),
)
# What stands in a zip file near its head, and what it is then.
_ZIPPED = (
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file (.odt)", _AS_DOCX),
    (b"mimetypeapplication/epub", "a book (.epub)", "Save the article in it as text."),
    (b"Index/Document.iwa", "a Pages file", "In Pages, export it to Word (.docx)."),
)
# UTF-32 stands before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def named(path: str | None) -> str:
    """What messages call a file."""
    return {None: "text", "-": "standard input"}.get(path) or str(path)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, newline for newline and without its byte-order mark, and what is to be said about it.

    UTF-8, UTF-16 and UTF-32 with a byte-order mark, UTF-8 without, and Windows-1252 as a last resort, which the second
    value then says. `name` is what messages call the file. Raises AttribError for what is too large, empty or no text.
    """
    if len(data) > MAX_BYTES:
        raise AttribError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB. Split it into one article a file.")
    _refuse_other_files(data, name)
    text, limits = _decode(data, name)
    if not text.strip():
        raise AttribError(f"{name}: is empty. Give a file that holds an article.")
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) // 100:
        raise AttribError(f"{name}: is binary, not text (it holds control characters). {_AS_TEXT}")
    return text, limits


def _refuse_other_files(data: bytes, name: str) -> None:
    for magic, kind, advice in _MAGIC:
        if data.startswith(magic):
            for inside, zipped, how in _ZIPPED if magic.startswith(b"PK") else ():
                if inside in data:
                    kind, advice = zipped, how
            raise AttribError(f"{name}: is {kind}, not text. {advice}")
    if data[4:8] == b"ftyp":
        raise AttribError(f"{name}: is a picture or a recording, not text. {_TYPE_OUT}")


def _decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                place = len(mark) + error.start
                raise AttribError(
                    f"{name}: is marked as {encoding[:6].rstrip('-').upper()} but breaks off at byte {place}. "
                    "Save it again as UTF-8."
                ) from error
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        try:
            return data.decode("cp1252"), (CP1252_LIMIT,)
        except UnicodeDecodeError:
            raise AttribError(
                f"{name}: is neither UTF-8 nor Windows-1252 (byte {error.start}). Save it again as UTF-8."
            ) from error
