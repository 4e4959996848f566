"""ATT203."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from checker.checks.base import Check
from checker.checks.reading import Reading, words
from checker.checks.vocabulary import (
    CHARGE_WORDS,
    EMPTY_OF,
    GENERIC_VERBS,
    PERSONAL_PASSIVES,
    TRADE_HEADS,
    VAGUE_ADVERBS,
    VAGUE_HEADS,
    VAGUE_MODIFIERS,
    VAGUE_PASSIVES,
    VAGUE_PRONOUNS,
    VAGUE_TRADES,
    VAGUE_VERBS,
)
from checker.config import Config
from checker.document import Span, hull
from checker.findings import Finding, Severity
from checker.statements import Statement


def _any(alternatives: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(a) for a in sorted(alternatives, key=len, reverse=True)) + ")"


_SAYS = rf"(?:(?:have|has|had|also|now|still|then|privately|often|long|already|all)\s+){{0,3}}{_any(VAGUE_VERBS)}\b"
_NOUN = (
    rf"\b(?:{_any(VAGUE_MODIFIERS)}\s+){{0,3}}(?:(?:{_any(VAGUE_TRADES)}\s+{_any(TRADE_HEADS)}"
    rf"|{_any(VAGUE_HEADS)})\b(?!\s+(?:of|and|or)\b)"
    rf"|{_any(EMPTY_OF)}\s+of\s+(?:(?:the|his|her|their|its|this|that)\s+)?[\w’'-]+(?:\s+[\w’'-]+){{0,2}}?)"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<who>{_NOUN}),?\s+{_SAYS}",
        rf"(?:\baccording to|^\W*said|,?\s\s+(?:say|said|warn|warned))\s+(?P<who>{_NOUN})(?=\s*[.,;:]|\s*$)",
        r"(?:^|[.,;:—–-]\s*|\b(?:but|and|that|as|what|while|though|although|yet)\s+)"
        rf"(?P<who>{_any(VAGUE_PRONOUNS)}(?:\s+in\s+the\s+\w+)?)\s+(?:have\s+)?(?:also\s+|now\s+|still\s+|even\s+)?{_any(GENERIC_VERBS)}\b",
        r"\b(?P<who>it(?:\s+is|’s|'s|\s+was|\s+has\s+been|\s+had\s+been)\s+(?:also\s+|widely\s+|generally\s+|now\s+)?"
        rf"{_any(VAGUE_PASSIVES)})\s+(?!by\b|to\b)",
        rf"\b(?P<who>(?:is|are|was|were)\s+(?:also\s+|widely\s+|now\s+)?{_any(PERSONAL_PASSIVES)})\s+to\s+(?:be|have)\b",
        rf"\b(?P<who>{_any(VAGUE_ADVERBS)})\b",
    )
)
_FULL = re.compile(rf"(?:{_NOUN}|{_any(VAGUE_PRONOUNS)}(?:\s+in\s+the\s+\w+)?)", re.IGNORECASE)
_DESCRIBED_BEFORE = re.compile(r"[\w’'-]+\s+$")
_IS_ONE = re.compile(
    r"\b(?:one of (?:them|those)|among them|critic|opponent|detractor|expert|analyst|observer|professor|Dr)\b"
)
_NAMED = re.compile(r"\b(?:including|such as|like|among them|led by)\s+(?:\w+\s+){0,3}[A-Z]")
_AGAINST = re.compile(
    r"\b(?:but|however|yet|denied|denies|rejected|rejects|dismissed|dismisses|defended|defends)\b", re.IGNORECASE
)


class VagueSource(Check):
    """A source that could be anyone.

    ## What it flags

    “Sources said”, “critics say”, “experts warn”, “some say”, “many believe”, “insiders”, “reportedly”, “it is
    believed”, “he is understood to”: where nothing says who they are or how many. The list is extended by
    `vague-sources` in the configuration, for a house's own (“Whitehall whispers”).

    Silent where the source is described (“two officials briefed on the talks”, “sources close to the minister”, “legal
    experts”), where one of them is named in the same or the next sentence, inside other people's words, where the
    sentence has another source, and on the “allegedly” of a charge.

    ## Why

    A reader cannot weigh a source that has neither name, nor number, nor tie to the matter; and such a phrase often
    hides that there was no source but the writer.

    ## Example

    Flagged:

    > **Critics say** the crane should have been taken down years ago. It was **reportedly** never inspected.

    Not flagged:

    > Critics say the crane should have been taken down years ago. “I wrote to the port about it twice,” said Ana Reyes,
    > who leads the dockers' union. Two officials briefed on the inquiry said that it was never inspected.
    """

    code = "ATT203"
    name = "vague-source"
    severity = Severity.WARNING
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        seen: list[Span] = []
        house = _house_pattern(config.vague_sources)
        for span in sorted([*_in_narration(reading, house), *_sources(reading)]):
            if any(span.overlaps(s) for s in seen):
                continue
            seen.append(span)
            yield self.finding(span, f"“{_shown(span.of(reading.text))}” does not say who the source is, or how many.")


@lru_cache(maxsize=8)
def _house_pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?P<who>{_any(phrases)})(?!\w)", re.IGNORECASE) if phrases else None


def is_vague(source: str) -> bool:
    """Whether a source's words say nothing of who it is: “critics”, “many people”."""
    return _FULL.fullmatch(" ".join(source.split())) is not None


def _sources(reading: Reading) -> Iterator[Span]:
    """Sources that the model found, whatever their verb."""
    for statement in reading.statements:
        if len(statement.source) == 1 and statement.nested_in is None and statement.act != "other":
            source = statement.source[0]
            said = source.of(reading.text)
            if not _FULL.fullmatch(said) or said.lower() in VAGUE_PRONOUNS or not reading.in_prose(source):
                continue
            if not _is_named_nearby(reading, source) and not _in_others_words(reading, source):
                yield source


def _in_narration(reading: Reading, house: re.Pattern[str] | None) -> Iterator[Span]:
    for paragraph in reading.document.paragraphs:
        if paragraph.role not in ("body", "caption"):
            continue
        for sentence in reading.sentences(paragraph.span):
            said = sentence.of(reading.narration)
            for pattern in (*_PATTERNS, *((house,) if house else ())):
                for m in pattern.finditer(said):
                    who = Span(sentence.start + m.start("who"), sentence.start + m.end("who"))
                    if pattern is house or not _is_excused(reading, sentence, who):
                        yield _as_source(reading, who)


def _as_source(reading: Reading, who: Span) -> Span:
    """The span of the model's source, where the words that were matched are one."""
    return next(
        (s for st in reading.statements for s in st.source if s.overlaps(who) and is_vague(s.of(reading.text))), who
    )


def _is_excused(reading: Reading, sentence: Span, who: Span) -> bool:
    phrase = who.of(reading.text).lower()
    if phrase in VAGUE_ADVERBS or phrase.startswith(("it", "is ", "are ", "was ", "were ")):
        return _has_source(reading, sentence, who) or (
            phrase.endswith(("allegedly", "alleged")) and _of_a_charge(reading, who)
        )
    before = reading.text[sentence.start : who.start]
    if _described_before(before, phrase):
        return True
    own = [s for st in reading.statements for s in st.source if s.overlaps(who)]
    if any(not is_vague(s.of(reading.text)) for s in own):
        return True  # the model's source goes on: “sources close to the minister”
    return _in_others_words(reading, who) or (
        not phrase.startswith(("source", "insider")) and _is_named_nearby(reading, who)
    )


def _described_before(before: str, phrase: str) -> bool:
    """Whether a word before it describes it: “legal experts”, “two sources”, “the mayor's critics”."""
    if phrase in VAGUE_PRONOUNS:
        return before.endswith(("as ", "how ")) or bool(re.search(r"\d\s*$", before))
    m = _DESCRIBED_BEFORE.search(before)
    if m is None:
        return False
    word = m.group().strip().lower()
    return word not in _OPENINGS and not word[0].isdigit()


# Words that may stand before a bare vague source and say nothing of it.
_OPENINGS = frozenset(
    "but and that as what while though although yet because since when where if or so now still however for said"
    " say says"
    " to by from with of on in at than then while meanwhile although today yesterday".split()
)


def _in_others_words(reading: Reading, who: Span) -> bool:
    """Whether it stands in the content of a statement: what someone else said of critics is theirs."""
    return any(
        (s.source or s.speaker) and any(c.contains(who) for c in s.content)
        for s in reading.statements
        if not any(x.overlaps(who) for x in s.source)
    )


def _has_source(reading: Reading, sentence: Span, who: Span) -> bool:
    """Whether the sentence names who reports it."""
    if _in_others_words(reading, who) or re.search(
        r"\baccording"
        r" to\b",
        sentence.of(reading.narration),
        re.IGNORECASE,
    ):
        return True
    return any(
        s.source and s.act == "speech" and any(p.overlaps(sentence) for p in s.source) for s in reading.statements
    )


def _of_a_charge(reading: Reading, who: Span) -> bool:
    index = reading.paragraph(who)
    near = range(max(0, index - 1), min(len(reading.document.paragraphs), index + 2))
    return any(CHARGE_WORDS & set(words(reading.paragraph_span(i).of(reading.text))) - {"alleged"} for i in near)


def _is_named_nearby(reading: Reading, who: Span) -> bool:
    """Whether the same or the next sentence names one of them: someone new who does not speak against them."""
    index = reading.paragraph(who)
    sentences = list(reading.sentences(reading.paragraph_span(index)))
    own = next((i for i, s in enumerate(sentences) if s.start <= who.start < s.end), 0)
    near = sentences[own : own + 2]
    if _NAMED.search(near[0].of(reading.text), who.end - near[0].start):
        return True
    return any(_names_one_of_them(reading, statement, hull(near), near[0]) for statement in reading.statements)


def _names_one_of_them(reading: Reading, statement: Statement, near: Span, own: Span) -> bool:
    speaker = reading.speaker(statement)
    if speaker is None or speaker.kind not in ("person", "organization") or not speaker.mentions:
        return False
    first = reading.first_mention(speaker)
    if first is None or not near.contains(first) or not any(near.overlaps(s) for s in statement.source):
        return False
    if (
        statement.kind == "indirect"
        and not own.overlaps(statement.source[0])
        and not _IS_ONE.search(near.of(reading.text))
    ):
        return False
    return not _AGAINST.search(near.of(reading.narration), own.end - near.start)


def _shown(phrase: str) -> str:
    phrase = " ".join(phrase.split())
    return phrase[:1].upper() + phrase[1:]
