"""Tests of `boolnet.logic.mutation`."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.logic import expression as ex
from boolnet.logic.mutation import drop_name, flip_name
from boolnet.network.conditions import parse_condition
from tests.oracles import truth_table
from tests.strategies import expressions


@pytest.mark.parametrize(
    ("rule", "dropped", "flipped"),
    [
        ("A & B", "B", "!A & B"),
        ("!A | B", "B", "A | B"),
        ("B & (A | C)", "B & C", "B & (!A | C)"),
        ("A", "0", "!A"),
        ("!A", "1", "A"),
        ("B & (A | !A)", "B", "B & (!A | A)"),
        ("(A ^ B)", "B", "!A ^ B"),
        ("B", "B", "B"),
    ],
)
def test_a_name_is_left_out_or_turned(rule: str, dropped: str, flipped: str) -> None:
    expression = parse_condition(rule)

    assert dropped == ex.format_expression(drop_name(expression, "A"))
    assert flipped == ex.format_expression(flip_name(expression, "A"))


@given(expressions())
def test_what_is_dropped_is_gone_and_turning_twice_changes_nothing(rule: ex.Expression) -> None:
    names = ex.symbols_of(rule)
    for name in names:
        assert name not in ex.symbols_of(drop_name(rule, name))
        twice = flip_name(flip_name(rule, name), name)
        assert truth_table(rule, names) == truth_table(twice, names)
