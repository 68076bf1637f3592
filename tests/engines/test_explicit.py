"""Tests of `boolnet.engines.explicit`: all states as bit sets."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.engines import explicit
from boolnet.engines.budget import Budget
from boolnet.engines.explicit import StateGraph, find_cycles
from boolnet.logic.bits import bits_of
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def graph_of(network: Network) -> StateGraph:
    return StateGraph(network.circuits, dict(enumerate(network.functions)))


@given(networks(most=6), st.data())
def test_a_set_reaches_what_its_states_reach(network: Network, data: st.DataObject) -> None:
    steps = oracles.successor_graph(network, ASYNCHRONOUS)
    start = data.draw(st.sampled_from(list(steps)))
    graph = graph_of(network)

    forward = set(bits_of(graph.forward(1 << start)))
    backward = set(bits_of(graph.backward(1 << start, graph.full)))

    assert oracles.reachable(steps, start) == forward
    assert oracles.reachable(oracles.reverse(steps), start) == backward


@given(networks(most=6))
def test_terminal_sets_are_the_asynchronous_attractors(network: Network) -> None:
    sets, complete = graph_of(network).find_terminal_sets(Budget())

    assert complete
    assert oracles.attractors(network, ASYNCHRONOUS) == {frozenset(bits_of(s)) for s in sets}


@pytest.mark.parametrize("small", [12, 0], ids=["lists", "numpy"])
@given(networks(least=3, most=6))
def test_cycles_are_the_synchronous_attractors(small: int, network: Network) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explicit, "SMALL", small)
        cycles, complete = find_cycles(graph_of(network).tables, Budget())

    assert complete
    assert oracles.attractors(network, SYNCHRONOUS) == set(map(frozenset, cycles))
    for cycle in cycles:
        assert min(cycle) == cycle[0]
        for state, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert {following} == SYNCHRONOUS.successors(network, state)


def test_a_random_map_of_fourteen_nodes_keeps_every_cycle() -> None:
    """Above twelve nodes arrays take over: a map without structure, followed by hand."""
    rng = random.Random(7)
    following = [rng.getrandbits(14) for _ in range(1 << 14)]
    tables = [sum((f >> j & 1) << s for s, f in enumerate(following)) for j in range(14)]

    cycles, complete = find_cycles(tables, Budget())

    assert complete
    states = set(range(1 << 14))
    while len(image := {following[s] for s in states}) < len(states):
        states = image
    assert states == {state for cycle in cycles for state in cycle}
    assert all(following[c[i - 1]] == c[i] for c in cycles for i in range(len(c)))


def test_a_stopped_walk_says_that_there_may_be_more() -> None:
    network = Network.of({})
    budget = Budget()
    budget.stop("enough")

    assert ([], False) == graph_of(network).find_terminal_sets(budget)
