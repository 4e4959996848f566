"""An editor drives the server in a process of its own, with the released model."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from lsp_client import Client, applied

from checker.errors import AttribError
from checker.lsp import run
from checker.modeling.locate import released_models

pytest.importorskip("pygls", reason="the lsp extra is not installed")
pytestmark = pytest.mark.skipif(not released_models(), reason="no released model in this checkout")

SAMPLE = (Path(__file__).resolve().parents[2] / "samples" / "harbour-closure.txt").read_text(encoding="utf-8")
CODES = {"ATT101", "ATT203", "ATT501"}  # in the sample, among others that hang on the model
EMOJI = """\
🦊 Port shuts after cafe\u0301 fire\r
\r
By Ines Caldér\r
\r
The port 🇫🇷 of Porthaven will stay closed until Friday, the harbour authority said.\r
\r
“We will not risk it 🙂,” said Maria Okafor, the harbour master.\r
\r
Forty ships 🚢 are waiting outside the harbour.\r
\r
“They told us 🙂 the bolts were loose weeks ago, and nothing was done.”\r
\r
Naïve 👩‍👧: Sources said the operator had put off repairs twice to save money.\r
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    client = Client(tmp_path_factory.mktemp("desk"), watches=True)
    yield client
    status, errors = client.stop()
    assert (status, errors) == (0, "")


_numbers = count()


@pytest.fixture
def uri(client: Client, tmp_path: Path) -> Iterator[str]:
    """An article of its own for each test, closed when the test is over."""
    uri = (tmp_path / f"story-{next(_numbers)}.txt").as_uri()
    yield uri
    client.close(uri)


def codes(diagnostics: list[dict[str, Any]]) -> set[str]:
    return {d["code"] for d in diagnostics}


def of(code: str, diagnostics: list[dict[str, Any]]) -> dict[str, Any]:
    return next(d for d in diagnostics if d["code"] == code)


def at(text: str, words: str, encoding: str = "utf-16") -> dict[str, int]:
    """Where an editor sees some words begin."""
    before = text[: text.index(words)].replace("\r\n", "\n").split("\n")
    codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}[encoding]
    return {"line": len(before) - 1, "character": len(before[-1].encode(codec)) // size}


def actions(client: Client, uri: str, diagnostic: dict[str, Any], **context: Any) -> list[dict[str, Any]]:
    context = {"diagnostics": [diagnostic], **context}
    found = client.ask("codeAction", uri, range=diagnostic["range"], context=context)
    return [a for a in found if a["diagnostics"][0]["code"] == diagnostic["code"]]


def test_opening_an_article_shows_its_findings(client: Client, uri: str) -> None:
    found = client.open(uri, SAMPLE)
    assert codes(found) >= CODES
    assert all(d["source"] == "attrib" and len(d["data"]["fingerprint"]) == 16 for d in found)
    assert (of("ATT101", found)["severity"], of("ATT203", found)["severity"]) == (1, 2)
    assert "Possibly Maria Okafor" in of("ATT101", found)["message"]
    assert of("ATT203", found)["range"] == {
        "start": at(SAMPLE, "Sources said"),
        "end": at(SAMPLE, " said the operator"),
    }


def test_the_other_place_is_linked(client: Client, uri: str) -> None:
    text = (
        "“We will open on Friday,” said Maria Okafor, the harbour master.\n\nForty ships are waiting.\n\n"
        "“We will open on Friday,” said Tom Whitlock, the mayor.\n"
    )
    conflict = of("ATT305", client.open(uri, text))
    [related] = conflict["relatedInformation"]
    assert (related["location"]["uri"], related["message"]) == (uri, "“We will open on Friday,”")
    starts = {place["range"]["start"]["line"] for place in (conflict, related["location"])}
    assert starts == {0, 4}


def test_typing_changes_the_findings(client: Client, uri: str) -> None:
    client.open(uri, SAMPLE)
    client.change(uri, SAMPLE.replace("every night, said", "every night,” said"), 2)
    found = codes(client.diagnostics(uri, 2))
    assert "ATT203" in found
    assert "ATT501" not in found


def test_only_the_last_of_many_keystrokes_is_answered(client: Client, uri: str) -> None:
    client.open(uri, SAMPLE)
    for version in range(2, 9):
        client.change(uri, SAMPLE.replace("Sources said", "Sources said" + "!" * version), version)
    client.diagnostics(uri, 8)
    assert [version for whose, version in client.published if whose == uri] == [1, 8]


def test_hover_tells_the_speaker(client: Client, uri: str) -> None:
    client.open(uri, SAMPLE)
    hover = client.ask("hover", uri, position=at(SAMPLE, "Nobody wants"))
    assert hover["contents"]["kind"] == "markdown"
    assert hover["contents"]["value"].startswith("**Maria Okafor**, harbour master (person)  \ndirect speech, ")
    assert hover["contents"]["value"].endswith("% sure")
    assert hover["range"]["start"] == at(SAMPLE, "“We will not")
    assert client.ask("hover", uri, position=at(SAMPLE, "By Ines")) is None


def test_hover_explains_a_finding(client: Client, uri: str) -> None:
    client.open(uri, SAMPLE)
    said = client.ask("hover", uri, position=at(SAMPLE, "Sources said"))["contents"]["value"]
    assert "**sources**, unnamed" in said
    assert "**ATT203** vague-source: “Sources” does not say who the source is" in said
    assert "**Why:**" in said
    assert "## Example" not in said


def test_the_articles_words_are_no_markup(client: Client, uri: str) -> None:
    text = "“We will not wait for them,” said ![x](http://example.org/x.png) <b>Maria</b> Okafor, the harbour master.\n"
    client.open(uri, text)
    hover = client.ask("hover", uri, position=at(text, "wait"))
    said = hover["contents"]["value"] if hover else ""
    assert "![x](" not in said
    assert "<b>" not in said


def test_ignoring_a_finding(client: Client, uri: str) -> None:
    found = client.open(uri, SAMPLE)
    for version, finding in enumerate([of(code, found) for code in sorted(CODES)], 2):
        [action] = [a for a in actions(client, uri, finding) if a["title"].startswith("Ignore")]
        assert action["kind"] == "quickfix"
        client.change(uri, applied(SAMPLE, action), version)
        assert finding["code"] not in codes(client.diagnostics(uri, version))
        client.change(uri, SAMPLE, version)


def test_attributing_a_quotation(client: Client, uri: str) -> None:
    finding = of("ATT101", client.open(uri, SAMPLE))
    offered = [a for a in actions(client, uri, finding) if a["title"].startswith("Attribute")]
    assert 1 <= len(offered) <= 3
    attributed = applied(SAMPLE, offered[0])
    assert f"weeks ago, and nothing was done,” {named(offered[0])} said.\n\nSources" in attributed
    client.change(uri, attributed, 2)
    assert "ATT101" not in codes(client.diagnostics(uri, 2))


def named(action: dict[str, Any]) -> str:
    """Whom a quick fix attributes the quotation to."""
    match = re.fullmatch(r"Attribute the quotation to (.+) \(\d+%\)", action["title"])
    assert match
    return match[1]


def test_actions_of_another_kind_are_not_offered(client: Client, uri: str) -> None:
    finding = of("ATT101", client.open(uri, SAMPLE))
    assert actions(client, uri, finding, only=["refactor"]) == []
    assert actions(client, uri, finding, only=["quickfix"])


def test_symbols_are_the_speakers(client: Client, uri: str) -> None:
    client.open(uri, SAMPLE)
    found = client.ask("documentSymbol", uri)
    names = [s["name"] for s in found]
    assert names[:2] == ["the harbour authority", "Maria Okafor"]
    assert names[-1] == "no speaker"
    okafor = found[1]
    assert okafor["detail"] == "harbour master (person)"
    assert [c["name"][:12] for c in okafor["children"]] == ["“We will not", "that the cra"]
    assert okafor["children"][0]["range"]["start"] == at(SAMPLE, "“We will not")
    for symbol in [*found, *(child for s in found for child in s["children"])]:
        outer, inner = symbol["range"], symbol["selectionRange"]
        start, end = ([r[k]["line"], r[k]["character"]] for k in ("start", "end") for r in [outer])
        assert start <= [inner["start"]["line"], inner["start"]["character"]]
        assert [inner["end"]["line"], inner["end"]["character"]] <= end


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_positions_on_emoji_and_crlf(encoding: str, client: Client, uri: str, tmp_path: Path) -> None:
    editor = client if encoding == "utf-16" else Client(tmp_path, encodings=["utf-8", "utf-16"])
    try:
        assert editor.capabilities["positionEncoding"] == encoding
        found = editor.open(uri, EMOJI)
        for code, first, behind in (
            ("ATT101", "“They told", "\r\n\r\nNaïve"),
            ("ATT203", "Sources", " said the operator"),
        ):
            place = {"start": at(EMOJI, first, encoding), "end": at(EMOJI, behind, encoding)}
            assert of(code, found)["range"] == place
        fix = actions(editor, uri, of("ATT101", found))[0]
        assert f"nothing was done,” {named(fix)} said.\r\n\r\nNaïve" in applied(EMOJI, fix, encoding)
        said = editor.ask("hover", uri, position=at(EMOJI, "🙂,” said", encoding))["contents"]["value"]
        assert said.startswith("**Maria Okafor**")
    finally:
        if editor is not client:
            assert editor.stop() == (0, "")


@pytest.mark.parametrize(
    ("ending", "language", "source"),
    [
        (
            "html",
            "html",
            "<h1>Port shuts</h1>\n<p>Ships wait.</p>\n<p>S&ouml; <em>Sources</em> said the crane fell.</p>",
        ),
        ("md", "markdown", "# Port shuts\n\n> Ships wait.\n\nSo, **Sources** said the crane fell.\n"),
    ],
)
def test_rendered_formats_are_marked_in_their_source(
    ending: str, language: str, source: str, client: Client, tmp_path: Path
) -> None:
    if language == "html":
        pytest.importorskip("lxml", reason="the html extra is not installed")
    uri = (tmp_path / f"story.{ending}").as_uri()
    [found] = [d for d in client.open(uri, source, language) if d["code"] == "ATT203"]
    start = at(source, "Sources")
    assert found["range"] == {"start": start, "end": {**start, "character": start["character"] + len("Sources")}}
    [action] = actions(client, uri, found)
    client.change(uri, applied(source, action), 2)
    assert "ATT203" not in codes(client.diagnostics(uri, 2))
    client.close(uri)


def test_other_files_are_left_alone(client: Client, tmp_path: Path) -> None:
    for name, language in (("a.json", "json"), ("a.vtt", "plaintext"), ("a.py", "python")):
        uri = (tmp_path / name).as_uri()
        item = {"uri": uri, "languageId": language, "version": 1, "text": SAMPLE}
        client.notify("textDocument/didOpen", {"textDocument": item})
        assert client.ask("documentSymbol", uri) == []
        client.close(uri)


def test_settings_are_those_of_the_folder_and_are_read_anew(client: Client, uri: str, tmp_path: Path) -> None:
    settings = tmp_path / "attrib.toml"
    settings.write_text('ignore = ["ATT5", "ATT206"]\n[severity]\nATT203 = "error"\n')
    found = client.open(uri, SAMPLE)
    assert codes(found) & {*CODES, "ATT206"} == {"ATT101", "ATT203"}
    assert of("ATT203", found)["severity"] == 1
    [watched] = client.registered
    assert [w["globPattern"] for w in watched["registerOptions"]["watchers"]] == ["**/attrib.toml", "**/pyproject.toml"]
    settings.write_text('select = ["ATT101"]\n')
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 2}]})
    assert codes(client.diagnostics(uri, 1)) == {"ATT101"}


def test_broken_settings_are_said_once(client: Client, uri: str, tmp_path: Path) -> None:
    settings = tmp_path / "attrib.toml"
    settings.write_text('ignor = ["ATT5"]\n')
    client.said.clear()
    other = uri.replace("story", "other")
    assert client.open(uri, SAMPLE) == client.open(other, SAMPLE) == []
    client.change(uri, SAMPLE + "\n", 2)
    assert client.diagnostics(uri, 2) == []
    assert client.said == [f"attrib: {settings}: there is no setting “ignor”; did you mean ignore?"]
    client.close(other)
    settings.unlink()
    client.change(uri, SAMPLE, 3)
    assert codes(client.diagnostics(uri, 3)) >= CODES


def test_a_baseline_holds_here_too(client: Client, uri: str, tmp_path: Path) -> None:
    known = of("ATT101", client.open(uri, SAMPLE))["data"]["fingerprint"]
    (tmp_path / "known.json").write_text(
        f'{{"attrib-baseline": 1, "findings": [{{"fingerprint": "{known}", "code": "ATT101"}}]}}'
    )
    (tmp_path / "attrib.toml").write_text('baseline = "known.json"\n')
    client.change(uri, SAMPLE, 2)
    assert "ATT101" not in codes(client.diagnostics(uri, 2))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "is a transcript, not an article"),
        ("A\ud800B\n", "holds half a character"),
        ("word " * 50_000, "is too long to check as it is typed"),
    ],
    ids=["transcript", "half a character", "a book"],
)
def test_what_cannot_be_checked_is_said(text: str, complaint: str, client: Client, uri: str) -> None:
    client.said.clear()
    assert client.open(uri, text) == []
    assert len(client.said) == 1
    assert complaint in client.said[0]
    client.change(uri, SAMPLE, 2)
    assert codes(client.diagnostics(uri, 2)) >= CODES


def test_closing_takes_the_findings_back(client: Client, uri: str) -> None:
    client.open(uri, SAMPLE)
    client.close(uri)
    assert client.diagnostics(uri, None) == []
    assert client.ask("hover", uri, position=at(SAMPLE, "Sources said")) is None


def test_an_unsaved_document_has_no_file(client: Client) -> None:
    assert codes(client.open("untitled:Untitled-1", SAMPLE)) >= CODES
    client.close("untitled:Untitled-1")


def test_an_empty_document(client: Client, uri: str) -> None:
    assert client.open(uri, "") == []
    assert client.ask("documentSymbol", uri) == []
    client.change(uri, SAMPLE, 2)
    assert codes(client.diagnostics(uri, 2)) >= CODES


def test_documents_beyond_those_kept_are_checked_again(client: Client, tmp_path: Path) -> None:
    text = "“We will not wait for them,” said Maria Okafor, the harbour master.\n"
    uris = [(tmp_path / f"{i}.txt").as_uri() for i in range(40)]
    for uri in uris:
        client.open(uri, text)
    assert client.ask("documentSymbol", uris[0])[0]["name"] == "Maria Okafor"
    for uri in uris:
        client.close(uri)


def test_garbage_neither_ends_the_server_nor_fills_the_log(tmp_path: Path) -> None:
    client = Client(tmp_path)
    client.raw(b"\x00\xff\xfe garbage\r\n\r\nContent-Length: x\r\n\r\n")
    for body in (b"{{{{", b"[]", b"17", b'{"jsonrpc": "2.0"}', b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}'):
        client.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    secret = {"textDocument": {"uri": 5, "text": "Unpublished"}}
    client.notify("textDocument/didOpen", secret)
    client.notify(
        "textDocument/didChange", {"textDocument": {"uri": "file:///none", "version": 1}, "contentChanges": []}
    )
    assert client.ask("documentSymbol", "file:///none") == []
    assert client.said
    assert all(line.startswith("attrib: ") and "\n" not in line for line in client.said)
    status, errors = client.stop()
    assert (status, errors) == (0, "")
    assert "Unpublished" not in errors


def test_an_editor_that_goes_away_ends_the_server(tmp_path: Path) -> None:
    client = Client(tmp_path)
    item = {"uri": (tmp_path / "a.txt").as_uri(), "languageId": "plaintext", "version": 1, "text": SAMPLE}
    client.notify("textDocument/didOpen", {"textDocument": item})
    assert client.process.stdin
    client.process.stdin.close()
    assert client.wait() == (1, "")


def test_without_the_library_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "checker.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    with pytest.raises(AttribError, match=r"lsp needs pygls; install it with: pip install 'attrib\[lsp\]'"):
        run()


def test_at_a_terminal_it_says_whom_it_speaks_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    with pytest.raises(AttribError, match="speaks with an editor"):
        run()


def test_a_message_of_any_length_may_be_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"Content-Length: 99999999999999999999\r\n\r\n{}"))
    monkeypatch.setattr("sys.stdin", stdin)
    with pytest.raises(AttribError, match="larger than the memory"):
        run()
