from pathlib import Path

import pytest

from checker.errors import AttribError
from checker.evaluation.alarms import Scope
from checker.evaluation.codes import CODES
from checker.evaluation.tasks import CORPORA, load_task, load_tasks, with_data, with_split

EIGHT = {"roles", "statements", "speakers", "findings", "contradiction", "pairs", "transcript", "claims"}


def write(folder, text):
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_tasks_of_the_repository_are_all_good():
    tasks = {t.name: t for t in load_tasks()}
    assert set(tasks) >= EIGHT
    assert all(t.data and t.title for t in tasks.values())
    assert {d.path.is_absolute() for t in tasks.values() for d in t.data} == {True}
    assert not tasks["statements"].data[0].rules.nested
    # Findings and the tasks beside it leave no check unmeasured.
    assert {c for t in tasks.values() if t.metric == "findings" for c in t.codes} == set(CODES) == set(Scope().codes)


def test_corpora_are_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv(CORPORA, str(tmp_path))
    (task,) = load_tasks(["roles"])
    assert task.data[0].path == tmp_path / "cofenet" / "polnear-valid.jsonl"


def test_a_task_file_of_ones_own(tmp_path):
    path = write(tmp_path, 'metric = "statements"\nslices = ["kind"]\n[[data]]\npath = "x.jsonl"\nacts = ["speech"]\n')
    (task,) = load_tasks([str(path)])
    assert (task.name, task.title, task.slices) == ("mine", "mine", ("kind",))
    assert task.data[0].rules.acts == ("speech",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("metric =", "not valid TOML"),
        ("", "metric is None"),
        ('metric = "bleu"', "'bleu', not one of roles"),
        ('metric = "roles"\nslice = []', "no key “slice”"),
        ('metric = "statements"\nslices = ["colour"]', "“colour” is not one of kind"),
        ('metric = "findings"\nslices = ["kind"]', "“kind” is not one of genre"),
        ('metric = "findings"\ncodes = ["ATT999"]', "“ATT999”"),
        ('metric = "findings"\n[pools]\na = ["ATT1"]', "“ATT1”"),
        ('metric = "findings"\nonly = "some"', "“some”"),
        ('metric = "roles"\n[[data]]\nname = "x"', "needs a path"),
        ('metric = "roles"\n[[data]]\npath = "x"\nin = "cloud"', "“cloud”"),
    ],
)
def test_a_bad_task_file_is_named(tmp_path, text, what):
    with pytest.raises(AttribError, match=f"mine.toml: .*{what}"):
        load_task(write(tmp_path, text))


def test_an_unknown_task():
    with pytest.raises(AttribError, match="no task “speaker”; there are claims"):
        load_tasks(["speaker"])
    with pytest.raises(AttribError, match="no task files here"):
        load_tasks((), Path("nowhere"))


def test_other_data(tmp_path, monkeypatch):
    (task,) = load_tasks(["statements"])
    file = tmp_path / "mine.jsonl"
    file.touch()
    (data,) = with_data(task, file).data
    assert (data.path, data.name) == (file, "mine")
    assert data.rules.nested
    # A folder that holds the task's own corpus is where the corpora are.
    (tmp_path / "polnear" / "dev").mkdir(parents=True)
    (data,) = with_data(task, tmp_path).data
    assert data.path == tmp_path / "polnear" / "dev"
    assert not data.rules.nested


def test_another_split():
    task = with_split(load_tasks(["statements"])[0], "dev")
    assert [d.split for d in task.data] == [None, "dev"]
