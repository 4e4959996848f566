"""The pages of the checks: `python -m checker.checks.pages docs/checks` writes them anew from the docstrings."""

from __future__ import annotations

import argparse
from pathlib import Path

from checker.checks import CHECKS
from checker.errors import AttribError


def pages() -> dict[str, str]:
    """File name to content: a page for every check, and index.md, which lists them."""
    rows = [
        f"| [{check.code}]({check.code}.md) | {check.name} | {check.summary()} | {check.needs} | {check.severity} |"
        for check in CHECKS
    ]
    head = [
        "# The checks",
        "",
        "Written from the docstrings by `python -m checker.checks.pages docs/checks`. `rule` checks go by rule over what",
        "the model found, `text` checks read the text alone, `model` checks rest on a learned judgement.",
        "",
        "| code | name | what it flags | needs | default |",
        "|---|---|---|---|---|",
    ]
    return {f"{check.code}.md": check.page() for check in CHECKS} | {"index.md": "\n".join([*head, *rows]) + "\n"}


def write_pages(folder: Path) -> None:
    """Writes every page into a folder, which is made if need be. Raises AttribError where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in pages().items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise AttribError(f"{folder}: the pages cannot be written: {error.strerror or error}") from error


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages go, such as docs/checks")
    write_pages(parser.parse_args().folder)


if __name__ == "__main__":
    main()
