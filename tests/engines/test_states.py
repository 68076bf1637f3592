"""Tests of `boolnet.engines.states`: one suite that every kind of set passes."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.states import (
    Cycle,
    DiagramSet,
    FreeSet,
    ListedSet,
    PackedSet,
    Partial,
    partial_of,
)
from boolnet.engines.symbolic import Diagrams

NODES = (1, 4, 6)  # numbers of a larger network: positions and names differ
some_bits = st.integers(1, 255)


def values_of(state: int) -> dict[int, bool]:
    return {node: bool(state >> j & 1) for j, node in enumerate(NODES)}


def check(factor: ListedSet, states: set[int]) -> None:
    """Assert that *factor* is the set of *states* over `NODES`."""
    assert len(states) == factor.count
    assert states == {s for s in range(8) if factor.contains(values_of(s))}
    for j, node in enumerate(NODES):
        assert Fraction(sum(s >> j & 1 for s in states), len(states)) == factor.mean(node)
    assert values_of(min(states)).keys() == factor.sample().keys()
    assert factor.contains(factor.sample())
    assert factor.sample() == factor.sample()
    rng = random.Random(0)
    for _ in range(5):
        assert factor.contains(factor.draw_state(rng))
    wider = Diagrams([6, 0, 1, 4])
    drawn = factor.draw(wider)
    assert 2 * len(states) == wider.count(drawn)
    assert all(wider.contains(drawn, {0: True, **values_of(s)}) for s in states)


@given(some_bits)
def test_packed_sets(bits: int) -> None:
    check(PackedSet(NODES, bits), {s for s in range(8) if bits >> s & 1})


@given(some_bits)
def test_diagram_sets(bits: int) -> None:
    diagrams = Diagrams([4, 6, 1])
    function = diagrams.from_bits(NODES, bits)

    check(DiagramSet(NODES, diagrams, function), {s for s in range(8) if bits >> s & 1})


def test_free_sets() -> None:
    check(FreeSet(NODES), set(range(8)))


def test_a_diagram_set_knows_the_nodes_that_are_constant_on_it() -> None:
    """Its diagrams have a variable more than the set: membership must not ask for it."""
    diagrams = Diagrams([1, 4, 6, 9])
    function = diagrams.from_bits(NODES, 0b01101001) & diagrams.literal(9, True)

    found = DiagramSet(NODES, diagrams, function)

    assert {0, 3, 5, 6} == {s for s in range(8) if found.contains(values_of(s))}
    assert 4 == found.count


@given(some_bits)
def test_constant_nodes_are_taken_out_of_a_bit_set(bits: int) -> None:
    partial = partial_of(NODES, bits)

    states = [values_of(s) for s in range(8) if bits >> s & 1]
    assert [s for s in map(values_of, range(8)) if partial.contains(s)] == states
    for node in NODES:
        values = {state[node] for state in states}
        assert (len(values) == 1) == (node in partial.values)
    assert partial.sample() in states
    assert set(NODES) == partial.variables


def test_a_rotated_cycle_has_the_same_states() -> None:
    cycle = Cycle((2, 3), (0b00, 0b01, 0b11))

    assert (0b01, 0b11, 0b00) == cycle.rotated(1).states
    assert cycle == cycle.rotated(3)
    assert 3 == cycle.weight
    assert [True, True, False, True] == [
        cycle.contains({2: bool(s & 1), 3: bool(s >> 1)}) for s in range(4)
    ]


def test_a_partial_is_the_product_of_its_constants_and_factors() -> None:
    partial = Partial({0: True}, (FreeSet((1,)), PackedSet((2, 3), 0b0110)))

    found = [
        (a, b, c, d)
        for a in (False, True)
        for b in (False, True)
        for c in (False, True)
        for d in (False, True)
        if partial.contains({0: a, 1: b, 2: c, 3: d})
    ]
    assert 4 == len(found)
    assert all(a and c != d for a, _, c, d in found)
