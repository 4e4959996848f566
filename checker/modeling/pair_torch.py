"""The pair network in torch, for training and to hold the exported graph against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from checker.modeling.collate import Specials
from checker.modeling.decoding import Floats
from checker.modeling.pair_network import PairNetwork
from checker.modeling.pair_pieces import PairPieces, collate_pairs

_BATCH = 64


@torch.no_grad()
def torch_logits(
    network: PairNetwork, pieces: Sequence[PairPieces], specials: Specials, *, bfloat16: bool = False
) -> Floats:
    """[n, 3] logits of a network as it stands. `bfloat16` is faster where the processor has it, and a little less exact."""
    network.eval()
    out = np.zeros((len(pieces), 3), np.float32)
    order = sorted(range(len(pieces)), key=lambda k: len(pieces[k]))
    for start in range(0, len(order), _BATCH):
        rows = order[start : start + _BATCH]
        batch = collate_pairs([pieces[k] for k in rows], specials, multiple=16)
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            out[rows] = network(**{k: torch.from_numpy(x) for k, x in batch.inputs.items()}).float().numpy()
    return out
