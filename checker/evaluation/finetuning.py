"""What `attrib finetune` does: a newsroom's annotations and a model in, a model of its own out, if it is a better one."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.acts import act_of
from checker.errors import AttribError
from checker.evaluation import finetune_data as data
from checker.evaluation.annotation import Annotation
from checker.evaluation.annotations import write_annotations
from checker.evaluation.coverage import coverage
from checker.evaluation.finetune_report import Tuning, compared, survey, write_report
from checker.evaluation.finetune_training import Material, train
from checker.evaluation.finetune_verdict import Verdict, judge, measure
from checker.evaluation.metrics import Rules
from checker.evaluation.tasks import repository
from checker.modeling.archive import model_name
from checker.modeling.export import export
from checker.modeling.folder import save_network
from checker.modeling.locate import default_model, find_model, is_model, kind_of_model
from checker.modeling.network import StatementNetwork
from checker.modeling.pieces import load_tokenizer
from checker.modeling.settings import Settings
from checker.reports.table import table

HELD_OUT_SHARE = 0.3
EPOCHS = 5.0
_STOP_SHARE = 0.15
_LEAST_STOP = 3
#: Statements that attrib would call deeds may be this share of all before deeds count.
_FEW = 0.05

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for.

    annotations: files and folders in any format that attrib imports; base: the model to start from, by name or folder; output:
    the new model's folder, runs/NAME where None; name: what the new model is called; held_out: a file or folder of annotated
    articles, or the share of the articles to hold out; epochs: passes over the articles; rehearse: annotated articles to
    rehearse on, in place of the project's own; force: keep the model whatever comes of it.
    """

    annotations: tuple[Path, ...]
    base: str | None = None
    output: Path | None = None
    name: str | None = None
    held_out: str | None = None
    seed: int = 1
    epochs: float = EPOCHS
    resume: bool = False
    force: bool = False
    rehearse: Path | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The newsroom's articles: to learn from, to stop by, and held out; and what was odd in telling them apart."""

    learn: list[Annotation]
    stop: list[Annotation]
    held_out: list[Annotation]
    troubles: tuple[data.Trouble, ...] = ()


def run(options: Options, say: Say = print, progress: Say = lambda line: None) -> tuple[Verdict, Path]:
    """Checks the data, trains, measures, and writes the new model's folder with its report and card.

    Gives the verdict and the folder. A model that is no gain goes to OUTPUT/refused, marked, unless `options.force`; what
    stood in OUTPUT stays. `say` is told what a person should read, a paragraph at a time; `progress` where the work is, a line
    that may be overwritten. Raises AttribError, one line, on what cannot be done at all.
    """
    if not 0 < options.epochs <= 100:
        raise AttribError(f"--epochs {options.epochs:g}: take a number above 0, and 100 at most.")
    old = find_model(options.base or default_model())
    _refuse_untrainable(old)
    settings = Settings.load(old)
    settings = replace(settings, name=model_name(options.name or f"{settings.name}-tuned"))
    folder = options.output or Path("runs") / settings.name
    _refuse_folder(folder, old)
    given = ", ".join(map(str, options.annotations))
    gathered = data.gather(options.annotations)
    parts = _parts(gathered.articles, options, given)
    rehearse_path = options.rehearse or rehearsal_source()
    rehearse = list(data.gather([rehearse_path]).articles) if rehearse_path else []
    everything = [*parts.learn, *parts.stop, *parts.held_out]
    tuning = Tuning(
        settings.name,
        old,
        data.summarise(everything),
        (*gathered.troubles, *parts.troubles, *data.conflicts(everything)),
        coverage(everything, load_tokenizer(str(old / "tokenizer.json")), settings.windows),
        {"learned from": len(parts.learn), "stopped by": len(parts.stop), "held out": len(parts.held_out)},
        f"{rehearse_path.parent.name}/{rehearse_path.name}, {len(rehearse)} articles" if rehearse_path else "",
        options.seed,
    )
    say(survey(tuning))
    work = folder / "work"
    _begin(work, options, parts, rehearse, old)
    began, cpu = time.monotonic(), time.process_time()
    material = Material(parts.learn, parts.stop, rehearse, rules_of(everything))
    network = train(
        old,
        settings,
        material,
        work / "checkpoints",
        seed=options.seed,
        epochs=options.epochs,
        resume=options.resume,
        progress=progress,
    )
    candidate = _release(network, settings, old, work / "model")
    minutes = ((time.monotonic() - began) / 60, (time.process_time() - cpu) / 60)
    evaluation = measure(old, candidate, work / "held-out.jsonl", material.rules, progress)
    progress("")
    verdict = judge(evaluation)
    write_report(candidate, replace(tuning, minutes=minutes), evaluation, verdict)
    rows = [("", "old", "new", "difference", ""), *compared(verdict)]
    say("\n".join(line for row in table(rows, 100) for line in row))
    say(f"Trained in {minutes[0]:.1f} minutes, {minutes[1]:.1f} of processor time.")
    return verdict, _settle(candidate, folder, keep=verdict.better or options.force)


def rehearsal_source() -> Path | None:
    """The project's own articles to rehearse on; None where this installation does not have them."""
    path = repository() / "eval" / "samples" / "train.jsonl"
    return path if path.is_file() else None


def rules_of(articles: Sequence[Annotation]) -> Rules:
    """What counts: nested statements where some are annotated, deeds where more than a few would be called so."""
    statements = [(a.text, s) for a in articles for s in a.statements]
    deeds = [s.act == "other" or act_of(" ".join(c.of(t) for c in s.cue), s.kind) == "other" for t, s in statements]
    counted = ("speech", "thought", "other") if sum(deeds) > _FEW * len(deeds) else ("speech", "thought")
    return Rules(any(s.nested_in for _, s in statements), counted)


def _refuse_untrainable(folder: Path) -> None:
    if kind_of_model(folder) != "statements":
        raise AttribError(f"{folder} compares pairs of statements; fine-tune one that finds statements.")
    if not any(folder.glob("weights-*.safetensors")):
        raise AttribError(
            f"{folder}: holds the int8 model alone, and fine-tuning starts from its training weights "
            "(weights-*.safetensors); get them with the model's folder of a source checkout, and name it with --from."
        )


def _refuse_folder(folder: Path, old: Path) -> None:
    """Raises AttribError on a folder that holds something other than a model, or the one to start from."""
    if folder.resolve() == old.resolve():
        raise AttribError(f"{folder} is the model to start from; name another folder with -o.")
    if folder.exists() and not folder.is_dir():
        raise AttribError(f"{folder} is a file; name a folder with -o.")
    ours = is_model(folder) and (folder / "tokenizer.json").is_file()
    if not ours and folder.is_dir() and {p.name for p in folder.iterdir()} - {"work", "refused"}:
        raise AttribError(f"{folder} holds other things than a model; name an empty folder with -o.")


def _parts(articles: Sequence[Annotation], options: Options, given: str) -> Parts:
    data.refuse_too_few(articles, given)
    share = _share(options.held_out)
    if share is None:
        apart = data.gather([Path(str(options.held_out))])
        held_out = list(apart.articles)
        if not any(a.statements for a in held_out):
            raise AttribError(f"{options.held_out}: holds no annotated statement to measure on.")
        learn = data.without(articles, held_out)
        shared = [data.Trouble(a.id, "is held out too, and not learned from") for a in articles if a not in learn]
        troubles = (*apart.troubles, *shared)
    else:
        learn, held_out = data.split(articles, share, options.seed)
        troubles = ()
    if len(learn) <= 2 * _LEAST_STOP:
        raise AttribError(f"{given}: {len(learn)} articles are left to learn from, too few; hold out fewer.")
    learn, stop = data.split(learn, max(_STOP_SHARE, _LEAST_STOP / len(learn)), options.seed)
    return Parts(learn, stop, held_out, troubles)


def _share(held_out: str | None) -> float | None:
    """The share to hold out; None where a path is meant. Raises AttribError on a share that cannot be."""
    if held_out is None:
        return HELD_OUT_SHARE
    try:
        share = float(held_out)
    except ValueError:
        return None
    if not 0 < share < 1:
        raise AttribError(f"--held-out {held_out}: a share lies between 0 and 1, such as {HELD_OUT_SHARE}.")
    return share


def _begin(work: Path, options: Options, parts: Parts, rehearse: Sequence[Annotation], old: Path) -> None:
    """Writes down what the run is made of, so that only the same run is resumed. Raises AttribError on another one."""
    try:
        work.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256("".join(a.text for a in rehearse).encode())
        for name, articles in (("learn", parts.learn), ("stop", parts.stop), ("held-out", parts.held_out)):
            write_annotations(articles, work / f"{name}.jsonl")
            digest.update((work / f"{name}.jsonl").read_bytes())
        for file in sorted(old.glob("weights-*.safetensors")):
            digest.update(file.read_bytes())
        made_of = {"seed": options.seed, "epochs": options.epochs, "data": digest.hexdigest()}
        path = work / "run.json"
        if options.resume and path.is_file() and json.loads(path.read_text(encoding="utf-8")) != made_of:
            raise AttribError(f"{work}: begun with other articles, another model, seed or epochs; leave --resume out.")
        path.write_text(json.dumps(made_of) + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        raise AttribError(f"{work}: cannot be written or read ({error}).") from error


def _release(network: StatementNetwork, settings: Settings, old: Path, folder: Path) -> Path:
    """Writes the model: weights and int8 graphs. Its calibration and threshold stay the old model's: a handful of articles is too
    little to fit them on, and on the project's dev samples they hardly move.
    """
    shutil.rmtree(folder, ignore_errors=True)
    save_network(network, settings, old / "tokenizer.json", folder)
    export(network, folder)
    return folder


def _settle(candidate: Path, folder: Path, *, keep: bool) -> Path:
    """Moves the new model to where it belongs: into `folder`, in place of what is there, or else to `folder`/refused."""
    target = folder if keep else folder / "refused"
    try:
        target.mkdir(exist_ok=True)
        for old in target.glob("weights-*.safetensors"):  # there may have been more of them
            old.unlink()
        shutil.rmtree(target / "report", ignore_errors=True)
        for path in candidate.iterdir():
            path.replace(target / path.name)
        shutil.rmtree(candidate.parent)
    except OSError as error:
        raise AttribError(f"{target}: cannot be written: {error.strerror or error}.") from error
    return target
