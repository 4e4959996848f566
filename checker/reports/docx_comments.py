"""Putting our comments into a Word file, and taking them out again; nothing else in it changes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from checker.document import Span
from checker.findings import says_ignore
from checker.readers.docx_map import DocxMap
from checker.readers.docx_package import CONTENT_TYPES, Package, relationships_of
from checker.readers.docx_text import AUTHOR, plain_words
from checker.readers.docx_xml import WORD, WORD_STRICT, Node, Part
from checker.reports.docx_archive import Edit, appended, edited, rewritten
from checker.reports.docx_split import Mark, place

_INITIALS = "at"
# By this id a later run knows that the part of the comments is ours and may go with the last of them.
_RELATIONSHIP = "attribComments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARENT = re.compile(rb"""\s[\w.-]+:paraIdParent\s*=\s*(?:"[^"]*"|'[^']*')""")
_ANCHORS = frozenset({"w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"})
_RANGES = _ANCHORS - {"w:commentReference"}


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of the words of a span, a paragraph each; the first is set bold."""

    span: Span
    paragraphs: Sequence[str]


def add(package: Package, comments: Sequence[Comment], words: DocxMap) -> bytes:
    """The file with the comments on their very words; `words` is the map of `package` as it is.

    What takes no comment, a text box or a note, is commented where it hangs.
    """
    strict = WORD_STRICT.encode() in package.part(package.main).data
    part = package.related("comments")
    number = _next_number(package, part)
    now = datetime.now().strftime("%Y-%m-%dT%H:%M:%SZ")  # local time with a Z is what Word itself writes
    marks: dict[str, list[Mark]] = {}
    entries = []
    for comment in comments:
        pieces = words.of(comment.span)
        if not pieces:
            continue
        where = package.part(pieces[0].part)
        start, end = _anchors(where.root, number, strict)
        marks.setdefault(where.name, []).append(Mark(pieces[0], False, start))
        marks[where.name].append(Mark(pieces[-1], True, end))
        entries.append(_entry(comment, number, now, part.root if part else None, strict))
        number += 1
    if not entries:
        return rewritten(package, {})
    changes: dict[str, bytes | None] = {
        name: edited(package.part(name), place(package.part(name), placed)) for name, placed in marks.items()
    }
    if part:
        changes[part.name] = edited(part, [appended(part.root, part.data, b"".join(entries))])
    else:
        changes.update(_new_part(package, b"".join(entries), strict))
    return rewritten(package, changes)


def remove(package: Package, *, notes: bool = False) -> tuple[bytes | None, int]:
    """The file without our comments, and how many there were; None for the file where there are none.

    `notes` takes the `attrib: ignore` comments of others too.
    """
    part = package.related("comments")
    entries = [c for c in part.root.children if c.tag == "w:comment"] if part else []
    ours = [c for c in entries if c.get("w:author") == AUTHOR or (notes and says_ignore(plain_words(c)))]
    if part is None or not ours:
        return None, 0
    ids = {c.get("w:id") for c in ours}
    changes: dict[str, bytes | None] = {}
    for text in [package.part(package.main), *filter(None, map(package.related, ("footnotes", "endnotes")))]:
        if edits := _anchor_edits(text.root, ids):
            changes[text.name] = edited(text, edits)
    mine = {r.id for r in package.relationships(package.main) if r.kind == "comments"} == {_RELATIONSHIP}
    if mine and len(ours) == len(entries):
        changes.update(_without_part(package, part))
    else:
        changes[part.name] = edited(part, [(c.start, c.end, b"") for c in ours])
    changes.update(_threads(package, ours))
    return rewritten(package, changes), len(ours)


def _next_number(package: Package, part: Part | None) -> int:
    texts = [package.part(package.main), part, package.related("footnotes"), package.related("endnotes")]
    used = [
        node.get("w:id") or ""
        for text in texts
        if text
        for node in text.root.walk()
        if node.tag in _ANCHORS or node.tag == "w:comment"
    ]
    return max((int(id_) for id_ in used if id_.isascii() and id_.isdigit()), default=-1) + 1


def _naming(root: Node | None, strict: bool) -> tuple[str, str]:
    """The prefix of Word's names below an element, and what declares it there where the file itself does not.

    An attribute without a prefix has no namespace, so that a file that has made Word's the default one needs another.
    """
    prefix = root.qualified.rpartition(":")[0] if root else ""
    return (prefix, "") if prefix else ("w", f' xmlns:w="{WORD_STRICT if strict else WORD}"')


def _anchors(root: Node, number: int, strict: bool) -> tuple[bytes, bytes]:
    """What stands before the words of a comment, and behind."""
    w, space = _naming(root, strict)
    start = f'<{w}:commentRangeStart{space} {w}:id="{number}"/>'
    reference = f'<{w}:r{space}><{w}:commentReference {w}:id="{number}"/></{w}:r>'
    return start.encode(), f'<{w}:commentRangeEnd{space} {w}:id="{number}"/>{reference}'.encode()


def _entry(comment: Comment, number: int, now: str, root: Node | None, strict: bool) -> bytes:
    w, space = _naming(root, strict) if root else ("w", "")
    # Ten points, set solid, whatever the house's own style is: copy is often large and double-spaced.
    spacing = f'<{w}:pPr><{w}:spacing {w}:before="0" {w}:after="0" {w}:line="240" {w}:lineRule="auto"/></{w}:pPr>'
    paragraphs = "".join(
        f'<{w}:p>{spacing}<{w}:r><{w}:rPr>{"" if i else f"<{w}:b/>"}<{w}:sz {w}:val="20"/></{w}:rPr>'
        f'<{w}:t xml:space="preserve">{escape(_NO_XML.sub("", words))}</{w}:t></{w}:r></{w}:p>'
        for i, words in enumerate(comment.paragraphs)
    )
    head = f'{w}:id="{number}" {w}:author="{AUTHOR}" {w}:date="{now}" {w}:initials="{_INITIALS}"'
    return f"<{w}:comment{space} {head}>{paragraphs}</{w}:comment>".encode()


def _new_part(package: Package, entries: bytes, strict: bool) -> dict[str, bytes]:
    """The part of the comments, and what makes it known: its type, and its relationship to the article."""
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(len(package.archive.namelist()) + 1))
    name = next(n for n in names if not package.has(n))
    space = WORD_STRICT if strict else WORD
    content = _DECLARATION + f'<w:comments xmlns:w="{space}">'.encode() + entries + b"</w:comments>"
    types = package.part(CONTENT_TYPES)
    override = f'<{_beside(types.root, "Override")} PartName="/{name}" ContentType="{_TYPE}"/>'
    where = relationships_of(package.main)
    rest = f'Id="{_RELATIONSHIP}" Type="{_KIND_STRICT if strict else _KIND}/comments" Target="/{name}"/>'
    if package.has(where):
        known = package.part(where)
        relationship = f"<{_beside(known.root, 'Relationship')} {rest}".encode()
        relationships = edited(known, [appended(known.root, known.data, relationship)])
    else:
        root = "http://schemas.openxmlformats.org/package/2006/relationships"
        relationships = _DECLARATION + f'<Relationships xmlns="{root}"><Relationship {rest}</Relationships>'.encode()
    typed = edited(types, [appended(types.root, types.data, override.encode())])
    return {CONTENT_TYPES: typed, where: relationships, name: content}


def _beside(root: Node, name: str) -> str:
    """A name with the prefix of the root's."""
    prefix = root.qualified.rpartition(":")[0]
    return f"{prefix}:{name}" if prefix else name


def _without_part(package: Package, part: Part) -> dict[str, bytes | None]:
    types, known = package.part(CONTENT_TYPES), package.part(relationships_of(package.main))
    override = [c for c in types.root.children if c.get("PartName") == f"/{part.name}"]
    relationship = [r.node for r in package.relationships(package.main) if r.id == _RELATIONSHIP]
    alone = len(relationship) == len(known.root.children)  # then we made that part as well
    return {
        part.name: None,
        types.name: edited(types, [(n.start, n.end, b"") for n in override]),
        known.name: None if alone else edited(known, [(n.start, n.end, b"") for n in relationship]),
    }


def _anchor_edits(root: Node, ids: set[str | None]) -> list[Edit]:
    """What takes the anchors of comments out of a text, the runs that hold nothing else with them."""
    edits = []
    for node in root.walk():
        if node.tag in _RANGES and node.get("w:id") in ids:
            edits.append((node.start, node.end, b""))
        elif node.tag == "w:r":
            references = [c for c in node.children if c.tag == "w:commentReference" and c.get("w:id") in ids]
            rest = [c for c in node.children if c not in references and c.tag != "w:rPr"]
            gone = references if rest or not references else [node]
            edits += [(n.start, n.end, b"") for n in gone]
    return edits


def _threads(package: Package, ours: Sequence[Node]) -> dict[str, bytes]:
    """The parts in which newer Words keep threads and authors, without what they say of our comments.

    A reply of someone else to one of them stays, and becomes a comment of its own.
    """
    paragraphs = {p.get("w14:paraId") for c in ours for p in c.walk()} - {None}
    changes = {}
    durable: set[str | None] = set()

    def drop(kind: str, gone: Callable[[Node], bool], orphan: Callable[[Node], bool] = lambda _: False) -> None:
        part = package.related(kind)
        if part is None:
            return
        edits = [(n.start, n.end, b"") for n in part.root.children if gone(n)]
        for node in part.root.children:
            if orphan(node) and not gone(node) and (parent := _PARENT.search(part.data, node.start, node.inner)):
                edits.append((parent.start(), parent.end(), b""))
        durable.update(n.get("w16cid:durableId") for n in part.root.children if gone(n))
        if edits:
            changes[part.name] = edited(part, edits)

    drop(
        "commentsExtended",
        lambda n: n.get("w15:paraId") in paragraphs,
        lambda n: n.get("w15:paraIdParent") in paragraphs,
    )
    drop("commentsIds", lambda n: n.get("w16cid:paraId") in paragraphs)
    drop("commentsExtensible", lambda n: n.get("w16cex:durableId") in durable - {None})
    drop("people", lambda n: n.tag == "w15:person" and n.get("w15:author") == AUTHOR)
    return changes
