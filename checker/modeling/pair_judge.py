"""`PairJudge`: does the hypothesis follow from the premise, contradict it, or neither? Run by ONNX Runtime, without torch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from checker.article import ModelInfo
from checker.errors import AttribError
from checker.modeling.decoding import Floats
from checker.modeling.locate import find_model
from checker.modeling.memory import Memory
from checker.modeling.onnx_scorer import session
from checker.modeling.pair_pieces import PairPieces, collate_pairs, pair_pieces
from checker.modeling.pair_settings import PairSettings
from checker.modeling.pieces import load_tokenizer
from checker.modeling.workers import Workers

DEFAULT_PAIR_MODEL = "attrib-pairs"
GRAPH = "pairs.int8.onnx"
#: What decides a model's answers, and so its revision.
_DECISIVE = ("config.json", "tokenizer.json", GRAPH)
#: Bytes of the latest judgements: of some 4,000 pairs.
_MEMORY = 4 << 20


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
        self._tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
        self._session = session(folder / GRAPH, 1)
        self._workers = Workers(threads)
        self._judged: Memory[Floats] = Memory(_MEMORY)

    @classmethod
    def open(cls, name: str | None = None, *, threads: int = 0) -> PairJudge:
        """The pair model called `name`, or in the folder `name`; the released one where it is None."""
        return cls(find_model(name or DEFAULT_PAIR_MODEL, "pairs"), threads=threads)

    @cached_property
    def info(self) -> ModelInfo:
        """Its name and revision."""
        return ModelInfo(self.settings.name, _revision(self.folder))

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """[n, 3] calibrated probabilities of entailment, neutral and contradiction of pairs of premise and hypothesis."""
        return softmax(self.logits(pairs) / self.settings.temperature)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """[n, 3] what the network says, uncalibrated. A pair's numbers do not depend on the pairs beside it."""
        known = {pair: logits for pair in pairs if (logits := self._judged.get(pair)) is not None}
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        pieces = pair_pieces(fresh, self._tokenizer, length=self.settings.length)
        for pair, logits in zip(fresh, self._workers.map(self._judge, pieces), strict=True):
            known[pair] = logits
            self._judged.put(pair, logits, 200 + 2 * (len(pair[0]) + len(pair[1])))
        return np.array([known[pair] for pair in pairs], np.float32).reshape(-1, 3)

    def _judge(self, pieces: PairPieces) -> Floats:
        # Alone and without padding: an int8 graph scales by all that goes through it at once.
        inputs = collate_pairs([pieces], self.settings.specials, multiple=1).inputs
        logits: Floats = self._session.run(None, inputs)[0][0]
        return logits


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
