"""Tests of `boolnet.engines.walks`: random walks and compiled functions."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.walks import Walker, compile_functions
from boolnet.logic.circuit import Circuits
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


@given(networks(most=6))
def test_a_compiled_function_gives_the_value_of_the_rule(network: Network) -> None:
    width = len(network)
    place = {node: width - 1 - node for node in range(width)}
    gates = [gate for pair in network.functions for gate in pair]
    functions = compile_functions(network.circuits, gates, place)

    for state in oracles.all_states(network):
        row = bytearray(state >> node & 1 for node in reversed(range(width)))
        for node in range(width):
            expected = network.next_value(node, state)
            found = functions[2 * node](row), functions[2 * node + 1](row)
            assert (expected, not expected) == found


def test_a_gate_of_ten_thousand_children_compiles() -> None:
    """Python refuses expressions that nest too deep; a long chain nests."""
    circuits = Circuits(10_000)
    gate = circuits.conjunction(circuits.literal(i, True) for i in range(10_000))
    (function,) = compile_functions(circuits, [gate], {i: i for i in range(10_000)})

    assert 1 == function(bytearray([1] * 10_000))
    assert 0 == function(bytearray([0] + [1] * 9_999))


@given(networks(most=6), st.data())
def test_a_walk_ends_where_asynchronous_steps_lead(network: Network, data: st.DataObject) -> None:
    steps = oracles.successor_graph(network, ASYNCHRONOUS)
    start = data.draw(st.sampled_from(list(steps)))
    length = data.draw(st.integers(0, 20))
    walker = Walker(network.circuits, dict(enumerate(network.functions)))

    end = walker.explore(start, {}, [], length, random.Random(0))

    assert end is None or end in oracles.reachable(steps, start)


@given(networks(most=6), st.data())
def test_a_walk_that_settles_does_so_at_a_candidate(network: Network, data: st.DataObject) -> None:
    """With moves away from the retained values forbidden, nothing is left to move."""
    start = data.draw(st.sampled_from(oracles.all_states(network)))
    nodes = st.integers(0, len(network) - 1)
    retained = data.draw(st.dictionaries(nodes, st.booleans()))
    walker = Walker(network.circuits, dict(enumerate(network.functions)))

    end = walker.explore(start, retained, [], 3, random.Random(0))

    if end is not None:
        for node in range(len(network)):
            value = bool(end >> node & 1)
            assert network.next_value(node, end) == value or retained.get(node) is value


def test_a_walk_stops_at_once_in_a_trap_space() -> None:
    network = Network.of({})
    walker = Walker(network.circuits, {})

    assert 0 == walker.explore(0, {}, [(0, 0)], 5, random.Random(0))
