"""The verification record."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from checker.article import Article, ModelInfo
from checker.document import Span
from checker.readers import read_string
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


def test_a_quote_that_is_not_borne_out_has_the_words_of_the_source_and_the_sources_their_digest(story: Article) -> None:
    absent = Verification("absent", "a.txt", Span(0, 6))
    checked = replace(story, statements=tuple(replace(s, verification=absent) for s in story.statements))
    record = record_text([checked], RenderOptions(width=200), {"a.txt": "Nobody came."})
    assert "source: Nobody" in record
    assert f"a.txt (2 words, SHA-256 {hashlib.sha256(b'Nobody came.').hexdigest()[:16]}…)" in record
    assert "Checked by:" in record


def test_a_quotation_that_is_no_statement_is_listed_as_not_checked() -> None:
    document = read_string("The sign said “no swimming before noon” in red, and a “sort of” gate.\n")
    article = Article(document, ModelInfo("gold", "0"))
    record = record_text([article], RenderOptions(width=200))
    assert "“no swimming before noon”\n      no statement: not checked" in record
    assert "sort of" not in record and "1 quote: 0 borne out, 0 not, 1 not checked." in record


def test_times_between_captions_are_no_part_of_the_passage(story: Article) -> None:
    captions = "1\n00:00:01,000 --> 00:00:02,000\nWe sail\n\n2\n00:00:02,000 --> 00:00:03,000\nat dawn.\n"
    found = Verification("absent", "a.srt", Span(captions.index("We"), captions.index(".")))
    checked = replace(story, statements=tuple(replace(s, verification=found) for s in story.statements))
    assert "source: We sail at dawn" in record_text([checked], RenderOptions(width=200), {"a.srt": captions})
