"""From the database to annotated articles, and the commands that do it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from reviewing import TEXT, correct, desk, words
from typer.testing import CliRunner

from checker import userdata
from checker.errors import AttribError
from checker.evaluation.annotations import read_annotations
from checker.readers import read_string
from checker.server import command, location
from checker.server.export import annotated_articles, lines

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def corrected(ines, opened):
    correct(ines, opened, "accept", "s1")
    correct(ines, opened, "content", "s3", **words(TEXT, "Nobody came"))
    correct(ines, opened, "speaker", "s3", value="Deniz Arslan")
    correct(ines, opened, "reject", "f1", value="the next line names him")
    correct(ines, opened, "delete", "s4")
    added = correct(ines, opened, "finding", value="ATT301", message="Shut?", **words(TEXT, "The port is closed"))
    correct(desk(ines.store.path, "Omar"), opened, "related", added.event.correction.item, **words(TEXT, "Monday"))
    correct(ines, opened, "note", "s2", value="look again")
    return opened


def test_what_is_exported_reads_back_as_annotations(ines, corrected, tmp_path):
    ines.open(read_string("“Untouched,” said Ann Lee."))
    out = tmp_path / "out.jsonl"
    out.write_text(lines(ines.store), encoding="utf-8")
    (read,) = read_annotations(out)
    assert read.repairs == () and read.text == TEXT and read.path == "harbour.txt"
    assert [s.id for s in read.statements] == ["s1", "s2", "s3"]
    gold = read.statements[2]
    assert gold.content[0].of(TEXT) == "Nobody came" and read.speaker_of(gold).name == "Deniz Arslan"
    assert [s.confidence for s in read.statements] == [None, 0.9, None]
    assert [(f.code, f.span.of(TEXT), [r.span.of(TEXT) for r in f.related]) for f in read.findings] == [
        ("ATT301", "The port is closed", ["Monday"])
    ]
    assert [(n.code, n.message) for n in read.not_findings] == [("ATT101", "the next line names him")]
    assert read.id == corrected and read.meta["annotator"] == "Ines, Omar" and read.meta["note s2"] == "look again"
    assert (read.meta["model"], read.meta["revision"], read.meta["finished"]) == ("stand-in", "1", "no")
    assert (read.meta["items"], read.meta["reviewed"]) == ("6", "4") and read.meta["time"].endswith("+00:00")
    assert len(list(annotated_articles(ines.store, everything=True))) == 2


def test_of_a_finished_article_what_is_left_is_right(ines, corrected):
    correct(ines, corrected, "finish")
    (done,) = annotated_articles(ines.store)
    assert {f.code for f in done.findings} == {"ATT203", "ATT301"} and done.meta["finished"] == "yes"
    assert all(s.confidence is None for s in done.statements)


def test_what_was_undone_leaves_nothing_to_export(ines, opened):
    correct(ines, opened, "accept", "s1")
    correct(ines, opened, "undo")
    assert lines(ines.store) == ""


def test_a_file_with_crlf_exports_its_own_text(ines, tmp_path):
    text = "“One 🏗️,”\r\nsaid Ann Lee.\r\n\r\n“Two.”\r\n"
    id_ = ines.open(read_string(text))
    correct(ines, id_, "statement", **words(text, "One 🏗️,”\r\nsaid"))
    (tmp_path / "o.jsonl").write_text(lines(ines.store), encoding="utf-8", newline="")
    (read,) = read_annotations(tmp_path / "o.jsonl")
    assert read.text == text and "One 🏗️,”\r\nsaid" in [c.of(text) for s in read.statements for c in s.content]


def run(*arguments: str):
    app = typer.Typer()
    app.command("serve")(command.serve)
    app.add_typer(command.annotation_commands, name="annotations")
    return CliRunner().invoke(app, arguments)


def test_the_commands_list_export_and_purge(ines, corrected, tmp_path):
    base = ("--database", str(ines.store.path))
    listed = run("annotations", "list", *base).stdout
    assert corrected in listed and "harbour.txt" in listed and "    8  " in listed
    out = tmp_path / "a.jsonl"
    assert run("annotations", "export", *base, "-o", str(out)).exit_code == 0
    assert len(list(read_annotations(out))) == 1
    assert json.loads(run("annotations", "export", *base).stdout)["path"] == "harbour.txt"
    unknown = run("annotations", "purge", "f" * 16, *base)
    assert isinstance(unknown.exception, AttribError)
    assert "removed" in run("annotations", "purge", corrected, *base).stdout
    assert run("annotations", "list", *base).stdout == "No articles.\n"


def test_a_database_that_is_not_there_is_said_and_not_made(tmp_path):
    asked = run("annotations", "list", "--database", str(tmp_path / "none.sqlite"))
    assert isinstance(asked.exception, AttribError) and "no such database" in str(asked.exception)
    assert not (tmp_path / "none.sqlite").exists()


def test_where_the_database_is(monkeypatch, tmp_path):
    for name in ("ATTRIB_DATABASE", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    tail = Path("attrib", "corrections.sqlite")
    for platform, folder in (
        ("linux", tmp_path / ".local" / "share"),
        ("darwin", tmp_path / "Library" / "Application Support"),
        ("win32", tmp_path / "AppData" / "Local"),
    ):
        monkeypatch.setattr(userdata.sys, "platform", platform)
        assert location.database_path() == folder / tail
    monkeypatch.setattr(userdata.sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert location.database_path() == tmp_path / ".local" / "share" / tail
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "x"))
    assert location.database_path() == tmp_path / "x" / tail
    monkeypatch.setenv("ATTRIB_DATABASE", "named.sqlite")
    assert location.database_path() == Path("named.sqlite")
    assert location.database_path(Path("given")) == Path("given")


def test_the_command_loads_no_web_framework_and_says_what_is_missing():
    code = (
        "import sys\nimport checker.server.command as c\n"
        "assert not {'fastapi', 'starlette', 'uvicorn', 'jinja2', 'sqlite3'} & sys.modules.keys()\n"
        "sys.modules['fastapi'] = None\nfrom checker.errors import AttribError\n"
        "try:\n    c.serve([], None, None, None, None, True)\nexcept AttribError as error:\n    print(error)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert told == "serve needs fastapi; install it with: pip install 'attrib[serve]'\n"
