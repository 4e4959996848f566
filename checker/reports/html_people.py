"""Who is who on the page: a letter and a colour for every speaker of an article, and the legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.article import Article
from checker.names import fold
from checker.reports.html_text import plain, shown
from checker.reports.tally import NO_SPEAKER
from checker.speakers import Speaker
from checker.statements import Kind

COLOURS = 12
"""How many colours the style sheet has; further speakers take them again, told apart by their letters."""

_KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")
_NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Voice:
    """How a speaker is shown: letter “A” to “Z”, then “A2” …, the CSS classes of the tint, and the key that the filter goes by
    (the same in every article of the page for one name).
    """

    name: str
    letter: str
    classes: str
    key: str


class Voices:
    """The voices of one article, those who say most first; the voice of None is that of statements without a speaker."""

    def __init__(self, article: Article, keys: dict[tuple[object, ...], str], number: int) -> None:
        self.article = article
        self.counts: dict[str | None, Counter[Kind]] = {}
        for statement in article.statements:
            speaker = article.speaker_of(statement)
            self.counts.setdefault(speaker.id if speaker else None, Counter())[statement.kind] += 1
        known = {s.id: s for s in article.speakers}
        order = sorted((i for i in self.counts if i is not None), key=lambda i: -self.counts[i].total())
        self.voices: dict[str | None, Voice] = {None: Voice(NO_SPEAKER, "?", "nobody", _NOBODY)}
        for k, id_ in enumerate(order):
            key = keys.setdefault(_identity(known[id_], number), f"v{len(keys)}")
            self.voices[id_] = Voice(known[id_].name, letter_of(k), f"c{k % COLOURS}", key)

    def of(self, speaker: Speaker | None) -> Voice:
        """The voice of a speaker who has statements, or of nobody."""
        return self.voices[speaker.id if speaker else None]

    def legend(self) -> str:
        """A table of the speakers with their roles and counts, and last those statements that have none."""
        people: Mapping[str | None, Speaker] = {s.id: s for s in self.article.speakers}
        rows = [
            _row(voice, people.get(id_), self.counts[id_])
            for id_, voice in sorted(self.voices.items(), key=lambda item: item[0] is None)
            if id_ in self.counts
        ]
        if not rows:
            return '<p class="quiet">No statements were found.</p>'
        head = "".join(f'<th scope="col">{h}</th>' for h in ("Speaker", "Who", "Statements", *_KINDS))
        return (
            '<div class="scroll"><table class="legend"><caption>Who speaks</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )


def choices(articles: Sequence[Voices]) -> list[tuple[str, str]]:
    """Key and name of every voice on the page, by name, those without a speaker last."""
    found = {v.key: v.name for voices in articles for id_, v in voices.voices.items() if id_ in voices.counts}
    return sorted(found.items(), key=lambda item: (item[0] == _NOBODY, fold(item[1])))


def badge(voice: Voice) -> str:
    """The letter of a voice in its colour."""
    return f'<span class="badge {voice.classes}" aria-hidden="true">{voice.letter}</span>'


def _row(voice: Voice, speaker: Speaker | None, counts: Counter[Kind]) -> str:
    who = f"{speaker.role} · {speaker.kind}" if speaker and speaker.role else speaker.kind if speaker else ""
    name = (
        f'<button type="button" class="who" data-voice="{voice.key}" aria-pressed="false" '
        f'title="Show {plain(voice.name)} alone">{badge(voice)}<bdi>{shown(voice.name)}</bdi></button>'
    )
    cells = "".join(f"<td>{counts[kind] or ''}</td>" for kind in _KINDS)
    return f'<tr><th scope="row">{name}</th><td>{shown(who)}</td><td>{counts.total()}</td>{cells}</tr>'


def letter_of(k: int) -> str:
    """The letter of the k-th voice, from 0: “A” to “Z”, then “A2” …"""
    return chr(ord("A") + k % 26) + (str(k // 26 + 1) if k >= 26 else "")


def _identity(speaker: Speaker, article: int) -> tuple[object, ...]:
    # Two officials in two articles may be two people.
    return (article, speaker.id) if speaker.kind in ("unnamed", "group") else (fold(speaker.name), speaker.kind)
