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
from checker.modeling.pointing import PointerBatch

ENCODER, TAGGER, POINTER, TRANSITIONS = "encoder.int8.onnx", "tagger.int8.onnx", "pointer.int8.onnx", "transitions.json"

#: Anchors that the tagger takes at once. Few fit the processor's cache: twice as fast as all of them, and a third of the memory.
_ANCHORS = 4


class OnnxScorer:
    """Runs a model folder's three graphs: the encoder with its anchor and claim scores, the tagger and the pointer.

    `threads` of 0 leaves the number to ONNX Runtime: one a core.
    """

    def __init__(self, folder: Path, transitions: Floats, *, threads: int = 0) -> None:
        self.transitions = transitions
        self._encoder = session(folder / ENCODER, threads)
        self._tagger = session(folder / TAGGER, threads)
        self._pointer = session(folder / POINTER, threads)

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats, Floats]:
        """States [windows * length, width], anchor logits [windows, length] and claim scores [windows, length, 4]."""
        inputs = {"ids": batch.ids, "features": batch.features, "mask": batch.mask}
        states, logits, claims = self._encoder.run(None, inputs)
        return states.reshape(-1, states.shape[-1]), logits, claims

    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        """Tag scores [anchors, reach, tags]."""
        names = ("anchor", "index", "distance", "sentence", "paragraph", "mask")
        return _few_at_a_time(self._tagger, states, names, anchors.inputs)

    def antecedents(self, states: Floats, mentions: PointerBatch) -> Floats:
        """Scores [anchors, reach] of being who the anchor stands for."""
        names = ("anchor", "index", "code", "distance", "sentence", "paragraph", "mask")
        return _few_at_a_time(self._pointer, states, names, mentions.inputs)


def _few_at_a_time(
    graph: ort.InferenceSession, states: Floats, names: Sequence[str], arrays: Sequence[npt.NDArray[Any]]
) -> Floats:
    out = []
    for start in range(0, len(arrays[0]), _ANCHORS):
        inputs = (x[start : start + _ANCHORS] for x in arrays)
        out.append(graph.run(None, {"states": states, **dict(zip(names, inputs, strict=True))})[0])
    return np.concatenate(out)


def session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # The graphs run in turn: the threads of the one that waits must not spin on the cores of the other.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own types, none of them exported
        raise AttribError(
            f"{path}: cannot be loaded ({str(error).splitlines()[0]}). Install the model again."
        ) from error
