"""The tiny model: trained in seconds on tests/data/tiny, from an encoder of random weights, for whole runs in the tests."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from hypothesis import settings
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

# Tests run on machines that have other things to do.
settings.register_profile("attrib", deadline=None)
settings.load_profile("attrib")

TINY = Path(__file__).parent / "data/tiny"

_RECIPE = """\
name = "tiny"
base = "{base}"
seed = 3

[[train]]
path = "{data}/train.jsonl"

[[dev]]
path = "{data}/dev.jsonl"

[[coreference]]
path = "{data}/train.jsonl"
format = "samples"

[[coreference]]
path = "{data}/dev.jsonl"
format = "samples"
part = "dev"

[[claims]]
path = "{data}/claims.jsonl"

[heads]
width = 32
layers = 1
heads = 2

[schedule]
epochs = {epochs}
batch = {batch}
learning_rate = 4e-3
head_learning_rate = 8e-3
dropout = {dropout}
word_dropout = 0.0
average = 0.9
patience = {patience}
evaluate_every = {evaluate_every}
freeze_words = false
"""


@pytest.fixture(scope="session")
def tiny_tokenizer() -> Tokenizer:
    """A WordPiece tokenizer with the words of the tiny articles, the longer ones in two pieces.

    Made by hand, since training one gives another each time.
    """
    articles = "".join((TINY / f"{part}.jsonl").read_text(encoding="utf-8") for part in ("train", "dev"))
    text = "\n".join(json.loads(line)["text"] for line in articles.splitlines()).lower()
    characters = sorted(set(text) - set(" \n"))
    words = sorted(set(re.findall(r"\w+", text)))
    pieces = [p for w in words for p in ([w] if len(w) <= 6 else [w[:4], "##" + w[4:]])]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters, *("##" + c for c in characters), *pieces]
    tokenizer = Tokenizer(models.WordPiece({t: i for i, t in enumerate(dict.fromkeys(tokens))}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


@pytest.fixture(scope="session")
def tiny_base(tiny_tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a BERT of two layers, 32 wide, of random weights."""
    torch = pytest.importorskip("torch", reason="the training extra is not installed")
    transformers = pytest.importorskip("transformers", reason="the training extra is not installed")
    folder = tmp_path_factory.mktemp("base")
    tiny_tokenizer.save(str(folder / "tokenizer.json"))
    torch.set_num_threads(1)  # networks of this size are slower on several
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=tiny_tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    transformers.BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_recipe(tiny_base: Path) -> str:
    """A recipe, to be filled in with `str.format`: epochs, batch, dropout, patience, evaluate_every."""
    return _RECIPE.replace("{base}", str(tiny_base)).replace("{data}", str(TINY))


@pytest.fixture(scope="session")
def tiny_model(tiny_recipe: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder as `attrib train` writes it; `train.log` in it holds what it said on the way."""
    from checker.evaluation import training

    folder = tmp_path_factory.mktemp("tiny")
    recipe = folder / "tiny.toml"
    recipe.write_text(tiny_recipe.format(epochs=60, batch=512, dropout=0.0, patience=99, evaluate_every=60))
    handler = logging.FileHandler(folder / "train.log", encoding="utf-8")
    logger = logging.getLogger("checker")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        training.run(recipe, output=folder / "model", card=False)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        handler.close()
    return folder / "model"
