"""The few colours of the text report."""

from __future__ import annotations

from checker.findings import Severity

BOLD, DIM = "1", "2"
SEVERITY = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36", Severity.OFF: "2"}
QUOTE = "32"


def paint(text: str, colour: str, on: bool) -> str:
    """`text` in an ANSI colour, as it is where colour is not `on` or there is nothing to colour."""
    return f"\033[{colour}m{text}\033[0m" if on and text.strip() else text
