"""What `attrib report` does: check many articles, and report over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.config import Config
from checker.errors import AttribError
from checker.evaluation.batch import collect, tally
from checker.evaluation.reports.batch import RENDERERS
from checker.pipeline import Checker


def run_report(
    paths: Sequence[str],
    *,
    model: str | None = None,
    config: Config | None = None,
    format: str = "text",
    output: Path | None = None,
) -> tuple[str, int]:
    """Checks files and folders of articles; the report in `format` (text, json, html) and the exit status: 0, or 2
    where some file could not be checked (the report names it).

    The report is written to `output` too if that is given. Raises AttribError on an unknown format, no articles, or an
    output that cannot be written.
    """
    if format not in RENDERERS:
        raise AttribError(f"there is no report format “{format}”; there are {', '.join(RENDERERS)}")
    batch = tally(collect(paths), Checker(model, config or Config()))
    report = RENDERERS[format](batch)
    if output is not None:
        try:
            output.write_text(report, encoding="utf-8")
        except OSError as error:
            raise AttribError(f"{output}: cannot be written: {error.strerror or error}") from error
    return report, 2 if batch.failed else 0
