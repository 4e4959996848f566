"""`StatementFinder`: reads a document with a scorer and gives its statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from tokenizers import Tokenizer

from checker.document import Document, Span
from checker.modeling.assembly import Reading, assemble
from checker.modeling.collate import AnchorBatch, WindowBatch, collate_anchors, collate_windows
from checker.modeling.decoding import Floats, best_paths, tag_spans
from checker.modeling.pieces import Pieces, snap
from checker.modeling.settings import Calibration, Settings
from checker.modeling.windows import Window, windows_of
from checker.statements import Statement

#: Anchors less likely than this are not looked at: their statement would not come near the threshold.
_WORTH_TAGGING = 0.2
#: Pieces on either side of an anchor that are tagged. One in several hundred goes further, and 2 · 111 + 1 pieces pad to
#: 224 where the 128 of training pad to 288.
_REACH = 111


class Scorer(Protocol):
    """The network, whatever runs it."""

    transitions: Floats

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats]:
        """States [windows * length, width] and anchor logits [windows, length]."""
        ...

    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        """Tag scores [anchors, reach, tags]."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One anchor's statement as the network reads it, before any threshold.

    anchor: probability that a statement hangs on this piece; path: probability of its tags given the anchor; reading: its
    spans in the text.
    """

    anchor: float
    path: float
    reading: Reading

    def confidence(self, calibration: Calibration) -> float:
        """Calibrated probability that the statement is right."""
        return calibration.probability(self.anchor, self.path)


class StatementFinder:
    """Documents in, statements out. Holds a tokenizer, a scorer and the settings of the model they belong to.

    batch: word pieces that the encoder reads at once, padding included; a window at least.
    """

    def __init__(self, tokenizer: Tokenizer, scorer: Scorer, settings: Settings, *, batch: int = 8192) -> None:
        self.tokenizer = tokenizer
        self.scorer = scorer
        self.settings = settings
        self.batch = batch
        self._specials = settings.specials

    def __call__(self, document: Document) -> tuple[Statement, ...]:
        """The statements of one document, in text order, speakers not yet set."""
        calibration, threshold = self.settings.calibration, self.settings.threshold
        (candidates,) = self.candidates([document])
        scored = ((c, c.confidence(calibration)) for c in candidates)
        return assemble(document, [(c.reading, p) for c, p in scored if p >= threshold])

    def candidates(self, documents: Sequence[Document]) -> list[list[Candidate]]:
        """What the network reads at every anchor worth a look, by document, in text order."""
        pieces = [Pieces.of(d, self.tokenizer) for d in documents]
        size = self.settings.windows
        work = [(i, w) for i, p in enumerate(pieces) for w in windows_of(p, core=size.core, context=size.context)]
        out: list[list[tuple[int, Candidate]]] = [[] for _ in documents]
        for batch in _batches(work, self.batch):
            for i, anchor, candidate in self._read(documents, pieces, batch):
                out[i].append((anchor, candidate))
        return [[c for _, c in sorted(found, key=lambda f: f[0])] for found in out]

    def _read(
        self, documents: Sequence[Document], pieces: Sequence[Pieces], batch: Sequence[tuple[int, Window]]
    ) -> Iterator[tuple[int, int, Candidate]]:
        owners, windows = [i for i, _ in batch], [w for _, w in batch]
        own = [pieces[i] for i in owners]
        collated = collate_windows(own, windows, self._specials)
        states, logits = self.scorer.states(collated)
        chances = 1 / (1 + np.exp(-logits.astype(np.float64)))
        anchors: list[tuple[int, int]] = []
        for k, w in enumerate(windows):
            shift = 1 - w.start
            core = chances[k, w.core_start + shift : w.core_end + shift]
            anchors.extend((k, int(j) + w.core_start) for j in np.flatnonzero(core >= _WORTH_TAGGING))
        if not anchors:
            return
        around = collate_anchors(own, windows, anchors, collated.ids.shape[1], reach=_REACH)
        paths, probabilities = best_paths(self.scorer.emissions(states, around), around.mask, self.scorer.transitions)
        for (k, a), path, probability, first, mask in zip(
            anchors, paths, probabilities, around.first, around.mask, strict=True
        ):
            reading = _reading(documents[owners[k]].text, own[k], tag_spans(path[: int(mask.sum())]), int(first))
            if reading.content:
                chance = float(chances[k, a + 1 - windows[k].start])
                yield owners[k], a, Candidate(chance, float(probability), reading)


def _reading(text: str, pieces: Pieces, spans: Sequence[tuple[str, int, int]], first: int) -> Reading:
    found: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for role, a, b in spans:
        start, end = snap(text, int(pieces.start[first + a]), int(pieces.end[first + b - 1]))
        if end > start:
            found[role].append(Span(start, end))
    return Reading(tuple(found["content"]), tuple(found["cue"]), tuple(found["source"]))


def _batches(work: Sequence[tuple[int, Window]], size: int) -> Iterator[Sequence[tuple[int, Window]]]:
    """Windows of like length together, so that little of a batch is padding."""
    ordered = sorted(work, key=lambda x: len(x[1]))
    batch: list[tuple[int, Window]] = []
    for item in ordered:
        if batch and (len(item[1]) + 2) * (len(batch) + 1) > size:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch
