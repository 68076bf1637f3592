"""Symbols and folds."""

from __future__ import annotations

from boolnet.lsp.outline import Nature, list_folds, list_symbols
from tests.lsp.views import MODEL, view_of


def test_the_outline_has_every_rule_with_what_stands_above_it() -> None:
    symbols = list(list_symbols(view_of()))

    assert [
        ("ERK", Nature.RULE, "MEK & (RAF | !DUSP6)"),
        ("DUSP6", Nature.RULE, "ERK"),
        ("MEK", Nature.INPUT, "input  MEK"),
        ("RAF", Nature.INPUT, "input  RAF"),
        ("β-cell growth 🙂", Nature.READOUT, "readout  ERK & IL"),
        ("Fixed", Nature.CONSTANT, "constant  1"),
        ("IL_hi", Nature.INPUT, "input  IL_hi"),
    ] == [(s.name, s.nature, s.detail) for s in symbols]
    first = symbols[0]
    assert MODEL[first.span.start :].startswith("#@ MEK -> ERK")
    assert MODEL[: first.span.end].endswith("!DUSP6)")
    assert all(s.span.start <= s.head.start <= s.head.end <= s.span.end for s in symbols)


def test_remarks_and_sections_fold() -> None:
    folds = [(fold.first, fold.last, fold.comment) for fold in list_folds(view_of())]

    assert [(3, 5, True), (3, 10, False), (12, 13, True), (13, 16, False)] == folds


def test_a_plain_file_has_no_folds() -> None:
    assert [] == list(list_folds(view_of("targets, factors\nA, A\n")))
    assert [] == list(list_symbols(view_of("")))
