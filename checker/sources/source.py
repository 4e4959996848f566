"""What quotes are checked against: the `Source` and its `Turn`s."""

from __future__ import annotations

from dataclasses import dataclass

from checker.document import Document, Span


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a source in one voice.

    speaker: the label as the source has it (“MS. OKAFOR”, “Speaker 1”) or the name that the user gave for it; None where
    the source does not say. time: as written (“00:12:31”). span: code points into the source's text, label left out.
    """

    speaker: str | None
    time: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """One source as it was read; its turns are in text order and hold all the words that a quote may come from."""

    path: str
    document: Document
    turns: tuple[Turn, ...]

    @property
    def text(self) -> str:
        return self.document.text
