"""How long new diagnostics take after a keystroke in an article of 800 words: `python tools/keystroke.py [N]`.

An editor of its own drives `attrib lsp` in another process, types one letter at a time, each in another paragraph, and waits
for the diagnostics of just that version of the text.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from checker.lsp.server import DEBOUNCE

SAMPLES = Path(__file__).resolve().parents[1] / "eval" / "samples" / "dev.jsonl"
WORDS = 800
KEYSTROKES = 20
URI = "file:///story.txt"
SERVE = "import sys; from checker.lsp import run; sys.exit(run())"


class Editor:
    """One document in an editor, and the server that checks it."""

    def __init__(self) -> None:
        self.client = LanguageClient("keystroke", "1")
        self.version = 0
        self.findings = 0
        self._answered = asyncio.Event()
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(self._told())

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-c", SERVE)
        await self.client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
        self.client.initialized(types.InitializedParams())

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    async def open(self, text: str) -> float:
        """Seconds from opening the document to its diagnostics."""
        self.version = 1
        item = types.TextDocumentItem(URI, "plaintext", self.version, text)
        start = time.perf_counter()
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self._answer(start)

    async def type(self, text: str) -> float:
        """Seconds from a change to the diagnostics of the text as it is then."""
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(self.version, URI)
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        start = time.perf_counter()
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))
        return await self._answer(start)

    async def _answer(self, start: float) -> float:
        self._answered.clear()
        await asyncio.wait_for(self._answered.wait(), 120)
        return time.perf_counter() - start

    def _told(self) -> object:
        def told(params: types.PublishDiagnosticsParams) -> None:
            if params.version == self.version:
                self.findings = len(params.diagnostics)
                self._answered.set()

        return told


def article() -> str:
    """The longest annotated articles of the development set, one behind the other, until there are 800 words."""
    texts = [json.loads(line)["text"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    texts.sort(key=lambda text: len(text.split()), reverse=True)
    words = accumulate(len(text.split()) for text in texts)
    enough = next(n for n, total in enumerate(words, 1) if total >= WORDS)
    return "\n\n".join(text.strip() for text in texts[:enough]) + "\n"


async def measure(keystrokes: int) -> None:
    """Prints the median of so many keystrokes, and the slowest tenth."""
    text = article()
    editor = Editor()
    await editor.start()
    opened = await editor.open(text)
    places = [i for i in range(1, len(text)) if text[i - 1 : i + 1].isalpha()]
    taken = []
    for k in range(keystrokes):
        place = places[(2 * k + 1) * len(places) // (2 * keystrokes)]
        taken.append(await editor.type(text[:place] + "e" + text[place:]))
    await editor.stop()
    wait = 1000 * DEBOUNCE
    shown = 1000 * median(taken)
    slow = 1000 * quantiles(taken, n=10)[-1]
    print(f"{len(text.split())} words, {text.count(chr(10) * 2) + 1} paragraphs, {editor.findings} findings")
    print(f"opened: {1000 * opened:.0f} ms, the model's loading included")
    print(f"{keystrokes} keystrokes, each in another place: diagnostics after {shown - wait:.0f} ms (median), ", end="")
    print(f"{slow - wait:.0f} ms (slowest tenth), and {wait:.0f} ms of waiting for the next key")


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else KEYSTROKES))
