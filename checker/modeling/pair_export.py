"""A trained pair network to ONNX, int8: what `attrib` runs without torch."""

from __future__ import annotations

from pathlib import Path

import torch

from checker.modeling.export import write_graph
from checker.modeling.pair_judge import GRAPH
from checker.modeling.pair_network import PairNetwork
from checker.modeling.pair_words import PAIR_FEATURE_SIZES


def export_pairs(network: PairNetwork, folder: Path, *, quantize: bool = True) -> None:
    """Writes the graph, int8, into an existing folder; without `quantize` float32 under the same name, to hold int8 against."""
    network = network.eval()
    network.encoder.config._attn_implementation = "eager"  # type: ignore[union-attr]
    n, length = 2, 64
    pairs, pieces = torch.export.Dim("pairs"), torch.export.Dim("pieces", min=2, max=512)
    grid = {0: pairs, 1: pieces}
    ids = torch.randint(5, 100, (n, length))
    types = (torch.arange(length) >= length // 2).long().expand(n, length).contiguous()
    mask, features = torch.ones_like(ids), torch.ones(n, length, len(PAIR_FEATURE_SIZES), dtype=torch.long)
    shapes = dict.fromkeys(("ids", "types", "mask", "features"), grid)
    write_graph(network, (ids, types, mask, features), shapes, ["logits"], folder / GRAPH, quantize)
