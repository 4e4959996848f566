from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from checker.article import Article, ModelInfo
from checker.cli import app
from checker.config import Config
from checker.document import Document, Span
from checker.errors import AttribError
from checker.findings import Finding, Severity, fingerprinted
from checker.sources import Source
from checker.statements import Statement

VAGUE = "Sources said the bridge would close on Friday.\n"
CLEAN = "The bridge will close on Friday, said Ana Lind, the engineer.\n"


class FakeChecker:
    """Finds “Sources”; refuses, breaks down and is interrupted where the text says so."""

    made: list[FakeChecker]

    sources: tuple[Source, ...] = ()

    def __init__(
        self,
        model: str | None = None,
        config: Config | None = None,
        *,
        sources: Sequence[str] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.config, self.paths, self.names = model, config or Config(), sources, names
        self.made.append(self)

    def with_config(self, config: Config) -> FakeChecker:
        return FakeChecker(config.model, config, sources=self.paths, names=self.names)

    @property
    def model(self) -> str:
        if self.name == "nowhere":
            raise AttribError("there is no model “nowhere”")
        return "a model"

    def check(self, document: Document) -> Article:
        if "REFUSE" in document.text:
            raise AttribError("cannot be checked: it says REFUSE")
        if "BREAK" in document.text:
            raise KeyError("bug\nhere")
        if "STOP" in document.text:
            raise KeyboardInterrupt
        severity = self.config.severity_of("ATT203", Severity.WARNING)
        start = document.text.find("Sources")
        found = start >= 0 and severity is not Severity.OFF
        finding = Finding("ATT203", "vague-source", severity, Span(start, start + 7), "Which sources?")
        return self._article(document, fingerprinted([finding], document) if found else ())

    def quotes(self, document: Document) -> Article:
        return self._article(document, ())

    def _article(self, document: Document, findings: tuple[Finding, ...]) -> Article:
        statement = Statement("s1", "indirect", "speech", (Span(13, 25),))
        return Article(document, ModelInfo("fake", "0"), (statement,), (), findings)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles, in which the command runs."""
    FakeChecker.made = []
    monkeypatch.setattr("checker.run.Checker", FakeChecker)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTRIB_DEBUG", raising=False)
    texts = {"vague": VAGUE, "clean": CLEAN, "refuse": "REFUSE this text.", "break": "BREAK down.", "stop": "STOP it."}
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("check clean.txt", 0),
        ("check vague.txt", 1),
        ("check clean.txt vague.txt clean.txt", 1),
        ("check vague.txt --fail-on error", 0),
        ("check vague.txt --fail-on info", 1),
        ("check vague.txt --exit-zero", 0),
        ("check vague.txt --ignore ATT203", 0),
        ("check vague.txt --select ATT101", 0),
        ("check vague.txt --select ATT101,vague-source", 1),
        ("check missing.txt", 2),
        ("check missing.txt vague.txt", 2),
        ("check missing.txt clean.txt --exit-zero", 2),
        ("check refuse.txt", 2),
        ("check break.txt clean.txt", 2),
        ("check stop.txt clean.txt", 130),
        ("check clean.txt vague.txt --model nowhere", 2),
        ("check", 2),
        ("check clean.txt --fail-on warn", 2),
        ("check clean.txt --format yaml", 2),
        ("check clean.txt --format sarif", 0),
        ("check vague.txt --format csv", 1),
        ("check clean.txt --format docx", 2),
        ("quotes clean.txt --format csv", 0),
        ("quotes clean.txt --format sarif", 2),
        ("quotes clean.txt --speaker none", 0),
        ("quotes clean.txt --speaker Okafor", 2),
        ("check clean.txt --speaker none", 2),
        ("check clean.txt --baseline nowhere.json", 2),
        ("check clean.txt --select ATT999", 2),
        ("check clean.txt --config nowhere.toml", 2),
        ("check --nonsense", 2),
        ("chek clean.txt", 2),
        ("quotes vague.txt", 0),
        ("quotes missing.txt vague.txt", 2),
        ("explain ATT101", 0),
        ("explain ATT999", 2),
        ("rules", 0),
        ("config", 0),
        ("config missing", 2),
        ("--help", 0),
        ("", 0),
    ],
)
def test_exit_status_and_one_line_on_trouble(line: str, status: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert app(line.split()) == status
    err = capfd.readouterr().err
    assert len(err.splitlines()) == (1 if status == 2 else 0)
    assert not err or err.startswith("attrib: ")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("check missing.txt", "missing.txt: no such file"),
        ("check refuse.txt", "refuse.txt: cannot be checked: it says REFUSE"),
        (
            "check break.txt",
            "break.txt: an error in attrib itself (KeyError: 'bug\\nhere'); run it again with ATTRIB_DEBUG=1",
        ),
        ("check clean.txt --format jsn", "did you mean json?"),
        ("check clean.txt --format cobol", "there are text, json, jsonl"),
        (
            "check clean.txt --fail-on warn",
            "--fail-on: “warn” is not one of error, warning, info; did you mean warning?",
        ),
        ("check clean.txt --select ATT999", "--select: there is no check “ATT999”; did you mean ATT"),
        ("check clean.txt --ignore vague-sorce", "did you mean vague-source?"),
        ("check clean.txt --formt json", "--format"),
        ("chek clean.txt", "check"),
        ("check clean.txt --model nowhere", "there is no model “nowhere”"),
        ("check clean.txt --output clean.txt", "is the article itself"),
        ("check clean.txt --write-baseline clean.txt", "--write-baseline: clean.txt is the article itself"),
        ("check clean.txt --write-baseline a --baseline b", "--baseline: does not go with --write-baseline"),
        ("check clean.txt missing.txt --write-baseline a.json", "a.json: not written, since not every file"),
        ("check clean.txt --format docx", "--format docx: is a file; say where it goes with --output PATH"),
        ("quotes clean.txt --format sarif", "shows findings; run attrib check, or choose text, json, jsonl, csv"),
        ("quotes clean.txt --speaker Okafor", "--speaker: nobody is “Okafor”; there are no speaker"),
        ("check clean.txt --output no/such/report.txt", "no/such/report.txt: cannot be written: No such file"),
        ("explain unatributed-quote", "did you mean unattributed-quote?"),
    ],
)
def test_the_line_says_what_to_do(line: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert app(line.split()) == 2
    assert message in capfd.readouterr().err


@pytest.mark.parametrize("option", ["--select", "--ignore", "--fail-on", "--model"])
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_option_is_refused(option: str, value: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert app(["check", "clean.txt", option, value]) == 2
    out, err = capfd.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and option in err


def test_the_other_files_are_still_reported(capfd: pytest.CaptureFixture[str]) -> None:
    assert app(["check", "--format", "jsonl", "missing.txt", "vague.txt", "break.txt", "clean.txt"]) == 2
    out, err = capfd.readouterr()
    assert [json.loads(line)["path"] for line in out.splitlines()] == ["vague.txt", "clean.txt"]
    assert len(err.splitlines()) == 2


def test_json_of_several_files_is_one_object_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    app(["quotes", "--format", "json", "clean.txt", "vague.txt"])
    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [r["path"] for r in records] == ["clean.txt", "vague.txt"]
    assert all(r["findings"] == [] and r["statements"] for r in records)


def test_text_report(capfd: pytest.CaptureFixture[str]) -> None:
    app(["check", "vague.txt"])
    assert capfd.readouterr().out == (
        "vague.txt:1:1 warning ATT203 vague-source\n"
        "  | Sources said the bridge would close on Friday.\n"
        "  | ^^^^^^^\n"
        "  Which sources?\n"
        "\n"
        "1 file, 1 statement, 0 speakers: 1 warning.\n"
    )


def test_standard_input(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(VAGUE.encode())))
    assert app(["check", "-"]) == 1
    assert capfd.readouterr().out.startswith("<stdin>:1:1 warning ATT203")


def test_traceback_where_asked(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTRIB_DEBUG", "1")
    assert app(["check", "break.txt"]) == 2
    assert "Traceback" in capfd.readouterr().err


def test_an_error_outside_any_file_is_one_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("checker.catalogue.table", broken)
    assert app(["rules"]) == 2
    assert capfd.readouterr().err.startswith("attrib: stopped: an error in attrib itself (ZeroDivisionError)")


def test_output_goes_to_the_file_alone(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert app(["check", "vague.txt", "--output", "report.txt"]) == 1
    assert "ATT203" in (folder / "report.txt").read_text()
    assert capfd.readouterr() == ("", "")
    assert not list(folder.glob("*.part")) and not list(folder.glob(".*"))


def test_output_is_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "report.txt").write_text("the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert app(["check", "vague.txt", "--output", "report.txt"]) == 2
    assert (folder / "report.txt").read_text() == "the old one"
    assert not list(folder.glob(".*"))


def test_output_follows_a_link_and_keeps_the_mode(folder: Path) -> None:
    (folder / "real.txt").write_text("old")
    (folder / "real.txt").chmod(0o640)
    (folder / "link.txt").symlink_to("real.txt")
    app(["check", "vague.txt", "--output", "link.txt"])
    assert (folder / "link.txt").is_symlink() and "ATT203" in (folder / "real.txt").read_text()
    assert (folder / "real.txt").stat().st_mode & 0o777 == 0o640


def test_options_reach_the_checker() -> None:
    app("check clean.txt --source a.vtt --source b --model m --select ATT2 --ignore ATT203".split())
    [checker] = FakeChecker.made
    assert (checker.name, list(checker.paths)) == ("m", ["a.vtt", "b"])
    assert "ATT203" in checker.config.select and checker.config.ignore == ("ATT203",)


def test_a_model_is_loaded_once_for_all_files() -> None:
    app(["check", "clean.txt", "vague.txt", "clean.txt"])
    assert len(FakeChecker.made) == 1


def test_each_file_has_the_settings_of_its_folder(folder: Path) -> None:
    (folder / "desk").mkdir()
    (folder / "desk" / "attrib.toml").write_text('ignore = ["ATT203"]')
    (folder / "desk" / "vague.txt").write_text(VAGUE)
    assert app(["check", "desk/vague.txt"]) == 0
    assert app(["check", "vague.txt"]) == 1
    assert app(["check", "vague.txt", "--config", "desk/attrib.toml"]) == 0
    # The command line is over the file.
    assert app(["check", "desk/vague.txt", "--ignore", "ATT101"]) == 1


def test_fail_on_may_stand_in_the_file(folder: Path) -> None:
    (folder / "attrib.toml").write_text('fail-on = "error"')
    assert app(["check", "vague.txt"]) == 0
    assert app(["check", "vague.txt", "--fail-on", "warning"]) == 1


def test_a_bad_setting_is_said_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "attrib.toml").write_text('selct = ["ATT203"]')
    assert app(["check", "vague.txt", "clean.txt"]) == 2
    err = capfd.readouterr().err
    assert len(err.splitlines()) == 1 and "attrib.toml" in err and "did you mean select?" in err


def test_what_the_baseline_holds_is_not_reported(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert app(["check", "vague.txt", "clean.txt", "--write-baseline", "known.json"]) == 0
    assert "1 warning" in capfd.readouterr().out
    assert app(["check", "vague.txt", "--baseline", "known.json"]) == 0
    assert "nothing found" in capfd.readouterr().out
    (folder / "other.txt").write_text("Sources said the port would close.\n")
    assert app(["check", "other.txt", "vague.txt", "--baseline", "known.json"]) == 1
    assert "1 warning" in capfd.readouterr().out


def test_an_edit_elsewhere_leaves_a_finding_in_the_baseline(folder: Path) -> None:
    story = folder / "story.txt"
    story.write_text(f"The bridge is old.\n\n{VAGUE}")
    app(["check", "story.txt", "--write-baseline", "known.json"])
    story.write_text(f"Opened in 1931, the bridge is old, and so is the toll.\n\nNobody pays.\n\n{VAGUE}")
    assert app(["check", "story.txt", "--baseline", "known.json"]) == 0
    story.write_text(VAGUE.replace("Friday", "Monday"))
    assert app(["check", "story.txt", "--baseline", "known.json"]) == 1


def test_the_baseline_may_stand_in_the_settings(folder: Path) -> None:
    (folder / "attrib.toml").write_text('baseline = "known.json"')
    # The first is written before there is one; a later one holds what the old one held.
    assert app(["check", "vague.txt", "--write-baseline", "known.json"]) == 0
    assert app(["check", "vague.txt"]) == 0
    first = (folder / "known.json").read_text()
    assert app(["check", "vague.txt", "--write-baseline", "known.json"]) == 0
    assert (folder / "known.json").read_text() == first
    (folder / "known.json").unlink()
    assert app(["check", "vague.txt"]) == 2
    assert app(["quotes", "vague.txt"]) == 0


def test_a_path_may_have_rules_of_its_own(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "attrib.toml").write_text('[[overrides]]\npath = "opinion/**"\nignore = ["ATT203"]\n')
    (folder / "opinion").mkdir()
    (folder / "opinion" / "vague.txt").write_text(VAGUE)
    assert app(["check", "opinion/vague.txt"]) == 0
    assert app(["check", "opinion/vague.txt", "vague.txt"]) == 1
    assert app(["check", "opinion/vague.txt", "--ignore", "ATT101"]) == 1
    capfd.readouterr()
    app(["config", "opinion/vague.txt"])
    by_file = capfd.readouterr().out
    app(["config", "."])
    by_folder = capfd.readouterr().out
    origin = folder / "attrib.toml"
    assert f'ignore = ["ATT203"]  # {origin}, overrides for opinion/**' in re.sub(" +#", "  #", by_file)
    assert tomllib.loads(by_folder)["overrides"] == [{"path": ["opinion/**"], "ignore": ["ATT203"]}]
    assert tomllib.loads(by_folder)["ignore"] == [] and "overrides" not in tomllib.loads(by_file)


def test_config_says_what_is_in_force_and_where_from(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "attrib.toml").write_text('ignore = ["fragment-quote"]\nseverity = { ATT203 = "info" }\n')
    assert app(["config", "vague.txt"]) == 0
    lines = dict(line.rsplit("# ", 1) for line in capfd.readouterr().out.splitlines())
    by_setting = {setting.strip(): origin for setting, origin in lines.items()}
    assert by_setting['ignore = ["ATT304"]'] == str(folder / "attrib.toml")
    assert by_setting['severity = { ATT203 = "info" }'] == str(folder / "attrib.toml")
    assert by_setting["# model ="] == by_setting["select = []"] == by_setting['fail-on = "warning"'] == "default"


def test_help_names_every_format(capfd: pytest.CaptureFixture[str]) -> None:
    from checker.reports import REPORTS

    app(["check", "--help"])
    assert set(REPORTS) <= set(re.findall(r"\w+", capfd.readouterr().out))


def test_explain_prints_the_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert app(["explain", "att101"]) == 0
    page = capfd.readouterr().out
    assert "ATT101" in page and "unattributed-quote" in page and "## Example" in page


def test_rules_lists_every_check(capfd: pytest.CaptureFixture[str]) -> None:
    from checker.checks import CHECKS

    app(["rules"])
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("ATT")] == [c.code for c in CHECKS]
    assert max(len(line) for line in lines) <= 80


def test_ctrl_c_ends_with_130_and_no_traceback() -> None:
    code = "import sys; from checker.cli import app; print('up', flush=True); sys.exit(app(['check', '-']))"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "up\n"
        time.sleep(1)  # until it waits for standard input
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
        assert (process.wait(), err) == (130, "")


def test_train_says_which_extra_it_needs(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class NoTorch:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "checker.evaluation.training":
                raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.delitem(sys.modules, "checker.evaluation.training", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoTorch(), *sys.meta_path])
    assert app(["train", "recipe.toml"]) == 2
    assert capfd.readouterr().err == "attrib: train needs torch; install it with: pip install 'attrib[train]'\n"


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from checker.cli import app; app(['--help']); print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "onnxruntime", "torch", "transformers", "rich", "tokenizers", "checker.run", "checker.checks"}
    assert not heavy & set(done.stderr.split())


def test_a_closed_pipe_ends_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "import sys; from checker.cli import app; sys.exit(app(['rules']))"
    done = subprocess.run([sys.executable, "-c", code], stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_colour_is_for_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.run import terminal_width, use_colour

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    assert not use_colour() and terminal_width() == 80
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert use_colour() and terminal_width() == 100
    monkeypatch.setenv("NO_COLOR", "1")
    assert not use_colour()
