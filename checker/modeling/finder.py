"""`StatementFinder`: reads a document with a scorer and gives its statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from checker.document import Document, Span
from checker.modeling.assembly import Reading, assemble
from checker.modeling.collate import collate_anchors, collate_windows
from checker.modeling.decoding import Floats, best_paths, tag_spans
from checker.modeling.encoded import Candidate, Encoded, Scorer
from checker.modeling.pieces import Pieces, snap
from checker.modeling.settings import Settings
from checker.modeling.windows import Window, windows_of
from checker.statements import Statement

#: Anchors less likely than this are not looked at: their statement would not come near the threshold.
_WORTH_TAGGING = 0.2
#: Pieces on either side of an anchor that are tagged. One in several hundred goes further, and 2 · 111 + 1 pieces pad to
#: 224 where the 128 of training pad to 288.
_REACH = 111

Kept = tuple[int, Floats, Floats]
"""The first piece of a window's core, and the states and claim scores of the core."""


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
        return self.statements(self.read(document))

    def statements(self, encoded: Encoded) -> tuple[Statement, ...]:
        """The statements of a document that has been read, in text order, speakers not yet set."""
        calibration, threshold = self.settings.calibration, self.settings.threshold
        scored = ((c, c.confidence(calibration)) for c in encoded.candidates)
        return assemble(encoded.document, [(c.reading, p) for c, p in scored if p >= threshold])

    def read(self, document: Document) -> Encoded:
        """One document, read once: what every head takes its answers from."""
        pieces = Pieces.of(document, self.tokenizer)
        found: list[tuple[int, Candidate]] = []
        kept: list[Kept] = []
        for batch in _batches([(0, w) for w in self._windows(pieces)], self.batch):
            found.extend((a, c) for _, a, c in self._read([document], [pieces], batch, kept))
        candidates = tuple(c for _, c in sorted(found, key=lambda f: f[0]))
        states, claims = _in_order(kept)
        return Encoded(document, pieces, candidates, states, claims, self.scorer)

    def encode(self, pieces: Pieces) -> tuple[Floats, Floats]:
        """States [pieces, width] and claim scores [pieces, 4] of a document alone."""
        kept: list[Kept] = []
        for batch in _batches([(0, w) for w in self._windows(pieces)], self.batch):
            collated = collate_windows([pieces] * len(batch), [w for _, w in batch], self._specials)
            states, _, claims = self.scorer.states(collated)
            _keep(kept, [w for _, w in batch], states, claims)
        return _in_order(kept)

    def _windows(self, pieces: Pieces) -> tuple[Window, ...]:
        size = self.settings.windows
        return windows_of(pieces, core=size.core, context=size.context)

    def candidates(self, documents: Sequence[Document]) -> list[list[Candidate]]:
        """What the network reads at every anchor worth a look, by document, in text order."""
        pieces = [Pieces.of(d, self.tokenizer) for d in documents]
        work = [(i, w) for i, p in enumerate(pieces) for w in self._windows(p)]
        out: list[list[tuple[int, Candidate]]] = [[] for _ in documents]
        for batch in _batches(work, self.batch):
            for i, anchor, candidate in self._read(documents, pieces, batch):
                out[i].append((anchor, candidate))
        return [[c for _, c in sorted(found, key=lambda f: f[0])] for found in out]

    def _read(
        self,
        documents: Sequence[Document],
        pieces: Sequence[Pieces],
        batch: Sequence[tuple[int, Window]],
        kept: list[Kept] | None = None,
    ) -> Iterator[tuple[int, int, Candidate]]:
        """The candidates of a batch of windows; `kept` takes the core's first piece, states and claim scores of each."""
        owners, windows = [i for i, _ in batch], [w for _, w in batch]
        own = [pieces[i] for i in owners]
        collated = collate_windows(own, windows, self._specials)
        states, logits, claims = self.scorer.states(collated)
        length = collated.ids.shape[1]
        chances = 1 / (1 + np.exp(-logits.astype(np.float64)))
        anchors: list[tuple[int, int]] = []
        for k, w in enumerate(windows):
            core = slice(w.core_start + 1 - w.start, w.core_end + 1 - w.start)
            anchors.extend((k, int(j) + w.core_start) for j in np.flatnonzero(chances[k, core] >= _WORTH_TAGGING))
        if kept is not None:
            _keep(kept, windows, states, claims)
        if not anchors:
            return
        around = collate_anchors(own, windows, anchors, length, reach=_REACH)
        paths, probabilities = best_paths(self.scorer.emissions(states, around), around.mask, self.scorer.transitions)
        for (k, a), path, probability, first, mask in zip(
            anchors, paths, probabilities, around.first, around.mask, strict=True
        ):
            reading = _reading(documents[owners[k]].text, own[k], tag_spans(path[: int(mask.sum())]), int(first))
            if reading.content:
                chance = float(chances[k, a + 1 - windows[k].start])
                yield owners[k], a, Candidate(chance, float(probability), reading)


def _keep(kept: list[Kept], windows: Sequence[Window], states: Floats, claims: Floats) -> None:
    length = claims.shape[1]
    for k, w in enumerate(windows):
        core = slice(w.core_start + 1 - w.start, w.core_end + 1 - w.start)
        kept.append((w.core_start, states[k * length : (k + 1) * length][core], claims[k, core]))


def _in_order(kept: list[Kept]) -> tuple[Floats, Floats]:
    """States and claim scores of a document's pieces, whose windows were read in any order."""
    if not kept:
        return np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32)
    kept.sort(key=lambda x: x[0])
    return np.concatenate([x for _, x, _ in kept]), np.concatenate([x for _, _, x in kept])


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
