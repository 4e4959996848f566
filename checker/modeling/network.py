"""`StatementNetwork`: one pretrained encoder and the light heads on its token states."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from checker.modeling.claiming import CLAIM_LABELS
from checker.modeling.collate import DISTANCE_BUCKETS, PARAGRAPHS, SENTENCES
from checker.modeling.decoding import TAGS
from checker.modeling.dropout import PooledDropout, replace_dropout
from checker.modeling.pieces import FEATURE_SIZES
from checker.modeling.pointing import MENTION_CODES
from checker.modeling.settings import HeadShape


class _AnchoredReader(nn.Module):
    """The pieces around an anchor, read anew for it: small attention layers over states that know where the anchor is."""

    def __init__(self, states: int, shape: HeadShape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.piece = nn.Linear(states, width)
        self.anchor = nn.Linear(states, width)
        self.gate = nn.Linear(states, width)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, width)
        self.sentence = nn.Embedding(2 * SENTENCES + 1, width)
        self.paragraph = nn.Embedding(2 * PARAGRAPHS + 1, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(_Layer(width, shape.heads, dropout) for _ in range(shape.layers))

    def around(self, states: Tensor, anchor: Tensor, index: Tensor) -> Tensor:
        """[anchors, reach, width] the pieces `index` in the light of each anchor, before any attention."""
        # Projected before they are gathered: a piece stands within reach of several anchors.
        x = F.embedding(index, self.piece(states))
        at = F.embedding(anchor, states)
        out: Tensor = x * (1 + self.gate(at)[:, None]) + self.anchor(at)[:, None]
        return out

    def attend(self, x: Tensor, distance: Tensor, sentence: Tensor, paragraph: Tensor, mask: Tensor) -> Tensor:
        """[anchors, reach, width] after the layers, which are told where each piece stands towards the anchor."""
        x = self.norm(x + self.distance(distance) + self.sentence(sentence) + self.paragraph(paragraph))
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


class AnchoredTagger(_AnchoredReader):
    """Tags the pieces around an anchor (the first piece of a cue, or of a quote without one) with the roles they play in
    that anchor's statement, and in no other. Links come for nothing: what one anchor tags belongs together.

    The idea is that of predicate-conditioned semantic role labelling (He et al. 2017, “Deep Semantic Role Labeling: What
    Works and What's Next”), with cues for predicates.
    """

    def __init__(self, states: int, shape: HeadShape, dropout: float) -> None:
        super().__init__(states, shape, dropout)
        self.out = nn.Linear(shape.width, len(TAGS))

    def forward(
        self,
        states: Tensor,
        anchor: Tensor,
        index: Tensor,
        distance: Tensor,
        sentence: Tensor,
        paragraph: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Emission scores [anchors, reach, tags].

        states: [pieces, width of the encoder] of all windows, one after the other; anchor: [anchors] the piece of each;
        index: [anchors, reach] the pieces around it; distance: [anchors, reach] bucket; sentence, paragraph: signed distance
        to the anchor's, shifted to 0..6 and 0..4; mask: [anchors, reach] True where a piece is.
        """
        x = self.around(states, anchor, index)
        emissions: Tensor = self.out(self.attend(x, distance, sentence, paragraph, mask))
        return emissions


class _Layer(nn.Module):
    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.mix = nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.dropout = PooledDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.mix(mixed.transpose(1, 2).reshape(n, length, width))))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


class AntecedentPointer(_AnchoredReader):
    """Scores the pieces around a mention (the anchor), and those of mentions further off, for being who it stands for.

    The score of a mention is that of its head's last piece; the anchor's own is the score of “nobody here”. As the tagger
    does, it reads the text anew for each anchor, which mention vectors that are only compared cannot (the span pairs of Lee
    et al. 2017, “End-to-end Neural Coreference Resolution”, whose loss this is trained with).
    """

    def __init__(self, states: int, shape: HeadShape, dropout: float) -> None:
        super().__init__(states, shape, dropout)
        self.code = nn.Embedding(MENTION_CODES, shape.width)
        self.out = nn.Linear(shape.width, 1)

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
        """Scores [anchors, reach], as log odds up to a constant an anchor.

        states: [pieces, width of the encoder] of the document; anchor: [anchors] the head piece of each; index: [anchors,
        reach] pieces of the document; code: [anchors, reach] what sort of mention ends there, 0 for none; distance, sentence,
        paragraph: as the tagger's; mask: [anchors, reach] True where a piece is.
        """
        x = self.around(states, anchor, index) + self.code(code)
        scores: Tensor = self.out(self.attend(x, distance, sentence, paragraph, mask)).squeeze(-1)
        return scores


class StatementNetwork(nn.Module):
    """Encoder, layout features added to its word embeddings, and the heads.

    anchors: how likely each piece is to be an anchor; flat: BIO tags without regard to which statement, an auxiliary task
    that only training uses; tagger: the roles of one anchor's statement; antecedents: who a mention stands for; claims: for
    each piece a weight and the scores of `CLAIM_LABELS`, whose weighted mean over a sentence is the sentence's.
    """

    def __init__(self, encoder: nn.Module, shape: HeadShape, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        hidden: int = encoder.config.hidden_size  # type: ignore[union-attr,assignment]
        self.features = nn.ModuleList(nn.Embedding(size, hidden) for size in FEATURE_SIZES)
        for table in self.features:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]
        self.anchors = nn.Sequential(nn.Linear(hidden, shape.width), nn.GELU(), nn.Linear(shape.width, 1))
        self.flat = nn.Linear(hidden, len(TAGS))
        self.tagger = AnchoredTagger(hidden, shape, dropout)
        self.antecedents = AntecedentPointer(hidden, shape, dropout)
        self.claims = nn.Sequential(
            nn.Linear(hidden, shape.width), nn.GELU(), nn.Linear(shape.width, 1 + len(CLAIM_LABELS))
        )
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        replace_dropout(self.encoder, dropout)

    def states(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Token states [windows, pieces, width]; ids: [windows, pieces]; features: [windows, pieces, 3]; mask: 1 = piece."""
        x = self.encoder.get_input_embeddings()(ids)  # type: ignore[operator]
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        out: Tensor = self.encoder(inputs_embeds=x, attention_mask=mask).last_hidden_state
        return out

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Token states [windows, pieces, width], anchor logits [windows, pieces] and claim scores [windows, pieces, 4]."""
        states = self.states(ids, features, mask)
        return states, self.anchors(states).squeeze(-1), self.claims(states)
