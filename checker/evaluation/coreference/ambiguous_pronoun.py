"""GAP: a pronoun between two names of one gender, in a snippet of Wikipedia."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.coreference.chained_text import ChainedText, in_order

_FEMALE = frozenset("she her hers herself".split())


@dataclass(frozen=True, slots=True)
class AmbiguousPronoun:
    """A pronoun, and whether it stands for the name `a`, the name `b`, or neither. `id` begins with “gap/”."""

    id: str
    text: str
    pronoun: Span
    a: Span
    b: Span
    a_coref: bool
    b_coref: bool
    feminine: bool

    @property
    def chained(self) -> ChainedText:
        """The same as chains, the pronoun in that of the name it stands for, or alone."""
        chains = [[self.a], [self.b]]
        for chain, coref in zip(chains, (self.a_coref, self.b_coref), strict=True):
            if coref:
                chain.append(self.pronoun)
        if not (self.a_coref or self.b_coref):
            chains.append([self.pronoun])
        return ChainedText(self.id, "gap", self.text, in_order(chains), False, "bio")


def read_gap(file: str | Path) -> Iterator[AmbiguousPronoun]:
    """The rows of a file of GAP (tab-separated, nothing quoted). Raises AttribError on what is no such file."""
    file = Path(file)
    try:
        with open(file, encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield _pronoun(row)
    except (OSError, UnicodeDecodeError, KeyError, ValueError, TypeError) as error:
        raise AttribError(f"{file}: not a file of GAP: {error!r}") from error


def _pronoun(row: dict[str, str]) -> AmbiguousPronoun:
    text = row["Text"]

    def span(name: str) -> Span:
        words, start = row[name], int(row[f"{name}-offset"])
        if not text.startswith(words, start):
            raise ValueError(f"{row['ID']}: “{words}” is not at {start}")
        return Span(start, start + len(words))

    a_coref, b_coref = (row[f"{name}-coref"].upper() == "TRUE" for name in "AB")
    feminine = row["Pronoun"].lower() in _FEMALE
    return AmbiguousPronoun(f"gap/{row['ID']}", text, span("Pronoun"), span("A"), span("B"), a_coref, b_coref, feminine)
