"""config.json of a model folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import AttribError
from checker.modeling.collate import Specials
from checker.modeling.settings import Calibration, HeadShape, Settings, WindowSize, log_odds

SETTINGS = Settings(
    "small",
    "a-base",
    Specials(101, 102, 0, 103),
    HeadShape(96, 1, 4),
    WindowSize(128, 32),
    Calibration(1.2, 0.4, -0.3),
    0.42,
)


def test_saved_and_loaded(tmp_path: Path) -> None:
    SETTINGS.save(tmp_path)
    assert Settings.load(tmp_path) == SETTINGS


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        '{"format": 1}',
        '{"model_type": "bert"}',
        "\ufeff{}",
        '{"format": 1, "name": 1}',
    ],
)
def test_what_is_no_config(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(
        AttribError, match=r"config\.json: not the settings of an attrib model .*Install the model again"
    ) as e:
        Settings.load(tmp_path)
    assert "\n" not in str(e.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(AttribError, match="not the settings"):
        Settings.load(tmp_path)
    with pytest.raises(AttribError, match="not the settings"):
        Settings.load(tmp_path / "absent")


def test_an_unknown_field_or_a_missing_one(tmp_path: Path) -> None:
    SETTINGS.save(tmp_path)
    record = json.loads((tmp_path / "config.json").read_text())
    for broken in ({**record, "heads": {"depth": 3}}, {k: v for k, v in record.items() if k != "threshold"}):
        (tmp_path / "config.json").write_text(json.dumps(broken))
        with pytest.raises(AttribError, match="not the settings"):
            Settings.load(tmp_path)


def test_a_later_format_asks_for_an_update(tmp_path: Path) -> None:
    SETTINGS.save(tmp_path)
    record = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**record, "format": 2}))
    with pytest.raises(AttribError, match=r"config\.json: model format 2, this attrib reads 1\. Update attrib\.$"):
        Settings.load(tmp_path)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_calibration_without_weights_gives_the_anchor_back(anchor: float, path: float) -> None:
    p = Calibration().probability(anchor, path)
    assert p == pytest.approx(min(max(anchor, 1e-4), 1 - 1e-4))
    assert 0 < p < 1
    assert Calibration(1.0, 0.5).probability(anchor, 0.9) > p
    assert abs(log_odds(anchor)) < 9.22
