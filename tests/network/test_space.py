"""Tests of `boolnet.network.space`: spaces are sets of states."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.errors import UnknownNodeError
from boolnet.network.space import Space
from tests.strategies import LETTERS, spaces


def states_of(space: Space) -> set[int]:
    return {s for s in range(1 << len(space.nodes)) if s & space.mask == space.values}


@given(spaces(), spaces())
def test_inclusion_is_that_of_the_sets_of_states(first: Space, second: Space) -> None:
    assert (states_of(first) <= states_of(second)) == (first <= second)
    assert (states_of(first) == states_of(second)) == (first == second)


@given(spaces(), spaces())
def test_a_meet_holds_the_states_in_both(first: Space, second: Space) -> None:
    meet = first & second

    assert (states_of(first) & states_of(second)) == (states_of(meet) if meet else set())


@given(spaces())
def test_fixed_and_free_nodes_are_all_nodes(space: Space) -> None:
    assert sorted(LETTERS) == sorted([*space.fixed, *space.free])
    assert space == Space.of(space.nodes, space.fixed)
    assert space.is_state == (len(states_of(space)) == 1)


@given(spaces(), spaces())
def test_equal_spaces_have_equal_hashes_and_texts(first: Space, second: Space) -> None:
    assert (first == second) == (str(first) == str(second))
    if first == second:
        assert hash(first) == hash(second)


def test_a_space_is_written_in_network_order() -> None:
    assert "1-0" == str(Space.of(("RANKL", "NFATc1", "OPG"), {"OPG": 0, "RANKL": 1}))


def test_a_mistyped_node_is_answered_with_the_name_that_is_meant() -> None:
    with pytest.raises(UnknownNodeError, match="NFATc1"):
        Space.of(("RANKL", "NFATc1"), {"NFATC1": 1})
