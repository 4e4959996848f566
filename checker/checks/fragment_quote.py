"""ATT304."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading, words
from checker.config import Config
from checker.findings import Finding, Severity
from checker.quotation import Quotation
from checker.statements import Statement

_MOST_WORDS = 2
_MOST_ELLIPSES = 1
_ELLIPSIS = re.compile(r"\[?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\]?")
_NAMING = re.compile(
    r"\b(?:so-called|known as|dubbed|nicknamed|titled|entitled|named|the (?:word|words|term|phrase|name|film|book"
    r"|song|play|show"
    r"|series|novel|hashtag|slogan|album)|(?:is|are|was|were) called)\s*$",
    re.IGNORECASE,
)


class FragmentQuote(Check):
    """A quotation too short, or too full of gaps, to carry what the speaker said.

    ## What it flags

    One or two words in quotation marks that the article gives to a source, and a quotation with two or more ellipses.
    Off unless selected.

    Silent on a whole utterance (“Never,” she said), on titles, nicknames and so-called terms, and on words in quotation
    marks that are nobody's statement.

    ## Why

    A fragment borrows the authority of a quotation without its sense: the words around it may have said something else.
    If the words are plain, paraphrase; if they are telling, quote the sentence.

    ## Example

    Flagged:

    > Okafor called the plan **“reckless”**.

    Not flagged:

    > “The plan is reckless, and they know it,” Okafor said of the so-called “fast track”.
    """

    code = "ATT304"
    name = "fragment-quote"
    severity = Severity.OFF
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        for statement in reading.quotes:
            if statement.act == "other" or not (statement.source or statement.speaker):
                continue
            for quotation in reading.quotations_of(statement):
                said = quotation.inner.of(reading.text)
                count = len(words(said))
                gaps = len(_ELLIPSIS.findall(said))
                if gaps > _MOST_ELLIPSES:
                    yield self.finding(quotation.span, f"{gaps} ellipses: what was left out may change the sense.")
                elif (
                    0 < count <= _MOST_WORDS
                    and not _is_whole(reading, quotation, statement)
                    and not _is_name(reading, quotation)
                ):
                    what = "One word" if count == 1 else "Two words"
                    yield self.finding(quotation.span, f"{what} in quotation marks: quote the sentence, or paraphrase.")


def _is_whole(reading: Reading, quotation: Quotation, statement: Statement) -> bool:
    """Whether it is an utterance by itself (“Never,” she said), or one piece of a longer one."""
    said = quotation.inner.of(reading.text).strip()
    if statement.kind != "direct":
        return False
    others = sum(len(words(c.of(reading.text))) for c in statement.content if not c.overlaps(quotation.span))
    return others > 0 or (said[:1].isupper() and said[-1:] in ",.!?…—–-")


def _is_name(reading: Reading, quotation: Quotation) -> bool:
    """Whether it is a title, a nickname or a term: capitals throughout, or a word before it that says so."""
    said = quotation.inner.of(reading.text).strip(" ,.;:!?")
    before = reading.text[max(0, quotation.span.start - 40) : quotation.span.start]
    starts_sentence = reading.sentence(quotation.span).start == quotation.span.start
    capitals = all(w[0].isupper() or w[0].isdigit() for w in said.split())
    return bool(_NAMING.search(before)) or (capitals and not starts_sentence)
