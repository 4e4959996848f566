"""Summaries in quotation marks and inventions, and whose words a place in a source is."""

from __future__ import annotations

import pytest

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.quotation import scan
from checker.readers import read_string
from checker.sources import parse_source, unfound, verify
from checker.sources.origin import FEATURES, Weights, released
from checker.speakers import Speaker
from checker.statements import Statement, Verification

HEARING = """\
THE CHAIR (Cllr Agnes Muli): How many of the boreholes give water?

MR KIRIMI: Nine give water, Chair, out of twenty-six. We chose the driller, Madam Chair, in a churchyard, and the bank \
closed at four.

THE CHAIR: A dry borehole is still a borehole and it is paid for by the metre.

CLERK: The committee rises until the third of June at nine.

DR ROBA: I said no to fourteen of the sites because they were granite. I put it in a memo.
"""
KIRIMI = Speaker("p1", "Josphat Kirimi", "person", "director")
MULI = Speaker("p2", "Agnes Muli", "person", "chair")
ABSENT = Speaker("p3", "Tui Faleafa", "person", "cleaner")


def found(quote: str, speaker: Speaker, source: str = HEARING, content: Span | None = None) -> Verification:
    text = f"{quote} the speaker said.\n"
    statement = Statement("s1", "direct", "speech", (content or Span(0, len(quote)),), speaker=speaker.id)
    article = Article(read_string(text), ModelInfo("gold", "0"), (statement,), (KIRIMI, MULI, ABSENT))
    verification = verify(article, [parse_source("hearing.txt", source)]).statements[0].verification
    assert verification is not None
    return verification


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("“Nine of the twenty-six boreholes currently provide the community with a supply of water,”", "paraphrase"),
        ("“I took no goat and no gold,”", "absent"),
        ("“You can bury me in Mombasa,”", "absent"),
    ],
)
def test_a_summary_is_told_from_an_invention(quote: str, verdict: str) -> None:
    assert found(quote, KIRIMI).verdict == verdict


def test_who_has_no_voice_in_the_sources_can_be_summed_up_by_none() -> None:
    quote = "“Nine of the twenty-six boreholes currently provide the community with a supply of water,”"
    without_clerk = HEARING.replace("CLERK: The committee rises until the third of June at nine.\n\n", "")
    assert found(quote, ABSENT, without_clerk).verdict == "absent"
    assert found(quote, KIRIMI, without_clerk).verdict == "paraphrase"


def test_the_nearest_passage_is_a_whole_sentence() -> None:
    span = found("“Fourteen of the proposed sites were unsuitable because of the underlying granite,”", KIRIMI).span
    assert span is not None and span.of(HEARING) == "I said no to fourteen of the sites because they were granite"


def test_a_quote_of_which_a_part_was_said_is_not_invented() -> None:
    assert found("“Nine give water. You can bury me in Mombasa,”", KIRIMI).verdict == "paraphrase"


def test_an_office_has_the_name_that_stands_beside_it() -> None:
    quote = "“A dry borehole is still a borehole and it is paid for by the metre,”"
    assert found(quote, MULI).verdict == "verbatim"
    other = found(quote, KIRIMI)
    assert (other.verdict, other.turn) == ("misattributed", "Agnes Muli")


def test_an_office_without_a_name_may_be_anybody() -> None:
    assert found("“The committee rises until the third of June at nine,”", KIRIMI).verdict == "verbatim"


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("JK", "verbatim"),
        ("J.K.", "verbatim"),
        ("AM", "verbatim"),
        ("COACH", "verbatim"),
        ("DEFENCE COUNSEL", "verbatim"),
        ("Press Office", "verbatim"),
        ("Mr Kirimi", "verbatim"),
        ("ROBA", "misattributed"),
        ("Halima Roba", "misattributed"),
        ("INT", "misattributed"),
    ],
)
def test_only_another_name_or_the_one_who_asks_is_somebody_else(label: str, verdict: str) -> None:
    talk = f"{label}: We shut the gate at four o'clock.\n\nOKAFOR: And then?\n\n{label}: Then we went home.\n"
    assert found("“We shut the gate at four o'clock,”", KIRIMI, talk).verdict == verdict


def test_whom_the_speaker_turns_to_may_be_left_out() -> None:
    assert found("“We chose the driller in a churchyard, and the bank closed at four,”", KIRIMI).verdict == "trimmed"
    assert found("“We chose in a churchyard, and the bank closed at four,”", KIRIMI).verdict == "altered"


def test_the_marks_say_what_is_quoted_whatever_the_edges_of_the_content() -> None:
    quote = "“Nine give water, Chair, out of twenty-six,”"
    for content in (Span(4, len(quote)), Span(0, len(quote) - 9), Span(1, len(quote) + 12)):
        assert found(quote, KIRIMI, content=content).verdict == "verbatim"


def test_a_quotation_belongs_to_the_statement_that_holds_most_of_it() -> None:
    text = "“Nine give water, Chair, out of twenty-six,” Kirimi said.\n"
    end = scan(read_string(text))[0].span.end
    statements = (
        Statement("s1", "mixed", "speech", (Span(0, 7),), speaker="p1"),
        Statement("s2", "direct", "speech", (Span(0, end),), speaker="p1"),
    )
    article = Article(read_string(text), ModelInfo("gold", "0"), statements, (KIRIMI,))
    verdicts = [s.verification for s in verify(article, [parse_source("hearing.txt", HEARING)]).statements]
    assert [v.verdict for v in verdicts if v].count("verbatim") == 1


def test_places_of_pieces_that_stand_together_are_one() -> None:
    span = found("“Nine give water … the bank closed at four,”", KIRIMI).span
    assert span is not None
    assert span.of(HEARING).startswith("Nine give") and span.of(HEARING).endswith("closed at four")


def test_a_numbered_voice_that_names_itself_is_nobody_else() -> None:
    call = (
        "speaker 1 im with josphat and with joyce am i right\nspeaker 2 joyce yes twenty six years\n"
        "speaker 3 the roof lets in and the drains are shocking\n"
        "speaker 2 she could make a sock look ashamed\n"
    )
    assert found("“She could make a sock look ashamed,”", KIRIMI, call).verdict == "misattributed"
    assert found("“The roof lets in and the drains are shocking,”", KIRIMI, call).verdict != "misattributed"


def test_what_the_article_bears_out_outweighs_a_name_called() -> None:
    call = "speaker 1 good morning faleafa\nspeaker 2 we shut at four every day\nspeaker 2 nobody had asked us to\n"
    text = "“We shut at four every day,” Kirimi said. \n\n“Nobody had asked us to,” Kirimi said.\n"
    quotes = [q.span for q in scan(read_string(text))]
    statements = tuple(Statement(f"s{n}", "direct", "speech", (q,), speaker="p1") for n, q in enumerate(quotes))
    article = Article(read_string(text), ModelInfo("gold", "0"), statements, (KIRIMI, ABSENT))
    checked = verify(article, [parse_source("call.txt", call)]).statements
    assert [s.verification.turn for s in checked if s.verification] == ["Josphat Kirimi", "Josphat Kirimi"]
    assert all(s.verification and s.verification.verdict != "misattributed" for s in checked)


def test_only_quotes_of_which_nothing_was_found_are_examples() -> None:
    text = "“You can bury me in Mombasa,” Kirimi said. “Nine give water, Chair,” he said. “No goat,” he said.\n"
    quotes = [q.span for q in scan(read_string(text))]
    statements = tuple(Statement(f"s{n}", "direct", "speech", (q,), speaker="p1") for n, q in enumerate(quotes))
    article = Article(read_string(text), ModelInfo("gold", "0"), statements, (KIRIMI,))
    examples = list(unfound(article, [parse_source("hearing.txt", HEARING)]))
    assert [s.id for s, _ in examples] == ["s0"]
    assert examples[0][1].keys() == set(FEATURES)
    assert examples[0][1]["names"] == 1 and examples[0][1]["words"] == 6


def test_the_released_weights_go_the_way_that_they_should() -> None:
    weights = released()
    plain = {"share": 0.2, "letters": 4.2, "words": 14.0, "names": 0.0}
    assert weights.probability(plain | {"share": 0.8}) > weights.probability(plain)
    assert weights.probability(plain | {"names": 2.0}) < weights.probability(plain)
    assert Weights(dict.fromkeys(FEATURES, 0.0), 0.0).probability(plain) == 0.5
