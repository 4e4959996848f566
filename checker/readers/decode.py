"""From bytes to text: which encoding it is, and what is not text at all."""

from __future__ import annotations

import codecs
import re

from checker.errors import AttribError

MAX_BYTES = 20_000_000

CP1252_LIMIT = (
    "The file is not UTF-8; it was read as Windows-1252, so accented letters and quotation marks may be wrong."
)

# What a file begins with when it is not text, and what it is then.
_MAGIC = (
    (b"PK\x03\x04", "a zip or Office file"),
    (b"PK\x05\x06", "a zip file"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a rich-text (RTF) file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
# UTF-32 stands before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_AS_TEXT = "Save the article as plain text (.txt) or Markdown (.md)."


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, newline for newline and without its byte-order mark, and what is to be said about it.

    UTF-8, UTF-16 and UTF-32 with a byte-order mark, UTF-8 without, and Windows-1252 as a last resort, which the second
    value then says. `name` is what messages call the file. Raises AttribError for what is too large, empty or no text.
    """
    if len(data) > MAX_BYTES:
        raise AttribError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB. Split it into one article a file.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise AttribError(f"{name}: is {kind}, not text. {_AS_TEXT}")
    text, limits = _decode(data, name)
    if not text.strip():
        raise AttribError(f"{name}: is empty. Give a file that holds an article.")
    if _MARKUP.match(text):
        raise AttribError(f"{name}: is HTML or XML, not text. {_AS_TEXT}")
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) // 100:
        raise AttribError(f"{name}: is binary, not text (it holds control characters). {_AS_TEXT}")
    return text, limits


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
