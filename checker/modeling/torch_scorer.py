"""`TorchScorer`: the network in torch, for training and to hold the exported graphs against."""

from __future__ import annotations

import numpy as np
import torch

from checker.modeling.collate import AnchorBatch, WindowBatch
from checker.modeling.decoding import Floats
from checker.modeling.network import StatementNetwork
from checker.modeling.pointing import PointerBatch


class TorchScorer:
    """Runs a network as it stands. `bfloat16` is twice as fast where the processor has it, and a little less exact."""

    def __init__(self, network: StatementNetwork, *, bfloat16: bool = False) -> None:
        self.network = network.eval()
        self.bfloat16 = bfloat16
        self.transitions: Floats = network.transitions.detach().numpy().astype(np.float32)

    @torch.no_grad()
    def states(self, batch: WindowBatch) -> tuple[Floats, Floats, Floats]:
        """States [windows * length, width], anchor logits [windows, length] and claim scores [windows, length, 4]."""
        with self._precision():
            states, logits, claims = self.network(
                *(torch.from_numpy(x) for x in (batch.ids, batch.features, batch.mask))
            )
        return states.float().numpy().reshape(-1, states.shape[-1]), logits.float().numpy(), claims.float().numpy()

    @torch.no_grad()
    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        """Tag scores [anchors, reach, tags]."""
        with self._precision():
            out = self.network.tagger(torch.from_numpy(states), *(torch.from_numpy(x) for x in anchors.inputs))
        found: Floats = out.float().numpy()
        return found

    @torch.no_grad()
    def antecedents(self, states: Floats, mentions: PointerBatch) -> Floats:
        """Scores [anchors, reach] of being who the anchor stands for."""
        with self._precision():
            out = self.network.antecedents(torch.from_numpy(states), *(torch.from_numpy(x) for x in mentions.inputs))
        found: Floats = out.float().numpy()
        return found

    def _precision(self) -> torch.autocast:
        return torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16)
