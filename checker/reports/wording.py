"""Small phrases that the text reports share."""

from __future__ import annotations

from collections.abc import Sequence

from checker.article import Article
from checker.document import Span


def count(number: int, noun: str) -> str:
    """“1 file”, “2 files”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def and_join(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”; `last` is the word before the last."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def path_of(article: Article) -> str:
    """The path as it was given; a name in angle brackets for what came from elsewhere."""
    return {None: "<text>", "-": "<stdin>"}.get(article.path) or str(article.path)


def place_of(article: Article, span: Span) -> str:
    """“line:column” of where a span starts, in the source file."""
    place = article.document.place(span.start)
    return f"{place.line}:{place.column}"
