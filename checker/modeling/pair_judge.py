"""`PairJudge`: does the hypothesis follow from the premise, contradict it, or neither? Run by ONNX Runtime, without torch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from checker.article import ModelInfo
from checker.errors import AttribError
from checker.modeling.decoding import Floats
from checker.modeling.locate import find_model
from checker.modeling.onnx_scorer import session
from checker.modeling.pair_pieces import collate_pairs, pair_pieces
from checker.modeling.pair_settings import PairSettings
from checker.modeling.pieces import load_tokenizer

DEFAULT_PAIR_MODEL = "attrib-pairs"
GRAPH = "pairs.int8.onnx"
#: What decides a model's answers, and so its revision.
_DECISIVE = ("config.json", "tokenizer.json", GRAPH)
_BATCH = 16


class PairJudge:
    """A released or fine-tuned pair model. Loaded once, used for many pairs."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Opens a model folder. Raises AttribError where it holds no pair model. `threads` of 0: one a core."""
        missing = [name for name in _DECISIVE if not (folder / name).is_file()]
        if missing:
            raise AttribError(
                f"{folder}: the pair model lacks {', '.join(missing)}. Export it with attrib train, or install it."
            )
        self.folder = folder
        self.settings = PairSettings.load(folder)
        self.info = ModelInfo(self.settings.name, _revision(folder))
        self._tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
        self._session = session(folder / GRAPH, threads)

    @classmethod
    def open(cls, name: str | None = None, *, threads: int = 0) -> PairJudge:
        """The pair model called `name`, or in the folder `name`; the released one where it is None."""
        return cls(find_model(name or DEFAULT_PAIR_MODEL, "pairs"), threads=threads)

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """[n, 3] calibrated probabilities of entailment, neutral and contradiction of pairs of premise and hypothesis."""
        return softmax(self.logits(pairs) / self.settings.temperature)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """[n, 3] what the network says, uncalibrated."""
        settings = self.settings
        pieces = pair_pieces(pairs, self._tokenizer, length=settings.length)
        out = np.zeros((len(pieces), 3), np.float32)
        # Pairs of like length together: little is padded.
        order = sorted(range(len(pieces)), key=lambda k: len(pieces[k]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            batch = collate_pairs([pieces[k] for k in rows], settings.specials)
            out[rows] = self._session.run(None, batch.inputs)[0]
        return out


def softmax(logits: Floats) -> Floats:
    """Probabilities [n, 3] of logits [n, 3]."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = (raised / raised.sum(-1, keepdims=True)).astype(np.float32)
    return shares


def _revision(folder: Path) -> str:
    """Twelve hexadecimal digits that change whenever a file that decides the model's answers does."""
    digest = hashlib.sha256()
    for name in _DECISIVE:
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
