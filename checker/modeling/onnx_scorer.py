"""`OnnxScorer`: the network in ONNX Runtime, int8, without torch."""

from __future__ import annotations

from pathlib import Path

import onnxruntime as ort

from checker.errors import AttribError
from checker.modeling.collate import AnchorBatch, WindowBatch
from checker.modeling.decoding import Floats

ENCODER, TAGGER, TRANSITIONS = "encoder.int8.onnx", "tagger.int8.onnx", "transitions.json"


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
        feed = {"states": states, **dict(zip(names, anchors.inputs, strict=True))}
        out: Floats = self._tagger.run(None, feed)[0]
        return out


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Memory given back after each article, not held at the size of the largest one so far.
    options.enable_cpu_mem_arena = True
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own types, none of them exported
        raise AttribError(
            f"{path}: cannot be loaded ({str(error).splitlines()[0]}). Install the model again."
        ) from error
