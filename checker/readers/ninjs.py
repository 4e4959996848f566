"""ninjs 1.x and 2.x, IPTC's JSON for news: headline, byline, body and captions, and the way back to the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.document import Document, ParagraphRole
from checker.errors import AttribError
from checker.readers import html
from checker.readers.blocks import Block, document_of, plain
from checker.readers.decode import named
from checker.readers.json_strings import Text, Value, load_json
from checker.readers.mapping import through

# In both, what reads best stands first: a body with paragraphs before one without.
_BODIES = ("body_xhtml", "body_html", "body_html5", "body_text", "body")
_CAPTIONS = ("description_html", "description_text", "caption", "body_html", "body_text")
_PARTS = frozenset((*_BODIES, "bodies", "headline", "headlines"))
_MAIN = ("main", "body", "headline", "print", "web")
_MARKED = ("xhtml", "html")
_MOST_PICTURES = 200


def parse(text: str, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of a ninjs item: headlines, byline, body, then the captions of what is associated with it.

    Where the body comes in several forms, the marked-up one is read, as `html` reads a CMS's. Raises AttribError for what
    is no JSON, no ninjs item, or nested or larger than an article is.
    """
    name = named(path)
    item = load_json(text, name)
    if isinstance(item, list) and len(item) == 1:
        item = item[0]
    if not isinstance(item, dict) or not _PARTS & item.keys():
        many = isinstance(item, list) and any(isinstance(v, dict) and _PARTS & v.keys() for v in item)
        what = (
            "holds several items. Save each in a file of its own"
            if many
            else "is JSON, but no ninjs item. Export it as ninjs"
        )
        raise AttribError(f"{name}: {what}, or save the article as text.")
    reading = _Reading(name)
    blocks = [
        *reading.each(item, ("headlines", "headline"), "headline"),
        *reading.each(item, ("subheadlines", "subheadline"), "headline"),
        *reading.each(item, ("by", "bylines", "byline"), "byline"),
        *reading.each(item, ("bodies", *_BODIES), None),
    ]
    for associated in _associated(item):
        blocks.extend(reading.each(associated, ("descriptions", *_CAPTIONS, "headlines", "headline"), "caption"))
    return document_of(blocks, text, path, "ninjs", (*limits, *reading.said))


class _Reading:
    def __init__(self, name: str) -> None:
        self.name = name
        self.said: list[str] = []

    def each(self, item: dict[str, Value], keys: tuple[str, ...], role: ParagraphRole | None) -> list[Block]:
        """The blocks of the first member, by `keys`, that holds words."""
        for key in keys:
            for text, marked in _texts(item.get(key), key):
                blocks = self._blocks(text, marked, role)
                if blocks:
                    return blocks
        return []

    def _blocks(self, text: Text, marked: bool, role: ParagraphRole | None) -> list[Block]:
        if marked:
            found, left_out, unclosed = html.blocks_of(text.text, self.name)
            self.said.extend(left_out)
            if unclosed is not None:
                self.said.append("The end of the body was not read: a tag or comment in it has no end.")
        else:
            found = plain(text.text, 0)
        return [replace(b, segments=through(b.segments, text.segments), role=role or b.role) for b in found]


def _texts(value: Value, key: str) -> Iterator[tuple[Text, bool]]:
    """The strings of a member, the best first, and whether they are HTML.

    In 2.x a member is a list of objects with `value`, `contenttype` and `role`, one for each form of the same words.
    """
    if isinstance(value, Text):
        yield value, key.endswith(("html", "html5"))
    elif isinstance(value, dict):
        yield from _texts([value], key)
    elif isinstance(value, list):
        forms = [(_word(v, "role"), _word(v, "contenttype"), v.get("value")) for v in value if isinstance(v, dict)]
        marked = [any(m in kind for m in _MARKED) for _, kind, _ in forms]
        ranks = [
            (role not in ("", *_MAIN), not is_marked) for (role, _, _), is_marked in zip(forms, marked, strict=True)
        ]
        for i in sorted(range(len(forms)), key=ranks.__getitem__):
            words = forms[i][2]
            if isinstance(words, Text):
                yield words, marked[i]


def _word(item: dict[str, Value], key: str) -> str:
    value = item.get(key)
    return value.text.lower() if isinstance(value, Text) else ""


def _associated(item: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """Pictures and other items that stand in the article: a dictionary by name in 1.x, a list in 2.x."""
    value = item.get("associations")
    each = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for _, associated in zip(range(_MOST_PICTURES), each, strict=False):
        if isinstance(associated, dict) and _word(associated, "type") in ("picture", "graphic", "video", "image", ""):
            yield associated
