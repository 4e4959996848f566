"""`attrib models`: which models there are, and installing, choosing, packing and removing them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

models = typer.Typer(
    name="models",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A model's name.", show_default=False)]


@models.callback(invoke_without_command=True)
def root(context: typer.Context) -> None:
    """List, show, choose, install, pack and remove models."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@models.command("list")
def list_models() -> None:
    """List the models that can be called by name."""
    from checker.modeling.library import entries
    from checker.output import write
    from checker.reports.table import table

    rows = [("", "name", "reads", "size", "from")]
    for e in entries():
        origin = "attrib" if e.released else "installed"
        rows.append(("*" if e.default else "", e.name, e.kind, _size(e.run_bytes), origin))
    lines = [line for row in table(rows, 100) for line in row]
    write("\n".join([*lines, "", "* is used where nothing names another."]) + "\n", None)


@models.command()
def show(name: Annotated[str, typer.Argument(metavar="NAME", help="A model's name or folder.")]) -> None:
    """Print what is known of a model: revision, size, licence, figures, what it was trained on."""
    from checker.modeling.library import find_entry, marked_worse, open_info
    from checker.modeling.model_card import read_card
    from checker.output import write
    from checker.reports.table import table

    entry = find_entry(name)
    info = open_info(entry.folder)
    card = read_card(entry.folder)
    facts = [
        ("name", info.name if info.name == entry.name else f"{entry.name} (calls itself {info.name})"),
        ("reads", entry.kind),
        ("revision", info.revision),
        ("folder", str(entry.folder)),
        ("run-time size", _size(entry.run_bytes)),
        ("training weights", "there" if entry.trainable else "not there"),
        ("licence", card.license or "not stated; see what it was trained on"),
    ]
    if worse := marked_worse(entry.folder):
        facts.append(("marked", worse))
    parts = [facts, card.figures, card.data]
    titles = ("", "Figures", "Trained and chosen on")
    lines = []
    for title, rows in zip(titles, parts, strict=True):
        if rows:
            lines += ["", title] if title else []
            lines += [line for row in table(rows, 100) for line in row]
    write("\n".join(lines) + "\n", None)


@models.command()
def use(name: Name) -> None:
    """Make a model the default."""
    from checker import config as configuration
    from checker.catalogue import codes
    from checker.modeling.library import use as choose
    from checker.output import write

    choose(name)
    write(f"{name} is used from now on where nothing names another model.\n", None)
    path = configuration.find(Path())
    chosen = configuration.load(path, codes()).model if path else None
    if path and chosen and chosen != name:
        write(f'Here {path} names {chosen}. To use {name} here too, write there: model = "{name}"\n', None)


@models.command()
def install(
    source: Annotated[Path, typer.Argument(metavar="FILE-or-FOLDER", help="An archive, or a model's folder.")],
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Another name than its own.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="In place of one of that name, or though it was marked as worse.")
    ] = False,
) -> None:
    """Install a model for this user."""
    from checker.modeling.library import install as put
    from checker.output import write

    installed = put(source, name=name, force=force)
    write(
        f"{installed} is installed; use it with --model {installed}, or always with: attrib models use {installed}\n",
        None,
    )


@models.command()
def remove(name: Name) -> None:
    """Remove an installed model."""
    from checker.modeling.library import remove as take_away
    from checker.output import write

    take_away(name)
    write(f"{name} is removed.\n", None)


@models.command()
def pack(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model's name or folder.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.zip", help="NAME.zip unless given.")
    ] = None,
) -> None:
    """Write a model to one file that another machine can install."""
    from checker.modeling.archive import pack as pack_files
    from checker.modeling.library import find_entry, open_info
    from checker.output import write

    entry = find_entry(name)
    info = open_info(entry.folder)
    path = output or Path(f"{info.name}.zip")
    manifest = pack_files(entry.folder, info.name, path)
    write(f"{path}: {len(manifest.files)} files, {_size(path.stat().st_size)}.\n", None)


def _size(count: int) -> str:
    return f"{count / 2**20:.0f} MiB" if count >= 10 << 20 else f"{count / 2**20:.1f} MiB"
