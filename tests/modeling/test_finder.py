"""Reading a document with a scorer, whatever scorer it is."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from checker.modeling.collate import AnchorBatch, Specials, WindowBatch
from checker.modeling.decoding import TAGS, Floats
from checker.modeling.finder import StatementFinder
from checker.modeling.pieces import Pieces
from checker.modeling.pointing import PointerBatch
from checker.modeling.settings import Calibration, Settings, WindowSize
from checker.readers import read_string

_B_CUE, _B_SOURCE, _B_CONTENT, _I_CONTENT = (TAGS.index(t) for t in ("B-cue", "B-source", "B-content", "I-content"))


class SaidScorer:
    """Knows one rule: “said” is a cue, the piece before it the source, what follows up to the full stop the content."""

    transitions: Floats = np.zeros((len(TAGS), len(TAGS)), np.float32)

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.said, self.stop = tokenizer.token_to_id("said"), tokenizer.token_to_id(".")
        self.shapes: list[tuple[int, int]] = []

    def states(self, batch: WindowBatch) -> tuple[Floats, Floats, Floats]:
        self.shapes.append(batch.ids.shape)
        logits = np.where(batch.ids == self.said, 4.0, -6.0).astype(np.float32)
        claims = np.repeat(batch.ids[..., None], 4, 2).astype(np.float32)
        return batch.ids.reshape(-1, 1).astype(np.float32), logits, claims

    def emissions(self, states: Floats, anchors: AnchorBatch) -> Floats:
        words = states[anchors.index, 0]
        out = np.zeros((*words.shape, len(TAGS)), np.float32)
        out[..., 0] = 10
        for i, row in enumerate(words):
            at = int(np.flatnonzero((anchors.index[i] == anchors.anchor[i]) & anchors.mask[i])[0])
            out[i, at, _B_CUE] = 30
            if at:
                out[i, at - 1, _B_SOURCE] = 30
            for j in range(at + 1, len(row)):
                if row[j] == self.stop or not anchors.mask[i, j]:
                    break
                out[i, j, _B_CONTENT if j == at + 1 else _I_CONTENT] = 30
        return out

    def antecedents(self, states: Floats, mentions: PointerBatch) -> Floats:
        return states[mentions.index, 0]


@pytest.fixture
def finder(tiny_tokenizer: Tokenizer) -> StatementFinder:
    settings = Settings("fake", "none", Specials(2, 3, 0, 4), calibration=Calibration(), threshold=0.5)
    return StatementFinder(tiny_tokenizer, SaidScorer(tiny_tokenizer), settings)


def filler(words: int, paragraph: int = 60) -> str:
    """Paragraphs that say nothing."""
    line = "The ferry will not sail today, and the bus is late. "
    count = len(line.split())
    lines = [line] * (words // count)
    return "\n\n".join(
        "".join(lines[i : i + paragraph // count]).strip() for i in range(0, len(lines), paragraph // count)
    )


def test_the_end_of_a_long_article_is_read(finder: StatementFinder) -> None:
    text = filler(3000) + "\n\nAda Moll said the bridge was open."
    (statement,) = finder(read_string(text))
    assert [c.of(text) for c in statement.content] == ["the bridge was open"]
    assert [c.of(text) for c in statement.cue] == ["said"]
    assert [c.of(text) for c in statement.source] == ["Moll"]
    assert statement.confidence == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-6)


@pytest.mark.parametrize(("core", "context"), [(256, 64), (40, 10), (17, 0)])
def test_every_statement_is_found_once_wherever_windows_end(tiny_tokenizer: Tokenizer, core: int, context: int) -> None:
    settings = Settings("fake", "none", Specials(2, 3, 0, 4), windows=WindowSize(core, context))
    finder = StatementFinder(tiny_tokenizer, SaidScorer(tiny_tokenizer), settings)
    lines = [f"Piet Haan said {'it rained ' * (1 + k % 7)}in May." for k in range(60)]
    text = "\n\n".join(" ".join(lines[i : i + 1 + i % 4]) for i in range(0, 60, 5))
    statements = finder(read_string(text))
    cues = [s.cue[0].start for s in statements]
    assert cues == [i for i in range(len(text)) if text.startswith("said", i)]
    assert [s.id for s in statements] == [f"s{k}" for k in range(1, len(cues) + 1)]
    if context >= 20:
        assert all(s.content[-1].of(text).endswith("in May") for s in statements)


@pytest.mark.parametrize(("core", "context", "batch"), [(256, 64, 8192), (40, 10, 1), (17, 0, 200)])
def test_every_piece_keeps_its_own_state(tiny_tokenizer: Tokenizer, core: int, context: int, batch: int) -> None:
    settings = Settings("fake", "none", Specials(2, 3, 0, 4), windows=WindowSize(core, context))
    finder = StatementFinder(tiny_tokenizer, SaidScorer(tiny_tokenizer), settings, batch=batch)
    document = read_string(filler(500) + "\n\nMoll said it rained.\n\n" + filler(130))
    pieces = Pieces.of(document, tiny_tokenizer)
    encoded = finder.read(document)
    assert encoded.states[:, 0].tolist() == encoded.claim_scores[:, 2].tolist() == pieces.ids.tolist()
    assert finder.encode(pieces)[0].tolist() == encoded.states.tolist()
    assert list(encoded.candidates) == finder.candidates([document])[0]
    assert finder.statements(encoded) == finder(document) != ()


def test_a_paragraph_longer_than_any_window_is_read(finder: StatementFinder) -> None:
    text = "The ferry and the bus and " * 300 + "Ada Moll said it rained."
    (statement,) = finder(read_string(text))
    assert statement.content[0].of(text) == "it rained"


def test_several_documents_at_once_are_read_as_one_by_one(finder: StatementFinder) -> None:
    texts = [
        filler(900) + "\n\nMoll said no more.",
        "",
        "Haan said yes. Moll said it was late.",
        filler(30),
        filler(600),
    ]
    documents = [read_string(t) for t in texts]
    together = finder.candidates(documents)
    assert together == [finder.candidates([d])[0] for d in documents]
    assert [len(found) for found in together] == [1, 0, 2, 0, 0]
    assert all(type(c.anchor) is float and 0 <= c.path <= 1 for found in together for c in found)


def test_batches_stay_small(finder: StatementFinder) -> None:
    finder.candidates([read_string(filler(4000)), read_string("Moll said no.")])
    assert isinstance(finder.scorer, SaidScorer)
    shapes = finder.scorer.shapes
    assert len(shapes) > 1
    assert max(n * length for n, length in shapes) <= 1.1 * 8192


def test_threshold_and_calibration_decide(tiny_tokenizer: Tokenizer) -> None:
    def found(calibration: Calibration, threshold: float) -> list[float | None]:
        settings = Settings("fake", "none", Specials(2, 3, 0, 4), calibration=calibration, threshold=threshold)
        finder = StatementFinder(tiny_tokenizer, SaidScorer(tiny_tokenizer), settings)
        return [s.confidence for s in finder(read_string("Ada Moll said it rained."))]

    assert found(Calibration(), 0.99) == []
    assert found(Calibration(bias=2.0), 0.99) == [pytest.approx(1 / (1 + np.exp(-6)))]
    assert found(Calibration(bias=-5.0), 0.5) == []


def test_the_text_may_be_anything(finder: StatementFinder) -> None:
    for text in ("", " \n", "said", "🚢 said 🚢.", "Moll\u00a0said\u00a0it\u00a0rained.\r\n", "said " * 700, "\u0301"):
        statements = finder(read_string(text))
        assert all(c.of(text).strip() for s in statements for c in s.content)


def test_only_what_was_edited_is_read_again(tiny_tokenizer: Tokenizer) -> None:
    settings = Settings("fake", "none", Specials(2, 3, 0, 4), windows=WindowSize(64, 16))
    finder = StatementFinder(tiny_tokenizer, scorer := SaidScorer(tiny_tokenizer), settings, batch=1, memory=1 << 20)
    text = filler(300) + "\n\nAda Moll said it rained.\n\n" + filler(700)
    first = finder.read(read_string(text))
    read = len(scorer.shapes)
    assert read > 10
    again = finder.read(read_string(text))
    assert len(scorer.shapes) == read
    assert again.candidates == first.candidates and again.states.tolist() == first.states.tolist()
    (candidate,) = finder.read(read_string(text.replace("Ada Moll", "Old Ada Moll"))).candidates
    assert candidate.reading.cue[0].start == first.candidates[0].reading.cue[0].start + 4
    assert 1 <= len(scorer.shapes) - read <= 2


def test_a_finder_remembers_no_more_than_it_may(tiny_tokenizer: Tokenizer) -> None:
    settings = Settings("fake", "none", Specials(2, 3, 0, 4), windows=WindowSize(64, 16))
    finder = StatementFinder(tiny_tokenizer, SaidScorer(tiny_tokenizer), settings, batch=1, memory=5000)
    for words in (100, 900, 300):
        finder.read(read_string(filler(words) + " Moll said no."))
        assert 0 < finder.memory.size <= 5000
    forgetful = StatementFinder(tiny_tokenizer, SaidScorer(tiny_tokenizer), settings, batch=1)
    forgetful.read(read_string(filler(100)))
    assert len(forgetful.memory) == 0
