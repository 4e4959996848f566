"""`PairNetwork`: premise and hypothesis read together, and what follows from one for the other."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from checker.modeling.dropout import PooledDropout
from checker.modeling.pair_words import PAIR_FEATURE_SIZES

#: Entailment, neutral, contradiction.
LABELS = 3


class PairNetwork(nn.Module):
    """A cross-encoder. What both sides share word by word is added to the word embeddings.

    The head compares the sides' mean and greatest states with their difference and product, as InferSent does (Conneau et
    al. 2017, “Supervised Learning of Universal Sentence Representations from Natural Language Inference Data”).
    """

    def __init__(self, encoder: nn.Module, width: int, *, dropout: float = 0.1) -> None:
        """encoder: one whose dropout is `PooledDropout` already; width: units of the head."""
        super().__init__()
        self.encoder = encoder
        hidden: int = encoder.config.hidden_size  # type: ignore[union-attr,assignment]
        self.features = nn.ModuleList(nn.Embedding(size, hidden) for size in PAIR_FEATURE_SIZES)
        # Encoders of BERT's kind know two sides; one that does not is told in the same way as what the sides share.
        self.sides = (
            nn.ModuleList() if hasattr(encoder.config, "type_vocab_size") else nn.ModuleList([nn.Embedding(2, hidden)])
        )
        for table in (*self.features, *self.sides):
            nn.init.zeros_(table.weight)
        self.head = nn.Sequential(
            nn.Linear(9 * hidden, width), nn.GELU(), PooledDropout(dropout), nn.Linear(width, LABELS)
        )

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        """Logits [pairs, 3]; ids, types, mask: [pairs, length]; features: [pairs, length, 2], 0 where no text is."""
        x = self.encoder.get_input_embeddings()(ids)  # type: ignore[operator]
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        for table in self.sides:
            x = x + table(types)
        typed = {} if self.sides else {"token_type_ids": types}
        states = self.encoder(inputs_embeds=x, attention_mask=mask, **typed).last_hidden_state
        text = features[..., 0] > 0
        premise, hypothesis = text & (types == 0), text & (types == 1)
        parts = [states[:, 0]]
        for pool in (_mean, _greatest):
            p, h = pool(states, premise), pool(states, hypothesis)
            parts += [p, h, (p - h).abs(), p * h]
        logits: Tensor = self.head(torch.cat(parts, -1))
        return logits


def _mean(states: Tensor, of: Tensor) -> Tensor:
    weights = of.to(states.dtype)[..., None]
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


def _greatest(states: Tensor, of: Tensor) -> Tensor:
    # A side without text has nothing to give; an infinity would spoil the product.
    return states.masked_fill(~of[..., None], -1e4).amax(1) * of.any(1)[:, None].to(states.dtype)
