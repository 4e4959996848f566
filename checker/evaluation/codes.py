"""What annotators may flag: every check's code, its name, and its severity unless configured."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from checker.findings import Severity


class Code(NamedTuple):
    """One row of the table of checks."""

    name: str
    severity: Severity


_ERROR, _WARNING, _INFO, _OFF = Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.OFF

CODES = MappingProxyType(
    {
        "ATT101": Code("unattributed-quote", _ERROR),
        "ATT102": Code("unattributed-claim", _WARNING),
        "ATT103": Code("ambiguous-speaker", _WARNING),
        "ATT104": Code("late-attribution", _INFO),
        "ATT105": Code("merged-speakers", _WARNING),
        "ATT106": Code("stale-attribution", _INFO),
        "ATT201": Code("pronoun-first", _WARNING),
        "ATT202": Code("unidentified-speaker", _OFF),
        "ATT203": Code("vague-source", _WARNING),
        "ATT204": Code("unexplained-anonymity", _INFO),
        "ATT205": Code("anonymous-opinion", _WARNING),
        "ATT206": Code("single-anonymous-source", _WARNING),
        "ATT207": Code("plural-single-source", _WARNING),
        "ATT208": Code("second-hand", _INFO),
        "ATT301": Code("self-contradiction", _ERROR),
        "ATT302": Code("disputed-claim", _WARNING),
        "ATT303": Code("altered-quote", _ERROR),
        "ATT304": Code("fragment-quote", _OFF),
        "ATT305": Code("conflicting-attribution", _ERROR),
        "ATT306": Code("contradicted-by-text", _ERROR),
        "ATT401": Code("not-in-source", _ERROR),
        "ATT402": Code("altered-against-source", _ERROR),
        "ATT403": Code("misattributed-against-source", _ERROR),
        "ATT501": Code("unbalanced-quotes", _ERROR),
        "ATT502": Code("loaded-verb", _OFF),
    }
)

#: Findings that say nothing without their other end.
TWO_ENDED = frozenset({"ATT301", "ATT302", "ATT303", "ATT305", "ATT306", "ATT402", "ATT403"})
