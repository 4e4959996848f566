"""The words of a quote and of its source in the form in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.document import Span
from checker.names import fold

GAP = ""
"""The key of a square bracket in a quote: it stands for any few words of the source, or for none."""


class Word(NamedTuple):
    """A word: the key it is compared by, its place in the text, and the index of its turn (-1 in a quote)."""

    key: str
    span: Span
    turn: int = -1


_TOKEN = re.compile(
    r"\[(?P<letter>\w)\](?P<rest>\w+)|(?P<bracket>\[[^\]]*\])|(?P<money>[$£€])|(?P<percent>%)"
    r"|(?P<number>\d+(?:[,.:]\d+)*)(?P<ordinal>(?:st|nd|rd|th)\b)?|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)['’]?"
)
# Noise that a transcript notes in parentheses or brackets: “(Laughs.)”, “[inaudible]”.
_NOISE = re.compile(r"[(\[][^()\[\]\n]{0,60}[)\]]")
_DIGITS = re.compile(r"\d+(?:\.\d+)*(?:th)?")
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}
_UNITS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_UNITS |= {w: n for n, w in enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 13)}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)}
_ORDINALS["twelfth"] = 12
_ORDINALS |= {f"{w}th": n for w, n in _UNITS.items() if n in (10, 11) or n > 12}
_ORDINALS |= {f"{w[:-1]}ieth": n for w, n in _TENS.items()}
_SMALL = _UNITS | _TENS
_NEGATED = "do does did is are was were has have had would could should must need ai might".split()
_EXPANDED = {f"{w}nt": (w, "not") for w in _NEGATED} | {
    "wont": ("will", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "shant": ("shall", "not"),
    "gonna": ("going", "to"),
    "gotta": ("got", "to"),
    "wanna": ("want", "to"),
    "im": ("i", "am"),
    "ok": ("okay",),
    "yeah": ("yes",),
    "alright": ("all", "right"),
}
_ENDINGS = {"ve": "have", "re": "are", "ll": "will", "d": "would", "s": "is", "m": "am"}
_SUBJECTS = (
    "i you he she it we they that there who what where here how nothing something everything anything nobody somebody "
    "everybody anybody someone everyone"
).split()
# Without its apostrophe the contraction is another word too (“well”, “its”): those are left to the alignment.
AMBIGUOUS = {
    f"{s}{e}": (s, full)
    for s in _SUBJECTS
    for e, full in _ENDINGS.items()
    if f"{s}{e}" in "its were well id ill hell shell shed hed wed whore whos".split()
}
_EXPANDED |= {
    f"{s}{e}": (s, full)
    for s in _SUBJECTS
    for e, full in _ENDINGS.items()
    if f"{s}{e}" not in AMBIGUOUS and f"{s}{e}" != "is"
}
_EXPANDED |= {"lets": ("let", "us")}


def quote_words(text: str, span: Span) -> list[Word]:
    """The words of a quote in `text[span]`; a bracket is one word with the key GAP."""
    return list(_compared(_tokens(text, span, -1)))


def source_words(text: str, span: Span, turn: int) -> list[Word]:
    """The words of a source in `text[span]`, without the noises that a transcript notes in brackets."""
    out: list[Word] = []
    start = span.start
    for noise in _NOISE.finditer(text, span.start, span.end):
        # A bracket that belongs to a word (“car(s)”) or holds much is text.
        if len(noise.group().split()) > 4:
            continue
        out += _compared(_tokens(text, Span(start, noise.start()), turn))
        start = noise.end()
    out += _compared(_tokens(text, Span(start, span.end), turn))
    return out


def _tokens(text: str, span: Span, turn: int) -> Iterator[Word]:
    for m in _TOKEN.finditer(text, span.start, span.end):
        at = Span(m.start(), m.end())
        if m["bracket"]:
            yield Word(GAP, at, turn)
        elif m["money"]:
            yield Word(m["money"], at, turn)
        elif m["percent"]:
            yield Word("percent", at, turn)
        elif m["number"]:
            yield Word(m["number"].replace(",", "").replace(":", "") + ("th" if m["ordinal"] else ""), at, turn)
        else:
            word = fold((m["letter"] or "") + (m["rest"] or m["word"] or ""))
            for key in _written_out(word):
                yield Word(key, at, turn)


def _written_out(word: str) -> Iterable[str]:
    plain = word.replace("'", "").replace("ʼ", "")
    if plain in _EXPANDED:
        return _EXPANDED[plain]
    if "'" in word and plain in AMBIGUOUS:
        return AMBIGUOUS[plain]
    return (plain,)


def _compared(tokens: Iterable[Word]) -> Iterator[Word]:
    """The words with numbers as digits: “two hundred and ten million dollars” and “$210 million” are the same two."""
    words = list(tokens)
    i = 0
    while i < len(words):
        word = words[i]
        if word.key in _MONEY and i + 1 < len(words) and _is_number(words[i + 1].key):
            end = _run_end(words, i + 1)
            yield from _numbers(words[i + 1 : end])
            yield Word(_MONEY[word.key], word.span, word.turn)
            i = end
        elif word.key == "per" and i + 1 < len(words) and words[i + 1].key == "cent":
            yield Word("percent", Span(word.span.start, words[i + 1].span.end), word.turn)
            i += 2
        elif _begins_number(words, i):
            end = _run_end(words, i)
            yield from _numbers(words[i:end])
            i = end
        else:
            yield word
            i += 1


def _is_number(key: str) -> bool:
    return bool(_DIGITS.fullmatch(key)) or key in _SMALL or key in _SCALES or key in _ORDINALS


def _begins_number(words: Sequence[Word], i: int) -> bool:
    key = words[i].key
    return _is_number(key) or (key == "a" and i + 1 < len(words) and words[i + 1].key in _SCALES)


def _run_end(words: Sequence[Word], start: int) -> int:
    end = start + 1
    while end < len(words) and end - start < 14:
        key = words[end].key
        following = words[end + 1].key if end + 1 < len(words) else ""
        joined = (key == "and" and words[end - 1].key in ("hundred", "thousand") and following in _SMALL) or (
            key == "point" and (following in _UNITS or following.isdecimal())
        )
        if not (_is_number(key) or joined):
            break
        end += 1
    return end


def _numbers(run: Sequence[Word]) -> Iterator[Word]:
    """The numbers that a run of number words makes, one word each."""
    values: list[tuple[str, Span]] = []
    total, group, start = 0.0, None, run[0].span.start  # type: float, float | None, int
    end = start
    decimals: str | None = None

    def flush() -> None:
        nonlocal total, group, decimals
        if group is not None or total:
            value = total + (group or 0) + (float(f"0.{decimals}") if decimals else 0)
            values.append((f"{value:.10g}" if value < 10**9 else f"{value:.0f}", Span(start, end)))
        total, group, decimals = 0.0, None, None

    for word in run:
        key = word.key
        if key in ("and", "a"):
            if key == "a":
                group = None
            continue
        if key == "point":
            decimals = ""
            continue
        if decimals is not None and key in _UNITS:
            decimals += str(_UNITS[key])
        elif key in _SCALES:
            base = (group or (0 if total else 1)) + (float(f"0.{decimals}") if decimals else 0)
            decimals = None
            if key == "hundred":
                group = base * 100
            else:
                total, group = total + base * _SCALES[key], None
        else:
            ordinal = key in _ORDINALS or key.endswith("th")
            amount = float(_SMALL.get(key, _ORDINALS.get(key, 0)) or _digits(key))
            fits = (
                group is None
                or (group % 100 == 0 and group and amount < 100)
                or (group % 10 == 0 and group % 100 >= 20 and 0 < amount < 10)
            )
            if not fits or (decimals is not None and key not in _UNITS):
                flush()
                start = word.span.start
            group = (group or 0) + amount
            end = word.span.end
            if ordinal:
                value = total + group
                values.append((f"{value:.10g}th", Span(start, end)))
                total, group = 0.0, None
                continue
        if group is None and not total and decimals is None:
            start = word.span.start
        end = word.span.end
    flush()
    yield from (Word(key, span, run[0].turn) for key, span in _years(values))


def _digits(key: str) -> str:
    number = key.removesuffix("th")
    return number if number.count(".") < 2 else number.replace(".", "")


def _years(values: Sequence[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """“nineteen ninety-four”, “twenty-two fifteen”: two pairs of digits make one number of four."""
    i = 0
    while i < len(values):
        key, span = values[i]
        if (
            i + 1 < len(values)
            and len(key) <= 2
            and key.isdecimal()
            and len(values[i + 1][0]) == 2
            and (int(key) >= 10 and values[i + 1][0].isdecimal())
        ):
            yield key + values[i + 1][0], Span(span.start, values[i + 1][1].end)
            i += 2
        else:
            yield key, span
            i += 1
