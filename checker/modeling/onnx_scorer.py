"""`OnnxScorer`: the network in ONNX Runtime, int8, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from checker.errors import AttribError
from checker.modeling.collate import AnchorBatch, WindowBatch
from checker.modeling.decoding import Floats
from checker.modeling.memory import Memory, key_of
from checker.modeling.pointing import PointerBatch
from checker.modeling.workers import Workers

ENCODER, TAGGER, POINTER, TRANSITIONS = "encoder.int8.onnx", "tagger.int8.onnx", "pointer.int8.onnx", "transitions.json"

#: ONNX Runtime makes one step of an addition and the normalization after it, which takes four times as long as the two.
_SLOWER = "SkipLayerNormFusion"
#: Bytes of the pointer's latest answers: of some 2,000 mentions.
_MEMORY = 2 << 20


class OnnxScorer:
    """Runs a model folder's three graphs: the encoder with its anchor and claim scores, the tagger and the pointer.

    An anchor's scores are those that it has alone: int8 graphs scale by all that goes through them at once. `threads` of 0
    leaves the number to ONNX Runtime: one a core.
    """

    def __init__(self, folder: Path, transitions: Floats, *, threads: int = 0) -> None:
        self.transitions = transitions
        self._workers = Workers(threads)
        graphs = [(folder / ENCODER, threads), (folder / TAGGER, 1), (folder / POINTER, 1)]
        self._encoder, self._tagger, self._pointer = self._workers.map(lambda graph: session(*graph), graphs)
        self._pointed: Memory[Floats] = Memory(_MEMORY)

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats, Floats]:
        """States [windows * length, width], anchor logits [windows, length] and claim scores [windows, length, 4]."""
        inputs = {"ids": batch.ids, "features": batch.features, "mask": batch.mask}
        states, logits, claims = self._encoder.run(None, inputs)
        return states.reshape(-1, states.shape[-1]), logits, claims

    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        """Tag scores [anchors, reach, tags]."""
        names = ("anchor", "index", "distance", "sentence", "paragraph", "mask")
        work = _one_by_one(states, names, anchors.inputs)
        return _padded(self._workers.map(lambda x: _run(self._tagger, x), work), anchors.index.shape[1])

    def antecedents(self, states: Floats, mentions: PointerBatch) -> Floats:
        """Scores [anchors, reach] of being who the anchor stands for."""
        names = ("anchor", "index", "code", "distance", "sentence", "paragraph", "mask")
        work = _one_by_one(states, names, mentions.inputs)
        return _padded(self._workers.map(self._point, work), mentions.index.shape[1])

    def _point(self, inputs: Inputs) -> Floats:
        key = key_of(inputs.values())
        scores = self._pointed.get(key)
        if scores is None:
            scores = _run(self._pointer, inputs)
            self._pointed.put(key, scores, scores.nbytes)
        return scores


Inputs = dict[str, npt.NDArray[Any]]


def _one_by_one(states: Floats, names: Sequence[str], arrays: Sequence[npt.NDArray[Any]]) -> list[Inputs]:
    """The inputs of each anchor alone: the states of the pieces around it and no others, without padding.

    names, arrays: `anchor` [anchors], `index` [anchors, reach] and what else a graph takes; `mask` [anchors, reach] last.
    """
    anchor, index, mask = arrays[0], arrays[1], arrays[-1]
    work = []
    for i, n in enumerate(mask.sum(1).tolist()):
        inputs = {name: x[i : i + 1, :n] for name, x in zip(names[2:], arrays[2:], strict=True)}
        inputs["states"] = states[index[i, :n]]
        inputs["anchor"] = np.flatnonzero(index[i, :n] == anchor[i])[:1]
        inputs["index"] = np.arange(n)[None]
        work.append(inputs)
    return work


def _run(graph: ort.InferenceSession, inputs: Inputs) -> Floats:
    """The first output of a graph for one anchor, [reach, …]."""
    out: Floats = graph.run(None, inputs)[0][0]
    return out


def _padded(rows: Sequence[Floats], width: int) -> Floats:
    """Rows [reach, …] of several lengths as one array [rows, width, …], with zeros behind them."""
    out = np.zeros((len(rows), width, *rows[0].shape[1:]), np.float32)
    for padded, row in zip(out, rows, strict=True):
        padded[: len(row)] = row
    return out


def session(path: Path, threads: int) -> ort.InferenceSession:
    """A graph, opened. Raises AttribError where it cannot be."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # The graphs run in turn: the threads of the one that waits must not spin on the cores of the other.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return ort.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOWER]
        )
    except Exception as error:  # onnxruntime raises its own types, none of them exported
        raise AttribError(
            f"{path}: cannot be loaded ({str(error).splitlines()[0]}). Install the model again."
        ) from error
