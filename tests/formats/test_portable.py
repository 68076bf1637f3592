"""Rules in the connectives that every program reads."""

from __future__ import annotations

from hypothesis import given

from boolnet.formats.portable import write_out, write_out_wholly
from boolnet.logic.expression import (
    Expression,
    arguments_of,
    iter_postorder,
    negation,
    operator_of,
    parity,
    symbol,
)
from boolnet.logic.table import find_difference
from tests.strategies import expressions


def is_doubled(part: Expression) -> bool:
    return operator_of(part) == "not" and operator_of(arguments_of(part)[0]) == "not"


@given(expressions())
def test_what_is_written_out_means_the_same_and_negates_nothing_twice(rule: Expression) -> None:
    for written in (write_out(rule), write_out_wholly(rule)):
        assert find_difference(rule, written) is None
        assert not any(map(is_doubled, iter_postorder(written)))


def test_a_parity_of_a_negation_negates_nothing_twice() -> None:
    rule = parity([negation(symbol("A")), symbol("B")])

    assert not any(map(is_doubled, iter_postorder(write_out_wholly(rule))))
