"""ATT101."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.candidates import candidates
from checker.checks.reading import Reading, words
from checker.checks.vocabulary import CHANTS, DISPLAY_WORDS, speech_verbs
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity
from checker.statements import Statement

_LEAST_WORDS = 4
_LONGEST_QUESTION = 40
_ENDED = re.compile(r"[.!?…:](?:[”\"’')\]]|'')*$")
_WHOLE = re.compile(r"[.!?…—–-]\W*$")
_DASH_NAME = re.compile(r"^\s*(?:[—–~]|--?)\s*@?[A-Z]")
_LABEL = re.compile(
    r"^\W*(?:[QA]\s*[:.]|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}\s*:)\s*[“\"‘]|^\W*[A-Z][A-Z.’' -]+(?: \([^)]*\))?:"
)
_PERSON = re.compile(r"\b(?:he|she|his|her|him|i|we|my|our)\b", re.IGNORECASE)
_PICKED_UP = re.compile(
    r"(?:That|Those|This|These|Such|It|So)(?:[’']s| (?:is|was|were|are|went|ran|wrote|said|says))\b[^.]{0,60}?"
    r"\b(?:how|what|(?:words?|message|verdict|view|assessment|sentiment|response|reply|question|reaction|answer|post"
    r"|tweet) (?:of|from|by))\b"
)


class UnattributedQuote(Check):
    """A direct quotation whose speaker the text does not give.

    ## What it flags

    A quotation of a clause or more, presented as someone's words, where neither its own paragraph nor a quotation just
    before it says whose they are. `candidates` ranks the speakers who are near.

    Silent where a reader would not hesitate: a quotation that follows on from an attributed one, a multi-paragraph
    quotation that opens anew, a lead-in (“Okafor continued:”), questions and answers, a sentence about the speaker next
    to the quotation. Titles, signs, slogans, nicknames, headlines and repeated extracts are not statements.

    ## Why

    A quotation without a speaker cannot be checked, answered or trusted. Most lost theirs in editing: a paragraph
    moved, a sentence was cut, and the “she” of the next one points nowhere.

    ## Example

    Flagged:

    > The port will stay shut until Friday.
    >
    > **“We will not risk a second collapse.”**
    >
    > Forty ships are waiting outside the harbour.

    Not flagged:

    > “We will not risk a second collapse,” said Maria Okafor, the harbour master.
    >
    > “Nobody wants that.”
    """

    code = "ATT101"
    name = "unattributed-quote"
    severity = Severity.ERROR
    needs = "model"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.quotes:
            if is_unattributed(reading, statement):
                ranked = candidates(reading, statement)
                yield self.finding(
                    reading.of(statement),
                    "The text does not say whose words these are.",
                    confidence=statement.confidence,
                    candidates=ranked,
                )


def is_unattributed(reading: Reading, statement: Statement) -> bool:
    """Whether a statement is a quotation that a reader cannot give to anyone."""
    return (
        statement.kind == "direct"
        and statement.act == "speech"
        and statement.speaker is None
        and not statement.source
        and not statement.cue
        and reading.in_body(statement.content[0])
        and _is_utterance(reading, statement)
        and _stands_alone(reading, statement)
        and not _follows_on(reading, statement)
        and not _is_led_in(reading, statement)
        and not _is_repeated(reading, statement)
    )


def _is_utterance(reading: Reading, statement: Statement) -> bool:
    """A clause or more that reads as speech, not as a title, a name or a single word."""
    said = " ".join(c.of(reading.text) for c in statement.content)
    tokens: list[str] = re.findall(r"[^\W\d_][\w’'-]*", said)
    if len(tokens) < _LEAST_WORDS or not _WHOLE.search(said):
        return False
    capitals = sum(t[0].isupper() for t in tokens if len(t) > 3)
    return capitals <= 0.7 * max(1, sum(len(t) > 3 for t in tokens))


def _stands_alone(reading: Reading, statement: Statement) -> bool:
    """Whether the quotation makes sentences of its own, and the sentences beside it, in its paragraph, name nobody."""
    own = reading.paragraph_span(reading.paragraph(statement.content[0]))
    last = reading.paragraph_span(reading.paragraph(statement.content[-1]))
    before = reading.text[own.start : statement.content[0].start].strip()
    after = reading.text[statement.content[-1].end : last.end].strip()
    if _LABEL.search(own.of(reading.text)) or _DASH_NAME.search(after):
        return False
    if words(reading.of(statement).of(reading.narration)):
        return False  # between two pieces stands an attribution that was not recognised
    if (before and not _ENDED.search(before)) or before.endswith(":"):
        return False
    if after and not re.match(r"[A-Z0-9“\"‘'(\[]", after):
        return False
    sentences = reading.sentences(Span(own.start, statement.content[0].start))[-1:]
    sentences += reading.sentences(Span(statement.content[-1].end, last.end))[:1]
    return not any(_names_someone(reading, s) for s in sentences)


def _names_someone(reading: Reading, span: Span) -> bool:
    said = span.of(reading.narration)
    tokens = set(words(said))
    if tokens & speech_verbs() or tokens & DISPLAY_WORDS or _PERSON.search(said):
        return True
    return any(m.overlaps(span) for speaker in reading.article.speakers for m in speaker.mentions)


def _follows_on(reading: Reading, statement: Statement) -> bool:
    """Whether it follows, in its paragraph or from the one before, on a quotation that has a speaker."""
    index: int | None = reading.paragraph(statement.content[0])
    start = statement.content[0].start
    while index is not None:
        here = [s for s in reading.quotes if any(reading.paragraph(c) == index and c.start < start for c in s.content)]
        if any(s.source or s.speaker for s in here):
            return True
        if index != reading.paragraph(statement.content[0]) and not here:
            return False
        # Paragraphs of quotation alone carry on: the chain hangs on whatever it began with.
        index = reading.body_neighbour(index, -1)
        if (
            index is not None
            and not _quotation_only(reading, index)
            and not any(
                reading.paragraph(c) == index for s in reading.quotes if s.source or s.speaker for c in s.content
            )
        ):
            return False
    return False


def _quotation_only(reading: Reading, index: int) -> bool:
    return not words(reading.paragraph_span(index).of(reading.narration))


def _is_led_in(reading: Reading, statement: Statement) -> bool:
    """Whether the paragraph before announces the quotation, or the one after takes it up."""
    index = reading.paragraph(statement.content[0])
    if any(
        q.reopened for q in reading.quotations if q.paragraph == index and q.span.start <= statement.content[0].start
    ):
        return True
    if index > 0 and _is_question(reading.paragraph_span(index - 1).of(reading.narration)):
        return True
    before, after = reading.body_neighbour(index, -1), reading.body_neighbour(index, 1)
    if before is not None:
        lead = reading.paragraph_span(before).of(reading.narration).rstrip()
        final = words(reading.sentences(reading.paragraph_span(before))[-1].of(reading.narration)) if lead else []
        if lead.endswith((":", "—", "–")) or set(final) & CHANTS:
            return True
    if after is not None:
        follow = reading.paragraph_span(after).of(reading.text)
        if _PICKED_UP.match(follow) or _DASH_NAME.match(follow):
            return True
    return False


def _is_question(paragraph: str) -> bool:
    """Whether a paragraph is an interviewer's: “Q: …”, or a question that is all the narration it has."""
    said = paragraph.strip()
    return bool(re.match(r"Q\s*[:.]", said)) or (said.endswith("?") and len(words(said)) <= _LONGEST_QUESTION)


def _is_repeated(reading: Reading, statement: Statement) -> bool:
    """Whether the words stand in another quotation too: an extract set apart."""
    own = " ".join(words(" ".join(c.of(reading.text) for c in statement.content)))
    others = (
        " ".join(words(q.inner.of(reading.text)))
        for q in reading.quotations
        if not any(c.overlaps(q.span) for c in statement.content)
    )
    return any(own in other for other in others)
