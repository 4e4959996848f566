"""Pairs made by rule, on sentences of our own; and the written ones."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from checker.evaluation.generators import GENERATORS, Sentence, antonyms, generate, is_plain, synonyms
from checker.evaluation.generators.clauses import first_clause
from checker.evaluation.generators.figures import figures
from checker.evaluation.generators.invention import rename
from checker.evaluation.generators.unrelated import TOO_ALIKE, alike
from checker.evaluation.generators.verbs import forms, of_past
from checker.evaluation.pairs import read_pairs

WRITTEN = Path(__file__).resolve().parents[2] / "eval" / "pairs"
C, E, N = "contradiction", "entailment", "neutral"

ARTICLE = [
    "The harbour fire killed 12 people on Tuesday.",
    "Maria Okafor defeated Anton Petrov in the second round.",
    "More than 1,200 residents signed the petition in 2014.",
    "The council approved the plan for the new bridge.",
    "She will run for mayor of the town in the autumn.",
    "Most of the fishermen supported the closure of the pier.",
    "Okafor spoke to the dockers in Cleveland.",
    "The walk took about 40 minutes for those who knew the way, according to the harbour master.",
]
SENTENCES = [Sentence(text, "harbour") for text in ARTICLE]


def drafts(name: str, text: str) -> set[tuple[str, str, str]]:
    """What a generator makes of a sentence over many draws."""
    return set(chain.from_iterable(GENERATORS[name](Sentence(text, "a"), Random(seed)) for seed in range(60)))


@pytest.mark.parametrize(
    ("name", "premise", "hypothesis", "label"),
    [
        ("numbers", "The fire killed 12 people in the port.", "The fire killed twelve people in the port.", E),
        ("numbers", "The fire killed 12 people in the port.", "The fire killed at least 12 people in the port.", E),
        ("numbers", "The firm paid $5 million for the land.", "The firm paid 5 million dollars for the land.", E),
        ("numbers", "They counted 1,194 seals on the beach.", "They counted about 1,200 seals on the beach.", E),
        ("numbers", "They counted about 1,200 seals on the beach.", "They counted 1,194 seals on the beach.", N),
        ("units", "The siege lasted two weeks in all there.", "The siege lasted two days in all there.", C),
        ("units", "The siege lasted two weeks in all there.", "The siege lasted 14 days in all there.", E),
        ("dates", "He resigned from the board on Monday.", "He resigned from the board on Friday.", C),
        ("dates", "He resigned from the board on Monday.", "He resigned from the board.", E),
        ("dates", "He resigned from the board.", "He resigned from the board on Monday.", N),
        ("dates", "The pier reopened on Sept. 12 with a feast.", "The pier reopened on 12 September with a feast.", E),
        ("negation", "The board sold the pier to the town.", "The board did not sell the pier to the town.", C),
        ("negation", "The board did not sell the pier.", "The board sold the pier.", C),
        ("negation", "She sold the pier to the town.", "She did not fail to sell the pier to the town.", E),
        ("negation", "She will run for mayor this year.", "She has ruled out running for mayor this year.", C),
        ("negation", "The pier is open to the public.", "The pier is no longer open to the public.", C),
        ("antonyms", "The board approved the plan for the pier.", "The board rejected the plan for the pier.", C),
        ("antonyms", "Prices could rise in the spring again.", "Prices could fall in the spring again.", N),
        ("synonyms", "The board wants the biggest pier of all.", "The board wants the largest pier of all.", E),
        ("roles", "Okafor defeated Petrov in the final.", "Petrov defeated Okafor in the final.", C),
        ("roles", "Okafor defeated Petrov in the final.", "Petrov was defeated by Okafor in the final.", E),
        ("roles", "Okafor criticized Petrov in the debate.", "Petrov criticized Okafor in the debate.", N),
        ("roles", "Okafor met Petrov in the spring.", "Petrov met Okafor in the spring.", E),
        ("quantities", "All of the boats returned to port.", "None of the boats returned to port.", C),
        ("quantities", "All of the boats returned to port.", "Most of the boats returned to port.", E),
        ("quantities", "Most of the boats returned to port.", "All of the boats returned to port.", N),
        ("places", "The author was born in Cleveland.", "The author was born in Ohio.", E),
        ("places", "The author was born in Ohio.", "The author was born in Cleveland.", N),
        ("places", "The author was born in Ohio.", "The author was born in Texas.", C),
        ("modality", "She may run for mayor this year.", "She will run for mayor this year.", N),
        ("details", "The mayor, who took office in June, closed the pier.", "The mayor closed the pier.", E),
        ("details", "The mayor closed the pier.", "The mayor, who took office in June, closed the pier.", N),
        ("details", "Nine people, including two children, fell.", "There were two children among the nine people.", E),
        ("details", "Three of the nine children fell ill.", "All of the nine children fell ill.", C),
    ],
)
def test_what_a_generator_makes(name: str, premise: str, hypothesis: str, label: str) -> None:
    made = drafts(name, hypothesis) | drafts(name, premise)
    assert (premise, hypothesis, label) in made
    assert {d[2] for d in made if d[:2] == (premise, hypothesis)} == {label}


def test_another_number_contradicts_an_exact_one() -> None:
    text = "The fire killed 12 people in the port."
    changed = {h for p, h, label in drafts("numbers", text) if label == C and p == text}
    assert changed and all("12 " not in h and h.startswith("The fire killed ") for h in changed)


def test_a_bound_is_contradicted_on_its_other_side() -> None:
    text = "More than 1,200 residents signed the petition."
    for _, hypothesis, label in drafts("numbers", text):
        (figure,) = figures(hypothesis)
        assert (figure.value < 1200) == (label == C)
        assert label in (C, N)


def test_no_bound_that_allows_the_number_is_called_a_contradiction() -> None:
    made = drafts("numbers", "The fire killed two people in the port.")
    assert {h for _, h, label in made if label == C}
    for _, hypothesis, label in made:
        if label == C:
            (figure,) = figures(hypothesis)
            assert figure.value > 2 and not figure.hedge.startswith(("fewer", "less"))


def test_a_later_count_leaves_the_first_alone() -> None:
    made = drafts("updates", "The quake killed 40 people in the valley.")
    assert made and {label for _, _, label in made} == {N}


def test_one_person_cannot_say_and_deny_but_two_can() -> None:
    for premise, hypothesis, label in drafts("opinions", "The board sold the pier to the town."):
        same = premise.replace("According to ", "").split()[1].strip(",") in hypothesis.split()[:2]
        assert same == (label != N)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("numbers", "If 12 people come to the meeting it will be held."),
        ("numbers", "The law was passed by Congress in the year 1964 or so."),
        ("antonyms", "The board has not approved the plan for the pier."),
        ("negation", "The man accused of the theft was seen in the port."),
        ("roles", "The board defeated the plan for the new pier."),
        ("places", "The economy of the region in Ohio is growing."),
        ("quantities", "It is not known whether all of the boats returned."),
    ],
)
def test_where_a_rule_is_unsure_it_makes_nothing(name: str, text: str) -> None:
    assert drafts(name, text) == set()


def test_generate_is_deterministic() -> None:
    assert list(generate(SENTENCES, Random(5))) == list(generate(SENTENCES, Random(5)))
    assert list(generate(SENTENCES, Random(5))) != list(generate(SENTENCES, Random(6)))


@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_two_sentences_of_known_source_and_unit(seed: int) -> None:
    made = list(generate(SENTENCES, Random(seed)))
    assert {p.label for p in made} == {C, E, N}
    assert len({p.id for p in made}) == len(made)
    for pair in made:
        assert pair.premise != pair.hypothesis
        assert pair.unit == "harbour" and pair.source in {*GENERATORS, "unrelated"}
        for text in (pair.premise, pair.hypothesis):
            assert text[0].isupper() or text[0].isdigit() or text[0] == "$"
            assert text.endswith(".") and "  " not in text


def test_contradictions_stand_either_way_round() -> None:
    made = [p for seed in range(10) for p in generate(SENTENCES[:1], Random(seed)) if p.label == C]
    assert {p.premise == ARTICLE[0] for p in made} == {True, False}


def test_articles_do_not_mix() -> None:
    one, two = Sentence("The pier burned down in the night.", "a"), Sentence("The cup was won by the away team.", "b")
    made = list(generate([one, two], Random(0)))
    assert not [p for p in made if p.source == "unrelated" and {p.premise, p.hypothesis} == {one.text, two.text}]


def test_sentences_that_tell_the_same_are_not_called_unrelated() -> None:
    one, two = "The pier burned down in the night.", "In the night the whole pier burned down."
    assert alike(one, two) > TOO_ALIKE
    made = generate([Sentence(one, "a"), Sentence(two, "a")], Random(0))
    assert not [p for p in made if {p.premise, p.hypothesis} == {one, two}]


def test_people_are_renamed_alike_in_the_whole_article() -> None:
    told = [
        Sentence("Hillary Grant met Peter Stone at the pier.", "a"),
        Sentence("Grant said Stone had come late.", "a"),
    ]
    first, second = (s.text for s in rename(told, Random(1)))
    words = first.split()
    assert not {"Hillary", "Grant", "Peter", "Stone"} & set(words)
    assert second == f"{words[1]} said {words[4]} had come late."


@pytest.mark.parametrize(
    "text", ["Too short.", "no capital letter at the start of this.", "He said “no” to the plan today."]
)
def test_debris_is_not_plain(text: str) -> None:
    assert not is_plain(text)


def test_verbs() -> None:
    assert forms("stop") == ("stop", "stops", "stopped", "stopped", "stopping")
    assert forms("deny") == ("deny", "denies", "denied", "denied", "denying")
    assert forms("write") == ("write", "writes", "wrote", "written", "writing")
    assert forms("run") == ("run", "runs", "ran", "run", "running")
    assert forms("agree") == ("agree", "agrees", "agreed", "agreed", "agreeing")
    assert of_past("fell") == forms("fall") and of_past("dog") is None and forms("frobnicate") is None


def test_first_clause() -> None:
    clause = first_clause("The new tax plan will cost a billion.")
    assert clause is not None and (clause.subject, clause.word) == ("The new tax plan", "will")
    assert first_clause("Asked about it, she left the room.") is None
    assert first_clause("The plan of the mayor was dropped.") is None


def test_generated_pairs_survive_their_file(tmp_path: Path) -> None:
    made = list(generate(SENTENCES, Random(2)))
    rows = (
        {"premise": p.premise, "hypothesis": p.hypothesis, "label": p.label, "source": p.source, "page": p.unit}
        for p in made
    )
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    read = list(read_pairs(path))
    assert [p[1:] for p in map(_fields, read)] == [p[1:] for p in map(_fields, made)]


def _fields(pair):
    return pair.id, pair.premise, pair.hypothesis, pair.label, pair.unit, pair.source


@pytest.mark.parametrize(("part", "size"), [("train", 1170), ("dev", 220), ("test", 200)])
def test_written_pairs(part: str, size: int) -> None:
    pairs = list(read_pairs(WRITTEN / f"{part}.jsonl"))
    assert len(pairs) == size == len({(p.premise, p.hypothesis) for p in pairs})
    by_premise: dict[str, set[str]] = {}
    for pair in pairs:
        assert pair.premise != pair.hypothesis
        by_premise.setdefault(pair.premise, set()).add(pair.label)
    assert all(C in labels and len(labels) > 1 for labels in by_premise.values())


def test_no_premise_stands_in_two_parts() -> None:
    parts = [{p.premise for p in read_pairs(WRITTEN / f"{part}.jsonl")} for part in ("train", "dev", "test")]
    assert not (parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])


@pytest.mark.parametrize("table", [antonyms.VERBS, synonyms.VERBS])
def test_every_verb_of_the_tables_has_its_forms(table: str) -> None:
    assert not [verb for verb in table.replace("/", " ").split() if forms(verb) is None]
