"""INCEpTION and WebAnno: UIMA CAS XMI.

Layers are the project's own, so they are known by what they hold: an annotation whose layer or one of whose features is
named `Source`, `Cue`, `Content`, a kind of speaker or a code is a span; one with `Governor` and `Dependent` is a
relation; one with slots joins what fills them, and itself if it is a span.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, combinations
from pathlib import Path
from xml.etree.ElementTree import Element

from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.codes import CODES
from checker.evaluation.importers.safe_xml import local, parse
from checker.evaluation.layers import MENTIONS, ROLES, Labelled, Layers, Link
from checker.evaluation.realignment import Fitting

_OWN = frozenset({"id", "begin", "end", "sofa"})
_NOTES = ("note", "comment", "name")


def read(path: str | Path) -> Iterator[Annotation]:
    """One annotation a `.xmi` file; of a folder, all of them in name order. Raises AttribError on any other file."""
    path = Path(path)
    files = sorted(path.rglob("*.xmi")) if path.is_dir() else [path]
    if not files:
        raise AttribError(f"{path}: holds no .xmi files")
    for file in files:
        yield _read_one(file)


def _read_one(path: Path) -> Annotation:
    elements = [({local(k): v for k, v in e.attrib.items()}, e) for e in parse(path)]
    text = next((features["sofaString"] for features, _ in elements if "sofaString" in features), None)
    if text is None:
        raise AttribError(f"{path}: no CAS with a sofaString: export it as UIMA CAS XMI")
    fitting = Fitting(text, str(path))
    places = _code_points(text)
    spans: list[Labelled] = []
    links: list[Link] = []
    slots = {f["id"]: f["target"] for f, _ in elements if "target" in f and "begin" not in f and "id" in f}
    for features, element in elements:
        if "begin" not in features:
            continue
        id_ = features.get("id", "")
        if "Governor" in features and "Dependent" in features:
            links.append(Link("", features["Governor"], features["Dependent"]))
            continue
        filled = [slots[ref] for value in features.values() for ref in value.split() if ref in slots]
        if label := _label(features, element):
            start, end = (_place(places, features.get(key, "")) for key in ("begin", "end"))
            span = fitting.span(start, end, None, f"annotation {id_}")
            spans.append(Labelled(id_, label, span, next((features[n] for n in _NOTES if n in features), "")))
            links += [Link("", id_, target) for target in filled]
        else:
            links += [Link("", one, other) for one, other in combinations(filled, 2)]
    meta = {"id": path.stem}
    return Layers(text, spans, links, None, f"{path.stem}.txt", meta, fitting.repairs).annotation()


def _label(features: dict[str, str], element: Element) -> str | None:
    known = {*ROLES, *MENTIONS, "quote", "related", *(code.lower() for code in CODES)}
    values = [v for k, v in features.items() if k not in _OWN]
    return next((v for v in [local(element.tag), *values] if v.lower() in known), None)


def _code_points(text: str) -> dict[int, int]:
    """UTF-16 offsets (what UIMA counts in) to code points."""
    widths = accumulate((2 if ord(c) > 0xFFFF else 1 for c in text), initial=0)
    return {unit: point for point, unit in enumerate(widths)}


def _place(places: dict[int, int], offset: str) -> int | None:
    return places.get(int(offset)) if offset.isdecimal() else None
