"""What may be against what is: possible, planned and certain are different things, none of which makes the other true."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from checker.evaluation.generators.clauses import first_clause, lowered
from checker.evaluation.generators.drafts import ENTAILMENT, NEGATION, NEUTRAL, Draft, Sentence
from checker.evaluation.generators.verbs import forms


def make(sentence: Sentence, rng: Random) -> Iterator[Draft]:
    """Makes the main verb less, or more, certain."""
    text = sentence.text
    clause = first_clause(text)
    if clause is None or NEGATION.search(text):
        return
    before, rest = text[: clause.start].rstrip(), text[clause.end :]
    if clause.word in ("may", "might", "could"):
        yield Draft(text, f"{before} will{rest}", NEUTRAL)
        if clause.word != "could":
            yield Draft(text, f"{before} {clause.word} not{rest}", NEUTRAL)
            yield Draft(text, f"It is possible that {lowered(before)} will{rest}", ENTAILMENT)
    elif clause.word == "will":
        may = f"{before} {rng.choice(('may', 'might', 'could'))}{rest}"
        verb = forms(rest.split()[0]) if rest.split() else None
        yield Draft(may, text, NEUTRAL)
        if verb is not None and verb.stem != "be" and clause.personal:
            tail = " ".join(rest.split(" ")[2:])
            plural = before.lower() in ("they", "we", "i")
            hope = rng.choice(("hope to", "want to") if plural else ("hopes to", "wants to"))
            yield Draft(f"{before} {hope} {verb.stem} {tail}", text, NEUTRAL)
    elif clause.verb is not None and clause.word == clause.verb.past and clause.personal:
        plural = before.lower() in ("they", "we", "i")
        how = rng.choice(
            ("had planned to", "was expected to" if not plural else "had hoped to", "had hoped to", "wanted to")
        )
        yield Draft(f"{before} {how} {clause.verb.stem}{rest}", text, NEUTRAL)
    if clause.verb is not None and clause.word == clause.verb.past:
        yield Draft(f"{rng.choice(_RUMOURS)} {lowered(text)}", text, NEUTRAL)


_RUMOURS = ("It is not clear whether", "It is disputed whether", "Reporters asked whether", "Nobody could say whether")
