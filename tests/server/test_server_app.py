"""The routes, from opening an article to what a correction changes on the page."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import TEXT, correct, desk, words


def post(client, id_, action, **fields):
    return client.post(f"/articles/{id_}/corrections", data={"action": action, "version": "0", **fields})


@pytest.fixture
def page(client, opened):
    return client.get(f"/articles/{opened}").text


def test_an_article_by_its_place_in_the_folder(client, ines):
    assert "harbour.txt" in client.get("/").text
    answer = client.post("/articles", data={"key": "0/harbour.txt"})
    assert answer.status_code == 204
    shown = client.get(answer.headers["hx-redirect"])
    assert shown.status_code == 200 and "harbour.txt" in shown.text and "eighteen ships" in shown.text
    assert ines.store.entries()[0].path == "harbour.txt"


def test_pasted_and_dropped_ones(client, ines):
    pasted = client.post("/articles", data={"text": "“One,” said Ann Lee.\r\n\r\n“Two.”"}).headers["hx-redirect"]
    assert "\r" not in ines.review(pasted.rpartition("/")[2]).text
    html = b"<html><body><p>\xe2\x80\x9cThree,\xe2\x80\x9d said Bo Ek.</p></body></html>"
    dropped = client.post("/articles", files={"file": ("C:\\desk\\story.html", html)}).headers["hx-redirect"]
    base = ines.review(dropped.rpartition("/")[2]).base
    assert base.article.path == "story.html" and base.article.text.strip() == "“Three,” said Bo Ek."
    assert client.post("/articles").status_code == 400
    assert client.post("/articles", data={"text": " \n "}).status_code == 400


def test_reading_all_goes_on_where_one_cannot_be_read(client, folder, ines):
    (folder / "broken.docx").write_bytes(b"PK\3\4")
    (folder / "more.md").write_text("“Yes,” said *Ann Lee*.", encoding="utf-8")
    answers = [client.post("/read-next").text for _ in range(3)]
    assert "2 to go" in answers[0] and "broken.docx" in answers[0]
    assert "All are read" in answers[2]
    assert sorted(e.path for e in ines.store.entries()) == ["harbour.txt", "more.md"]


def test_the_page_shows_text_statements_findings_and_people(page):
    assert page.count('class="block"') == 5 and '<h2 class="text headline"' in page
    assert 'id="w-s1"' in page and 'data-letter="A"' in page and 'id="n-f1"' in page
    assert "The text does not say whose words these are." in page
    assert "Maria Okafor" in page and "0 of 6" in page


def test_a_correction_sends_back_what_changed_and_no_more(client, opened):
    answer = post(client, opened, "speaker", item="s3", value="Ann Lee")
    assert answer.status_code == 200 and "Changed its speaker to Ann Lee." in answer.text
    assert re.findall(r'id="(b\d+)"', answer.text) == ["b3"]
    assert 'name="version" id="version" value="1"' in answer.text and "1 of 6" in answer.text
    assert 'data-item="s3"' in answer.text
    again = post(client, opened, "accept", item="s1", version="1")
    assert 'data-item="s2"' in again.text and re.findall(r'id="(b\d+)"', again.text) == ["b1"]


def test_what_others_did_meanwhile_comes_along(client, ines, opened):
    omar = desk(ines.store.path, "Omar")
    correct(omar, opened, "accept", "s4")
    answer = post(client, opened, "accept", item="s1")
    assert answer.status_code == 200 and re.findall(r'id="(b\d+)"', answer.text) == ["b1", "b4"]


def test_a_conflict_says_who_and_shows_how_it_stands(client, ines, opened):
    correct(desk(ines.store.path, "Omar <b>"), opened, "speaker", "s3", speaker="p2")
    answer = post(client, opened, "speaker", item="s3", value="Maria Okafor")
    assert answer.status_code == 409
    assert "Omar &lt;b&gt;" in answer.text and "changed its speaker to Deniz Arslan meanwhile" in answer.text
    assert 'id="b3"' in answer.text and 'value="1"' in answer.text
    assert ines.review(opened).statements["s3"].speaker == "p2"
    assert post(client, opened, "speaker", item="s3", value="Maria Okafor", version="1").status_code == 200


def test_the_tools_of_each_kind_of_item(client, opened):
    statement = client.get(f"/articles/{opened}/items/s3").text
    assert "not reviewed" in statement and "55% sure" in statement and "Deniz Arslan" in statement
    finding = client.get(f"/articles/{opened}/items/f1").text
    assert "ATT101" in finding and "80% sure" in finding and "Possibly" in finding
    assert 'data-item=""' in client.get(f"/articles/{opened}/items/nothing").text


def test_the_ranking_puts_the_doubtful_first(client, ines, opened):
    other = client.post("/articles", data={"text": "The mayor said that it is so."}).headers["hx-redirect"]
    html = client.get("/").text
    assert html.index(f"/articles/{opened}") < html.index(other)
    rivals, near = html.index(f"/articles/{opened}#s4"), html.index(f"/articles/{opened}#s3")
    assert rivals < html.index("#s1") and near < html.index("#s1")
    assert "The mayor (50%) or Maria Okafor (45%)?" in html and "0 of 6" in html
    for item in ("s3", "s4"):
        correct(ines, opened, "accept", item)
    html = client.get("/").text
    assert f"/articles/{opened}#s4" not in html and "2 of 6" in html
    correct(ines, opened, "finish")
    html = client.get("/").text
    assert "finished" in html and f"{opened}#" not in html


def test_purging_from_the_page(client, ines, opened):
    answer = client.post(f"/articles/{opened}/purge")
    assert answer.headers["hx-redirect"] == "/" and ines.store.entries() == []
    assert client.get(f"/articles/{opened}").status_code == 400
    assert client.post(f"/articles/{opened}/purge").status_code == 400


_text = st.text(max_size=40) | st.sampled_from(
    ["s1", "f1", "p1", "accept", "0/harbour.txt", "../..", "ATT101", "\0", "-1"]
)
_field = st.sampled_from(
    ["action", "version", "item", "start", "end", "value", "speaker", "speaker_kind", "message", "key", "text", "file"]
)
_action = st.sampled_from(
    "accept reject note content piece cue uncue source unsource speaker kind act statement finding related delete finish "
    "reopen undo redo".split()
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]),
    route=st.sampled_from(["/", "/static/", "/articles", "/articles/", "/articles/{id}", "/articles/{id}/items/", "/x"])
    | st.sampled_from(["/articles/{id}/corrections", "/articles/{other}/corrections", "/read-next"]),
    tail=st.text(max_size=12),
    fields=st.dictionaries(_field, _text, max_size=6),
    raw=st.none() | st.binary(max_size=200),
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", ""]
    ),
)
def test_no_request_is_answered_with_a_fault_of_ours(client, opened, method, route, tail, fields, raw, kind):
    from urllib.parse import quote

    url = route.format(id=opened, other="0" * 16) + (quote(tail) if route.endswith("/") or len(tail) % 3 == 0 else "")
    if raw is None:
        answer = client.request(method, url, data=fields)
    else:
        answer = client.request(method, url, content=raw, headers={"Content-Type": kind})
    assert answer.status_code < 500, (method, url, fields, raw, answer.text)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    action=_action,
    item=st.sampled_from(["s1", "s2", "s3", "s4", "f1", "f2", "article", "added-1", "added-2", "added-3"]) | _text,
    start=st.integers(-5, len(TEXT) + 5) | st.just(""),
    length=st.integers(-2, 120),
    value=_text | st.sampled_from(["direct", "speech", "ATT301", "Maria Okafor", ""]),
    speaker=st.sampled_from(["", "p1", "p2", "p3", "added-1"]),
    late=st.integers(0, 30),
)
def test_no_correction_breaks_the_article(client, ines, opened, action, item, start, length, value, speaker, late):
    version = max(0, ines.review(opened).version - late % 3)
    fields = {"item": item, "value": value, "speaker": speaker, "version": str(version)}
    if start != "":
        fields |= {"start": str(start), "end": str(start + length)}
    answer = client.post(f"/articles/{opened}/corrections", data={"action": action, **fields})
    assert answer.status_code in (200, 400, 409, 422), (fields, answer.text)
    assert client.get(f"/articles/{opened}").status_code == 200
    review = ines.review(opened)
    for s in review.statements.values():
        assert s.content and all(0 <= c.start < c.end <= len(TEXT) for c in (*s.content, *s.cue, *s.source))
        assert s.speaker is None or s.speaker in review.speakers
        assert s.nested_in is None or s.nested_in in review.statements


def test_a_selection_is_kept_in_code_points(client, ines, opened):
    part = "👩‍👩‍👧 were"
    post(client, opened, "statement", **{k: str(v) for k, v in words(TEXT, part).items()})
    added = ines.review(opened).statements["added-1"]
    assert added.content[0].of(TEXT) == part
