"""Tests of `boolnet.dynamics.scheme`: one definition of "successor" for each scheme.

The definitions are what every engine is held against, so here they are held against the
words of the literature, on networks small enough to be done by hand.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
    block_sequential,
    permissive_successors,
)
from boolnet.errors import InputError
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks

SWAP = parse_network("targets, factors\nA, B\nB, A\n")  # two nodes that copy each other
SPLIT = 0b01  # A on, B off


def test_synchronous_nodes_read_the_old_state() -> None:
    """Copying nodes swap their values; updated one after the other they would agree."""
    assert {0b10} == SYNCHRONOUS.successors(SWAP, SPLIT)


def test_asynchronous_updates_one_node_that_can_change() -> None:
    assert {0b00, 0b11} == ASYNCHRONOUS.successors(SWAP, SPLIT)


def test_general_updates_any_of_them_together() -> None:
    assert {0b00, 0b11, 0b10} == GENERAL.successors(SWAP, SPLIT)


def test_block_sequential_nodes_read_what_earlier_blocks_wrote() -> None:
    assert {0b00} == block_sequential([["A"], ["B"]]).successors(SWAP, SPLIT)
    assert {0b11} == block_sequential([["B"], ["A"]]).successors(SWAP, SPLIT)
    assert {0b10} == block_sequential([["A", "B"]]).successors(SWAP, SPLIT)


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        ([["A"]], "every node must be in a block; B is in none"),
        ([["A", "B"], ["B"]], "B is in two blocks"),
        ([["A", "B", "C"]], "C"),
    ],
    ids=str,
)
def test_blocks_must_name_every_node_once(blocks: list[list[str]], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        block_sequential(blocks).check(SWAP)


@pytest.mark.parametrize("scheme", [SYNCHRONOUS, ASYNCHRONOUS, GENERAL], ids=str)
def test_a_fixed_point_stays_where_it_is(scheme: UpdateScheme) -> None:
    for state in (0b00, 0b11):
        assert {state} == scheme.successors(SWAP, state)


@given(networks(most=5))
def test_general_steps_contain_those_of_every_other_scheme(network: Network) -> None:
    one_by_one = block_sequential([name] for name in network.names)
    together = block_sequential([network.names])

    for state in oracles.all_states(network):
        general = GENERAL.successors(network, state)
        assert ASYNCHRONOUS.successors(network, state) <= general
        assert SYNCHRONOUS.successors(network, state) <= general
        assert together.successors(network, state) == SYNCHRONOUS.successors(network, state)
        assert 1 == len(one_by_one.successors(network, state))


@given(networks(most=5))
def test_one_by_one_is_a_path_of_asynchronous_steps(network: Network) -> None:
    graph = oracles.successor_graph(network, ASYNCHRONOUS)
    one_by_one = block_sequential([name] for name in network.names)

    for state in oracles.all_states(network):
        assert one_by_one.successors(network, state) <= oracles.reachable(graph, state)


@given(networks(most=5))
def test_all_schemes_have_the_same_fixed_points(network: Network) -> None:
    schemes = [SYNCHRONOUS, ASYNCHRONOUS, GENERAL, block_sequential([network.names])]

    for scheme in schemes:
        found = [s for s in oracles.all_states(network) if scheme.successors(network, s) == {s}]
        assert oracles.fixed_points(network) == found


@given(networks(most=4))
def test_most_permissive_attractors_are_the_minimal_trap_spaces(network: Network) -> None:
    """The theorem of the paper, walked over all 4^n permissive states."""
    spaces = oracles.minimal_trap_spaces(network)

    expected = {frozenset(oracles.states_of(space, network)) for space in spaces}
    assert expected == oracles.permissive_attractors(network)


@given(networks(most=3))
def test_most_permissive_reaches_what_general_reaches(network: Network) -> None:
    states = oracles.permissive_states(network)
    graph = {state: permissive_successors(network, state) for state in states}

    for state in oracles.all_states(network):
        start = tuple(str(state >> i & 1) for i in range(len(network)))
        reached = oracles.reachable(graph, start)
        for following in GENERAL.successors(network, state):
            assert tuple(str(following >> i & 1) for i in range(len(network))) in reached


def test_most_permissive_steps_are_not_between_plain_states() -> None:
    with pytest.raises(ValueError, match="moving nodes"):
        MOST_PERMISSIVE.successors(SWAP, 0)


def test_only_schemes_with_one_successor_are_deterministic() -> None:
    schemes = [SYNCHRONOUS, ASYNCHRONOUS, GENERAL, MOST_PERMISSIVE, block_sequential([["A"]])]

    assert [True, False, False, False, True] == [s.is_deterministic for s in schemes]


def test_a_scheme_is_written_with_its_blocks() -> None:
    assert "block-sequential {A,B} {C}" == str(block_sequential([["A", "B"], ["C"]]))
