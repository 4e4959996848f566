"""What the page refuses: strangers, other pages, other files, and more than an article holds."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from reviewing import HOME, PORT, TEXT, TOKEN

from checker.errors import AttribError
from checker.readers import read_bytes
from checker.readers.decode import MAX_BYTES
from checker.server.guard import POLICY
from checker.server.shelf import Shelf

ROUTES = [
    ("GET", "/"),
    ("GET", "/static/review.js"),
    ("GET", "/static/htmx.min.js"),
    ("GET", "/favicon.ico"),
    ("GET", "/articles/{id}"),
    ("GET", "/articles/{id}/items/s1"),
    ("POST", "/articles"),
    ("POST", "/read-next"),
    ("POST", "/articles/{id}/corrections"),
    ("POST", "/articles/{id}/purge"),
    ("GET", "/openapi.json"),
    ("OPTIONS", "/articles"),
    ("DELETE", "/articles/{id}"),
]


@pytest.mark.parametrize("wrong", ["none", "cookie", "query", "other cookie"])
def test_without_the_token_nothing_is_answered(client, opened, ines, wrong):
    client.cookies.clear()
    if wrong == "cookie":
        client.cookies.set(f"attrib-{PORT}", TOKEN[:-1] + "x")
    if wrong == "other cookie":
        client.cookies.set("attrib-9999", TOKEN)
    query = "?token=wrong" if wrong == "query" else ""
    for method, route in ROUTES:
        answer = client.request(method, route.format(id=opened) + query)
        assert answer.status_code == 403 and "Okafor" not in answer.text
    assert len(ines.store.entries()) == 1 and ines.review(opened).version == 0


def test_the_token_in_the_address_becomes_a_cookie_once(client):
    client.cookies.clear()
    answer = client.get(f"/?token={TOKEN}&x=1")
    assert answer.status_code == 303 and answer.headers["location"] == "/?x=1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie and "domain" not in cookie
    assert client.get("/").status_code == 200
    elsewhere = client.get(f"{HOME}//evil.example/?token={TOKEN}")
    assert elsewhere.headers["location"].startswith("/evil") and "//" not in elsewhere.headers["location"]
    assert client.get(f"/?token={TOKEN}&token={TOKEN}").status_code == 200  # the cookie let it in, not the address


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"127.0.0.1.evil.example:{PORT}",
        "",
        "localhost",
    ],
)
def test_another_host_name_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_names_of_this_machine_are_let_in(client, name):
    answer = client.get("/", headers={"Host": f"{name}:{PORT}", "Origin": f"http://{name}:{PORT}".lower()})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "https://127.0.0.1:8017", "http://127.0.0.1:9", None]
)
def test_another_page_changes_nothing(client, opened, ines, origin):
    headers = {"Origin": origin} if origin else {}
    if origin is None:
        del client.headers["Origin"]
    data = {"action": "accept", "item": "s1", "version": "0"}
    for method, route in ROUTES:
        if method != "GET":
            answer = client.request(method, route.format(id=opened), headers=headers, data=data)
            assert answer.status_code == 403
    assert ines.review(opened).version == 0


def test_no_answer_lets_another_origin_read_it(client, opened):
    for method, route in ROUTES:
        answer = client.request(method, route.format(id=opened))
        assert not [h for h in answer.headers if h.startswith("access-control")]
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
    for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in POLICY
    assert "unsafe" not in POLICY and "http:" not in POLICY


OUTSIDE = [
    "0/../secret.txt",
    "0//etc/passwd",
    "0/./../secret.txt",
    "0/%2e%2e/secret.txt",
    "0/..\\secret.txt",
    "0/sub/../../secret.txt",
    "/etc/passwd",
    "1/harbour.txt",
    "-1/harbour.txt",
    "٠/harbour.txt",
    "99999999999999999999/harbour.txt",
    "0/",
    "0",
    "x/y",
    "0/harbour.txt\0",
    "0/" + "a" * 1_900,
    "0/link.txt",
    "0/inside/secret.txt",
    "0/loop.txt",
    "0/pipe.txt",
    "0/folder.txt",
    "0/.env",
    "0/key.pem",
]


def test_no_file_outside_the_folder_is_read(client, folder):
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "inside").symlink_to(folder.parent, target_is_directory=True)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / ".env").write_text("“PASSWORD=1,” said Root Root.")
    (folder / "key.pem").write_text("“PASSWORD=1,” said Root Root.")
    for key in OUTSIDE:
        answer = client.post("/articles", data={"key": key})
        assert answer.status_code == 400, key
        assert "root:" not in answer.text and "budget" not in answer.text and str(folder.parent) not in answer.text


def test_a_link_inside_the_folder_is_followed(client, folder):
    (folder / "alias.txt").symlink_to(folder / "harbour.txt")
    assert client.post("/articles", data={"key": "0/alias.txt"}).status_code == 204


def test_a_file_that_was_named_opens_nothing_beside_it(folder):
    (folder / "other.txt").write_text("“x,” said A B.")
    shelf = Shelf([folder / "harbour.txt"])
    assert shelf.articles() == ["0/harbour.txt"]
    assert shelf.read("0/harbour.txt").path == "harbour.txt"
    with pytest.raises(AttribError):
        shelf.read("0/other.txt")


def test_the_list_holds_articles_alone(folder):
    for name in (".hidden.txt", "notes.docx", "talk.vtt", "photo.jpg", "sub/deep.md", ".git/x.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    assert Shelf([folder]).articles() == ["0/harbour.txt", "0/notes.docx", "0/sub/deep.md"]
    two = Shelf([folder, folder / "sub"])
    assert two.name("1/deep.md") == "sub/deep.md" and two.name("0/harbour.txt") == "desk/harbour.txt"
    with pytest.raises(AttribError, match="no such file"):
        Shelf([folder / "absent"])


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><d>&a;&x;</d>',
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("big.txt", b"a" * (MAX_BYTES + 200_000), 413),
        ("nearly.txt", b"a " * (MAX_BYTES // 2 + 10), 400),
        ("bomb.docx", bomb(), 400),
        ("entities.docx", entities(), 400),
        ("a.txt", b"", 400),
        ("a.txt", b"\0\1\2", 400),
        ("a.docx", b"PK\3\4 broken", 400),
        ("a.pdf", b"%PDF-1.4 broken", 400),
        ("a.json", b"[" * 100_000, 400),
        ("talk.vtt", b"WEBVTT\n\n", 400),
        ("../../etc/passwd", b"", 400),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(client, ines, name, data, status):
    answer = client.post("/articles", files={"file": (name, data)}, headers={"HX-Request": "true"})
    assert answer.status_code == status, answer.text
    assert answer.text.count("\n") <= 1 and "root:" not in answer.text and len(answer.text) < 500
    assert ines.store.entries() == []


def test_a_body_that_claims_to_be_small_is_measured(client):
    def stream():
        for _ in range(300):
            yield b"a" * 100_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/articles", content=stream(), headers=headers).status_code == 413
    assert client.post("/articles", content=b"x", headers={**headers, "Content-Length": "nine"}).status_code == 413


def test_hostile_words_stay_words(client, ines):
    wild = "<script>ran=1</script><img src=x onerror=ran=1> “{{ 7*7 }} <b>x</b>,” said Eve Evil. \u202e\x0b"
    page = client.get(client.post("/articles", data={"text": wild}).headers["hx-redirect"]).text
    assert "<script>ran" not in page and "<img" not in page and "<b>x" not in page and "{{ 7*7 }}" in page
    error = client.post("/articles", data={"key": "0/<img src=x onerror=alert(1)>"}, headers={"HX-Request": "true"})
    assert error.status_code == 400 and "<img" not in error.text and "&lt;img" in error.text
    named = client.post("/articles", files={"file": ("<svg onload=x>.txt", TEXT.encode())}).headers["hx-redirect"]
    assert "<svg" not in client.get(named).text and "<svg" not in client.get("/").text


def test_a_bug_is_told_on_the_terminal_and_gives_nothing_away(client, opened, ines, monkeypatch, capsys):
    def broken(*_):
        raise RuntimeError("secret thing")

    monkeypatch.setattr(ines.store, "opened", broken)
    answer = client.get(f"/articles/{opened}")
    assert answer.status_code == 500 and "secret thing" not in answer.text and "terminal" in answer.text
    assert "secret thing" in capsys.readouterr().err
    assert answer.headers["content-security-policy"] == POLICY


def test_docx_is_read_where_its_ending_lies(folder):
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.add_paragraph("“The port is closed,” said Maria Okafor.")
    out = io.BytesIO()
    document.save(out)
    assert read_bytes(out.getvalue(), "story.txt").format == "docx"


def test_everything_on_the_page_comes_from_the_page(client, opened):
    import re

    for url in ("/", f"/articles/{opened}"):
        html = client.get(url).text
        assert set(re.findall(r'(?:src|href|hx-post)="([^"#]*)"', html)) <= {
            "data:,",
            "/",
            "/articles",
            "/read-next",
            "/static/page.css",
            "/static/review.css",
            "/static/review.js",
            "/static/htmx.min.js",
            f"/articles/{opened}",
            f"/articles/{opened}/corrections",
            f"/articles/{opened}/purge",
        }
        assert " style=" not in html and "<style" not in html and " onclick" not in html
    assert Path(HOME.removeprefix("http://")).name == f"127.0.0.1:{PORT}"
