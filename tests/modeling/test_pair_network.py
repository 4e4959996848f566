"""The pair network over encoders that know two sides, and over those that do not."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
transformers = pytest.importorskip("transformers", reason="the training extra is not installed")

from checker.modeling.pair_network import PairNetwork  # noqa: E402

_SHAPE = {
    "vocab_size": 40,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 32,
}


@pytest.mark.parametrize("kind", ["Bert", "MPNet"])
def test_it_knows_which_side_a_piece_is_of(kind: str) -> None:
    torch.manual_seed(1)
    config = getattr(transformers, f"{kind}Config")(**_SHAPE)
    encoder = getattr(transformers, f"{kind}Model")(config, add_pooling_layer=False)
    network = PairNetwork(encoder, 8).eval()
    assert bool(network.sides) is (kind == "MPNet")
    for table in network.sides:
        torch.nn.init.normal_(table.weight)
    ids = torch.randint(5, 40, (1, 12))
    types = (torch.arange(12) >= 6).long()[None]
    mask, features = torch.ones_like(ids), torch.ones(1, 12, 2, dtype=torch.long)
    with torch.no_grad():
        one = network(ids, types, mask, features)
        other = network(ids, (torch.arange(12) >= 4).long()[None], mask, features)
    assert one.shape == (1, 3) and not torch.allclose(one, other)
