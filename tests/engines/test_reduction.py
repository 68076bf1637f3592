"""Tests of `boolnet.engines.reduction`: smaller networks with the same attractors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.reduction import (
    find_blocks,
    find_source_blocks,
    percolate,
    regulators_in,
    split,
    strip,
    strong_components,
)
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def part_of(network: Network) -> dict[int, tuple[int, int]]:
    return dict(enumerate(network.functions))


@given(networks(most=6), st.dictionaries(st.integers(0, 5), st.booleans(), max_size=2))
def test_percolation_fixes_what_follows_and_nothing_else(
    network: Network, values: dict[int, bool]
) -> None:
    held = {node: value for node, value in values.items() if node < len(network)}
    expected = dict(held)
    tables = oracles.tabulate_rules(network)
    while True:
        space = (
            sum(1 << node for node in expected),
            sum(value << node for node, value in expected.items()),
        )
        states = oracles.states_of(space, network)
        more = {
            node: table[states[0]]
            for node, table in enumerate(tables)
            if node not in expected and len({table[s] for s in states}) == 1
        }
        if not more:
            break
        expected |= more

    left, settled = percolate(network.circuits, part_of(network), held)

    assert expected == settled
    assert set(range(len(network))) - settled.keys() == left.keys()
    for pair in left.values():
        support = network.circuits.support(pair[0]) | network.circuits.support(pair[1])
        assert not support & sum(1 << node for node in settled)


def test_stripping_takes_a_cascade_and_keeps_what_is_asked_about() -> None:
    network = parse_network("targets, factors\nA, B\nB, !A\nC, A\nD, C\nE, D & A\n")
    part = part_of(network)

    assert {0, 1} == strip(network.circuits, part).keys()
    assert {0, 1, 2, 3} == strip(network.circuits, part, keep=[3]).keys()


def test_a_self_regulated_node_is_not_stripped() -> None:
    network = parse_network("targets, factors\nA, !A\nB, B | A\n")

    assert {0, 1} == strip(network.circuits, part_of(network)).keys()


@given(networks(most=8))
def test_parts_share_no_node_and_are_closed(network: Network) -> None:
    part = part_of(network)

    pieces = split(network.circuits, part)

    assert sorted(part) == sorted(node for piece in pieces for node in piece)
    for piece in pieces:
        for regulators in regulators_in(network.circuits, piece).values():
            assert set(regulators) <= piece.keys()


@given(networks(most=8))
def test_blocks_are_nodes_that_reach_one_another_regulators_first(network: Network) -> None:
    part = part_of(network)
    into = {n: set(r) for n, r in regulators_in(network.circuits, part).items()}
    upstream = {node: oracles.reachable(into, node) for node in into}

    blocks = find_blocks(network.circuits, part)

    assert sorted(part) == sorted(node for block in blocks for node in block)
    for position, block in enumerate(blocks):
        mutual = {v for v in part if v in upstream[block[0]] and block[0] in upstream[v]}
        assert mutual == set(block)
        later = {node for other in blocks[position + 1 :] for node in other}
        assert not upstream[block[0]] & later


@given(networks(most=8))
def test_source_blocks_are_regulated_by_themselves_only(network: Network) -> None:
    part = part_of(network)
    sources = find_source_blocks(network.circuits, part)
    regulators = regulators_in(network.circuits, part)

    closed = [
        block
        for block in find_blocks(network.circuits, part)
        if all(set(regulators[node]) <= set(block) for node in block)
    ]
    assert sorted(closed) == sorted(sources)
    assert sources


def test_components_of_a_chain_of_fifty_thousand_do_not_recurse() -> None:
    into = {i: [i - 1] if i else [] for i in range(50_000)}

    assert [[i] for i in range(50_000)] == strong_components(into)
