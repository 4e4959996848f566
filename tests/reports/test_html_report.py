from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from importlib import resources
from typing import get_args

import pytest
from html_reading import Page
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.evidence import Evidence, Link
from checker.findings import Candidate, Finding, Related, Severity
from checker.linking.following import Reason
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions
from checker.reports.html_people import COLOURS
from checker.reports.html_statements import REASONS
from checker.reports.html_text import blocks
from checker.speakers import Speaker
from checker.statements import Statement, Verification


def page(*articles: Article, findings: bool = True) -> Page:
    html = REPORTS["html"](articles, RenderOptions(findings=findings))
    assert isinstance(html, str)
    return Page(html)


def test_the_text_stands_whole_in_its_paragraphs(story: Article) -> None:
    read = page(story)
    assert read.by_class("text") == [p.span.of(story.text) for p in story.document.paragraphs]
    assert [p.role for p in story.document.paragraphs].count("headline") == len(read.by_class("headline"))


def test_statements_and_findings_hold_their_very_words(story: Article) -> None:
    read = page(story)
    for k, s in enumerate(story.statements):
        spans = sorted((*s.content, *s.cue, *s.source))
        assert read.by_data("s", f"a0s{k}") == "".join(x.of(story.text) for x in spans)
    ordered = sorted(story.findings, key=lambda f: f.span)
    for n, f in enumerate(ordered, 1):
        assert f.span.of(story.text) in read.by_data("f", f"a0f{n}")
        note = read.by_id(f"a0f{n}")
        assert f.message in note and f.code in note and f.name in note and f.severity.value in note


def test_notes_tell_candidates_confidence_and_related_places(story: Article) -> None:
    note = page(story).by_id("a0f2")
    assert "Possibly Maria Okafor (58%) or The mayor of 東京港 (21%)." in note
    assert "Confidence 93%" in note
    assert "See line 5:127: Maria Okafor" in note
    assert "See notes/interview.txt, characters 10 to 30" in page(story).by_id("a0f3")


def test_every_code_leads_to_its_explanation(story: Article) -> None:
    read = page(story)
    ids = {a["id"] for _, a in read.elements if "id" in a}
    targets = {a["href"] for _, a in read.elements if "href" in a}
    assert {"#check-ATT101", "#check-ATT203", "#check-ATT304"} <= targets
    assert {t[1:] for t in targets} <= ids
    assert "What it flags" in read.by_id("check-ATT203")


def test_ids_are_unique_over_articles(story: Article) -> None:
    read = page(story, story, story)
    ids = [a["id"] for _, a in read.elements if "id" in a]
    assert len(set(ids)) == len(ids)
    assert len(read.by_class("article")) == 3
    assert read.by_class("contents")


def test_one_name_in_two_articles_is_one_choice_of_the_filter(story: Article) -> None:
    read = page(story, story)
    options = ["".join(p) for (a, p) in read.texts if a.get("value", "").startswith(("v", "none"))]
    # “Sources” of two articles may be other people.
    assert options == ["Maria Okafor", "Sources", "Sources", "The mayor of 東京港", "no speaker"]


def test_the_legend_counts_and_statements_without_a_speaker_stand_out(story: Article) -> None:
    read = page(story)
    legend = re.sub(r"\s+", " ", read.by_class("legend")[0])
    assert "AMaria Okafor" in legend and "harbour master · person312" in legend
    assert "?no speaker" in legend
    warned = next(a for _, a in read.elements if a.get("data-s") == "a0s4")
    assert "nobody" in warned["class"].split() and warned["data-letter"] == "?"


def test_who_and_why_is_told_of_each_statement(story: Article) -> None:
    checked = Verification("altered", "talk.txt", Span(3, 9), "OKAFOR", "00:01", "I have [-eighteen-]{+eight+} <ships>")
    statements = tuple(replace(s, verification=checked) if s.id == "s2" else s for s in story.statements)
    evidence = Evidence({"s2": Link("name"), "s5": Link("none", ((story.speakers[0], 0.61),))})
    read = page(replace(story, statements=statements, evidence=evidence))
    said = read.by_id("a0s1")
    for words in ("Maria Okafor", "direct speech", "told", "97%", REASONS["name"], "words changed", "OKAFOR", "00:01"):
        assert words in said
    assert "I have eighteeneight <ships>" in said
    assert next(a for _, a in read.elements if a.get("id") == "a0t1")["data-letter"] == "A ✗"
    assert "Maria Okafor (61%)" in read.by_id("a0s4")


def test_every_reason_of_a_link_has_words() -> None:
    assert set(get_args(Reason)) == set(REASONS)


def test_a_statement_inside_another_says_so(story: Article) -> None:
    inner = Statement("n", "indirect", "speech", (Span(260, 270),), speaker="p3", nested_in="s2")
    loop = Statement("m", "indirect", "speech", (Span(262, 266),), speaker="p2", nested_in="m")
    read = page(replace(story, statements=(*story.statements, inner, loop)))
    assert "a statement of AMaria Okafor" in read.by_id("a0s6")
    assert "d1" in next(a for _, a in read.elements if a.get("data-s") == "a0s6")["class"].split()


def test_limits_are_shown(story: Article) -> None:
    assert "The last page of the file could not be read." in page(story).by_class("limits")[0]
    assert not page(replace(story, limits=())).by_class("limits")


def test_without_findings_the_same_page_shows_statements_alone(story: Article) -> None:
    read = page(story, findings=False)
    assert not read.by_class("note") and not read.by_class("f") and not read.by_class("checks")
    assert read.by_class("text") == page(story).by_class("text")
    assert any(tag == "details" and "open" in a for tag, a in read.elements)
    assert "nothing found" not in "".join(read.by_class("top"))


def test_a_clean_article_and_an_empty_one(story: Article) -> None:
    clean = page(replace(story, findings=()))
    assert "nothing found" in "".join(clean.by_class("top")) and not clean.by_class("note")
    empty = page(Article(read_string(""), ModelInfo("m", "1")))
    assert "No statements were found." in empty.by_class("quiet")


def test_a_finding_on_no_words_has_its_number(story: Article) -> None:
    at = story.text.index("\n\n") + 1
    nowhere = [Finding("ATT501", "unbalanced-quotes", Severity.ERROR, Span(at, at + k), "m") for k in (0, 1)]
    read = page(replace(story, findings=(*nowhere, *nowhere)))
    assert len([a for _, a in read.elements if "ref" in a.get("class", "").split()]) == 4


def test_line_ends_and_text_beyond_paragraphs() -> None:
    document = read_string("One “a”.\r\nTwo.\r\n\r\nThree\u2028four\x85five\x0bsix.\r\n")
    read = page(Article(document, ModelInfo("m", "1")))
    assert "\r" not in "".join(read.by_class("text"))
    assert " ".join("".join(read.by_class("text")).split()).startswith("One “a”.")
    beside = replace(document, paragraphs=document.paragraphs[1:])
    assert next(b.of(document.text).strip() for b, _ in blocks(beside)) == "One “a”.\r\nTwo."


def test_the_policy_names_the_very_style_and_script(story: Article) -> None:
    html = str(REPORTS["html"]([story], RenderOptions()))
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in policy
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import", html)


HOSTILE = [
    "</script><script>ran=1</script>",
    "<img src=x onerror=ran=1>",
    '" onmouseover="ran=1" x="',
    "' autofocus onfocus=ran=1 '",
    "javascript:ran=1",
    "</style><svg/onload=ran=1>",
    "<!--",
    "-->",
    "]]>",
    "&lt;b&gt;&#x3c;",
    "\u2028\u2029",
    "\u202eevil\u2066",
    "\x00\x1b[2J\x07",
    "</title><base href=//x>",
    "{{7*7}}${7}",
    "[-</del><script>ran=1</script>-]{+x+}",
    "e\u0301👩‍👩‍👧",
    "\ud800",
    "שלום “عربي”",
]
words = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), min_size=1, max_size=5).map(" ".join)
TAGS = set(
    "html head meta title style body script header h1 h2 h3 p form label input select option output span button nav ul li a "
    "section aside b table caption thead tbody tr th td div details summary ol dl dt dd q bdi dialog kbd del ins "
    "blockquote strong em code".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name id class aria-label hidden type value checked title scope data-voice aria-pressed "
    "aria-hidden aria-describedby dir data-v data-s data-f data-number data-letter tabindex href data-severity data-code "
    "data-joined method role open".split()
)


@st.composite
def hostile_articles(draw: st.DrawFn) -> Article:
    text = draw(st.lists(words, min_size=1, max_size=4).map("\n\n".join))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda e: Span(min(e), max(e)))
    wild = draw(words)
    speaker = Speaker(wild, wild, "person", wild, ())
    some = st.lists(ends, max_size=2).map(tuple)
    statements = tuple(
        Statement(
            f"{wild}{k}",
            draw(st.sampled_from(["direct", "mixed", "indirect"])),
            "speech",
            draw(st.lists(ends, min_size=1, max_size=2).map(tuple)),
            draw(some),
            draw(some),
            draw(st.sampled_from([None, wild])),
            0.5,
            draw(st.sampled_from([None, f"{wild}0"])),
            Verification(wild, wild, Span(0, 2), wild, wild, wild),
        )
        for k in range(draw(st.integers(0, 4)))
    )
    findings = tuple(
        Finding(wild, wild, Severity.ERROR, draw(ends), wild, (Related(draw(ends)), Related(Span(0, 1), wild)), 0.5,
                (Candidate(wild, 0.5),))
        for _ in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    document = read_string(text.replace("\ud800", "x"), path=wild)  # no reader lets half a character in
    links = Evidence({s.id: Link(wild, ((speaker, 0.5),)) for s in statements})
    return Article(document, ModelInfo(wild, wild), statements, (speaker,), findings, (wild,), links)


@settings(deadline=None, max_examples=30)
@given(hostile_articles(), st.booleans())
def test_nothing_of_a_hostile_manuscript_becomes_markup(article: Article, findings: bool) -> None:
    read = page(article, findings=findings)
    assert {tag for tag, _ in read.elements} <= TAGS
    assert {name for _, attributes in read.elements for name in attributes} <= ATTRIBUTES
    assert [tag for tag, _ in read.elements].count("script") == 1
    assert all(a["href"].startswith("#") for _, a in read.elements if "href" in a)
    html = str(REPORTS["html"]([article], RenderOptions(findings=findings)))
    assert not set(html) & {*map(chr, range(9)), "\x1b", "\u202e", "\u2066", "\u2028", "\ud800"}
    names = [a["class"] for _, a in read.elements if "data-s" in a]
    assert all(re.fullmatch(r"[\w -]+", c) for c in names)


def simulated(colour: str, deficiency: str) -> tuple[float, float, float]:
    """A colour in OKLab (Ottosson 2020) as someone with a full colour deficiency sees it (Machado et al. 2009)."""
    matrix = {
        "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "protan": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.052)),
        "deutan": ((0.3673, 0.8606, -0.228), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
        "tritan": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
    }[deficiency]
    srgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in srgb]
    r, g, b = (min(1, max(0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix)
    long = (0.4122 * r + 0.5363 * g + 0.0514 * b) ** (1 / 3)
    medium = (0.2119 * r + 0.6807 * g + 0.1074 * b) ** (1 / 3)
    short = (0.0883 * r + 0.2817 * g + 0.63 * b) ** (1 / 3)
    return (
        0.2105 * long + 0.7936 * medium - 0.0041 * short,
        1.978 * long - 2.4286 * medium + 0.4506 * short,
        0.0259 * long + 0.7828 * medium - 0.8087 * short,
    )


@pytest.mark.parametrize("deficiency", ["none", "protan", "deutan", "tritan"])
def test_the_colours_of_speakers_stay_apart(deficiency: str) -> None:
    css = resources.files("checker.reports").joinpath("page", "page.css").read_text(encoding="utf-8")
    found = re.findall(r"--c\d+: (#\w{6})", css)
    assert len(found) == 2 * COLOURS
    for colours in (found[:COLOURS], found[COLOURS:]):
        seen = [simulated(c, deficiency) for c in colours]
        # .02 is what the eye just tells apart side by side.
        assert (
            min(
                sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5
                for i, a in enumerate(seen)
                for b in seen[:i]
            )
            > 0.07
        )


def long_article(statements: int = 1000) -> Article:
    """An article of that many statements by 12 speakers, one in four with a finding."""
    text, made, findings = "", [], []
    for k in range(statements):
        start = len(text)
        text += f"“It is number {k},” said Speaker {k % 12}. Nothing else happened on the day.\n\n"
        quote = Span(start, text.index("”", start) + 1)
        cue = Span(quote.end + 1, quote.end + 5)
        made.append(Statement(f"s{k}", "direct", "speech", (quote,), (cue,), (), f"p{k % 12}"))
        if k % 4 == 0:
            related = (Related(made[k // 2].content[0]),)
            findings.append(Finding("ATT303", "altered-quote", Severity.ERROR, quote, "Twice in other words.", related))
    speakers = tuple(Speaker(f"p{k}", f"Speaker {k}", "person") for k in range(12))
    return Article(read_string(text, path="long.txt"), ModelInfo("m", "1"), tuple(made), speakers, tuple(findings))


def test_a_thousand_statements_are_rendered_fast() -> None:
    article = long_article()
    start = time.process_time()
    html = REPORTS["html"]([article], RenderOptions())
    assert time.process_time() - start < 3
    assert len(html) < 3_000_000
