import sys
from types import ModuleType, SimpleNamespace

import pytest
from building import TEXT, gold

from checker.errors import AttribError
from checker.evaluation.metrics import STATEMENT, Rules, score_statements
from checker.evaluation.peers import peer
from checker.evaluation.predictions import Unable


class Token:
    def __init__(self, idx, text):
        self.idx, self.text = idx, text

    def __len__(self):
        return len(self.text)


def tokens(words, after=0):
    start = TEXT.index(words, after)
    return [Token(start + words.index(w), w) for w in words.split()]


def first_and_last(words):
    start = TEXT.index(words)
    return [Token(start, words[0]), Token(start + len(words) - 1, words[-1])]


@pytest.fixture
def textacy(monkeypatch):
    """Stands in for textacy: gives the two pieces of the direct quote with one speaker and cue, as it does."""
    at = TEXT.index("she said")
    attribution = {"speaker": tokens("she", at), "cue": tokens("said", at)}
    found = [
        SimpleNamespace(**attribution, content=first_and_last(words))
        for words in ("“We will not risk a second collapse,”", "“Nobody wants that.”")
    ]
    triples = ModuleType("textacy.extract.triples")
    triples.direct_quotations = lambda doc: iter(found)
    spacy = ModuleType("spacy")
    spacy.load = lambda name: lambda text: text
    for name, module in (("textacy.extract.triples", triples), ("spacy", spacy)):
        monkeypatch.setitem(sys.modules, name, module)
    for name in ("textacy", "textacy.extract"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    return spacy


def test_pieces_of_one_attribution_are_one_statement(textacy):
    (said,) = peer("textacy").quotes(gold()).statements
    assert said.content == gold().statements[1].content
    assert said.source == gold().statements[1].source
    assert [s.of(TEXT) for s in said.cue] == ["said"]
    assert said.kind == "direct"


def test_it_is_scored_by_the_same_code(textacy):
    predicted = peer("textacy").quotes(gold())
    more = {"genre": "", "length": ""}
    assert score_statements("a", gold(), predicted, Rules(), more, ()).counts[STATEMENT] == (1, 1, 3)


def test_where_it_gives_up_it_gets_line_by_line(textacy, monkeypatch):
    extract = sys.modules["textacy.extract.triples"]
    whole = extract.direct_quotations

    def strict(doc):
        # As textacy does, only once the iteration begins; of the lines, the first fails too.
        if "\n" in doc or doc.startswith("Maria"):
            raise ValueError("5 quotation marks found")
        if doc.startswith("A senior"):
            return
        line = TEXT.index(doc)
        for triple in whole(doc):
            moved = {k: [Token(t.idx - line, t.text) for t in v] for k, v in vars(triple).items()}
            yield SimpleNamespace(**moved)

    monkeypatch.setattr(extract, "direct_quotations", strict)
    (said,) = peer("textacy").quotes(gold()).statements
    assert said.content == gold().statements[1].content


def test_it_makes_no_findings(textacy):
    with pytest.raises(Unable, match="textacy finds quotes and speakers alone"):
        peer("textacy").check(gold())
    with pytest.raises(Unable, match="textacy does not judge pairs"):
        peer("textacy").judge([])


def test_what_is_missing_is_said(textacy, monkeypatch):
    def absent(name):
        raise OSError(name)

    textacy.load = absent
    with pytest.raises(AttribError, match="needs the spaCy pipeline en_core_web_sm"):
        peer("textacy")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(AttribError, match="textacy is not installed"):
        peer("textacy")
    with pytest.raises(AttribError, match="no peer “citron”; there are textacy"):
        peer("citron")
