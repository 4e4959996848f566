"""The words of a Word article as a reader sees them with every tracked change accepted, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.document import Note, ParagraphRole, Span
from checker.readers.docx_map import RunPiece
from checker.readers.docx_package import Package
from checker.readers.docx_styles import Styles, paragraph_role, style_roles
from checker.readers.docx_xml import Node, Part
from checker.readers.paragraphs import split, trim

AUTHOR = "attrib"
"""The author of our own comments."""

_BETWEEN = "\n\n"
_KEPT = re.compile("[^\u00ad]+")
_SPACES = str.maketrans("\t\n\r", "   ")
_REMOVED = frozenset({"w:del", "w:moveFrom"})
_UNSEEN = _REMOVED | {"mc:Fallback"}
# What stands around paragraphs, or around runs, and adds nothing of its own.
_AROUND = frozenset("w:ins w:moveTo w:customXml w:smartTag w:hyperlink w:fldSimple w:dir w:bdo w:sdtContent".split())
_WORDS_OF = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
_PICTURES = frozenset({"w:drawing", "w:pict", "w:object", "mc:AlternateContent"})


class Rendering:
    """The text of a package as it grows: `text`, `spans` and `roles` of its paragraphs, `pieces` and `notes`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.spans: list[Span] = []
        self.roles: dict[int, ParagraphRole] = {}
        self.pieces: list[RunPiece] = []
        self.tracked = False
        self._parts: list[str] = []
        self._length = 0
        self._paragraph: list[tuple[str, RunPiece]] = []
        self._fields: list[bool] = []  # of each field that is open: whether its result has begun
        self._cited: list[tuple[str, str, RunPiece]] = []
        self._boxes: list[tuple[Node, RunPiece]] = []
        self._anchors: dict[str, list[int]] = {}
        self._held: RunPiece | None = None  # what all words of a text box or a note hang on
        styles = package.related("styles")
        self._styles: Styles = style_roles(styles.root if styles else None)
        self._story = 0
        self._stories = 0
        self._enter(package.part(package.main))
        self._blocks(self._part.root.children)
        self._finish(None)
        for kind, id_, anchor in self._cited:
            self._note(kind, id_, anchor)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The comments of others, each with the paragraphs that it is anchored in."""
        comments = self.package.related("comments")
        found = []
        for comment in comments.root.children if comments else ():
            anchor = self._anchors.get(comment.get("w:id") or "")
            if comment.tag != "w:comment" or comment.get("w:author") == AUTHOR or not anchor:
                continue
            reach = Span(max(0, min(anchor)), max(anchor) + 1)
            stood = [s for s in self.spans if s.overlaps(reach)]
            if stood:
                found.append(Note(plain_words(comment), Span(stood[0].start, stood[-1].end)))
        return tuple(found)

    def _enter(self, part: Part) -> None:
        self._part = part
        nodes = list(part.root.walk())
        self._runs = {id(n): i for i, n in enumerate(n for n in nodes if n.tag == "w:r")}
        self._paragraphs = {id(n): i for i, n in enumerate(n for n in nodes if n.tag == "w:p")}
        self._whole = _whole_fields(part.root)

    def _note(self, kind: str, id_: str, anchor: RunPiece) -> None:
        """Appends a footnote or endnote."""
        part = self.package.related(kind)
        if part is None:
            return
        self._enter(part)
        for note in part.root.children:
            if note.get("w:id") == id_ and note.tag == f"w:{kind[:-1]}":
                self._stories += 1
                self._story, self._fields = self._stories, []
                self._held = replace(anchor, story=self._story)
                self._blocks(note.children, "body")
                self._finish("body")

    def _blocks(self, nodes: Iterable[Node], role: ParagraphRole | None = None) -> None:
        for node in nodes:
            if node.tag == "w:p":
                self._block(node, role)
            elif node.tag == "w:sdt":
                self._blocks(_content(node), role)
            elif node.tag == "mc:AlternateContent":
                self._blocks(_choice(node), role)
            elif node.tag.startswith("w:comment"):
                self._anchor(node)
            elif node.tag in ("w:body", "w:tbl", "w:tr", "w:tc") or node.tag in _AROUND:
                if not _is_removed(node):
                    self._blocks(node.children, role)
                self.tracked |= node.tag in ("w:ins", "w:moveTo")

    def _block(self, node: Node, role: ParagraphRole | None) -> None:
        properties = node.child("w:pPr")
        self._at = self._paragraphs[id(node)]
        self._runs_in(node.children)
        mark = properties.child("w:rPr") if properties else None
        if mark and any(c.tag in _REMOVED for c in mark.children):
            self.tracked = True  # its end is removed: what follows runs on
        else:
            self._finish(role or paragraph_role(properties, self._styles))

    def _finish(self, role: ParagraphRole | None) -> None:
        """Appends the paragraph that has gathered, then what the text boxes in it hold."""
        words = "".join(w for w, _ in self._paragraph)
        inner = split(words) if "\n" in words else (trim(words, Span(0, len(words))),)
        inner = tuple(s for s in inner if s.start < s.end)
        if inner:
            if self.spans:
                self._parts.append(_BETWEEN)
                self._length += len(_BETWEEN)
            for span in inner:
                if role:
                    self.roles[len(self.spans)] = role
                self.spans.append(Span(self._length + span.start, self._length + span.end))
            self.pieces.extend(replace(piece, start=self._length + piece.start) for _, piece in self._paragraph)
            self._parts.append(words)
            self._length += len(words)
        self._paragraph = []
        boxes, self._boxes = self._boxes, []
        for box, anchor in boxes:
            self._box(box, anchor)

    def _box(self, box: Node, anchor: RunPiece) -> None:
        outer = self._held, self._story, self._fields
        self._stories += 1
        self._held = replace(outer[0] or anchor, story=self._stories)
        self._story, self._fields = self._stories, []
        self._blocks(box.children)
        self._finish(None)
        self._held, self._story, self._fields = outer

    def _runs_in(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if node.tag == "w:r":
                self._run(node)
            elif node.tag == "w:sdt":
                self._runs_in(_content(node))
            elif node.tag == "mc:AlternateContent":
                self._runs_in(_choice(node))
            elif node.tag.startswith("w:comment"):
                self._anchor(node)
            elif node.tag in _AROUND:
                self.tracked |= node.tag in ("w:ins", "w:moveTo")
                self._runs_in(node.children)
            else:
                self.tracked |= node.tag in _REMOVED

    def _run(self, run: Node, held: RunPiece | None = None) -> None:
        properties = run.child("w:rPr")
        hidden = properties.child("w:vanish") if properties else None
        if hidden and hidden.get("w:val") not in ("0", "false", "off"):
            return
        for i, child in enumerate(run.children):
            piece = (
                held
                or self._held
                or RunPiece(0, 0, self._part.name, self._story, self._at, self._runs[id(run)], i, None)
            )
            tag = child.tag
            if tag == "w:fldChar":
                self._field(child)
            elif tag == "w:commentReference":
                self._anchor(child)
            elif not all(self._fields):
                continue
            elif tag == "w:t":
                self._words(child, piece, held is None and self._held is None)
            elif tag in _NOTES:
                self._cited.append((_NOTES[tag], child.get("w:id") or "", piece))
            elif tag == "w:ruby":
                for inner in child.walk(_UNSEEN | {"w:rt"}):
                    if inner.tag == "w:r":
                        self._run(inner, piece)
            elif tag in _PICTURES:
                self._picture(child, piece)
            elif words := _words_of(child):
                self._add(words, piece)

    def _picture(self, picture: Node, piece: RunPiece) -> None:
        """Keeps the text boxes for when the paragraph ends; an emoji that Word wraps like a picture stands here."""
        boxed: set[int] = set()
        for node in picture.walk(_UNSEEN):
            if id(node) in boxed:
                continue
            if node.tag == "w:txbxContent":
                boxed.update(id(n) for n in node.walk())
                self._boxes.append((node, piece))
            elif node.tag == "w16se:symEx":
                self._add(_character(node.get("w16se:char")), piece)

    def _words(self, node: Node, piece: RunPiece, cuttable: bool) -> None:
        """Appends a w:t without its soft hyphens; Word drops the spaces at its ends unless they are to be kept."""
        kept = node.get("xml:space") == "preserve"
        lead = 0 if kept else len(node.text) - len(node.text.lstrip(" \t\n\r"))
        text = node.text if kept else node.text.strip(" \t\n\r")
        for stretch in _KEPT.finditer(text):
            words = stretch.group().translate(_SPACES)
            self._add(words, replace(piece, offset=lead + stretch.start()) if cuttable else piece)

    def _add(self, words: str, piece: RunPiece) -> None:
        at = sum(len(w) for w, _ in self._paragraph[-1:])
        start = self._paragraph[-1][1].start + at if self._paragraph else 0
        self._paragraph.append((words, replace(piece, start=start, length=len(words))))

    def _field(self, node: Node) -> None:
        if id(node) not in self._whole:
            return
        kind = node.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _anchor(self, node: Node) -> None:
        """Notes where a comment's range begins or ends; where it has none, where it hangs."""
        anchor = self._anchors.setdefault(node.get("w:id") or "", [])
        gathered = sum(len(w) for w, _ in self._paragraph)
        begun = self._length + (len(_BETWEEN) if self.spans else 0)
        if node.tag == "w:commentRangeStart":
            anchor.append(begun + gathered)
        elif node.tag == "w:commentRangeEnd" or not anchor:
            anchor.append((begun + gathered if gathered else self._length) - 1)


def _content(control: Node) -> Sequence[Node]:
    """What stands in a content control; nothing where that is its prompt."""
    properties, content = control.child("w:sdtPr"), control.child("w:sdtContent")
    prompt = properties.child("w:showingPlcHdr") if properties else None
    return content.children if content and not prompt else ()


def _choice(alternate: Node) -> Sequence[Node]:
    choice = alternate.child("mc:Choice")
    return choice.children if choice else ()


def _is_removed(node: Node) -> bool:
    """True for a table row or cell whose removal was tracked."""
    properties = node.child(f"{node.tag}Pr") if node.tag in ("w:tr", "w:tc") else None
    return properties is not None and any(c.tag in ("w:del", "w:cellDel") for c in properties.children)


def _words_of(node: Node) -> str:
    if node.tag == "w:br":
        return "\n" if node.get("w:type") in (None, "textWrapping") else ""
    if node.tag == "w:sym":
        return _character(node.get("w:char"))
    return _WORDS_OF.get(node.tag, "")


def _character(code: str | None) -> str:
    """The character of a hexadecimal code; nothing for those that mean something in one font alone."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 32 <= number < 0xD800 or 0xF900 <= number < 0x110000 else ""


def _whole_fields(root: Node) -> set[int]:
    """The ids of the marks of all fields that end: one that does not must not swallow the rest of the article."""
    marks: list[list[Node]] = []
    whole: set[int] = set()
    for node in root.walk(_REMOVED):
        if node.tag != "w:fldChar":
            continue
        kind = node.get("w:fldCharType")
        if kind == "begin":
            marks.append([node])
        elif marks:
            marks[-1].append(node)
            if kind == "end":
                whole.update(id(n) for n in marks.pop())
    return whole


def plain_words(comment: Node) -> str:
    """The words of a comment, its paragraphs on lines of their own."""
    paragraphs = [n for n in comment.walk() if n.tag == "w:p"]
    return "\n".join("".join(n.text for n in p.walk(_UNSEEN) if n.tag == "w:t") for p in paragraphs)
