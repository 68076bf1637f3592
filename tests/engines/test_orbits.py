"""Tests of `boolnet.engines.orbits`: synchronous maps walked completely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines import orbits
from boolnet.engines.budget import Budget
from boolnet.engines.maps import StepMap
from boolnet.engines.orbits import Orbit, find_orbits
from boolnet.engines.periodic import Timed
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests.strategies import networks

WALKS: dict[str, dict[str, int]] = {
    "lists": {},
    "arrays": {"SMALL": 0},
    "chunks": {"SMALL": 0, "CHUNK": 8},
    "windows": {"SMALL": 0, "CHUNK": 8, "WINDOW": 16},
}


@st.composite
def driven_maps(draw: st.DrawFn, least: int = 1, most: int = 5) -> StepMap:
    """Maps whose functions are those of one network after the other, in turn."""
    first = draw(networks(least, most))
    size = len(first)
    others = draw(st.lists(networks(size, size), max_size=3))
    circuits = first.circuits
    functions: Timed = {node: (pair,) for node, pair in enumerate(first.functions)}
    for other in others:
        for node, pair in enumerate(Network(other.nodes, base=first).functions):
            functions[node] += (pair,)
    return StepMap(circuits, functions)


def orbits_by_following(steps: StepMap) -> set[frozenset[tuple[int, int]]]:
    """The orbits as sets of phases and states: where every start is after long enough."""
    found = set()
    size = steps.period << len(steps.nodes)
    for start in range(1 << len(steps.nodes)):
        phase, state = 0, start
        for _ in range(size):
            phase, state = (phase + 1) % steps.period, steps.step(state, phase)
        orbit = set()
        while (phase, state) not in orbit:
            orbit.add((phase, state))
            phase, state = (phase + 1) % steps.period, steps.step(state, phase)
        found.add(frozenset(orbit))
    return found


def placed(orbit: Orbit, period: int) -> frozenset[tuple[int, int]]:
    return frozenset((step % period, state) for step, state in enumerate(orbit))


@pytest.mark.parametrize("walk", WALKS)
@given(driven_maps(least=3))
def test_all_orbits_are_found_on_every_walk(walk: str, steps: StepMap) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WALKS[walk].items():
            patch.setattr(orbits, name, value)
        found, complete = find_orbits(steps, Budget())

    assert complete
    assert sorted(found) == found
    assert orbits_by_following(steps) == {placed(orbit, steps.period) for orbit in found}
    assert all(min(orbit[:: steps.period]) == orbit[0] for orbit in found)


def test_more_states_on_cycles_than_can_be_listed_are_not_listed() -> None:
    """Every state of a ring of copies is on a cycle."""
    ring = Network.of({f"x{i}": ex.symbol(f"x{(i + 1) % 13}") for i in range(13)})
    steps = StepMap(ring.circuits, {v: (pair,) for v, pair in enumerate(ring.functions)})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(orbits, "LISTABLE", 1000)
        assert ([], False) == find_orbits(steps, Budget())
    found, complete = find_orbits(steps, Budget())

    assert complete
    assert 2 + (2**13 - 2) // 13 == len(found)


def test_a_stopped_walk_says_that_there_may_be_more() -> None:
    network = Network.of({"A": ex.negation(ex.symbol("A"))})
    steps = StepMap(network.circuits, {v: (pair,) for v, pair in enumerate(network.functions)})
    budget = Budget()
    budget.stop("enough")

    assert ([], False) == find_orbits(steps, budget)
