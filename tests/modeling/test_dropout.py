"""Dropout from a pool of random bits."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")

from checker.modeling import dropout  # noqa: E402
from checker.modeling.dropout import PooledDropout, replace_dropout  # noqa: E402


@pytest.fixture(autouse=True)
def small_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropout, "_POOL", 1 << 16)


@pytest.mark.parametrize("size", [100, 1 << 15, 1 << 17])
def test_a_share_is_dropped_and_the_rest_scaled_up(size: int) -> None:
    torch.manual_seed(0)
    layer = PooledDropout(0.25)
    out = layer(torch.ones(2, size // 2))
    assert out.shape == (2, size // 2)
    assert out.unique().tolist() == pytest.approx([0, 1 / 0.75])
    assert (out == 0).float().mean().item() == pytest.approx(0.25, abs=0.13 if size == 100 else 0.02)
    assert not torch.equal(out, layer(torch.ones(2, size // 2)))


def test_off_where_nothing_is_to_be_dropped() -> None:
    x = torch.ones(10)
    assert PooledDropout(0.5).eval()(x) is x
    assert PooledDropout(0.0)(x) is x


def test_half_precision_stays_so() -> None:
    assert PooledDropout(0.5)(torch.ones(100, dtype=torch.bfloat16)).dtype == torch.bfloat16


def test_the_pool_follows_the_seed_and_not_what_was_drawn_before() -> None:
    def drawn(before: int) -> torch.Tensor:
        torch.manual_seed(4)
        torch.rand(before)
        state = torch.get_rng_state()
        layer = PooledDropout(0.5)
        layer(torch.ones(8))  # makes the pool
        torch.set_rng_state(state)
        torch.manual_seed(1)
        return layer(torch.ones(1000))

    assert torch.equal(drawn(0), drawn(17))


def test_layers_that_are_on_are_replaced_by_one() -> None:
    inner = torch.nn.Sequential(torch.nn.Dropout(0.1), torch.nn.Dropout(0.0))
    network = torch.nn.Sequential(torch.nn.Dropout(0.2), inner)
    replace_dropout(network, 0.3)
    assert isinstance(network[0], PooledDropout) and network[0] is inner[0]
    assert network[0].p == 0.3
    assert isinstance(inner[1], torch.nn.Dropout)
