"""Decision diagrams, held to the values of the expressions in every state."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.logic.cases import find_cover, find_rows
from boolnet.logic.diagram import FALSE, TRUE, Diagrams
from tests.strategies import LETTERS, expressions

STATES = [dict(zip(LETTERS, s, strict=True)) for s in product([False, True], repeat=len(LETTERS))]


def agrees(case: dict[str, bool], state: dict[str, bool]) -> bool:
    return all(state[name] == value for name, value in case.items())


@given(expressions(), expressions())
def test_a_diagram_is_its_function(first: ex.Expression, second: ex.Expression) -> None:
    diagrams = Diagrams(LETTERS)
    one, two = diagrams.build(first), diagrams.build(second)
    values = [ex.evaluate(first, state) for state in STATES]
    others = [ex.evaluate(second, state) for state in STATES]

    assert values == [diagrams.value(one, state) for state in STATES]
    assert (one == two) == (values == others)
    assert sum(values) == diagrams.share(one) * 2 ** len(diagrams.names)
    assert Fraction(sum(values), 32) == diagrams.share(one)
    differ = [a != b for a, b in zip(values, others, strict=True)]
    assert sum(differ) == diagrams.share(diagrams.differ(one, two)) * 2 ** len(diagrams.names)
    witness = diagrams.first(diagrams.differ(one, two))
    assert (witness is None) == (not any(differ))
    if witness is not None:
        found = [d for d, s in zip(differ, STATES, strict=True) if agrees(witness, s)]
        assert all(found)


@given(expressions(), st.dictionaries(st.sampled_from(LETTERS), st.booleans()))
def test_restriction_holds_names(rule: ex.Expression, held: dict[str, bool]) -> None:
    diagrams = Diagrams(LETTERS)
    root = diagrams.restrict(diagrams.build(rule), held)

    assert [ex.evaluate(rule, s | held) for s in STATES] == [
        diagrams.value(root, s) for s in STATES
    ]
    assert not set(held) & set(diagrams.support(root))


@given(expressions())
def test_a_cover_is_the_function_prime_and_irredundant(rule: ex.Expression) -> None:
    diagrams = Diagrams(LETTERS)
    root = diagrams.build(rule)
    cases = find_cover(diagrams, root, 100)

    assert cases is not None
    for state in STATES:
        assert ex.evaluate(rule, state) == any(agrees(case, state) for case in cases)
    for case in cases:
        for name in case:
            shorter = {n: v for n, v in case.items() if n != name}
            assert diagrams.restrict(root, shorter) != TRUE
        others = [diagrams.case(other) for other in cases if other is not case]
        assert diagrams.any_of(others) != root


@given(expressions())
def test_rows_are_disjoint_and_all(rule: ex.Expression) -> None:
    diagrams = Diagrams(LETTERS)
    rows = find_rows(diagrams, diagrams.build(rule), 100)

    assert rows is not None
    for state in STATES:
        assert [ex.evaluate(rule, state)] == [v for case, v in rows if agrees(case, state)]


def test_a_settled_name_is_decided_first() -> None:
    rule = ex.conjunction(
        [ex.symbol("A"), ex.disjunction([ex.symbol("B"), ex.negation(ex.symbol("C"))])]
    )
    diagrams = Diagrams("ABC")

    assert find_rows(diagrams, diagrams.build(rule), 10) == [
        ({"A": False}, False),
        ({"A": True, "B": True}, True),
        ({"A": True, "B": False, "C": False}, True),
        ({"A": True, "B": False, "C": True}, False),
    ]


def test_wide_functions_are_exact() -> None:
    names = [f"v{i}" for i in range(600)]
    diagrams = Diagrams(names)
    every = diagrams.build(ex.conjunction(map(ex.symbol, names)))
    odd = diagrams.build(ex.parity(map(ex.symbol, names)))

    assert 1 == diagrams.share(every) * 2 ** len(diagrams.names)
    assert Fraction(1, 2) == diagrams.share(odd)
    assert [dict.fromkeys(names, True)] == find_cover(diagrams, every, 5)
    assert 601 == len(find_rows(diagrams, every, 3_000) or [])
    assert find_rows(diagrams, odd, 1_000) is None


def test_what_is_too_much_is_refused() -> None:
    names = [f"a{i}" for i in range(30)] + [f"b{i}" for i in range(30)]
    pairs = [ex.conjunction([ex.symbol(f"a{i}"), ex.symbol(f"b{i}")]) for i in range(30)]

    with pytest.raises(UnsupportedError, match="more than 5,000 nodes"):
        Diagrams(names, limit=5_000).build(ex.disjunction(pairs))


def test_constants() -> None:
    diagrams = Diagrams("A")

    assert FALSE == diagrams.build(ex.conjunction([ex.symbol("A"), ex.negation(ex.symbol("A"))]))
    assert [] == find_cover(diagrams, FALSE, 1)
    assert [{}] == find_cover(diagrams, TRUE, 1)
    assert [({}, True)] == find_rows(diagrams, TRUE, 1)
