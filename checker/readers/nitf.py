"""NITF, IPTC's XML for news: headline, byline, body and captions, and the way back to the file."""

from __future__ import annotations

import html
from xml.parsers import expat

from checker.document import Document
from checker.errors import AttribError
from checker.readers.blocks import MAX_ELEMENTS, MAX_LENGTH, Kind, Renderer, document_of, left_out
from checker.readers.decode import named

MAX_DEPTH = 200

_KINDS = {
    **dict.fromkeys(
        ("nitf", "body", "body.head", "body.content", "block", "p", "ul", "ol", "li", "dl", "dt", "dd"), Kind(True)
    ),
    **dict.fromkeys(
        ("table", "tr", "td", "th", "bq", "credit", "fn", "hr", "note", "hedline", "media", "tbody"), Kind(True)
    ),
    **dict.fromkeys(
        ("head", "media-reference", "media-metadata", "media-object", "media-producer"), Kind(True, unseen=True)
    ),
    **dict.fromkeys(("rights", "series", "nitf-table-metadata", "custom-table"), Kind(True, unseen=True)),
    **dict.fromkeys(("distributor", "dateline", "tagline", "bibliography"), Kind(True, "boilerplate")),
    "hl1": Kind(True, "headline", 1),
    "hl2": Kind(True, "headline", 2),
    "abstract": Kind(True, "headline", 2),
    "byline": Kind(True, "byline"),
    "byttl": Kind(True, "byline"),
    "media-caption": Kind(True, "caption"),
    "caption": Kind(True, "caption"),
    "pre": Kind(True, keeps_lines=True),
    "br": Kind(line_break=True),
}
_INLINE = Kind()


def parse(text: str, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of a NITF source: its words as an editor sees them, paragraphs two newlines apart.

    A summary is a headline; dateline, distributor and tagline are boilerplate. The document type that wires name is never
    fetched. Raises AttribError for XML that is broken, no NITF, declares entities, is nested deeper than 200 levels, or
    is larger than four million code points or 200,000 tags and references.
    """
    name = named(path)
    if len(text) > MAX_LENGTH or text.count("<") + text.count("&") > MAX_ELEMENTS:
        raise AttribError(f"{name}: is larger than an article is. Save the article alone.")
    reading = _Reading(text, name)
    try:
        reading.parser.Parse(reading.data, True)
    except expat.ExpatError as error:
        raise AttribError(f"{name}: is broken XML (line {error.lineno}). Export the article again.") from error
    renderer = reading.renderer
    return document_of(renderer.blocks, text, path, "nitf", limits + left_out(renderer.left_out))


class _Reading:
    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.data = text.encode("utf-8")
        self.renderer = Renderer()
        self._depth = 0
        self._quotes = 0
        self._byte = self._character = 0
        # The encoding that the file declares is not the one of the string that it has become.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.SkippedEntityHandler = self._entity
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._refuse
        self.parser.UseForeignDTD(True)  # so that an undeclared “&nbsp;” is skipped, and told, instead of an error

    def _start(self, tag: str, _: dict[str, str]) -> None:
        if not self._depth and tag != "nitf":
            raise AttribError(f"{self.name}: is XML, but no NITF. Export it as NITF, or save the article as text.")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise AttribError(f"{self.name}: is nested deeper than an article is. Save the article alone.")
        if tag == "q":
            self._mark(0)
            self._quotes += 1
        self.renderer.open(tag, _KINDS.get(tag, _INLINE))

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self.renderer.close()
        if tag == "q":
            self._quotes -= 1
            self._mark(1)

    def _mark(self, side: int) -> None:
        """The quotation mark that `q` stands for."""
        self.renderer.words(("“”", "‘’")[self._quotes % 2][side], self._place(), same=False)

    def _words(self, words: str) -> None:
        place = self._place()
        self.renderer.words(words, place, same=self.text.startswith(words, place))

    def _entity(self, entity: str, is_parameter: bool) -> None:
        if not is_parameter:
            self.renderer.words(html.unescape(f"&{entity};"), self._place(), same=False)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:
        if has_internal_subset:
            self._refuse()

    def _refuse(self, *_: object) -> None:
        raise AttribError(f"{self.name}: declares entities of its own, as no wire does. Do not open it.")

    def _place(self) -> int:
        """The code point at which the parser stands; it counts bytes, and only goes forward."""
        byte = self.parser.CurrentByteIndex
        if byte > self._byte:
            self._character += len(self.data[self._byte : byte].decode("utf-8", "replace"))
            self._byte = byte
        return self._character
