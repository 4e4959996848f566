"""Other tools, scored by the same code on the same articles."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from checker.document import Span
from checker.errors import AttribError
from checker.evaluation.annotation import Annotation
from checker.evaluation.predictions import Predictor, QuotesOnly
from checker.evaluation.slices import quote_kind
from checker.statements import Statement

SPACY_MODEL = "ATTRIB_SPACY_MODEL"
"""Environment variable: the spaCy pipeline of English to use, by package name or folder; en_core_web_sm unless set."""


class Textacy(QuotesOnly):
    """Direct quotations of textacy, which needs a spaCy pipeline of English (see `SPACY_MODEL`).

    It links no speakers: every statement is given as one without. Its quotes are pieces; two pieces that share cue and
    source are one statement, as the design counts them.
    """

    name = "textacy"

    def __init__(self) -> None:
        """Loads the pipeline. Raises AttribError where textacy or the pipeline is not installed."""
        try:
            extract = importlib.import_module("textacy.extract.triples")
            spacy = importlib.import_module("spacy")
        except ImportError as error:
            raise AttribError("textacy is not installed; pip install 'attrib[peers]'") from error
        self._extract: Callable[[Any], Iterable[Any]] = extract.direct_quotations
        model = os.environ.get(SPACY_MODEL, "en_core_web_sm")
        try:
            self._pipeline: Callable[[str], Any] = spacy.load(model)
        except OSError as error:
            raise AttribError(
                f"textacy needs the spaCy pipeline {model}: install it, or name another in {SPACY_MODEL}"
            ) from error

    def quotes(self, article: Annotation) -> Annotation:
        together: dict[tuple[Span, Span], list[Span]] = {}
        for source, cue, content in self._triples_of(article.text):
            together.setdefault((source, cue), []).append(content)
        statements = []
        for number, ((source, cue), found) in enumerate(together.items(), 1):
            pieces = tuple(sorted(set(found)))
            kind = quote_kind(article.text, pieces)
            statements.append(Statement(f"s{number}", kind, "speech", pieces, (cue,), (source,)))
        return Annotation(article.text, article.path, tuple(statements), meta={"id": article.id})

    def _triples_of(self, text: str) -> Iterator[tuple[Span, Span, Span]]:
        """Source, cue and content. textacy gives up on a text whose marks are odd: then it gets each line by itself."""
        try:
            yield from self._read(text, 0)
        except ValueError:
            for line in re.finditer(r"[^\r\n]+", text):
                with suppress(ValueError):
                    yield from self._read(line[0], line.start())

    def _read(self, text: str, offset: int) -> list[tuple[Span, Span, Span]]:
        found = []
        for triple in self._extract(self._pipeline(text)):
            first, last = triple.content[0], triple.content[-1]
            found.append((_span(triple.speaker, offset), _span(triple.cue, offset), _span([first, last], offset)))
        return found


PEERS: dict[str, Callable[[], Predictor]] = {"textacy": Textacy}


def peer(name: str) -> Predictor:
    """The peer of that name. Raises AttribError where there is none, or it is not installed."""
    if name not in PEERS:
        raise AttribError(
            f"there is no peer “{name}”; there are {', '.join(PEERS)} (score any other with --against FILE)"
        )
    return PEERS[name]()


def _span(tokens: Sequence[Any], offset: int) -> Span:
    """From the first of spaCy's tokens to the last, as it stands in the article."""
    return Span(offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1]))
