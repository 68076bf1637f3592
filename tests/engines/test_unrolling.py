"""Tests of `boolnet.engines.unrolling`: synchronous cycles of large parts, in the solver."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.engines import unrolling
from boolnet.engines.budget import Budget
from boolnet.engines.maps import StepMap
from boolnet.engines.unrolling import Unrolling
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests.engines.test_orbits import driven_maps, orbits_by_following, placed


def unrolling_of(network: Network) -> Unrolling:
    functions = {v: (pair,) for v, pair in enumerate(network.functions)}
    return Unrolling(network.circuits, functions)


@pytest.mark.parametrize("lanes", [0, 2], ids=["solver alone", "two states followed first"])
@given(driven_maps())
def test_all_orbits_are_found_by_unrolling(lanes: int, steps: StepMap) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unrolling, "LANES", lanes)
        found, complete = Unrolling(steps.circuits, steps.functions).find_orbits(Budget())

    assert complete
    assert sorted(found) == found
    assert orbits_by_following(steps) == {placed(orbit, steps.period) for orbit in found}
    assert all(min(orbit[:: steps.period]) == orbit[0] for orbit in found)


def test_a_ring_of_inhibitions_too_large_to_walk_has_its_long_cycle() -> None:
    """Twenty-five nodes that pass a signal on, one of them inverted, and a gate that damps
    all but one wave: found without looking at 2^25 states."""
    names = [f"x{i}" for i in range(25)]
    rules = {name: ex.symbol(names[i - 1]) for i, name in enumerate(names)}
    others = [ex.symbol(name) for name in names[:-1]]
    rules["x0"] = ex.conjunction([ex.negation(ex.symbol("x24")), *map(ex.negation, others)])

    found, complete = unrolling_of(Network.of(rules)).find_orbits(Budget())

    assert complete
    assert [26] == [len(orbit) for orbit in found]


def test_a_stopped_unrolling_says_that_there_may_be_more() -> None:
    network = Network.of({"A": ex.negation(ex.symbol("A"))})
    budget = Budget()
    budget.stop("enough")

    assert ([], False) == unrolling_of(network).find_orbits(budget)
