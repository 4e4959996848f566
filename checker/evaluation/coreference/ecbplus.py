"""ECB+: people and organizations in news documents, as far as the validated sentences go."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.coreference.chained_text import ChainedText, in_order
from checker.evaluation.coreference.spacing import join
from checker.evaluation.importers.safe_xml import parse

_SENTENCES = "ECBplus_coreference_sentences.csv"


def read_ecbplus(folder: str | Path) -> Iterator[ChainedText]:
    """The documents of ECB+ (a folder with `ECB+` and the list of validated sentences in it), by topic.

    Mentions are of people and organizations (HUMAN_PART…), in validated sentences; most are the head alone (“rep” of
    “her rep”). The address that opens a document is left out of its text. Chains stay within the document; a mention
    in no chain may well corefer. Raises AttribError where the files are not there or not readable.
    """
    folder = Path(folder)
    validated = _validated(folder / _SENTENCES)
    files = sorted((folder / "ECB+").glob("*/*.xml"), key=lambda p: (int(p.parent.name), p.name))
    if not files:
        raise AttribError(f"{folder}: holds no ECB+/TOPIC/*.xml files")
    for path in files:
        name = path.stem.partition("_")[2]
        text, chains = _read(parse(path), validated[path.parent.name, name])
        yield ChainedText(f"ecbplus/{path.parent.name}/{name}", "ecbplus", text, chains, False, "news")


def _validated(path: Path) -> defaultdict[tuple[str, str], set[str]]:
    """Numbers of the validated sentences by topic and file."""
    sentences: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                sentences[row["Topic"], row["File"]].add(row["Sentence Number"])
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise AttribError(f"{path}: not the list of validated sentences of ECB+: {error}") from error
    return sentences


def _read(root: Element, validated: set[str]) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    sentences: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iter("token"):
        if word := (token.text or "").strip():
            sentences[token.get("sentence", "")].append((token.get("t_id", ""), word))
    numbers = [n for n, tokens in sentences.items() if not tokens[0][1].startswith(("http", "www"))]
    text, places = join([[word for _, word in sentences[n]] for n in numbers])
    order: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for n, own in zip(numbers, places, strict=True):
        for (token_id, _), span in zip(sentences[n], own, strict=True):
            order[token_id] = len(order)
            if n in validated:
                spans[token_id] = span
    mentions: dict[str, Span] = {}
    for element in root.iter():
        anchors = [a.get("t_id", "") for a in element.iter("token_anchor")]
        if element.tag.startswith("HUMAN_PART") and anchors and all(a in spans for a in anchors):
            anchors.sort(key=order.__getitem__)
            if order[anchors[-1]] - order[anchors[0]] == len(anchors) - 1:  # all in one piece
                mentions[element.get("m_id", "")] = Span(spans[anchors[0]].start, spans[anchors[-1]].end)
    return text, in_order(_chains(root, mentions))


def _chains(root: Element, mentions: dict[str, Span]) -> list[list[Span]]:
    """Chains by instance, then the mentions that no relation names: each alone, since nothing is known of it."""
    chains: defaultdict[str, list[Span]] = defaultdict(list)
    linked: set[str] = set()
    for relation in root.iter():
        if relation.tag in ("CROSS_DOC_COREF", "INTRA_DOC_COREF"):
            key = relation.get("note") or f"within {relation.get('r_id')}"
            for source in relation.iter("source"):
                if (m_id := source.get("m_id", "")) in mentions:
                    chains[key].append(mentions[m_id])
                    linked.add(m_id)
    return [*chains.values(), *([span] for m_id, span in mentions.items() if m_id not in linked)]
