"""What an editor is told: the `Finding`, its fingerprint, and the ways of saying “I know” (comments, a baseline)."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from checker.document import Document, Span
from checker.errors import AttribError
from checker.sentences import sentence_spans


class Severity(StrEnum):
    """How much it matters; `off` is a check that does not run unless selected."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    @property
    def rank(self) -> int:
        """error 3, warning 2, info 1, off 0."""
        return {"error": 3, "warning": 2, "info": 1, "off": 0}[self.value]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of: in this article (`path` None) or in a source."""

    span: Span
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who a quote without a speaker might be by."""

    speaker: str
    probability: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an editor should look at. `confidence` is None where a rule decided."""

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    related: tuple[Related, ...] = ()
    confidence: float | None = None
    candidates: tuple[Candidate, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A place where the writer said “I know”: `<!-- attrib: ignore ATT203 reason -->`.

    codes: codes (ATT203), families (ATT2) or names (vague-source), as written; span: the paragraph that it covers.
    """

    codes: tuple[str, ...]
    span: Span
    reason: str = ""

    def covers(self, finding: Finding) -> bool:
        return finding.span.overlaps(self.span) and any(
            finding.code.startswith(c.upper()) or finding.name == c.lower() for c in self.codes
        )


# A second opening before the end starts over: else a page of openings costs the square of its length.
_COMMENT = re.compile(r"<!--((?:(?!<!--).)*?)-->", re.DOTALL)
_REST_OF_LINE = r"(?:[^\r\n<]|</?(?:a|b|i|em|strong|span|q)\b[^<>]*>)*"
_CODE = r"(?:ATT\d{1,3}|[a-z]+(?:-[a-z]+)+)"
_IGNORE = re.compile(
    rf"\s*attrib:\s*ignore\s+({_CODE}(?:\s*,\s*{_CODE}|\s+ATT\d{{1,3}})*)(?![\w-])[\s:–—-]*(.*?)\s*",
    re.IGNORECASE | re.DOTALL,
)


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """The `attrib: ignore` comments of an article.

    A comment covers the paragraph that it stands in; one that stands between paragraphs, the next. It is read from the
    source, so that it works as well where the reader leaves comments out of the text (Markdown, HTML). A comment that
    the format keeps beside the text (Word) covers the paragraphs that it hangs on.
    """
    source = document.text if document.source_text is None else document.source_text
    found = []
    for comment in _COMMENT.finditer(source):
        said = _IGNORE.fullmatch(comment.group(1))
        covered = _paragraph_of(document, source, Span(*comment.span())) if said else None
        if said and covered:
            found.append(_suppression(said, covered))
    for note in document.notes:
        if said := _IGNORE.fullmatch(note.text):
            found.append(_suppression(said, note.span))
    return tuple(found)


def says_ignore(comment: str) -> bool:
    """True for the words of a comment that says “I know”."""
    return _IGNORE.fullmatch(comment) is not None


def _suppression(said: re.Match[str], covered: Span) -> Suppression:
    return Suppression(tuple(re.findall(_CODE, said.group(1), re.IGNORECASE)), covered, said.group(2))


def _paragraph_of(document: Document, source: str, comment: Span) -> Span | None:
    for paragraph in document.paragraphs:
        start, end = (document.source_offset(p) for p in paragraph.span)
        if comment.start >= end:
            # Left out of the text, yet at the end of the paragraph's last line: it belongs to what stands before it.
            if re.fullmatch(_REST_OF_LINE, source[end : comment.start]):
                return paragraph.span
            continue
        inside = Span(start, end).overlaps(comment)
        if not inside or _COMMENT.sub("", source[start:end]).strip():
            return paragraph.span
    return None


def fingerprinted(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """The findings, in their order, each with its fingerprint.

    A fingerprint is 16 hexadecimal digits made of the code, the words of the sentences that the finding touches, and
    the
    words that it points at: it changes with those sentences and with nothing else, so that it outlives edits elsewhere,
    typography and spacing included. Findings that agree in all of it are numbered in text order.
    """
    numbers: Counter[str] = Counter()
    out = []
    for finding in findings:
        around, at = _sentences(document, finding.span), finding.span.of(document.text)
        key = f"{finding.code}|{_key_words(around)}|{_key_words(at)}"
        numbers[key] += 1
        if numbers[key] > 1:
            key += f"|{numbers[key]}"
        out.append(replace(finding, fingerprint=hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]))
    return tuple(out)


def _sentences(document: Document, span: Span) -> str:
    """The sentences of the span's paragraphs that it touches."""
    touched = [
        sentence.of(document.text)
        for paragraph in document.paragraphs
        if paragraph.span.overlaps(span)
        for sentence in sentence_spans(document.text, paragraph.span)
        if sentence.overlaps(span)
    ]
    return " ".join(touched)


def _key_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def write_baseline(path: str | Path, findings: Iterable[Finding]) -> None:
    """Writes the fingerprints of findings that are known and accepted. Raises AttribError where the file cannot be."""
    known = sorted({(f.fingerprint, f.code) for f in findings})
    content = {"attrib-baseline": 1, "findings": [{"fingerprint": print_, "code": code} for print_, code in known]}
    try:
        Path(path).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise AttribError(f"{path}: the baseline cannot be written: {error.strerror or error}") from error


def read_baseline(path: str | Path) -> frozenset[str]:
    """The fingerprints in a baseline file. Raises AttribError where it is none."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        if content["attrib-baseline"] != 1:
            raise ValueError("another version")
        return frozenset(str(entry["fingerprint"]) for entry in content["findings"])
    except OSError as error:
        raise AttribError(f"{path}: the baseline cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise AttribError(f"{path}: is no baseline of this version; write it anew") from error


def not_in_baseline(findings: Iterable[Finding], known: frozenset[str]) -> tuple[Finding, ...]:
    """The findings that a baseline does not hold."""
    return tuple(f for f in findings if f.fingerprint not in known)
