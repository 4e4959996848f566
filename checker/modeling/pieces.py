"""`Pieces`: a document as the encoder sees it, word pieces with what the text's layout tells about each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from checker.document import Document
from checker.errors import AttribError
from checker.quotation import scan_paragraphs
from checker.sentences import sentence_spans

Ints = npt.NDArray[np.int64]

#: How many values each layout feature takes: letter case, quotation, place in the paragraph.
FEATURE_SIZES = (6, 6, 4)
_PUNCTUATION, _LOWER, _TITLE, _UPPER, _MIXED, _DIGIT = range(6)
_OUTSIDE, _INSIDE_DOUBLE, _INSIDE_SINGLE, _OPENS, _CLOSES, _NESTED = range(6)
_MIDDLE, _SENTENCE, _PARAGRAPH, _HEADLINE = range(4)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of one document, n of them, in text order.

    ids: [n] vocabulary numbers, no special tokens among them.
    start, end: [n] code points into the text.
    paragraph, sentence: [n] running numbers over the document.
    features: [n, 3] letter case, quotation, place: values below `FEATURE_SIZES`.
    """

    ids: Ints
    start: Ints
    end: Ints
    paragraph: Ints
    sentence: Ints
    features: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, document: Document, tokenizer: Tokenizer) -> Pieces:
        """Splits the paragraphs of a document; boilerplate is left out, as nothing in it is a statement of the article's."""
        text = document.text
        kept = [(i, p) for i, p in enumerate(document.paragraphs) if p.role != "boilerplate"]
        encodings = tokenizer.encode_batch([p.span.of(text) for _, p in kept], add_special_tokens=False)
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        paragraph: list[int] = []
        sentence: list[int] = []
        place: list[int] = []
        sentences = 0
        for (index, p), encoding in zip(kept, encodings, strict=True):
            bounds = [s.start for s in sentence_spans(text, p.span)] or [p.span.start]
            first = len(ids)
            k = 0
            for piece, (a, b) in zip(encoding.ids, encoding.offsets, strict=True):
                a, b = a + p.span.start, b + p.span.start
                new = len(ids) == first
                while k + 1 < len(bounds) and bounds[k + 1] <= a:
                    k += 1
                    new = True
                ids.append(piece)
                starts.append(a)
                ends.append(b)
                paragraph.append(index)
                sentence.append(sentences + k)
                head = _HEADLINE if p.role == "headline" else _PARAGRAPH
                place.append(head if len(ids) == first + 1 else _SENTENCE if new else _MIDDLE)
            sentences += len(bounds)
        start, end = np.array(starts, np.int64), np.array(ends, np.int64)
        case = np.array([_case(text[a:b]) for a, b in zip(starts, ends, strict=True)], np.int64)
        features = (
            np.stack([case, _quotation(document, start), np.array(place, np.int64)], 1) if ids else _no_features()
        )
        return cls(
            np.array(ids, np.int64), start, end, np.array(paragraph, np.int64), np.array(sentence, np.int64), features
        )


def _no_features() -> Ints:
    return np.zeros((0, len(FEATURE_SIZES)), np.int64)


def _case(word: str) -> int:
    if not any(c.isalnum() for c in word):
        return _PUNCTUATION
    if any(c.isdigit() for c in word):
        return _DIGIT
    if word.islower():
        return _LOWER
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return _TITLE
    return _UPPER if word.isupper() else _MIXED


def _quotation(document: Document, start: Ints) -> Ints:
    """[n] where each piece stands towards the quotation marks around it."""
    out = np.zeros(len(start), np.int64)
    for q in scan_paragraphs(document.text, document.paragraphs)[0]:
        a, b = np.searchsorted(start, [q.span.start, q.span.end])
        inner_a, inner_b = np.searchsorted(start, [q.inner.start, q.inner.end])
        if q.depth:
            out[a:b] = _NESTED
            continue
        out[inner_a:inner_b] = _INSIDE_DOUBLE if q.style == "double" else _INSIDE_SINGLE
        out[a:inner_a] = _OPENS
        out[inner_b:b] = _CLOSES
    return out


#: Combining marks too, which the tokenizer's offsets leave out.
_WORD_CHARACTER = re.compile(r"[\w\u0300-\u036f]")


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words and rid of white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < len(text) and _WORD_CHARACTER.match(text[start - 1]) and _WORD_CHARACTER.match(text[start]):
        start -= 1
    while 0 < end < len(text) and _WORD_CHARACTER.match(text[end - 1]) and _WORD_CHARACTER.match(text[end]):
        end += 1
    return start, end


def load_tokenizer(path: str) -> Any:
    """The tokenizer of a model folder, without the truncation and padding that its file may ask for.

    Raises AttribError where it cannot be read.
    """
    try:
        tokenizer = Tokenizer.from_file(path)
    except Exception as error:  # tokenizers raises no type of its own
        raise AttribError(f"{path}: cannot be read as a tokenizer ({error}). Install the model again.") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
