"""Comments in Word files: on the very words of each finding, and nothing else touched."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx_building import comment, every_file, p, package, r, ranged
from docx_reading import canonical, commented, unzipped, value
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.errors import AttribError
from checker.findings import Candidate, Finding, Related, Severity
from checker.readers import read, read_string
from checker.readers.docx_package import Package
from checker.reports import REPORTS, RenderOptions
from checker.reports.docx_comments import remove
from checker.speakers import Speaker

FILES = every_file()
TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
OURS = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", *TEXTS}
# What takes no comment, a text box or a note, is commented where it hangs, and a comment ends where one begins; a
# character with its reading above it is commented whole.
_HANGING = {"text box", "footnotes", *(f"LibreOffice {n}" for n in ("textbox", "captions", "footnotes", "endnotes"))}
_READINGS = {"ruby", "LibreOffice emoji"}


def finding(start: int, end: int, message: str = "Say who.", **rest: object) -> Finding:
    return Finding("ATT203", "vague-source", Severity.WARNING, Span(start, end), message, **rest)  # type: ignore[arg-type]


def annotated(path: Path, spans: list[tuple[int, int]]) -> tuple[str, bytes]:
    """The text of a Word file, and the file with a comment on each span that says which it is."""
    document = read(str(path))
    found = tuple(finding(a, b, f"number {i}") for i, (a, b) in enumerate(spans))
    out = REPORTS["docx"]([Article(document, ModelInfo("m", "1"), findings=found)], RenderOptions())
    assert isinstance(out, bytes)
    return document.text, out


def by_number(data: bytes) -> dict[int, str]:
    """The commented words by the number that the comment says."""
    return {int(m.group(1)): words for said, words in commented(data) if (m := re.search(r"number (\d+)$", said))}


def flat(words: str) -> str:
    return "".join(words.split())


def spans_of(text: str) -> dict[str, list[tuple[int, int]]]:
    """Findings of many kinds, which overlap, meet in the middle of a word, and reach over paragraphs."""
    words = [m.span() for m in re.finditer(r"\S+", text)]
    paragraphs = [m.span() for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    kinds = {
        "halves of words": [(a + (b - a) // 2, b) for a, b in words],
        "letters": [(i, i + 1) for i, c in enumerate(text) if not c.isspace()],
        "paragraphs": paragraphs,
        "quotes": [m.span() for m in re.finditer("“[^”]*”", text)],
        "over words": [(a, d) for (a, _), (_, d) in pairwise(words)],
    }
    return {kind: spans for kind, spans in kinds.items() if spans}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "story.docx"


def check_order(files: dict[str, bytes]) -> None:
    """What Word demands of the elements that we add or touch."""
    entries = etree.fromstring(files["word/comments.xml"])
    ids = [value(c, "id") for c in entries]
    assert len(set(ids)) == len(ids)
    seen: list[tuple[str, str | None]] = []
    for name in filter(files.__contains__, TEXTS):
        for element in etree.fromstring(files[name]).iter("{*}*"):
            tag = etree.QName(element).localname
            inner = [etree.QName(c).localname for c in element if isinstance(c.tag, str)]
            if tag in ("p", "r"):
                assert f"{tag}Pr" not in inner[1:], "properties come first"
            if tag == "r":
                assert not {"commentRangeStart", "commentRangeEnd"} & set(inner)
            if tag.startswith("comment"):
                seen.append((tag, value(element, "id")))
                around = etree.QName(element.getparent()).localname
                assert (around == "r") if tag == "commentReference" else (around not in ("r", "t"))
    for id_ in (value(c, "id") for c in entries if value(c, "author") == "attrib"):
        marks = [tag for tag, of in seen if of == id_]
        assert marks == ["commentRangeStart", "commentRangeEnd", "commentReference"]


@pytest.mark.parametrize("name", FILES)
def test_comments_stand_on_the_very_words(path: Path, name: str) -> None:
    path.write_bytes(FILES[name])
    before = unzipped(FILES[name])
    for kind, spans in spans_of(read(str(path)).text).items():
        text, out = annotated(path, spans)
        after = unzipped(out)
        assert by_number(out).keys() == set(range(len(spans)))
        for i, words in by_number(out).items():
            expected = text[slice(*spans[i])]
            if name in _READINGS and expected[0] in "東京":
                assert words.startswith("東京")
            elif name in _HANGING and "\n" in expected:
                assert flat(expected).startswith(flat(words))
            elif words or name not in _HANGING:
                assert flat(words) == flat(expected), kind
        check_order(after)
        assert {n for n in before if before[n] != after[n]} <= OURS
        path.write_bytes(out)
        assert read(str(path)).text == text
        cleaned, count = remove(Package(out, name))
        assert cleaned is not None and count == len(spans)
        clean = unzipped(cleaned)
        assert clean.keys() == before.keys()
        for part in before:
            if part in TEXTS:
                assert canonical(clean[part]) == canonical(before[part])
            else:
                assert clean[part] == before[part]
        path.write_bytes(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_a_second_run_replaces_our_comments_and_no_one_elses(path: Path, name: str) -> None:
    path.write_bytes(FILES[name])
    text = read(str(path)).text
    spans = spans_of(text)["halves of words"]
    _, out = annotated(path, spans)
    path.write_bytes(out)
    _, again = annotated(path, spans[:2])
    assert len(commented(again)) == 2
    for author in ("News Editor", "Night Editor", "Sub", "A", "B"):
        assert commented(again, author) == commented(FILES[name], author)
    check_order(unzipped(again))
    path.write_bytes(again)
    _, none = annotated(path, [])
    assert unzipped(none).keys() == unzipped(FILES[name]).keys()
    assert canonical(unzipped(none)["word/document.xml"]) == canonical(unzipped(FILES[name])["word/document.xml"])


def test_bytes_outside_the_cut_run_are_the_same(path: Path) -> None:
    data = FILES["quirks of writing"]
    path.write_bytes(data)
    text, out = annotated(path, [(8, 11)])
    before, after = (unzipped(d)["word/document.xml"] for d in (data, out))
    start, end = before.index(b"<w:r w:rsidR"), before.index(b"<?x y?>")
    assert text[8:11] == "say"
    assert after.startswith(before[:start]) and after.endswith(before[end:])
    assert after[start : len(after) - len(before) + end].count(b"<w:r w:rsidR = '00AB' ><w:rPr ><w:b /></w:rPr >") == 3


def test_whole_runs_are_not_cut(path: Path) -> None:
    path.write_bytes(package(p("Critics say ", r("so", "<w:b/>"), ".")))
    _, out = annotated(path, [(12, 14)])
    marks = re.compile(rb'<w:commentRange\w+ w:id="0"/>|<w:r><w:commentReference w:id="0"/></w:r>')
    assert marks.sub(b"", unzipped(out)["word/document.xml"]) == unzipped(path.read_bytes())["word/document.xml"]


def test_a_finding_in_a_text_box_hangs_on_its_anchor_and_quotes_the_words(path: Path) -> None:
    path.write_bytes(FILES["text box"])
    text = read(str(path)).text
    at = text.index("Sources")
    _, out = annotated(path, [(at, at + 7)])
    [entry] = etree.fromstring(unzipped(out)["word/comments.xml"])
    assert ["".join(p.itertext()) for p in entry][1] == "On: «Sources»"
    body = unzipped(out)["word/document.xml"].decode()
    begun, ended = body.index("<w:commentRangeStart"), body.index("<w:commentRangeEnd")
    assert body[begun:ended].count("<mc:AlternateContent>") == body[begun:ended].count("</mc:AlternateContent>") == 1


def test_a_finding_in_a_note_hangs_on_its_number_and_quotes_the_words(path: Path) -> None:
    path.write_bytes(FILES["footnotes"])
    text = read(str(path)).text
    _, out = annotated(path, [(text.index("“It"), len(text)), (text.index("said it"), text.index("said it") + 4)])
    files = unzipped(out)
    assert flat(commented(out)[0][1]) == flat("“It is not,” said Ida Berg.")
    assert files["word/footnotes.xml"] == unzipped(FILES["footnotes"])["word/footnotes.xml"]
    entry = etree.fromstring(files["word/comments.xml"])[1]
    assert ["".join(p.itertext()) for p in entry][1] == "On: «said»"
    assert re.search(
        rb'<w:commentRangeStart w:id="1"/><w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeEnd w:id="1"/>',
        files["word/document.xml"],
    )


def test_what_a_comment_says(path: Path) -> None:
    path.write_bytes(package(p("Maria Okafor, the harbour master, left.") + p("“Shut,” it <said> & so on.".replace("<", "&lt;")
                                                                                .replace(" & ", " &amp; "))))  # fmt: skip
    document = read(str(path))
    at = document.text.index("“Shut")
    found = Finding(
        "ATT101",
        "unattributed-quote",
        Severity.ERROR,
        Span(at, at + 7),
        "The text does not say whose <words> these are\x00.",
        (Related(Span(0, 12)), Related(Span(3, 9), "notes.txt"), Related(Span(0, len(document.text)))),
        0.9,
        (Candidate("p2", 0.2), Candidate("p1", 0.58)),
    )
    speakers = (Speaker("p1", "Maria Okafor", "person", None, ()), Speaker("p2", "The mayor", "person", None, ()))
    article = Article(document, ModelInfo("m", "1"), (), speakers, (found,))
    [said] = docx.Document(io.BytesIO(REPORTS["docx"]([article], RenderOptions()))).comments
    assert (said.author, said.initials) == ("attrib", "at")
    assert said.timestamp is not None
    assert [x.text for x in said.paragraphs] == [
        "Unattributed quote (error, ATT101)",
        "The text does not say whose <words> these are.",
        "Possibly Maria Okafor (58%) or The mayor (20%).",
        "Compare «Maria Okafor»",
        "See notes.txt, characters 3 to 9.",
        "Compare «Maria Okafor, the harbour master, left. “Shut,” it <said> & so on.»",
    ]


def test_threads_of_newer_words_lose_our_comments_alone(path: Path) -> None:
    ours = comment(0, "attrib", "old", 'w14:paraId="000000A1"')
    theirs = comment(1, "Sub", "a reply", 'w14:paraId="000000B2"')
    path.write_bytes(
        package(
            p(ranged(0, ranged(1, r("Critics say"))), " so."),
            comments=ours + theirs,
            commentsExtended='<w15:commentEx w15:paraId="000000A1" w15:done="0"/>'
            '<w15:commentEx w15:paraId="000000B2" w15:paraIdParent="000000A1" w15:done="0"/>',
            commentsIds='<w16cid:commentId w16cid:paraId="000000A1" w16cid:durableId="1"/>'
            '<w16cid:commentId w16cid:paraId="000000B2" w16cid:durableId="2"/>',
            people='<w15:person w15:author="attrib"/><w15:person w15:author="Sub"/>',
        )
    )
    _, out = annotated(path, [(0, 7)])
    files = unzipped(out)
    assert [value(e, "paraId") for e in etree.fromstring(files["word/commentsExtended.xml"])] == ["000000B2"]
    assert b"paraIdParent" not in files["word/commentsExtended.xml"]
    assert [value(e, "durableId") for e in etree.fromstring(files["word/commentsIds.xml"])] == ["2"]
    assert [value(e, "author") for e in etree.fromstring(files["word/people.xml"])] == ["Sub"]
    assert [(value(e, "id"), value(e, "author")) for e in etree.fromstring(files["word/comments.xml"])] == [
        ("1", "Sub"),
        ("2", "attrib"),
    ]
    assert commented(out, "Sub") == [("a reply", "Critics say")]


WORDS = st.text(st.sampled_from("ab “”’\u0301\u05d0👩\u200d🚒\u00ad&<"), min_size=1, max_size=12)


@given(
    data=st.data(), runs=st.lists(st.tuples(WORDS, st.sampled_from(["", "<w:b/>", "<w:i/>"])), min_size=1, max_size=6)
)
def test_random_runs_and_findings(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, runs: list) -> None:
    path = tmp_path_factory.mktemp("random") / "story.docx"
    escaped = [r(w.replace("&", "&amp;").replace("<", "&lt;"), how) for w, how in runs]
    before = package(p("<w:r><w:t>A</w:t></w:r>", *escaped, "Z."))
    path.write_bytes(before)
    length = len(read(str(path)).text)
    ends = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda e: e[0] < e[1])
    spans = data.draw(st.lists(ends, min_size=1, max_size=5))
    text, out = annotated(path, spans)
    assert by_number(out) == {i: text[a:b] for i, (a, b) in enumerate(spans)}
    check_order(unzipped(out))
    cleaned, _ = remove(Package(out, "x"))
    assert cleaned is not None
    assert canonical(unzipped(cleaned)["word/document.xml"]) == canonical(unzipped(before)["word/document.xml"])


def test_refusals(path: Path) -> None:
    path.write_bytes(FILES["hyperlinks"])
    article = Article(read(str(path)), ModelInfo("m", "1"))
    with pytest.raises(AttribError, match="takes one article, not 2"):
        REPORTS["docx"]([article, article], RenderOptions())
    with pytest.raises(AttribError, match="run attrib check"):
        REPORTS["docx"]([article], RenderOptions(findings=False))
    with pytest.raises(AttribError, match=r"story.txt is none, name a .docx"):
        REPORTS["docx"]([Article(read_string("Hm.", path="story.txt"), ModelInfo("m", "1"))], RenderOptions())
    path.write_bytes(FILES["fields"])
    with pytest.raises(AttribError, match="changed while it was checked"):
        REPORTS["docx"]([article], RenderOptions())
    path.unlink()
    with pytest.raises(AttribError, match="cannot be read again"):
        REPORTS["docx"]([article], RenderOptions())
