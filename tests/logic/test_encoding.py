"""Tests of `boolnet.logic.encoding`: how many gates a rule takes, and that it means the same.

Sizes are asserted as counts of gates, never as seconds.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.logic import circuit as ci
from boolnet.logic import expression as ex
from boolnet.logic.circuit import Circuits
from boolnet.logic.decisions import encode_table
from boolnet.logic.encoding import encode
from boolnet.logic.table import compute_table
from tests.oracles import truth_table
from tests.strategies import LETTERS, expressions

WIDTH = len(LETTERS)
INDEX = {name: position for position, name in enumerate(LETTERS)}


def gates_of(rule: ex.Expression, width: int) -> int:
    """How many gates the rule over ``x0 … x(width-1)`` takes."""
    circuits = Circuits(width)
    leaves = len(circuits.kinds)
    encode(circuits, rule, {f"x{i}": i for i in range(width)})
    return len(circuits.kinds) - leaves


def symbols(width: int) -> list[ex.Expression]:
    return [ex.symbol(f"x{i}") for i in range(width)]


@given(expressions())
def test_circuits_of_a_rule_and_of_its_negation_are_complements(rule: ex.Expression) -> None:
    circuits = Circuits(WIDTH)
    positive, negative = encode(circuits, rule, INDEX)
    table = truth_table(rule, LETTERS)

    assert table == compute_table(circuits, positive, range(WIDTH))
    assert table ^ (1 << 32) - 1 == compute_table(circuits, negative, range(WIDTH))
    assert circuits.is_exact(positive)
    assert circuits.is_exact(negative)


@given(expressions())
def test_a_circuit_from_a_table_is_exact_and_has_that_table(rule: ex.Expression) -> None:
    circuits = Circuits(WIDTH)
    table = truth_table(rule, LETTERS)

    positive, negative = encode_table(circuits, table, range(WIDTH))

    assert table == compute_table(circuits, positive, range(WIDTH))
    assert table ^ (1 << 32) - 1 == compute_table(circuits, negative, range(WIDTH))
    assert circuits.is_exact(positive)
    assert circuits.is_exact(negative)


@pytest.mark.parametrize("width", [10, 40, 160])
def test_a_parity_takes_a_few_gates_for_each_regulator(width: int) -> None:
    """Its truth table has 2^40 rows, its disjunctive form 2^39 terms."""
    assert gates_of(ex.parity(symbols(width)), width) <= 8 * width


@pytest.mark.parametrize("width", [10, 40, 80])
def test_a_threshold_takes_at_most_a_few_gates_for_each_regulator_and_level(width: int) -> None:
    rule = ex.at_least(width // 2, symbols(width))

    assert gates_of(rule, width) <= 4 * width * (width // 2)


def test_a_threshold_that_counts_a_regulator_twice_is_exact() -> None:
    circuits = Circuits(3)
    a, b, c = symbols(3)
    index = {"x0": 0, "x1": 1, "x2": 2}

    positive, _ = encode(circuits, ex.at_least(3, [a, a, b, ex.negation(c)]), index)

    table = truth_table(ex.conjunction([a, ex.disjunction([b, ex.negation(c)])]), index)
    assert table == compute_table(circuits, positive, range(3))


def test_a_disjunction_of_fifty_thousand_is_one_gate() -> None:
    """And so is a chain that was read link by link, which costs the square if built so."""
    names = symbols(50_000)
    chain = names[0]
    for name in names[1:5_000]:
        chain = ex.disjunction([chain, name])

    assert 2 == gates_of(ex.disjunction(names), 50_000)  # the gate, and that of the negation
    assert 2 == gates_of(chain, 5_000)


def test_nesting_of_ten_thousand_levels_is_encoded_without_recursion() -> None:
    first, *others = symbols(10_000)
    rule = first
    for depth, name in enumerate(others):
        combine = ex.conjunction if depth % 2 else ex.disjunction
        rule = combine([rule, ex.negation(name)])

    assert gates_of(rule, 10_000) <= 2 * 10_000


def test_all_rows_of_a_wide_table_are_read_as_the_table() -> None:
    """Eleven regulators, 1,024 terms: the sum of minterms of a parity is a parity again."""
    width = 11
    names = symbols(width)
    rows = [s for s in range(1 << width) if s.bit_count() % 2]
    rule = ex.disjunction(
        ex.conjunction(n if s >> i & 1 else ex.negation(n) for i, n in enumerate(names))
        for s in rows
    )

    assert gates_of(rule, width) <= 8 * width


def test_a_rule_that_is_always_true_is_the_constant() -> None:
    circuits = Circuits(2)
    a, b = symbols(2)
    rule = ex.disjunction(
        [ex.conjunction([a, b]), ex.negation(a), ex.conjunction([a, ex.negation(b)])]
    )

    assert (ci.TRUE, ci.FALSE) == encode(circuits, rule, {"x0": 0, "x1": 1})


def test_a_name_that_is_no_variable_is_an_error() -> None:
    with pytest.raises(KeyError):
        encode(Circuits(1), ex.symbol("B"), {"A": 0})
