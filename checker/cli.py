"""The command line: `attrib`. Each command imports what it needs when it runs, so that `attrib --help` is instant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from checker.complaints import complain, complain_of_bug
from checker.errors import AttribError
from checker.evaluation.finetune_command import finetune
from checker.models_command import models
from checker.options import (
    Baseline,
    ConfigFile,
    ExitZero,
    FailOn,
    Files,
    Format,
    Ignore,
    Model,
    Output,
    Select,
    Source,
    Speaker,
    SpeakerName,
    Watch,
    WriteBaseline,
)
from checker.server.command import annotation_commands, serve

commands = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@commands.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Who said this, and does the article say so? Checks quotes and claims in English news for their sources."""
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"attrib {version_of('attrib')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@commands.command()
def check(
    files: Files,
    format: Format = "text",
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    source: Source = None,
    speaker_name: SpeakerName = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    fail_on: FailOn = None,
    model: Model = None,
    config: ConfigFile = None,
    exit_zero: ExitZero = False,
    watch: Watch = False,
) -> int:
    """Report what an editor should look at.

    Ends with 0 if nothing was found, 1 if there are findings at or above --fail-on, 2 if a file could not be checked.
    """
    from checker.run import RunOptions, run

    options = RunOptions(
        files,
        findings=True,
        format=format,
        output=output,
        select=_split("--select", select),
        ignore=_split("--ignore", ignore),
        sources=source or (),
        speaker_names=speaker_name or (),
        fail_on=fail_on,
        model=model,
        config=config,
        exit_zero=exit_zero,
        baseline=baseline,
        write_baseline=write_baseline,
    )
    if watch:
        from dataclasses import replace

        from checker.watch import watch as watch_files

        # One report of several articles is written whole; on the screen those that were saved are news enough.
        return watch_files(files, lambda saved: run(replace(options, files=files if output else saved)))
    return run(options)


@commands.command()
def quotes(
    files: Files,
    format: Format = "text",
    output: Output = None,
    speaker: Speaker = None,
    select: Select = None,
    ignore: Ignore = None,
    source: Source = None,
    speaker_name: SpeakerName = None,
    fail_on: FailOn = None,
    model: Model = None,
    config: ConfigFile = None,
    exit_zero: ExitZero = False,
) -> int:
    """List who said what, without findings.

    --select, --ignore, --fail-on and --exit-zero change nothing here: one line of a script may serve check and quotes.
    """
    from checker.run import RunOptions, run

    options = RunOptions(
        files,
        findings=False,
        format=format,
        output=output,
        select=_split("--select", select),
        ignore=_split("--ignore", ignore),
        sources=source or (),
        speaker_names=speaker_name or (),
        fail_on=fail_on,
        model=model,
        config=config,
        exit_zero=exit_zero,
        speakers=speaker or (),
    )
    return run(options)


@commands.command("clean")
def clean_file(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", show_default=False)],
    output: Output = None,
    all_notes: Annotated[bool, typer.Option("--all-notes", help="The attrib: ignore comments of others too.")] = False,
) -> None:
    """Take attrib's comments out of a Word file."""
    from checker.clean import clean
    from checker.output import write

    removed = clean(file, output, all_notes=all_notes)
    write(f"{removed} comment{'' if removed == 1 else 's'} removed.\n", None)


@commands.command()
def explain(code: Annotated[str, typer.Argument(help="A check's code or name, such as ATT101.")]) -> None:
    """Print a check's page: what it flags, why, and examples."""
    from checker.catalogue import page
    from checker.output import write

    write(page(code), None)


@commands.command()
def rules() -> None:
    """List the checks."""
    from checker.catalogue import table
    from checker.output import write

    write(table(), None)


@commands.command("config")
def show_config(
    path: Annotated[Path, typer.Argument(help="The article or folder to look from.", show_default=False)] = Path("."),
    config: ConfigFile = None,
) -> None:
    """Print the settings in force, and where each comes from."""
    from checker.catalogue import settings
    from checker.output import write

    write(settings(path, config), None)


@commands.command("lsp")
def language_server(
    model: Model = None,
    config: ConfigFile = None,
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = False,
) -> int:
    """Show findings in an editor, as the article is typed (Language Server Protocol)."""
    from checker.lsp import run

    return run(model=model, config=config)


@commands.command()
def train(
    recipe: Annotated[Path, typer.Argument(metavar="RECIPE.toml", help="Corpora, base, hyperparameters and seed.")],
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="The model's folder.")] = None,
) -> None:
    """Train a model from a recipe."""
    try:
        from checker.evaluation.training import run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("checker"):
            raise
        raise AttribError(f"train needs {error.name}; install it with: pip install 'attrib[train]'") from error
    run(recipe, output=output, resume=resume)


@commands.command("eval")
def evaluate(
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="A model's name or folder, or saved predictions (.jsonl).")
    ] = None,
    task: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A task of eval/tasks or a task file; repeatable.")
    ] = None,
    data: Annotated[Path | None, typer.Option(metavar="PATH", help="Other data than the tasks name.")] = None,
    split: Annotated[str | None, typer.Option(metavar="PART", help="train, dev or test.")] = None,
    against: Annotated[
        str | None, typer.Option(metavar="OTHER", help="Compare with another model or with saved predictions.")
    ] = None,
    peer: Annotated[str | None, typer.Option(metavar="TOOL", help="Compare with another tool: textacy.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Write the reports and predictions here.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="text, json, markdown or html.")
    ] = "text",
) -> None:
    """Measure a model on annotated articles."""
    from checker.evaluation.command import run
    from checker.output import write

    report = run(
        model=model,
        tasks=_split("--task", task),
        data=data,
        split=split,
        against=against,
        peer=peer,
        output=output,
        format=format,
    )
    write(report if report.endswith("\n") else report + "\n", None)


@commands.command()
def report(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Articles, or folders of them.", show_default=False)
    ],
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="text, json or html.")] = "text",
    output: Output = None,
    model: Model = None,
    config: ConfigFile = None,
) -> int:
    """Sum up many articles: what was found, by code, by speaker and by outlet (folder)."""
    from checker.evaluation.batch_report import run_report
    from checker.output import write
    from checker.run import config_for_run

    text, status = run_report(paths, model=model, config=config_for_run(config), format=format)
    write(text, output)
    return status


commands.command()(finetune)
commands.command()(serve)
commands.add_typer(models, name="models")
commands.add_typer(annotation_commands, name="annotations")


def app(args: Sequence[str] | None = None) -> int:
    """Runs one command line, `sys.argv` where `args` is None, and returns its exit status. This is `attrib` itself."""
    try:
        status = commands(args=args, prog_name="attrib", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except typer.TyperException as error:
        complain(_usage(error))
    except AttribError as error:
        complain(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        complain_of_bug(error, "stopped")
    return 2


def _usage(error: typer.TyperException) -> str:
    """Typer's own words for a wrong option or argument, and where to look."""
    message: str = getattr(error, "format_message", error.__str__)()
    context = getattr(error, "ctx", None)
    return f"{message} See {context.command_path} --help." if context else message


def _split(option: str, values: Sequence[str] | None) -> list[str]:
    """`--select ATT101,ATT203 --select ATT5` as one list. Raises AttribError on an empty value, which says nothing."""
    if any(not value.strip(" ,") for value in values or ()):
        raise AttribError(f"{option}: is empty; give it a name, or leave it out")
    return [word.strip() for value in values or () for word in value.split(",") if word.strip()]
