"""brat stand-off: `.txt` and `.ann` side by side, or PolNeAR's folders `text/` and `attributions/`.

Events with `Source`, `Cue` and `Content` arguments are the statements; without any, relations between spans are. Of
several annotators' files on one text the first in name order is read.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.layers import ROLES, Labelled, Layers, Link
from checker.evaluation.realignment import Fitting

_RECORD = re.compile(r"(?:[TERAMN]\d+|#\d*|\*)\t")
_WORD = re.compile(r"\w+")


def read(path: str | Path, annotator: int = 0) -> Iterator[Annotation]:
    """The annotations of a folder, or of one `.ann` or `.txt` file and its counterpart, in name order.

    annotator: which annotator's files, by name order, counted from 0; texts with fewer are passed over.
    Offsets inside a word go to the nearer end of the word, and `repairs` says so. Raises AttribError with file and line
    on broken records, and on offsets that do not give their words.
    """
    found = False
    for text, files in _pairs(Path(path)):
        found = True
        if annotator < len(files):
            yield _read_one(text, files[annotator])
    if not found:
        raise AttribError(f"{path}: no .txt file with an .ann file beside it (or in text/ and attributions/)")


def _pairs(path: Path) -> Iterator[tuple[Path, list[Path]]]:
    if path.is_dir():
        folder = path / "attributions" if (path / "attributions").is_dir() else None
        texts = sorted((path / "text").glob("*.txt") if folder else path.rglob("*.txt"))
        candidates = [(text, folder or text.parent) for text in texts]
    elif path.suffix == ".ann":
        stem = path.stem if path.with_suffix(".txt").exists() else path.stem.rpartition("_")[0]
        folders = [path.parent, path.parent.parent / "text"]
        text = next((f / f"{stem}.txt" for f in folders if (f / f"{stem}.txt").exists()), None)
        if text:
            yield text, [path]
        return
    else:
        candidates = [(path, path.parent)]
    for text, folder in candidates:
        name = glob.escape(text.stem)
        files = sorted([*folder.glob(f"{name}.ann"), *folder.glob(f"{name}_????.ann")])
        if files:
            yield text, files


def _read_exactly(path: Path) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:  # offsets count carriage returns
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def _records(path: Path) -> Iterator[tuple[int, str]]:
    """The records of an `.ann` file with the line each begins on; a raw line break inside one does not end it."""
    begun, lines = 0, list[str]()
    for number, line in enumerate(_read_exactly(path).split("\n"), 1):
        if _RECORD.match(line):
            if lines:
                yield begun, "\n".join(lines).rstrip("\r\n")
            begun, lines = number, [line]
        elif lines:
            lines.append(line)
    if lines:
        yield begun, "\n".join(lines).rstrip("\r\n")


def _read_one(text_path: Path, ann_path: Path) -> Annotation:
    text = _read_exactly(text_path)
    spans: dict[str, list[Labelled]] = {}
    events: dict[str, list[tuple[str, str]]] = {}
    arrows: list[Link] = []
    notes: dict[str, str] = {}
    repairs: list[str] = []
    for line, record in _records(ann_path):
        id_, _, rest = record.partition("\t")
        where = f"{ann_path}:{line}"
        try:
            if id_[0] == "T":
                fitting = Fitting(text, where)
                spans[id_] = _text_bound(id_, rest, fitting)
                repairs += fitting.repairs
            elif id_[0] == "E":
                events[id_] = [(p.split(":")[0], p.split(":")[1]) for p in rest.split()]
            elif id_[0] == "R":
                label, *ends = rest.split()
                arrows.append(Link(label.lower(), ends[0].split(":")[1], ends[1].split(":")[1]))
            elif id_ == "*":
                _, first, *others = rest.split()
                arrows += [Link("coref", other, first) for other in others]
            elif id_[0] == "#":
                kind_target, _, note = rest.partition("\t")
                notes[kind_target.split()[1]] = note.strip()
        except (IndexError, ValueError) as error:
            raise AttribError(f"{where}: not a brat record: {record[:60]!r}") from error
    return _layers(text, spans, events, arrows, notes, text_path, ann_path, repairs).annotation()


def _layers(
    text: str,
    spans: dict[str, list[Labelled]],
    events: dict[str, list[tuple[str, str]]],
    arrows: list[Link],
    notes: dict[str, str],
    text_path: Path,
    ann_path: Path,
    repairs: list[str],
) -> Layers:
    groups: list[frozenset[str]] = []
    triggers = set()
    for arguments in events.values():
        if not arguments:  # an event that its annotator emptied
            continue
        triggers.add(arguments[0][1])
        members = [
            s.id for role, t in arguments[1:] if role.rstrip("0123456789").lower() in ROLES for s in spans.get(t, ())
        ]
        if members:
            groups.append(frozenset(members))
            arrows += [Link("speaker", members[0], t) for role, t in arguments[1:] if role.lower() == "speaker"]
    first = {id_: pieces[0].id for id_, pieces in spans.items()}
    links = [Link(a.label, first.get(a.head, a.head), first.get(a.child, a.child)) for a in arrows]
    kept = [
        s._replace(note=notes.get(id_, ""))
        for id_, pieces in spans.items()
        for s in pieces
        if id_ not in triggers or s.role in ROLES
    ]
    annotator = ann_path.stem.removeprefix(text_path.stem).lstrip("_")
    meta = {"id": text_path.stem, **({"annotator": annotator} if annotator else {})}
    return Layers(text, kept, links, groups if events else None, text_path.name, meta, repairs)


def _text_bound(id_: str, rest: str, fitting: Fitting) -> list[Labelled]:
    """The pieces of a `T` record: `Label 3 9;12 14<tab>the words`, all words joined by a space."""
    head, _, words = rest.partition("\t")
    label, offsets = head.split(" ", 1)
    pieces = [Span(*map(int, piece.split())) for piece in offsets.split(";")]
    sizes = [end - start for start, end in pieces]
    given = [words] if len(pieces) == 1 else [""] * len(pieces)
    if len(pieces) > 1:
        at = 0
        for i, size in enumerate(sizes):
            given[i] = words[at : at + size]
            at += size + 1
    found = []
    for i, (piece, said) in enumerate(zip(pieces, given, strict=True)):
        span = _whole_words(fitting.span(*piece, said or None, id_), id_, fitting)
        found.append(Labelled(id_ if not i else f"{id_}#{i}", label, span))
    return found


def _whole_words(span: Span, id_: str, fitting: Fitting) -> Span:
    start, end = _word_edge(fitting.text, span.start), _word_edge(fitting.text, span.end)
    if (start, end) == span or start >= end:
        return span
    fitting.repairs.append(f"{id_}: {[*span]} ends inside a word, taken to be {[start, end]}")
    return Span(start, end)


def _word_edge(text: str, position: int) -> int:
    """`position`, or the nearer end of the word that it stands inside; “saidTrump” is two words."""
    around = text[max(0, position - 1) : position + 1]
    if len(around) < 2 or not _WORD.fullmatch(around) or (around[0].islower() and around[1].isupper()):
        return position
    start, end = position, position
    while start > 0 and _WORD.match(text[start - 1]):
        start -= 1
    while end < len(text) and _WORD.match(text[end]):
        end += 1
    return start if position - start <= end - position else end
