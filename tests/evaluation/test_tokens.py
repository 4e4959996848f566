import json

import pytest

from checker.errors import AttribError
from checker.evaluation.tokens import bio_spans, detokenize, read_tagged


def test_detokenize():
    tokens = ["``", "I", "do", "n't", "know", ",", "''", "Lee", "(", "R", ")", "said", "."]
    text, places = detokenize(tokens)
    assert text == "“I don't know,” Lee (R) said."
    assert [text[a:b] for a, b in places] == [
        "“",
        "I",
        "do",
        "n't",
        "know",
        ",",
        "”",
        "Lee",
        "(",
        "R",
        ")",
        "said",
        ".",
    ]
    assert detokenize([]) == ("", ())


def test_bio_spans():
    labels = ["B-source", "I-source", "B-source", "O", "I-cue", "I-content", "B-content"]
    assert bio_spans(labels) == {
        ("source", 0, 2),
        ("source", 2, 3),
        ("cue", 4, 5),
        ("content", 5, 6),
        ("content", 6, 7),
    }
    assert bio_spans([]) == frozenset()


def test_reading(tmp_path):
    path = tmp_path / "t.jsonl"
    row = {"tokens": ["Lee", "said"], "labels": ["B-source", "B-cue"], "id": "article"}
    path.write_text(f"{json.dumps(row)}\n\n{json.dumps(row)}\n")
    first, second = read_tagged(path)
    assert (first.id, second.id, first.article) == ("00000", "00001", "article")
    assert first.roles == {("source", 0, 1), ("cue", 1, 2)}
    path.write_text('{"tokens": ["Lee"], "labels": []}\n')
    with pytest.raises(AttribError, match=r"t.jsonl:1: 1 tokens but 0 labels"):
        list(read_tagged(path))
    path.write_text("[1]\n")
    with pytest.raises(AttribError, match=r"t.jsonl:1: not a JSON object"):
        list(read_tagged(path))
