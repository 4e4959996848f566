"""The verification record."""

from __future__ import annotations

from dataclasses import replace

from checker.article import Article
from checker.document import Span
from checker.reports.options import RenderOptions
from checker.reports.verification import record_html, record_text
from checker.statements import Verification

SOURCE = "OKAFOR: The <port> may be closed."


def verified(story: Article) -> Article:
    found = {
        "s2": Verification(
            "meaning", "a<b>.txt", Span(8, 33), "OKAFOR", "00:12:31", "The [-<port> may be-] {+port is+} closed"
        ),
        "s5": Verification("unchecked"),
    }
    return replace(story, statements=tuple(replace(s, verification=found.get(s.id)) for s in story.statements))


def test_text_tells_every_quote_and_where_it_stands(story: Article) -> None:
    record = record_text([verified(story)], RenderOptions(width=200))
    assert "Maria Okafor: sense changed (a<b>.txt, OKAFOR, 00:12:31, characters 8–33)" in record
    assert "no speaker: not checked" in record
    assert "[-<port> may be-] {+port is+}" in record
    assert "2 quotes: 0 borne out, 1 not, 1 not checked." in record


def test_html_sets_quote_beside_passage_and_escapes_both(story: Article) -> None:
    page = record_html([verified(story)], {"a<b>.txt": SOURCE})
    assert "The &lt;port&gt; may be closed." in page
    assert "<del>&lt;port&gt; may be</del> <ins>port is</ins>" in page
    assert "a&lt;b&gt;.txt" in page
    assert "<port>" not in page and "<script" not in page and "http" not in page


def test_a_quote_without_sources_is_listed_as_not_checked(story: Article) -> None:
    assert record_text([story], RenderOptions(width=200)).count("not checked\n") == 2
