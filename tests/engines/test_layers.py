"""Tests of exhaustive searches with a path, against brute force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.engines.layers import LayeredGraph, Layers
from boolnet.errors import BudgetExceeded
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests.oracles import all_states, reachable, reverse, successor_graph
from tests.strategies import networks


def graph_of(network: Network, budget: Budget | None = None) -> LayeredGraph:
    part = dict(enumerate(network.functions))
    return LayeredGraph(network.circuits, part, budget or Budget(diagram_nodes=1 << 14))


def values(network: Network, state: int) -> dict[int, bool]:
    return {node: bool(state >> node & 1) for node in range(len(network))}


def members(network: Network, layers: Layers) -> set[int]:
    contains = layers.graph.diagrams.contains
    return {s for s in all_states(network) if contains(layers.all, values(network, s))}


def never(_states: object) -> bool:
    return False


@given(st.data())
def test_searches_find_what_brute_force_finds_and_how(data: st.DataObject) -> None:
    network = data.draw(networks(1, 6))
    state = data.draw(st.sampled_from(all_states(network)))
    graph = graph_of(network)
    steps = successor_graph(network, ASYNCHRONOUS)
    start = graph.state(values(network, state))

    forward = graph.forward_layers(start, never)
    backward = graph.backward_layers(start, never)

    assert reachable(steps, state) == members(network, forward)
    assert reachable(reverse(steps), state) == members(network, backward)
    for other in members(network, forward):
        at = state
        for node in reversed(forward.trace(values(network, other))):
            assert at ^ 1 << node in steps[at]
            at ^= 1 << node
        assert other == at
    for other in members(network, backward):
        for node in backward.trace(values(network, other)):
            assert other ^ 1 << node in steps[other]
            other ^= 1 << node
        assert state == other


def test_a_search_stops_when_it_has_enough() -> None:
    network = parse_network("A, !B\nB, A\n")  # a ring: one pass over the nodes is too little
    graph = graph_of(network)
    start = graph.state({0: False, 1: False})

    enough = graph.forward_layers(start, lambda _: True)
    everything = graph.forward_layers(start, never)

    assert (False, True) == (enough.complete, everything.complete)
    assert members(network, enough) < members(network, everything)


def test_a_spent_budget_stops_a_search() -> None:
    network = parse_network("A, !B\nB, A\n")
    budget = Budget(diagram_nodes=1 << 10)
    graph = graph_of(network, budget)
    budget.stop("interrupted")

    with pytest.raises(BudgetExceeded, match="interrupted"):
        graph.forward_layers(graph.state({0: True, 1: True}), never)
