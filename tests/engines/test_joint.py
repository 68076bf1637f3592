"""Tests of `boolnet.engines.joint`: steps in which several nodes move together."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.dynamics.scheme import GENERAL
from boolnet.engines.budget import Budget
from boolnet.engines.joint import JointGraph, Order, SymbolicJointGraph
from boolnet.engines.reduction import regulators_in
from boolnet.errors import BudgetExceeded
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def part_of(network: Network) -> dict[int, tuple[int, int]]:
    return dict(enumerate(network.functions))


@given(networks(most=4))
def test_joint_moves_reach_what_the_definition_reaches(network: Network) -> None:
    graph = oracles.successor_graph(network, GENERAL)
    small = JointGraph(network.circuits, part_of(network))
    symbolic = SymbolicJointGraph(network.circuits, part_of(network), Budget())
    nodes = range(len(network))

    for start in oracles.all_states(network):
        values = {node: bool(start >> node & 1) for node in nodes}
        expected = sum(1 << state for state in oracles.reachable(graph, start))
        partial = symbolic.partial_of(symbolic.forward(symbolic.diagrams.state(values)))

        assert expected == small.forward(1 << start, Budget())
        assert expected == sum(
            1 << state
            for state in oracles.all_states(network)
            if partial.contains({node: bool(state >> node & 1) for node in nodes})
        )


@given(networks(most=8))
def test_nodes_move_before_their_regulators_or_are_kept_aside(network: Network) -> None:
    order = Order.of(network.circuits, part_of(network))
    regulators = regulators_in(network.circuits, part_of(network))

    assert list(range(len(network))) == sorted((*order.aside, *order.others))
    for place, node in enumerate(order.others):
        moved = set(order.others[:place])
        assert not moved & set(regulators[node])


def test_a_long_ring_keeps_one_node_aside() -> None:
    ring = {f"x{i}": ex.symbol(f"x{i - 1 if i else 29}") for i in range(30)}
    network = Network.of(ring)

    assert 1 == len(Order.of(network.circuits, part_of(network)).aside)


def test_too_large_diagrams_and_a_spent_budget_end_the_search() -> None:
    names = [f"x{i}" for i in range(12)]
    rules = {
        name: ex.parity([ex.symbol(n) for n in (names[i - 1], names[i - 5])])
        for i, name in enumerate(names)
    }
    network = Network.of(rules)
    spent = Budget()
    spent.stop("stopped by the test")

    for budget, told in ((Budget(diagram_nodes=40), "outgrew 40 nodes"), (spent, "by the test")):
        graph = SymbolicJointGraph(network.circuits, part_of(network), budget)
        start = graph.diagrams.state(dict.fromkeys(range(12), True))
        with pytest.raises(BudgetExceeded, match=told):
            graph.forward(start)
    with pytest.raises(BudgetExceeded, match="by the test"):
        JointGraph(network.circuits, part_of(network)).forward(1, spent)
