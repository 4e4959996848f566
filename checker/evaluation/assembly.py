"""An annotation put together from the sections of a `.att` file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from checker.document import Span, Spans, hull
from checker.evaluation.annotation import Annotation, NotFinding
from checker.evaluation.codes import CODES, TWO_ENDED
from checker.evaluation.marks import Mark, take_out
from checker.evaluation.sections import Row, Sections
from checker.findings import Candidate, Finding, Related
from checker.kinds import kind_of, nest, quotations
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Statement

_AT_SOURCE = frozenset({"ATT103", "ATT201", "ATT202", "ATT203", "ATT204", "ATT207"})
_PLACES = re.compile(r"[sf][1-9]\d*(?:[\s,]+[sf][1-9]\d*)*")
_IN_SOURCE = re.compile(r"(?P<path>\S.*?):\s*[\"“](?P<words>.+)[\"”]")


def target(statement: Statement, code: str | None = None) -> Span:
    """What a finding of `code` on a statement points at: its content, its source, or its cue, from first to last piece.

    A statement without a source (“reportedly”) is pointed at by its cue. The other end of a finding has no code: the
    content.
    """
    if code == "ATT502" and statement.cue:
        return hull(statement.cue)
    if code in _AT_SOURCE:
        return hull(statement.source or statement.cue or statement.content)
    return hull(statement.content)


def find_words(text: str, words: str) -> list[Span]:
    """Everywhere that `words` stand in `text`, any white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [Span(*m.span()) for m in re.finditer(pattern, text)] if pattern else []


def words_of(text: str) -> list[str]:
    """The words, in small letters."""
    return re.findall(r"\w+", text.casefold())


def trimmed(text: str, mark: Mark) -> Span:
    """A mark's span without white space around it, and for sources and mentions without a comma behind."""
    words = mark.span.of(text)
    start = mark.span.start + len(words) - len(words.lstrip())
    words = words.strip()
    if mark.role in "sp":
        words = words.rstrip(", \t\n") or words
    return Span(start, start + len(words))


class Assembly:
    """Puts an annotation together from the sections of a file; what does not fit goes to `sections.problems`."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.complain = sections.complain
        section = sections.parts.get("text")
        marked, self.first = (section.body, section.line) if section else ("", 1)
        self.text, marks, slips = take_out(marked)
        for slip in slips:
            self.complain(self.first + marked.count("\n", 0, slip.position), slip.message)
        self.marks: defaultdict[str, list[Span]] = defaultdict(list)
        for mark in marks:
            self.marks[mark.name].append(trimmed(self.text, mark))
        self.words = set(words_of(self.text))
        self.used: set[str] = set()

    def line(self, name: str) -> int:
        """The line of a mark's first span."""
        return self.first + self.text.count("\n", 0, self.marks[name][0].start)

    def annotation(self) -> Annotation:
        speaker_rows: dict[str, Row] = {}
        for row in self.sections.rows("speakers", 4, "p1 | name | kind | role or -"):
            if row.cells[0] in speaker_rows:
                self.complain(row.line, f"{row.cells[0]} has a second row")
            speaker_rows[row.cells[0]] = row
        statements = self.statements(set(speaker_rows))
        speakers = tuple(self.speaker(row, statements) for row in speaker_rows.values())
        by_id = {s.id: s for s in statements}
        rows = self.finding_rows("findings")
        findings = tuple(f for row in rows for f in self.finding(row, by_id, set(speaker_rows)))
        seen = Counter((f.code, f.span) for f in findings)
        for (code, span), n in seen.items():
            if n > 1:
                line = self.first + self.text.count("\n", 0, span.start)
                self.complain(line, f"{code} stands {n} times on the same words")
        not_findings = []
        for row in self.finding_rows("not_findings"):
            if place := self.target(row.cells[1], row.cells[0], by_id, row.line):
                not_findings.append(NotFinding(row.cells[0], place, " | ".join(row.cells[2:])))
        for name in self.marks:
            if name not in self.used:
                self.complain(self.line(name), f"{{{name}|…}} is marked, but no table speaks of {name}")
        meta = self.meta()
        return Annotation(
            text=self.text,
            path=f"{meta['id']}.txt",
            statements=statements,
            speakers=speakers,
            findings=findings,
            not_findings=tuple(not_findings),
            transcript=dict(self.sections.sources),
            meta=meta,
        )

    def meta(self) -> dict[str, str]:
        meta = {"id": Path(self.sections.path).stem}
        section = self.sections.parts.get("meta")
        for offset, line in enumerate(section.body.split("\n") if section else ()):
            key, colon, value = line.partition(":")
            if colon:
                meta[key.strip()] = value.strip()
            elif section and line.strip():
                self.complain(section.line + offset, "a line of meta is `key: value`")
        return meta

    def statements(self, speakers: set[str]) -> tuple[Statement, ...]:
        quotes = quotations(self.text)
        found: list[Statement] = []
        for row in self.sections.rows("statements", 3, "1 | speaker or - | speech or thought"):
            number, speaker, act = row.cells[0].removeprefix("s"), row.cells[1], row.cells[2]
            content, cue, source = (self.take(f"{role}{number}") for role in "cqs")
            if not content:
                self.complain(row.line, f"statement {number} has no content: nothing is marked {{c{number}|…}}")
                continue
            if speaker not in speakers | {"-"}:
                self.complain(row.line, f"statement {number} has the speaker {speaker!r}, who is not in their table")
            if act not in ("speech", "thought"):
                self.complain(row.line, f"statement {number} is {act!r}, not speech or thought")
            if any(s.id == f"s{number}" for s in found):
                self.complain(row.line, f"statement {number} has a second row")
            self.check_quotes(f"c{number}", content)
            found.append(
                Statement(
                    id=f"s{number}",
                    kind=kind_of(self.text, quotes, content, cue + source),
                    act="thought" if act == "thought" else "speech",
                    content=content,
                    cue=cue,
                    source=source,
                    speaker=None if speaker == "-" else speaker,
                )
            )
        return nest(sorted(found, key=lambda s: (s.hull, int(s.id[1:]))))

    def take(self, name: str) -> Spans:
        self.used.add(name)
        return tuple(sorted(self.marks[name])) if name in self.marks else ()

    def check_quotes(self, name: str, content: Spans) -> None:
        for start, end in content:
            if self.text[:start].endswith(("“", "‘")) and self.text.startswith(("”", "’"), end):
                self.complain(self.line(name), f"{{{name}|…}} leaves out the quotation marks around it")

    def speaker(self, row: Row, statements: Iterable[Statement]) -> Speaker:
        id_, name, kind, role = row.cells[:4]
        if not re.fullmatch(r"p[1-9]\d*", id_):
            self.complain(row.line, f"{id_!r} is no speaker id: they are p1, p2 …")
        if kind not in get_args(SpeakerKind):
            self.complain(row.line, f"{id_} is {kind!r}, not one of {', '.join(get_args(SpeakerKind))}")
        for what, words in (("name", name), ("role", role if role != "-" else "")):
            if missing := [w for w in words_of(words) if w not in self.words]:
                self.complain(row.line, f"the {what} of {id_} has {missing[0]!r}, which the text has not")
        mentions = {*self.take(id_), *(span for s in statements if s.speaker == id_ for span in s.source)}
        if not mentions:
            self.complain(row.line, f"{id_} ({name}) is never mentioned: no {{{id_}|…}} and no source stands for it")
        speaker_kind: SpeakerKind = kind if kind in get_args(SpeakerKind) else "person"  # type: ignore[assignment]
        return Speaker(id_, name, speaker_kind, None if role == "-" else role, tuple(sorted(mentions)))

    def finding_rows(self, name: str) -> Iterator[Row]:
        for row in self.sections.rows(name, 2, "CODE | what | … | note"):
            if row.cells[0] in CODES:
                yield row
            else:
                self.complain(row.line, f"unknown code {row.cells[0]!r}")

    def finding(self, row: Row, statements: dict[str, Statement], speakers: set[str]) -> Iterator[Finding]:
        code, what, *rest = row.cells
        related: list[Related] = []
        candidates: list[str] = []
        note: list[str] = []
        for cell in rest:
            head, _, tail = cell.partition(" ")
            if head == "related":
                related += self.related(tail.strip(), statements, row.line)
            elif head == "candidates":
                candidates += re.split(r"[\s,]+", tail.strip())
            else:
                note.append(cell)
        if unknown := [c for c in candidates if c not in speakers]:
            self.complain(row.line, f"candidate {unknown[0]!r} is not in the speakers table")
        if code in TWO_ENDED and not related:
            self.complain(row.line, f'{code} needs its other end: `related s1` or `related FILE: "words"`')
        if code.startswith("ATT4") and not self.sections.sources:
            self.complain(row.line, f"{code} needs a `=== source` section to check against")
        if span := self.target(what, code, statements, row.line):
            yield Finding(
                code=code,
                name=CODES[code].name,
                severity=CODES[code].severity,
                span=span,
                message=" | ".join(n for n in note if n),
                related=tuple(related),
                candidates=tuple(Candidate(c, 1 / len(candidates)) for c in candidates),
            )

    def target(self, what: str, code: str | None, statements: dict[str, Statement], line: int) -> Span | None:
        if what in statements:
            return target(statements[what], code)
        if what.startswith("f") and what in self.marks:
            self.used.add(what)
            return hull(self.marks[what])
        self.complain(line, f"{what!r} is no statement of the table (s1 …) and no marked words (f1 …)")
        return None

    def related(self, what: str, statements: dict[str, Statement], line: int) -> Iterator[Related]:
        if _PLACES.fullmatch(what):
            for place in re.split(r"[\s,]+", what):
                if span := self.target(place, None, statements, line):
                    yield Related(span)
        elif (m := _IN_SOURCE.fullmatch(what)) and m["path"] in self.sections.sources:
            places = find_words(self.sections.sources[m["path"]], m["words"])
            if len(places) == 1:
                yield Related(places[0], m["path"])
            else:
                self.complain(line, f"{m['path']} has the words {m['words']!r} {len(places)} times, not once")
        elif m:
            self.complain(line, f"there is no `=== source {m['path']}` section")
        else:
            self.complain(line, f'{what!r} is neither a statement (s1), nor marked words (f1), nor FILE: "words"')
