"""Tests of `boolnet.engines.feedback`: nodes that hit every negative cycle."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from boolnet.engines.feedback import find_feedback_nodes
from boolnet.logic.bits import bits_of
from boolnet.network.network import Network
from tests.strategies import networks


def negative_cycles(network: Network) -> list[set[int]]:
    """The simple cycles with an odd number of negative signs, by trying all sign choices."""
    signs: dict[tuple[int, int], set[int]] = {}
    for target, (positive, _) in enumerate(network.functions):
        for regulator in bits_of(network.circuits.positive(positive)):
            signs.setdefault((regulator, target), set()).add(1)
        for regulator in bits_of(network.circuits.negative(positive)):
            signs.setdefault((regulator, target), set()).add(-1)
    found = []

    def extend(path: list[int]) -> None:
        for node in range(len(network)):
            if (path[-1], node) not in signs:
                continue
            if node == path[0]:
                arrows = [signs[a, b] for a, b in zip(path, [*path[1:], node], strict=True)]
                if any(choice.count(-1) % 2 for choice in product(*arrows)):
                    found.append(set(path))
            elif node > path[0] and node not in path:
                extend([*path, node])

    for start in range(len(network)):
        extend([start])
    return found


@given(networks(most=6))
def test_every_negative_cycle_is_hit(network: Network) -> None:
    nodes = set(find_feedback_nodes(network.circuits, dict(enumerate(network.functions))))

    assert all(cycle & nodes for cycle in negative_cycles(network))


@given(networks(most=6))
def test_no_node_can_be_spared(network: Network) -> None:
    nodes = set(find_feedback_nodes(network.circuits, dict(enumerate(network.functions))))
    cycles = negative_cycles(network)

    assert all(any(cycle & nodes == {node} for cycle in cycles) for node in nodes)
