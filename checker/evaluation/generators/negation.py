"""Negation in its many forms; the twins negate twice, or only report a denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.clauses import BE, HAVE, MODALS, Clause, first_clause, lowered
from checker.evaluation.generators.drafts import CONTRADICTION, ENTAILMENT, NEUTRAL, Draft, Sentence
from checker.evaluation.generators.invention import person
from checker.evaluation.generators.verbs import Forms, forms, of_participle

_POLARITY = re.compile(
    r"\b(?:any|anyone|anything|either|ever|yet|anymore|until|at all|nor|necessarily|only|just|even|much|merely|so|but)\b"
)
_AWKWARD = frozenset(
    "also already still just even always now long since only too never not so both likely unlikely often once probably"
    " certainly clearly simply well almost nearly nothing no none rarely hardly perhaps either neither".split()
)
_NOT = re.compile(r" (?:not|never)(?= )")
_INNER = re.compile(r"\b(?:if|unless|whether|but|except|because|although|though|while|or)\b")


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Denies the main clause; affirms one that was denied."""
    text = sentence.text
    clause = first_clause(text)
    if clause is None or _INNER.search(text) or clause.word in ("may", "might", "do"):
        return
    negated = denials(text, clause)
    if negated:
        yield Draft(text, rng.choice(negated), CONTRADICTION)
    kept = affirmations(text, clause)
    if negated and kept:
        yield Draft(text, rng.choice(kept), ENTAILMENT)
    if negated:
        who = person(rng)
        verb = rng.choice(("denied that", "rejected suggestions that", "disputed reports that"))
        yield Draft(text, f"{who} {verb} {lowered(text)}", NEUTRAL)


def denials(text: str, clause: Clause) -> list[str]:
    """Ways to say that the main clause of `text` does not hold, and to affirm one that is negated; maybe none."""
    before, rest = text[: clause.start].rstrip(), text[clause.end :]
    after = rest.split()[0].strip(",.").lower() if rest.split() else ""
    if _NOT.match(rest):
        return _affirmed(before, clause, rest)
    if not rest or after in _AWKWARD or rest.startswith(("n’t", "n't", ",")):
        return []
    if clause.verb is None:
        return _auxiliary(before, clause, rest, after)
    if clause.word == clause.verb.third and clause.word != clause.verb.past:
        return [f"{before} does not {clause.verb.stem}{rest}", f"{before} never {clause.word}{rest}"]
    found = [f"{before} did not {clause.verb.stem}{rest}", f"{before} never {clause.word}{rest}"]
    found += [f"{before} didn’t {clause.verb.stem}{rest}"]
    if clause.personal:
        found += [f"{before} {how} {clause.verb.stem}{rest}" for how in ("failed to", "refused to", "declined to")]
    return found


def _affirmed(before: str, clause: Clause, rest: str) -> list[str]:
    rest = _NOT.sub("", rest, count=1)
    if _POLARITY.search(rest):
        return []
    if clause.word in ("did", "does"):
        verb = forms(rest.split()[0])
        if verb is None:
            return []
        tail = rest.split(" ", 2)[2:]
        word = verb.past if clause.word == "did" else verb.third
        return [" ".join([before, word, *tail])]
    return [f"{before} {clause.word}{rest}"]


def _auxiliary(before: str, clause: Clause, rest: str, after: str) -> list[str]:
    word = clause.word
    if word in HAVE and not (after == "been" or of_participle(after)):
        return []
    if word in ("did", "does"):
        return []
    found = [f"{before} {word} not{rest}" if word != "can" else f"{before} cannot{rest}"]
    if word in HAVE | {"will", "would"}:
        found.append(f"{before} {word} never{rest}")
    if word in ("is", "are"):
        found.append(f"{before} {word} no longer{rest}")
    short = {"will": "won’t", "can": "can’t"}.get(word, f"{word}n’t")
    if word in MODALS | BE | HAVE - {"may", "might"}:
        found.append(f"{before} {short}{rest}")
    verb = forms(after)
    if word == "will" and verb and clause.personal:
        tail = rest.split(" ", 2)[2:]
        found.append(" ".join([f"{before} has ruled out {verb.gerund}", *tail]))
        found.append(" ".join([f"{before} will refuse to {after}", *tail]))
    return found


def affirmations(text: str, clause: Clause) -> list[str]:
    """Ways to say the same that look like a denial."""
    before, rest = text[: clause.start].rstrip(), text[clause.end :]
    if _NOT.match(rest) or rest.startswith(("n’t", "n't")):
        return []
    found = [f"It is not untrue that {lowered(text)}", f"Nobody can deny that {lowered(text)}"]
    found += [f"It is true that {lowered(text)}", f"It is not wrong to say that {lowered(text)}"]
    verb: Forms | None = clause.verb
    if verb is not None and clause.word == verb.past:
        found += [f"{before} did not fail to {verb.stem}{rest}", f"{before} did in fact {verb.stem}{rest}"] * 2
    return found
