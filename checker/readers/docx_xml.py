"""The XML of a Word file as a tree that knows the bytes of every element, so that a report can edit nothing else.

A library that parses and prints again would change quotes, escapes and declarations everywhere; here what is not
edited stays what it was, byte for byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from checker.errors import AttribError

MAX_DEPTH = 200
MAX_ELEMENTS = 200_000
MAX_PART = 40_000_000
"""Bytes of one part's XML."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SHORT = {
    WORD: "w",
    WORD_STRICT: "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
    "http://schemas.microsoft.com/office/word/2016/wordml/cid": "w16cid",
    "http://schemas.microsoft.com/office/word/2018/wordml/cex": "w16cex",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "types",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_OPEN_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)""")


@dataclass(slots=True, eq=False)
class Node:
    """An element. Its bytes in the part are `start:end`, its content's `inner:outer`.

    tag: with the usual prefix of its namespace (“w:p”), whatever prefix the file has; a name of another is bare.
    qualified: the name as the file writes it. text: what stands directly in it.
    """

    tag: str
    qualified: str
    attributes: dict[str, str]
    start: int
    inner: int
    outer: int
    end: int
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def get(self, attribute: str) -> str | None:
        return self.attributes.get(attribute)

    def child(self, tag: str) -> Node | None:
        return next((c for c in self.children if c.tag == tag), None)

    def walk(self, without: frozenset[str] = frozenset()) -> Iterator[Node]:
        """It and all below it in document order, save what stands in elements of the tags `without`."""
        pending = [self]
        while pending:
            node = pending.pop()
            if node.tag not in without:
                yield node
                pending.extend(reversed(node.children))


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of the file: its XML as UTF-8, the tree of it, and the encoding that it is stored in."""

    name: str
    data: bytes
    root: Node
    encoding: str = "utf-8"

    def stored(self, data: bytes) -> bytes:
        """UTF-8 in the part's own encoding."""
        return data if self.encoding == "utf-8" else data.decode("utf-8").encode(self.encoding)


def parse_part(data: bytes, part: str, name: str) -> Part:
    """The tree of a part; `name` is what messages call the file.

    Raises AttribError for XML that is broken, has a document type or entities, is nested deeper than 200, or is larger
    than 40 MB or 200,000 elements.
    """
    encoding = "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
        data = data.decode("utf-16", errors="replace").encode("utf-8")
    elif (declared := _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))) and declared[1].lower() not in (
        b"utf-8",
        b"us-ascii",
        b"ascii",
    ):
        raise AttribError(f"{name}: {part} is neither UTF-8 nor UTF-16. Open it in Word and save it again.")
    if len(data) > MAX_PART:
        raise AttribError(
            f"{name}: {part} is larger than {MAX_PART // 1_000_000} MB. Split it into one article a file."
        )
    try:
        return Part(part, data, _Builder(data, part, name).build(), encoding)
    except expat.ExpatError as error:
        raise AttribError(
            f"{name}: {part} is broken XML (line {error.lineno}). Open it in Word and save it again."
        ) from error


class _Builder:
    def __init__(self, data: bytes, part: str, name: str) -> None:
        self.data = data
        self.what = f"{name}: {part}"
        self.open: list[Node] = []
        self.root: Node | None = None
        self.count = 0
        self.names: dict[str, tuple[str, str]] = {}
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def build(self) -> Node:
        self.parser.Parse(self.data, True)
        assert self.root is not None  # expat takes no document without an element
        return self.root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise AttribError(
                f"{self.what} is nested deeper or larger than an article is. Copy its text into a new file."
            )
        start = self.parser.CurrentByteIndex
        tag = _OPEN_TAG.match(self.data, start)
        assert tag is not None  # expat has read it
        inner = tag.end()
        short, qualified = self._name(name)
        named = {self._name(key)[0]: value for key, value in attributes.items()}
        node = Node(short, qualified, named, start, inner, inner, inner)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def _end(self, _: str) -> None:
        node = self.open.pop()
        if not self.data.startswith(b"/>", node.inner - 2):
            node.outer = self.parser.CurrentByteIndex
            node.end = self.data.index(b">", node.outer) + 1

    def _words(self, words: str) -> None:
        self.open[-1].text += words

    def _doctype(self, *_: object) -> None:
        raise AttribError(f"{self.what} declares a document type or entities, as no Word file does. Do not open it.")

    def _name(self, expanded: str) -> tuple[str, str]:
        """The short and the written form of expat's “namespace local prefix”."""
        if expanded not in self.names:
            space, _, rest = expanded.rpartition(" ") if expanded.count(" ") < 2 else expanded.partition(" ")
            local, _, prefix = rest.partition(" ")
            short = f"{_SHORT[space]}:{local}" if space in _SHORT else local
            self.names[expanded] = short, f"{prefix}:{local}" if prefix else local
        return self.names[expanded]
