"""The language server: which documents are open, when they are checked, and what the editor is told."""

from __future__ import annotations

import asyncio
import os
import traceback
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from checker.errors import AttribError
from checker.lsp.answers import Checked, diagnostic, diagnostics, hover, symbols
from checker.lsp.desk import Desk, reads
from checker.lsp.edits import Edit, edits
from checker.lsp.positions import Lines

#: Seconds without a keystroke before a text is checked. Short, since a check that a newer keystroke overtakes is dropped.
DEBOUNCE = 0.05
#: Articles whose statements and findings are kept at hand; of others, only the text, and they are checked again.
_MAX_KEPT = 32
_SETTINGS_FILES = ("**/attrib.toml", "**/pyproject.toml")


class Server(LanguageServer):
    """Checks the documents that an editor has open, as they are typed.

    One thread checks, one document after the other, so that typing is never held up. A newer edit takes the place of a
    check that waits; one that is under way ends, and its answer is not told any more.
    """

    def __init__(self, *, model: str | None = None, config: Path | None = None) -> None:
        # Whole texts: an article is small, and the library's own splicing breaks lines where the protocol does not.
        super().__init__("attrib", version("attrib"), text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.shut_down = False
        self._desk = Desk(model, config)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._checked: OrderedDict[str, Checked] = OrderedDict()
        self._complaints: dict[str, str] = {}
        for name, handler in _HANDLERS.items():
            self.feature(name)(handler)
        self.feature(
            types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        )(_actions)

    def watch(self, uri: str) -> None:
        """Checks a document from now on."""
        self._check_in(0, uri)

    def check_again(self, uri: str | None = None) -> None:
        """Checks a document that is watched, or all of them, once nobody has typed for a moment."""
        for known in [*self._checks] if uri is None else [uri]:
            if known in self._checks:
                self._check_in(DEBOUNCE, known)

    def forget(self, uri: str) -> None:
        """Leaves a document alone from now on, and takes back what was said of it."""
        if (check := self._checks.pop(uri, None)) is not None:
            check.cancel()
            self._checked.pop(uri, None)
            self._complaints.pop(uri, None)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def stop(self) -> None:
        """Drops all checks that wait; the one that is under way ends."""
        self.shut_down = True
        for check in self._checks.values():
            check.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def current(self, uri: str) -> Checked | None:
        """What is found in a document as it is now; None where it is not watched, or could not be checked."""
        if uri in self._checks and self._checks[uri].done() and uri not in self._checked:
            self._check_in(0, uri)
        while (check := self._checks.get(uri)) is not None and not check.done():
            await asyncio.wait((check,))
        return self._checked.get(uri)

    def report_server_error(self, error: Exception, source: object) -> None:
        """A message from the editor that cannot be read, or an error of ours: a line in the editor's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"attrib: {_bug(error, 'lsp')}"))

    def _check_in(self, seconds: float, uri: str) -> None:
        """Sees to it that a document is checked as it is in so many seconds, and not as it was before."""
        if uri in self._checks:
            self._checks[uri].cancel()
        self._checks[uri] = asyncio.create_task(self._check(uri, seconds))

    async def _check(self, uri: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        document = self.workspace.get_text_document(uri)
        text, number = document.source, document.version
        path, language = self._path(uri), document.language_id or ""
        complaint, checked = None, None
        try:
            article = await asyncio.get_running_loop().run_in_executor(
                self._worker, self._desk.check, text, path, language
            )
            checked = Checked(uri, article, Lines(text, self.workspace.position_encoding or "utf-16"))
        except AttribError as error:
            complaint = str(error)
        except Exception as error:
            complaint = _bug(error, path)
        self._keep(uri, checked)
        self._complain(uri, complaint)
        found = diagnostics(checked) if checked else []
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, number))

    def _keep(self, uri: str, checked: Checked | None) -> None:
        """Keeps what was found last, and of articles those that were checked last."""
        self._checked.pop(uri, None)
        if checked is not None:
            self._checked[uri] = checked
            while len(self._checked) > _MAX_KEPT:
                self._checked.popitem(last=False)

    def _complain(self, uri: str, complaint: str | None) -> None:
        """Shows a complaint, once: neither again at every keystroke, nor for every document that it holds for."""
        known = complaint in self._complaints.values()
        self._complaints.pop(uri, None)
        if complaint is not None:
            self._complaints[uri] = complaint
            if not known:
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"attrib: {complaint}"))

    def _path(self, uri: str) -> str:
        """The file of a document; for one that was never saved, a file of its name where the editor works."""
        return to_fs_path(uri) or str(Path(self.workspace.root_path or ".") / Path(uri.rpartition(":")[2]).name)


async def _initialized(ls: Server, params: types.InitializedParams) -> None:
    """Asks to be told when settings change, of an editor that can."""
    workspace = ls.client_capabilities.workspace
    files = workspace.did_change_watched_files if workspace else None
    if files and files.dynamic_registration:
        watchers = [types.FileSystemWatcher(glob) for glob in _SETTINGS_FILES]
        registration = types.Registration(
            "attrib-settings",
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(watchers),
        )
        await ls.client_register_capability_async(types.RegistrationParams([registration]))


def _shutdown(ls: Server, params: None) -> None:
    ls.stop()


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    if reads(params.text_document.uri, params.text_document.language_id):
        ls.watch(params.text_document.uri)


def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    ls.check_again(params.text_document.uri)


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.forget(params.text_document.uri)


def _settings_changed(ls: Server, params: object) -> None:
    ls.check_again()


async def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    checked = await ls.current(params.text_document.uri)
    documents = ls.client_capabilities.text_document
    wanted = documents.hover.content_format if documents and documents.hover else None
    markdown = types.MarkupKind.Markdown in (wanted or ())
    return hover(checked, params.position, markdown=markdown) if checked else None


async def _symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    checked = await ls.current(params.text_document.uri)
    return symbols(checked) if checked else []


async def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the findings in a range."""
    only = params.context.only
    if only is not None and not any("quickfix".startswith(kind) for kind in only):
        return []
    checked = await ls.current(params.text_document.uri)
    if checked is None:
        return []
    start, end = (checked.lines.offset(p) for p in (params.range.start, params.range.end))
    return [
        _action(checked, edit, diagnostic(checked, finding))
        for finding in checked.article.findings
        if checked.holds(finding.span, start, end)
        for edit in edits(checked.article, finding)
    ]


def _action(checked: Checked, edit: Edit, about: types.Diagnostic) -> types.CodeAction:
    change = types.TextEdit(checked.lines.range(edit.start, edit.end), edit.words)
    return types.CodeAction(
        title=edit.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[about],
        edit=types.WorkspaceEdit(changes={checked.uri: [change]}),
    )


def _bug(error: Exception, doing: str) -> str:
    """One line for an error that is ours; all of it goes to the editor's log where ATTRIB_DEBUG asks."""
    if os.environ.get("ATTRIB_DEBUG"):
        traceback.print_exception(error)
    said = " ".join(str(error).split())
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"{doing}: an error in attrib itself ({what})"


_HANDLERS: Mapping[str, Callable[..., Any]] = {
    types.INITIALIZED: _initialized,
    types.SHUTDOWN: _shutdown,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _settings_changed,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _settings_changed,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: _symbols,
}
