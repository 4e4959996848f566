"""`OnnxScorer`: the network in ONNX Runtime, int8, without torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort

from checker.errors import AttribError
from checker.modeling.collate import AnchorBatch, WindowBatch
from checker.modeling.decoding import Floats

ENCODER, TAGGER, TRANSITIONS = "encoder.int8.onnx", "tagger.int8.onnx", "transitions.json"

#: Anchors that the tagger takes at once. Few fit the processor's cache: twice as fast as all of them, and a third of the memory.
_ANCHORS = 4


class OnnxScorer:
    """Runs a model folder's two graphs: the encoder with its anchor scores, and the anchored tagger.

    `threads` of 0 leaves the number to ONNX Runtime: one a core.
    """

    def __init__(self, folder: Path, transitions: Floats, *, threads: int = 0) -> None:
        self.transitions = transitions
        self._encoder = _session(folder / ENCODER, threads)
        self._tagger = _session(folder / TAGGER, threads)

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats]:
        """States [windows * length, width] and anchor logits [windows, length]."""
        states, logits = self._encoder.run(None, {"ids": batch.ids, "features": batch.features, "mask": batch.mask})
        return states.reshape(-1, states.shape[-1]), logits

    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        """Tag scores [anchors, reach, tags]."""
        names = ("anchor", "index", "distance", "sentence", "paragraph", "mask")
        out = []
        for start in range(0, len(anchors.anchor), _ANCHORS):
            inputs = (x[start : start + _ANCHORS] for x in anchors.inputs)
            out.append(self._tagger.run(None, {"states": states, **dict(zip(names, inputs, strict=True))})[0])
        return np.concatenate(out)


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # The two graphs run in turn: the threads of the one that waits must not spin on the cores of the other.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own types, none of them exported
        raise AttribError(
            f"{path}: cannot be loaded ({str(error).splitlines()[0]}). Install the model again."
        ) from error
