"""Tests of `boolnet.engines.shared_program`: short answers, or none."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.engines.shared_program import SPACES, SharedProgram
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def switches(number: int) -> Network:
    """Pairs of nodes that inhibit each other: 2 minimal trap spaces each."""
    return parse_network("".join(f"A{i}, !B{i}\nB{i}, !A{i}\n" for i in range(number)))


@given(networks(most=5))
def test_minimal_trap_spaces_are_those_among_all_spaces(network: Network) -> None:
    program = SharedProgram(network.circuits, network.functions)

    found = program.find_trap_spaces((1 << len(network)) - 1, 0, 0)

    assert found is not None
    assert oracles.minimal_trap_spaces(network) == sorted(found)


@pytest.mark.parametrize("number", [10, 11, 30])
def test_too_many_trap_spaces_are_left_to_others(number: int) -> None:
    network = switches(number)
    program = SharedProgram(network.circuits, network.functions)

    found = program.find_trap_spaces((1 << len(network)) - 1, 0, 0)

    if 2**number <= SPACES:
        assert found is not None
        assert 2**number == len(found)
    else:
        assert found is None
