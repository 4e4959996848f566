"""What `attrib train` does with a recipe of a pair model: labelled pairs in, a model folder out."""

from __future__ import annotations

import argparse
import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from checker.errors import AttribError
from checker.evaluation.nli import may_train, read_nli
from checker.evaluation.pairs import LABELS, Pair
from checker.modeling.decoding import Floats
from checker.modeling.folder import find_tokenizer, specials_of
from checker.modeling.pair_export import export_pairs
from checker.modeling.pair_folder import load_pair_network, new_pair_network, save_pair_network
from checker.modeling.pair_judge import PairJudge, softmax
from checker.modeling.pair_network import PairNetwork
from checker.modeling.pair_pieces import pair_pieces
from checker.modeling.pair_recipe import PairCorpus, PairRecipe
from checker.modeling.pair_settings import PairSettings
from checker.modeling.pair_torch import torch_logits
from checker.modeling.pair_training import PairExample, PairTrainer
from checker.modeling.pieces import load_tokenizer

log = logging.getLogger(__name__)

_TEMPERATURES = np.geomspace(0.25, 4.0, 161)


def run(recipe_path: Path, *, output: Path | None = None, resume: bool = False) -> Path:
    """Trains what a recipe says and returns the model's folder, `output` or runs/NAME.

    Checkpoints go to FOLDER/checkpoints, where `resume` finds them. Raises AttribError on a recipe, corpus or base that is no
    good.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    recipe = PairRecipe.load(recipe_path)
    folder = output or Path("runs") / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer_file = find_tokenizer(recipe.init or recipe.base)
    tokenizer = load_tokenizer(str(tokenizer_file))
    settings = PairSettings(
        recipe.name, recipe.base, specials_of(tokenizer_file), recipe.version, recipe.length, recipe.width
    )
    dev = read_dev(recipe.dev)
    learned = [(corpus, read_corpus(corpus)) for corpus in recipe.train]
    unseen = {(p.premise, p.hypothesis) for pairs in dev.values() for p in pairs}
    examples: list[PairExample] = []
    for corpus, pairs in learned:
        if barred := [p for p in pairs if not may_train(p)]:
            raise AttribError(f"{corpus.path}: {barred[0].source} is for evaluation only; take it out of the recipe.")
        kept = [p for p in pairs if (p.premise, p.hypothesis) not in unseen]
        log.info("%s: %d pairs", corpus.path, len(kept))
        pieces = pair_pieces([(p.premise, p.hypothesis) for p in kept], tokenizer, length=recipe.length)
        taught = teach(Path(corpus.teacher), kept) if corpus.teacher else [()] * len(kept)
        examples += [
            PairExample(x, LABELS.index(p.label), corpus.weight, corpus.epochs, t)
            for x, p, t in zip(pieces, kept, taught, strict=True)
        ]
    dropout = recipe.schedule.dropout
    torch.manual_seed(recipe.seed)
    network = (
        load_pair_network(Path(recipe.init), dropout=dropout)
        if recipe.init
        else new_pair_network(recipe.base, recipe.width, dropout)
    )
    dev_pieces = {
        name: pair_pieces([(p.premise, p.hypothesis) for p in pairs], tokenizer, length=recipe.length)
        for name, pairs in dev.items()
    }

    def score(network: PairNetwork) -> float:
        figures = {}
        for name, pairs in dev.items():
            logits = torch_logits(network, dev_pieces[name], settings.specials, bfloat16=True)
            figures[name] = accuracy(logits, labels(pairs))
        log.info("%s", ", ".join(f"{name} {value:.4f}" for name, value in figures.items()))
        return sum(figures.values()) / len(figures)

    checkpoints = folder / "checkpoints"
    trainer = PairTrainer(network, examples, recipe.schedule, settings.specials, checkpoints, score, seed=recipe.seed)
    trained = trainer.run(resume=resume)
    log.info("best on dev %.4f", trained.best)
    release(network, settings, tokenizer_file, dev, folder, recipe_path)
    return folder


def read_corpus(corpus: PairCorpus) -> list[Pair]:
    """The pairs of a recipe's corpus. Raises AttribError where it is not there or holds none."""
    path = Path(corpus.path)
    if not path.is_file():
        raise AttribError(f"{path}: the recipe's corpus is not there. Put it there, or take it out of the recipe.")
    pairs = read_nli(path, corpus.format, corpus.part)
    if not pairs:
        raise AttribError(f"{path}: holds no pairs.")
    return pairs


def teach(folder: Path, pairs: Sequence[Pair]) -> list[tuple[float, ...]]:
    """What the pair model whose training weights a folder holds says of each pair: calibrated probabilities of the labels."""
    settings = PairSettings.load(folder)
    tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
    pieces = pair_pieces([(p.premise, p.hypothesis) for p in pairs], tokenizer, length=settings.length)
    logits = torch_logits(load_pair_network(folder), pieces, settings.specials, bfloat16=True)
    return [tuple(map(float, row)) for row in softmax(logits / np.float32(settings.temperature))]


def read_dev(corpora: Sequence[PairCorpus]) -> dict[str, list[Pair]]:
    """The pairs to choose on by the name of their file, which says which figure is whose."""
    found: dict[str, list[Pair]] = {}
    for corpus in corpora:
        found.setdefault(Path(corpus.path).stem, []).extend(read_corpus(corpus))
    return found


def labels(pairs: Sequence[Pair]) -> np.ndarray:
    """[n] the numbers of the pairs' labels."""
    return np.array([LABELS.index(p.label) for p in pairs])


def accuracy(logits: Floats, gold: np.ndarray) -> float:
    """Share of pairs whose highest logit is that of their label."""
    return float((logits.argmax(-1) == gold).mean())


def fit_temperature(logits: Floats, gold: np.ndarray, weights: np.ndarray) -> float:
    """The temperature, from 1/4 to 4, at which the labels are likeliest (Guo et al. 2017); weights: [n] of the pairs."""

    def loss(temperature: float) -> float:
        chances = softmax(logits / np.float32(temperature))[np.arange(len(gold)), gold]
        return float(-(weights * np.log(np.maximum(chances, 1e-9))).sum())

    return round(float(min(_TEMPERATURES, key=loss)), 4)


def release(
    network: PairNetwork,
    settings: PairSettings,
    tokenizer_file: Path,
    dev: Mapping[str, Sequence[Pair]],
    folder: Path,
    recipe: Path,
) -> None:
    """Writes a model folder: weights, int8 graph, temperature fitted on dev, accuracy there before and after int8, and the
    recipe. Every file of dev counts the same, however many pairs it has.
    """
    save_pair_network(network, settings, tokenizer_file, folder)
    export_pairs(network, folder)
    if recipe.resolve() != (folder / "recipe.toml").resolve():
        shutil.copyfile(recipe, folder / "recipe.toml")
    judge, tokenizer = PairJudge(folder), load_tokenizer(str(tokenizer_file))
    cost: dict[str, dict[str, float]] = {"float32": {}, "int8": {}}
    logits, gold, weights = [], [], []
    for name, pairs in dev.items():
        texts, right = [(p.premise, p.hypothesis) for p in pairs], labels(pairs)
        ours = judge.logits(texts)
        pieces = pair_pieces(texts, tokenizer, length=settings.length)
        cost["float32"][name] = round(accuracy(torch_logits(network, pieces, settings.specials), right), 4)
        cost["int8"][name] = round(accuracy(ours, right), 4)
        logits.append(ours)
        gold.append(right)
        weights.append(np.full(len(pairs), 1 / len(pairs)))
    temperature = fit_temperature(np.concatenate(logits), np.concatenate(gold), np.concatenate(weights))
    replace(settings, temperature=temperature).save(folder)
    (folder / "quantization.json").write_text(json.dumps(cost, indent=1) + "\n", encoding="utf-8")
    log.info("dev accuracy: float32 %s, int8 %s; temperature %.3f", cost["float32"], cost["int8"], temperature)


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m checker.evaluation.pair_training RECIPE [--output DIR] [--resume]`"""
    parser = argparse.ArgumentParser(description="Train a pair model from a recipe.")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args(arguments)
    try:
        run(given.recipe, output=given.output, resume=given.resume)
    except AttribError as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
