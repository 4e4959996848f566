"""The evaluation page in a real browser: it asks for nothing, filters its misses, and reads well in light and dark."""

import shutil
from dataclasses import replace

import pytest
from building import gold

from checker.evaluation.annotations import write_annotations
from checker.evaluation.command import run

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Forty articles, of which the predictions have the first statement alone: 80 misses, 40 of them direct."""
    folder = tmp_path_factory.mktemp("eval")
    articles = [replace(gold(), path=f"a{k}.txt", meta={"id": f"a{k}", "genre": "wire"}) for k in range(40)]
    write_annotations(articles, folder / "gold.jsonl")
    write_annotations([replace(a, statements=a.statements[:1]) for a in articles], folder / "tool.jsonl")
    run(model=str(folder / "tool.jsonl"), tasks=["statements"], data=folder / "gold.jsonl", output=folder / "out")
    return (folder / "out" / "report.html").as_uri()


@pytest.fixture(params=["light", "dark"])
def page(browser, report, request):
    opened = browser.new_page(color_scheme=request.param, viewport={"width": 390, "height": 800})
    opened.wrong, opened.asked = [], []
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("console", lambda message: opened.wrong.append(message.text))
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.goto(report)
    yield opened
    opened.close()


def test_it_opens_without_errors_or_requests(page, report):
    assert page.wrong == []
    assert page.asked == [report]
    assert "statement F1" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_misses_are_shown_in_their_sentence_and_filtered(page):
    assert page.inner_text("#count") == "80 of 80 misses, 50 shown"
    page.click("#more")
    assert page.locator("#misses > li").count() == 80
    page.select_option("select[name=kind]", "direct")
    assert page.inner_text("#count") == "40 of 80 misses, 40 shown"
    first = page.locator("#misses > li").first
    assert first.locator("mark.content").all_inner_texts() == [
        "“We will not risk a second collapse,”",
        "“Nobody wants that.”",
    ]
    assert first.locator("mark.source").inner_text() == "she"
    assert "nothing here" in first.inner_text()
    page.fill("input[name=words]", "senior official")
    assert page.inner_text("#count") == "0 of 80 misses, 0 shown"
    page.select_option("select[name=kind]", "")
    assert page.inner_text("#count") == "40 of 80 misses, 40 shown"


def test_the_filters_work_by_keyboard(page):
    page.focus("select[name=kind]")
    page.keyboard.type("direct")
    assert page.locator("select[name=kind]").input_value() == "direct"
    assert page.inner_text("#count").startswith("40 of 80")


def test_words_stand_out_from_their_marks_and_ground(page):
    colours = page.evaluate(
        "[...document.querySelectorAll('#misses mark, #misses b')].slice(0, 9)"
        ".map(e => [e, e, document.body].map((x, k) => getComputedStyle(x)[k ? 'backgroundColor' : 'color']))"
    )
    for ink, mark, ground in colours:
        behind = ground if mark == "rgba(0, 0, 0, 0)" else mark
        assert contrast(ink, behind) >= 4.5


def contrast(one, other):
    """The contrast ratio of two CSS colours, as WCAG defines it."""

    def luminance(colour):
        channels = [int(c) / 255 for c in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
