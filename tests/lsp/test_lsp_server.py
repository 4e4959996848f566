"""What is told of checks that take their time, with a desk whose answers the tests hold back."""

from __future__ import annotations

import asyncio
import threading

import pytest

pytest.importorskip("pygls", reason="the lsp extra is not installed")

from lsprotocol import types
from pygls.workspace import Workspace

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.errors import AttribError
from checker.findings import Finding, Severity
from checker.lsp.server import Server
from checker.readers import read_string

A, B = "file:///stories/a.txt", "file:///stories/b.txt"


class SlowDesk:
    """Finds the first word of every text, once it may."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.begun, self.may_end = threading.Event(), threading.Event()

    def check(self, text: str, path: str, language: str) -> Article:
        self.texts.append(text)
        self.begun.set()
        assert self.may_end.wait(20)
        if text == "broken":
            raise AttribError("attrib.toml: is broken")
        found = Finding("ATT203", "vague-source", Severity.WARNING, Span(0, 1), "Who?")
        return Article(read_string(text), ModelInfo("m", "0"), findings=(found,))


class Told(Server):
    """A server that no editor listens to: what it would say is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = SlowDesk()
        self._desk = self.desk  # type: ignore[assignment]
        self.protocol._workspace = Workspace(None, types.TextDocumentSyncKind.Full)
        self.published: list[tuple[str, int | None]] = []
        self.shown: list[str] = []

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.published.append((params.uri, params.version))

    def window_show_message(self, params: types.ShowMessageParams) -> None:
        self.shown.append(params.message)

    def put(self, uri: str, text: str, version: int) -> None:
        self.workspace.put_text_document(types.TextDocumentItem(uri, "plaintext", version, text))

    async def begun(self) -> None:
        await asyncio.to_thread(self.desk.begun.wait, 20)


def test_the_answer_of_a_check_that_was_overtaken_is_not_told() -> None:
    async def scenario(server: Told) -> None:
        server.put(A, "older", 1)
        server.watch(A)
        await server.begun()
        server.put(A, "newer", 2)
        server.check_again(A)
        server.desk.may_end.set()
        checked = await server.current(A)
        assert checked is not None
        assert checked.article.text == "newer"
        assert server.published == [(A, 2)]

    asyncio.run(scenario(Told()))


def test_a_check_that_waits_is_dropped_with_its_document() -> None:
    async def scenario(server: Told) -> None:
        server.put(A, "first", 1)
        server.put(B, "second", 1)
        server.watch(A)
        await server.begun()
        server.watch(B)
        await asyncio.sleep(0.05)
        server.forget(B)
        await asyncio.sleep(0.05)  # a task learns that it is cancelled when its turn comes
        server.desk.may_end.set()
        assert await server.current(A) is not None
        assert await server.current(B) is None
        assert server.desk.texts == ["first"]
        assert server.published == [(B, None), (A, 1)]

    asyncio.run(scenario(Told()))


def test_typing_is_not_held_up_by_a_check() -> None:
    async def scenario(server: Told) -> None:
        server.put(A, "first", 1)
        server.watch(A)
        await server.begun()
        for version in range(2, 50):
            server.put(A, f"text {version}", version)
            server.check_again(A)
        server.desk.may_end.set()
        await server.current(A)
        assert server.desk.texts == ["first", "text 49"]
        assert server.published == [(A, 49)]

    asyncio.run(scenario(Told()))


def test_a_complaint_that_holds_for_two_documents_is_said_once_until_it_is_mended() -> None:
    async def scenario(server: Told) -> None:
        server.desk.may_end.set()
        for uri in (A, B, A):
            server.put(uri, "broken", 1)
            server.watch(uri)
            assert await server.current(uri) is None
        assert server.shown == ["attrib: attrib.toml: is broken"]
        for uri in (A, B):
            server.put(uri, "mended", 2)
            server.watch(uri)
            assert await server.current(uri) is not None
        server.put(A, "broken", 3)
        server.watch(A)
        await server.current(A)
        assert len(server.shown) == 2

    asyncio.run(scenario(Told()))
