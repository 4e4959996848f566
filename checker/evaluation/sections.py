"""The sections of a `.att` file, their tables, and a list of everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_HEADER = re.compile(
    r"=== (?P<name>meta|text|speakers|statements|findings|not_findings|source (?P<path>\S.*?))[ \t\r]*\n?"
)


class Section(NamedTuple):
    """The body of a section and the line (from 1) on which it begins."""

    body: str
    line: int


class Row(NamedTuple):
    """One row of a table: its cells, trimmed, and its line (from 1)."""

    cells: list[str]
    line: int


@dataclass(frozen=True, slots=True)
class Sections:
    """A `.att` file taken apart. `problems` grows as it is read: `file:line: what is wrong`."""

    path: str
    parts: dict[str, Section] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def complain(self, line: int, what: str) -> None:
        """Notes a problem. Reading goes on, so that an annotator sees all of them at once."""
        self.problems.append(f"{self.path}:{line}: {what}")

    def rows(self, name: str, least: int, shape: str) -> Iterator[Row]:
        """The rows of a table section, blank lines left out; those with fewer than `least` cells are a problem."""
        section = self.parts.get(name, Section("", 1))
        for offset, line in enumerate(section.body.split("\n")):
            if line.strip():
                row = Row([cell.strip() for cell in line.split("|")], section.line + offset)
                if len(row.cells) < least:
                    self.complain(row.line, f"a row of {name} is `{shape}`")
                else:
                    yield row


def take_apart(content: str, path: str) -> Sections:
    """The sections of a file's content. Sources are raw: in them only a further `=== source` line counts."""
    if content.split("\n", 1)[0].endswith("\r"):
        content = content.replace("\r\n", "\n")
    sections = Sections(path)
    lines = re.findall(r"[^\n]*\n|[^\n]+", content.removeprefix("\ufeff"))  # splitlines would also split at form feeds
    name, first, body = "", 1, list[str]()

    def finish() -> None:
        text = "".join(body).removesuffix("\n")
        if name.startswith("source "):
            if name[7:] in sections.sources:
                sections.complain(first - 1, f"a second source {name[7:]!r}")
            sections.sources[name[7:]] = text
        elif name:
            if name in sections.parts:
                sections.complain(first - 1, f"a second section {name!r}")
            sections.parts[name] = Section(text, first)
        elif text.strip():
            sections.complain(1, "words before the first section; a file begins with `=== meta` or `=== text`")

    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line)
        if header and (header["path"] or not name.startswith("source ")):
            finish()
            name, first, body = f"source {header['path']}" if header["path"] else header["name"], number + 1, []
        else:
            if line.startswith("===") and not name.startswith("source "):
                sections.complain(number, f"unknown section {line.strip()!r}")
            body.append(line)
    finish()
    for required in ("text", "speakers", "statements"):
        if required not in sections.parts:
            sections.complain(len(lines) + 1, f"there is no `=== {required}` section")
    return sections
