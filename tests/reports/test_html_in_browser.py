"""The page in a real browser: it asks for nothing, lets nothing run, and works with the keyboard, in print and on a phone."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from itertools import pairwise

import pytest
from test_html_report import HOSTILE, long_article

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.findings import Finding, Related, Severity
from checker.readers import read_string
from checker.reports import REPORTS, RenderOptions
from checker.speakers import Speaker
from checker.statements import Statement

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Opens the page of some articles, and in the end looks that it asked for nothing and that nothing went wrong."""
    pages = []

    def opened(*articles, scheme="light", width=1280, findings=True):
        file = tmp_path / f"page{len(pages)}.html"
        html = REPORTS["html"](articles, RenderOptions(findings=findings))
        file.write_text(html, encoding="utf-8", errors="replace")
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce")
        page.wrong, page.asked = [], []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda message: page.wrong.append(message.text))
        page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.goto(file.as_uri())
        pages.append((page, file))
        return page

    yield opened
    for page, file in pages:
        assert page.wrong == []
        assert page.asked == [file.as_uri()]
        page.close()


@pytest.fixture
def contradicted(story: Article) -> Article:
    """The story, whose last finding joins two places."""
    port, last = story.statements[0].content[0], story.statements[5].content[0]
    clash = Finding("ATT306", "contradicted-by-text", Severity.ERROR, last, "Shut or open?", (Related(port),), 0.8)
    return replace(story, findings=(*story.findings, clash))


def test_notes_stand_beside_their_words_in_order_and_apart(open_page, contradicted):
    page = open_page(contradicted)
    boxes = [page.locator(f"#a0f{n}").bounding_box() for n in range(1, 5)]
    words = [page.locator(f"#a0f{n}w").bounding_box() for n in range(1, 5)]
    for box, at in zip(boxes, words, strict=True):
        assert box["x"] > at["x"] + 20 and box["x"] + box["width"] <= 1280
        assert box["y"] >= at["y"] - 1
    assert abs(boxes[0]["y"] - words[0]["y"]) < 2
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]


def test_a_line_joins_both_ends_of_a_contradiction(open_page, contradicted):
    page = open_page(contradicted)
    group = page.locator(".lines g")
    assert group.count() == 1 and group.get_attribute("data-f") == "a0f4"
    dots = [group.locator("circle").nth(i).bounding_box() for i in (0, 1)]
    ends = [page.evaluate(f"(() => {{ const r = document.getElementById('{i}').getClientRects()[0];"
                          f" return [r.left, r.top, r.right, r.bottom] }})()") for i in ("a0f4o0", "a0f4w")]  # fmt: skip
    for dot, (left, top, _, bottom) in zip(dots, ends, strict=True):
        assert abs(dot["x"] + 3 - left) < 4 and top - 4 <= dot["y"] + 3 <= bottom + 4
    page.uncheck("input[value=error]")
    assert page.locator(".lines g").count() == 0


def test_both_ends_of_a_contradiction_carry_its_number(open_page, contradicted):
    page = open_page(contradicted)
    other = page.locator(".ref.other")
    assert other.count() == 1 and other.get_attribute("data-number") == "4"
    page.click(".ref.other")
    assert page.evaluate("document.activeElement.id") == "a0f4"
    page.uncheck("input[value=error]")
    assert other.is_hidden()


def test_keys_walk_findings_and_statements(open_page, contradicted):
    page = open_page(contradicted)
    focus = "document.activeElement.id"
    page.keyboard.press("n")
    assert page.evaluate(focus) == "a0f1r"
    assert "lit" in page.get_attribute("#a0f1", "class")
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert page.evaluate(focus) == "a0f4r"
    page.keyboard.press("Enter")
    assert page.evaluate(focus) == "a0f4"
    # The browser tells of the new place in the page a little later, and the page takes the focus there once more.
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
    page.keyboard.press("s")
    assert page.evaluate(focus).startswith("a0t")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    assert page.evaluate(focus) == "a0t0"
    assert "Maria Okafor" in page.inner_text("#card") and "98%" in page.inner_text("#card")
    page.keyboard.press("Escape")
    assert page.is_hidden("#card")
    page.keyboard.press("?")
    assert page.is_visible("#help") and "next finding" in page.inner_text("#help")
    page.keyboard.press("Escape")
    assert page.is_hidden("#help")


def test_everything_is_reached_with_tab_alone(open_page, contradicted):
    page = open_page(contradicted)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')"))
    assert {f"a0f{n}r" for n in range(1, 5)} | {f"a0t{k}" for k in range(6)} | {"#check-ATT101"} <= reached


def test_the_code_of_a_finding_unfolds_its_explanation(open_page, contradicted):
    page = open_page(contradicted)
    page.click("#a0f2 a[href='#check-ATT101']")
    assert page.locator("#check-ATT101 h3").first.is_visible()


def test_pointing_tells_who_and_of_nested_ones_both(open_page, story):
    outer = story.statements[1]
    span = Span(outer.content[0].start + 5, outer.content[0].start + 15)
    inner = Statement("n", "indirect", "speech", (span,), speaker="p3", nested_in="s2")
    page = open_page(replace(story, statements=(*story.statements, inner)))
    page.hover("#a0t6")
    card = page.inner_text("#card")
    assert "The mayor of 東京港" in card and "Maria Okafor" in card
    page.hover("h1")
    assert page.is_hidden("#card")


def test_filters_by_severity_check_and_speaker(open_page, contradicted):
    page = open_page(contradicted)
    assert page.inner_text("#count") == "4 findings"
    page.uncheck("input[value=warning]")
    assert page.inner_text("#count") == "3 of 4 findings"
    assert page.is_hidden("#a0f1") and page.is_hidden("#a0f1r")
    page.keyboard.press("n")
    page.select_option("select[name=code]", "ATT101")
    assert page.inner_text("#count") == "1 of 4 findings"
    page.focus("body")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    assert page.inner_text("#count") == "4 findings"
    page.click(".who >> nth=0")
    assert page.get_attribute(".who >> nth=0", "aria-pressed") == "true"
    assert "chosen" in page.get_attribute("#a0t1", "class") and "chosen" not in page.get_attribute("#a0t2", "class")
    page.click(".who >> nth=0")
    assert page.inner_text("#count") == "4 findings"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(open_page, scheme):
    page = open_page(long_article(24), scheme=scheme)
    # A canvas gives what is painted, whichever way the colour was written.
    colours = page.evaluate("""[...document.querySelectorAll('.s, .note, .note .severity, .note p, .legend td')].map(e => {
        const paint = c => { const x = document.createElement('canvas').getContext('2d');
            x.fillStyle = c; x.fillRect(0, 0, 1, 1); return [...x.getImageData(0, 0, 1, 1).data]; };
        let ground = e;
        while (paint(getComputedStyle(ground).backgroundColor)[3] < 255 && ground.parentElement) ground = ground.parentElement;
        return [paint(getComputedStyle(e).color), paint(getComputedStyle(ground).backgroundColor)] })""")
    assert len(colours) > 40
    assert min(contrast(*pair) for pair in colours) >= 4.5


def test_on_a_phone_notes_follow_their_paragraph_and_nothing_sticks_out(open_page, contradicted):
    page = open_page(contradicted, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    note, words = page.locator("#a0f1").bounding_box(), page.locator("#a0f1w").bounding_box()
    following = page.locator(".block >> nth=4").bounding_box()
    assert words["y"] < note["y"] and note["y"] + note["height"] <= following["y"] + 1


def test_in_print_findings_are_footnotes(open_page, contradicted):
    page = open_page(contradicted)
    page.emulate_media(media="print")
    last = page.locator(".text").last.bounding_box()
    notes = [page.locator(f"#a0f{n}").bounding_box()["y"] for n in range(1, 5)]
    assert notes == sorted(notes) and notes[0] > last["y"] + last["height"]
    assert page.is_hidden("#tools") and page.is_hidden(".checks")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(page.pdf())).pages]
    assert "Who speaks" in pages[0] and "The harbour will stay closed" in pages[0]  # no page is left half empty
    text = " ".join(pages)
    assert text.index("believes") < text.index("how they know") < text.index("does not say whose")


def test_a_hostile_manuscript_runs_nothing(open_page):
    text = "\n\n".join(f"“{h} x” said {h}." for h in HOSTILE).replace("\ud800", "x")
    wild = " ".join(HOSTILE)
    statements = tuple(
        Statement(
            f"{wild}{k}", "direct", "speech", (Span(k * 9, k * 9 + 30),), (Span(k * 9 + 4, k * 9 + 12),), (), wild
        )
        for k in range(20)
    )
    findings = (
        Finding(wild, wild, Severity.ERROR, Span(3, 200), wild, (Related(Span(0, 9)), Related(Span(0, 1), wild))),
    )
    speakers = (Speaker(wild, wild, "person", wild),)
    article = Article(read_string(text, path=wild), ModelInfo(wild, wild), statements, speakers, findings, (wild,))
    page = open_page(article, article)
    for key in "nsnS?":
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    page.hover("#a0t3")
    assert page.evaluate("typeof ran") == "undefined"
    assert page.evaluate("document.querySelectorAll('script, img, base, svg:not(.lines), iframe').length") == 1


def test_the_policy_stops_a_script_that_got_in(browser, tmp_path, story):
    html = REPORTS["html"]([story], RenderOptions())
    file = tmp_path / "broken.html"
    file.write_text(
        html.replace("</header>", "<script>ran=1</script><img src='http://127.0.0.1:9/x' onerror=ran=2></header>")
    )
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("typeof ran") == "undefined"
    page.close()


def test_right_to_left_and_emoji_keep_their_order(open_page):
    text = "“שלום לכולם,” אמרה דנה.\n\n“It is 🏗️ 👩‍👩‍👧,” said Lee.\n"
    end = text.index("”") + 1
    article = Article(
        read_string(text), ModelInfo("m", "1"), (Statement("s", "direct", "speech", (Span(0, end),), speaker="p"),),
        (Speaker("p", "דנה", "person"),),
    )  # fmt: skip
    page = open_page(article)
    assert page.evaluate("[...document.querySelectorAll('.text')].map(e => getComputedStyle(e).direction)") == [
        "rtl",
        "ltr",
    ]
    assert page.locator(".text").nth(0).inner_text() == text.split("\n")[0]


def test_without_findings(open_page, story):
    page = open_page(story, findings=False)
    assert page.locator(".note, .ref").count() == 0
    page.keyboard.press("n")
    page.keyboard.press("s")
    assert "Maria Okafor" in page.inner_text("#card")


def test_a_thousand_statements_stay_fast(open_page):
    page = open_page(long_article())
    took = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
    assert took < 5000
    step = page.evaluate("""(() => { const before = performance.now();
        for (let i = 0; i < 20; i++)
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', bubbles: true}));
        return (performance.now() - before) / 20 })()""")
    assert step < 200


def contrast(one, other):
    """The contrast ratio of two colours, as WCAG 2 defines it."""

    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour[:3])]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
