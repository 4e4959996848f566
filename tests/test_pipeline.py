"""The way of an article, from its text to its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

import checker
from checker import pipeline
from checker.article import ModelInfo
from checker.config import Config
from checker.document import Document, Span
from checker.errors import AttribError
from checker.linking.mentions import Mention
from checker.modeling.decoding import Floats
from checker.modeling.locate import DEFAULT_MODEL, released_models
from checker.pipeline import Checker, check, check_file
from checker.readers import NOT_ENGLISH, read_string
from checker.statements import Statement

TEXT = (
    "Ferry stops\n\nAda Moll, the mayor, said that the ferry would stop. The hall was full and it was quiet.\n\n"
    "“Nobody asked us whether we wanted it.”\n"
)
FRENCH = (
    "Le bac ne partira plus après dimanche, a dit le maire de la ville. « Nous le regrettons tous », a-t-elle ajouté. "
    "Les habitants de la rive nord devront faire le tour du lac, soit quarante kilomètres, pour aller au marché."
)


class FakeEncoded:
    """What the fake model has read: it points at nobody, and takes the second sentence of any text for a claim."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.asked: list[str] = []

    def antecedents(self, mentions: Sequence[Mention], wanted: Sequence[int]) -> list[dict[int, float]]:
        self.asked += [mentions[k].span.of(self.document.text) for k in wanted]
        return [{} for _ in wanted]

    def claims(self, spans: Sequence[Span]) -> Floats:
        rows = [(0.75, 0.5, 0.25) if k == 1 else (0.0, 0.0, 0.0) for k in range(len(spans))]
        return np.array(rows, np.float32).reshape(-1, 3)


class FakeJudge:
    """Finds no contradiction."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        return np.tile(np.array([0.0, 1.0, 0.0], np.float32), (len(pairs), 1))


class FakeModel:
    """Finds the words of TEXT."""

    info = ModelInfo("fake", "0123")

    def read(self, document: Document) -> FakeEncoded:
        return FakeEncoded(document)

    def find_statements(self, encoded: FakeEncoded) -> tuple[Statement, ...]:
        document = encoded.document

        def at(words: str) -> tuple[Span, ...]:
            start = document.text.index(words)
            return (Span(start, start + len(words)),)

        return (
            Statement(
                "s1",
                "indirect",
                "speech",
                at("that the ferry would stop"),
                at("said"),
                at("She" if "She said" in document.text else "Ada Moll, the mayor"),
                confidence=0.9,
            ),
            Statement("s2", "direct", "speech", at("“Nobody asked us whether we wanted it.”")),
        )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    """The names under which models were opened; each of them is the fake one."""
    names: list[str | None] = []

    def open_model(name: str | None = None, *, threads: int = 0) -> FakeModel:
        names.append(name)
        return FakeModel()

    monkeypatch.setattr(pipeline.Model, "open", open_model)
    monkeypatch.setattr(pipeline, "_opened_judge", lambda threads: FakeJudge())
    pipeline._opened.cache_clear()  # models stay open between calls
    yield names
    pipeline._opened.cache_clear()


def test_statements_get_their_speakers_and_findings(opened: list[str | None]) -> None:
    article = check(TEXT)
    assert article.text == TEXT
    assert article.model == FakeModel.info
    first, second = article.statements
    speaker = article.speaker_of(first)
    assert speaker is not None and speaker.name == "Ada Moll"
    assert second.speaker is None, "nobody is said to have said it"
    assert "ATT101" in [f.code for f in article.findings]
    assert article.limits == ()


def test_claims_and_links_are_evidence(opened: list[str | None]) -> None:
    article = Checker().quotes(read_string(TEXT))
    sentences = [c.span.of(TEXT) for c in article.evidence.claims]
    assert sentences == [
        "Ada Moll, the mayor, said that the ferry would stop.",
        "The hall was full and it was quiet.",
        "“Nobody asked us whether we wanted it.”",
    ], "the headline aside"
    second = article.evidence.claims[1]
    assert (second.probability, second.judgement, second.serious) == (0.75, 0.5, 0.25)
    assert article.evidence.links.keys() == {"s1", "s2"}
    assert [s.name for s, _ in article.evidence.links["s1"].candidates] == ["Ada Moll"]


def test_whom_a_pronoun_means_is_asked_of_what_was_read(
    opened: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[FakeEncoded] = []

    def keep(self: FakeModel, document: Document) -> FakeEncoded:
        read.append(FakeEncoded(document))
        return read[-1]

    monkeypatch.setattr(FakeModel, "read", keep)
    check(TEXT.replace("Ada Moll, the mayor, said", "Ada Moll is the mayor. She said"))
    (encoded,) = read
    assert encoded.asked == ["She"], "the article is read once"


def test_quotes_makes_no_findings(opened: list[str | None]) -> None:
    article = Checker().quotes(read_string(TEXT))
    assert len(article.statements) == 2
    assert article.findings == ()


def test_the_configuration_decides_what_is_found(opened: list[str | None]) -> None:
    assert check(TEXT, config=Config(ignore=("ATT101", "ATT102"))).findings == ()


def test_text_that_is_not_english_is_not_checked(opened: list[str | None]) -> None:
    for article in (check(FRENCH), Checker().quotes(read_string(FRENCH))):
        assert (article.statements, article.speakers, article.findings) == ((), (), ())
        assert article.limits == (NOT_ENGLISH,)


def test_limits_of_reading_are_kept(opened: list[str | None]) -> None:
    document = read_string(FRENCH)
    limited = Document(document.text, document.paragraphs, limits=("A table was not read.",))
    assert Checker().check(limited).limits == ("A table was not read.", NOT_ENGLISH)


def test_a_model_is_opened_when_needed_and_once(opened: list[str | None]) -> None:
    checks = Checker("mine")
    assert opened == []
    checks.check(read_string(TEXT))
    checks.quotes(read_string(TEXT))
    assert opened == ["mine"]


def test_which_model(opened: list[str | None]) -> None:
    check(TEXT)
    check(TEXT, config=Config(model="house"))
    check(TEXT, model="mine", config=Config(model="house"))
    assert opened == [None, "house", "mine"]


def test_a_file(opened: list[str | None], tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    article = check_file(path)
    assert article.path == str(path)
    assert article.text == TEXT.replace("\n", "\r\n")
    assert [s.id for s in article.statements] == ["s1", "s2"]
    with pytest.raises(AttribError, match="no such file"):
        check_file(tmp_path / "absent.txt")


def test_what_cannot_be_done_is_said_in_one_line() -> None:
    with pytest.raises(AttribError, match="no-such-model: no such model"):
        check(TEXT, model="no-such-model")
    with pytest.raises(AttribError, match=r"no-such-interview\.txt"):
        Checker(sources=["no-such-interview.txt"])


def test_the_package_gives_them_out() -> None:
    assert checker.check is check and checker.check_file is check_file and checker.Checker is Checker


@pytest.mark.skipif(DEFAULT_MODEL not in released_models(), reason="the released model is not in this checkout")
class TestReleasedModel:
    """Whole runs with the model that is shipped."""

    def test_who_said_what(self) -> None:
        text = (
            "Maria Okafor, the harbour master, said on Monday that the port would stay shut until Friday.\n\n"
            "“We will not risk a second collapse,” she said. “Nobody wants that.”\n\n"
            "Dana Lee, a docker, believes that the cranes are too old.\n"
        )
        article = check(text)
        by_name = {
            speaker.name: [c.of(text) for c in s.content]
            for s in article.statements
            if (speaker := article.speaker_of(s)) is not None
        }
        assert by_name.keys() == {"Maria Okafor", "Dana Lee"}
        assert by_name["Maria Okafor"] == ["“We will not risk a second collapse,”", "“Nobody wants that.”"]
        assert by_name["Dana Lee"] == ["that the cranes are too old"]
        assert [(s.kind, s.act) for s in article.statements] == [
            ("indirect", "speech"),
            ("direct", "speech"),
            ("indirect", "thought"),
        ]
        assert all(s.confidence is not None and s.confidence > 0.5 for s in article.statements)

    @pytest.mark.parametrize("text", ["", "\n\n", "Said.", "“", "🚢" * 50, "said " * 400, "“He said ‘she said “no”’.”"])
    def test_whatever_the_text(self, text: str) -> None:
        article = check(text)
        assert article.text == text
        for s in article.statements:
            assert all(c.of(text).strip() for c in s.content)

    def test_twice_the_same(self) -> None:
        model = Checker()
        document = read_string(TEXT)
        first = model.check(document)
        model.check(read_string(TEXT * 5))
        again = model.check(document)
        assert (again.statements, again.speakers, again.findings) == (first.statements, first.speakers, first.findings)


def test_a_whole_run_with_the_tiny_model(tiny_model: Path) -> None:
    text = "The lake\n\nAda Moll, the mayor, said that the ferry would not sail.\n\n“It will be quiet,” she said. “We know.”\n"
    article = check(text, model=str(tiny_model))
    assert article.model.name == "tiny"
    assert article.statements
    assert all(0 <= c.start < c.end <= len(text) for s in article.statements for c in s.content)
