"""The article itself, a Word file, with a comment on the very words of each finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.article import Article
from checker.errors import AttribError
from checker.findings import Finding
from checker.readers.docx import read_map
from checker.readers.docx_map import RunPiece
from checker.readers.docx_package import Package
from checker.reports import docx_comments
from checker.reports.docx_comments import Comment
from checker.reports.options import RenderOptions
from checker.reports.wording import possibly

_EXCERPT = 160


def render(articles: Sequence[Article], options: RenderOptions) -> bytes:
    """The Word file with its findings as comments by “attrib”; those of an earlier run are gone, all others stay.

    Raises AttribError for more than one article, one that is no Word file on disk, and one that changed meanwhile.
    """
    if not options.findings:
        raise AttribError("--format docx: shows findings; run attrib check, or choose another format")
    if len(articles) != 1:
        raise AttribError(f"--format docx: takes one article, not {len(articles)}; run it for each of them")
    article = articles[0]
    if article.document.format != "docx" or article.path in (None, "-"):
        raise AttribError(f"--format docx: comments on a Word file; {article.path or 'the text'} is none, name a .docx")
    path = str(article.path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise AttribError(f"{path}: cannot be read again ({error.strerror or error}); run it once more") from error
    package = Package(data, path)
    cleaned, _ = docx_comments.remove(package)
    if cleaned is not None:
        package = Package(cleaned, path)
    text, words = read_map(package)
    if text != article.text:
        raise AttribError(f"{path}: changed while it was checked; run it once more")
    found = sorted(article.findings, key=lambda f: (f.span.start, f.span.end, f.code))
    comments = [Comment(f.span, tuple(_said(article, f, words.of(f.span)))) for f in found]
    return docx_comments.add(package, comments, words)


def _said(article: Article, finding: Finding, pieces: Sequence[RunPiece]) -> Iterable[str]:
    yield f"{finding.name.replace('-', ' ').capitalize()} ({finding.severity.value}, {finding.code})"
    if any(piece.offset is None and piece.length > 1 for piece in pieces):
        yield f"On: {_quoted(finding.span.of(article.text))}"
    yield finding.message
    if (likely := possibly(article, finding)) is not None:
        yield likely
    for related in finding.related:
        if related.path is None:
            yield f"Compare {_quoted(related.span.of(article.text))}"
        else:
            yield f"See {related.path}, characters {related.span.start} to {related.span.end}."


def _quoted(words: str) -> str:
    """Words between guillemets, which do not mix with their own quotation marks, the middle of long ones left out."""
    words = " ".join(words.split())
    if len(words) > _EXCERPT:
        half = _EXCERPT // 2
        words = f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
    return f"«{words}»"
