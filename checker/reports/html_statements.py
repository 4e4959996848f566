"""The statements of an article for the page: their marks in the text, and what the page tells about each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.article import Article
from checker.document import hull
from checker.reports.html_marks import Mark
from checker.reports.html_people import Voice, Voices, badge
from checker.reports.html_text import shown
from checker.reports.verification import SAYS
from checker.reports.wording import percent
from checker.statements import Statement, Verification

REASONS: Mapping[str, str] = {
    "name": "the source is a name",
    "description": "the source is a description of who it is",
    "pronoun": "by what the pronoun of the source stands for",
    "first person": "the source is “I” or “we”, inside what someone says",
    "label": "by the label in front of it",
    "lead-in": "by the sentence that leads in to it",
    "follows": "it follows on from what the same speaker says before",
    "reopened": "it goes on with a quotation of the paragraph before",
    "dialogue": "by turns, as in a dialogue",
    "repeated": "the same words are attributed elsewhere",
    "answer": "it answers a question",
    "none": "the text does not say",
}
"""How a speaker was found, by the reason of its `Link`, for a reader."""

_BORNE_OUT = frozenset(("verbatim", "typography", "ellipsis", "trimmed", "transcription"))
_CHANGE = re.compile(r"\[-(?P<out>.*?)-\]|\{\+(?P<into>.*?)\+\}", re.DOTALL)
_CONTENT, _ROLE = 0, 1


def marks(article: Article, voices: Voices, prefix: str) -> Iterator[Mark]:
    """Marks for content, cue and source of every statement; `prefix` begins the ids of the article."""
    depths = _depths(article)
    for k, statement in enumerate(article.statements):
        voice = voices.of(article.speaker_of(statement))
        common = f'data-s="{prefix}s{k}"'
        classes = f"s {statement.kind} {statement.act} {voice.classes} d{min(depths[statement.id], 2)}"
        tone = _tone(statement.verification)
        for i, span in enumerate(statement.content):
            head = ""
            if i == 0:
                note = {"right": " ✓", "wrong": " ✗"}.get(tone, "")
                head = (
                    f'id="{prefix}t{k}" data-letter="{voice.letter}{note}" tabindex="0" aria-describedby="{prefix}s{k}"'
                )
            if i == 0 or span.start != span.end:
                yield Mark(span, _CONTENT, f'class="{classes}" data-v="{voice.key}" {common}', head)
        for role, spans in (("cue", statement.cue), ("source", statement.source)):
            for span in spans:
                if span.start != span.end:
                    yield Mark(span, _ROLE, f'class="{role} {voice.classes}" data-v="{voice.key}" {common}')


def listing(article: Article, voices: Voices, prefix: str, *, is_open: bool) -> str:
    """Who said what, in text order: a list whose entries the page also shows where a statement is pointed at."""
    if not article.statements:
        return ""
    order = sorted(enumerate(article.statements), key=lambda item: hull(item[1].content))
    ids = {s.id: k for k, s in enumerate(article.statements)}
    entries = "".join(_entry(article, s, k, ids, voices, prefix) for k, s in order)
    return (
        f'<details class="said"{" open" if is_open else ""}><summary>Who said what ({len(order):,})</summary>'
        f"<ol>{entries}</ol></details>"
    )


def _entry(article: Article, s: Statement, k: int, ids: Mapping[str, int], voices: Voices, prefix: str) -> str:
    speaker = article.speaker_of(s)
    voice = voices.of(speaker)
    name = f"{badge(voice)}<b><bdi>{shown(voice.name)}</bdi></b>"
    if speaker and speaker.role:
        name += f", <bdi>{shown(speaker.role)}</bdi>"
    rows = [("Kind", f"{s.kind} {s.act}"), ("Cue", _words(article, s.cue)), ("Source", _words(article, s.source))]
    link = article.evidence.links.get(s.id)
    if link is not None:
        rows.append(("Speaker found", shown(REASONS.get(link.reason, link.reason))))
    if s.confidence is not None:
        rows.append(("Confidence", percent(s.confidence)))
    if link is not None and link.candidates and speaker is None:
        rows.append(("Possibly", shown(", ".join(f"{who.name} ({percent(p)})" for who, p in link.candidates[:3]))))
    if s.nested_in is not None and s.nested_in in ids:
        outer = _voice_of(article, voices, ids[s.nested_in])
        rows.append(("Inside", f"a statement of {badge(outer)}<bdi>{shown(outer.name)}</bdi>"))
    if s.verification is not None:
        rows += _verification(s.verification)
    facts = "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in rows if value)
    words = " … ".join(shown(c.of(article.text)) for c in s.content)
    return (
        f'<li id="{prefix}s{k}" data-v="{voice.key}"><p class="by">{name}</p>'
        f'<p class="words" dir="auto"><a href="#{prefix}t{k}">{words}</a></p><dl>{facts}</dl></li>'
    )


def _voice_of(article: Article, voices: Voices, k: int) -> Voice:
    return voices.of(article.speaker_of(article.statements[k]))


def _words(article: Article, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(shown(article.text[start:end]) for start, end in spans)


def _verification(found: Verification) -> Iterator[tuple[str, str]]:
    said = SAYS.get(found.verdict, found.verdict)
    yield "Against the sources", f'<span class="verdict {_tone(found)}">{shown(said)}</span>'
    at = f"characters {found.span.start}–{found.span.end}" if found.span else None
    yield "Where", shown(", ".join(part for part in (found.path, found.turn, found.time, at) if part))
    if found.diff:
        yield "Difference", _difference(found.diff)


def _difference(diff: str) -> str:
    """A diff whose deletions stand as `[-…-]` and whose insertions as `{+…+}`."""
    out, at = [], 0
    for change in _CHANGE.finditer(diff):
        tag, words = ("del", change["out"]) if change["out"] is not None else ("ins", change["into"])
        out.append(f"{shown(diff[at : change.start()])}<{tag}>{shown(words)}</{tag}>")
        at = change.end()
    return "".join(out) + shown(diff[at:])


def _tone(found: Verification | None) -> str:
    """“right”, “wrong”, or “unchecked” where nothing was compared."""
    if found is None or found.verdict == "unchecked":
        return "unchecked"
    return "right" if found.verdict in _BORNE_OUT else "wrong"


def _depths(article: Article) -> dict[str, int]:
    """How many statements each statement stands in, by its id."""
    outer = {s.id: s.nested_in for s in article.statements}
    depths = {}
    for id_ in outer:
        seen = {id_}
        above = outer[id_]
        while above in outer and above not in seen:
            seen.add(above)
            above = outer[above]
        depths[id_] = len(seen) - 1
    return depths
