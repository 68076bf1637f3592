"""Tests of `boolnet.engines.cycles`: synchronous cycles unrolled in the solver."""

from __future__ import annotations

from hypothesis import given

from boolnet.dynamics.scheme import SYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.engines.cycles import Unrolling
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def unrolling_of(network: Network) -> Unrolling:
    return Unrolling(network.circuits, dict(enumerate(network.functions)))


@given(networks(most=5))
def test_unrolled_cycles_are_the_synchronous_attractors(network: Network) -> None:
    cycles, complete = unrolling_of(network).find_cycles(Budget())

    assert complete
    assert sorted(cycles) == cycles
    assert oracles.attractors(network, SYNCHRONOUS) == set(map(frozenset, cycles))
    for cycle in cycles:
        assert min(cycle) == cycle[0]
        for state, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert {following} == SYNCHRONOUS.successors(network, state)


def test_a_ring_of_inhibitions_too_large_to_walk_has_its_long_cycle() -> None:
    """Twenty-five nodes that pass a signal on, one of them inverted, and a gate that damps
    all but one wave: found without looking at 2^25 states."""
    names = [f"x{i}" for i in range(25)]
    rules = {name: ex.symbol(names[i - 1]) for i, name in enumerate(names)}
    others = [ex.symbol(name) for name in names[:-1]]
    rules["x0"] = ex.conjunction([ex.negation(ex.symbol("x24")), *map(ex.negation, others)])

    cycles, complete = unrolling_of(Network.of(rules)).find_cycles(Budget())

    assert complete
    assert [26] == [len(cycle) for cycle in cycles]


def test_a_stopped_unrolling_says_that_there_may_be_more() -> None:
    network = Network.of({"A": ex.negation(ex.symbol("A"))})
    budget = Budget()
    budget.stop("enough")

    assert ([], False) == unrolling_of(network).find_cycles(budget)
