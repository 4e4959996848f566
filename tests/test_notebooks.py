"""The notebooks: every cell runs, here on the tiny model, and what is committed is what the cells put out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="the dev extra is not installed")
pytest.importorskip("ipykernel", reason="the dev extra is not installed")

from checker.document import Span
from tools import notebooks

TINY = Path(__file__).parent / "data" / "tiny"
# What each says on the tiny model, to show that it came as far as there.
SAYS = {
    "tour": "3 articles of",
    "errors": "more than noise?",
    "finetune": r"house-style.zip: \d+ files",
}


# Run before the cells: the tiny articles in place of the project's own, of which there are too many for a test.
STARTUP = """
from pathlib import Path as _Path
from checker.evaluation import finetune_verdict as _verdict, finetuning as _finetuning
from checker.evaluation.tasks import Data as _Data, Task as _Task

_tiny = _Path({tiny!r})
_own = _Task("statements", "tiny", "statements", data=(_Data("tiny", _tiny / "dev.jsonl"),))
_verdict.load_tasks = lambda names: (_own,)
_finetuning.rehearsal_source = lambda: _tiny / "train.jsonl"
_finetuning._dev_articles = lambda: []
"""


def path_of(name: str) -> Path:
    return notebooks.FOLDER / f"{name}.ipynb"


def test_all_of_them_are_tested() -> None:
    assert {path.stem for path in notebooks.FOLDER.glob("*.ipynb")} == set(SAYS)


@pytest.mark.parametrize("name", SAYS)
def test_every_cell_runs(name: str, tiny_model: Path, tmp_path: Path) -> None:
    startup = tmp_path / "startup.py"
    if name == "finetune":
        startup.write_text(STARTUP.format(tiny=str(TINY)), encoding="utf-8")
    executed = notebooks.execute(
        path_of(name),
        {
            "ATTRIB_MODEL": str(tiny_model),
            "ATTRIB_LIMIT": "3",
            "ATTRIB_EPOCHS": "0.05",
            "ATTRIB_OUTPUT": str(tmp_path / "tuned"),
            "PYTHONSTARTUP": str(startup) if startup.exists() else "",
            "OMP_NUM_THREADS": "1",
        },
    )
    assert re.search(SAYS[name], notebooks.outputs(executed))
    assert executed.metadata["attrib"]["executed"] == notebooks.digest(notebooks.read(path_of(name)))


@pytest.mark.parametrize("name", SAYS)
def test_what_is_committed_is_what_the_cells_put_out(name: str) -> None:
    notebook = notebooks.read(path_of(name))
    executed = notebook.metadata.get("attrib", {}).get("executed")
    assert executed == notebooks.digest(notebook), "its cells have changed since they ran: make notebooks"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    found = [output for cell in code for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in found)
    assert not [output for output in found if output.output_type == "error" or output.get("name") == "stderr"]
    assert notebooks.absolute_paths(notebook) == []
    assert path_of(name).stat().st_size <= notebooks.LARGEST
    assert all(cell.metadata == {} for cell in notebook.cells)


def test_a_path_of_the_machine_is_noticed() -> None:
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    def named(text: str) -> list[str]:
        output = new_output("display_data", {"text/html": text, "image/png": "/9j/4AAQ/Sk"})
        return notebooks.absolute_paths(new_notebook(cells=[new_code_cell(outputs=[output])]))

    assert named("<td>/srv/desk/story.txt</td> and (C:\\Users)") == ["/srv/desk/story.txt", "C:\\Users"]
    assert named("<b>../samples/a.txt</b> eval/samples, 5/6/7, https://example.org/a/b <i>x</i>") == []


def test_a_notebook_that_fails_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nbformat import writes
    from nbformat.v4 import new_code_cell, new_notebook

    monkeypatch.setattr(notebooks, "FOLDER", tmp_path)
    for name, source in (("bad", "1 / 0"), ("good", "print(6 * 7)")):
        (tmp_path / f"{name}.ipynb").write_text(writes(new_notebook(cells=[new_code_cell(source)])))
    before = (tmp_path / "bad.ipynb").read_bytes()
    assert notebooks.main([]) == 1
    assert (tmp_path / "bad.ipynb").read_bytes() == before
    assert "42\n" in notebooks.outputs(notebooks.read(tmp_path / "good.ipynb"))
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert notebooks.main(["good"]) == 0


def test_marks_are_escaped_and_the_later_one_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(notebooks.FOLDER)
    from marking import Mark, marked

    text = "a <script> & b\nc"
    bare = marked(text, [])
    assert bare == "a &lt;script&gt; &amp; b<br>c"
    shown = marked(text, [Mark(Span(0, 10), "b", "red", "<who>"), Mark(Span(2, 4), "i", "blue")])
    assert re.sub(r' style="[^"]*"', "", shown) == (
        "<sup>&lt;who&gt; </sup><b>a </b><i>&lt;s</i><b>cript&gt;</b> &amp; b<br>c"
    )
