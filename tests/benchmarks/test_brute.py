"""The brute force of the benchmarks, held against that of the tests: they share no code."""

from __future__ import annotations

import pytest

from benchmarks import brute
from benchmarks.families import FAMILIES, make_rules
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS, UpdateScheme
from boolnet.formats.files import parse_network
from tests import oracles


@pytest.mark.parametrize("scheme", [ASYNCHRONOUS, SYNCHRONOUS], ids=str)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("family", FAMILIES)
def test_both_oracles_say_the_same(family: str, seed: int, scheme: UpdateScheme) -> None:
    text = make_rules(family, 5, seed)
    network = parse_network(text)

    found = brute.explore(text, str(scheme))

    attractors = oracles.attractors(network, scheme)
    spaces = oracles.minimal_trap_spaces(network)
    homes = [{a for a in attractors if a <= set(oracles.states_of(s, network))} for s in spaces]
    assert attractors == set(found.attractors)
    assert len(spaces) == found.spaces
    assert len(attractors) - sum(map(len, homes)) == found.hidden
    assert sum(len(home) > 1 for home in homes) == found.crowded
