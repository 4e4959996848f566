"""The commands `attrib serve` and `attrib annotations`. What they need is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.errors import AttribError

if TYPE_CHECKING:
    from checker.server.store import Store

Database = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="The database of corrections; or set ATTRIB_DATABASE.", show_default=False),
]

annotation_commands = typer.Typer(
    help="The corrections made on the review page: list, export, purge.", no_args_is_help=True
)


def serve(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="FOLDER…", help="Folders and files whose articles the page offers.", show_default=False),
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 8017 if it is free.")] = None,
    database: Database = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Whose corrections they are.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="A model's name or folder.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address, open nothing.")] = False,
) -> None:
    """Review articles in the browser, on this machine alone, and keep the corrections."""
    try:
        from checker.server.serving import serve as run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("checker"):
            raise
        raise AttribError(f"serve needs {error.name}; install it with: pip install 'attrib[serve]'") from error
    run(paths or (), port=port, database=database, author=author, model=model, browser=not no_browser)


@annotation_commands.command("list")
def list_articles(database: Database = None) -> None:
    """List the articles in the database: id, corrections, when it was read, model, path."""
    from checker.output import write
    from checker.server.export import listing

    write(listing(_store(database)), None)


@annotation_commands.command("export")
def export(
    database: Database = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Articles that nobody has corrected too.")] = False,
) -> None:
    """Write the corrected articles as JSON lines, as attrib eval and attrib finetune read them."""
    from checker.output import write
    from checker.server.export import lines

    write(lines(_store(database), everything=everything), output)


@annotation_commands.command("purge")
def purge(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="As attrib annotations list shows them.")],
    database: Database = None,
) -> None:
    """Remove articles, their corrections and every trace of their text."""
    from checker.output import write

    store = _store(database)
    for id_ in ids:
        if not store.purge(id_):
            raise AttribError(f"{id_}: there is no such article; attrib annotations list shows those there are")
        write(f"{id_}: removed\n", None)


def _store(database: Path | None) -> Store:
    from checker.server.location import database_path
    from checker.server.store import Store

    path = database_path(database)
    if not path.is_file():
        raise AttribError(f"{path}: there is no such database; attrib serve makes it, --database names another")
    return Store(path)
