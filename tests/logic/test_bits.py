"""Tests of `boolnet.logic.bits`: truth tables as integers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.logic import expression as ex
from boolnet.logic.bits import BLOCK, bits_of, column, tabulate
from tests.oracles import truth_table
from tests.strategies import LETTERS, expressions


@pytest.mark.parametrize("width", [1, 2, 5])
def test_a_column_has_a_one_in_each_state_with_that_name_on(width: int) -> None:
    for position in range(width):
        expected = sum(1 << state for state in range(1 << width) if state >> position & 1)
        assert expected == column(position, width)


@given(st.sets(st.integers(0, 200)))
def test_bits_are_listed_in_ascending_order(positions: set[int]) -> None:
    assert sorted(positions) == bits_of(sum(1 << p for p in positions))


@given(expressions())
def test_a_table_evaluates_the_rule_in_every_state(rule: ex.Expression) -> None:
    assert truth_table(rule, LETTERS) == tabulate(rule, LETTERS)


def test_a_table_wider_than_a_block_is_made_in_pieces() -> None:
    """The last names are those that are fixed block by block: check the seam."""
    names = [f"x{i}" for i in range(BLOCK + 2)]
    first, last = ex.symbol(names[0]), ex.symbol(names[-1])

    table = tabulate(ex.parity([first, last]), names)

    for state in (0, 1, 1 << BLOCK + 1, (1 << BLOCK + 1) + 1, (1 << BLOCK) + 1):
        assert (state & 1) ^ (state >> (BLOCK + 1) & 1) == table >> state & 1
