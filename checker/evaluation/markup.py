"""The annotators' format: an article with marks in braces, then tables (`.att`, described in eval/GUIDE.md).

python -m checker.evaluation.markup check FILE.att…            counts per file, or everything that is wrong with it
python -m checker.evaluation.markup plain FILE.att             the text without marks, then its sources
python -m checker.evaluation.markup compile FOLDER OUT.jsonl   the records of a folder of `.att` files
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.assembly import Assembly, find_words, target
from checker.evaluation.marks import Mark, put_in, take_out
from checker.evaluation.sections import take_apart
from checker.findings import Related
from checker.statements import Statement


def read_markup(path: str | Path) -> Annotation:
    """The annotation in a `.att` file. Raises AttribError with one line a problem: file, line, what is wrong."""
    return parse_markup(_content(path), str(path))


def _content(path: str | Path) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 text: {error}") from error


def parse_markup(content: str, path: str = "<text>") -> Annotation:
    """The annotation in the content of a `.att` file; `path` begins each problem. Raises as `read_markup` does."""
    sections = take_apart(content, path)
    annotation = Assembly(sections).annotation()
    if sections.problems:
        raise AttribError("\n".join(sections.problems))
    return annotation


def read_folder(folder: str | Path) -> Iterator[Annotation]:
    """The `.att` files of a folder in name order.

    Raises AttribError after the last file, with the problems of all, two files with one id among them.
    """
    paths = sorted(Path(folder).glob("*.att"))
    if not paths:
        raise AttribError(f"{folder}: holds no .att files")
    problems: list[str] = []
    ids: dict[str, Path] = {}
    for path in paths:
        try:
            annotation = read_markup(path)
        except AttribError as error:
            problems.append(str(error))
            continue
        if (first := ids.setdefault(annotation.id, path)) != path:
            problems.append(f"{path}:1: the id {annotation.id!r} is {first.name}'s already")
        yield annotation
    if problems:
        raise AttribError("\n".join(problems))


def format_markup(annotation: Annotation) -> str:
    """The content of a `.att` file that `parse_markup` reads back as this annotation.

    Kinds, nesting and the mentions that are sources follow from the rest and are not written; nor are confidences,
    fingerprints and `repairs`. Raises AttribError where marks would cross, ids are not s1 … and p1 …, the text holds
    braces or section headers, or the words of a place in a source are not unique there.
    """
    marks = [_mark(role, s.id[1:], span) for s in annotation.statements for role, span in _role_spans(s)]
    for p in annotation.speakers:
        sources = {span for s in annotation.statements if s.speaker == p.id for span in s.source}
        marks += [_mark("p", p.id[1:], span) for span in p.mentions if span not in sources]
    pointed: dict[Span, str] = {}

    def place(span: Span, code: str | None) -> str:
        for s in annotation.statements:
            if target(s, code) == span:
                return s.id
        return pointed.setdefault(span, f"f{len(pointed) + 1}")

    def related(r: Related) -> str:
        if r.path is None:
            return f"related {place(r.span, None)}"
        source = annotation.transcript.get(r.path, "")
        words = " ".join(r.span.of(source).split())
        if find_words(source, words) != [r.span]:
            raise AttribError(f"{annotation.id}: the words {words!r} are not unique in {r.path}: mark more of them")
        return f'related {r.path}: "{words}"'

    findings = [
        [f.code, place(f.span, f.code), *map(related, f.related)]
        + ([f"candidates {' '.join(c.speaker for c in f.candidates)}"] if f.candidates else [])
        + ([_line(f.message)] if f.message else [])
        for f in annotation.findings
    ]
    not_findings = [[n.code, place(n.span, n.code), _line(n.message)] for n in annotation.not_findings]
    marks += [_mark("f", name[1:], span) for span, name in pointed.items()]
    parts = [
        "=== meta",
        *(f"{key}: {_line(value)}" for key, value in {"id": annotation.id, **annotation.meta}.items()),
        "=== text",
        _checked(put_in(annotation.text, marks), annotation.id, "==="),
        "=== speakers",
        *_rows([p.id, p.name, p.kind, p.role or "-"] for p in annotation.speakers),
        "=== statements",
        *_rows([s.id[1:], s.speaker or "-", s.act] for s in annotation.statements),
        "=== findings",
        *_rows(findings),
        "=== not_findings",
        *_rows(not_findings),
    ]
    for path, source in annotation.transcript.items():
        parts += [f"=== source {path}", _checked(source, annotation.id, "=== source ")]
    return "\n".join(parts) + "\n"


def _mark(role: str, number: str, span: Span) -> Mark:
    if not number.isdecimal():
        raise AttribError(f"the id {number!r} cannot be written: statements are s1, s2 …, speakers p1, p2 …")
    return Mark(role, int(number), span)  # type: ignore[arg-type]  # callers give one of the five


def _role_spans(statement: Statement) -> Iterator[tuple[str, Span]]:
    for role, spans in (("c", statement.content), ("q", statement.cue), ("s", statement.source)):
        for span in spans:
            yield role, span


def _line(text: str) -> str:
    return " ".join(text.split())


def _rows(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    return (" | ".join(cells) for cells in rows)


def _checked(body: str, name: str, header: str) -> str:
    if any(line.startswith(header) for line in body.split("\n")):
        raise AttribError(f"{name}: a line begins with {header!r}, which would read as a section")
    return body


def plain(content: str, path: str = "<text>") -> str:
    """What a second annotator starts from: the text without marks, then its `=== source` sections."""
    sections = take_apart(content, path)
    if "text" not in sections.parts:
        raise AttribError("\n".join(sections.problems))
    text, _, slips = take_out(sections.parts["text"].body)
    if slips:
        raise AttribError(f"{path}: {slips[0].message}")
    return "\n".join([text, *(part for p, s in sections.sources.items() for part in (f"=== source {p}", s))]) + "\n"


def summary(annotation: Annotation) -> str:
    """Counts in one line: words, statements, findings by code."""
    codes = Counter(f.code for f in annotation.findings)
    found = ", ".join(f"{code} {n}" for code, n in sorted(codes.items())) or "no findings"
    return f"{len(annotation.text.split())} words, {len(annotation.statements)} statements, {found}"


def _check(paths: Iterable[str]) -> int:
    wrong = False
    for path in paths:
        try:
            print(f"{path}: ok: {summary(read_markup(path))}")
        except AttribError as error:
            wrong = True
            print(error)
    return 2 if wrong else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of this module; gives the exit status: 0, or 2 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m checker.evaluation.markup", description="Annotation files (.att).")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="what is wrong, or counts").add_argument("files", nargs="+", metavar="FILE.att")
    commands.add_parser("plain", help="the text without marks, and sources").add_argument("file", metavar="FILE.att")
    compiled = commands.add_parser("compile", help="a folder's records as JSON lines")
    compiled.add_argument("folder", metavar="FOLDER")
    compiled.add_argument("out", metavar="OUT.jsonl")
    given = parser.parse_args(arguments)
    try:
        if given.command == "check":
            return _check(given.files)
        if given.command == "plain":
            sys.stdout.write(plain(_content(given.file), given.file))
        else:
            write_annotations(list(read_folder(given.folder)), given.out)
    except AttribError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
