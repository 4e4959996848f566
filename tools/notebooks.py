"""Executes the notebooks and writes their outputs into them: `make notebooks`, or `python tools/notebooks.py tour errors`.

A notebook whose cells do not all run stays as it was.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
LARGEST = 500_000
"""Bytes that a notebook with its outputs may have."""

# Two names at least: “/h” of “km /h” is no path. What follows “<”, “.” or a letter is a tag, a relative path or an address.
_ABSOLUTE = re.compile(r"(?<![\w.:/<~-])/(?:[\w.-]+/)+[\w.-]+|\b[A-Z]:\\\\?\w+")


def read(path: Path) -> NotebookNode:
    """The notebook in a file, of format 4."""
    return nbformat.read(path, as_version=4)


def digest(notebook: NotebookNode) -> str:
    """Sixteen hexadecimal digits of what its cells say, outputs aside."""
    sources = "\0".join(f"{cell.cell_type}\0{cell.source}" for cell in notebook.cells)
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def execute(path: Path, environment: Mapping[str, str] | None = None) -> NotebookNode:
    """The notebook in `path` with fresh outputs and nothing in it that differs from run to run without need.

    It runs in its own folder, by this Python, for as long as it takes, in this process's environment with `environment` over
    it, and without the user's own start-up files. Raises CellExecutionError where a cell fails,
    DeadKernelError where its process ends.
    """
    notebook = read(path)
    with tempfile.TemporaryDirectory() as scratch:
        # No kernel but this Python's own.
        manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=None,
            startup_timeout=600,
            coalesce_streams=True,
            extra_arguments=["--IPKernelApp.log_level=40"],
            resources={"metadata": {"path": str(path.parent)}},
        )
        # Progress bars that a notebook cannot show say so with the path of their library.
        quiet = {"PYTHONWARNINGS": "ignore:IProgress not found"}
        own = {"IPYTHONDIR": scratch, "PYTHONSTARTUP": "", **quiet, **(environment or {})}
        client.execute(cleanup_kc=True, env={**os.environ, **own})  # cleanup_kc: ends the kernel too
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
        attrib={"executed": digest(notebook)},
    )
    return notebook


def outputs(notebook: NotebookNode) -> str:
    """All that the cells put out, pictures aside, as one text."""
    parts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            parts.append(output.get("text", ""))
            parts += [str(value) for kind, value in output.get("data", {}).items() if not kind.startswith("image/")]
            parts += output.get("traceback", ())
    return "\n".join(parts)


def absolute_paths(notebook: NotebookNode) -> list[str]:
    """The paths from the root on that the outputs name: they would be of the machine that made them."""
    return sorted(set(_ABSOLUTE.findall(outputs(notebook))))


def main(names: list[str]) -> int:
    """Executes those notebooks, or all; 1 where one fails, names a path of this machine, or is too large."""
    paths = [FOLDER / f"{name.removesuffix('.ipynb')}.ipynb" for name in names] or sorted(FOLDER.glob("*.ipynb"))
    failed = 0
    for path in paths:
        began = time.monotonic()
        print(f"{path.name} …", flush=True)
        try:
            notebook = execute(path)
        except (CellExecutionError, DeadKernelError) as error:
            print(f"{path.name}: not written: {error}", file=sys.stderr)
            failed = 1
            continue
        written = nbformat.writes(notebook) + "\n"
        wrong = [f"its outputs name {named}" for named in absolute_paths(notebook)]
        if len(written.encode()) > LARGEST:
            wrong.append(f"{len(written.encode()):,} bytes are more than {LARGEST:,}")
        if wrong:
            print(f"{path.name}: not written: {'; '.join(wrong)}", file=sys.stderr)
            failed = 1
            continue
        path.write_text(written, encoding="utf-8")
        print(f"{path.name}: {time.monotonic() - began:.0f} s, {len(written.encode()):,} bytes", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
