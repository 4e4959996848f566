"""From a review to HTML: the templates, and what they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.evaluation.codes import CODES
from checker.reports.html_text import plain, shown
from checker.reports.wording import possibly
from checker.server.correction import Event
from checker.server.desk import Desk, Outcome
from checker.server.doubts import Doubt, Standing
from checker.server.review import Review
from checker.server.sheet import Sheet
from checker.server.store import Entry
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Act, Kind, Statement

_WORDS = 160
_LIKELY = 4
_PASSAGES = 15

KEYS = (
    ("j k", "next and previous statement or finding"),
    ("J K", "next and previous that nobody has judged"),
    ("a", "right: accept it, and go on"),
    ("r", "reject a finding, with a reason"),
    ("n", "note"),
    ("1 … 4", "its speaker is one of those offered; 0: the text names nobody"),
    ("s", "its speaker, by name"),
    ("v", "select words by keyboard: ← → move the end, Shift the start, Alt by letter, ↑ ↓ go to another sentence"),
    ("b B", "the selection is its words; is further words of it"),
    ("c o", "the selection is its cue; is its source"),
    ("m M", "the next kind (direct, mixed, indirect); the next act (speech, thought, other)"),
    ("t f", "the selection is a statement that was missed; a finding that was missed"),
    ("e", "the selection is the finding’s other end"),
    ("d", "it is no statement: delete it"),
    ("u U", "undo, redo"),
    ("F", "the rest is right: finish the article"),
    ("Esc", "close, let go of the selection"),
    ("?", "this list"),
)
"""What the keyboard does, for the help."""

_DID = {
    "accept": "accepted it",
    "reject": "rejected it",
    "note": "wrote a note",
    "content": "changed its words",
    "cue": "changed its cue",
    "source": "changed its source",
    "speaker": "changed its speaker",
    "kind": "changed its kind",
    "act": "changed its act",
    "statement": "added a statement",
    "finding": "added a finding",
    "related": "marked its other end",
    "delete": "deleted it",
    "finish": "finished the article",
    "reopen": "reopened the article",
    "undo": "undid a correction",
    "redo": "did it again",
}


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates, which escape whatever they are given."""
    environment = Environment(
        loader=PackageLoader("checker.server"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["shown"] = lambda text: Markup(shown(text))
    environment.filters["plain"] = lambda text: Markup(plain(text))
    return environment


def home(desk: Desk, standings: Sequence[tuple[Entry, Standing]], files: Sequence[tuple[str, str, bool]]) -> str:
    """The first page: what to review next. files: key, name and whether it was read."""
    articles = sorted(standings, key=lambda row: (row[1].finished, -row[1].doubt))
    doubts: list[tuple[Entry, Doubt]] = [(e, d) for e, s in standings for d in s.doubts[:_PASSAGES] if d.doubt > 0]
    doubts.sort(key=lambda row: -row[1].doubt)
    return (
        templates()
        .get_template("home.html")
        .render(
            author=desk.author,
            articles=articles,
            passages=doubts[:_PASSAGES],
            files=files,
            unread=sum(not read for _, _, read in files),
            going=False,
            failed=(),
        )
    )


def unread(count: int, failed: Sequence[str]) -> str:
    """How far the reading of a folder is; `failed`: what could not be read, a line each."""
    return templates().get_template("unread.html").render(unread=count, going=True, failed=failed)


def article(desk: Desk, review: Review) -> str:
    """An article's page."""
    sheet = Sheet(review)
    return (
        templates()
        .get_template("article.html")
        .render(
            **_shared(desk, review, sheet),
            **_item(review, sheet, None),
            path=review.base.article.path or "pasted text",
            limits=review.base.article.limits,
            codes=CODES,
            keys=KEYS,
        )
    )


def dock(review: Review, item: str | None) -> str:
    """The tools for one item; without one, how to begin."""
    sheet = Sheet(review)
    return (
        templates()
        .get_template("dock.html")
        .render(id=review.base.id, review=review, sheet=sheet, **_item(review, sheet, item))
    )


def changes(desk: Desk, outcome: Outcome, requested: str) -> str:
    """What a correction changes on a page that shows `outcome.seen`: the blocks that differ, and the item to look at next."""
    review, sheet = outcome.review, Sheet(outcome.review)
    event = outcome.event or (outcome.conflict.event if outcome.conflict else None)
    return (
        templates()
        .get_template("changes.html")
        .render(
            **_shared(desk, review, sheet),
            **_item(review, sheet, _next(outcome, requested)),
            changed=sheet.changed_since(Sheet(outcome.seen)),
            conflict=outcome.conflict.event if outcome.conflict else None,
            told=_told(event, outcome.target) if event else "",
        )
    )


def error(message: str) -> str:
    """A page that says in one line what cannot be done."""
    return templates().get_template("error.html").render(message=message)


def line(message: str) -> str:
    """The same for a part of a page."""
    return shown(message)


def _shared(desk: Desk, review: Review, sheet: Sheet) -> dict[str, Any]:
    undo, redo = desk.undoable(review.base.id)
    return {"id": review.base.id, "review": review, "sheet": sheet, "undo": undo, "redo": redo}


def _next(outcome: Outcome, requested: str) -> str | None:
    """Judging an item leads to the next; any other correction stays with it."""
    review, event = outcome.review, outcome.event
    if event is None or event.correction.action in ("finish", "reopen"):
        item = requested
    elif event.correction.action in ("accept", "reject", "delete"):
        return review.following(event.correction.item, outcome.seen.order)
    else:
        item = event.correction.item
    return item if item in review.statements or item in review.findings else None


def _told(event: Event, target: Event | None = None) -> str:
    """What an event did, as the end of a sentence."""
    correction = event.correction
    if target is not None:
        return f"{_DID[correction.action]}: {_told(target)}"
    did = _DID[correction.action]
    if correction.action == "speaker":
        did = f"{did} to {correction.value}" if correction.value else "took its speaker away"
    elif correction.value and correction.action in ("kind", "act"):
        did = f"{did} to {correction.value}"
    elif correction.action == "finding":
        did = f"{did}, {correction.value}"
    return did


def _item(review: Review, sheet: Sheet, item: str | None) -> dict[str, Any]:
    """What dock.html is given."""
    given: dict[str, Any] = {"item": item, "statement": None, "finding": None, "verdict": review.verdict(item or "")}
    if item is not None and item in review.statements:
        statement = review.statements[item]
        given |= {
            "statement": statement,
            "voice": sheet.voice(statement),
            "words": _short(" … ".join(c.of(review.text) for c in statement.content)),
            "likely": _likely(review, statement),
            "kinds": _cycle(get_args(Kind), statement.kind),
            "acts": _cycle(get_args(Act), statement.act),
            "speaker_kinds": get_args(SpeakerKind),
        }
    elif item is not None and item in review.findings:
        finding = review.findings[item]
        given |= {
            "finding": finding,
            "words": _short(finding.span.of(review.text)),
            "possibly": possibly(review.base.article, finding),
            "ends": [_short(r.span.of(review.text)) for r in finding.related if r.path is None],
        }
    else:
        given["item"] = None
    return given


def _cycle(values: Sequence[str], now: str) -> list[tuple[str, bool]]:
    """The values, and which of them comes after `now`."""
    following = values[(values.index(now) + 1) % len(values)]
    return [(value, value == following) for value in values]


def _likely(review: Review, statement: Statement) -> list[tuple[Speaker, float]]:
    """Who else may speak: the candidates of the model and of its findings, those who speak near it, those who speak most."""
    rivals = list(review.base.rivals.get(statement.id, ()))
    for finding in review.findings.values():
        if any(finding.span.overlaps(c) for c in statement.content):
            known = ((review.speakers.get(c.speaker), c.probability) for c in finding.candidates)
            rivals += [(speaker, p) for speaker, p in known if speaker is not None]
    order: dict[str, tuple[Speaker, float]] = {}
    for speaker, p in sorted(rivals, key=lambda rival: -rival[1]):
        order.setdefault(speaker.id, (review.speakers.get(speaker.id, speaker), p))
    at = statement.content[0].start
    spoken = [s for s in review.statements.values() if s.speaker]
    near = sorted(spoken, key=lambda s: abs(s.content[0].start - at))[:_LIKELY]
    most = [id_ for id_, _ in Counter(s.speaker for s in spoken).most_common(2 * _LIKELY)]
    for id_ in (*(s.speaker for s in near), *most):
        if id_ is not None:
            order.setdefault(id_, (review.speakers[id_], 0.0))
    order.pop(statement.speaker or "", None)
    return list(order.values())[:_LIKELY]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
