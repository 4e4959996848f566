"""The articles that the page may open: those of the folders and files that it was started with, and what is dropped on it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.document import Document
from checker.errors import AttribError
from checker.readers import read_bytes
from checker.readers.decode import MAX_BYTES
from checker.readers.recognition import format_of_ending

_MAX_FILES = 5_000
_MAX_NAME = 300


@dataclass(frozen=True, slots=True)
class Root:
    """A folder; `only` is the name of the one file in it that was given, None for all of it."""

    folder: Path
    only: str | None = None


class Shelf:
    """Files by key: the number of their root and the path from there (“0/city/story.docx”).

    Raises AttribError where a path that is given is not there.
    """

    def __init__(self, paths: Sequence[str | Path]) -> None:
        self.roots = tuple(_root(Path(p)) for p in paths)

    def articles(self) -> list[str]:
        """The keys of the articles there are, by their endings, without hidden ones; 5,000 at most."""
        found = [f"{n}/{name}" for n, root in enumerate(self.roots) for name in _names(root)]
        return sorted(found)[:_MAX_FILES]

    def name(self, key: str) -> str:
        """How a file is called on the page and in the annotations: its path from the root, with the root’s own name if
        there are several."""
        number, _, name = key.partition("/")
        root = self.roots[int(number)]
        return f"{root.folder.name}/{name}" if len(self.roots) > 1 and root.only is None else name

    def read(self, key: str) -> Document:
        """Reads one of the files. Raises AttribError for what is no file of a root, wherever a link in it may lead."""
        number, _, name = key.partition("/")
        refused = AttribError(
            f"{name[:_MAX_NAME] or 'the article'}: is no article of the folder that attrib serve was given"
        )
        if key not in self.articles():
            raise refused
        folder = self.roots[int(number)].folder
        try:
            path = (folder / name).resolve(strict=True)
            if not path.is_relative_to(folder):
                raise refused
            return read_bytes(_bytes(path, refused), self.name(key))
        except (OSError, ValueError, RuntimeError) as error:
            raise refused from error


def _root(path: Path) -> Root:
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise AttribError(f"{path}: no such file or folder. Check the name.") from error
    return Root(real) if real.is_dir() else Root(real.parent, real.name)


def _names(root: Root) -> Iterator[str]:
    if root.only is not None:
        yield root.only
        return
    count = 0
    for folder, folders, files in os.walk(root.folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            format_ = "text" if file.lower().endswith(".txt") else format_of_ending(file)
            if format_ not in (None, "captions") and not file.startswith("."):
                yield Path(folder, file).relative_to(root.folder).as_posix()
                count += 1
        if count > _MAX_FILES:
            return


def _bytes(path: Path, refused: AttribError) -> bytes:
    """The bytes of a plain file; the path is free of links, and one put there meanwhile is not followed."""
    # Not to wait where somebody put a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise refused
        return file.read(MAX_BYTES + 1)
