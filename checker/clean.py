"""`attrib clean`: takes our comments out of a Word file before it leaves the house."""

from __future__ import annotations

from pathlib import Path

from checker.errors import AttribError
from checker.output import write
from checker.readers.docx_package import Package
from checker.reports.docx_comments import remove


def clean(path: Path, output: Path | None = None, *, all_notes: bool = False) -> int:
    """Takes every comment by “attrib” out of a Word file, in place or to `output`, and returns how many there were.

    `all_notes` takes the `attrib: ignore` comments of others too. A file without any is left as it is. Raises
    AttribError for what is no Word file or cannot be written.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AttribError(f"{path}: cannot be read ({error.strerror or error}). Check the name.") from error
    cleaned, count = remove(Package(data, str(path)), notes=all_notes)
    if cleaned is not None or output is not None:
        write(data if cleaned is None else cleaned, output or path)
    return count
