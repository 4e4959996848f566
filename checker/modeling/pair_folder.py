"""The training half of a pair model's folder: weights as fp16 shards (safetensors) and the encoder's shape."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModel

from checker.errors import AttribError
from checker.modeling.dropout import replace_dropout
from checker.modeling.folder import ENCODER_SHAPE, SHARD_BYTES, new_network
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
    if tokenizer_file.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer_file, folder / "tokenizer.json")
    config: Any = network.encoder.config
    (folder / ENCODER_SHAPE).write_text(config.to_json_string(use_diff=True), encoding="utf-8")
    for old in folder.glob("weights-*.safetensors"):
        old.unlink()
    shards: list[dict[str, torch.Tensor]] = [{}]
    for key, value in sorted(network.state_dict().items()):
        half = (value.to(torch.float16) if value.dtype.is_floating_point else value).contiguous()
        if shards[-1] and sum(v.nbytes for v in shards[-1].values()) + half.nbytes > SHARD_BYTES:
            shards.append({})
        shards[-1][key] = half
    for number, shard in enumerate(shards, 1):
        save_file(shard, folder / f"weights-{number}.safetensors", metadata={"format": "pt"})


def load_pair_network(folder: Path, *, dropout: float = 0.1) -> PairNetwork:
    """The network whose weights a folder holds. Raises AttribError where it holds none."""
    shards = sorted(folder.glob("weights-*.safetensors"))
    if not shards:
        raise AttribError(
            f"{folder}: holds no weights to train from (weights-*.safetensors). Use a source checkout's model."
        )
    settings = PairSettings.load(folder)
    shape: dict[str, Any] = json.loads((folder / ENCODER_SHAPE).read_text(encoding="utf-8"))
    config: Any = AutoConfig.for_model(shape.pop("model_type"), **shape)
    encoder: Any = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation="eager")  # type: ignore[no-untyped-call]
    replace_dropout(encoder, dropout)
    network = PairNetwork(encoder, settings.width, dropout=dropout)
    weights = {k: v.float() if v.dtype == torch.float16 else v for s in shards for k, v in load_file(s).items()}
    network.load_state_dict(weights)
    return network.eval()
