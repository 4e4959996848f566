"""How a report is to look: `RenderOptions`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What every renderer is given; each uses what means something to its format.

    colour: ANSI colour, for a terminal alone.
    width: columns of a line of text.
    findings: what the checks found; False lists who said what instead (`attrib quotes`).
    summary: end with a line of totals.
    """

    colour: bool = False
    width: int = 80
    findings: bool = True
    summary: bool = True
