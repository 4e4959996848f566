"""The table of codes that may be annotated, beside the checks that there are."""

from __future__ import annotations

from checker.checks import CHECKS
from checker.evaluation.codes import CODES


def test_every_check_is_in_the_table_under_its_name_and_severity() -> None:
    assert {c.code: (c.name, c.severity) for c in CHECKS} == {c.code: tuple(CODES[c.code]) for c in CHECKS}
