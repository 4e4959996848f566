"""Word pieces: where they stand in the text, and what its layout says of them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from checker.document import Document, Paragraph
from checker.errors import AttribError
from checker.modeling.pieces import FEATURE_SIZES, Pieces, load_tokenizer, snap
from checker.readers import read_string

_WORDS = [
    "said",
    "She",
    "café",
    "cafe\u0301",
    "e\u0301\u0308a",
    "🚢",
    "👩\u200d🚒",
    "U.S.",
    "2.5",
    "don’t",
    "xyzzy",
    "中文",
]
_BETWEEN = [" ", "\u00a0", "  ", ", ", ".\u00a0", "\r\n", "\n\n", "\r\n\r\n", " “", "” ", "—", "\t"]
_TEXTS = st.lists(st.sampled_from(_WORDS) | st.sampled_from(_BETWEEN), max_size=60).map("".join)


def plain(word: str) -> str:
    """A word as the tokenizer sees it: small letters, without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


@given(_TEXTS)
def test_offsets_point_at_the_words(tiny_tokenizer: Tokenizer, text: str) -> None:
    document = read_string(text)
    pieces = Pieces.of(document, tiny_tokenizer)
    n = len(pieces)
    assert [len(x) for x in (pieces.start, pieces.end, pieces.paragraph, pieces.sentence)] == [n] * 4
    assert pieces.features.shape == (n, len(FEATURE_SIZES))
    assert (pieces.features >= 0).all() and (pieces.features < FEATURE_SIZES).all()
    at = 0
    for id, start, end, paragraph in zip(pieces.ids, pieces.start, pieces.end, pieces.paragraph, strict=True):
        assert at <= start < end
        at = end
        span = document.paragraphs[paragraph].span
        assert span.start <= start and end <= span.end
        words = text[start:end]
        assert words == words.strip()
        token = tiny_tokenizer.id_to_token(int(id))
        assert token == "[UNK]" or token.removeprefix("##") == plain(words)
    assert (pieces.paragraph[1:] >= pieces.paragraph[:-1]).all()
    assert (pieces.sentence[1:] >= pieces.sentence[:-1]).all()
    kept = [p for p in document.paragraphs if p.role != "boilerplate"]
    covered = {i for a, b in zip(pieces.start, pieces.end, strict=True) for i in range(a, b)}
    assert {i for p in kept for i in range(*p.span) if text[i].isalnum()} <= covered


def test_layout(tiny_tokenizer: Tokenizer) -> None:
    text = "Lake news today\n\n“No,” SHE said in 1999. He ‘left’.\n\nShe “saw ‘it’ all”."
    pieces = Pieces.of(read_string(text), tiny_tokenizer)
    seen: dict[str, tuple[int, ...]] = {}
    for a, b, features in zip(pieces.start, pieces.end, pieces.features.tolist(), strict=True):
        seen.setdefault(text[a:b], tuple(features))
    assert seen["Lake"][2] == 3, "begins a headline"
    assert seen["“"] == (0, 3, 2), "punctuation, opens, begins a paragraph"
    assert seen["No"] == (2, 1, 0), "capital, inside double marks"
    assert seen["”"] == (0, 4, 0)
    assert seen["said"] == (1, 0, 0)
    assert seen["He"] == (2, 0, 1), "begins a sentence"
    assert seen["‘"][1] == 3
    assert 5 in {f[1] for f in pieces.features.tolist()}, "a quotation inside another"
    assert pieces.sentence.max() == 3


def test_boilerplate_is_left_out(tiny_tokenizer: Tokenizer) -> None:
    text = "She said no.\n\nAll rights reserved."
    first, second = read_string(text).paragraphs
    document = Document(text, (Paragraph(first.span), Paragraph(second.span, "boilerplate")))
    pieces = Pieces.of(document, tiny_tokenizer)
    assert pieces.end.max() <= first.span.end
    assert len(Pieces.of(read_string(""), tiny_tokenizer)) == 0


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("She said no.", "ai", "said"),
        ("She said no.", "said n", "said no"),
        ("She said no.", " said ", "said"),
        ("a\u00a0said\u00a0b", "\u00a0said\u00a0", "said"),
        ("the cafe\u0301 shut", "cafe", "cafe\u0301"),
        ("the e\u0301a\u0301b shut", "a\u0301", "e\u0301a\u0301b"),
        ("“No,” she said.", "“No,”", "“No,”"),
        ("said", "ai", "said"),
        ("🚢 said", "🚢", "🚢"),
    ],
)
def test_snap_takes_whole_words_and_no_white_space(text: str, part: str, whole: str) -> None:
    at = text.index(part)
    start, end = snap(text, at, at + len(part))
    assert text[start:end] == whole


@given(_TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_snap_once_is_enough(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    once = snap(text, start, end)
    assert 0 <= once[0] <= once[1] <= len(text)
    assert text[slice(*once)] == text[slice(*once)].strip()
    if once[0] < once[1]:
        assert snap(text, *once) == once


def test_a_tokenizer_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    for name in ("tokenizer.json", "absent.json"):
        with pytest.raises(
            AttribError, match=rf"{name}: cannot be read as a tokenizer .*\. Install the model again\.$"
        ):
            load_tokenizer(str(tmp_path / name))
