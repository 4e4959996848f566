"""Corpora of natural language inference, read as the pairs that `attrib` trains and measures on."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from checker.errors import AttribError
from checker.evaluation.pairs import LABELS, Pair, read_pairs

PARTS = ("", "train", "dev")
#: Of how many groups (pages, premises) one is kept out of training, where a corpus has no parts of its own.
_ONE_IN = 10
#: Corpora whose licence forbids a released model to learn from them.
_EVALUATION_ONLY = ("sick",)


def read_nli(path: Path, format: str = "pairs", part: str = "") -> list[Pair]:
    """The pairs of a corpus file; premise first, as everywhere.

    format: `pairs` (JSON lines), `lingnli`, `vitaminc` (tokenized Wikipedia, detokenized here) or `conjnli` (tab-separated).
    part: `train` or `dev`, or all where empty. LingNLI says itself what is for training; of the others a tenth of the
    pages, or of the premises where a pair names no page, is `dev`, always the same ones.

    Raises AttribError on an unknown format or part, and on a file that is not what it should be.
    """
    if format not in _READERS:
        raise AttribError(f"{path}: {format!r} is no format of pairs; there are {', '.join(_READERS)}")
    if part not in PARTS:
        raise AttribError(f"{path}: {part!r} is no part of a corpus; there are train and dev")
    return [pair for pair in _READERS[format](path) if part in ("", _part(pair, format))]


def may_train(pair: Pair) -> bool:
    """Whether a model that is released may learn from a pair."""
    return not pair.source.startswith(_EVALUATION_ONLY)


def detokenize(text: str) -> str:
    """Text whose tokens stand apart (Penn Treebank's way, with `` and '' for quotation marks) as it would be printed."""
    text = text.replace("\ufffd", " ").replace("\xa0", " ")
    for token, printed in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]")):
        text = text.replace(token, printed)
    # Marks pile up where quotes stand inside quotes; one opening mark among them makes the pile an opening one.
    text = re.sub(r"(?:``|'')(?:\s*(?:``|''))*", lambda marks: " `` " if "``" in marks[0] else " '' ", text)
    # Wikipedia's own edits often lost the space after a full stop.
    text = re.sub(r"(?<=[a-z0-9)])\.(?=[A-Z][a-z])", ". ", text)
    text = " ".join(text.split())
    text = re.sub(r" (?=[,.;:?!)\]}%]|'(?:s|re|ve|ll|d|m)?\b|n't\b|'(?= ))", "", text)
    text = re.sub(r"(?<=[(\[{$£€#]) ", "", text)
    return re.sub(r"`` ?| ?''", '"', text).strip()


def _part(pair: Pair, format: str) -> str:
    if format == "lingnli":
        return "dev" if pair.source == "lingnli-val" else "train"
    group = pair.premise if pair.unit == pair.id else pair.unit
    return "dev" if int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % _ONE_IN == 0 else "train"


def _vitaminc(path: Path) -> Iterator[Pair]:
    for pair in read_pairs(path):
        yield replace(pair, premise=detokenize(pair.premise), hypothesis=detokenize(pair.hypothesis))


def _conjnli(path: Path) -> Iterator[Pair]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if number > 1 and row:
                    if len(row) != 3 or row[2] not in LABELS:
                        raise AttribError(f"{path}:{number}: not premise, hypothesis and label, tab-separated")
                    name = f"{path.stem}:{number}"
                    yield Pair(name, row[0], row[1], row[2], name, "conjnli")
    except (OSError, UnicodeDecodeError) as error:
        raise AttribError(f"{path}: cannot be read as UTF-8 text: {error}") from error


_READERS: dict[str, Callable[[Path], Iterator[Pair]]] = {
    "pairs": read_pairs,
    "lingnli": read_pairs,
    "vitaminc": _vitaminc,
    "conjnli": _conjnli,
}
