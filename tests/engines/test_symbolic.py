"""Tests of `boolnet.engines.symbolic`: sets of states as decision diagrams."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.engines.symbolic import Diagrams, SymbolicGraph, arrange
from boolnet.errors import BudgetExceeded
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import LETTERS, expressions, networks

NODES = range(len(LETTERS))


def values_of(state: int, nodes: int) -> dict[int, bool]:
    return {node: bool(state >> node & 1) for node in range(nodes)}


@given(expressions())
def test_a_diagram_holds_the_states_that_satisfy_the_rule(rule: ex.Expression) -> None:
    network = Network.of(dict.fromkeys(LETTERS, rule))
    diagrams = Diagrams([3, 0, 4, 1, 2])
    table = oracles.truth_table(rule, LETTERS)

    function = diagrams.encode(network.circuits, network.functions[0][0], {})

    assert table.bit_count() == diagrams.count(function)
    for state in range(32):
        assert table >> state & 1 == diagrams.contains(function, values_of(state, 5))
    assert function == diagrams.from_bits(tuple(NODES), table)


@given(st.sets(st.integers(0, 31), min_size=1))
def test_picked_and_drawn_states_are_in_the_set(states: set[int]) -> None:
    diagrams = Diagrams(NODES)
    function = diagrams.from_bits(tuple(NODES), sum(1 << s for s in states))

    for values in (diagrams.pick(function), diagrams.draw_state(function, random.Random(0))):
        assert sum(value << node for node, value in values.items()) in states


def test_all_states_of_a_set_are_drawn_equally_often() -> None:
    """Three states, two of which share a prefix: a fair coin at each node would favour one."""
    diagrams = Diagrams(range(2))
    function = diagrams.from_bits((0, 1), 0b1011)
    rng = random.Random(1)

    drawn = [tuple(diagrams.draw_state(function, rng).values()) for _ in range(3000)]

    counts = [drawn.count(state) for state in set(drawn)]
    assert 3 == len(counts)
    assert all(900 < count < 1100 for count in counts)


@given(st.integers(0, (1 << 32) - 1))
def test_a_set_copied_to_another_manager_is_the_same_set(bits: int) -> None:
    first, second = Diagrams([2, 0, 1, 4, 3]), Diagrams(range(6))

    copied = second.copy(first, first.from_bits(tuple(NODES), bits))

    assert 2 * bits.bit_count() == second.count(copied)
    for state in range(32):
        assert bits >> state & 1 == second.contains(copied, values_of(state, 6))


@given(networks(most=6), st.data())
def test_forward_reaches_what_asynchronous_steps_reach(
    network: Network, data: st.DataObject
) -> None:
    steps = oracles.successor_graph(network, ASYNCHRONOUS)
    start = data.draw(st.sampled_from(list(steps)))
    graph = SymbolicGraph(network.circuits, dict(enumerate(network.functions)), Budget())

    reached = graph.forward(graph.state(values_of(start, len(network))))

    expected = oracles.reachable(steps, start)
    assert len(expected) == graph.diagrams.count(reached)
    for state in expected:
        assert graph.diagrams.contains(reached, values_of(state, len(network)))


def test_a_diagram_that_outgrows_the_budget_is_an_error_in_words() -> None:
    """Sixty random triples of forty activators: short as a rule, wide in every order."""
    names = [f"x{i}" for i in range(40)]
    rng = random.Random(3)
    rules = {
        name: ex.disjunction(
            ex.conjunction(map(ex.symbol, rng.sample(names, 3))) for _ in range(60)
        )
        for name in names
    }
    network = Network.of(rules)

    with pytest.raises(BudgetExceeded, match="outgrew"):
        SymbolicGraph(
            network.circuits, dict(enumerate(network.functions)), Budget(diagram_nodes=1 << 12)
        )


@given(networks(most=8))
def test_an_arrangement_is_an_order_of_all_nodes(network: Network) -> None:
    part = dict(enumerate(network.functions))

    assert sorted(part) == sorted(arrange(network.circuits, part))
