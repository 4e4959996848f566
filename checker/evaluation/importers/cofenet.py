"""CofeNet's JSON lines: a paragraph a line, tokens with BIO labels. The format keeps no links: the nearest is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.evaluation.layers import Labelled, Layers, Link
from checker.evaluation.tokens import TaggedParagraph, read_tagged


def read(path: str | Path) -> Iterator[Annotation]:
    """One annotation a paragraph, its id the article's and the number of the line. Raises AttribError on broken lines.

    Every content is linked to the nearest cue, every source to the nearest cue, or without one to the nearest content.
    """
    path = Path(path)
    for paragraph in read_tagged(path):
        yield _annotation(paragraph)


def _annotation(paragraph: TaggedParagraph) -> Annotation:
    spans = [
        Labelled(f"{role}{first}", role, Span(paragraph.tokens[first][0], paragraph.tokens[end - 1][1]))
        for role, first, end in sorted(paragraph.roles, key=lambda r: r[1])
    ]
    by_role = {role: [s for s in spans if s.role == role] for role in ("content", "cue", "source")}
    anchors = by_role["cue"] or by_role["content"]
    links = []
    for s in [*by_role["source"], *(by_role["content"] if by_role["cue"] else ())]:
        if nearest := min(anchors, key=lambda a: _distance(a.span, s.span), default=None):
            links.append(Link(s.role, nearest.id, s.id))
    meta = {"id": f"{paragraph.article}-{paragraph.id}", "article": paragraph.article}
    repairs = (
        ["which source and cue belong to which content is not in this format: the nearest was taken"] if links else []
    )
    return Layers(paragraph.text, spans, links, None, f"{meta['id']}.txt", meta, repairs).annotation()


def _distance(a: Span, b: Span) -> int:
    return max(b.start - a.end, a.start - b.end)
