"""PARC 3: Penn Treebank trees in XML whose words say which attribution they are part of, and in which role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from checker.document import Span, Spans
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.importers.safe_xml import local, parse
from checker.evaluation.layers import Labelled, Layers
from checker.evaluation.tokens import detokenize


def read(path: str | Path) -> Iterator[Annotation]:
    """One annotation a `.xml` file; of a folder, all of them in name order. Nested attributions are read too.

    The text is put together from the words: where they say their place in the original (`ByteCount`), with its gaps.
    Raises AttribError on what is no such file.
    """
    path = Path(path)
    files = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
    if not files:
        raise AttribError(f"{path}: holds no .xml files")
    for file in files:
        yield _read_one(file)


def _read_one(path: Path) -> Annotation:
    words = [(n, w) for n, sentence in enumerate(_sentences(parse(path))) for w in sentence.iter() if _is(w, "WORD")]
    if not words:
        raise AttribError(f"{path}: no WORD elements: not a file of PARC")
    text, places = _text(words)
    parts: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (_, word) in enumerate(words):
        for part in (a for a in word.iter() if _is(a, "attribution")):
            for role in (r.get("roleValue", "") for r in part.iter() if _is(r, "attributionRole")):
                parts[part.get("id", ""), role].append(i)
    spans: list[Labelled] = []
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for (attribution, role), members in parts.items():
        for span in _runs(members, places):
            spans.append(Labelled(f"{attribution} {role} {span.start}", role, span))
            groups[attribution].add(spans[-1].id)
    joined = [frozenset(group) for group in groups.values()]
    return Layers(text, spans, (), joined, f"{path.stem}.txt", {"id": path.stem}).annotation()


def _is(element: Element, name: str) -> bool:
    return local(element.tag).lower() == name.lower()


def _sentences(root: Element) -> list[Element]:
    return [e for e in root.iter() if _is(e, "SENTENCE")] or [root]


def _text(words: list[tuple[int, Element]]) -> tuple[str, Spans]:
    """The text, and where each word stands in it."""
    surfaces = [w.get("text", "").replace("\\/", "/") for _, w in words]
    original = [_byte_count(w) for _, w in words]
    text, places = "", list[Span]()
    joined, apart = detokenize(surfaces)
    for i, (sentence, _) in enumerate(words):
        word = joined[slice(*apart[i])]
        gap = ""
        if i:
            here, before = original[i], original[i - 1]
            new = sentence != words[i - 1][0]
            wide = here.start - before.end if here and before else 1 if new or apart[i][0] > apart[i - 1][1] else 0
            gap = "" if wide <= 0 else "\n\n" if new and wide > 1 else " "
        text += gap
        places.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, tuple(places)


def _byte_count(word: Element) -> Span | None:
    ends = word.get("ByteCount", "").split(",")
    return Span(int(ends[0]), int(ends[1])) if len(ends) == 2 and all(e.strip().isdecimal() for e in ends) else None


def _runs(members: list[int], places: Spans) -> Iterator[Span]:
    """Spans of words that follow on one another."""
    members = sorted(set(members))
    start = members[0]
    for here, after in zip(members, [*members[1:], -1], strict=True):
        if after != here + 1:
            yield Span(places[start].start, places[here].end)
            start = after
