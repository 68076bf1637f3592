"""Tests of `boolnet.logic.circuit`: shared gates, exact on spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import UnsupportedError
from boolnet.logic import circuit as ci
from boolnet.logic import expression as ex
from boolnet.logic.circuit import Circuits
from boolnet.logic.encoding import encode
from boolnet.logic.table import compute_table
from tests.oracles import all_spaces, truth_table
from tests.strategies import LETTERS, expressions

INDEX = {name: position for position, name in enumerate(LETTERS)}
WIDTH = len(LETTERS)


def possible(circuits: Circuits, gate: int, mask: int, values: int) -> bool:
    """Whether *gate* is possible in a space, three-valued: what the solver is told."""
    leaves = {ci.FALSE: 0, ci.TRUE: 1}
    for i in range(WIDTH):
        leaves[circuits.literal(i, True)] = int(not mask >> i & 1 or values >> i & 1)
        leaves[circuits.literal(i, False)] = int(not mask >> i & 1 or not values >> i & 1)
    return bool(circuits.fold(gate, leaves, 1))


@given(expressions())
def test_an_exact_circuit_is_possible_in_a_space_if_some_state_of_it_satisfies_it(
    rule: ex.Expression,
) -> None:
    """On all 243 spaces, for the rule and for its negation."""
    circuits = Circuits(WIDTH)
    positive, negative = encode(circuits, rule, INDEX)
    table = truth_table(rule, LETTERS)

    for mask, values in all_spaces(WIDTH):
        rows = [table >> s & 1 for s in range(1 << WIDTH) if s & mask == values]
        assert any(rows) == possible(circuits, positive, mask, values)
        assert (not all(rows)) == possible(circuits, negative, mask, values)


def test_without_a_decision_a_contradiction_below_an_and_looks_possible() -> None:
    """The trap that `exact` is there for: each clause is possible, but not all of them."""
    circuits = Circuits(2)
    a, not_a = circuits.literal(0, True), circuits.literal(0, False)
    b, not_b = circuits.literal(1, True), circuits.literal(1, False)
    clauses = [(a, b), (a, not_b), (not_a, b), (not_a, not_b)]
    never = circuits.conjunction(circuits.disjunction(clause) for clause in clauses)
    free = dict.fromkeys((ci.TRUE, a, b, not_a, not_b), 1) | {ci.FALSE: 0}

    assert 1 == circuits.fold(never, free, 1)
    assert not circuits.is_exact(never)
    assert ci.FALSE == circuits.exact(never)


@given(expressions(), st.dictionaries(st.integers(0, WIDTH - 1), st.booleans()))
def test_restriction_is_substitution_and_stays_exact(
    rule: ex.Expression, values: dict[int, bool]
) -> None:
    circuits = Circuits(WIDTH)
    positive, _ = encode(circuits, rule, INDEX)

    restricted = circuits.restrict(positive, values)

    fixed = ex.substitute(rule, {LETTERS[v]: value for v, value in values.items()})
    assert truth_table(fixed, LETTERS) == compute_table(circuits, restricted, range(WIDTH))
    assert circuits.is_exact(restricted)
    assert not circuits.support(restricted) & sum(1 << v for v in values)


def test_equal_gates_have_equal_numbers() -> None:
    circuits = Circuits(3)
    a, b, c = (circuits.literal(i, True) for i in range(3))

    assert circuits.conjunction((a, b)) == circuits.conjunction((b, a, a))
    nested = circuits.conjunction((a, circuits.conjunction((b, c))))
    assert nested == circuits.conjunction((circuits.conjunction((c, a)), b))


def test_what_literals_decide_is_decided_at_once() -> None:
    circuits = Circuits(2)
    a, not_a, b = circuits.literal(0, True), circuits.literal(0, False), circuits.literal(1, True)

    assert ci.FALSE == circuits.conjunction((a, not_a))
    assert ci.TRUE == circuits.disjunction((a, b, not_a))
    assert circuits.conjunction((a, b)) == circuits.conjunction(
        (a, circuits.disjunction((not_a, b)))
    )


@given(expressions())
def test_signs_are_those_of_the_literals_below(rule: ex.Expression) -> None:
    """Where a variable does not occur negatively, the function never falls with it."""
    circuits = Circuits(WIDTH)
    positive, _ = encode(circuits, rule, INDEX)
    table = truth_table(rule, LETTERS)

    for variable in range(WIDTH):
        for state in range(1 << WIDTH):
            if state >> variable & 1:
                continue
            low, high = table >> state & 1, table >> (state | 1 << variable) & 1
            if low < high:
                assert circuits.positive(positive) >> variable & 1
            if low > high:
                assert circuits.negative(positive) >> variable & 1


def test_a_circuit_that_needs_too_many_gates_is_refused_in_words() -> None:
    """A product of parities that share their variables, with hardly any gate allowed."""
    names = [f"x{i}" for i in range(30)]
    index = {name: i for i, name in enumerate(names)}
    circuits = Circuits(30, limit=200)
    parts = [ex.parity(ex.symbol(names[(7 * i + j * j) % 30]) for j in range(9)) for i in range(9)]

    with pytest.raises(UnsupportedError, match="gates"):
        encode(circuits, ex.conjunction(parts), index)


def test_a_chain_of_ten_thousand_gates_is_walked_without_recursion() -> None:
    circuits = Circuits(10_000)
    gate = circuits.literal(0, True)
    for variable in range(1, 10_000):
        literal = circuits.literal(variable, True)
        gate = (
            circuits.conjunction((literal, gate))
            if variable % 2
            else circuits.disjunction((literal, gate))
        )

    assert circuits.is_exact(gate)
    assert gate == circuits.exact(gate)
    assert ci.TRUE == circuits.restrict(gate, {9_998: True, 9_999: True})
