from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.config import Config, Override, find, known_keys, load, resolve_codes, suggestion
from checker.errors import AttribError
from checker.findings import Severity

CODES = {"ATT101": "unattributed-quote", "ATT203": "vague-source", "ATT304": "fragment-quote", "ATT502": "loaded-verb"}


def written(folder: Path, text: str, name: str = "attrib.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        select = ["ATT1", "vague-source"]
        ignore = ["att304"]
        fail-on = "error"
        model = "large"
        vague-sources = ["people close to the club"]
        cue_words = ["quipped"]
        baseline = "known.json"
        [severity]
        loaded-verb = "info"
        [thresholds]
        ATT101 = 0.7
        [[overrides]]
        path = "opinion/**"
        ignore = ["vague-source"]
        """,
    )
    assert load(path, CODES) == Config(
        select=("ATT101", "ATT203"),
        ignore=("ATT304",),
        severity={"ATT502": Severity.INFO},
        fail_on=Severity.ERROR,
        model="large",
        thresholds={"ATT101": 0.7},
        vague_sources=("people close to the club",),
        cue_words=("quipped",),
        baseline=str(tmp_path / "known.json"),
        overrides=(Override(("opinion/**",), {"ignore": ("ATT203",)}, str(path)),),
    )


def test_overrides_hold_for_their_paths_alone(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        select = ["ATT1", "ATT2"]
        ignore = ["ATT304"]
        severity = { ATT101 = "warning", ATT203 = "info" }
        [[overrides]]
        path = ["opinion/**", "*.column.md"]
        select = ["ATT203"]
        ignore = ["ATT502"]
        severity = { ATT203 = "error" }
        fail-on = "error"
        vague-sources = ["whispers"]
        [[overrides]]
        path = "opinion/guests/**"
        ignore = ["ATT203"]
        """,
    )
    config = load(path, CODES)
    news = config.for_path(tmp_path / "news/a.md")
    assert news == replace(config, overrides=())
    opinion = config.for_path(tmp_path / "opinion/a.md")
    assert opinion == config.for_path(tmp_path / "news/a.column.md")
    assert (opinion.select, opinion.ignore, opinion.fail_on) == (("ATT203",), ("ATT304", "ATT502"), Severity.ERROR)
    assert opinion.severity == {"ATT101": Severity.WARNING, "ATT203": Severity.ERROR}
    assert opinion.vague_sources == ("whispers",) and opinion.thresholds == {}
    assert opinion.origins["ignore"] == f"{path}, overrides for opinion/**, *.column.md"
    assert config.for_path(tmp_path / "opinion/guests/a.md").ignore == ("ATT304", "ATT502", "ATT203")


def test_origins_name_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'ignore = ["ATT304"]')
    assert load(path, CODES).origins == {"ignore": str(path)}
    assert load(path, CODES).override({"ignore": "--ignore"}, ignore=()).origins == {"ignore": "--ignore"}


def test_pyproject_gives_its_table_alone(tmp_path: Path) -> None:
    path = written(tmp_path, '[project]\nname = "x"\n[tool.attrib]\nfail-on = "info"\n', "pyproject.toml")
    assert load(path, CODES) == Config(fail_on=Severity.INFO)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["ATT101"]', "there is no setting “selct”; did you mean select?"),
        ('vague-source = ["x"]', "there is no setting “vague-source”; did you mean vague-sources?"),
        ('select = ["ATT999"]', "select: there is no check “ATT999”; did you mean ATT"),
        ('ignore = ["vague-sourc"]', "ignore: there is no check “vague-sourc”; did you mean vague-source?"),
        ('select = "ATT101"', "select: must be a list of strings"),
        ('select = [""]', "select: must be a list of strings"),
        ('fail-on = "warn"', "fail-on: “warn” is not one of error, warning, info; did you mean warning?"),
        ('fail-on = "off"', "fail-on: “off” is not one of error, warning, info"),
        ('severity = { ATT101 = "eror" }', "severity.ATT101: “eror” is not one of error, warning, info, off; did you"),
        ('severity = { ATT111 = "error" }', "severity: there is no check “ATT111”; did you mean ATT101?"),
        ("severity = 3", "severity: must be a table from code to value"),
        ("thresholds = { ATT101 = 70 }", "thresholds.ATT101: must be a probability from 0 to 1, not 70"),
        ("thresholds = { ATT101 = true }", "thresholds.ATT101: must be a probability from 0 to 1, not True"),
        ("model = 3", "model: must be the name or the folder of a model"),
        ("select = [", "is not valid TOML"),
        ("baseline = 3", "baseline: must be the name of a file"),
        ("overrides = 3", "overrides: must be tables of settings with a path"),
        ('[[overrides]]\nignore = ["ATT101"]', 'overrides[0]: needs the files it is for, such as path = "opinion/**"'),
        ('[[overrides]]\npath = "a"\nignor = []', "overrides[0]: there is no setting “ignor”; did you mean ignore?"),
        ('[[overrides]]\npath = "a"\nignore = ["ATT103"]', "overrides[0].ignore: there is no check “ATT103”; did you"),
        ('[[overrides]]\npath = "a"\nmodel = "x"', "overrides[0]: “model” holds for all files alike"),
        ("[[overrides]]\npath = 3", "overrides[0].path: must be a list of strings"),
    ],
)
def test_what_means_nothing_is_refused_with_the_nearest(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(AttribError) as refusal:
        load(path, CODES)
    assert str(refusal.value).startswith(str(path)) and message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match=r"nowhere\.toml: cannot be read: No such file"):
        load(tmp_path / "nowhere.toml", CODES)
    (tmp_path / "latin.toml").write_bytes(b'model = "caf\xe9"')
    with pytest.raises(AttribError, match="is not UTF-8 \\(byte 12\\)"):
        load(tmp_path / "latin.toml", CODES)
    with pytest.raises(AttribError, match="must be a table of settings"):
        load(written(tmp_path, "[tool]\nattrib = 3", "pyproject.toml"), CODES)


def test_the_nearest_file_above_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "desk" / "monday"
    inner.mkdir(parents=True)
    outer = written(tmp_path, "")
    assert find(inner) == outer
    # A project that does not speak of attrib, or is broken, is passed over.
    written(inner, "[project]\n", "pyproject.toml")
    assert find(inner) == outer
    written(inner, "[project", "pyproject.toml")
    assert find(inner) == outer
    shared = written(inner, "[tool.attrib]\n", "pyproject.toml")
    assert find(inner) == shared
    assert find(inner / "not" / "there") == shared
    own = written(inner, "")
    assert find(inner) == own


def test_a_broken_project_that_speaks_of_attrib_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, "[tool.attrib]\nselect = [\n", "pyproject.toml")
    with pytest.raises(AttribError, match="is not valid TOML"):
        find(tmp_path)


def test_a_model_folder_is_told_from_where_the_file_stands(tmp_path: Path) -> None:
    (tmp_path / "house-model").mkdir()
    assert load(written(tmp_path, 'model = "house-model"'), CODES).model == str(tmp_path / "house-model")
    assert load(written(tmp_path, 'model = "small"'), CODES).model == "small"


@pytest.mark.parametrize(
    ("config", "default", "expected"),
    [
        (Config(), Severity.ERROR, Severity.ERROR),
        (Config(), Severity.OFF, Severity.OFF),
        (Config(select=("ATT101",)), Severity.ERROR, Severity.ERROR),
        (Config(select=("ATT203",)), Severity.ERROR, Severity.OFF),
        (Config(select=("ATT101",)), Severity.OFF, Severity.WARNING),
        (Config(select=("ATT101",), ignore=("ATT101",)), Severity.ERROR, Severity.OFF),
        (Config(severity={"ATT101": Severity.INFO}), Severity.ERROR, Severity.INFO),
        (Config(severity={"ATT101": Severity.INFO}), Severity.OFF, Severity.INFO),
        (Config(severity={"ATT101": Severity.OFF}), Severity.ERROR, Severity.OFF),
        (Config(select=("ATT101",), severity={"ATT101": Severity.OFF}), Severity.ERROR, Severity.OFF),
    ],
)
def test_severity_in_force(config: Config, default: Severity, expected: Severity) -> None:
    assert config.severity_of("ATT101", default) is expected


@given(st.sampled_from(sorted(CODES)), st.booleans())
def test_a_check_is_known_by_code_and_name_in_any_case(code: str, upper: bool) -> None:
    change = str.upper if upper else str.lower
    assert resolve_codes([change(code), change(CODES[code])], CODES, "x") == (code,)


def test_families_and_repeats() -> None:
    assert resolve_codes(["ATT5", "ATT1", "ATT101"], CODES, "x") == ("ATT502", "ATT101")
    with pytest.raises(AttribError, match="no check “ATT”"):
        resolve_codes(["ATT"], CODES, "x")


def test_suggestions() -> None:
    assert suggestion("Jsonn", ["text", "json", "jsonl"]) == "json"
    assert suggestion("xyzzy", ["text", "json"]) is None


def test_known_keys() -> None:
    assert known_keys() == (
        *("select", "ignore", "severity", "fail-on", "model", "thresholds", "vague-sources", "cue-words"),
        *("baseline", "overrides"),
    )
