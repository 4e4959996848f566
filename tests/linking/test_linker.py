"""Who said it: small articles in the annotation guide's marks, and the speakers that must come out."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import Document, Paragraph, Span
from checker.linking import link_speakers, resolve
from checker.speakers import Speaker
from checker.statements import Kind, Statement

_MARK = re.compile(r"\{([sc])(\d+)\|")


def marked(text: str) -> tuple[Document, tuple[Statement, ...]]:
    """A document and its statements from text in which {sN|…} is the source and {cN|…} a piece of content of N.

    The first paragraph is a headline where it starts with “# ”.
    """
    plain = ""
    open_: list[tuple[str, int, int]] = []
    spans: dict[int, dict[str, list[Span]]] = {}
    i = 0
    while i < len(text):
        if (m := _MARK.match(text, i)) is not None:
            open_.append((m[1], int(m[2]), len(plain)))
            i = m.end()
        elif text[i] == "}":
            role, number, start = open_.pop()
            spans.setdefault(number, {"s": [], "c": []})[role].append(Span(start, len(plain)))
            i += 1
        else:
            plain += text[i]
            i += 1
    paragraphs = []
    for m in re.finditer(r"[^\n]+", plain):
        headline = m.group().startswith("# ")
        paragraphs.append(Paragraph(Span(m.start() + 2 * headline, m.end()), "headline" if headline else "body"))
    statements = []
    for number, by_role in sorted(spans.items()):
        content = tuple(sorted(by_role["c"]))
        quoted = [plain[c.start] in '“"' for c in content]
        kind: Kind = "direct" if all(quoted) else "mixed" if any("“" in c.of(plain) for c in content) else "indirect"
        statements.append(Statement(f"s{number}", kind, "speech", content, (), tuple(sorted(by_role["s"]))))
    return Document(plain, tuple(paragraphs)), tuple(statements)


def speakers(text: str) -> list[Speaker | None]:
    """The speaker of every statement of a marked text, in the order of their numbers."""
    linked, found = link_speakers(*marked(text))
    by_id = {s.id: s for s in found}
    return [by_id[s.speaker] if s.speaker else None for s in linked]


def names(text: str) -> list[str | None]:
    return [s.name if s else None for s in speakers(text)]


def test_surname_and_pronoun_become_the_full_name() -> None:
    found = speakers(
        "# Okafor shuts port\n"
        "{s1|Maria Okafor, the harbour master,} said on Monday {c1|that the port would stay shut}.\n"
        "{c2|“We will not risk a second collapse,”} {s2|she} said.\n"
        "{s3|Okafor} added {c3|that divers had been called}."
    )
    assert [s.name for s in found if s] == ["Maria Okafor"] * 3
    assert found[0] is not None and found[0].kind == "person" and found[0].role == "harbour master"


def test_mentions_are_in_text_order_and_hold_every_source() -> None:
    document, statements = marked(
        "{s1|Thabo Nkosi} said {c1|the mine was safe}. {s2|He} said {c2|it had been inspected}. "
        "Nkosi left. {s3|Nkosi} said {c3|no more}."
    )
    _, found = link_speakers(document, statements)
    assert [m.of(document.text) for m in found[0].mentions] == ["Thabo Nkosi", "He", "Nkosi", "Nkosi"]
    assert list(found[0].mentions) == sorted(found[0].mentions)


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("President Barack Obama", "Barack Obama", "President"),
        ("Mayor Jane Roe", "Jane Roe", "Mayor"),
        ("Harbour master Maria Okafor", "Maria Okafor", "Harbour master"),
        ("Dr. Lena Brandt", "Lena Brandt", None),
        ("Jan van der Berg, a farmer from Delft,", "Jan van der Berg", "farmer from Delft"),
        ("Khalid bin Faisal", "Khalid bin Faisal", None),
        ("Martin Hale Jr., the ferry's captain,", "Martin Hale Jr.", "the ferry's captain"),
        ("Massachusetts Sen. Ellen Ward", "Ellen Ward", "Massachusetts Sen."),
        ("The port's director, Mei-ling Chen,", "Mei-ling Chen", "The port's director"),
        ("Secretary of State John F. Marsh", "John F. Marsh", "Secretary of State"),
        ("Siobhán O’Brien, 34, a nurse,", "Siobhán O’Brien", "nurse"),
        ("Attorney General Roy Cole", "Roy Cole", "Attorney General"),
        ("Marcia “Cia” Price", "Marcia Price", None),
    ],
)
def test_name_and_role_from_the_source_itself(source: str, name: str, role: str | None) -> None:
    (speaker,) = speakers(f"{{s1|{source}}} said {{c1|that the plan had failed}}.")
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.kind) == (name, role, "person")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The Environmental Protection Agency", "organization"),
        ("Reuters", "organization"),
        ("The ministry", "organization"),
        ("The New York Times", "organization"),
        ("Larsen & Holt", "organization"),
        ("The Supreme Court", "organization"),
        ("The company", "organization"),
        ("Police", "group"),
        ("Residents", "group"),
        ("The two senators", "group"),
        ("Many Mexicans", "group"),
        ("The report", "document"),
        ("A poll released on Friday", "document"),
        ("A letter to parents", "document"),
        ("A senior official", "unnamed"),
        ("A spokesman for the port", "unnamed"),
        ("The governor's spokesman", "unnamed"),
    ],
)
def test_kinds(source: str, kind: str) -> None:
    (speaker,) = speakers(f"{{s1|{source}}} said {{c1|that the dam would hold}}.")
    assert speaker is not None and speaker.kind == kind


def test_an_unnamed_speaker_is_called_by_its_phrase() -> None:
    assert names("{s1|A spokesman for the port} said {c1|it was shut}.") == ["a spokesman for the port"]


def test_same_phrase_is_one_official_and_another_is_a_second() -> None:
    found = speakers(
        "{s1|A senior official} said {c1|talks had failed}.\n"
        "{s2|Another official} said {c2|they had not begun}.\n"
        "{s3|A senior official} said {c3|a deal was near}."
    )
    assert found[0] == found[2] != found[1]


def test_the_official_takes_up_the_nameless_one() -> None:
    found = speakers("{s1|A port official} said {c1|the crane fell}. {s2|The official} said {c2|nobody was hurt}.")
    assert found[0] == found[1]


def test_the_governors_spokesman_is_not_the_governor() -> None:
    found = speakers(
        "Governor Paula Reyes signed the bill. {s1|The governor's spokesman} said {c1|it was overdue}. "
        "{s2|The governor} said {c2|she was proud}."
    )
    assert found[0] is not None and found[0].kind == "unnamed"
    assert found[1] is not None and found[1].name == "Paula Reyes"


def test_a_company_and_its_spokesman_are_two() -> None:
    found = speakers(
        "Brightwater Energy will close the plant. {s1|A Brightwater spokeswoman} said {c1|jobs would go}. "
        "{s2|The company} said {c2|it regretted this}."
    )
    assert found[0] is not None and found[0].kind == "unnamed"
    assert found[1] is not None and found[1].name == "Brightwater Energy"


def test_acronym_in_brackets() -> None:
    assert (
        names(
            "The Coastal Research Institute (CRI) published the data. {s1|CRI} said {c1|the sea had risen}. "
            "{s2|The institute} said {c2|it would rise on}."
        )
        == ["Coastal Research Institute"] * 2
    )


def test_two_people_of_one_surname_stay_apart() -> None:
    found = names(
        "Anita Rao, a judge, and her brother, Vikram Rao, gave evidence. {s1|Anita Rao} said {c1|he was home}. "
        "{s2|Vikram Rao} said {c2|he was not}. {s3|Mr. Rao} said {c3|he had slept}. {s4|Ms. Rao} said {c4|he lied}."
    )
    assert found == ["Anita Rao", "Vikram Rao", "Vikram Rao", "Anita Rao"]


def test_a_shared_bare_surname_is_ambiguous() -> None:
    linking = resolve(*marked("Ann Weber and Paul Weber own the inn. {s1|Weber} said {c1|it was full}."))
    (link,) = linking.links.values()
    assert {s.name for s, _ in link.candidates} == {"Ann Weber", "Paul Weber"}
    assert 0.1 < link.candidates[1][1] <= link.candidates[0][1] < 0.9


def test_gender_picks_the_antecedent() -> None:
    assert names(
        "Kwame Mensah met Adaeze Obi in Accra. {c1|“It was late,”} {s1|she} said. {c2|“It was not,”} {s2|he} said."
    ) == ["Adaeze Obi", "Kwame Mensah"]


def test_evidence_in_the_article_beats_the_list_of_names() -> None:
    assert names(
        "Mr. Ashley Cole joined Robin Carter on the board. Ms. Carter left early. {s1|She} said {c1|it was dull}. "
    ) == ["Robin Carter"]


def test_an_organization_is_it() -> None:
    assert names(
        "Ines Duarte sued Halden Group. {s1|Halden Group} said {c1|the claim was false}. {s2|It} said {c2|it would appeal}."
    ) == ["Halden Group", "Halden Group"]


def test_never_a_mention_within_the_quote_being_attributed() -> None:
    assert names(
        "Tomasz Nowak watched the fire. {c1|“Piotr Zielinski ran in, and Piotr Zielinski never came out,”} {s1|he} said."
    ) == ["Tomasz Nowak"]


def test_cataphora() -> None:
    assert names("When {s1|she} said {c1|the vote was void}, Okafor was booed. Maria Okafor stayed.") == [
        "Maria Okafor"
    ]


def test_name_given_only_after_the_quote() -> None:
    assert (
        names(
            "{c1|“We lost everything,”} said {s1|Lucía Fernández, whose farm burned}. {c2|“All of it,”} {s2|she} said."
        )
        == ["Lucía Fernández"] * 2
    )


def test_relative_who() -> None:
    assert names("Hiroshi Tanaka, {s1|who} said {c1|the bridge was unsafe}, was dismissed.") == ["Hiroshi Tanaka"]


def test_the_senator_is_the_one_with_the_title() -> None:
    assert names(
        "Sen. Ellen Ward met Mayor Jane Roe. {s1|The lawmaker} said {c1|it went well}. {s2|The mayor} said {c2|it did not}."
    ) == ["Ellen Ward", "Jane Roe"]


def test_first_person_inside_a_quote_is_its_speaker() -> None:
    assert names("{c1|“{s2|I} said {c2|no}, and that was that,”} said {s1|Yusuf Demir}.") == ["Yusuf Demir"] * 2


def test_he_inside_a_quote_is_someone_else() -> None:
    assert names("Colm Byrne hired Ivan Petrov. {c1|“{s2|He} told me {c2|the boat was sound},”} said {s1|Byrne}.") == [
        "Colm Byrne",
        "Ivan Petrov",
    ]


def test_a_quote_paragraph_follows_on() -> None:
    assert (
        names(
            "{c1|“The water came fast,”} said {s1|Amara Diallo}.\n"
            "{c2|“We ran up the hill.”}\n"
            "{c3|“Nobody looked back.”}"
        )
        == ["Amara Diallo"] * 3
    )


def test_a_quote_after_narration_does_not_follow_on() -> None:
    assert names(
        "{c1|“The water came fast,”} said {s1|Amara Diallo}.\nThe river fell overnight.\n{c2|“We ran up the hill.”}"
    ) == ["Amara Diallo", None]


def test_two_speakers_before_it_leave_a_quote_open() -> None:
    assert (
        names(
            "{c1|“It is safe,”} said {s1|Amara Diallo}. {c2|“It is not,”} said {s2|Jonas Lind}.\n{c3|“We will see.”}"
        )[2]
        is None
    )


def test_a_reopened_quote_goes_on() -> None:
    linking = resolve(*marked("{s1|Amara Diallo} said: {c1|“The water came fast.}\n{c2|“We ran up the hill.”}"))
    assert [s.speaker for s in linking.statements] == ["p1", "p1"]
    assert linking.links["s2"].reason == "reopened"


def test_a_lead_in_names_the_speaker() -> None:
    assert names("Petra Novak chairs the board.\nNovak continued:\n{c1|“We had no choice.”}") == ["Petra Novak"]


def test_a_label_names_the_speaker() -> None:
    assert names("Petra Novak and Oleg Marin met on air.\nNovak: {c1|“We had no choice.”}\nMARIN: {c2|“You did.”}") == [
        "Petra Novak",
        "Oleg Marin",
    ]


def test_a_statement_without_a_source_stays_without_a_speaker() -> None:
    assert names("The minister was said {c1|to be ill}. {c2|“He sleeps all day.”}") == [None, None]


def test_a_headline_is_no_first_reference() -> None:
    (speaker,) = speakers("# Mayor Jane Roe quits\n{s1|Jane Roe} said {c1|she was tired}.")
    assert speaker is not None and (speaker.name, speaker.role) == ("Jane Roe", None)


def test_the_full_name_may_stand_in_the_headline_alone() -> None:
    assert names("# Leila Haddad wins\nHaddad won. {s1|Haddad} said {c1|it was close}.") == ["Leila Haddad"]


def test_people_named_together_are_a_group() -> None:
    found = speakers(
        "Ann Weber met Bo Lund. {s1|Weber and Lund} said {c1|it was over}. {s2|They} said {c2|all was well}."
    )
    assert found[0] == found[1]
    assert found[0] is not None and (found[0].name, found[0].kind) == ("Ann Weber and Bo Lund", "group")


def test_a_sentence_opener_is_no_name() -> None:
    assert names("Yesterday Okafor left. Still Maria Okafor won. {s1|Okafor} said {c1|it was fair}.") == [
        "Maria Okafor"
    ]


def test_no_statements_no_speakers() -> None:
    assert link_speakers(Document("", ()), ()) == ((), ())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab AB“”\"’'.,:\né-MrDr", max_size=120), st.data())
def test_any_spans_of_any_text_are_linked_without_fail(text: str, data: st.DataObject) -> None:
    paragraphs = tuple(Paragraph(Span(m.start(), m.end())) for m in re.finditer(r"[^\n]+", text))
    if not paragraphs:
        return
    position = st.integers(0, len(text) - 1)

    def span() -> Span:
        start = data.draw(position)
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    statements = tuple(Statement(f"s{i}", "direct", "speech", (span(),), (), (span(),)) for i in range(3))
    linked, found = link_speakers(Document(text, paragraphs), statements)
    ids = {s.id for s in found}
    assert [s.id for s in linked] == [s.id for s in statements]
    assert all(s.speaker is None or s.speaker in ids for s in linked)
    for speaker in found:
        assert speaker.name and speaker.mentions
        assert all(0 <= m.start < m.end <= len(text) for m in speaker.mentions)


def test_time_grows_with_the_length_of_the_article_and_not_faster() -> None:
    piece = (
        "{s%d|Maria Okafor, the harbour master,} said {c%d|that the port would stay shut until Friday}. The storm that hit "
        "the coast on Monday tore two cranes from their rails, officials said, and left the quay under water. "
    )

    def seconds(n: int) -> float:
        document, statements = marked("\n".join(piece % (i, i) for i in range(1, n + 1)))
        times = []
        for _ in range(4):
            started = time.process_time()
            link_speakers(document, statements)
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(200) < 12 * seconds(40)


def test_a_new_subject_after_a_comma_is_no_apposition() -> None:
    assert names("The levy would hurt Anita Rao, {s1|the mayor} said, {c1|more than most}. Mayor Bo Lund left.") == [
        "Bo Lund"
    ]


def test_the_lead_describes_whom_the_next_paragraph_names() -> None:
    assert names(
        "{s1|A former treasurer} told a jury on Friday {c1|that he kept no books}.\nLeonard Ashby, 61, denies theft."
    ) == ["Leonard Ashby"]
    assert names("{s1|A witness} told a jury {c1|that he saw nothing}.\nLeonard Ashby, 61, denies theft.") == [
        "a witness"
    ]


def test_a_description_that_tells_more_of_the_person_just_named() -> None:
    assert names("Mike Pence hit back. {s1|The Indiana governor} said {c1|it was false}.") == ["Mike Pence"]


def test_the_firm_is_the_company_just_named() -> None:
    assert names("Urjaya Mobility has raised money, {s1|the company} said, {c1|to open stations}.") == [
        "Urjaya Mobility"
    ]


def test_an_interview_gives_the_answers_to_the_one_interviewed() -> None:
    assert (
        names(
            "Faisal Khan retires on Saturday. He spoke on his porch.\nWhy now?\n{c1|“The knees gave out.”}\n"
            "Any regrets?\n{c2|“One. He still sends me a card.”}"
        )
        == ["Faisal Khan"] * 2
    )


def test_two_who_take_turns() -> None:
    assert names(
        "{c1|“Have you borrowed a book?”} asked {s1|Hilda Trench}.\n{c2|“Two,”} said {s2|Simon Frost}.\n{c3|“Were they good?”}"
    ) == ["Hilda Trench", "Simon Frost", "Hilda Trench"]


def test_a_quote_in_the_headline_is_his_who_says_it_in_the_body() -> None:
    assert (
        names("# {c1|“We counted heads until dawn”}\n{c2|“We counted heads until dawn,”} said {s2|Blessing Nyathi}.")
        == ["Blessing Nyathi"] * 2
    )


def test_the_one_named_first_in_the_paragraph_is_she() -> None:
    assert names(
        "{c1|“It was late,”} said {s1|Carla Mendes}. {c2|“Too late,”} {s2|she} said.\n"
        "Ruth Adler switched the phone off. {c3|“I pressed the button,”} {s3|she} said."
    ) == ["Carla Mendes", "Carla Mendes", "Ruth Adler"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The company’s lawyer, Mr Sunday Okpara,", "Sunday Okpara"),
        ("Its director of operations, Colonel (retd) Harjeet Sodhi,", "Harjeet Sodhi"),
        ("The solicitor who drew up the will, Fintan Considine,", "Fintan Considine"),
        ("Her page-turner that winter, the composer Ivo Stancu,", "Ivo Stancu"),
        ("His opponent, India’s Vaishnavi Kulkarni,", "Vaishnavi Kulkarni"),
        ("The Education Principal Secretary, Dr Ezra Wambaa,", "Ezra Wambaa"),
        ("Its registrar, Eng. Dickson Oloo,", "Dickson Oloo"),
        ("The senior in question, the former registrar, Chief Barnabas Umeh,", "Barnabas Umeh"),
    ],
)
def test_the_name_that_closes_a_description_is_whose_it_is(source: str, name: str) -> None:
    assert names(f"The port was closed on Friday.\n{{s1|{source}}} said {{c1|the pumps had failed}}.") == [name]


@pytest.mark.parametrize(
    "source",
    [
        "A professor at the University of California, Los Angeles,",
        "The mayor of Austin, Texas,",
        "A spokesman for the firm, Acme Holdings,",
        "A farmer from Wagga Wagga, New South Wales,",
    ],
)
def test_a_place_or_a_firm_after_a_comma_is_not_whose_it_is(source: str) -> None:
    found = speakers(f"The port was closed on Friday.\n{{s1|{source}}} said {{c1|the pumps had failed}}.")
    assert found[0] is not None and found[0].kind == "unnamed"


def test_a_description_is_of_whom_the_article_gives_that_role_later() -> None:
    assert names(
        "The port was closed on Friday.\nPumps failed in the night.\nBoats left.\n"
        "{c2|“{s1|The bank manager} told us {c1|the loan was safe},”} {s2|Ann Reid} said.\n"
        "The manager, Asoka Pathirana, has left the town."
    )[:1] == ["Asoka Pathirana"]


def test_nobody_speaks_in_a_dateline() -> None:
    found = speakers("SAN TELMO, Nov 9 (Newswire) — Six boats sank on Monday, {s1|the agency} said. {c1|All were old}.")
    assert found[0] is not None and "TELMO" not in found[0].name


def test_an_answer_marked_a_is_the_one_interviewed() -> None:
    assert names(
        "Bernadette Amundsen has cooked aboard the ferry for twelve years.\n"
        "Q: Do you get seasick?\n{s1|A}: {c1|Every winter, and every winter I deny it.}"
    ) == ["Bernadette Amundsen"]


def test_a_title_does_not_hide_the_role_before_it() -> None:
    assert names(
        "The minister, Chief Donatus Ekpo, had instructed them. Boats left.\n"
        "{c1|“I do not instruct by telephone,”} {s1|the minister} said."
    ) == ["Donatus Ekpo"]
