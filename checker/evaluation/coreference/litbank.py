"""LitBank: people and their pronouns in a hundred novels, 2,000 words of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.coreference.chained_text import ChainedText, in_order, may_speak
from checker.evaluation.coreference.spacing import join

_SPEAKERS = frozenset({"PER", "ORG"})


@dataclass(frozen=True, slots=True)
class LitBankBook:
    """An excerpt: its text, where each token of each sentence stands in it, and its entities by their names there."""

    name: str
    text: str
    tokens: tuple[tuple[Span, ...], ...]
    entities: dict[str, tuple[Span, ...]]


def read_litbank(folder: str | Path) -> Iterator[ChainedText]:
    """The books of LitBank (a folder with `coref` in it), in name order.

    Chains of persons and organizations, with their singletons; of places, buildings and vehicles only those in which a
    pronoun stands. Appositions and predicates are in the chain of what they describe. The corpus keeps no paragraphs:
    see `spacing.join`. Raises AttribError where the files are not there or not readable.
    """
    for book in read_books(folder):
        chains = in_order(book.entities.values())
        yield ChainedText(f"litbank/{book.name}", "litbank", book.text, chains, True, "fiction")


def read_books(folder: str | Path) -> Iterator[LitBankBook]:
    """The books as they stand in the files. Raises AttribError as `read_litbank` does."""
    folder = Path(folder) / "coref" / "tsv"
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise AttribError(f"{folder}: holds no .ann files of LitBank")
    for path in files:
        try:
            lines = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
            rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
            text, places = join([line.split() for line in lines])
            yield LitBankBook(path.stem.removesuffix("_brat"), text, places, _entities(text, places, rows))
        except (OSError, UnicodeDecodeError, ValueError, IndexError, KeyError) as error:
            raise AttribError(f"{path}: not LitBank's coreference: {error!r}") from error


def _entities(text: str, places: tuple[tuple[Span, ...], ...], rows: list[list[str]]) -> dict[str, tuple[Span, ...]]:
    spans = {}
    types = {}
    entity: dict[str, str] = {}
    described: dict[str, str] = {}
    for row in rows:
        if row[0] == "MENTION":
            _, name, sentence, first, end_sentence, last, _, kind, _ = row
            spans[name] = Span(places[int(sentence)][int(first)].start, places[int(end_sentence)][int(last)].end)
            types[name] = kind
        elif row[0] == "COREF":
            entity[row[1]] = row[2]
        elif row[0] in ("APPOS", "COP"):
            described[row[1]] = row[2]
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for name in spans:
        named = name
        while named not in entity and named in described:
            named = described.pop(named)
        entity[name] = entity.get(named, name)
        chains[entity[name]].append(name)
    return {
        key: tuple(spans[n] for n in names)
        for key, names in chains.items()
        if any(types[n] in _SPEAKERS for n in names) or may_speak(text, [spans[n] for n in names])
    }
