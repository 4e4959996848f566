"""Words of which only one can hold of a thing at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

_OPPOSITES = """
open opened opens / shut shuts closed closes locked sealed
on / off
never / always often every each
nobody none nothing no / everyone everybody all every both each
alive survived / dead died killed
full / empty
won winning / lost losing
rose risen rising up increase increased grew / fell fallen falling down decrease decreased shrank
accepted accept accepts / rejected refused declined turned
approved passed backed supported / rejected blocked opposed defeated
guilty convicted / innocent acquitted cleared
safe / unsafe dangerous
legal / illegal unlawful
present attended there / absent missing
before / after
inside indoors / outside outdoors
first / last
early / late
hired employed / fired dismissed sacked
arrived / left departed
stay stays stayed remain remains / leave leaves left shut
married / single divorced unmarried
public / private
north northern / south southern
east eastern / west western
left / right
majority most / minority few
begin began started / ended finished stopped
cut reduced / raised increased added
working running / broken idle off
paid / unpaid owed
manned staffed / unmanned
known / unknown
confirmed / denied
free / jailed imprisoned
""".strip().splitlines()


def _table() -> Mapping[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _OPPOSITES:
        one, other = (frozenset(side.split()) for side in line.split("/"))
        for words, against in ((one, other), (other, one)):
            for word in words:
                table[word] = table.get(word, frozenset()) | against
    return MappingProxyType(table)


_AGAINST = _table()


def antonym_of(a: Collection[str], b: Collection[str]) -> tuple[str, str] | None:
    """A word of `a` and one of `b` that exclude each other; None where there are none. Words are in lower case."""
    for word in sorted(_AGAINST.keys() & a):
        if word not in b and (against := sorted(_AGAINST[word] & (set(b) - set(a)))):
            return word, against[0]
    return None
