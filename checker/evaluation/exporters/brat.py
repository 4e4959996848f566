"""brat stand-off: a `.txt` and an `.ann` an article in one folder, with the configuration that brat shows them by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.codes import CODES
from checker.evaluation.layers import MENTIONS, Labelled, Layers, layers_of

_CONFIGURATION = f"""[entities]
Source
Cue
Content
{chr(10).join(kind.capitalize() for kind in MENTIONS)}
Related
{chr(10).join(CODES)}
[relations]
Related Arg1:<ENTITY>, Arg2:Related
Same Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
[events]
Attribution Content+:Content, Cue*:Cue, Source*:Source, Speaker?:{"|".join(kind.capitalize() for kind in MENTIONS)}
[attributes]
"""


def write(annotations: Iterable[Annotation], path: str | Path) -> None:
    """Writes a folder, made if need be. Raises AttribError where an article's id is no file name, OSError on no access.

    Statements are `Attribution` events; names and roles of speakers, messages of findings and acts are notes.
    """
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(_CONFIGURATION, encoding="utf-8")
    for annotation in annotations:
        name = annotation.id
        if not name or name in (".", "..") or set(name) & set("/\\:\0"):
            raise AttribError(f"the id {name!r} is no file name")
        for ending, content in (("txt", annotation.text), ("ann", _records(annotation))):
            with open(folder / f"{name}.{ending}", "w", encoding="utf-8", newline="") as file:
                file.write(content)


def _records(annotation: Annotation) -> str:
    return "".join(line + "\n" for line in _lines(annotation.text, layers_of(annotation)))


def _lines(text: str, layers: Layers) -> Iterator[str]:
    by_id = {s.id: s for s in layers.spans}
    for s in layers.spans:
        yield _text_bound(text, f"T{s.id}", s.label, s.span)
    last = len(layers.spans)
    for n, group in enumerate(layers.groups or (), 1):
        members = sorted((by_id[i] for i in group), key=lambda s: int(s.id))
        trigger = next((s for s in members if s.label == "Cue"), members[0])
        yield _text_bound(text, f"T{last + n}", "Attribution", trigger.span)
        speaker = [f"Speaker:T{k.child}" for k in layers.links if k.label == "speaker" and k.head in group]
        yield f"E{n}\t" + " ".join([f"Attribution:T{last + n}", *_arguments(members), *speaker])
    relations = [k for k in layers.links if k.label in ("related", "coref")]
    for n, link in enumerate(relations, 1):
        yield f"R{n}\t{'Same' if link.label == 'coref' else 'Related'} Arg1:T{link.head} Arg2:T{link.child}"
    for n, s in enumerate((s for s in layers.spans if s.note), 1):
        yield f"#{n}\tAnnotatorNotes T{s.id}\t{' '.join(s.note.split())}"


def _text_bound(text: str, id_: str, label: str, span: Span) -> str:
    words = span.of(text).translate({10: " ", 13: " ", 9: " "})  # a record is one line
    return f"{id_}\t{label} {span.start} {span.end}\t{words}"


def _arguments(members: Iterable[Labelled]) -> Iterator[str]:
    seen: defaultdict[str, int] = defaultdict(int)
    for s in members:
        seen[s.label] += 1
        yield f"{s.label}{'' if seen[s.label] == 1 else seen[s.label]}:T{s.id}"
