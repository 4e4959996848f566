"""The training half of a pair model's folder: weights as fp16 shards (safetensors) and the encoder's shape."""

from __future__ import annotations

from pathlib import Path

from checker.modeling.dropout import replace_dropout
from checker.modeling.folder import encoder_of, new_network, read_weights, save_weights
from checker.modeling.pair_network import PairNetwork
from checker.modeling.pair_settings import PairSettings
from checker.modeling.settings import HeadShape


def new_pair_network(base: str, width: int, dropout: float) -> PairNetwork:
    """A pretrained encoder with a fresh head. Raises AttribError where the encoder cannot be loaded."""
    return PairNetwork(new_network(base, HeadShape(), dropout).encoder, width, dropout=dropout)


def save_pair_network(network: PairNetwork, settings: PairSettings, tokenizer_file: Path, folder: Path) -> None:
    """Writes weights, the encoder's shape, tokenizer and settings into `folder`, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    settings.save(folder)
    save_weights(network, tokenizer_file, folder)


def load_pair_network(folder: Path, *, dropout: float = 0.1) -> PairNetwork:
    """The network whose weights a folder holds. Raises AttribError where it holds none."""
    weights = read_weights(folder)
    encoder = encoder_of(folder)
    replace_dropout(encoder, dropout)
    network = PairNetwork(encoder, PairSettings.load(folder).width, dropout=dropout)
    network.load_state_dict(weights)
    return network.eval()
