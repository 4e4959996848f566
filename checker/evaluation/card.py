"""The model card: what a model is, what it learned from, how good it is and what it is bad at."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from checker.evaluation.command import run as evaluate
from checker.modeling.model import revision
from checker.modeling.recipe import Claims, Coreference, Corpus, Recipe
from checker.modeling.settings import Settings

#: The tasks whose figures a card of a statement model gives.
TASKS = ("statements", "roles", "dangling", "speakers", "findings")
NOTES = "notes.md"


def write_card(folder: Path, recipe: Recipe, tasks: Sequence[str] = TASKS) -> None:
    """Measures the model in `folder` and writes its README.md and figures.json.

    What people know of the model and no figure says (uses, weaknesses with examples) stands in notes.md and is taken over.
    """
    settings = Settings.load(folder)
    with tempfile.TemporaryDirectory() as scratch:
        evaluate(model=str(folder), tasks=tasks, output=Path(scratch))
        shutil.copyfile(Path(scratch) / "report.json", folder / "figures.json")
        report = (Path(scratch) / "report.md").read_text(encoding="utf-8")
    notes = folder / NOTES
    parts = [
        f"# {settings.name}",
        notes.read_text(encoding="utf-8").strip() if notes.is_file() else "",
        _facts(folder, settings, recipe),
        "## Data\n\n" + _data("Trained on", recipe, "train") + "\n\n" + _data("Chosen on", recipe, "dev"),
        "## Figures\n\n" + _shifted(report, folder),
    ]
    (folder / "README.md").write_text("\n\n".join(p for p in parts if p).rstrip() + "\n", encoding="utf-8")


def _facts(folder: Path, settings: Settings, recipe: Recipe) -> str:
    cost = json.loads((folder / "quantization.json").read_text(encoding="utf-8"))
    size = sum(f.stat().st_size for f in folder.glob("*.onnx")) / 2**20
    rows = {
        "revision": f"`{revision(folder)}`",
        "base": recipe.base,
        "run-time files": f"{size:.0f} MiB, int8",
        "threshold": f"{settings.threshold:.2f} (calibrated confidence, chosen on dev)",
        "what int8 costs": f"dev statement F1 {cost['float32']:.3f} in float32, {cost['int8']:.3f} in int8",
        "made by": "`attrib train recipe.toml`, the recipe beside this card",
    }
    return "## Facts\n\n| | |\n|---|---|\n" + "\n".join(f"| {k} | {v} |" for k, v in rows.items())


def _data(title: str, recipe: Recipe, part: str) -> str:
    told: list[Coreference | Claims] = [*recipe.coreference, *recipe.claims]
    corpora: list[Corpus | Coreference | Claims] = [
        *(recipe.dev if part == "dev" else recipe.train),
        *(c for c in told if (c.part == "dev") == (part == "dev")),
    ]
    rows = [f"| {_name(c.path)} | {c.license or 'no licence stated'} | {c.weight:g} |" for c in corpora]
    return "\n".join([f"| {title} | licence | weight |", "|---|---|---|", *rows])


def _name(path: str) -> str:
    """The last two folders of a corpus's path, which say which one it is and which part."""
    return "/".join(Path(path).parts[-2:])


def _shifted(markdown: str, folder: Path) -> str:
    """Headings one level down, and the model by its name instead of where it lay when it was measured."""
    lines = [("#" + line) if line.startswith("##") else line for line in markdown.splitlines()]
    return "\n".join(lines).replace(str(folder), folder.name)
