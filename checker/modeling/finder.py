"""`StatementFinder`: reads a document with a scorer and gives its statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from checker.document import Document
from checker.modeling.assembly import assemble
from checker.modeling.collate import collate_anchors, collate_windows
from checker.modeling.decoding import Floats, best_paths, tag_spans
from checker.modeling.encoded import Candidate, Encoded, Scorer
from checker.modeling.memory import Memory
from checker.modeling.pieces import Pieces
from checker.modeling.settings import Settings
from checker.modeling.window_reading import Found, WindowReading, window_key
from checker.modeling.windows import Window, windows_of
from checker.statements import Statement

#: Anchors less likely than this are not looked at: their statement would not come near the threshold.
_WORTH_TAGGING = 0.2
#: Pieces on either side of an anchor that are tagged. One in several hundred goes further, and 2 · 111 + 1 pieces pad to
#: 224 where the 128 of training pad to 288.
_REACH = 111

Work = tuple[int, Window]
"""A window and the number of its document."""


class StatementFinder:
    """Documents in, statements out. Holds a tokenizer, a scorer and the settings of the model they belong to.

    batch: word pieces that the encoder reads at once, padding included; a window at least.
    memory: bytes for what was read of late: of a document that comes again with an edit, only the windows that hold the
    edit are read again. For a scorer whose weights stay as they are, and a `batch` of 1, where a window is read the same
    whatever stands beside it.
    """

    def __init__(
        self, tokenizer: Tokenizer, scorer: Scorer, settings: Settings, *, batch: int = 8192, memory: int = 0
    ) -> None:
        self.tokenizer = tokenizer
        self.scorer = scorer
        self.settings = settings
        self.batch = batch
        self.memory: Memory[WindowReading] = Memory(memory)
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
        keys = {w: window_key(pieces, w) for w in self._windows(pieces)}
        known = {w: reading for w, key in keys.items() if (reading := self.memory.get(key)) is not None}
        for (_, w), reading in self._read([pieces], [(0, w) for w in keys if w not in known]):
            known[w] = reading
            self.memory.put(keys[w], reading, reading.size)
        candidates = tuple(c for w in keys for c in _candidates(document, pieces, w, known[w]))
        states, claims = _joined([(known[w].states, known[w].claims) for w in keys])
        return Encoded(document, pieces, candidates, states, claims, self.scorer)

    def encode(self, pieces: Pieces) -> tuple[Floats, Floats]:
        """States [pieces, width] and claim scores [pieces, 4] of a document alone."""
        found: dict[int, tuple[Floats, Floats]] = {}
        for batch in _batches([(0, w) for w in self._windows(pieces)], self.batch):
            windows = [w for _, w in batch]
            states, _, claims = self.scorer.states(collate_windows([pieces] * len(batch), windows, self._specials))
            for k, w in enumerate(windows):
                found[w.core_start] = _core(k, w, states, claims)
        return _joined([found[at] for at in sorted(found)])

    def candidates(self, documents: Sequence[Document]) -> list[list[Candidate]]:
        """What the network reads at every anchor worth a look, by document, in text order."""
        pieces = [Pieces.of(d, self.tokenizer) for d in documents]
        out: list[dict[int, list[Candidate]]] = [{} for _ in documents]
        for (i, w), reading in self._read(pieces, [(i, w) for i, p in enumerate(pieces) for w in self._windows(p)]):
            out[i][w.core_start] = _candidates(documents[i], pieces[i], w, reading)
        return [[c for at in sorted(found) for c in found[at]] for found in out]

    def _windows(self, pieces: Pieces) -> tuple[Window, ...]:
        size = self.settings.windows
        return windows_of(pieces, core=size.core, context=size.context)

    def _read(self, pieces: Sequence[Pieces], work: Sequence[Work]) -> Iterator[tuple[Work, WindowReading]]:
        """What the network reads in each window, those of like length together."""
        for batch in _batches(work, self.batch):
            windows = [w for _, w in batch]
            own = [pieces[i] for i, _ in batch]
            states, logits, claims = self.scorer.states(collate_windows(own, windows, self._specials))
            chances = 1 / (1 + np.exp(-logits.astype(np.float64)))
            anchors: list[tuple[int, int]] = []
            for k, w in enumerate(windows):
                likely = np.flatnonzero(chances[k, _rows(w)] >= _WORTH_TAGGING)
                anchors.extend((k, int(j) + w.core_start) for j in likely)
            found: list[list[Found]] = [[] for _ in windows]
            if anchors:
                around = collate_anchors(own, windows, anchors, logits.shape[1], reach=_REACH)
                emissions = self.scorer.emissions(states, around)
                paths, probabilities = best_paths(emissions, around.mask, self.scorer.transitions)
                for i, (k, a) in enumerate(anchors):
                    first = int(around.first[i]) - windows[k].core_start
                    spans = tag_spans(paths[i, : int(around.mask[i].sum())])
                    found[k].append(
                        Found(
                            float(chances[k, a + 1 - windows[k].start]),
                            float(probabilities[i]),
                            tuple((role, first + x, first + y) for role, x, y in spans),
                        )
                    )
            for k, item in enumerate(batch):
                yield item, WindowReading(*_core(k, windows[k], states, claims), tuple(found[k]))


def _rows(window: Window) -> slice:
    """Where a window's core stands in its row of a batch, behind the start token."""
    return slice(window.core_start + 1 - window.start, window.core_end + 1 - window.start)


def _core(k: int, window: Window, states: Floats, claims: Floats) -> tuple[Floats, Floats]:
    """States and claim scores of the core of the batch's window `k`: copies, as a view would hold on to all of the batch."""
    length = claims.shape[1]
    return states[k * length : (k + 1) * length][_rows(window)].copy(), claims[k, _rows(window)].copy()


def _joined(cores: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """States and claim scores of a document's pieces from those of its cores, in text order."""
    if not cores:
        return np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32)
    return np.concatenate([states for states, _ in cores]), np.concatenate([claims for _, claims in cores])


def _candidates(document: Document, pieces: Pieces, window: Window, reading: WindowReading) -> list[Candidate]:
    """The statements of a window in a document's text; without those that name no content."""
    found = ((f, f.reading(document.text, pieces, window.core_start)) for f in reading.found)
    return [Candidate(f.anchor, f.path, spans) for f, spans in found if spans.content]


def _batches(work: Sequence[Work], size: int) -> Iterator[Sequence[Work]]:
    """Windows of like length together, so that little of a batch is padding."""
    ordered = sorted(work, key=lambda x: len(x[1]))
    batch: list[Work] = []
    for item in ordered:
        if batch and (len(item[1]) + 2) * (len(batch) + 1) > size:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch
