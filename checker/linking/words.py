"""The words of a document: where each stands, in which sentence, and in which quotation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from checker.document import Document, Span
from checker.grammar import PREPOSITIONS
from checker.quotation import scan
from checker.sentences import sentence_spans

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Gen|Lt|Col|Sgt|Capt|Cmdr|Maj|Adm|Brig|Cpl|Pvt|Pfc|Gov|Sen|Rep|Pres|Del|Supt|Insp"
    r"|Det|Sr|Jr|Messrs|Atty|Asst|Amb|Inc|Corp|Co|Ltd|Cllr|Sens|Reps|Govs)\.(?!\w)"
    r"|[A-Z]\.(?!\w)"
    r"|\d+(?:[/:.,]\d+)+"
    r"|[’'](?:s|ll|d|re|ve|m)\b"
    r"|[^\W_]+(?:(?:[-&@]|[’'](?!(?:s|ll|d|re|ve|m)\b))[^\W_]+)*"
    r"|\S"
)


OPENERS = PREPOSITIONS | frozenset("when while although though if because once whenever asked".split())
"""Words that can open a phrase or clause before the main one."""


class Word(NamedTuple):
    """A word, a possessive “’s” or a punctuation mark; `sentence` counts through the whole document."""

    start: int
    end: int
    text: str
    lower: str
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Words:
    """A document cut into words.

    sentences: for each sentence, the half-open range of its words.
    quotations: outermost quotations, in text order.
    """

    document: Document
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    quotations: tuple[Span, ...]
    _quotation_starts: tuple[int, ...]

    def range_of(self, span: Span) -> tuple[int, int]:
        """The half-open range of the words that `span` touches."""
        first = bisect_right(self.starts, span.start) - 1
        if first < 0 or self.words[first].end <= span.start:
            first += 1
        return first, max(first, bisect_left(self.starts, span.end))

    def sentence_at(self, position: int) -> int:
        """Number of the sentence that holds `position`, or of the one before it."""
        k = bisect_right(self.starts, position) - 1
        return self.words[max(0, k)].sentence if self.words else 0

    def quotation_at(self, position: int) -> int | None:
        """Index of the outermost quotation that holds `position`, None outside."""
        k = bisect_right(self._quotation_starts, position) - 1
        return k if k >= 0 and position < self.quotations[k].end else None

    def in_opening_phrase(self, position: int) -> bool:
        """Whether `position` is in a clause or phrase that opens its sentence and ends at a comma (“When she spoke, …”)."""
        k = self.range_of(Span(position, position + 1))[0]
        first, last = self.sentences[self.words[k].sentence]
        while first < k and not self.words[first].text[0].isalpha():
            first += 1
        opener = self.words[first].lower
        if opener not in OPENERS and not opener.endswith(("ing", "ed")):
            return False
        between = any(w.text == "," for w in self.words[first:k])
        return not between and any(w.text == "," for w in self.words[k:last])

    def adjacent(self, i: int) -> bool:
        """Whether nothing but blanks stands between words `i - 1` and `i`, in one sentence, and something does."""
        if i <= 0 or i >= len(self.words) or self.words[i].sentence != self.words[i - 1].sentence:
            return False
        return self.words[i - 1].end < self.words[i].start


def read_words(document: Document) -> Words:
    """Cut a document into words and sentences and find its quotations."""
    text = document.text
    words: list[Word] = []
    sentences: list[tuple[int, int]] = []
    for index, paragraph in enumerate(document.paragraphs):
        for start, end in sentence_spans(text, paragraph.span):
            first, number = len(words), len(sentences)
            for m in _WORD.finditer(text, start, end):
                word = m.group()
                words.append(Word(m.start(), m.end(), word, word.lower(), number, index))
            sentences.append((first, len(words)))
    quotations = tuple(q.span for q in scan(document) if q.depth == 0)
    starts = tuple(w.start for w in words)
    return Words(document, tuple(words), starts, tuple(sentences), quotations, tuple(q.start for q in quotations))
