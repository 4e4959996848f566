"""Which format a text is in, by its content and by the ending of its file."""

from __future__ import annotations

import re
from pathlib import Path

from checker.errors import AttribError

_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "ninjs",
    ".ninjs": "ninjs",
    ".xml": "nitf",
    ".nitf": "nitf",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".vtt": "captions",
    ".srt": "captions",
}
# What may stand before the first element.
_PROLOG = r"\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,5000}-->\s*){0,3}"
_WEB_PAGE = re.compile(rf"{_PROLOG}<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_NITF = re.compile(rf"{_PROLOG}(?:<!doctype\s+nitf\b[^>\[]{{0,500}}>\s*)?<nitf\b", re.IGNORECASE)
_XML = re.compile(r"\ufeff?\s*<\?xml\b", re.IGNORECASE)
# A CMS's body begins with a block, and closes it; a text that opens with “<name>” does not.
_HTML_BODY = re.compile(
    rf"{_PROLOG}<(p|div|h[1-6]|article|section|figure|ul|ol|table|blockquote|header|main|body|aside)\b[^<>]{{0,2000}}>",
    re.IGNORECASE,
)
_JSON = re.compile(r'\ufeff?\s*(?:\[\s*)?\{\s*"')
_CAPTIONS = re.compile(r"\ufeff?(?:WEBVTT(?:[ \t\r\n]|$)|\s*\d+[ \t]*\r?\n\d\d:\d\d:\d\d,\d{3} --> )")


def format_of_ending(path: str) -> str | None:
    """The format that files of this ending are in, None where it says nothing."""
    return _ENDINGS.get(Path(path).suffix.lower())


def format_of(content: str, ending: str | None, name: str) -> str:
    """The format of a text: its content decides where it is plain, `ending`, the ending's format, otherwise.

    Raises AttribError for a transcript, which is no article, and for XML that is neither NITF nor HTML.
    """
    if _CAPTIONS.match(content) or ending == "captions":
        raise AttribError(f"{name}: is a transcript, not an article. Check an article against it with --source {name}.")
    if _NITF.match(content):
        return "nitf"
    if _WEB_PAGE.match(content):
        return "html"
    if _JSON.match(content) and content.rstrip().endswith(("}", "]")):
        return "ninjs"
    if ending in ("html", "ninjs", "nitf"):
        return ending
    if _XML.match(content):
        raise AttribError(f"{name}: is XML, but neither NITF nor HTML. Save the article as text.")
    if (
        ending is None
        and (body := _HTML_BODY.match(content))
        and re.search(rf"</{body[1]}\s*>", content, re.IGNORECASE)
    ):
        return "html"
    return ending or "text"
