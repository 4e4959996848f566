"""Fingerprints, comments that say “I know”, and the baseline."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli import app
from checker.document import Document, Span
from checker.errors import AttribError
from checker.findings import (
    Finding,
    Severity,
    fingerprinted,
    not_in_baseline,
    read_baseline,
    suppressions,
    write_baseline,
)
from checker.readers import read_string
from checker.readers.markdown import parse as parse_markdown

_TEXT = "Port shuts\n\nCritics say the crane leaned. The port was silent.\n\nCritics say it was old.\n"


def prints(text: str, words: str = "Critics") -> list[str]:
    """Fingerprints of a finding on every `words` of a text."""
    document = read_string(text)
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    found = [Finding("ATT203", "vague-source", Severity.WARNING, Span(i, i + len(words)), "") for i in places]
    return [f.fingerprint for f in fingerprinted(found, document)]


@pytest.mark.parametrize(
    "edited",
    [
        "Port still shuts\n\n" + _TEXT.partition("\n\n")[2],
        _TEXT.replace("The port was silent", "Nobody at the port would talk"),
        _TEXT.replace("\n\nCritics say it", "\n\nA new paragraph.\n\nCritics say it"),
        _TEXT.replace("\n", "\r\n"),
        _TEXT.replace("the crane leaned", "“the crane”  leaned"),
    ],
    ids=["headline", "next sentence", "paragraph between", "line breaks", "typography"],
)
def test_fingerprints_survive_edits_elsewhere(edited: str) -> None:
    assert prints(edited) == prints(_TEXT)


STORY = (
    "Port shuts after storm",
    "Critics say the crane leaned. The port was silent.",
    "“It leaned for weeks,” said Ida Berg, who loads ships. Nobody came.",
    "Dr. Lee of the U.N. said it was old – 11.5 years. Critics say it was “rusty”.",
    "The mayor left at 4 p.m. and would not talk.",
)
SENTENCES = (
    "It rained.",
    "“No,” he said.",
    "Sources say so.",
    "“We asked",
    "Mr. Ito left – late.",
    "🏗️ e\u0301.",
    "Ends in “",
)


def prints_by_word(paragraphs: list[str]) -> dict[str, set[str]]:
    """Fingerprints of a finding on each “Critics”, “leaned” and “Berg”, by those words."""
    text = "\n\n".join(paragraphs)
    return {word: set(prints(text, word)) for word in ("Critics", "leaned", "Berg", "rusty")}


@given(st.data())
def test_fingerprints_survive_any_edit_of_other_paragraphs(data: st.DataObject) -> None:
    kept = data.draw(st.sampled_from([1, 2, 3]))
    before = prints_by_word([STORY[kept]])
    others = list(STORY[:kept] + STORY[kept + 1 :])
    edited: list[str] = []
    for paragraph in data.draw(st.permutations(others)):
        edit = data.draw(st.sampled_from(["keep", "drop", "cut", "begin", "end", "replace"]))
        said = data.draw(st.sampled_from(SENTENCES))
        at = data.draw(st.integers(1, len(paragraph) - 1))
        forms = {"keep": paragraph, "cut": paragraph[:at], "begin": f"{said} {paragraph}", "end": f"{paragraph} {said}"}
        edited += [] if edit == "drop" else [forms.get(edit, said)]
    place = data.draw(st.integers(0, len(edited)))
    after = prints_by_word([*edited[:place], STORY[kept], *edited[place:]])
    assert all(before[word] <= after[word] for word in before)


def test_fingerprints_change_with_their_sentence() -> None:
    before, after = prints(_TEXT), prints(_TEXT.replace("leaned", "fell"))
    assert before[0] != after[0] and before[1] == after[1]


def test_equal_findings_are_numbered() -> None:
    twice = prints("Critics say so.\n\nIt rained.\n\nCritics say so.\n")
    assert len(set(twice)) == 2
    assert twice[0] == prints("Critics say so.\n")[0]


def test_fingerprints_tell_codes_and_places_apart() -> None:
    document = read_string(_TEXT)
    spans = [Span(12, 19), Span(28, 33)]
    found = [Finding(code, "x", Severity.INFO, span, "") for code in ("ATT203", "ATT101") for span in spans]
    assert len({f.fingerprint for f in fingerprinted(found, document)}) == 4


def covered(document: Document, code: str, words: str, name: str = "vague-source") -> bool:
    start = document.text.index(words)
    finding = Finding(code, name, Severity.WARNING, Span(start, start + len(words)), "")
    return any(s.covers(finding) for s in suppressions(document))


@pytest.mark.parametrize(
    "comment",
    ["ATT203 the desk knows", "att203", "vague-source: agreed", "ATT101, ATT203 both", "ATT101 ATT203", "ATT2 all"],
)
def test_a_comment_alone_covers_the_next_paragraph(comment: str) -> None:
    document = read_string(
        f"Head\n\nCritics say A.\n\n<!-- attrib: ignore {comment} -->\n\nExperts say B.\n\nMany say C.\n"
    )
    assert [covered(document, "ATT203", w) for w in ("Critics", "Experts", "Many")] == [False, True, False]


def test_a_comment_covers_the_paragraph_around_it() -> None:
    document = read_string("Head\n\nCritics say A.\n\nExperts say <!-- attrib: ignore ATT203 --> B.\n\nMany say C.\n")
    assert [covered(document, "ATT203", w) for w in ("Critics", "Experts", "Many")] == [False, True, False]


@pytest.mark.parametrize("glue", ["\n", " "], ids=["line above", "same line"])
def test_comments_that_a_reader_leaves_out(glue: str) -> None:
    source = f"# Head\n\nCritics say A.\n\n<!-- attrib: ignore ATT203 known -->{glue}Experts say B.\n\nMany say C.\n"
    document = parse_markdown(source)
    if "Experts" in document.text:  # Markdown reads a line that begins with a comment as HTML
        assert [covered(document, "ATT203", w) for w in ("Critics", "Experts", "Many")] == [False, True, False]


def test_a_comment_behind_the_last_word() -> None:
    document = parse_markdown(
        "# Head\n\nCritics say A.\n\nExperts say *B*. <!-- attrib: ignore ATT203 -->\n\nMany say C.\n"
    )
    assert "attrib" not in document.text
    assert [covered(document, "ATT203", w) for w in ("Critics", "Experts", "Many")] == [False, True, False]


@pytest.mark.parametrize(
    "comment", ["attrib: ignore", "attrib ignore ATT203", "ignore ATT203", "attrib: ignore everything"]
)
def test_what_is_no_suppression(comment: str) -> None:
    assert suppressions(read_string(f"Head\n\n<!-- {comment} -->\n\nExperts say B.\n")) == ()


def test_a_suppression_keeps_its_codes_and_reason() -> None:
    (found,) = suppressions(read_string("<!-- attrib: ignore ATT203, ATT101 the desk knows -->\n\nExperts say B.\n"))
    assert (found.codes, found.reason) == (("ATT203", "ATT101"), "the desk knows")
    assert not found.covers(Finding("ATT501", "unbalanced-quotes", Severity.ERROR, found.span, ""))


def test_baseline_round_trip(tmp_path: Path) -> None:
    document = read_string(_TEXT)
    found = fingerprinted([Finding("ATT203", "vague-source", Severity.WARNING, Span(12, 19), "")], document)
    path = tmp_path / "baseline.json"
    write_baseline(path, found)
    assert not_in_baseline(found, read_baseline(path)) == ()
    other = fingerprinted([Finding("ATT203", "vague-source", Severity.WARNING, Span(28, 33), "")], document)
    assert not_in_baseline(other, read_baseline(path)) == other


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"attrib-baseline": 2, "findings": []}', '{"attrib-baseline": 1}']
)
def test_a_broken_baseline_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content)
    with pytest.raises(AttribError, match=r"baseline\.json") as error:
        read_baseline(path)
    assert "\n" not in str(error.value)


def test_no_baseline_at_all(tmp_path: Path) -> None:
    with pytest.raises(AttribError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")


def test_a_baseline_outlives_edits_elsewhere_in_a_real_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = (Path(__file__).parents[1] / "samples/harbour-closure.txt").read_text(encoding="utf-8")
    story, baseline = tmp_path / "story.txt", tmp_path / "baseline.json"
    story.write_text(sample, encoding="utf-8")
    assert app(["check", str(story), "--write-baseline", str(baseline)]) == 0
    headline, *paragraphs = sample.split("\n\n")
    edited = [
        f"{headline}, and the ferry with it",
        paragraphs[0],
        "It was the second storm of the winter.",
        *paragraphs[1:],
    ]
    story.write_text("\n\n".join(edited).replace("forty tonnes", "sixty tonnes"), encoding="utf-8")
    capsys.readouterr()
    assert app(["check", str(story), "--baseline", str(baseline), "--fail-on", "info"]) == 0
    assert capsys.readouterr().out.endswith("nothing found.\n")
    story.write_text("\n\n".join([*edited, "Insiders said it will not be the last."]), encoding="utf-8")
    assert app(["check", str(story), "--baseline", str(baseline)]) == 1
    assert capsys.readouterr().out.count("vague-source") == 1
