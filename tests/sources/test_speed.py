"""Ten hours of transcript against one article."""

from __future__ import annotations

import random
import time

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.readers import read_string
from checker.sources import parse_source, verify
from checker.speakers import Speaker
from checker.statements import Statement

_WORDS = 100_000
_SECONDS = 5.0


def test_ten_hours_in_five_seconds() -> None:
    rng = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "is")]
    rare = ["".join(rng.choices(syllables, k=rng.randint(2, 3))) for _ in range(6000)]
    small = "the of and to a in we it is not that was for on i they have with as at this but be by will".split()
    said = [rng.choice(small) if rng.random() < 0.5 else rng.choice(rare) for _ in range(_WORDS)]
    lines = [f"SPEAKER {k % 2 + 1}: {' '.join(said[at : at + 50])}" for k, at in enumerate(range(0, _WORDS, 50))]
    quotes = [" ".join(said[at : at + 25]) for at in range(1000, 92_000, 9100)]
    quotes += [" ".join(rng.choices(rare + small * 100, k=25)) for _ in range(5)]
    text, statements = "", []
    for number, words in enumerate(quotes):
        quote = f"“{words},”"
        statements.append(
            Statement(f"s{number}", "direct", "speech", (Span(len(text), len(text) + len(quote)),), speaker="p")
        )
        text += f"{quote} Maria Okafor said.\n\n"
    article = Article(
        read_string(text), ModelInfo("gold", "0"), tuple(statements), (Speaker("p", "Maria Okafor", "person"),)
    )
    source = parse_source("long.txt", "\n\n".join(lines))
    start = time.process_time()
    found = verify(article, (source,))
    assert time.process_time() - start < _SECONDS
    verdicts = [s.verification.verdict for s in found.statements if s.verification]
    assert all(v in ("verbatim", "typography", "transcription", "misattributed") for v in verdicts[:10]), verdicts
    assert all(v in ("absent", "paraphrase") for v in verdicts[10:]), verdicts
