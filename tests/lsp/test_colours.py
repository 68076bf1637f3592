"""Words with their meaning."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from boolnet.lsp.colours import MODIFIERS, TYPES, colour
from tests.lsp.views import MODEL, view_of


def test_words_have_their_types() -> None:
    words = {(MODEL[w.span.start : w.span.end], w.type, w.modifiers) for w in colour(view_of())}

    assert {
        ("targets", "keyword", ()),
        ("ERK", "function", ("declaration",)),
        ("ERK", "variable", ()),
        ("ERK", "variable", ("documentation",)),
        ("MEK", "parameter", ("declaration",)),
        ('"β-cell growth 🙂"', "property", ("declaration",)),
        ("Fixed", "function", ("declaration", "readonly")),
        ("1", "number", ()),
        ("&", "operator", ()),
        ("# growth", "comment", ()),
        ("#@", "decorator", ()),
        ("PMID", "keyword", ()),
        ("8388392", "string", ()),
        ("verify", "keyword", ()),
    } <= words


@given(st.text(st.sampled_from('AB,&|!()"#@<->: |=\t🙂\n'), max_size=60))
def test_words_stand_in_order_and_do_not_overlap(text: str) -> None:
    view = view_of(text)
    words = list(colour(view))

    for word in words:
        assert word.type in TYPES
        assert set(word.modifiers) <= set(MODIFIERS)
        assert word.span.start < word.span.end
        assert view.source.line(word.span.start) == view.source.line(word.span.end)
    for one, other in pairwise(words):
        assert one.span.end <= other.span.start


def test_a_part_of_a_file_is_a_part_of_the_words() -> None:
    view = view_of()
    some = list(colour(view, 3, 6))

    lines = {view.source.line(word.span.start) for word in some}
    assert {3, 4, 5, 6} == lines
    assert [w for w in colour(view) if view.source.line(w.span.start) in lines] == some
