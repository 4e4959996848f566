"""Word files read again for the tests, with lxml: nothing is shared with the reader and the report."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_DROPPED = ("del", "moveFrom", "Fallback", "instrText", "rt")
_STANDS_FOR = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without the namespace."""
    return next((v for k, v in element.attrib.items() if etree.QName(k).localname == name), None)


def commented(data: bytes, author: str = "attrib") -> list[tuple[str, str]]:
    """For each comment by an author: its words, and those that it is anchored to, text boxes aside.

    Reads the file with lxml, and shares nothing with the reader and the report.
    """
    files = unzipped(data)
    entries = etree.fromstring(files["word/comments.xml"]) if "word/comments.xml" in files else ()
    ours = {
        value(c, "id"): "\n".join("".join(p.itertext()) for p in c) for c in entries if value(c, "author") == author
    }
    words = dict.fromkeys(ours, "")
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in files:
            _follow(etree.fromstring(files[name]), words, {})
    return [(ours[id_], words[id_]) for id_ in ours]


def _follow(element: etree._Element, words: dict[str | None, str], state: dict[str, object]) -> None:
    tag, number = local(element), value(element, "id")
    open_: set[str | None] = state.setdefault("open", set())  # type: ignore[assignment]
    codes: list[bool] = state.setdefault("codes", [])  # type: ignore[assignment]
    said = _STANDS_FOR.get(tag, "")
    if (
        tag in (*_DROPPED, "txbxContent", "sdtPr", "pPr")
        or (tag == "r" and _hidden(element))
        or (tag == "sdt" and element.find(".//{*}showingPlcHdr") is not None and element.find(".//{*}sdt") is None)
    ):
        return
    if tag == "commentRangeStart":
        open_.add(number)
    elif tag == "commentRangeEnd":
        open_.discard(number)
    elif tag == "fldChar":
        kind = value(element, "fldCharType")
        if kind == "begin" and b'"end"' in etree.tostring(element.getroottree()):
            codes.append(True)
        elif kind == "separate" and codes:
            codes[-1] = False
        elif kind == "end" and codes:
            codes.pop()
    elif tag == "t":
        kept = value(element, "space") == "preserve"
        said = "".join(element.itertext()).replace("\u00ad", "")
        said = said if kept else said.strip()
    elif tag == "br" and value(element, "type") in (None, "textWrapping"):
        said = "\n"
    elif tag in ("sym", "symEx"):
        code = int(value(element, "char") or "0", 16)
        said = "" if 0xE000 <= code < 0xF900 else chr(code)
    elif tag == "p":
        said = "\n"
    if said and not any(codes):
        for id_ in open_ & words.keys():
            words[id_] += said
    for child in element:
        _follow(child, words, state)


def _hidden(run: etree._Element) -> bool:
    return any(local(c) == "vanish" and value(c, "val") != "0" for c in run.iter())


def canonical(xml: bytes) -> bytes:
    """XML in its canonical form, neighbouring runs of one formatting joined, and words in them.

    Of formatting whose change is tracked, each half of a run has a change of its own, numbered anew.
    """
    root = etree.fromstring(xml)
    for text in root.iter():
        if local(text) == "t" and len(text) == 0:
            kept = text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", "") == "preserve"
            text.text = (text.text or "") if kept else (text.text or "").strip()
    for parent in list(root.iter()):
        if isinstance(parent.tag, str):
            _join(parent)
    for run in root.iter("{*}r"):
        for text in [t for t in run if local(t) == "t"]:
            before = text.getprevious()
            if before is not None and local(before) == "t":
                before.text = (before.text or "") + (text.text or "")
                run.remove(text)
    return etree.tostring(root, method="c14n2", with_comments=False)


def _join(parent: etree._Element) -> None:
    for child in list(parent):
        before = child.getprevious()
        if (
            before is None
            or before.tail
            or local(child) != "r"
            or local(before) != "r"
            or _format(child) != _format(before)
        ):
            continue
        for piece in list(child):
            if local(piece) == "rPr":
                continue
            last = before[-1] if len(before) else None
            if last is not None and local(last) == local(piece) == "t":
                last.text = (last.text or "") + (piece.text or "")
            else:
                before.append(piece)
        before.tail = child.tail
        parent.remove(child)


def _format(run: etree._Element) -> tuple[str, ...]:
    properties = [
        re.sub(r'(<w:rPrChange [^>]*)w:id="\d+"', r"\1", etree.tostring(c, with_tail=False).decode())
        for c in run
        if local(c) == "rPr"
    ]
    return (*properties, *(f"{k}={v}" for k, v in sorted(run.attrib.items())))
