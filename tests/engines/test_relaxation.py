"""Tests of what could come to be if no value were lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.relaxation import Relaxation, restrict_to
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests.oracles import smallest_trap_space, states_of
from tests.strategies import networks, spaces


def relaxation_of(network: Network) -> Relaxation:
    return Relaxation(network.circuits, dict(enumerate(network.functions)))


@given(st.data())
def test_closing_a_space_gives_the_smallest_trap_space_around_it(data: st.DataObject) -> None:
    network = data.draw(networks(1, 5))
    space = data.draw(spaces(network.names))
    inside = states_of((space.mask, space.values), network)

    found = relaxation_of(network).close((space.mask, space.values))

    assert smallest_trap_space(network, inside) == found


def test_costs_count_moves() -> None:
    network = parse_network("A, 1\nB, A\nC, A & B\nD, !A\n")

    spread = relaxation_of(network).spread(0b1111, 0)

    assert [1, 2, 4] == [spread.cost((node, True)) for node in range(3)]
    assert 0 == spread.cost((3, False))
    assert 1 == spread.cost((3, True))  # A may still be read as 0


def test_what_is_made_of_what_is_told_cheapest_first() -> None:
    network = parse_network("A, 1\nB, A\nC, A & B\nD, D\n")
    relaxation = relaxation_of(network)

    spread = relaxation.spread(0b1111, 0)

    made = spread.made_of([relaxation.vertex((2, True))])
    assert [(0, True), (1, True), (2, True)] == made
    assert {0: True, 1: True} == spread.reading((2, True))
    assert -1 == spread.cost((3, True))


def test_nodes_that_may_not_move_do_not() -> None:
    network = parse_network("A, 1\nB, A\n")

    spread = relaxation_of(network).spread(0b11, 0, movable=0b10)

    assert -1 == spread.cost((1, True))


def test_restricting_a_part_keeps_nodes_with_a_constant_rule() -> None:
    network = parse_network("A, 1\nB, A | C\nC, C\n")
    part = dict(enumerate(network.functions))

    left = restrict_to(network.circuits, part, {2: True})

    assert [0, 1] == sorted(left)
    assert (1, 0) == left[1]
