"""Tests of `boolnet.engines.answer`: sums and products count what a list would show."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.answer import (
    Answer,
    Leaf,
    Product,
    Sum,
    Unresolved,
    combine_cycles,
    combine_independent,
)
from boolnet.engines.states import Cycle, FreeSet, Partial


@st.composite
def leaves(draw: st.DrawFn, node: int, *, cycles: bool) -> Leaf:
    """Up to three attractors of the part ``{node}``; the same ones may come twice."""
    fixed = [Partial({node: False}), Partial({node: True})]
    moving = Cycle((node,), (0, 1)) if cycles else FreeSet((node,))
    kinds = [*fixed, Partial({}, (moving,))]
    return Leaf(tuple(draw(st.lists(st.sampled_from(kinds), max_size=3))))


@st.composite
def answers(draw: st.DrawFn, *, cycles: bool) -> Answer:
    """Sums of products of leaves over three nodes, and a fourth that the cases decide."""
    cases = []
    for value in (False, True):
        parts = tuple(draw(leaves(node, cycles=cycles)) for node in range(3))
        cases.append(({3: value}, Product(parts)))
    return Sum(tuple(cases))


def status(partial: Partial, node: int) -> str:
    return str(int(partial.values[node])) if node in partial.values else "*"


@pytest.mark.parametrize("cycles", [False, True])
@given(st.data())
def test_a_tally_is_what_a_list_shows(cycles: bool, data: st.DataObject) -> None:
    answer = data.draw(answers(cycles=cycles))
    combine = combine_cycles if cycles else combine_independent
    listed = list(answer.iter_partials())

    for node in range(4):
        tally: Counter[str] = Counter()
        for (_, known), count in answer.tally(node, combine).items():
            tally[known] += count
        assert Counter(status(partial, node) for partial in listed) == +tally
    assert len(listed) == sum(answer.tally(None, combine).values())
    assert answer.is_empty == (not listed)


@given(st.integers(1, 12), st.integers(1, 12))
def test_two_cycles_visit_every_pair_of_phases_once(first: int, second: int) -> None:
    period, ways = combine_cycles(first, second)

    assert first * second == period * ways
    assert 0 == period % first == period % second


def test_cycles_beside_each_other_are_listed_with_their_delays() -> None:
    clocks = [Leaf((Partial({}, (Cycle((node,), (0, 1)),)),)) for node in range(2)]

    together, against = Product(tuple(clocks)).iter_partials()

    assert together.contains({0: False, 1: False})
    assert [(0, 1), (0, 1)] == [factor.states for factor in together.factors]  # type: ignore[attr-defined]
    assert [(0, 1), (1, 0)] == [factor.states for factor in against.factors]  # type: ignore[attr-defined]


def test_shared_cases_are_counted_once_and_weighed_often() -> None:
    """Two hundred switches in a row: 2^200 attractors, two hundred objects."""
    answer: Answer = Leaf((Partial({}),))
    for node in range(200):
        answer = Sum((({node: False}, answer), ({node: True}, answer)))

    assert {(1, ""): 2**200} == answer.tally(None, combine_independent)
    assert {(1, "0"): 2**199, (1, "1"): 2**199} == answer.tally(7, combine_independent)


def test_a_part_without_an_answer_does_not_list_the_others() -> None:
    """A stopped search once walked all 2^60 combinations to find nothing to show."""
    two = Leaf((Partial({0: False}), Partial({0: True})))
    many = Product(tuple(two for _ in range(60)))

    stopped = Product((many, Unresolved(1)), complete=False)

    assert stopped.is_empty
    assert [] == list(stopped.iter_partials())
    assert {(0, ""): 2**60} == stopped.tally(None, combine_independent)


def test_an_empty_product_is_one_attractor() -> None:
    assert [{}] == [dict(partial.values) for partial in Product(()).iter_partials()]
    assert {(1, ""): 1} == Product(()).tally(None, combine_independent)
