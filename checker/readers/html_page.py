"""Which blocks of a web page are its article."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from checker.errors import AttribError
from checker.readers.blocks import Block
from checker.readers.extras import load

_NO_LETTER = re.compile(r"[\W_]+")
# Letters from which on a block is looked for inside the extracted paragraphs too, which join what line breaks part.
_LONG = 25


def chosen(blocks: Sequence[Block], markup: str, name: str) -> Sequence[Block]:
    """The blocks that trafilatura extracts, in its “recall” setting, with the h1, bylines and captions among them.

    All of them where it extracts nothing. Raises AttribError where it is missing or cannot read the page.
    """
    trafilatura = load("trafilatura", "html", name)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        extracted = trafilatura.extract(markup, favor_recall=True, include_comments=False, include_tables=True)
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise AttribError(f"{name}: is a page that trafilatura cannot read. Save the article alone.") from error
    lines = [_letters(line) for line in (extracted or "").splitlines()]
    known, whole = {line for line in lines if line}, "\n".join(lines)
    keys = [_letters(block.text) for block in blocks]
    kept = [i for i, key in enumerate(keys) if key and (key in known or (len(key) >= _LONG and key in whole))]
    if not kept:
        return blocks
    titles = [i for i, block in enumerate(blocks) if block.level == 1 and i <= kept[0]]
    first = titles[-1] if titles else kept[0]
    marked = {i for i in range(first, kept[-1] + 1) if blocks[i].level == 1 or blocks[i].role in ("byline", "caption")}
    return [block for i, block in enumerate(blocks) if i in marked.union(kept)]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
