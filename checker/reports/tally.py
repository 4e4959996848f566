"""Who said how much, in which words: the tally that opens the report of `attrib quotes`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checker.article import Article
from checker.names import fold
from checker.speakers import Speaker
from checker.statements import Kind, Statement

NO_SPEAKER = "no speaker"
_KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")


@dataclass(slots=True)
class Share:
    """The statements of one speaker, over all articles; `speaker` is None for those without."""

    speaker: Speaker | None
    kinds: Counter[Kind] = field(default_factory=Counter)
    cues: Counter[str] = field(default_factory=Counter)

    def row(self) -> tuple[str, str, str, str, str]:
        """Speaker, kind, role, “5 (3/1/1)” and “said 4, told 1”."""
        parts = "/".join(str(self.kinds[kind]) for kind in _KINDS)
        cues = ", ".join(f"{cue} {n}" for cue, n in self.cues.most_common())
        who = (self.speaker.name, self.speaker.kind, self.speaker.role or "") if self.speaker else (NO_SPEAKER, "", "")
        return (*who, f"{self.kinds.total()} ({parts})", cues)


def shares(said: Iterable[tuple[Article, Sequence[Statement]]]) -> list[Share]:
    """A share for each speaker, the largest first, those without a speaker last.

    One name in several articles is one speaker, save for unnamed ones and groups: two officials may be two people.
    """
    found: dict[tuple[object, ...], Share] = {}
    for i, (article, statements) in enumerate(said):
        for statement in statements:
            speaker = article.speaker_of(statement)
            share = found.setdefault(_key(i, speaker), Share(speaker))
            share.kinds[statement.kind] += 1
            if statement.cue:
                share.cues[" … ".join(cue.of(article.text) for cue in statement.cue).lower()] += 1
    return sorted(found.values(), key=lambda share: (share.speaker is None, -share.kinds.total()))


def _key(article: int, speaker: Speaker | None) -> tuple[object, ...]:
    if speaker is None:
        return ()
    if speaker.kind in ("unnamed", "group"):
        return article, speaker.id
    return fold(speaker.name), speaker.kind
