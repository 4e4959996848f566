"""ATT502."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.base import Check
from checker.checks.reading import Reading, words
from checker.checks.vocabulary import CHARGE_WORDS, LOADED_VERBS
from checker.config import Config
from checker.document import Span
from checker.findings import Finding, Severity

_LEMMA = {form: lemma for lemma, forms in LOADED_VERBS.items() for form in forms.split()}
_NOUNS = ("claim", "claims", "boast", "boasts")
_DETERMINER = re.compile(
    r"\b(?:the|a|an|his|her|its|their|my|your|our|this|that|any|no|such|[\w]+[’']s)\s+(?:\w+\s+)?$", re.IGNORECASE
)
# What follows makes it another verb: no doubt is cast by “claimed responsibility”.
_OTHER_SENSE = {
    lemma: re.compile(pattern, re.IGNORECASE)
    for lemma, pattern in {
        "claim": r"\s+(?:full |sole |partial |the )?(?:responsibility|victory|credit|benefits?|asylum|title|win|crown"
        r"|gold|prize|damages|compensation|(?:\w+ )?lives?)\b|\s+a (?:win|victory|place)\b",
        "admit": r"\s+to (?:the |a )?(?:hospital|bar|union|university|ward|court)\b"
        r"|\s+(?:\w+ ){0,2}(?:charges?|counts?|offen[cs]es?|guilt|manslaughter|murder|assault|theft|fraud|burglary"
        r"|robbery|perjury|liability)\b",
        "confess": r"\s+to (?:\w+ ){0,3}(?:police|detectives|murder|killing|crime|charges?)\b",
    }.items()
}


class LoadedVerb(Check):
    """A verb of attribution that takes sides.

    ## What it flags

    Claimed, admitted, insisted, conceded, boasted, alleged, refuted, confessed, whined as the cue of a statement, and
    the house's own (`cue-words` in the configuration). Off unless selected.

    Silent on “claimed responsibility” and its like, on what is admitted or alleged in court, and on nouns (“his
    claim”).

    ## Why

    “Claimed” doubts, “admitted” convicts, “refuted” awards the argument. “Said” leaves it to the reader.

    ## Example

    Flagged:

    > The harbour master **claimed** that the crane had been inspected.

    Not flagged:

    > The harbour master said that the crane had been inspected. A dissident group claimed responsibility for the blast.
    """

    code = "ATT502"
    name = "loaded-verb"
    severity = Severity.OFF
    needs = "rule"

    def run(self, reading: Reading, config: Config) -> Iterator[Finding]:
        house = {w.lower() for w in config.cue_words}
        for statement in reading.statements:
            if statement.act == "other" or not statement.cue or not reading.in_prose(statement.cue[0]):
                continue
            for cue in statement.cue:
                word = _loaded(reading, cue, house)
                if word is not None:
                    yield self.finding(cue, f"“{word}” takes a side; “said” takes none.")
                    break


def _loaded(reading: Reading, cue: Span, house: set[str]) -> str | None:
    """The loaded word of a cue, None where there is none or where it means something else here."""
    for m in re.finditer(r"[\w’'-]+", cue.of(reading.text)):
        form = m.group().lower()
        span = Span(cue.start + m.start(), cue.start + m.end())
        if form in house:
            return m.group()
        lemma = _LEMMA.get(form)
        if lemma is not None and not _means_other(reading, span, form, lemma):
            return m.group()
    return None


def _means_other(reading: Reading, word: Span, form: str, lemma: str) -> bool:
    before = reading.text[max(0, word.start - 40) : word.start]
    if form in _NOUNS and (_DETERMINER.search(before) or reading.text.startswith(" of ", word.end)):
        return True
    other = _OTHER_SENSE.get(lemma)
    if other is not None and other.match(reading.text, word.end):
        return True
    index = reading.paragraph(word)
    legal = CHARGE_WORDS & set(words(reading.paragraph_span(index).of(reading.text))) - {
        "alleged",
        "alleges",
        "suspect",
    }
    return lemma == "allege" and bool(legal)
