"""Tests of `boolnet.engines.explicit`: all states as bit sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.engines.explicit import StateGraph
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
