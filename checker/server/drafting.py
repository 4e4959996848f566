"""From what the page sends to a `Correction` that is fit to be kept, or one line that says why it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from checker.document import Span, Spans
from checker.errors import AttribError
from checker.evaluation.codes import CODES
from checker.names import fold as fold_name
from checker.server.conflict import refuse_built_upon, refuse_stale
from checker.server.correction import ACTIONS, ARTICLE, Correction, Event, undoable
from checker.server.review import Review
from checker.speakers import SpeakerKind
from checker.statements import Act, Kind, Statement

_MAX_WORDS = 2_000
_MAX_NAME = 200
# What is left between a quote's pieces once its attribution is taken out: “A,” [she said]. “B.”
_BETWEEN = " \t\r\n\u00a0,.;:–—-"
_ROLES = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class Request:
    """What the page sends: an action (“piece” and “uncue” beside those of a `Correction`), and the version that it saw.

    start, end: the selected words, code points of the text; None where nothing is selected.
    """

    action: str
    version: int
    item: str = ARTICLE
    start: int | None = None
    end: int | None = None
    value: str = ""
    speaker: str = ""
    speaker_kind: str = ""
    message: str = ""


def draft(request: Request, review: Review, events: Sequence[Event], author: str) -> Correction:
    """The correction that a request asks for. Raises AttribError on one that cannot be, Conflict on one that comes too late."""
    number = events[-1].number + 1 if events else 1
    if request.action in ("undo", "redo"):
        return _again(request, events, author)
    if request.action in ("finish", "reopen"):
        refuse_stale(events, request.version, ARTICLE)
        return Correction("finish" if request.action == "finish" else "reopen", ARTICLE)
    if request.action == "statement":
        return Correction("statement", f"added-{number}", spans=_fresh(review, _selected(request, review)))
    if request.action == "finding":
        return _finding(request, review, f"added-{number}")
    refuse_stale(events, request.version, request.item)
    if request.item in review.statements:
        return _statement(request, review, review.statements[request.item], number)
    if request.item in review.findings:
        return _about_finding(request, review)
    raise AttribError("there is no such statement or finding in this article; load the page again")


def _again(request: Request, events: Sequence[Event], author: str) -> Correction:
    back, forth = undoable(events, author)
    target = back if request.action == "undo" else forth
    if target is None:
        raise AttribError(f"there is nothing to {request.action}")
    refuse_stale([e for e in events if e.author != author], request.version, target.correction.item)
    refuse_built_upon(events, target)
    return Correction("undo" if request.action == "undo" else "redo", target.correction.item, target=target.number)


def _statement(request: Request, review: Review, s: Statement, number: int) -> Correction:
    item = request.item
    match request.action:
        case "accept":
            return Correction("accept", item)
        case "delete":
            return Correction("delete", item)
        case "note":
            return Correction("note", item, value=_words(request.value, "the note"))
        case "content":
            return Correction(
                "content", item, spans=_outside(review.text, _selected(request, review), s.cue + s.source)
            )
        case "piece":
            chosen = _selected(request, review)
            others = [c for c in s.content if not c.overlaps(chosen)]
            return Correction("content", item, spans=tuple(sorted((*others, chosen))))
        case "cue" | "source":
            return Correction(request.action, item, spans=(_selected(request, review),))
        case "uncue":
            return Correction("cue", item)
        case "unsource":
            return Correction("source", item)
        case "kind":
            return Correction("kind", item, value=_one_of(request.value, get_args(Kind), "kind"))
        case "act":
            return Correction("act", item, value=_one_of(request.value, get_args(Act), "act"))
        case "speaker":
            return _speaker(request, review, number)
        case _:
            raise _unfit(request.action, "statement")


def _about_finding(request: Request, review: Review) -> Correction:
    item = request.item
    match request.action:
        case "accept":
            return Correction("accept", item)
        case "reject":
            return Correction("reject", item, value=_words(request.value, "the reason"))
        case "note":
            return Correction("note", item, value=_words(request.value, "the note"))
        case "related":
            chosen = _selected(request, review)
            if chosen.overlaps(review.findings[item].span):
                raise AttribError("the other end is elsewhere in the article: select the words there")
            return Correction("related", item, spans=(chosen,))
        case "delete":
            if review.verdict(item).status != "added":
                raise AttribError(
                    "a finding of the model's is rejected (r), not deleted: that it is wrong is worth keeping"
                )
            return Correction("delete", item)
        case _:
            raise _unfit(request.action, "finding")


def _speaker(request: Request, review: Review, number: int) -> Correction:
    name = " ".join(request.value.split())
    if len(name) > _MAX_NAME:
        raise AttribError(f"the speaker's name is longer than {_MAX_NAME} characters")
    known = review.speakers.get(request.speaker)
    rivals = [s for found in review.base.rivals.values() for s, _ in found]
    if request.speaker and known is None:
        known = next((s for s in rivals if s.id == request.speaker), None)
        if known is None:
            raise AttribError("there is no such speaker in this article; type the name")
    if known is None and name:
        known = next((s for s in (*review.speakers.values(), *rivals) if fold_name(s.name) == fold_name(name)), None)
    if known is not None:
        return Correction("speaker", request.item, value=known.name, speaker=known.id, speaker_kind=known.kind)
    if not name:
        return Correction("speaker", request.item)
    kind = _one_of(request.speaker_kind or "person", get_args(SpeakerKind), "kind of speaker")
    return Correction("speaker", request.item, value=name, speaker=f"added-{number}", speaker_kind=kind)


def _finding(request: Request, review: Review, item: str) -> Correction:
    code = _one_of(request.value.upper(), tuple(CODES), "check")
    return Correction(
        "finding", item, (_selected(request, review),), code, message=_words(request.message, "the message")
    )


def _selected(request: Request, review: Review) -> Span:
    """The words that were selected, without the white space around them."""
    if request.start is None or request.end is None:
        raise AttribError("select the words first (with the mouse, or with v and the arrow keys)")
    if not 0 <= request.start < request.end <= len(review.text):
        raise AttribError(f"{request.start}–{request.end} is no stretch of this article; select the words again")
    return _trimmed(review.text, Span(request.start, request.end), None)


def _trimmed(text: str, span: Span, characters: str | None) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(characters))
    end = start + len(words.strip(characters))
    if start == end:
        raise AttribError("the selection holds no words")
    return Span(start, end)


def _outside(text: str, span: Span, attribution: Spans) -> Spans:
    """The pieces of `span` that stand around its own attribution: selecting all of “A,” she said, “b.” gives two."""
    inside = [a for a in attribution if span.contains(a)]
    if not inside:
        return (span,)
    pieces, at = [], span.start
    for attributed in sorted(inside):
        pieces.append(Span(at, max(at, attributed.start)))
        at = max(at, attributed.end)
    pieces.append(Span(at, span.end))
    kept = []
    for piece in pieces:
        if re.search(r"\w", piece.of(text)):
            start = piece.start if piece.start == span.start else _trimmed(text, piece, _BETWEEN).start
            end = piece.end if piece.end == span.end else _trimmed(text, piece, " \t\r\n\u00a0").end
            kept.append(Span(start, end))
    if not kept:
        raise AttribError("the selection holds the attribution alone")
    return tuple(kept)


def _fresh(review: Review, span: Span) -> Spans:
    if any(s.content == (span,) for s in review.statements.values()):
        raise AttribError("these very words are a statement already")
    return (span,)


def _words(text: str, what: str) -> str:
    text = " ".join(text.split())
    if len(text) > _MAX_WORDS:
        raise AttribError(f"{what} is longer than {_MAX_WORDS:,} characters")
    return text


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise AttribError(f"{what}: “{value[:40]}” is not one of {', '.join(known)}")
    return value


def _unfit(action: str, what: str) -> AttribError:
    known: Iterable[str] = (*ACTIONS, "piece", "uncue", "unsource")
    if action in known:
        return AttribError(f"{action}: cannot be done to a {what}")
    return AttribError(f"“{action[:40]}” is nothing that can be done")
