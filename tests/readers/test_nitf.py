"""Reading NITF: headline, byline, body and captions, and nothing from outside the file."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import AttribError
from checker.findings import suppressions
from checker.readers import read, read_string

STORY = """\
<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.6//EN" "http://www.nitf.org/nitf-3-6.dtd">
<nitf><head><title>Left out</title></head><body>
<body.head><hedline><hl1>Port <em>shuts</em></hl1><hl2>Crane fell on Tuesday</hl2></hedline>
<byline>By <person>Jane Doe</person><byttl>Port Reporter</byttl></byline>
<dateline><location>Porthaven</location>, 3 May</dateline></body.head>
<body.content><p>“It’s 👩‍🚒 &ldquo;bad&rdquo; &#8212; <em>very</em>
bad,” <person>Oka</person>for said <![CDATA[<so> & on]]>.</p>
<!-- attrib: ignore ATT203 known -->
<media media-type="image"><media-reference source="http://example.org/x.jpg"/><media-caption>A crane.</media-caption></media>
<block><p>He said <q>no, <q>never</q></q>.</p><ul><li>One</li><li>Two</li></ul></block></body.content>
<body.end><tagline>(Editing by A. B.)</tagline></body.end></body></nitf>
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["story.xml", "story.nitf", "story.txt"])
def test_story(tmp_path: Path, name: str, newline: str) -> None:
    path = tmp_path / name
    path.write_bytes(STORY.replace("\n", newline).encode())
    document = read(str(path))
    assert [(p.role, p.span.of(document.text)) for p in document.paragraphs] == [
        ("headline", "Port shuts"),
        ("headline", "Crane fell on Tuesday"),
        ("byline", "By Jane Doe"),
        ("byline", "Port Reporter"),
        ("boilerplate", "Porthaven, 3 May"),
        ("body", "“It’s 👩‍🚒 “bad” — very bad,” Okafor said <so> & on."),
        ("caption", "A crane."),
        ("body", "He said “no, ‘never’”."),
        ("body", "One"),
        ("body", "Two"),
        ("boilerplate", "(Editing by A. B.)"),
    ]
    assert (document.format, document.limits) == ("nitf", ())
    lines = STORY.split("\n")
    for words_, stands in {
        "“It’s": "“It’s",
        "“bad": "&ldquo;bad",
        "Oka": "Oka<",
        "<so": "<so",
        "“no": "<q>no",
        "‘": "<q>nev",
    }.items():
        place = document.place(document.text.index(words_))
        assert lines[place.line - 1][place.column - 1 :].startswith(stands)
    assert [s.span.of(document.text) for s in suppressions(document)] == ["A crane."]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<nitf><body>", "is broken XML (line 1). Export the article again."),
        ("<nitf>\n</body>", "is broken XML (line 2)"),
        ("<rss/>", "is XML, but no NITF"),
        ("", "is broken XML"),
        ("<nitf>" + "<block>" * 200, "is nested deeper than an article is"),
        ("<nitf>" + "<p/>" * 200_000, "is larger than an article is"),
        ('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares entities of its own"),
        ('<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>', "declares entities of its own"),
        (
            '<!DOCTYPE nitf SYSTEM "a" [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><nitf/>',
            "declares entities of its own",
        ),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(AttribError) as refused:
        read_string(source, path="story.xml", format="nitf")
    assert str(refused.value).startswith(f"story.xml: {reason}")


def test_other_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.txt"
    path.write_text('<?xml version="1.0"?><rss><channel/></rss>', encoding="utf-8")
    with pytest.raises(AttribError, match="is XML, but neither NITF nor HTML"):
        read(str(path))


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))), min_size=1, max_size=6))
def test_every_letter_leads_back_to_itself(texts: list[str]) -> None:
    source = "<nitf><body>" + "".join(f"<p>x{escape(t)}<em>x</em></p>\r\n" for t in texts) + "</body></nitf>"
    document = read_string(source, format="nitf")
    seen = ["".join(f"x{t}x".replace("\u00ad", "").split()) for t in texts]
    assert ["".join(p.split()) for p in document.text.split("\n\n")] == seen
    for position, character in enumerate(document.text):
        if character.isalnum():
            assert source[document.source_offset(position)] == character
        elif character in "<>&":
            assert source[document.source_offset(position)] == "&"
