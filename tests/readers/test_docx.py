"""Reading Word files: their words with tracked changes accepted, their roles, and the way back to the runs."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from docx_building import comment, deleted, every_file, p, package, r, ranged, table, tracked
from docx_reading import unzipped
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from checker.document import Document, Span
from checker.findings import Finding, Severity, suppressions
from checker.readers import read
from checker.readers.docx import parse, read_map
from checker.readers.docx_package import Package

FILES = every_file()
EXPECTED = {
    "python-docx plain": [
        ("headline", "Harbour stays shut"),
        ("headline", "By Jane Doe"),
        ("body", "Sources said the crane leaned."),
        ("caption", "Photo: a crane"),
    ],
    "python-docx tables": [
        ("headline", "Ferry numbers fall"),
        ("body", "May"),
        ("body", "“About 4,000,” a clerk said."),
        ("body", "June"),
        ("body", "Critics say so."),
        ("body", "Sources said\nit was worse."),
    ],
    "python-docx breaks": [("body", "Experts say\tone,\ntwo, and three.")],
    "insertion and deletion": [("body", "Critics often say it leaked."), ("body", "“It is not,” said Ida Berg.")],
    "move": [("body", "Sources in May said so."), ("body", "“It is not,” said Ida Berg.")],
    "paragraph end deleted": [("body", "Sources said so in May."), ("body", "“It is not,” said Ida Berg.")],
    "footnotes": [
        ("body", "Critics say so. True."),
        ("body", "“It is not,” said Ida Berg."),
        ("body", "Sources said it."),
        ("body", "Experts say it."),
    ],
    "styles": [
        ("headline", "Port shuts"),
        ("byline", "Jane Doe"),
        ("boilerplate", "Contents 1"),
        ("body", "A section, by outline level"),
        ("headline", "More"),
        ("caption", "A crane"),
        ("body", "Critics say so."),
    ],
    "LibreOffice textbox": [
        ("headline", "Choir wins prize"),
        ("body", "“We sang,” said Noor Haddad. Critics say they shouted."),
        ("body", "Sources said the pull quote was cut."),
        ("body", "The choir was said to be tired."),
    ],
    "LibreOffice footnotes": [
        ("headline", "Study finds lead in soil"),
        ("body", "Experts say the soil is clean. “It is not,” said Dr. Ito on Friday."),
        ("body", "Sources said the samples were old."),
        ("body", "“I measured it,” she said."),
    ],
    "LibreOffice tracked": [
        ("headline", "Mine to reopen"),
        ("body", "“We have said so,” Tom Adeyemi told the hearing."),
        ("body", "Critics say the mine leaks."),
    ],
    "LibreOffice tracked-paragraphs": [
        ("headline", "Rail talks stall"),
        ("body", "The minister said the talks had stalled on pay."),
        ("body", "Sources said the offer"),
        ("body", "was final. “It is not,” said Ida Berg."),
    ],
}
TEXTS = {
    "runs split mid-word": "Sources said so.",
    "insertion in deletion's place, formatting tracked": "Critics say much.",
    "table row deleted": "Critics say so.\n\nKept",
    "right-to-left": "אמר “שלום” critics say السوق\n\nsources said.",
    "typographic marks": "“It’s ‘not’ 5 < 6 & “so”,” she said… – “yes” — “no”",
    "emoji and combining marks": "👩\u200d🚒 said Zoe\u0308 𝒞 🇫🇷 critics say ne\u0301e",
    "emoji as Word wraps it": "Sources said 😀 so.",
    "hyperlinks": "The council critics say so.",
    "fields": "On 12 May sources said1 so.",
    "field without an end": "Critics say so.",
    "content controls": "Critics say so.\n\nSources said it.\n\nTwo",
    "smart tags and custom XML": "Port Albin critics say so.",
    "text box": "Critics say so.\n\nSources said so.",
    "tabs, breaks, hyphens": "Critics\tsay\ntwenty-two unnamed\nofficials.—",
    "spaces that Word drops": "Criticssay so ",
    "hidden text": "Critics say so.",
    "ruby": "Sources in 東京 said so.",
    "quirks of writing": "Critics say <so> & on.",
    "another prefix": "Critics say so.",
    "no prefix": "Critics say so.",
    "strict": "Critics say so.",
    "UTF-16": "Critics “say” so 🏗️.",
}
WORDS = st.text(st.sampled_from("ab “”‘’\u0301\u05d0👩\u200d🚒\u00ad&<>"), min_size=1, max_size=30)


def words(document: Document) -> list[tuple[str, str]]:
    return [(p.role, p.span.of(document.text)) for p in document.paragraphs]


@pytest.mark.parametrize("name", EXPECTED)
def test_paragraphs_and_roles(name: str) -> None:
    assert words(parse(FILES[name])) == EXPECTED[name]


@pytest.mark.parametrize("name", TEXTS)
def test_words_of_every_shape(name: str) -> None:
    assert parse(FILES[name]).text == f"{TEXTS[name]}\n\n“It is not,” said Ida Berg."


@pytest.mark.parametrize("name", FILES)
def test_the_map_leads_back_to_the_runs(name: str) -> None:
    """Every letter of a paragraph stands in a run, where the file, read with lxml, has the same letter."""
    document = parse(FILES[name])
    text, map_ = read_map(Package(FILES[name], name))
    files = unzipped(FILES[name])
    assert text == document.text
    covered = set()
    for piece in map_.pieces:
        runs = list(etree.fromstring(files[piece.part]).iter("{*}r"))
        inner = [c for c in runs[piece.run] if isinstance(c.tag, str)][piece.child]
        said = Span(piece.start, piece.end).of(text)
        if piece.offset is None:
            assert etree.QName(inner).localname in {
                "AlternateContent", "tab", "br", "cr", "noBreakHyphen", "sym", "ruby", "drawing", "pict", "footnoteReference",
                "endnoteReference",
            }  # fmt: skip
        else:
            stored = "".join(inner.itertext())[piece.offset : piece.offset + piece.length]
            assert re.sub(r"[\n\t]", " ", stored) == said
        covered.update(range(piece.start, piece.end))
    assert len(covered) == sum(p.length for p in map_.pieces)
    for paragraph in document.paragraphs:
        missing = set(range(*paragraph.span)) - covered
        assert not missing


def test_tracked_changes_are_told() -> None:
    assert parse(FILES["move"]).limits == ("Tracked changes were read as accepted: insertions in, deletions out.",)
    assert parse(FILES["hyperlinks"]).limits == ()


@pytest.mark.parametrize("name", ["story.docx", "story.bin", "story.txt"])
def test_word_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES["strict"])
    document = read(str(tmp_path / name))
    assert (document.format, document.path) == ("docx", str(tmp_path / name))
    assert document.place(document.text.index("“It")) == (3, 1)


def ignored(body: str, **parts: str) -> list[str]:
    """The paragraphs in which ATT203 is ignored."""
    document = parse(package(body, **parts))
    known = suppressions(document)
    return [
        p.span.of(document.text)
        for p in document.paragraphs
        if any(s.covers(Finding("ATT203", "vague-source", Severity.WARNING, p.span, "")) for s in known)
    ]


IGNORE = "attrib: ignore ATT203 the desk knows"


def test_a_comment_that_says_ignore_covers_its_paragraph() -> None:
    body = p("Critics say.") + p("Sources ", ranged(4, r("say")), ".") + p("Many say.")
    assert ignored(body, comments=comment(4, "Editor", IGNORE)) == ["Sources say."]
    assert ignored(body, comments=comment(4, "Editor", "who are they?")) == []
    assert ignored(body, comments=comment(4, "attrib", IGNORE)) == []


def test_a_comment_covers_every_paragraph_that_it_is_anchored_in() -> None:
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    over = (
        p("A says.")
        + p('<w:commentRangeStart w:id="0"/>', "B says.")
        + p("C says.", '<w:commentRangeEnd w:id="0"/>', reference)
        + p("D says.")
    )
    assert ignored(over, comments=comment(0, "Editor", IGNORE)) == ["B says.", "C says."]
    between = p("A says.") + '<w:commentRangeStart w:id="0"/>' + p("B says.") + '<w:commentRangeEnd w:id="0"/>'
    assert ignored(between + p("C says.", reference), comments=comment(0, "Editor", IGNORE)) == ["B says."]
    point = p("A says.") + p("B says.", reference) + p("C says.")
    assert ignored(point, comments=comment(0, "Editor", IGNORE)) == ["B says."]


def test_comments_by_libreoffice_say_ignore() -> None:
    document = parse(FILES["LibreOffice comments"])
    assert [(s.codes, s.span.of(document.text), s.reason) for s in suppressions(document)] == [
        (("ATT203",), "Critics say the warning came late.", "the desk knows them")
    ]


@given(words=WORDS, cuts=st.lists(st.integers(0, 30), max_size=6), wraps=st.lists(st.integers(0, 4), min_size=7))
def test_however_runs_are_split_the_words_are_the_same(words: str, cuts: list[int], wraps: list[int]) -> None:
    whole = parse(package(p("Begin ", words_in(words), " end.")))
    bounds = sorted({0, len(words), *(c for c in cuts if c < len(words))})
    inline = []
    for i, (start, end) in enumerate(pairwise(bounds)):
        run = words_in(words[start:end])
        inline += [
            [run],
            [tracked("ins", run)],
            [deleted("never"), run],
            ["<w:smartTag>", run, "</w:smartTag>"],
            [f'<w:hyperlink w:anchor="a">{run}</w:hyperlink>', '<w:proofErr w:type="spellStart"/>'],
        ][wraps[i]]
    split = parse(package("<w:p>" + r("Begin ") + "".join(inline) + r(" end.") + "</w:p>"))
    assert (split.text, split.paragraphs) == (whole.text, whole.paragraphs)
    assert split.text == f"Begin {words.replace(chr(0xAD), '')} end."


def words_in(words: str) -> str:
    return r(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def test_nested_tables_are_read_cell_by_cell() -> None:
    inner = table((p("B"), p("C")))
    assert parse(package(table((p("A"), inner + p("D"))) + p("E"))).text == "A\n\nB\n\nC\n\nD\n\nE"


def test_two_line_breaks_make_paragraphs() -> None:
    document = parse(package(p("<w:r><w:t>One said.</w:t><w:br/><w:br/><w:t>Two said.</w:t></w:r>")))
    assert [w for _, w in words(document)] == ["One said.", "Two said."]
