"""Reading Markdown: rendered words, and the way back to the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Document
from checker.errors import AttribError
from checker.readers import read, read_string

STORY = """\
---
title: Left out
---
# Port *shuts* after crane collapse #

![A crane lies in the harbour](crane.jpg "t")

By **Jane Doe**

“We will *not* risk
a [second collapse](https://example.org/a(b) "risk")," Maria&nbsp;Okafor \\*said\\*\x20\x20
on `Monday` at <https://example.org>.<!-- attrib: ignore ATT203 -->

> “Nobody wants
> that,” she added.

- first item
  goes on

| a | b |
|---|---|
| 1 | 2 |

```
“code,” he said
```

<!-- a comment
over lines -->

<div>“raw,” he said</div>

What next
---------

The port opens on Friday.
"""
PIECES = st.sampled_from(
    ["\n", "\r\n", "\r", "\n\n", "  \n", "# ", "> ", "- ", "1. ", "* ", "    ", "\t", "*", "**", "_", "`", "``", "[",
     "](", ")", "]", "![", "<b>", "<br>", "<!-- ", "-->", "<http://a.b>", "&amp;", "&", "\\", "\\*", "|", "|---|\n",
     "---\n", "===\n", "```\n", "[x]: /u\n", "[x]", "\ufeff", "\u00a0", "👩‍🚒",
     "e\u0301", "“", "”", " ", "a", "word", "â€œ"]
)  # fmt: skip
SOURCES = st.lists(PIECES | st.text(st.characters(exclude_categories=("Cs",)), max_size=4), max_size=50).map("".join)


def words(document: Document) -> list[tuple[str, str]]:
    return [(p.role, p.span.of(document.text)) for p in document.paragraphs]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_story(newline: str) -> None:
    source = STORY.replace("\n", newline)
    document = read_string(source, format="markdown")
    assert words(document) == [
        ("headline", "Port shuts after crane collapse"),
        ("caption", "A crane lies in the harbour"),
        ("byline", "By Jane Doe"),
        ("body", '“We will not risk a second collapse," Maria\u00a0Okafor *said* on Monday at https://example.org.'),
        ("body", "“Nobody wants that,” she added."),
        ("body", "first item goes on"),
        ("headline", "What next"),
        ("body", "The port opens on Friday."),
    ]
    assert document.limits == ("1 table was left out.", "1 code block was left out.", "1 piece of HTML was left out.")
    assert document.source_text == source
    for found, line, column in [
        ("Port", 4, 3),
        ("shuts", 4, 9),
        ("A crane", 6, 3),
        ("Jane", 8, 6),
        ("not", 10, 11),
        ("second", 11, 4),
        ("Maria", 11, 56),
        ("Okafor", 11, 67),
        ("*said", 11, 75),
        ("Monday", 12, 5),
        ("https", 12, 17),
        ("Nobody", 14, 4),
        ("that", 15, 3),
        ("goes", 18, 3),
        ("What", 33, 1),
        ("The port", 36, 1),
    ]:
        assert document.place(document.text.index(found)) == (line, column), found


@given(SOURCES)
def test_segments_are_the_sources_own_words(source: str) -> None:
    document = read_string(source, format="markdown")
    end = 0
    for segment in document.segments:
        assert segment.start >= end
        end = segment.start + segment.length
        assert document.text[segment.start : end] == source[segment.source : segment.source + segment.length]
    assert end <= len(document.text)
    for position in range(len(document.text) + 1):
        assert 0 <= document.source_offset(position) <= len(source)


@given(SOURCES)
def test_paragraphs_are_in_order(source: str) -> None:
    document = read_string(source, format="markdown")
    end = 0
    for paragraph in document.paragraphs:
        assert end <= paragraph.span.start < paragraph.span.end <= len(document.text)
        end = paragraph.span.end


@given(
    st.lists(st.from_regex(r"[a-zé“”,]{1,9}", fullmatch=True), min_size=1, max_size=30),
    st.sampled_from([" ", "\n", "\r\n"]),
)
def test_every_word_of_prose_maps_back(found: list[str], between: str) -> None:
    source = between.join(found)
    document = read_string(source, format="markdown")
    position = offset = 0
    for word in found:
        offset = source.index(word, offset)
        position = document.text.index(word, position)
        assert document.source_offset(position) == offset
        offset += len(word)
        position += len(word)


def test_ruled_line_is_no_front_matter() -> None:
    document = read_string("---\n\n“No,” she said.\n\n---\n\nThe end of it.", format="markdown")
    assert [text for _, text in words(document)] == ["“No,” she said.", "The end of it."]


def test_ending_tells_the_format_and_another_can_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "story.MD"
    path.write_bytes("\ufeff# Port shuts\n\nIt did.".encode())
    document = read(str(path))
    assert words(document) == [("headline", "Port shuts"), ("body", "It did.")]
    assert document.place(0) == (1, 3)
    assert read(str(path), format="text").text == "# Port shuts\n\nIt did."


def test_what_would_take_minutes_is_refused() -> None:
    for source in ("[" * 20_001, "word " * 400_001):
        with pytest.raises(AttribError, match="too long or too full of brackets"):
            read_string(source, format="markdown")


def test_deep_nesting_is_read() -> None:
    for source in ("[" * 3000 + "a" + "]" * 3000, "*a " * 3000, "> " * 40 + "a", "**" * 2000 + "a", "<" * 5000):
        assert read_string(source, format="markdown").paragraphs


def test_a_comment_before_a_paragraph_leaves_its_words() -> None:
    source = "# Port shut\n\n<!-- attrib: ignore ATT203 known --> Sources said it was late.\n\n<!-- a note -->\n\nIt was not."
    document = read_string(source, format="markdown")
    assert [p.span.of(document.text) for p in document.paragraphs] == [
        "Port shut",
        "Sources said it was late.",
        "It was not.",
    ]
    assert document.limits == ()
