"""The review page in a real browser: every action by mouse and by keyboard, on a phone, at length, and for everyone."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from reviewing import TEXT, TOKEN, StandIn, correct, desk

from checker.readers import read_string
from checker.server.shelf import Shelf

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

AXE = Path(__file__).parent / "axe.min.js"
ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
DRAWING = bool(os.environ.get("ATTRIB_DRAW"))
_numbers = count(1)


class Server:
    """The page, served from a thread of the test, and the desk behind it."""

    def __init__(self, folder: Path, articles: Mapping[str, str], checker: Any = None) -> None:
        import uvicorn

        from checker.server.app import application

        (folder / "articles").mkdir()
        for name, text in articles.items():
            (folder / "articles" / name).write_text(text, encoding="utf-8", newline="")
        self.folder = folder
        self.desk = desk(folder / "corrections.sqlite", checker=checker)
        self.other = desk(folder / "corrections.sqlite", "Omar", StandIn())
        listener = socket.create_server(("127.0.0.1", 0))
        self.home = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.shelf = Shelf([folder / "articles"])
        app = application(self.desk, self.shelf, token=TOKEN, port=int(self.home.rpartition(":")[2]))
        self.uvicorn = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        self.thread = threading.Thread(target=self.uvicorn.run, args=([listener],))
        self.thread.start()

    def close(self) -> None:
        self.uvicorn.should_exit = True
        self.thread.join(10)

    def article(self, text: str = TEXT) -> str:
        """A fresh article: the text, and a last line of its own."""
        return self.desk.open(read_string(f"{text}\nEdition {next(_numbers)}.\n"))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    articles = {"harbour.txt": TEXT, "council.md": "# Council\n\n“No,” said *Ann Lee*.\n\n“Why?”\n"}
    running = Server(tmp_path_factory.mktemp("serving"), articles)
    yield running
    running.close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, server):
    """Opens a page of the server, and in the end looks that it asked for nothing elsewhere and that nothing went wrong."""
    pages = []

    def opened(path="/", width=1280, scheme="light", may_fail=False):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=False
        )
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.wrong, page.asked, page.may_fail = [], [], may_fail
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda message: page.wrong.append(message.text))
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.goto(f"{server.home}/?token={TOKEN}")
        if path != "/":
            page.goto(server.home + path)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        assert page.may_fail or page.wrong == []
        assert [url for url in page.asked if not url.startswith((server.home, "data:"))] == []
        page.context.close()


def at_rest(page, version):
    """Waits until the page shows the state after the `version`-th correction."""
    page.wait_for_function("v => document.getElementById('version').value === String(v)", arg=version)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def go_to(page, item):
    page.keyboard.press("Escape")
    for _ in range(20):
        if page.get_attribute("#item", "data-item") == item:
            return
        page.keyboard.press("j")
        page.wait_for_function(
            "() => document.getElementById('item').dataset.item === document.activeElement.id.slice(2)"
        )
    raise AssertionError(f"{item} was not reached")


SELECT = """words => { const walker = document.createTreeWalker(document.getElementById('sheet'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        document.dispatchEvent(new Event('selectionchange'));
        return [document.getElementById('start').value, document.getElementById('end').value].map(Number);
    } }"""


def test_open_from_the_list_review_by_mouse_and_come_back(visit, server):
    page = visit()
    page.click("button:has-text('harbour.txt')")
    page.wait_for_url("**/articles/*")
    id_ = page.url.rpartition("/")[2]
    page.click("#w-s2")
    page.wait_for_selector("#item[data-item=s2]")
    page.click("#dock button:has-text('Right')")
    at_rest(page, 1)
    assert page.inner_text("#said") == "Accepted it."
    assert page.get_attribute("#item", "data-item") == "s3"
    page.click("#n-f1")
    page.wait_for_selector("#item[data-item=f1]")
    page.click("#dock button:has-text('Reject')")
    page.fill("#reason-form input", "the line before names him")
    page.click("#reason-form button")
    at_rest(page, 2)
    assert "rejected by Ines: the line before names him" in page.inner_text("#n-f1")
    verdicts = server.desk.review(id_).verdicts
    assert verdicts["s2"].status == "accepted" and verdicts["f1"].status == "rejected"
    page.click("a.back")
    assert "2 of 6" in page.inner_text(".queue")


def test_paste_and_choose_a_file(visit, server, tmp_path):
    page = visit()
    page.fill("#text", "“Pasted 🏗️,” said Ann Lee.\n\n“And more.”")
    page.click("#paste button")
    page.wait_for_url("**/articles/*")
    assert server.desk.review(page.url.rpartition("/")[2]).text == "“Pasted 🏗️,” said Ann Lee.\n\n“And more.”"
    page.goto(server.home)
    (tmp_path / "chosen.html").write_text("<html><body><p>“Chosen,” said Bo Ek.</p></body></html>", encoding="utf-8")
    page.set_input_files("#file", tmp_path / "chosen.html")
    page.wait_for_url("**/articles/*")
    assert page.inner_text("h1") == "chosen.html" and "“Chosen,”" in page.inner_text("#sheet")


def test_drop_a_word_file_and_one_that_is_none(visit, server):
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.add_paragraph("“Dropped,” said Cy Dee.")
    document.save(server.folder / "dropped.docx")
    drop = """([name, data]) => { const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(data)], name));
        document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true})); }"""
    page = visit(may_fail=True)
    page.evaluate(drop, ["broken.docx", list(b"PK\3\4")])
    page.wait_for_function("() => document.getElementById('said').textContent.includes('broken.docx')")
    page.evaluate(drop, ["dropped.docx", list((server.folder / "dropped.docx").read_bytes())])
    page.wait_for_url("**/articles/*")
    assert page.inner_text("h1") == "dropped.docx" and "“Dropped,”" in page.inner_text("#sheet")


def test_read_all_and_follow_a_passage(visit, server):
    page = visit()
    page.click("#unread button")
    page.wait_for_selector("text=All are read")
    page.click("text=Show the ranking")
    page.click(".passages a >> nth=0")
    page.wait_for_url("**/articles/*")
    item = page.url.rpartition("#")[2]
    page.wait_for_selector(f"#item[data-item={item}]")
    assert page.evaluate("document.activeElement.id") == f"w-{item}"


def test_the_keyboard_alone_does_everything(visit, server):
    """Each key, what it is to have done, and that undo takes it back."""
    id_ = server.article()
    page = visit(f"/articles/{id_}")
    press, review = page.keyboard.press, lambda: server.desk.review(id_)
    version = count(1)

    def done():
        at_rest(page, next(version))
        return review()

    go_to(page, "s1")
    press("a")
    assert done().verdict("s1").status == "accepted"
    go_to(page, "f1")
    press("a")
    assert done().verdict("f1").status == "accepted"
    go_to(page, "f2")
    press("r")
    page.keyboard.type("fine so")
    press("Enter")
    assert done().verdict("f2").reason == "fine so"
    go_to(page, "s4")
    press("n")
    page.keyboard.type("jk? u")  # keys are letters where one writes
    press("Enter")
    assert done().verdict("s4").note == "jk? u"
    go_to(page, "s3")
    press("1")
    assert done().statements["s3"].speaker == "p1"
    press("s")
    page.keyboard.type("Ann Lee")
    press("Enter")
    state = done()
    assert state.speakers[state.statements["s3"].speaker].name == "Ann Lee"
    press("0")
    assert done().statements["s3"].speaker is None
    press("m")
    assert done().statements["s3"].kind == "mixed"
    press("M")
    assert done().statements["s3"].act == "thought"
    press("v")
    page.wait_for_selector("#words:not([hidden])")
    assert page.inner_text("#selected") == "“Nobody came to look at the bolts.”"
    for key in ("Shift+ArrowRight", "ArrowLeft", "ArrowLeft", "Alt+ArrowLeft"):
        press(key)
    assert page.inner_text("#selected") == "Nobody came to look at the bolt"
    press("b")
    assert [c.of(review().text) for c in done().statements["s3"].content] == ["Nobody came to look at the bolt"]
    press("v")
    for sentence in ("“Nobody came to look at the bolts.”", "“We warned them twice,” said Deniz Arslan."):
        press("ArrowUp")
        assert page.inner_text("#selected") == sentence
    press("B")
    assert len(done().statements["s3"].content) == 2
    for key, role, words in (("c", "cue", "Port"), ("o", "source", "Port")):
        press("Escape")
        press("v")
        while page.input_value("#start") != "0":
            press("ArrowUp")
        while " " in page.inner_text("#selected"):
            press("ArrowLeft")
        words = page.inner_text("#selected")
        press(key)
        spans = getattr(done().statements["s3"], role)
        assert [s.of(TEXT) for s in spans] == [words] == ["Harbour"]
    press("Escape")
    press("v")
    while page.input_value("#start") != "0":
        press("ArrowUp")
    press("t")
    state = done()
    added = next(i for i in state.statements if i.startswith("added-"))
    assert state.statements[added].content[0].of(TEXT) == "Harbour stays shut as council meets"
    assert page.get_attribute("#item", "data-item") == added
    press("d")
    assert added not in done().statements
    go_to(page, "s4")
    press("v")
    press("f")
    page.keyboard.type("ATT301")
    press("Tab")
    page.keyboard.type("Shut or open?")
    press("Enter")
    state = done()
    found = next(i for i in state.findings if i.startswith("added-"))
    assert (state.findings[found].code, state.findings[found].message) == ("ATT301", "Shut or open?")
    press("v")
    while page.input_value("#start") != "0":
        press("ArrowUp")
    press("e")
    assert done().findings[found].related[0].span.of(TEXT) == "Harbour stays shut as council meets"
    press("F")
    assert done().finished
    press("F")
    assert done().finished is None
    last = review().version
    for _ in range(last):
        press("u")
        done()
    base = review()
    assert base.reviewed == 0 and base.order == ("s1", "s2", "s3", "f1", "f2", "s4")
    press("Control+Shift+Z")
    assert done().verdict("s1").status == "accepted"
    press("Control+z")
    done()
    press("U")
    assert done().verdict("s1").status == "accepted"


def test_keys_pressed_before_the_answer_are_not_lost(visit, server):
    id_ = server.article()
    page = visit(f"/articles/{id_}")
    page.route("**/*", lambda route: (time.sleep(0.15), route.continue_()))
    for key in "jaaaa":
        page.keyboard.press(key)
    at_rest(page, 4)
    review = server.desk.review(id_)
    assert [i for i in review.order if review.is_reviewed(i)] == ["s1", "s2", "s3", "f1"]


def test_walking_wraps_and_skips_what_was_judged(visit, server):
    id_ = server.article()
    correct(server.desk, id_, "accept", "s2")
    page = visit(f"/articles/{id_}")
    seen = []
    for key in ("k", "j", "J", "J", "K", "?"):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen[:5] == ["w-s4", "w-s1", "w-s3", "w-f1", "w-s3"]
    assert page.is_visible("#help") and "undo" in page.inner_text("#help")
    page.keyboard.press("Escape")
    assert page.is_hidden("#help")


def test_with_tab_alone_the_tools_are_reached(visit, server):
    page = visit(f"/articles/{server.article()}")
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        if reached[-1].startswith("↓"):
            page.keyboard.press("Enter")
            page.wait_for_selector("#item[data-item=s1]")
            break
    page.wait_for_function("() => document.activeElement.id === 'w-s1'")
    assert reached[0] == "Articles"


def test_a_selection_by_mouse_becomes_a_statement(visit, server):
    id_ = server.article()
    page = visit(f"/articles/{id_}")
    page.click("#b0 .text", click_count=3)
    assert page.inner_text("#selected") == "Harbour stays shut as council meets"
    page.click("#words button:has-text('New statement')")
    at_rest(page, 1)
    added = server.desk.review(id_).statements["added-1"]
    assert added.content[0].of(TEXT) == "Harbour stays shut as council meets"
    assert page.is_hidden("#words")
    page.dblclick("#w-s2")  # a word of it
    page.wait_for_selector("#words:not([hidden])")
    page.click("#words button:has-text('New finding')")
    page.select_option("#new-finding select", "ATT502")
    page.fill("#new-finding input", "loaded")
    page.click("#new-finding button")
    at_rest(page, 2)
    assert server.desk.review(id_).findings["added-2"].code == "ATT502"
    assert page.locator("#n-added-2").is_visible()


NASTY = (
    "w1 🏗️w2 cafe\u0301 w3\r\nw4 “w5\u202e,” w6 👩‍👩‍👧w7\r\n\r\n\r\n w8\u2028w9 \x0b w10 said Ann Lee\r\n"
    "w11 <b>w12</b> &amp; w13\u0007w14\r\r\nw15 𝔘w16 שלום w17 “a w18 b” said Ann Lee w19"
)


def test_offsets_are_code_points_of_the_text(visit, server):
    id_ = server.desk.open(read_string(NASTY))
    text = server.desk.review(id_).text
    assert text == NASTY
    page = visit(f"/articles/{id_}")
    for word in re.findall(r"w\d+", text):
        start = re.search(rf"{word}\b", text).start()
        assert page.evaluate(SELECT, word) == [start, start + len(word)], word
    # From there to the page and back: word by word with the keys, over everything that is no letter.
    page.evaluate(SELECT, "w1")
    assert walk(page, "ArrowRight")[-1] == len(text)
    ends = walk(page, "ArrowLeft")
    assert page.input_value("#start") == "0"
    words = [m.end() for m in re.finditer(r"w\d+", text)]
    assert set(words[:-1]) <= set(ends) and ends == sorted(ends, reverse=True)


def walk(page, key):
    """Presses a key until the end of the selection moves no more; where it was on the way."""
    return page.evaluate(
        """key => { const ends = [], end = document.getElementById('end');
        for (let before = null; before !== end.value;) { before = end.value; ends.push(Number(before));
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})); }
        return ends }""",
        key,
    )


def test_all_of_the_article_can_be_selected(visit, server):
    id_ = server.desk.open(read_string(NASTY + " "))
    page = visit(f"/articles/{id_}")
    page.evaluate("getSelection().selectAllChildren(document.body)")
    page.wait_for_function("() => document.getElementById('end').value")
    assert [page.input_value("#start"), page.input_value("#end")] == ["0", str(len(NASTY))]


def test_a_conflict_shows_what_the_other_did(visit, server):
    id_ = server.article()
    page = visit(f"/articles/{id_}", may_fail=True)
    go_to(page, "s3")
    correct(server.other, id_, "speaker", "s3", value="Bo Ek")
    page.keyboard.press("1")
    at_rest(page, 1)
    assert "Not saved: Omar changed its speaker to Bo Ek meanwhile" in page.inner_text("#said")
    assert "Bo Ek" in page.inner_text("#item") and page.get_attribute("#w-s3", "data-letter") == "D ✎"
    state = server.desk.review(id_)
    assert state.speakers[state.statements["s3"].speaker].name == "Bo Ek"
    page.keyboard.press("1")
    at_rest(page, 2)
    state = server.desk.review(id_)
    assert state.speakers[state.statements["s3"].speaker].name == "Maria Okafor"


def test_a_server_that_is_gone_is_said(visit, server):
    page = visit(f"/articles/{server.article()}", may_fail=True)
    go_to(page, "s1")
    page.context.set_offline(True)
    page.keyboard.press("a")
    page.wait_for_function("() => document.getElementById('said').textContent.startsWith('Not saved')")
    page.context.set_offline(False)


def test_removing_an_article_asks_first(visit, server):
    id_ = server.article()
    page = visit(f"/articles/{id_}")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("#help-open")
    page.click(".danger")
    assert server.desk.store.opened(id_)
    page.once("dialog", lambda dialog: dialog.accept())
    page.click(".danger")
    page.wait_for_url(server.home + "/")
    assert server.desk.store.opened(id_) is None


def test_notes_stand_beside_their_words(visit, server):
    page = visit(f"/articles/{server.article()}")
    note, words = page.locator("#n-f1").bounding_box(), page.locator("#w-f1").bounding_box()
    assert note["x"] > words["x"] + words["width"] and abs(note["y"] - words["y"]) < 60


def test_on_a_phone_everything_fits_and_works(visit, server):
    id_ = server.article()
    page = visit(f"/articles/{id_}", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("#w-s2")
    page.wait_for_selector("#item[data-item=s2]")
    assert page.locator("#desk").bounding_box()["height"] < 300
    assert page.is_hidden("#dock button:has-text('mixed')")
    page.click("#more")
    page.click("#dock button:has-text('mixed')")
    at_rest(page, 1)
    assert server.desk.review(id_).statements["s2"].kind == "mixed"
    note = page.locator("#n-f1").bounding_box()
    assert note["x"] < 60 and note["x"] + note["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    home = visit("/", width=360)
    assert home.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_thousand_statements(visit, server):
    lines = [
        f"“Number {n} is what I said about it then,” said {'Ann Bo Cy Di'.split()[n % 4]} Lee." for n in range(1000)
    ]
    id_ = server.desk.open(read_string("\n\n".join(lines)))
    began = time.monotonic()
    page = visit(f"/articles/{id_}")
    page.wait_for_selector("#w-s1000", state="attached")
    assert time.monotonic() - began < 30
    began = time.monotonic()
    for n in range(1, 4):
        page.keyboard.press("j")
        page.keyboard.press("a")
        at_rest(page, n)
    each = (time.monotonic() - began) / 3
    assert each < 10, each
    page.keyboard.press("v")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#selected").endswith("then,")
    page.keyboard.press("b")
    at_rest(page, 4)
    assert server.desk.review(id_).reviewed == 4


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        (v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_axe_finds_nothing_serious(visit, server, scheme, width):
    id_ = server.article()
    correct(server.desk, id_, "accept", "s1")
    correct(server.desk, id_, "reject", "f1", value="no")
    correct(server.desk, id_, "note", "f2", value="hm")
    page = visit(f"/articles/{id_}#s3", width=width, scheme=scheme)
    page.wait_for_selector("#item[data-item=s3]")
    page.keyboard.press("v")
    page.keyboard.press("s")
    assert violations(page) == []
    if (scheme, width) == ("light", 1280):
        page.keyboard.press("Escape")
        page.keyboard.press("f")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.click("#n-f2")
        page.wait_for_selector("#item[data-item=f2]")
        page.keyboard.press("r")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert violations(page) == []
    assert violations(visit("/", width=width, scheme=scheme)) == []


def draw_the_pictures(browser, tmp_path):
    from checker.pipeline import Checker

    records = map(json.loads, (ROOT / "eval" / "samples" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:9])
    articles = {f"{record['meta']['id']}.txt": record["text"] for record in records}
    articles["harbour-closure.txt"] = (ROOT / "samples" / "harbour-closure.txt").read_text(encoding="utf-8")
    server = Server(tmp_path, articles, Checker())
    try:
        for key in server.shelf.articles()[:-4]:
            server.desk.open(server.shelf.read(key))
        id_ = server.desk.open(server.shelf.read("0/harbour-closure.txt"))
        correct(server.desk, id_, "accept", "s2")
        correct(server.desk, id_, "reject", "f2", value="named two lines on")

        def draw(name, item="", keys=(), width=1280, scheme="light", path=None):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page.goto(f"{server.home}/?token={TOKEN}")
            if path is None:
                page.goto(f"{server.home}/articles/{id_}#{item}")
                page.wait_for_selector(f"#item[data-item='{item}']")
            for key in keys:
                page.keyboard.press(key) if len(key) == 1 or key.startswith("Arrow") else page.keyboard.type(key)
            page.screenshot(path=IMAGES / f"review-{name}.png")
            page.close()

        draw("article-light", "s5")
        draw("article-dark", "s5", scheme="dark")
        draw("reject", "f1", ("r", "the picture caption names him"))
        draw("selection", "s6", ("v", "ArrowLeft"))
        draw("phone", "s5", width=390)
        draw("keys", "", "?")
        draw("queue", path="/")
    finally:
        server.close()


if DRAWING:  # the pictures of docs/review.md are drawn anew where ATTRIB_DRAW=1 asks
    test_draw_the_pictures = draw_the_pictures
