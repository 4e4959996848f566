"""Statements of chosen speakers alone: `attrib quotes --speaker NAME`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.article import Article
from checker.config import suggestion
from checker.errors import AttribError
from checker.grammar import PRONOUNS
from checker.names import fold
from checker.reports.tally import NO_SPEAKER
from checker.speakers import Speaker

_WORD = re.compile(r"[\w'-]+")
_ARTICLES = ("the", "a", "an")
_NOBODY = (("no", "speaker"), ("none",))
_LISTED = 12

_Words = tuple[str, ...]


def by_speakers(articles: Sequence[Article], names: Iterable[str]) -> list[Article]:
    """The articles with the statements of these speakers alone; an article that has none of them is left out.

    A name is a speaker's name or words of it in their order (“Okafor”, “maria okafor”), a mention (“the mayor”), or “no
    speaker” or “none” for statements without one; case, accents and articles do not count. A statement inside one that
    is left out has no `nested_in`. Raises AttribError where a name fits nobody: who there is, and the nearest.
    """
    wanted = [_chosen(articles, name) for name in names]
    out = []
    for i, article in enumerate(articles):
        kept = [s for s in article.statements if any((i, s.speaker) in who for who in wanted)]
        ids = {s.id for s in kept}
        speakers = {s.speaker for s in kept}
        if kept:
            statements = tuple(replace(s, nested_in=s.nested_in if s.nested_in in ids else None) for s in kept)
            out.append(
                replace(article, statements=statements, speakers=tuple(s for s in article.speakers if s.id in speakers))
            )
    return out


def _chosen(articles: Sequence[Article], name: str) -> set[tuple[int, str | None]]:
    """The speakers that a name fits, each as the index of the article and the id; None for no speaker."""
    words = _folded(name)
    quoted = {(i, s.speaker): article for i, article in enumerate(articles) for s in article.statements}
    people = {(i, s.id): s for i, article in enumerate(articles) for s in article.speakers if (i, s.id) in quoted}
    found: set[tuple[int, str | None]] = {
        key for key, speaker in people.items() if words and _fits(words, speaker, quoted[key])
    }
    if words in _NOBODY:
        found |= {key for key in quoted if key[1] is None}
    if not found:
        known = list(dict.fromkeys(s.name for s in people.values()))
        raise AttribError(f"--speaker: {_nobody(name, known, any(key[1] is None for key in quoted))}")
    return found


def _fits(words: _Words, speaker: Speaker, article: Article) -> bool:
    rest = iter(_folded(speaker.name))
    if all(word in rest for word in words):
        return True
    mentions = (_folded(span.of(article.text)) for span in speaker.mentions)
    return not PRONOUNS.issuperset(words) and words in mentions


def _folded(name: str) -> _Words:
    words = _WORD.findall(fold(name))
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _nobody(name: str, known: list[str], lost: bool) -> str:
    """What to say where a name fits nobody."""
    if not known and not lost:
        return f"nobody is “{name}”: there are no statements"
    # By each word too: “Okafro” is near “Okafor”, and far from “Maria Okafor”.
    forms = {form: full for full in known for form in (" ".join(_folded(full)), *_folded(full))}
    near = suggestion(" ".join(_folded(name)), forms)
    hint = f"did you mean {forms[near]}? " if near else ""
    listed = [*known[:_LISTED], *([f"{len(known) - _LISTED} more"] if len(known) > _LISTED else [])]
    return f"nobody is “{name}”; {hint}there are {', '.join([*listed, *([NO_SPEAKER] * lost)])}"
