"""Reading sources: files and folders of transcripts, statements, e-mails and notes."""

from __future__ import annotations

import email
import email.policy
import os
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from checker.document import Document
from checker.errors import AttribError
from checker.readers import read, read_string
from checker.readers.decode import MAX_BYTES
from checker.sources.source import Source
from checker.sources.turns import turns_of

ENDINGS = frozenset((".txt", ".text", ".md", ".markdown", ".vtt", ".srt", ".docx", ".html", ".htm", ".eml"))
_PLAIN = frozenset((".txt", ".text", ".vtt", ".srt"))
_MOST_FILES = 500
_DEEPEST = 8


def read_sources(paths: Sequence[str], names: Mapping[str, str] | None = None) -> tuple[Source, ...]:
    """The sources in files and, to eight levels down, in folders; hidden files and links out of a folder are left aside.

    names: whom a label of a transcript stands for (“Speaker 1” → “Maria Okafor”). Raises AttribError, one line, for a
    path that is missing, a folder without a file that can be a source, more than 500 files, and what `readers.read`
    cannot read.
    """
    files: dict[str, None] = {}
    for path in paths:
        files.update(dict.fromkeys(_files(path)))
        if len(files) > _MOST_FILES:
            raise AttribError(f"--source: {path}: more than {_MOST_FILES} files; name a folder that holds fewer")
    return tuple(read_source(path, names) for path in files)


def read_source(path: str, names: Mapping[str, str] | None = None) -> Source:
    """One source. Raises AttribError as `read_sources` does."""
    ending = Path(path).suffix.lower()
    document = _mail(path) if ending == ".eml" else read(path, format="text" if ending in _PLAIN else None)
    return Source(path, document, turns_of(document.text, names))


def parse_source(path: str, text: str, names: Mapping[str, str] | None = None) -> Source:
    """A source from memory, as plain text."""
    document = read_string(text, path=path)
    return Source(path, document, turns_of(document.text, names))


def _files(path: str) -> Iterator[str]:
    if not os.path.exists(path):
        raise AttribError(f"--source: {path}: no such file or folder. Check the name.")
    if not os.path.isdir(path):
        yield path
        return
    found = False
    for folder, folders, names in os.walk(path):
        depth = len(Path(folder).relative_to(path).parts)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and depth < _DEEPEST)
        for name in sorted(names):
            file = os.path.join(folder, name)
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS and not os.path.islink(file):
                found = True
                yield file
    if not found:
        raise AttribError(f"--source: {path}: holds no file that can be a source ({', '.join(sorted(ENDINGS))})")


def _mail(path: str) -> Document:
    """The text of an e-mail file: sender, date and subject, then the body."""
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise AttribError(f"{path}: cannot be read ({error.strerror or error}).") from error
    if len(content) > MAX_BYTES:
        raise AttribError(f"{path}: is larger than {MAX_BYTES // 10**6} MB.")
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    try:
        body = message.get_body(("plain", "html"))
        words = str(body.get_content()) if body is not None else ""
        head = [f"{name}: {message[name]}" for name in ("From", "Date", "Subject") if message[name]]
    except (LookupError, ValueError, AttributeError) as error:
        raise AttribError(f"{path}: is no e-mail that can be read. Save it as text.") from error
    if body is not None and body.get_content_type() == "text/html":
        words = read_string(words, path=path, format="html").text
    words = words.replace("\r\n", "\n")
    return read_string("\n".join(head) + f"\n\n{words}", path=path)
