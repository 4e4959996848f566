"""Markdown: its rendered text, and the way back from every letter of it to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from checker.document import Document, ParagraphRole, Segment, Span
from checker.errors import AttribError
from checker.readers.paragraphs import trim, with_roles

_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n]|$)")
# YAML or TOML between two fences at the very top; its first line has a key, which tells it from a ruled line.
_FRONT_MATTER = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n|[\r\n])(?=[\w\"'-]+\s*[:=]|#)(?s:.*?)(?<=[\r\n])\1[ \t]*(?:\r\n|[\r\n]|\Z)"
)
_COMMENT = re.compile(r"\s*<!--(?s:.*?)-->\s*")
_COMMENT_FIRST = re.compile(r" {0,3}(?:<!--(?:(?!-->).)*-->[ \t]*)+[^\s<]")
_NOT_BREAK = re.compile(r"[^\r\n]")
_BETWEEN = "\n\n"
# Above these a file is no article, and parsing, quadratic in brackets that never close, would not come to an end.
_MAX_LENGTH = 2_000_000
_MAX_BRACKETS = 20_000
_BREAKS = ("softbreak", "hardbreak")
# The inline tokens that have words.
_WORDED = ("text", "text_special", "code_inline", "image")

_Rule = Callable[[StateInline, bool], bool]


def parse(text: str, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of a Markdown source: its words without the marks, paragraphs two newlines apart.

    Headings are headlines, a picture's description is a caption, a line break is a space. Front matter and comments are
    left out; code, tables and raw HTML too, and `limits` says so. Each segment's words stand unchanged in the source.
    Raises AttribError above two million code points or 20,000 opening brackets.
    """
    if len(text) > _MAX_LENGTH or text.count("[") > _MAX_BRACKETS:
        raise AttribError(
            f"{path or 'text'}: is too long or too full of brackets for Markdown. Split it, or read it as text."
        )
    page = _Page(text)
    left_out: Counter[str] = Counter()
    inside_table = 0
    heading = ""
    for token in _parser().parse(_blank_front_matter(text)):
        if token.type in ("table_open", "table_close"):
            inside_table += token.nesting
            left_out["table"] += token.type == "table_open"
        elif token.type == "heading_open":
            heading = token.markup
        elif token.type == "heading_close":
            heading = ""
        elif token.type in ("fence", "code_block"):
            left_out["code block"] += 1
        elif token.type == "html_block" and _COMMENT.sub("", token.content):
            left_out["piece of HTML"] += 1
        elif token.type == "inline" and not inside_table:
            page.add(token, heading)
    said = tuple(f"{n} {what}{'s were' if n > 1 else ' was'} left out." for what, n in left_out.items() if n)
    rendered = "".join(page.parts)
    paragraphs = with_roles(rendered, page.spans, page.roles)
    return Document(rendered, paragraphs, path, "markdown", text, tuple(page.segments), limits + said)


class _Page:
    """The rendered text as it grows."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = [Span(m.start(), m.end()) for m in _LINE.finditer(source)]
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.roles: dict[int, ParagraphRole] = {}
        self.segments: list[Segment] = []

    def add(self, inline: Token, heading: str) -> None:
        """Appends one block of prose as a paragraph; `heading` is the mark of the heading it is, empty for none."""
        offsets = self._line_offsets(inline, heading)
        pieces = list(_pieces(inline.children or []))
        while pieces and not pieces[-1][0].strip():
            pieces.pop()
        text = "".join(words for words, _ in pieces)
        inner = trim(text, Span(0, len(text)))
        if inner.start == inner.end:
            return
        if self.spans:
            self._append(_BETWEEN, None)
        start = self.length
        for words, at in pieces:
            self._append(words, _locate(at, offsets))
        if heading:
            self.roles[len(self.spans)] = "headline"
        elif {t.type for t in inline.children or [] if t.content} == {"image"}:
            self.roles[len(self.spans)] = "caption"
        self.spans.append(Span(start + inner.start, start + inner.end))

    def _append(self, words: str, source: int | None) -> None:
        if source is not None and self.source.startswith(words, source):
            last = self.segments[-1] if self.segments else None
            if last and last.start + last.length == self.length and last.source + last.length == source:
                self.segments[-1] = Segment(last.start, last.source, last.length + len(words))
            else:
                self.segments.append(Segment(self.length, source, len(words)))
        self.parts.append(words)
        self.length += len(words)

    def _line_offsets(self, inline: Token, heading: str) -> list[tuple[int, int]]:
        """For each line of an inline token's content: where it begins there, and where in the source.

        A line of content is the tail of its source line, behind indents, “>” and bullets; a heading may have closing
        marks behind it too.
        """
        first = inline.map[0] if inline.map else 0
        offsets = []
        begin = 0
        for i, line in enumerate(inline.content.split("\n")):
            span = self.lines[first + i]
            raw = span.of(self.source).rstrip()
            column = raw.rfind(line) if heading.startswith("#") else len(raw) - len(line.rstrip())
            offsets.append((begin, span.start + column))
            begin += len(line) + 1
        return offsets


def _locate(at: int | None, offsets: list[tuple[int, int]]) -> int | None:
    """The offset in the source of position `at` in an inline token's content."""
    if at is None:
        return None
    begin, source = offsets[bisect_right(offsets, at, key=lambda offset: offset[0]) - 1]
    return source + at - begin


def _pieces(children: list[Token]) -> Iterator[tuple[str, int | None]]:
    """The words of an inline token, in order, each with its position in the token's content, None where it has none."""
    for i, token in enumerate(children):
        at: int | None = token.meta.get("at")
        if token.type in _BREAKS or (token.type == "html_inline" and token.content.startswith("<br")):
            yield " ", None
        elif token.type in _WORDED:
            before = 0 if at is None else _marks_before(token, children[i - 1] if i else None)
            at_break = i + 1 < len(children) and children[i + 1].type in _BREAKS
            yield token.content.rstrip(" ") if at_break else token.content, None if at is None else at + before


def _marks_before(token: Token, previous: Token | None) -> int:
    """How many characters of markup stand between where a token begins and its words."""
    if token.type == "image":
        return len("![")
    if token.type == "code_inline":
        return len(token.markup)
    if token.type == "text_special":
        return token.markup.find(token.content) if token.content in token.markup else 0
    return len("<") if previous is not None and previous.info == "auto" and previous.nesting == 1 else 0


def _blank_front_matter(text: str) -> str:
    """The text with its front matter, and a byte-order mark, as blanks, so that every line keeps its number."""
    if match := _FRONT_MATTER.match(text):
        return _NOT_BREAK.sub(" ", match.group()) + text[match.end() :]
    return " " + text[1:] if text.startswith("\ufeff") else text


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, whose inline tokens carry in `meta["at"]` where they begin in the inline content.

    The library gives places by line alone. Its rules are wrapped, each token that a rule adds gets the position at
    which the rule began, and the two passes that would merge tokens again are switched off.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    rules: dict[str, _Rule] = {
        "text": rules_inline.text,
        "newline": rules_inline.newline,
        "escape": rules_inline.escape,
        "backticks": rules_inline.backtick,
        "emphasis": rules_inline.emphasis.tokenize,
        "link": rules_inline.link,
        "image": rules_inline.image,
        "autolink": rules_inline.autolink,
        "html_inline": rules_inline.html_inline,
        "entity": rules_inline.entity,
    }
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _placed(rule))
    parser.inline.ruler.push("literal", _placed(_literal))
    parser.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    return parser


def _html_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """As CommonMark has it, but that a comment does not make HTML of the words behind it on its line: it may say that a
    finding in its paragraph is to be ignored.
    """
    if _COMMENT_FIRST.match(state.src, state.bMarks[first], state.eMarks[first]):
        return False
    return rules_block.html_block(state, first, last, silent)


def _placed(rule: _Rule) -> _Rule:
    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if silent:
            return True
        if state.pending:
            state.pushPending()
        at = start
        for token in state.tokens[before:]:
            token.meta.setdefault("at", at)
            # A run of “*” or “_” is one token a mark.
            at += len(token.content) if rule is rules_inline.emphasis.tokenize else 0
        return True

    return run


def _literal(state: StateInline, silent: bool) -> bool:
    """The character that no other rule wants, so that it too is placed."""
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True
