"""Comments on fifty Word files as python-docx and LibreOffice write them, with what attrib really finds in each."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx_building import NEWSROOM
from docx_reading import canonical, commented, unzipped, value
from lxml import etree

from checker import Checker
from checker.article import Article
from checker.clean import clean
from checker.cli import app
from checker.findings import Finding
from checker.readers import read
from checker.reports import REPORTS, RenderOptions

OTHERS = ("News Editor", "Sub Editor", "Night Editor")
TEXTS = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}
OURS = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", *TEXTS}
_MARKS = re.compile(rb'<w:commentRange(?:Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>')
# A run that holds no other.
_RUN = re.compile(rb"<w:r(?: [^>]*)?>(?:(?!<w:r[ >]).)*?</w:r>", re.DOTALL)


# LibreOffice 7.4 misreads comments, whoever made them, in a control around a paragraph and in the result of a field.
_MISREAD = {"controls", "fields", "desk"}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def annotated(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[Article, Path]]:
    """What attrib finds in a file, and the path of the file with its comments; each is made once."""
    folder = tmp_path_factory.mktemp("newsroom")

    @cache
    def made(path: Path) -> tuple[Article, Path]:
        article = checker.check(read(str(path)))
        out = folder / f"{path.parent.name}-{path.name}"
        out.write_bytes(REPORTS["docx"]([article], RenderOptions()))  # type: ignore[arg-type]
        return article, out

    return made


def each(function: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("path", NEWSROOM, ids=lambda p: f"{p.parent.name} {p.stem}")(function)


def flat(words: str) -> str:
    """Words without white space and the soft hyphens that nobody sees."""
    return re.sub(r"\s|\u00ad", "", words)


def in_order(article: Article) -> list[Finding]:
    return sorted(article.findings, key=lambda f: (f.span.start, f.span.end, f.code))


def comments_part(path: Path) -> bytes:
    return unzipped(path.read_bytes()).get("word/comments.xml", b"<none/>")


def test_there_are_forty_of_them_and_findings_in_most(annotated) -> None:
    assert len(NEWSROOM) >= 40
    assert {p.parent.name for p in NEWSROOM} == {"libreoffice", "python-docx"}
    findings = [len(annotated(path)[0].findings) for path in NEWSROOM]
    assert sum(map(bool, findings)) >= 40 and sum(findings) > 120


@each
def test_the_commented_words_are_those_of_the_findings(annotated, path: Path) -> None:
    article, out = annotated(path)
    said = commented(out.read_bytes())
    assert len(said) == len(article.findings)
    for finding, (comment, words) in zip(in_order(article), said, strict=True):
        expected = finding.span.of(article.text)
        head, *rest = comment.split("\n")
        assert head.endswith(f"({finding.severity.value}, {finding.code})") and finding.message in rest
        if rest[0].startswith("On: «"):  # in a note or a text box, which take no comment
            assert flat(rest[0]) == flat(f"On: «{expected}»") and not words.strip()
        else:
            assert flat(words) == flat(expected)


@each
def test_python_docx_opens_it_and_reads_the_comments(annotated, path: Path) -> None:
    article, out = annotated(path)
    before, after = docx.Document(str(path)), docx.Document(str(out))
    ours = [c for c in after.comments if c.author == "attrib"]
    assert [c.paragraphs[0].text.rpartition(", ")[2] for c in ours] == [f"{f.code})" for f in in_order(article)]
    assert all(c.initials == "at" and c.timestamp for c in ours)
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert [p.style and p.style.name for p in after.paragraphs] == [p.style and p.style.name for p in before.paragraphs]


@each
def test_not_a_byte_changes_outside_comments_and_cut_runs(annotated, path: Path) -> None:
    before, after = unzipped(path.read_bytes()), unzipped(annotated(path)[1].read_bytes())
    assert {name for name in after if before.get(name) != after[name]} <= OURS
    known = re.findall(rb'<w:comment(?:RangeStart|RangeEnd|Reference) w:id="\d+"/>', before["word/document.xml"])
    for name in TEXTS & before.keys():
        marks = Counter(known)
        ours = [m for m in _MARKS.finditer(after[name]) if not _theirs(m.group(), marks)]
        stripped = _without(after[name], [m.span() for m in ours])
        assert _outside(stripped) == _outside(before[name])
        assert canonical(stripped) == canonical(before[name])


def _theirs(mark: bytes, known: Counter[bytes]) -> bool:
    inner = re.search(rb"<w:comment(?:RangeStart|RangeEnd|Reference)[^>]*>", mark)
    assert inner
    return inner.group() in known


def _without(data: bytes, spans: list[tuple[int, int]]) -> bytes:
    ends = [0, *(x for span in spans for x in span), len(data)]
    return b"".join(data[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))


def _outside(data: bytes) -> bytes:
    """What stands around the runs; a run that was cut counts as one."""
    return re.sub(rb"\x00+", b"\x00", _RUN.sub(b"\x00", data))


@each
def test_a_second_run_replaces_our_comments_and_no_one_elses(checker, annotated, tmp_path: Path, path: Path) -> None:
    first, out = annotated(path)
    again = checker.check(read(str(out)))
    assert [(f.code, f.span, f.fingerprint) for f in again.findings] == [
        (f.code, f.span, f.fingerprint) for f in first.findings
    ]
    twice = REPORTS["docx"]([again], RenderOptions())
    assert isinstance(twice, bytes)
    assert commented(twice) == commented(out.read_bytes())
    for author in OTHERS:
        assert commented(twice, author) == commented(path.read_bytes(), author)
    (tmp_path / "twice.docx").write_bytes(twice)
    authors = Counter(value(c, "author") for c in etree.fromstring(comments_part(tmp_path / "twice.docx")))
    expected = Counter(value(c, "author") for c in etree.fromstring(comments_part(path)))
    assert authors == expected + Counter({"attrib": len(first.findings)})


@each
def test_clean_gives_the_file_back(annotated, tmp_path: Path, path: Path) -> None:
    article, out = annotated(path)
    cleaned = tmp_path / "clean.docx"
    assert clean(out, cleaned) == len(article.findings)
    before, after = unzipped(path.read_bytes()), unzipped(cleaned.read_bytes())
    assert after.keys() == before.keys()
    assert {name for name in before if before[name] != after[name]} <= TEXTS
    for name in TEXTS & before.keys():
        assert canonical(after[name]) == canonical(before[name])
        if after[name].count(b"<w:r") == before[name].count(b"<w:r"):  # no run was cut
            assert after[name] == before[name]
    assert read(str(cleaned)).text == read(str(path)).text


@each
def test_words_own_schema_holds(annotated, path: Path) -> None:
    """By the rules of Microsoft's Open XML SDK: nothing is wrong that was not wrong before."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")

    def wrong(file: Path) -> Counter[str]:
        errors = audit.OpenXmlValidator(max_errors=10_000).validate(str(file)).errors
        return Counter(e.description for e in errors)

    assert wrong(annotated(path)[1]) - wrong(path) == Counter()


def test_the_schema_is_one_that_sees_a_misplaced_mark(annotated, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    _, out = annotated(NEWSROOM[-1])
    document = docx.Document(str(out))
    [start, *_] = document.element.body.iter("{*}commentRangeStart")
    start.getnext().append(start)
    document.save(str(tmp_path / "wrong.docx"))
    errors = audit.OpenXmlValidator(max_errors=10_000).validate(str(tmp_path / "wrong.docx")).errors
    assert any("commentRangeStart" in e.description for e in errors)


def test_libreoffice_opens_them_with_every_comment_and_every_word(annotated, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    files = {}
    for path in NEWSROOM:
        if path.stem in _MISREAD:
            continue
        article, out = annotated(path)
        name = out.stem
        files[name] = len(article.findings)
        shutil.copy(path, tmp_path / f"before-{name}.docx")
        shutil.copy(out, tmp_path / f"after-{name}.docx")
    command = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "fodt",
    ]
    paths = sorted(str(p) for p in tmp_path.glob("*.docx"))
    subprocess.run([*command, "--outdir", str(tmp_path), *paths], check=True, capture_output=True, timeout=600)
    for name, count in files.items():
        (words_before, ours_before), (words, ours) = (
            _opened(tmp_path / f"{when}-{name}.fodt") for when in ("before", "after")
        )
        assert (ours_before, ours) == (0, count), name
        assert flat(words) == flat(words_before), name


def _opened(fodt: Path) -> tuple[str, int]:
    """The words of a file that LibreOffice opened, comments aside, and how many comments are ours.

    Without the words of notes: LibreOffice 7.4 mislays endnotes where paragraphs have comments, whoever made them. Nor
    with the list of who changed what, which it makes anew for every run.
    """
    body = etree.fromstring(fodt.read_bytes()).find("{*}body")
    ours = sum(said.findtext("{*}creator") == "attrib" for said in body.iter("{*}annotation"))
    etree.strip_elements(body, "{*}annotation", "{*}note-body", "{*}tracked-changes", with_tail=False)
    return "".join(body.itertext()), ours


def test_the_whole_way_through_the_command_line(tmp_path: Path) -> None:
    [story] = [p for p in NEWSROOM if p.stem == "desk"]
    path, out = tmp_path / "story.docx", tmp_path / "checked.docx"
    shutil.copy(story, path)
    assert app(["check", str(path), "--format", "docx", "--output", str(out)]) == 1
    found = len(commented(out.read_bytes()))
    assert found > 10
    assert app(["check", str(out), "--format", "docx", "--output", str(path)]) == 1
    assert commented(path.read_bytes()) == commented(out.read_bytes())
    assert app(["clean", str(out)]) == 0
    assert commented(out.read_bytes()) == [] and len(docx.Document(io.BytesIO(out.read_bytes())).comments) == 1
