"""HTML: the words of a CMS's body, or of the article in a whole page, and the way back to the source."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.document import Document
from checker.errors import AttribError
from checker.readers.blocks import MAX_ELEMENTS, MAX_LENGTH, Block, Kind, Renderer, document_of, left_out
from checker.readers.decode import named
from checker.readers.extras import load
from checker.readers.html_page import chosen
from checker.readers.html_tokens import Token, tokens

PAGE = "Of the page, only what looks like its article was read."

_PAGE = re.compile(
    r"\ufeff?\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = frozenset(
    "script style noscript template head title iframe object svg math canvas audio video select option button input "
    "textarea datalist noembed noframes applet embed map meter progress rp rt dialog menu".split()
)
_SAID = frozenset("aside footer nav form".split())
_BREAKING = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header "
    "hgroup hr html legend li main ol p pre section summary table caption tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text)(?:\s|$)")
_BYLINE_CLASS = re.compile(
    r"(?:^|\s)(?:[\w-]*[_-])?(?:byline|author-name)(?:\s|$)|(?:^|\s)author(?:\s|$)", re.IGNORECASE
)
_CAPTION_CLASS = re.compile(r"(?:^|\s)(?:[\w-]*[_-])?caption(?:-text)?(?:\s|$)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{(\d+)\}|\s+")


def parse(text: str, path: str | None = None, limits: tuple[str, ...] = ()) -> Document:
    """The document of an HTML source: its words as an editor sees them, paragraphs two newlines apart.

    Headings are headlines, figcaptions captions; list items and table cells are paragraphs, a line break is a newline.
    Scripts, what is hidden, asides, navigation and footers are left out; of a whole page, all that trafilatura does not
    take for its article. Raises AttribError above four million code points, 200,000 tags and references or 250 levels,
    and where lxml or trafilatura is needed and missing.
    """
    name = named(path)
    blocks, said, unclosed = blocks_of(text, name)
    if _PAGE.match(text):
        selected = chosen(blocks, text, name)
        said = (PAGE,) if said or len(selected) < len(blocks) else ()
        blocks = selected
    if unclosed is not None:
        line = text.count("\n", 0, unclosed) + 1
        said += (f"From line {line} on nothing was read: a tag or comment that begins there has no end.",)
    return document_of(blocks, text, path, "html", limits + said)


def blocks_of(markup: str, name: str) -> tuple[Sequence[Block], tuple[str, ...], int | None]:
    """The blocks of all that is seen of an HTML source, what was left out, and where a tag without an end begins.

    Raises AttribError as `parse` does.
    """
    if len(markup) > MAX_LENGTH or markup.count("<") + markup.count("&") > MAX_ELEMENTS:
        raise AttribError(f"{name}: is larger than an article is. Save the article alone.")
    etree = load("lxml.etree", "html", name)
    clean, words, unclosed = _cleaned(markup)
    parser = etree.HTMLParser(recover=True, no_network=True, encoding="ascii", default_doctype=False)
    try:
        root = etree.fromstring(clean, parser)
    except etree.XMLSyntaxError as error:
        raise AttribError(f"{name}: is broken HTML. Save the article again.") from error
    renderer = Renderer()
    if root is not None and _render(root, words, renderer) < len(words):
        raise AttribError(f"{name}: is nested deeper than an article is. Save the article alone, or as text.")
    return renderer.blocks, left_out(renderer.left_out), unclosed


def _cleaned(markup: str) -> tuple[bytes, Sequence[Token], int | None]:
    """The source with a number in braces for each stretch of words, those stretches, and where a tag without end begins.

    The library that repairs the nesting does not give places; the numbers carry them through it.
    """
    parts = ["<html><body>"]
    words: list[Token] = []
    unclosed = None
    quotes = 0
    for token in tokens(markup):
        if isinstance(token, int):
            unclosed = token
        elif token.kind == "words":
            parts.append(
                _numbered(token, words) if token.text.strip(" \t\n\r\f") else "\n" if "\n" in token.text else " "
            )
        elif token.text in ("html", "body") or not _NAME.fullmatch(token.text):
            continue
        elif token.text == "q":
            opens = token.kind == "start"
            quotes = max(0, quotes - (not opens))
            mark = ("“”", "‘’")[quotes % 2][not opens]
            quotes += opens
            parts.append(_numbered(Token("words", mark, token.at, False), words))
        elif token.kind == "end":
            parts.append(f"</{token.text}>")
        else:
            attributes = "".join(f' {key}="{_ascii(value)}"' for key, value in token.attributes.items())
            parts.append(f"<{token.text}{attributes}>")
            if token.closed and token.text not in _VOID:
                parts.append(f"</{token.text}>")
    return "".join(parts).encode("ascii"), words, unclosed


def _numbered(token: Token, words: list[Token]) -> str:
    words.append(token)
    return f"{{{len(words) - 1}}}"


def _ascii(value: str) -> str:
    return html.escape(value).encode("ascii", "ignore").decode("ascii").replace("\0", "")


def _render(root: Any, words: Sequence[Token], renderer: Renderer) -> int:
    """Renders a tree of numbered stretches, and returns how many of them it held."""
    count = 0
    # An element, what follows it, or None to close one: recursion would be as deep as the file.
    pending: list[tuple[Any, str]] = [(root, "open")]
    while pending:
        node, step = pending.pop()
        if step == "close":
            renderer.close()
            continue
        if step == "open":
            renderer.open(node.tag, _kind(node.tag, node.attrib))
            pending.append((node, "close"))
            for child in reversed(node):
                pending.extend(((child, "tail"), (child, "open")))
        for match in _PLACEHOLDER.finditer((node.text if step == "open" else node.tail) or ""):
            if match[1] is None:
                renderer.words(match[0], None, same=False)
            else:
                token = words[int(match[1])]
                renderer.words(token.text, token.at, same=token.same)
                count += 1
    return count


def _kind(tag: str, attributes: Mapping[str, str]) -> Kind:
    if tag == "br":
        return Kind(line_break=True)
    classes = attributes.get("class", "")
    breaks = tag in _BREAKING or tag in _SAID
    if (
        tag in _UNSEEN
        or tag in _SAID
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(attributes.get("style", ""))
        or _HIDDEN_CLASS.search(classes)
    ):
        return Kind(breaks, unseen=True, said=tag in _SAID)
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return Kind(True, "headline", int(tag[1]))
    if tag in ("figcaption", "caption") or _CAPTION_CLASS.search(classes):
        return Kind(breaks, "caption")
    if attributes.get("rel") == "author" or attributes.get("itemprop") == "author" or _BYLINE_CLASS.search(classes):
        return Kind(breaks, "byline")
    return Kind(breaks, keeps_lines=tag == "pre")
