"""Who speaks where in a source: turns from labels, time codes, captions and the head of an e-mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.document import Span
from checker.names import fold
from checker.sources.source import Turn

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_NUMBERED = r"(?:speaker|participant|interviewee|voice|unknown speaker|person) ?\d{1,2}"
_PART = r"(?:[A-Z][\w.'’-]*|\d{1,2}|de|van|von|der|den|del|della|di|da|la|le|al|bin|of|the|for|and|&)"
_NAME = rf"(?:[A-Z][\w.'’-]*(?:,? {_PART}){{0,6}})"
_ASIDE = r"(?: ?[(\[][^()\[\]\n]{1,40}[)\]])?"
_LABEL = re.compile(
    rf"[ \t>*_-]{{0,4}}(?:[\[(]?(?P<before>{_TIME})[\])]?[ \t]*[-–—]?[ \t]*)?"
    rf"(?P<name>(?i:{_NUMBERED})|[QA](?=[:.])|{_NAME})"
    rf"(?:[ \t]*[\[(]?(?P<after>{_TIME})[\])]?|{_ASIDE})[ \t]*(?::|(?<=[QA])\.)[*_]{{0,2}}(?:[ \t]+|$)",
    re.MULTILINE,
)
# A machine's transcript may leave out the colon: “speaker 2 we had …”, “00:15 speaker 2 eleven weeks”.
_BARE = re.compile(
    rf"[ \t]*(?:[\[(]?(?P<before>{_TIME})[\])]?[ \t]*)?(?P<name>(?i:{_NUMBERED}))(?:[ \t]*[\[(]?(?P<after>{_TIME})[\])]?)?"
    rf"(?:[ \t]+|$)"
)
_BARE_ROLE = re.compile(r"(?P<name>operator|moderator|host|interviewer|presenter)[ \t]+(?=[a-z])")
# Otter, Zoom and Rev set name and time on a line of their own.
_ALONE = re.compile(
    rf"[ \t]*(?:\[(?P<b>[^\]\n]{{2,40}})\]|(?P<a>(?i:{_NUMBERED})|{_NAME}))[ \t]*[-–—|,]?[ \t]*"
    rf"[\[(]?(?P<after>{_TIME})[\])]?[ \t]*"
    rf"|[ \t]*[\[(]?(?P<before>{_TIME})[\])]?[ \t]*[-–—|,]?[ \t]*(?P<c>(?i:{_NUMBERED})|{_NAME})[ \t]*:?[ \t]*"
)
_TIME_LINE = re.compile(rf"[ \t]*[\[(]?(?P<before>{_TIME})[\])]?[ \t]*")
_TIMED = re.compile(rf"[ \t]*[\[(]?(?P<before>{_TIME})[\])]?[ \t]+(?=\S)")
_NO_NAMES = frozenset(
    "from to cc bcc subject re fw fwd date sent reply-to contact contacts note notes ps time place venue location attachments "
    "tel phone email e-mail web website tickets price prices editors source sources media present apologies ends summary "
    "background topic title headline children running correction update press for attn embargo about question answer "
    "transcript recording duration participants attendees agenda item minutes resolved decision decided action actions agreed "
    "noted motion verdict result results score statement notice reminder".split()
)
_HEADER = re.compile(r"(?:from|to|cc|bcc|subject|re|date|sent|reply-to)[ \t]*:[ \t]*(?P<value>.*)", re.IGNORECASE)
_QUOTED_REPLY = re.compile(r"^(?:>.*|On .{5,80} wrote:|-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,})$", re.MULTILINE)
_ADDRESS = re.compile(r"\s*<[^>]*>|\s*\[?mailto:\S*|\S+@\S+|[\"“”]")
_CUE = re.compile(
    r"^[ \t]*(?P<start>(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3})[ \t]*-->[^\n]*\n(?P<text>(?:[^\n]*\S[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_VOICE = re.compile(r"<v(?:\.[^ >]*)?[ \t]+(?P<name>[^>]+)>")


def turns_of(text: str, names: Mapping[str, str] | None = None) -> tuple[Turn, ...]:
    """The turns of a source, in text order; of one that names no voices, one turn without a speaker.

    names: whom a label stands for (“Speaker 1” → “Maria Okafor”); labels are compared without regard to case.
    """
    if _CUE.search(text) and (text.lstrip("\ufeff").startswith("WEBVTT") or re.match(r"\ufeff?\s*\d+\s*\n", text)):
        turns = _captions(text)
    elif (head := _mail_head(text)) is not None:
        turns = _mail(text, *head)
    else:
        turns = _transcript(text)
    called = {_key(label): name for label, name in (names or {}).items()}
    return tuple(replace(t, speaker=called.get(_key(t.speaker), t.speaker)) if t.speaker else t for t in turns)


def _key(label: str) -> str:
    return " ".join(fold(label).split())


def _captions(text: str) -> list[Turn]:
    """The cues of WebVTT or SubRip; a cue without a voice goes on with the label that it begins with, or with none."""
    turns: list[Turn] = []
    label: str | None = None
    voices = "<v" in text
    for cue in _CUE.finditer(text):
        time = cue["start"].split(".")[0].split(",")[0]
        start = cue.start("text")
        found = [(m.start(), m.end(), m["name"].strip()) for m in _VOICE.finditer(text, *cue.span("text"))]
        if not voices:
            found = [
                (m.start(), m.end(), m["name"])
                for line in re.finditer(r"[^\n]+", cue["text"])
                if (m := _LABEL.match(text, start + line.start(), start + line.end())) and _is_label(m["name"])
            ]
        if not found or found[0][0] > start:
            end = found[0][0] if found else cue.end("text")
            turns.append(Turn(None if voices else label, time, _stripped(text, start, end)))
        for i, (_, end, name) in enumerate(found):
            label = name
            stop = found[i + 1][0] if i + 1 < len(found) else cue.end("text")
            turns.append(Turn(name, time, _stripped(text, end, stop)))
    return [t for t in turns if t.span.start < t.span.end]


def _mail_head(text: str) -> tuple[str | None, int] | None:
    """Who sent an e-mail and where its body begins; None where the text is none."""
    sender, at, lines = None, 0, 0
    for line in text.splitlines(keepends=True)[:15]:
        m = _HEADER.match(line)
        if m is None and (line.strip() or not lines):
            break
        if m is None:
            break
        if line[:5].lower() == "from:":
            sender = _ADDRESS.sub("", m["value"]).strip() or None
        lines += 1
        at += len(line)
    return (sender, at) if lines >= 2 else None


def _mail(text: str, sender: str | None, start: int) -> list[Turn]:
    """The body of an e-mail is its sender's, what it quotes of an earlier one is no one's."""
    turns: list[Turn] = []
    for m in _QUOTED_REPLY.finditer(text, start):
        if m.start() > start:
            turns.append(Turn(sender, None, _stripped(text, start, m.start())))
        if not m.group().startswith(">"):
            start = m.start()
            sender = None
            break
        turns.append(Turn(None, None, Span(*m.span())))
        start = m.end()
    turns.append(Turn(sender, None, _stripped(text, start, len(text))))
    return [t for t in turns if t.span.start < t.span.end]


def _transcript(text: str) -> list[Turn]:
    marks = list(_marks(text))
    labels = Counter(name for _, _, name, _ in marks if name)
    plain = sum(1 for name in labels if not _is_sure(name))
    lines = sum(1 for line in text.splitlines() if line.strip())
    # One “Word: …” line does not make a transcript; labels that are unmistakable, that come back, or that most lines bear do.
    if not (
        any(_is_sure(name) for name in labels)
        or (plain and max(labels.values()) > 1)
        or (len(labels) > 1 and 2 * sum(labels.values()) >= lines)
    ):
        marks = [m for m in marks if m[2] is None]
    turns: list[Turn] = []
    speaker: str | None = None
    time: str | None = None
    start = 0
    for begin, end, name, when in marks:
        turns.append(Turn(speaker, time, _stripped(text, start, begin)))
        speaker, time, start = name or speaker, when or (None if name else time), end
    turns.append(Turn(speaker, time, _stripped(text, start, len(text))))
    return [t for t in turns if t.span.start < t.span.end] or [Turn(None, None, Span(0, len(text)))]


def _marks(text: str) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Start and end of what names a voice or a time at the head of a line, the name, the time."""
    for line in re.finditer(r"[^\r\n]+", text):
        start, end = line.span()
        if (m := _LABEL.match(text, start, end)) and _is_label(m["name"]):
            yield start, m.end(), m["name"].strip(), m["before"] or m["after"]
        elif (m := _ALONE.fullmatch(text, start, end)) and _is_label(m["a"] or m["b"] or m["c"]):
            yield start, end, (m["a"] or m["b"] or m["c"]).strip(), m["before"] or m["after"]
        elif m := _BARE.match(text, start, end):
            yield start, m.end(), m["name"], m["before"] or m["after"]
        elif m := _BARE_ROLE.match(text, start, end):
            yield start, m.end(), m["name"], None
        elif m := (_TIME_LINE.fullmatch(text, start, end) or _TIMED.match(text, start, end)):
            yield start, m.end(), None, m["before"]


def _is_label(name: str) -> bool:
    words = fold(name).replace(",", "").split()
    return bool(words) and len(name) <= 60 and words[0] not in _NO_NAMES and " ".join(words) not in _NO_NAMES


def _is_sure(name: str) -> bool:
    """Whether a label cannot be a heading: in capitals, numbered, Q and A."""
    return (
        name in ("Q", "A") or bool(re.fullmatch(_NUMBERED, name, re.IGNORECASE)) or (len(name) > 2 and name.isupper())
    )


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    if not words.strip():
        return Span(start, start)
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
