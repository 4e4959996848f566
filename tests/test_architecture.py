"""The direction of imports, and what the fast path leaves unloaded."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from checker.modeling.locate import released_models

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "checker"
SAMPLE = ROOT / "samples" / "harbour-closure.txt"

# How high each unit stands; a unit imports from its own level or below. Modules that are not named here are types and
# what types are made of, at the bottom. A unit is a module of the package, or a folder.
LEVELS = {
    "readers": 1,
    "checks": 1,
    "reports": 1,
    "sources": 1,
    "modeling": 1,
    "comparing": 1,
    "pipeline": 2,
    "checker": 2,
    "run": 3,
    "clean": 3,
    "catalogue": 3,
    "server": 4,
    "lsp": 4,
    "batch": 4,
    "evaluation": 4,
    "models_command": 4,
    "cli": 5,
}
HEAVY = ("torch", "transformers", "datasets", "sklearn", "matplotlib", "pandas")


def unit(module: str) -> str:
    """The unit of a module: `checker.readers.text` is of readers, `checker` of the package's own face."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "checker"


def imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            for alias in node.names:
                inside = PACKAGE.parent.joinpath(*module.split("."), alias.name)
                is_module = inside.is_dir() or inside.with_suffix(".py").is_file()
                found.add(f"{module}.{alias.name}" if is_module else module)
    return {name for name in found if name == "checker" or name.startswith("checker.")}


def edges() -> dict[tuple[str, str], str]:
    """Which unit imports which, with one file that does."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        source = "checker" if parts == ("__init__",) else parts[0]
        for name in imports(path):
            if unit(name) != source:
                found[source, unit(name)] = str(path.relative_to(ROOT))
    return found


def test_imports_point_downward() -> None:
    upward = {
        f"{path}: {source} imports {target}"
        for (source, target), path in edges().items()
        if LEVELS.get(target, 0) > LEVELS.get(source, 0)
    }
    assert not upward


def test_no_two_units_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for source, target in edges():
        graph.setdefault(source, set()).add(target)
    while graph:
        leaves = {u for u in graph if not graph[u] & graph.keys()}
        assert leaves, f"import cycle among {sorted(graph)}"
        graph = {u: targets for u, targets in graph.items() if u not in leaves}


def test_evaluation_leaves_the_command_line_alone() -> None:
    assert ("evaluation", "cli") not in edges()


def loaded(code: str, *arguments: str) -> tuple[int, set[str]]:
    """Runs code in a fresh interpreter that then prints what it loaded; the value that `code` leaves in `status`."""
    report = f"status = 0\n{code}\nimport sys\nprint(chr(0), status, *sys.modules)"
    run = subprocess.run([sys.executable, "-c", report, *arguments], capture_output=True, text=True, check=True)
    status, *modules = run.stdout.rpartition("\0")[2].split()
    return int(status), {name.partition(".")[0] for name in modules}


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    _, modules = loaded("import checker.cli")
    assert "checker" in modules
    assert not modules & {*HEAVY, "numpy", "onnxruntime", "tokenizers"}


@pytest.mark.skipif(not released_models(), reason="no released model in this checkout")
@pytest.mark.parametrize("command", ["check", "quotes"])
def test_running_it_loads_neither_torch_nor_transformers(command: str) -> None:
    status, modules = loaded(f"from checker.cli import app\nstatus = app([{command!r}, {str(SAMPLE)!r}])")
    assert status == (1 if command == "check" else 0)
    assert "onnxruntime" in modules
    assert not modules & set(HEAVY)
