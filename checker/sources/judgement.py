"""What a difference between a quote and its source amounts to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.sources.alignment import FILLERS, Alignment, Edit
from checker.sources.sound import alike
from checker.sources.source import Turn
from checker.sources.words import GAP, Word

VERDICTS = (
    "verbatim", "typography", "ellipsis", "trimmed", "transcription", "unchecked", "altered", "paraphrase", "meaning",
    "absent", "misattributed",
)  # fmt: skip
"""Every verdict, the graver the later: of several pieces the gravest counts."""

BORNE_OUT = frozenset(VERDICTS[:5])

_PHRASES = tuple(tuple(p.split()) for p in ("you know", "i mean", "you see", "sort of", "kind of", "as it were"))
_SMALL_TALK = frozenset(
    "well so and but look oh now okay yes no right mate actually basically literally honestly frankly like see ah ha "
    "anyway obviously listen please".split()
)
# How a listener is addressed, between commas; a title may have a name after it.
_ADDRESSES = frozenset(
    "madam sir chair chairman chairwoman minister mayor mr mister mrs ms miss dr doctor speaker president my lord lady lordship "
    "ladyship your honour honor members friends folks lads guys mate ladies gentlemen councillor senator commissioner".split()
)
_NEGATIONS = frozenset("not no never none nobody nothing nowhere neither nor without hardly barely".split())
_MODALS = frozenset("can could may might must shall should will would".split())
# What a listener puts in; a question never is.
_INTERJECTIONS = frozenset("right yes okay sure no really wow see i of course exactly absolutely great good".split())
_STUTTER = 5


def graver(a: str, b: str) -> str:
    return max(a, b, key=VERDICTS.index)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and the differences that it rests on, `we [-will not-] {+may+} close`, None where there are none."""

    verdict: str
    diff: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A quote and the stretch of source words that it was aligned to; `turns` are those of the index."""

    quote: Sequence[Word]
    quote_text: str
    source: Sequence[Word]
    source_text: str
    turns: Sequence[Turn]
    proper: frozenset[int]


def judge(pair: Compared, alignment: Alignment) -> Judgement:
    """The verdict on a quote that the source has, at least for the most part."""
    if _of_two_voices(pair, alignment):
        return Judgement("meaning", diff(pair, alignment))
    verdict = "verbatim"
    changed = False
    for block in _blocks(alignment.edits):
        found = _judge_block(pair, alignment, block)
        changed = changed or found not in BORNE_OUT
        verdict = graver(verdict, found)
    if verdict == "verbatim":
        verdict = _form(pair, alignment)
    return Judgement(verdict, diff(pair, alignment) if changed else None)


def _blocks(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Runs of edits that are not plain matches."""
    out: list[list[Edit]] = []
    open_ = False
    for edit in edits:
        if edit.kind == "same":
            open_ = False
        else:
            if not open_:
                out.append([])
            out[-1].append(edit)
            open_ = True
    return out


def _judge_block(pair: Compared, alignment: Alignment, block: list[Edit]) -> str:
    s0, s1 = block[0].s0, block[-1].s1
    said = [w for e in block if e.kind in ("changed", "added", "alike") for w in pair.quote[e.q0 : e.q1]]
    heard = _without_fillers(pair, s0, s1)
    if any(e.kind == "bracket" for e in block):
        return "ellipsis" if not [e for e in block if e.kind in ("changed", "added")] else "altered"
    if all(e.kind == "alike" for e in block):
        return "transcription"
    if not said and not heard:
        return "trimmed"
    if not said and (_is_stutter(pair, s0, s1, heard) or _is_address(pair, heard)):
        return "trimmed"
    a, b = [w.key for w in said if w.key != GAP], [w.key for w in heard]
    name = any(q in pair.proper for e in block for q in range(e.q0, e.q1))
    if a and b and len(b) <= 5 and alike("".join(a), "".join(b), name):
        return "transcription"
    if [*a, *b] == [] or sorted(a) == sorted(b) == []:
        return "trimmed"
    if not a and _spliced(pair, s0, heard):
        return "meaning"
    return "meaning" if _turns_sense(pair, block, a, b) else "altered"


def _without_fillers(pair: Compared, s0: int, s1: int) -> list[Word]:
    """The words of the source in [s0, s1) that carry something: no fillers, small talk, or another's “mm-hm”."""
    words = [w for w in pair.source[s0:s1] if w.key not in FILLERS]
    own = pair.source[s0 - 1].turn if s0 else (pair.source[s1].turn if s1 < len(pair.source) else -1)
    voice = pair.turns[own].speaker if own >= 0 else None
    others = [w for w in words if pair.turns[w.turn].speaker != voice]
    if others and all(w.key in _INTERJECTIONS for w in others):
        words = [w for w in words if w not in others]
    out: list[Word] = []
    i = 0
    while i < len(words):
        phrase = next((p for p in _PHRASES if tuple(w.key for w in words[i : i + len(p)]) == p), None)
        if phrase:
            i += len(phrase)
        else:
            out.append(words[i])
            i += 1
    while out and out[0].key in _SMALL_TALK:
        # “no” at the head of an answer is small talk; inside a sentence it is not.
        if out[0].key in ("no", "and", "but", "like", "right") and not _begins_sentence(pair, out[0]):
            break
        out.pop(0)
    return out


def _begins_sentence(pair: Compared, word: Word) -> bool:
    before = pair.source_text[: word.span.start].rstrip()[-1:]
    return not before or before in ".!?:—–-…,;\n" or pair.turns[word.turn].span.start == word.span.start


def _is_stutter(pair: Compared, s0: int, s1: int, heard: list[Word]) -> bool:
    """Whether the words that were left out are said again: “if you, if you put”, “we were — we will”."""
    if len(heard) > _STUTTER or len({w.turn for w in pair.source[max(0, s0 - 1) : s1 + 1]}) > 1:
        return False
    keys = [w.key for w in heard]
    following = [w.key for w in pair.source[s1 : s1 + len(keys)]]
    before = [w.key for w in pair.source[max(0, s0 - len(keys)) : s0]]
    if keys in (following, before):
        return True
    after = pair.source_text[heard[-1].span.end : heard[-1].span.end + 3].strip()
    return bool(after) and after[0] in "—–-…" and bool(following) and following[0] == keys[0]


def _is_address(pair: Compared, heard: list[Word]) -> bool:
    """Whether the words that were left out say no more than who is spoken to: “, Madam Chair,”."""
    before = pair.source_text[: heard[0].span.start].rstrip()[-1:]
    after = pair.source_text[heard[-1].span.end :].lstrip()[:1]
    return (
        heard[0].key in _ADDRESSES
        and before in ",.!?:"
        and after in ",.!?"
        and all(w.key in _ADDRESSES or w.span.of(pair.source_text)[:1].isupper() for w in heard)
    )


def _spliced(pair: Compared, s0: int, heard: list[Word]) -> bool:
    """Whether what was left out without a mark holds another's words: two answers made one."""
    own = pair.turns[pair.source[s0 - 1].turn].speaker if s0 else None
    return any(pair.turns[w.turn].speaker != own for w in heard)


def _of_two_voices(pair: Compared, alignment: Alignment) -> bool:
    """Whether the words that the quote has of the source are of two voices."""
    held = [w for e in alignment.edits if e.kind in ("same", "alike") for w in pair.source[e.s0 : e.s1]]
    return len({pair.turns[w.turn].speaker for w in held}) > 1


def _turns_sense(pair: Compared, block: list[Edit], said: list[str], heard: list[str]) -> bool:
    def count(keys: list[str], of: frozenset[str]) -> int:
        return sum(k in of for k in keys)

    if count(said, _NEGATIONS) != count(heard, _NEGATIONS):
        return True
    if {k for k in said if k[:1].isdigit()} != {k for k in heard if k[:1].isdigit()}:
        return True
    if {k for k in said if k in _MODALS} != {k for k in heard if k in _MODALS}:
        return True
    return bool(heard) and any(q in pair.proper for e in block for q in range(e.q0, e.q1))


def _form(pair: Compared, alignment: Alignment) -> str:
    """Of a quote that has every word: whether its typography is the source's too."""
    s0, s1 = alignment.bounds
    here = pair.quote_text[pair.quote[0].span.start : pair.quote[-1].span.end]
    there = pair.source_text[pair.source[s0].span.start : pair.source[s1 - 1].span.end]
    if _plain(here) == _plain(there):
        return "verbatim"
    bare = not re.search(r"[.,;!?A-Z]", there)
    return "transcription" if bare and re.search(r"[.,;!?]", here) else "typography"


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("‘’“”", "''\"\"")).split())


def diff(pair: Compared, alignment: Alignment) -> str:
    """The quote with what the source has otherwise: `[-words of the source-] {+words of the quote+}`."""
    out: list[str] = []
    edits = list(alignment.edits)
    while edits and edits[0].kind == "left out":
        edits.pop(0)
    while edits and edits[-1].kind == "left out":
        edits.pop()
    gone: list[str] = []
    new: list[str] = []

    def flush() -> None:
        if gone:
            out.append(f"[-{' '.join(gone)}-]")
        if new:
            out.append(f"{{+{' '.join(new)}+}}")
        gone.clear()
        new.clear()

    for edit in edits:
        here = _raw(pair.quote[edit.q0 : edit.q1], pair.quote_text)
        there = _raw(pair.source[edit.s0 : edit.s1], pair.source_text)
        if edit.kind in ("same", "alike", "bracket"):
            flush()
            out += here
        else:
            gone += there
            new += here
    flush()
    return " ".join(out)


def _raw(words: Sequence[Word], text: str) -> list[str]:
    """The words as written, those that share a span once."""
    spans = dict.fromkeys(w.span for w in words)
    return [" ".join(span.of(text).split()) for span in spans]
