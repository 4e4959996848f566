"""PDF: the words on the pages, as far as they can be put in order."""

from __future__ import annotations

import io
import logging
import time

from checker.document import Document
from checker.errors import AttribError
from checker.readers.decode import MAX_BYTES, named
from checker.readers.extras import load
from checker.readers.paragraphs import with_roles
from checker.readers.pdf_lines import flowed

BEST_EFFORT = (
    "A PDF says where letters stand, not what a paragraph is: paragraphs, columns and hyphens were guessed. Places are "
    "those of the text as read."
)
MAX_PAGES = 200
MAX_SECONDS = 5.0
"""Of processor time, for all pages."""
MAX_LENGTH = 2_000_000


def looks_like_pdf(data: bytes) -> bool:
    """True for a file that begins as a PDF does; a little rubbish may stand before it."""
    return b"%PDF-" in data[:1024]


def parse(data: bytes, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of a PDF: best effort, and `limits` says so.

    Lines are joined to paragraphs, hyphens at their ends taken out, page numbers and the lines that come back on every
    page dropped; columns come in the order that the file has them in. Raises AttribError where pypdf is missing, and for
    a PDF that is broken, locked, without words (a scan), or longer than 200 pages or two million code points.
    """
    name = named(path)
    if len(data) > MAX_BYTES:
        raise AttribError(f"{name}: is larger than {MAX_BYTES // 1_000_000} MB. Save its words as text.")
    if not looks_like_pdf(data):
        raise AttribError(f"{name}: is no PDF, whatever its ending says. Get it again.")
    pages = _pages(data, name)
    text, spans = flowed(pages)
    if not spans:
        raise AttribError(f"{name}: holds no words, only pictures of them. Run text recognition (OCR) over it first.")
    empty = sum(not page.strip() for page in pages)
    said = (BEST_EFFORT, *([f"{empty} of {len(pages)} pages hold no words that can be read."] if empty else []))
    return Document(text, with_roles(text, spans), path, "pdf", limits=limits + said)


def _pages(data: bytes, name: str) -> list[str]:
    pypdf = load("pypdf", "pdf", name)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    until = time.process_time() + MAX_SECONDS
    pages: list[str] = []
    too_long = AttribError(f"{name}: is longer or more tangled than an article is. Save its words as text.")

    def in_time(*_: object) -> None:
        if time.process_time() > until:
            raise too_long

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise AttribError(f"{name}: is locked with a password. Save it without one.")
        if len(reader.pages) > MAX_PAGES:
            raise AttribError(f"{name}: has more than {MAX_PAGES} pages. Save the article alone.")
        for page in reader.pages:
            pages.append(page.extract_text(visitor_operand_before=in_time))
            if sum(map(len, pages)) > MAX_LENGTH:
                raise too_long
    except AttribError:
        raise
    except pypdf.errors.DependencyError as error:
        raise AttribError(f"{name}: is locked in a way that pypdf cannot open. Save it without a password.") from error
    except MemoryError as error:
        raise AttribError(f"{name}: is packed to burst. Do not open it.") from error
    except Exception as error:  # a broken PDF breaks pypdf in any way at all
        raise AttribError(f"{name}: is a broken PDF. Get it again, or save its words as text.") from error
    return pages
