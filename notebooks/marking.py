"""Words of an article with marks around them, as HTML that a notebook shows.

A site that shows notebooks may take the colours away; underlined, slanted and bold letters stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from IPython.display import HTML

from checker.document import Span
from checker.reports.html_text import plain, shown

#: How the parts of a statement look: element and colour.
ROLES = {"source": ("u", "#cfe3f7"), "cue": ("i", "#ffe8a3"), "content": ("b", "#d5ecd4"), "finding": ("b", "#f7d4d0")}


class Mark(NamedTuple):
    """A stretch of the text, how it looks, and words to put before it, none where empty."""

    span: Span
    element: str
    colour: str
    label: str = ""


def role_mark(span: Span, role: str) -> Mark:
    """The mark of a source, a cue, a content or a finding."""
    return Mark(span, *ROLES[role])


def marked(text: str, marks: Iterable[Mark]) -> str:
    """The text as HTML, escaped, with its marks; where two meet, the later one is seen."""
    marks = list(marks)
    seen: list[int | None] = [None] * len(text)
    for number, mark in enumerate(marks):
        seen[slice(*mark.span)] = [number] * (mark.span.end - mark.span.start)
    parts = []
    labelled = set()
    for number, run in groupby(range(len(text)), seen.__getitem__):
        words = shown("".join(text[i] for i in run)).replace("\n", "<br>")
        if number is None:
            parts.append(words)
            continue
        mark = marks[number]
        if mark.label and number not in labelled:
            parts.append(f"<sup>{plain(mark.label)} </sup>")
        labelled.add(number)
        style = f"background:{mark.colour};color:#111;font-weight:normal"
        parts.append(f'<{mark.element} style="{style}">{words}</{mark.element}>')
    return "".join(parts)


def boxed(*blocks: str) -> HTML:
    """Blocks of HTML one under the other, as wide as is good to read."""
    return HTML("".join(f'<div style="max-width:46em;line-height:1.6;margin-bottom:1em">{b}</div>' for b in blocks))
