"""Articles for the tests of the metrics, built from words rather than offsets."""

from __future__ import annotations

from collections.abc import Iterable

from checker.document import Span
from checker.evaluation.annotation import Annotation
from checker.findings import Finding, Related, Severity
from checker.speakers import Speaker, SpeakerKind
from checker.statements import Act, Kind, Statement

TEXT = (
    "Maria Okafor, the harbour master, said on Monday that the port would stay shut.\n\n"
    "“We will not risk a second collapse,” she said. “Nobody wants that.”\n\n"
    "A senior official said the cost was rising.\n"
)


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where the words stand for the nth time, counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def statement(
    text: str,
    id: str,
    content: str | Iterable[str],
    cue: str = "",
    source: str = "",
    speaker: str | None = None,
    kind: Kind = "indirect",
    act: Act = "speech",
    confidence: float | None = None,
    nested_in: str | None = None,
) -> Statement:
    """A statement whose words are the first of their kind in the text; the cue, the first from the source on."""
    pieces = [content] if isinstance(content, str) else content
    after = text.index(source) if source else 0
    cue_at = text.find(cue, after) if cue in text[after:] else text.index(cue)
    return Statement(
        id,
        kind,
        act,
        tuple(span(text, c) for c in pieces),
        (Span(cue_at, cue_at + len(cue)),) if cue else (),
        (span(text, source),) if source else (),
        speaker,
        confidence,
        nested_in,
    )


def speaker(text: str, id: str, name: str, mentions: Iterable[str], kind: SpeakerKind = "person") -> Speaker:
    return Speaker(id, name, kind, None, tuple(span(text, m) for m in mentions))


def finding(
    text: str,
    code: str,
    words: str,
    severity: Severity = Severity.WARNING,
    related: str = "",
    confidence: float | None = None,
) -> Finding:
    others = (Related(span(text, related)),) if related else ()
    return Finding(code, "a-check", severity, span(text, words), "a message", others, confidence)


def annotation(
    statements: Iterable[Statement] = (),
    speakers: Iterable[Speaker] = (),
    findings: Iterable[Finding] = (),
    text: str = TEXT,
    name: str = "a",
) -> Annotation:
    return Annotation(
        text, f"{name}.txt", tuple(statements), tuple(speakers), tuple(findings), meta={"id": name, "genre": "wire"}
    )


def gold() -> Annotation:
    """Statements of two speakers: indirect with a name, direct with a pronoun, indirect with an unnamed source."""
    return annotation(
        [
            statement(TEXT, "s1", "that the port would stay shut", "said", "Maria Okafor, the harbour master", "p1"),
            statement(
                TEXT,
                "s2",
                ["“We will not risk a second collapse,”", "“Nobody wants that.”"],
                "said",
                "she",
                "p1",
                "direct",
            ),
            statement(TEXT, "s3", "the cost was rising", "said", "A senior official", "p2"),
        ],
        [
            speaker(TEXT, "p1", "Maria Okafor", ["Maria Okafor", "she"]),
            speaker(TEXT, "p2", "A senior official", ["A senior official"], "unnamed"),
        ],
    )
