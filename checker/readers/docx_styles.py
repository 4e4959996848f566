"""What a paragraph is by its style: Word's own style names, the same in every language, and those of newsrooms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker.document import ParagraphRole
from checker.readers.docx_xml import Node

_ROLES: tuple[tuple[re.Pattern[str], ParagraphRole], ...] = (
    (
        re.compile(r"(?:title|sub-?title|heading \d|(?:sub)?head(?:line|ing)?|cross-?head|standfirst|dek|kicker)\b"),
        "headline",
    ),
    (re.compile(r"(?:by-?line|author|dateline and byline)\b"), "byline"),
    (re.compile(r"(?:caption|cutline|photo credit|picture credit)\b"), "caption"),
    (re.compile(r"(?:toc\b|toc heading|table of figures|index \d|header\b|footer\b)"), "boilerplate"),
)
_MOST_BASES = 12

Styles = Mapping[str, ParagraphRole]


def style_roles(styles: Node | None) -> Styles:
    """The role of each paragraph style that has one, by the style's id; a style without takes that of its base."""
    nodes = {s.get("w:styleId") or "": s for s in (styles.children if styles else ()) if s.tag == "w:style"}
    found: dict[str, ParagraphRole] = {}
    for id_, node in nodes.items():
        base: Node | None = node
        for _ in range(_MOST_BASES):
            if base is None:
                break
            if role := _own_role(base):
                found[id_] = role
                break
            based_on = base.child("w:basedOn")
            base = nodes.get(based_on.get("w:val") or "") if based_on else None
    return found


def paragraph_role(properties: Node | None, styles: Styles) -> ParagraphRole | None:
    """The role that a paragraph's properties (w:pPr) give it; None where its words have to say."""
    if properties is None:
        return None
    if (level := properties.child("w:outlineLvl")) and (level.get("w:val") or "9") < "9":
        return "headline"
    style = properties.child("w:pStyle")
    return styles.get(style.get("w:val") or "") if style else None


def _own_role(style: Node) -> ParagraphRole | None:
    named = style.child("w:name")
    name = (named.get("w:val") or "" if named else "").lower()
    return next((role for pattern, role in _ROLES if pattern.match(name)), None)
