"""Reading ninjs 1.x and 2.x, and the way back through JSON's escapes and the HTML in its strings."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("lxml", reason="the html extra is not installed")

from checker.errors import AttribError
from checker.findings import suppressions
from checker.readers import read, read_string

FIRST = r"""{"uri": "urn:x", "type": "text", "wordcount": 1e999, "urgency": 99999999999999999999, "body_text": "left out",
 "headline": "Port \u201cshuts\u201d", "byline": "By Jane Doe",
 "body_xhtml": "<p>\u201cNo,\u201d she\n <b>s</b>aid \ud83d\ude00 <a href=\"x\">ok<\/a>.<\/p>\n<!-- attrib: ignore ATT203 x --><p>&ldquo;Yes.&rdquo;</p><aside>x</aside>",
 "associations": {"a": {"type": "picture", "headline": "left out", "description_text": "A crane."},
  "b": {"type": "text", "headline": "left out"}}}
"""  # noqa: E501
SECOND = {
    "uri": "urn:x",
    "standard": {"name": "ninjs", "version": "2.1"},
    "headlines": [{"role": "short", "value": "Left out"}, {"role": "main", "value": "Port shuts"}],
    "by": "By Jane Doe",
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "Left out"},
        {"role": "main", "contenttype": "text/html", "value": "<p>Critics say so.</p>"},
    ],
    "associations": [{"type": "picture", "descriptions": [{"role": "caption", "value": "A crane."}]}],
}


def write(tmp_path: Path, text: str, name: str = "story.json") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["story.json", "story.ninjs", "story.txt"])
def test_first_version(tmp_path: Path, name: str) -> None:
    document = read(write(tmp_path, FIRST, name))
    assert [(p.role, p.span.of(document.text)) for p in document.paragraphs] == [
        ("headline", "Port “shuts”"),
        ("byline", "By Jane Doe"),
        ("body", "“No,” she said 😀 ok."),
        ("body", "“Yes.”"),
        ("caption", "A crane."),
    ]
    assert (document.format, document.limits) == ("ninjs", ("1 aside was left out.",))
    lines = FIRST.split("\n")
    for words_, stands in {
        "“sh": r"\u201cshuts",
        "“No": r"\u201cNo",
        "aid": "aid",
        "😀": r"\ud83d\ude00",
        "ok": "ok<",
        "“Yes": "&ldquo;Yes",
    }.items():
        place = document.place(document.text.index(words_))
        assert lines[place.line - 1][place.column - 1 :].startswith(stands)
    assert [(s.span.of(document.text), s.reason) for s in suppressions(document)] == [("“Yes.”", "x")]


def test_second_version(tmp_path: Path) -> None:
    document = read(write(tmp_path, json.dumps(SECOND, indent=1)))
    assert [(p.role, p.span.of(document.text)) for p in document.paragraphs] == [
        ("headline", "Port shuts"),
        ("byline", "By Jane Doe"),
        ("body", "Critics say so."),
        ("caption", "A crane."),
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"body_text": "One.\nTwo."},
        {"body_xhtml": "<p> </p>", "body_text": "One.\nTwo."},
        {"body_html": "<p>One.</p>Two."},
        [{"headline": None, "body_text": "One.\r\n\r\nTwo."}],
        {"bodies": [{"value": "One.\n\nTwo."}, {"value": 7}, "x"], "associations": 5},
        {"bodies": {"contenttype": "application/xhtml+xml", "value": "One.<p>Two."}},
    ],
)
def test_bodies(item: object) -> None:
    document = read_string(json.dumps(item), format="ninjs")
    assert [p.span.of(document.text) for p in document.paragraphs] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('{"headline": "a"', "is broken JSON (line 1). Export the article again."),
        ("{}", "is JSON, but no ninjs item. Export it as ninjs, or save the article as text."),
        ("7", "is JSON, but no ninjs item"),
        ('[{"headline": "a"}, {"headline": "b"}]', "holds several items"),
        ('{"headline": "\\ud83d"}', "holds half a character in line 1"),
        ('{"headline": ' + "[" * 100_000, "is nested deeper"),
        ('{"headline": ' + "[" * 60 + "]" * 60 + "}", "is nested deeper"),
        ('{"headline": "' + "a" * 4_000_000 + '"}', "is larger"),
        ('{"headline": "a", "n": ' + "9" * 100_000 + ", }", "is broken JSON"),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(AttribError) as refused:
        read_string(source, path="story.json", format="ninjs")
    assert str(refused.value).startswith(f"story.json: {reason}")


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))), min_size=1, max_size=5),
    st.booleans(),
    st.booleans(),
)
def test_every_letter_leads_back_to_itself(texts: list[str], ascii_only: bool, marked: bool) -> None:
    """Through HTML's references and JSON's escapes alike; what is escaped, to where its escape begins."""
    if marked:
        item = {"headline": 'a "b"', "body_xhtml": "".join(f"<p>x{html.escape(t)}<i>x</i></p>\n" for t in texts)}
    else:
        item = {"headline": 'a "b"', "body_text": "\n\n".join(f"X{t}x." for t in texts)}
    source = json.dumps(item, ensure_ascii=ascii_only, indent=2)
    document = read_string(source, format="ninjs")
    for position, character in enumerate(document.text):
        offset = document.source_offset(position)
        if character.isalnum() and (character.isascii() or not ascii_only):
            assert source[offset] == character
        elif character.isalnum():
            assert json.loads(f'"{source[offset : offset + (6 if ord(character) < 65536 else 12)]}"') == character
        elif marked and character in "<>&'":
            assert source[offset] == "&" or document.text[position] == "'"
