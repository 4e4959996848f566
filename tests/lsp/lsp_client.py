"""An editor as far as the tests need one: JSON-RPC with a server in a process of its own."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

_SERVE = "import sys; from checker.lsp import run; sys.exit(run())"
_TIMEOUT = 60


class Client:
    """Starts a server and speaks with it; `said` are the messages that it showed or logged, `published` the documents and
    versions that it gave diagnostics for."""

    def __init__(self, root: Path, *, encodings: list[str] | None = None, watches: bool = False) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=root,
        )
        self.said: list[str] = []
        self.registered: list[dict[str, Any]] = []
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.published: list[tuple[str, int | None]] = []
        self._published: dict[str, list[dict[str, Any]]] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._last_id = 0
        threading.Thread(target=self._read, daemon=True).start()
        capabilities = {
            "general": {"positionEncodings": encodings} if encodings else {},
            "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": watches}},
            "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
        }
        self.capabilities = self.request(
            "initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities}
        )["capabilities"]
        self.notify("initialized", {})

    def open(self, uri: str, text: str, language: str = "plaintext") -> list[dict[str, Any]]:
        """Opens a document and returns its diagnostics."""
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return self.diagnostics(uri, 1)

    def change(self, uri: str, text: str, version: int) -> None:
        changes = [{"text": text}]
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri: str, version: int | None) -> list[dict[str, Any]]:
        """The next diagnostics of a document that are for this version; earlier ones are passed over."""
        while True:
            published = self._published.setdefault(uri, [])
            while published:
                params = published.pop(0)
                if params.get("version") == version:
                    return list(params["diagnostics"])
            self._next()

    def ask(self, method: str, uri: str, **params: Any) -> Any:
        """The answer to a request about a document."""
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, **params})

    def request(self, method: str, params: Any = None) -> Any:
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        while self._last_id not in self._answers:
            self._next()
        answer = self._answers.pop(self._last_id)
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, params: Any = None) -> None:
        self._send({"method": method, "params": params})

    def raw(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def stop(self) -> tuple[int, str]:
        """Ends the server as an editor does; its exit status and what it wrote to standard error."""
        self.request("shutdown")
        self.notify("exit")
        return self.wait()

    def wait(self) -> tuple[int, str]:
        assert self.process.stderr
        errors = self.process.stderr.read().decode()
        return self.process.wait(_TIMEOUT), errors

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def _next(self) -> None:
        message = self._messages.get(timeout=_TIMEOUT)
        assert message is not None, "the server has gone"
        method, params = message.get("method"), message.get("params") or {}
        if method is None:
            self._answers[message["id"]] = message
        elif method == "textDocument/publishDiagnostics":
            self.published.append((params["uri"], params.get("version")))
            self._published.setdefault(params["uri"], []).append(params)
        elif method in ("window/showMessage", "window/logMessage"):
            self.said.append(params["message"])
        elif method == "client/registerCapability":
            self.registered += params["registrations"]
            self._send({"id": message["id"], "result": None})

    def _read(self) -> None:
        assert self.process.stdout
        while (header := self.process.stdout.readline()).strip():
            length = int(header.removeprefix(b"Content-Length:"))
            while self.process.stdout.readline().strip():
                pass
            self._messages.put(json.loads(self.process.stdout.read(length)))
        self._messages.put(None)


def applied(text: str, action: dict[str, Any], encoding: str = "utf-16") -> str:
    """A text after the changes of a code action, by an arithmetic of its own."""
    [(_, changes)] = action["edit"]["changes"].items()
    codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}[encoding]
    data = text.encode(codec)
    newline, lines = "\n".encode(codec), [0]
    for i in range(0, len(data), size):
        if data[i : i + len(newline)] == newline:
            lines.append(i + size)
    for change in changes:
        start, end = (lines[p["line"]] + p["character"] * size for p in change["range"].values())
        data = data[:start] + change["newText"].encode(codec) + data[end:]
    return data.decode(codec)
