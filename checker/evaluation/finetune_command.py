"""`attrib finetune`, as the command line registers it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from checker.errors import AttribError

_A_MINUTE = 60.0  # seconds


def finetune(
    annotations: Annotated[
        list[Path],
        typer.Argument(
            metavar="ANNOTATIONS…", help="Annotated articles, 20 or more, in any format that attrib imports."
        ),
    ],
    base: Annotated[
        str | None, typer.Option("--from", metavar="MODEL", help="The model to start from: a name or a folder.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="The new model's folder; runs/NAME unless given."),
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What the new model is called.")] = None,
    held_out: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Articles to measure on, or their share of the annotations (0.3)."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="What chance depends on.")] = 1,
    epochs: Annotated[float, typer.Option(metavar="N", help="Passes over the articles, at most.")] = 5.0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Keep the new model though it is no better.")] = False,
    rehearse: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Other annotated articles to rehearse, so that nothing is forgotten."),
    ] = None,
) -> int:
    """Fine-tune a model on a newsroom's own annotated articles.

    Ends with 0 if the new model is better, 1 if it is not and was put aside.
    """
    try:
        from checker.evaluation.finetuning import Options, run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("checker"):
            raise
        raise AttribError(f"finetune needs {error.name}; install it with: pip install 'attrib[train]'") from error
    from checker.complaints import complain
    from checker.output import write

    options = Options(tuple(annotations), base, output, name, held_out, seed, epochs, resume, force, rehearse)
    verdict, folder = run(options, lambda text: write(text + "\n\n", None), _progress())
    if verdict.better:
        write(
            f"The new model: {verdict.why}\n{folder}: use it with --model, or: attrib models install {folder}\n", None
        )
        return 0
    if force:
        complain(f"the new model is kept in {folder} as --force asks, though {verdict.why}")
        return 0
    complain(f"the new model is not kept: {verdict.why} It lies in {folder}, marked; --force keeps it all the same.")
    return 1


def _progress() -> Callable[[str], None]:
    """To standard error: a line that is written over where someone watches, else one a minute."""
    watched = sys.stderr.isatty()
    last = time.monotonic()

    def tell(line: str) -> None:
        nonlocal last
        if watched:
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif line and time.monotonic() - last >= _A_MINUTE:
            last = time.monotonic()
            print(line, file=sys.stderr, flush=True)

    return tell
