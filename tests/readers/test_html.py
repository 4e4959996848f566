"""Reading HTML: what an editor sees, and the way back to the source."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("lxml", reason="the html extra is not installed")

from checker.document import Document, Place
from checker.errors import AttribError
from checker.findings import suppressions
from checker.readers import read, read_string
from checker.readers.html import PAGE

PAGES = Path(__file__).resolve().parents[1] / "data/pages"
BODY = """\
<!-- from the CMS -->
<h1>Port <em>shuts</em> after crane&nbsp;collapse</h1>
<p class="c-byline">Jane Doe, Port Reporter</p>
<figure><img src=x alt="not seen"><figcaption>A crane lies in the harbour.</figcaption></figure>
<p>&ldquo;We will <i>not</i> risk
  a <a href="x>y">sec</a>ond collapse,&rdquo; Maria Okafor said.<script>var a = "<p>";</script></p>
<h2>What next</h2>
<blockquote><p><q>Nobody wants <q>that</q>,</q> she added.<br>“More.”<br><br>He left.</p></blockquote>
<ul><li>One<li>Two</ul><aside><p>Pulled quote</p></aside>
<p hidden>unseen</p><p style="display: none">unseen</p><p>Seen<span class="sr-only"> unseen</span></p>
<table><tr><td>A<td>B</table><pre>one
two</pre>
<p>AT&T: 5 < 6 &amp; un&shy;named &xyzzy; &#8212; &#x1F600;</p>
stray words
"""


def words(document: Document) -> list[tuple[str, str]]:
    return [(p.role, p.span.of(document.text)) for p in document.paragraphs]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_body(newline: str) -> None:
    document = read_string(BODY.replace("\n", newline), format="html")
    assert words(document) == [
        ("headline", "Port shuts after crane\u00a0collapse"),
        ("byline", "Jane Doe, Port Reporter"),
        ("caption", "A crane lies in the harbour."),
        ("body", "“We will not risk a second collapse,” Maria Okafor said."),
        ("headline", "What next"),
        ("body", "“Nobody wants ‘that’,” she added."),
        ("body", "“More.”"),
        ("body", "He left."),
        ("body", "One"),
        ("body", "Two"),
        ("body", "Seen"),
        ("body", "A"),
        ("body", "B"),
        ("body", "one\ntwo"),
        ("body", "AT&T: 5 < 6 & unnamed &xyzzy; — 😀"),
        ("body", "stray words"),
    ]
    assert document.limits == ("1 aside was left out.",)
    lines = BODY.split("\n")
    for words_, stands in {
        "“We": "&ldquo;We",
        "risk": "risk",
        "ond": "ond c",
        "stray": "stray",
        "AT&T": "AT&T",
        "😀": "&#x1F600",
    }.items():
        place = document.place(document.text.index(words_))
        assert lines[place.line - 1][place.column - 1 :].startswith(stands)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a<b>b</b>c <i> d</i> e</p>", ["abc d e"]),
        ("<p>a\t\n b<!-- c --> d</p>", ["a b d"]),
        ("<div>a<p>b</div>c", ["a", "b", "c"]),
        ("<p>a<p>b", ["a", "b"]),
        ("<b><p>a</b>b</p>", ["ab"]),
        ("<p>a</p></p></div>b</b>", ["a", "b"]),
        ("<o:p>a</o:p><my-tag>b</my-tag>", ["ab"]),
        ("<script>x</script ><P>a</P><STYLE>p{}</STYLE>", ["a"]),
        ("<p title='a>b' class=\"c\">d", ["d"]),
        ("<p don't>a</p><p>b's</p>", ["a", "b's"]),
        ("a <3 b </> c", ["a <3 b c"]),
        ("<title>t</title><textarea><p>x</textarea>a", ["a"]),
        ("<p>A.<br/>B.<br />C.</p>", ["A.", "B.", "C."]),
        (
            "<p>When lines are<br>wrapped by hand,<br>they run on.</p>",
            ["When lines are\nwrapped by hand,\nthey run on."],
        ),
        ("<p>a<wbr>b\u00adc</p>", ["abc"]),
        ("<!DOCTYPE x><?php a ?><![CDATA[b]]><p>a", ["a"]),
        ("<p>{0} {1}</p>", ["{0} {1}"]),
        ("<svg><p>x</p></svg><select><option>x</select>a", ["a"]),
        ("<p>&#0;&#xD800;&#x110000;a</p>", ["\ufffd\ufffd\ufffda"]),
    ],
)
def test_markup(source: str, expected: list[str]) -> None:
    assert [text for _, text in words(read_string(source, format="html"))] == expected


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("<p><a rel=author>Jane Doe</a></p>", "byline"),
        ("<span itemprop='author'>Jane Doe</span>", "byline"),
        ("<div class='article__byline'>Jane Doe</div>", "byline"),
        ("<p>The paper’s <a class=author>Jane Doe</a> saw how the crane fell into the harbour.</p>", "body"),
        ("<p class='authority'>Jane Doe left.</p>", "body"),
        ("<p class='wp-caption-text'>The crane fell.</p>", "caption"),
        ("<table><caption>Cranes by year</caption></table>", "caption"),
        ("<h3>Cranes</h3>", "headline"),
    ],
)
def test_roles(source: str, role: str) -> None:
    document = read_string(f"<h1>Port shuts</h1>{source}<p>The port has shut.</p>", format="html")
    assert document.paragraphs[1].role == role


def test_page() -> None:
    document = read(str(PAGES / "story.html"))
    found = words(document)
    assert [role for role, _ in found] == ["headline", "byline", "caption", "body", "body", "headline", *["body"] * 4]
    assert found[0][1] == "Port shuts after crane collapse"
    assert found[-1][1].startswith("Container ships will be sent")
    assert document.place(document.text.index("“We will")) == Place(20, 4)
    assert document.limits == (PAGE,)


@pytest.mark.parametrize("name", ["body.html", "body.txt", "body.md", "body", "page.html"])
def test_is_told_by_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<html><body><p>Critics say so.</p></body></html>", encoding="utf-8")
    assert read(str(path)).text == "Critics say so."
    path.write_text("<p>Critics say so.</p>", encoding="utf-8")
    if name.endswith("md"):
        with pytest.raises(AttribError, match=r"holds no words to check\. 1 piece of HTML was left out\.$"):
            read(str(path))
    else:
        assert read(str(path)).format == "html"
    path.write_text("&lt;p> or <p> is the mark that critics say so of.", encoding="utf-8")
    assert read(str(path)).format == {"html": "html", "md": "markdown"}.get(name.partition(".")[2], "text")


def test_comments_that_say_i_know() -> None:
    document = read_string(
        "<p>Critics say so.<!-- attrib: ignore ATT203 known --></p>\n"
        "<!-- attrib: ignore ATT201 -->\n<p>He said so.</p>\n<p><!-- attrib: ignore ATT101, ATT204 -->&ldquo;No.&rdquo;</p>",
        format="html",
    )
    assert [(s.codes, s.span.of(document.text), s.reason) for s in suppressions(document)] == [
        (("ATT203",), "Critics say so.", "known"),
        (("ATT201",), "He said so.", ""),
        (("ATT101", "ATT204"), "“No.”", ""),
    ]


def test_a_tag_without_an_end_is_said() -> None:
    document = read_string("<p>Critics say so.</p>\n<p>More.</p><a href='x", format="html")
    assert [text for _, text in words(document)] == ["Critics say so.", "More."]
    assert document.limits == ("From line 2 on nothing was read: a tag or comment that begins there has no end.",)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<div>" * 400 + "x", "is nested deeper than an article is"),
        ("<b>" * 200_001, "is larger than an article is"),
        ("x" * 4_000_001, "is larger than an article is"),
    ],
)
def test_what_is_no_article_is_refused(source: str, reason: str) -> None:
    with pytest.raises(AttribError, match=reason):
        read_string(source, format="html")


@pytest.mark.parametrize(
    ("missing", "source"), [("lxml", "<p>a"), ("trafilatura", "<!doctype html><p>Critics say so.")]
)
def test_missing_library(monkeypatch: pytest.MonkeyPatch, missing: str, source: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setitem(sys.modules, f"{missing}.etree", None)
    with pytest.raises(AttribError) as refused:
        read_string(source, path="story.html", format="html")
    assert str(refused.value) == f"story.html: needs {missing}; install it with: pip install 'attrib[html]'"


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", "<q>", "</q>", "<li>", "<td>", "<h2>", "<div class=byline>", "</div>", "<pre>",
     "<a href='x>y'>", "<script>", "</script>", "<!-- ", "-->", "<aside>", "</aside>", "&amp;", "&ldquo;", "&nbsp;", "&shy;",
     "&", "<", ">", "\n", "\r\n", "\r", "\t", " ", "  ", "\u00a0", "\u00ad", "👩\u200d🚒", "e\u0301", "“", "”", "a", "word",
     "{0}", "\u2028", "\ufeff"]
)  # fmt: skip
SOURCES = st.lists(PIECES | st.text(st.characters(exclude_categories=("Cs",)), max_size=4), max_size=40).map("".join)


@given(SOURCES)
def test_every_segment_leads_back_to_its_very_words(source: str) -> None:
    document = read_string(source, format="html")
    end = 0
    for segment in document.segments:
        assert end <= segment.start
        end = segment.start + segment.length
        stands = source[segment.source : segment.source + segment.length]
        assert document.text[segment.start : end] == stands
        if not segment.length:
            assert source[segment.source] in "&<\t\n\r\f"
    assert end <= len(document.text)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), min_size=1, max_size=6))
def test_what_is_escaped_is_read_as_it_was(texts: list[str]) -> None:
    source = "".join(f"<p>x{html.escape(text)}x</p>\r\n" for text in texts)
    document = read_string(source, format="html")
    seen = [" ".join(f"x{text}x".replace("\u00ad", "").split(" ")) for text in texts]
    squeezed = ["".join(text.split()) for text in seen]
    found = ["".join(p.split()) for p in document.text.split("\n\n")]
    assert found == squeezed
    for position, character in enumerate(document.text):
        offset = document.source_offset(position)
        if character.isalnum():
            assert source[offset] == character
        elif character in "<>&\"'":
            assert source[offset] == "&"
