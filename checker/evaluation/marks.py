"""Marks in braces: `{c1|words}` in a text, taken out into spans and put back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from checker.document import Span
from checker.errors import AttribError

Role = Literal["c", "q", "s", "p", "f"]

_BRACE = re.compile(r"\{(?:(?P<role>[cqspf])(?P<number>[1-9]\d*)\|)?|\}")


class Mark(NamedTuple):
    """A marked span: a statement's content, cue or source (c, q, s), a speaker's mention (p), a finding's words (f)."""

    role: Role
    number: int
    span: Span

    @property
    def name(self) -> str:
        """As it is written: “c1”."""
        return f"{self.role}{self.number}"


class Slip(NamedTuple):
    """What is wrong with the braces, and at which code point of the marked text."""

    position: int
    message: str


def take_out(marked: str) -> tuple[str, tuple[Mark, ...], tuple[Slip, ...]]:
    """The text without its marks, the marks in order of their opening, and what is wrong with them."""
    parts: list[str] = []
    marks: list[Mark] = []
    slips: list[Slip] = []
    opened: list[tuple[int, Role, int, int, int]] = []  # slot in marks, role, number, start, brace
    length = last = 0
    for m in _BRACE.finditer(marked):
        parts.append(marked[last : m.start()])
        length += m.start() - last
        last = m.end()
        if m["role"]:
            role: Role = m["role"]  # type: ignore[assignment]  # the pattern admits no other
            number = int(m["number"])
            if any((role, number) == (o[1], o[2]) for o in opened):
                slips.append(Slip(m.start(), f"{{{role}{number}|…}} stands inside itself"))
            opened.append((len(marks), role, number, length, m.start()))
            marks.append(Mark(role, number, Span(length, length)))
        elif m.group() == "{":
            slips.append(Slip(m.start(), "a stray {: a mark is {c1|…}, {q1|…}, {s1|…}, {p1|…} or {f1|…}"))
        elif opened:
            slot, role, number, start, position = opened.pop()
            marks[slot] = Mark(role, number, Span(start, length))
            if not "".join(parts)[start:length].strip():
                slips.append(Slip(position, f"{{{role}{number}|…}} marks no words"))
        else:
            slips.append(Slip(m.start(), "a stray }: no mark is open here"))
    slips += [Slip(position, f"{{{role}{number}|… is never closed") for _, role, number, _, position in opened]
    return "".join(parts) + marked[last:], tuple(marks), tuple(slips)


def put_in(text: str, marks: Iterable[Mark]) -> str:
    """The text with its marks. Raises AttribError where two marks cross, or the text itself holds a brace."""
    if brace := re.search(r"[{}]", text):
        raise AttribError(f"the text holds a {brace.group()} at {brace.start()}, which would read as a mark")
    parts: list[str] = []
    opened: list[Mark] = []
    last = 0

    def close(until: int) -> None:
        nonlocal last
        while opened and opened[-1].span.end <= until:
            end = opened.pop().span.end
            parts.append(text[last:end] + "}")
            last = end

    for mark in sorted(set(marks), key=lambda m: (m.span.start, -m.span.end, "fcspq".index(m.role), m.number)):
        close(mark.span.start)
        if opened and mark.span.end > opened[-1].span.end:
            raise AttribError(f"{opened[-1].name} {[*opened[-1].span]} and {mark.name} {[*mark.span]} cross")
        parts.append(text[last : mark.span.start] + f"{{{mark.name}|")
        last = mark.span.start
        opened.append(mark)
    close(len(text))
    return "".join(parts) + text[last:]
