from __future__ import annotations

from html_reading import Page
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Span
from checker.reports.html_marks import Mark, by_block, marked, touched

TEXT = "“We <b>knew</b> & said ‘so’,” she said. 🏗️ é \"'>"


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    ends = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
    spans = draw(st.lists(st.tuples(ends, st.integers(0, 3)), max_size=12))
    return [
        Mark(Span(min(ends), max(ends)), layer, f'data-k="{k}"', f'id="m{k}"', f'<a data-after="{k}"></a>')
        for k, (ends, layer) in enumerate(spans)
    ]


@given(marks(), st.integers(0, len(TEXT)))
def test_spans_that_cross_are_valid_html_and_hold_their_words(marks: list[Mark], cut: int) -> None:
    blocks = [Span(0, cut), Span(cut, len(TEXT))]
    html = "".join(
        f"<p>{marked(TEXT, block, own)}</p>" for block, own in zip(blocks, by_block(marks, blocks), strict=True)
    )
    page = Page(html)
    assert "".join("".join(p) for (tag, _), (_, p) in zip(page.elements, page.texts, strict=True) if tag == "p") == TEXT
    for k, mark in enumerate(marks):
        assert page.by_data("k", str(k)) == mark.span.of(TEXT)
        assert sum(a.get("id") == f"m{k}" for _, a in page.elements) == 1
        assert sum(a.get("data-after") == str(k) for _, a in page.elements) == 1


def test_lower_layers_and_longer_spans_go_around() -> None:
    inner, outer, role = (
        Mark(Span(2, 4), 0, 'class="inner"'),
        Mark(Span(0, 6), 0, 'class="outer"'),
        Mark(Span(0, 3), 1, 'class="role"'),
    )
    assert marked("abcdef", Span(0, 6), [inner, role, outer]) == (
        '<span class="outer"><span class="role">ab</span><span class="inner"><span class="role">c</span>d</span>ef</span>'
    )


def test_marks_on_white_space_between_blocks_are_kept() -> None:
    blocks = [Span(0, 3), Span(6, 9)]
    gap, across = Mark(Span(4, 5), 2, "a", "b", "c"), Mark(Span(4, 8), 2, "a", "b", "c")
    assert touched(blocks, gap.span) == [0]
    assert touched(blocks, across.span) == [1]
    first, second = by_block([gap, across], blocks)
    assert first == [Mark(Span(3, 3), 2, "a", "b", "c")]
    assert second == [across]
    assert marked("abc   def", blocks[1], second) == "<span a b>de</span>cf"
