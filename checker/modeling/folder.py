"""The training half of a model folder: weights as fp16 shards (safetensors) and the encoder's shape."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoConfig, AutoModel
from transformers.utils import logging as transformers_logging
from transformers.utils.hub import cached_file

from checker.errors import AttribError
from checker.modeling.collate import Specials
from checker.modeling.network import StatementNetwork
from checker.modeling.pieces import load_tokenizer
from checker.modeling.settings import HeadShape, Settings

_SHARD_BYTES = 40 << 20
_LATER_HEADS = ("antecedents.", "claims.")
ENCODER_SHAPE = "encoder.json"
_SPECIAL_NAMES = {
    "start": ("[CLS]", "<s>"),
    "end": ("[SEP]", "</s>"),
    "pad": ("[PAD]", "<pad>"),
    "mask": ("[MASK]", "<mask>"),
}


def find_base(name: str) -> str:
    """The folder of a pretrained encoder: a folder as given, the one inside an installed package of that name, or else the
    name itself, for a hub.
    """
    if Path(name).is_dir():
        return name
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    for root in (spec.submodule_search_locations or []) if spec else []:
        for config in sorted(Path(root).rglob("config.json")):
            if "model_type" in config.read_text(encoding="utf-8"):
                return str(config.parent)
    return name


def new_network(base: str, heads: HeadShape, dropout: float) -> StatementNetwork:
    """A pretrained encoder with fresh heads. Raises AttribError where the encoder cannot be loaded."""
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        encoder: Any = AutoModel.from_pretrained(find_base(base), **_without_pooler(base))
    except (OSError, ValueError) as error:
        raise _no_encoder(base, error) from error
    return StatementNetwork(encoder, heads, dropout=dropout)


def find_tokenizer(base: str) -> Path:
    """The tokenizer.json of a pretrained encoder or a model folder. Raises AttribError where there is none."""
    try:
        return Path(str(cached_file(find_base(base), "tokenizer.json")))
    except OSError as error:
        raise _no_encoder(base, error) from error


def _no_encoder(base: str, error: Exception) -> AttribError:
    reason = str(error).splitlines()[0].rstrip(".")
    return AttribError(f"{base}: no pretrained encoder there ({reason}). Run make base, or name a folder.")


def _without_pooler(base: str) -> dict[str, Any]:
    # Eager attention is the faster one in training on a CPU, once its dropout is off.
    return {"add_pooling_layer": False, "attention_probs_dropout_prob": 0.0, "attn_implementation": "eager"}


def specials_of(tokenizer_file: Path) -> Specials:
    """The vocabulary numbers of the special tokens of a tokenizer."""
    tokenizer = load_tokenizer(str(tokenizer_file))
    found = {}
    for role, names in _SPECIAL_NAMES.items():
        numbers = [n for n in (tokenizer.token_to_id(name) for name in names) if n is not None]
        if not numbers:
            raise AttribError(f"{tokenizer_file}: has no token {' or '.join(names)}. Use an encoder of BERT's kind.")
        found[role] = numbers[0]
    return Specials(**found)


def save_network(network: StatementNetwork, settings: Settings, tokenizer_file: Path, folder: Path) -> None:
    """Writes weights, shapes, tokenizer and settings into `folder`, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    settings.save(folder)
    save_weights(network, tokenizer_file, folder)


def save_weights(network: nn.Module, tokenizer_file: Path, folder: Path) -> None:
    """Writes what any model is trained on from: its weights as fp16 shards, its encoder's shape, its tokenizer."""
    if tokenizer_file.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer_file, folder / "tokenizer.json")
    config: Any = network.encoder.config  # type: ignore[union-attr]
    (folder / ENCODER_SHAPE).write_text(config.to_json_string(use_diff=True), encoding="utf-8")
    for old in folder.glob("weights-*.safetensors"):
        old.unlink()
    shards: list[dict[str, torch.Tensor]] = [{}]
    size = 0
    for key, value in sorted(network.state_dict().items()):
        half = value.detach().to(torch.float16).contiguous() if value.dtype.is_floating_point else value.contiguous()
        if shards[-1] and size + half.nbytes > _SHARD_BYTES:
            shards.append({})
            size = 0
        shards[-1][key] = half
        size += half.nbytes
    for number, shard in enumerate(shards, 1):
        save_file(shard, folder / f"weights-{number}.safetensors", metadata={"format": "pt"})


def read_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The weights in a model folder, as float32. Raises AttribError where it holds none."""
    shards = sorted(folder.glob("weights-*.safetensors"))
    if not shards:
        raise AttribError(
            f"{folder}: holds no weights to train from (weights-*.safetensors). Use a source checkout's model."
        )
    return {k: v.float() if v.dtype == torch.float16 else v for s in shards for k, v in load_file(s).items()}


def encoder_of(folder: Path) -> nn.Module:
    """An encoder of the shape that a model folder names, its weights still to be filled in."""
    shape: dict[str, Any] = json.loads((folder / ENCODER_SHAPE).read_text(encoding="utf-8"))
    config: Any = AutoConfig.for_model(shape.pop("model_type"), **shape)
    encoder: nn.Module = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation="eager")  # type: ignore[no-untyped-call]
    return encoder


def load_network(folder: Path, *, dropout: float = 0.1, begin: bool = False) -> StatementNetwork:
    """The network whose weights a model folder holds. Raises AttribError where it holds none, or not all of them.

    begin: the antecedent and claim heads start afresh where the folder's weights lack them, as those of a first stage do that
    did not train them.
    """
    weights = read_weights(folder)
    network = StatementNetwork(encoder_of(folder), Settings.load(folder).heads, dropout=dropout)
    missing = network.load_state_dict(weights, strict=False).missing_keys
    if begin:
        missing = [key for key in missing if not key.startswith(_LATER_HEADS)]
    if missing:
        raise AttribError(f"{folder}: its weights are of an older model, without {missing[0]}. Train it again.")
    return network.eval()
