"""GUM's chains, from the entities in its dependency files (the same that stand in its CoNLL coreference files)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.coreference.chained_text import ChainedText, in_order, may_speak
from checker.evaluation.coreference.conllu import GumDocument, read_conllu

_SPEAKERS = frozenset({"person", "organization"})


def read_gum(folder: str | Path) -> Iterator[ChainedText]:
    """The documents of a folder of GUM (that with `dep` in it, or `dep` itself), in name order.

    Chains of persons (groups are persons here) and organizations, with their singletons; of places, objects, times,
    events and abstracts only chains in which a pronoun stands or a noun for a document (“the report”). Appositions and
    predicates are in the chain of what they describe. Raises AttribError on a folder without such files.
    """
    folder = Path(folder)
    files = sorted((folder / "dep").glob("*.conllu")) or sorted(folder.glob("*.conllu"))
    if not files:
        raise AttribError(f"{folder}: holds no .conllu files of GUM")
    for path in files:
        document = read_conllu(path)
        yield ChainedText(
            f"gum/{document.name}", "gum", document.text, in_order(entities(document).values()), True, document.genre
        )


def entities(document: GumDocument) -> dict[str, tuple[Span, ...]]:
    """The mentions of each entity that may speak, by its number."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for mention in document.mentions:
        spans[mention.group].append(document.span(mention.first, mention.last))
        types[mention.group].add(mention.type)
    return {
        group: tuple(chain)
        for group, chain in spans.items()
        if types[group] & _SPEAKERS or may_speak(document.text, chain)
    }
