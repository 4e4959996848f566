"""Whose is a quote that has no source of its own: labels, lead-ins, quotes that follow on, dialogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from checker import grammar
from checker.document import Span, Spans, hull
from checker.linking.chains import Chains
from checker.linking.entities import Entity
from checker.linking.mentions import Mention
from checker.linking.sources import SourceReader
from checker.linking.words import Words
from checker.statements import Statement

Reason = Literal[
    "name",
    "description",
    "pronoun",
    "first person",
    "label",
    "lead-in",
    "follows",
    "reopened",
    "dialogue",
    "repeated",
    "answer",
    "none",
]
"""Why a statement has its speaker: what its source is, or by which rule it has one without a source."""
Found = tuple[Reason, Entity]

_LABEL = re.compile(r"[ \t“\"‘*_]*(?P<name>[A-Z][^\n“”\":]{0,48}?)\s*:\s*[“\"‘]?\s*")
_CLOSING = frozenset("“”\"«»’'")
_TELLING = 4  # words that two quotations hardly share by chance
_ALIKE = 0.7  # The share of a headline quote's words that the quote in the body must have.
_QUESTION = 40  # words in an interviewer's question
_BRIEF = 80  # characters in a line of dialogue
_AGAIN = frozenset(["and", "but", "then", "and then", "and also", "but also", "but then"])


@dataclass(frozen=True)
class Following:
    """The rules for statements without a source; `entity_of` gives the speaker that a statement has got already."""

    words: Words
    mentions: tuple[Mention, ...]
    chains: Chains
    sources: SourceReader
    statements: tuple[Statement, ...]
    entity_of: Callable[[Statement], Entity | None]

    def speaker_of(self, s: Statement, before: Sequence[Statement]) -> Found | None:
        """Who says `s`, where a reader would not hesitate; `before` are the statements that begin before it."""
        if s.cue:
            return self._again(s, before)
        if s.kind != "direct" or s.nested_in is not None:
            return None
        quoting = [b for b in before if b.kind != "indirect"]
        return (
            self.repeated(s)
            or self._label(s)
            or self._lead_in(s)
            or self._answer(s)
            or self._dialogue(s, quoting)
            or self._continuation(s, quoting)
        )

    def _paragraph(self, position: int) -> int:
        return self.words.document.paragraph_at(position)

    def _again(self, s: Statement, before: Sequence[Statement]) -> Found | None:
        """A second verb of one subject: “Okafor conceded the delay but said …”, “Okafor left, saying …”."""
        text, cue = self.words.document.text, s.cue[0]
        sentence = self.words.sentence_at(cue.start)
        if cue.of(text).endswith("ing"):
            subject = self._subject(sentence, cue.start)
            return ("follows", subject) if subject is not None else None
        last = max((b for b in before if b.hull.end <= cue.start), key=lambda b: b.hull.end, default=None)
        if last is None or text[last.hull.end : cue.start].strip(" ,").lower() not in _AGAIN:
            return None
        entity = self.entity_of(last)
        return ("follows", entity) if entity is not None else None

    def _subject(self, sentence: int, end: int) -> Entity | None:
        """The first subject of a sentence, outside quotations and before position `end`."""
        for m in self.mentions:
            if m.sentence == sentence and m.span.end <= end and m.subject and m.in_quote is None:
                return self.chains.entity_of(m)
        return None

    def repeated(self, s: Statement) -> Found | None:
        """The speaker of the statement elsewhere that holds the same words, or nearly: a headline's quote, say."""
        text, paragraphs = self.words.document.text, self.words.document.paragraphs
        plain = _plain(text, s)
        words = set(plain.split())
        headline = paragraphs[self._paragraph(s.content[0].start)].role == "headline"
        for other in self.statements:
            if other is s or not other.source or len(words) < _TELLING:
                continue
            same = _plain(text, other)
            if plain in same or (headline and len(words & set(same.split())) >= _ALIKE * len(words)):
                entity = self.entity_of(other)
                return ("repeated", entity) if entity is not None else None
        return None

    def _answer(self, s: Statement) -> Found | None:
        """The one interviewed: the quote stands alone after a paragraph that is a question and quotes nobody."""
        text, paragraphs = self.words.document.text, self.words.document.paragraphs
        here = self._paragraph(s.content[0].start)
        if not here or s.content[0].start - paragraphs[here].span.start > 1:
            return None
        asked = paragraphs[here - 1].span.of(text)
        if not asked.endswith("?") or any(mark in asked for mark in '“”"') or len(asked.split()) > _QUESTION:
            return None
        return self.interviewed(paragraphs[here].span.start)

    def interviewed(self, start: int) -> Found | None:
        """The person whom the text before an answer that begins at `start` brings first with a full name."""
        known = [
            e
            for e in self.chains.entities
            if e.named() and e.kind in ("person", None) and e.mentions[0].span.start < start
        ]
        introduced = [e for e in known if any(m.kind == "name" and m.person and m.person.given for m in e.mentions)]
        first = min(introduced, key=lambda e: e.mentions[0].span, default=None)
        return ("answer", first) if first is not None else None

    def _label(self, s: Statement) -> Found | None:
        """“Smith: We will …” at the start of the quote's own line."""
        text, start = self.words.document.text, s.content[0].start
        paragraph = self.words.document.paragraphs[self._paragraph(start)].span
        m = _LABEL.match(text, paragraph.start, paragraph.end)
        if m is None or not m.end() - 2 <= start <= m.end() or len(m["name"].split()) > 5:
            return None
        name = Span(m.start("name"), m.end("name"))
        mention = self.sources.read_label(name)
        known = self.chains.find(mention) if mention is not None else None
        if known is not None:
            return "label", known
        mention = self.sources.read((name,))
        if mention is None or mention.kind == "pronoun" or m["name"] in ("Q", "A"):
            return None
        known = next((e for e in self.chains.entities if any(x.span == mention.span for x in e.mentions)), None)
        if known is None and mention.kind == "name":
            known = self.chains.find(mention)
        if known is None:
            known = self.chains.start(mention)
        return "label", known

    def _continuation(self, s: Statement, before: Sequence[Statement]) -> Found | None:
        """The speaker of the quote right before, in the same paragraph or the one above, if there is only one."""
        if not before:
            return None
        start = s.content[0].start
        here = self._paragraph(start)
        same = [b for b in before if self._paragraph(b.hull.end - 1) == here]
        if same:
            entity = self.entity_of(same[-1])
            return ("follows", entity) if entity is not None else None
        paragraph = self.words.document.paragraphs[here].span
        if start - paragraph.start > 1 or here == 0:
            return None
        above = [b for b in before if self._paragraph(hull(b.content).end - 1) == here - 1]
        speakers = {id(e): e for b in above if (e := self.entity_of(b)) is not None}
        if len(speakers) != 1 or any(self.entity_of(b) is None for b in above):
            return None
        reopened = not _closes(self.words.document.text, above[-1])
        return ("reopened" if reopened else "follows"), next(iter(speakers.values()))

    def _lead_in(self, s: Statement) -> Found | None:
        """“Okafor continued:” right before the quote, in its paragraph or at the end of the one above."""
        text, start = self.words.document.text, s.content[0].start
        before = text[:start].rstrip(' \t\r\n“"')
        if not before.endswith(":"):
            return None
        end = len(before)
        paragraph = self._paragraph(end - 1)
        if self._paragraph(start) - paragraph > 1:
            return None
        words = {w.lower for w in self.words.words[slice(*self.words.range_of(Span(max(0, end - 200), end)))]}
        if not words & grammar.cues():
            return None
        entity = self._subject(self.words.sentence_at(end - 1), end)
        return ("lead-in", entity) if entity is not None else None

    def _dialogue(self, s: Statement, before: Sequence[Statement]) -> Found | None:
        """The other of two who take turns: “Was it good?” she asked. / “It was,” he said. / “All of it?”"""
        text, start = self.words.document.text, s.content[0].start
        here = self._paragraph(start)
        if here < 2 or start - self.words.document.paragraphs[here].span.start > 1:
            return None
        turns = []
        for back in (1, 2):
            above = [b for b in before if self._paragraph(hull(b.content).end - 1) == here - back]
            if len({id(self.entity_of(b)) for b in above}) != 1:
                return None
            turns.append(above[-1])
        answerer, asker = (self.entity_of(b) for b in turns)
        asked = any("?" in text[x.end - 3 : x.end] for b in (s, *turns) for x in b.content)
        brief = all(sum(x.end - x.start for x in b.content) <= _BRIEF for b in (s, *turns))
        if (
            not (asked or brief)
            or asker is None
            or answerer is None
            or asker is answerer
            or not _closes(text, turns[0])
        ):
            return None
        return "dialogue", asker


def is_answer(text: str, source: Spans) -> bool:
    """Whether a source is but the “A” that an answer is marked with."""
    return len(source) == 1 and source[0].of(text).rstrip(".:") == "A"


def _plain(text: str, statement: Statement) -> str:
    """The words of a statement, lower-case, without punctuation."""
    return re.sub(r"\W+", " ", " ".join(x.of(text) for x in statement.content).lower()).strip()


def _closes(text: str, statement: Statement) -> bool:
    """Whether a quote ends with a closing mark."""
    end = hull(statement.content).end
    return text[end - 1 : end] in _CLOSING
