"""What `attrib train` does: a recipe in, a model folder out, with its figures and its card."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import torch

from checker.evaluation import pair_training
from checker.evaluation.card import write_card
from checker.evaluation.claim_examples import claim_precision, load_claims
from checker.evaluation.coreference_examples import load_mentions, pointing_accuracy
from checker.evaluation.corpora import load_examples, read_corpus
from checker.evaluation.fitting import DevSet, fit
from checker.evaluation.metrics import Rules
from checker.modeling.antecedent_lesson import AntecedentLesson
from checker.modeling.claim_lesson import ClaimExample, ClaimLesson
from checker.modeling.export import export
from checker.modeling.finder import StatementFinder
from checker.modeling.folder import find_tokenizer, load_network, new_network, save_network, specials_of
from checker.modeling.mention_examples import MentionExample
from checker.modeling.model import Model
from checker.modeling.network import StatementNetwork
from checker.modeling.pair_recipe import is_pair_recipe
from checker.modeling.pieces import load_tokenizer
from checker.modeling.recipe import Corpus, Recipe
from checker.modeling.settings import Settings
from checker.modeling.statement_lesson import StatementLesson
from checker.modeling.torch_scorer import TorchScorer
from checker.modeling.training import Lesson, Trainer

log = logging.getLogger(__name__)


def run(recipe_path: Path, *, output: Path | None = None, resume: bool = False, card: bool = True) -> Path:
    """Trains what a recipe says and returns the model's folder, `output` or runs/NAME.

    Checkpoints go to FOLDER/checkpoints, where `resume` finds them. `card`: evaluate at the end, on the tasks whose data is
    there, and write the figures and the model card. Raises AttribError on a recipe, corpus or base that is no good.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    if is_pair_recipe(recipe_path):
        return pair_training.run(recipe_path, output=output, resume=resume)
    recipe = Recipe.load(recipe_path)
    folder = output or Path("runs") / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer_file = find_tokenizer(recipe.init or recipe.base)
    settings = Settings(recipe.name, recipe.base, specials_of(tokenizer_file), recipe.heads, recipe.windows)
    devs = [dev_set(c) for c in recipe.dev]
    examples = [
        (example, corpus.weight)
        for corpus in recipe.train
        for example in load_examples(corpus, tokenizer_file, folder / "checkpoints" / "data")
    ]
    log.info("%d articles to train on", len(examples))
    dropout = recipe.schedule.dropout
    torch.manual_seed(recipe.seed)
    network = (
        load_network(Path(recipe.init), dropout=dropout, begin=True)
        if recipe.init
        else new_network(recipe.base, recipe.heads, dropout)
    )
    tokenizer = load_tokenizer(str(tokenizer_file))
    mentions: dict[str, list[tuple[MentionExample, float]]] = {"train": [], "dev": []}
    for told in recipe.coreference:
        weight = told.weight / (1 + told.renamed)
        mentions[told.part or "train"] += [(e, weight) for e in load_mentions(told, tokenizer, seed=recipe.seed)]
    claims: dict[str, list[tuple[ClaimExample, float]]] = {"train": [], "dev": []}
    for judged in recipe.claims:
        claims[judged.part or "train"] += [(e, judged.weight) for e in load_claims(judged, tokenizer)]
    log.info("%d texts with coreference, %d with claims", len(mentions["train"]), len(claims["train"]))

    def score(network: StatementNetwork) -> float:
        scorer = TorchScorer(network, bfloat16=True)
        finder = StatementFinder(tokenizer, scorer, settings)
        if recipe.schedule.only == "claims":
            return claim_precision([e for e, _ in claims["dev"]], finder)
        values = [d.f1(d.candidates(finder), settings.calibration, settings.threshold) for d in devs]
        if mentions["dev"]:
            values.append(pointing_accuracy([e for e, _ in mentions["dev"]], finder))
        log.info("dev: %s", " ".join(f"{v:.4f}" for v in values))
        return sum(values) / len(values)

    schedule = recipe.schedule
    lessons: list[tuple[str, bool, Lesson]] = [
        ("statements", bool(examples), StatementLesson(examples, settings.specials, schedule)),
        ("antecedents", bool(mentions["train"]), AntecedentLesson(mentions["train"], settings.specials, schedule)),
        ("claims", bool(claims["train"]), ClaimLesson(claims["train"], settings.specials, schedule)),
    ]
    taught = [lesson for name, known, lesson in lessons if known and schedule.only in ("", name)]
    trainer = Trainer(network, taught, schedule, folder / "checkpoints", score, seed=recipe.seed)
    trained = trainer.run(resume=resume)
    log.info("best on dev %.4f", trained.best)
    release(network, settings, tokenizer_file, devs[0], folder, recipe_path)
    if card:
        write_card(folder, recipe)
    return folder


def dev_set(corpus: Corpus) -> DevSet:
    """A corpus to choose on."""
    acts = ("speech", "thought", "other") if corpus.deeds else ("speech", "thought")
    return DevSet(read_corpus(corpus), Rules(nested=corpus.nested, acts=acts))


def release(
    network: StatementNetwork, settings: Settings, tokenizer_file: Path, dev: DevSet, folder: Path, recipe: Path
) -> None:
    """Writes a model folder: weights, int8 graphs, settings fitted on dev, what int8 costs there, and the recipe."""
    save_network(network, settings, tokenizer_file, folder)
    export(network, folder)
    if recipe.resolve() != (folder / "recipe.toml").resolve():
        shutil.copyfile(recipe, folder / "recipe.toml")
    finder = Model(folder).finder
    settings = fit(settings, dev, finder)
    settings.save(folder)
    full = StatementFinder(finder.tokenizer, TorchScorer(network), settings)
    cost = {
        "float32": round(dev.f1(dev.candidates(full), settings.calibration, settings.threshold), 4),
        "int8": round(dev.f1(dev.candidates(finder), settings.calibration, settings.threshold), 4),
    }
    (folder / "quantization.json").write_text(json.dumps(cost, indent=1) + "\n", encoding="utf-8")
    log.info("dev statement F1: float32 %(float32).4f, int8 %(int8).4f", cost)
