"""The options that several commands of the command line share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Articles; - is standard input.", show_default=False)]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="text, json, jsonl, csv or html; for findings sarif, rdjson (reviewdog), github (annotations) and docx too.",
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write here, not to the screen.")]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="CODE", help="Run these checks alone: codes, names or families (ATT2), by comma or repeated."),
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="CODE", help="Leave these checks out.")]
Source = Annotated[
    list[str] | None,
    typer.Option(metavar="PATH", help="Check quotes against this transcript, statement or folder; repeatable."),
]
SpeakerName = Annotated[
    list[str] | None,
    typer.Option(metavar="LABEL=NAME", help="Whom a label in the sources stands for: “Speaker 1=Maria Okafor”."),
]
FailOn = Annotated[
    str | None,
    typer.Option(metavar="SEVERITY", help="error, warning (the default) or info: end with 1 from here on up."),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="A model's name or folder.")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="PATH", help="This attrib.toml or pyproject.toml, not the nearest above the file."
    ),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="End with 0 whatever is found.")]
Speaker = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Only what they said: a name or a part of one, or “no speaker”; repeatable."),
]
Baseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Leave out the findings that --write-baseline wrote there.")
]
WriteBaseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write down all that is found as known, for --baseline.")
]
Watch = Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved, until Ctrl-C.")]
