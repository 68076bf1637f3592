"""Tests of `boolnet.analysis.basins`: how many states lead to each attractor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import find_attractors
from boolnet.analysis.basins import compute_basins
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.engines import basins, orbits
from boolnet.engines.budget import Budget
from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from tests import oracles
from tests.engines.test_composed import sequences
from tests.strategies import networks, perturbations


@pytest.mark.parametrize("small", [12, 0], ids=["lists", "arrays"])
@given(st.data())
def test_basins_are_those_of_every_state_followed(small: int, data: st.DataObject) -> None:
    network = data.draw(networks(most=6))
    perturbation = data.draw(perturbations(network))
    update = data.draw(st.one_of(st.just(SYNCHRONOUS), sequences(network)))
    inputs = data.draw(st.sampled_from(["0", "1", "free"]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(basins, "SMALL", small)
        patch.setattr(orbits, "CHUNK", 16)
        report = compute_basins(
            network, update=update, perturbation=perturbation, inputs=inputs, limit=None
        )

    question = report.attractors.question
    held = question.held
    nodes = tuple((network.names[node], value) for node, value in held.items())
    changed = oracles.perturb(oracles.perturb(network, perturbation), Perturbation(nodes))
    steps = oracles.successor_graph(changed, update)
    starts = [
        state
        for state in oracles.all_states(network)
        if all(state >> node & 1 == value for node, value in held.items())
    ]
    assert len(starts) == report.states == sum(size or 0 for size in report.sizes)
    sizes = [0] * len(report.sizes)
    for state in starts:
        for _ in range(1 << len(network)):
            (state,) = steps[state]
        for number, attractor in enumerate(report.attractors):
            sizes[number] += state in attractor
    assert sizes == list(report.sizes)


def test_a_start_counts_whatever_it_says_about_a_constant_node() -> None:
    """C is soon 1, but a start with C = 0 sends A to 0 first, where it stays."""
    network = Network.of(
        {
            "C": ex.TRUE,
            "A": ex.conjunction([ex.symbol("A"), ex.symbol("C")]),
            "Reader": ex.symbol("A"),
        }
    )

    report = compute_basins(network)

    found = {a.fixed["A"]: n for a, n in zip(report.attractors, report.sizes, strict=True)}
    assert {0: 6, 1: 2} == found


def test_basins_need_a_scheme_that_leads_somewhere() -> None:
    network = Network.of({"A": ex.symbol("A")})

    with pytest.raises(UnsupportedError, match="several attractors"):
        compute_basins(network, update=ASYNCHRONOUS)


def test_a_part_too_large_is_refused_before_the_search() -> None:
    ring = Network.of({f"x{i}": ex.symbol(f"x{(i + 1) % 9}") for i in range(9)})

    with pytest.raises(UnsupportedError, match="up to 8 nodes that hang together; here 9 do"):
        compute_basins(ring, budget=Budget(explicit_nodes=3))


def test_stopped_basins_are_not_known() -> None:
    network = Network.of({"A": ex.negation(ex.symbol("A"))})
    budget = Budget()
    budget.stop("enough")

    report = compute_basins(network, budget=budget)

    assert all(size is None for size in report.sizes)
    assert find_attractors(network, update=SYNCHRONOUS).count == 1
