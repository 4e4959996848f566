"""The tags and words of HTML with their places in the source.

Tokenized as browsers do it, in time linear in the length: every construct runs to its end or to the end of the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# After “=” alone is a quotation mark a mark; elsewhere in a tag it is a letter like others.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+)>""",
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]++))?+""")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_COMMENT_END = re.compile(r"(?<=<!--)-?>|--!?>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{0,40});?")
_TEXT_END = re.compile(r"<(?=[a-zA-Z/!?])")
# Elements in which nothing but their own end tag is a tag.
_RAW = {
    tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE)
    for tag in "script style title textarea xmp iframe noembed noframes".split()
}
_KEPT = frozenset(("class", "hidden", "style", "rel", "itemprop", "aria-hidden"))


class Token(NamedTuple):
    """A start tag, an end tag or a stretch of words. at: where it begins; same: the words stand there unchanged."""

    kind: str  # "start", "end" or "words"
    text: str
    at: int
    same: bool = True
    attributes: Mapping[str, str] = {}
    closed: bool = False


def tokens(source: str) -> Iterator[Token | int]:
    """The tokens of HTML in order; last, where a tag or comment has no end, the offset at which it begins."""
    i, end = 0, len(source)
    while i < end:
        if source[i] != "<" or not _TEXT_END.match(source, i):
            stop = _TEXT_END.search(source, i + 1)
            j = stop.start() if stop else end
            yield from words(source, i, j)
        elif source.startswith("<!--", i):
            close = _COMMENT_END.search(source, i + 4)
            j = close.end() if close else end
            if not close:
                yield i
        elif _TAG_START.match(source, i):
            tag = _TAG.match(source, i)
            j = tag.end() if tag else end
            if tag is None:
                yield i
            else:
                token = _tag(tag)
                yield token
                if token.kind == "start" and token.text in _RAW and not token.closed:
                    close = _RAW[token.text].search(source, j)
                    j = close.start() if close else end
        else:
            j = source.find(">", i) + 1 or end
        i = j


def words(source: str, start: int, end: int) -> Iterator[Token]:
    """The words of a stretch of text, its references (“&amp;”) resolved, each of them a token of its own."""
    i = start
    for reference in _REFERENCE.finditer(source, start, end):
        resolved = html.unescape(reference[0])
        if resolved == reference[0]:
            continue
        if i < reference.start():
            yield Token("words", source[i : reference.start()], i)
        yield Token("words", resolved, reference.start(), False)
        i = reference.end()
    if i < end:
        yield Token("words", source[i:end], i)


def _tag(found: re.Match[str]) -> Token:
    slash, name, rest = found.groups()
    attributes: dict[str, str] = {}
    if rest and not slash:
        for key, value in _ATTRIBUTE.findall(rest):
            if key.lower() in _KEPT:
                attributes.setdefault(key.lower(), html.unescape(value.strip("\"'")))
    closed = not slash and rest.endswith("/")
    return Token("end" if slash else "start", name.lower(), found.start(), True, attributes, closed)
