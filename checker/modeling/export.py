"""A trained network to ONNX, int8: what `attrib` runs without torch."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from checker.modeling.network import AntecedentPointer, StatementNetwork
from checker.modeling.onnx_scorer import ENCODER, POINTER, TAGGER, TRANSITIONS
from checker.modeling.pieces import FEATURE_SIZES

_OPSET = 20


def export(network: StatementNetwork, folder: Path, *, quantize: bool = True) -> None:
    """Writes the encoder, the tagger and the pointer as int8 graphs and the transitions beside them, into an existing folder.

    Weights become int8 one scale a channel, activations are quantized as they come (dynamic quantization). Without
    `quantize` the graphs stay float32, under the same names: that is what int8 can be held against.
    """
    network = network.eval()
    network.encoder.config._attn_implementation = "eager"  # type: ignore[union-attr]
    n, length, reach = 2, 64, 32
    width: int = network.encoder.config.hidden_size  # type: ignore[union-attr,assignment]
    windows, pieces = torch.export.Dim("windows"), torch.export.Dim("pieces", min=2, max=512)
    ids = torch.randint(5, 100, (n, length))
    write_graph(
        network,
        (ids, torch.zeros(n, length, len(FEATURE_SIZES), dtype=torch.long), torch.ones(n, length, dtype=torch.long)),
        {"ids": {0: windows, 1: pieces}, "features": {0: windows, 1: pieces}, "mask": {0: windows, 1: pieces}},
        ["states", "anchors", "claims"],
        folder / ENCODER,
        quantize,
    )
    anchors, around, rows = torch.export.Dim("anchors"), torch.export.Dim("reach"), torch.export.Dim("rows")
    grid = {0: anchors, 1: around}
    numbers = torch.zeros(n + 1, reach, dtype=torch.long)
    write_graph(
        network.tagger,
        (
            torch.randn(n * length, width),
            torch.zeros(n + 1, dtype=torch.long),
            *(numbers.clone() for _ in range(4)),
            torch.ones(n + 1, reach, dtype=torch.bool),
        ),
        {
            "states": {0: rows},
            "anchor": {0: anchors},
            **dict.fromkeys(("index", "distance", "sentence", "paragraph", "mask"), grid),
        },
        ["emissions"],
        folder / TAGGER,
        quantize,
    )
    write_graph(
        _Pointer(network.antecedents),
        (
            torch.randn(n * length, width),
            torch.zeros(n + 1, dtype=torch.long),
            *(numbers.clone() for _ in range(5)),
            torch.ones(n + 1, reach, dtype=torch.bool),
        ),
        {
            "states": {0: rows},
            "anchor": {0: anchors},
            **dict.fromkeys(("index", "code", "distance", "sentence", "paragraph", "mask"), grid),
        },
        ["scores"],
        folder / POINTER,
        quantize,
    )
    transitions = network.transitions.detach().numpy().astype(np.float64).round(6).tolist()
    (folder / TRANSITIONS).write_text(json.dumps(transitions) + "\n", encoding="utf-8")


class _Pointer(nn.Module):
    """The pointer, one level down: torch's graphs have a `code` of their own, which would hide its embedding of that name."""

    def __init__(self, pointer: AntecedentPointer) -> None:
        super().__init__()
        self.pointer = pointer

    def forward(
        self,
        states: Tensor,
        anchor: Tensor,
        index: Tensor,
        code: Tensor,
        distance: Tensor,
        sentence: Tensor,
        paragraph: Tensor,
        mask: Tensor,
    ) -> Tensor:
        scores: Tensor = self.pointer(states, anchor, index, code, distance, sentence, paragraph, mask)
        return scores


def write_graph(
    module: nn.Module,
    args: tuple[torch.Tensor, ...],
    shapes: dict[str, Any],
    outputs: list[str],
    path: Path,
    quantize: bool,
) -> None:
    with tempfile.TemporaryDirectory() as scratch, _quiet():
        plain, ready = Path(scratch) / "plain.onnx", Path(scratch) / "ready.onnx"
        torch.onnx.export(
            module,
            args,
            str(plain),
            input_names=list(shapes),
            output_names=outputs,
            dynamic_shapes=shapes,
            opset_version=_OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        if quantize:
            quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
            quantize_dynamic(str(ready), str(path), per_channel=True, weight_type=QuantType.QInt8)
        else:
            shutil.copyfile(plain, path)
    _forget_origins(path)
    onnx.checker.check_model(str(path))


def _forget_origins(path: Path) -> None:
    """Takes out what the exporter notes of each node: the lines of code it came from, with the paths of this machine."""
    model = onnx.load(str(path))
    del model.metadata_props[:]
    for graph in (model.graph, *model.functions):
        del graph.metadata_props[:]
        for item in (*graph.node, *graph.value_info):
            del item.metadata_props[:]
            item.doc_string = ""
    for item in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        del item.metadata_props[:]
        item.doc_string = ""
    onnx.save(model, str(path))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the exporter and the quantizer, which tell the root logger of every tensor, from being heard."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
