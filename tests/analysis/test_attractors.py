"""Attractors against brute force, whatever route the search takes."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import (
    AttractorReport,
    AttractorSearch,
    Tendency,
    find_attractors,
    find_fixed_points,
)
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
    block_sequential,
)
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.logic import expression as ex
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from tests import oracles
from tests.routes import ROUTES, taking
from tests.strategies import environments, networks, perturbations, phenotypes

SCHEMES = [ASYNCHRONOUS, SYNCHRONOUS, GENERAL]
schemes = pytest.mark.parametrize("scheme", SCHEMES, ids=str)
routes = pytest.mark.parametrize("route", ROUTES)


def listed_sets(report: AttractorReport) -> list[frozenset[int]]:
    """The states of each listed attractor."""
    states = oracles.all_states(report.network)
    return [frozenset(s for s in states if s in attractor) for attractor in report]


@schemes
@routes
@given(networks(most=6))
def test_the_attractors_are_those_of_brute_force(
    scheme: UpdateScheme, route: str, network: Network
) -> None:
    with taking(route) as budget:
        report = find_attractors(network, update=scheme, limit=None, budget=budget)
        found = listed_sets(report)

    assert Coverage.COMPLETE is report.coverage
    assert len(found) == len(set(found)) == report.count
    assert oracles.attractors(network, scheme) == set(found)


@schemes
@given(st.data(), st.sampled_from(ROUTES))
def test_what_is_said_of_an_attractor_is_true_of_its_states(
    scheme: UpdateScheme, data: st.DataObject, route: str
) -> None:
    network = data.draw(networks(most=5))
    phenotype = data.draw(phenotypes(network))
    with taking(route) as budget:
        report = find_attractors(
            network, update=scheme, phenotypes=(phenotype,), limit=None, budget=budget
        )
        found = listed_sets(report)

    for attractor, states in zip(report, found, strict=True):
        moving = AttractorKind.CYCLE if scheme is SYNCHRONOUS else AttractorKind.COMPLEX
        assert (AttractorKind.FIXED_POINT if len(states) == 1 else moving) is attractor.kind
        assert len(states) == attractor.count
        assert oracles.constants_of(states, network) == attractor.fixed
        assert oracles.means_of(states, network) == attractor.mean
        assert attractor.states is not None
        assert attractor.states.sample(random.Random(0)) in states
        assert attractor.states.enclosing_space() == attractor.space
        assert {"P": oracles.holds_in(phenotype.condition, states, network)} == dict(
            attractor.phenotypes
        )
        around = attractor.trap_space
        assert oracles.smallest_trap_space(network, states) == (around.mask, around.values)


@schemes
@given(networks(least=7, most=10))
def test_listed_attractors_are_closed_connected_and_disjoint(
    scheme: UpdateScheme, network: Network
) -> None:
    """A checker that knows nothing but the definition of a step."""
    report = find_attractors(network, update=scheme, limit=20)
    found = listed_sets(report)

    for states in found:
        oracles.check_attractor(network, scheme, states)
    assert sum(map(len, found)) == len(set().union(*found))


@schemes
@given(networks(most=7))
def test_counts_by_kind_add_up_to_the_list(scheme: UpdateScheme, network: Network) -> None:
    report = find_attractors(network, update=scheme, limit=None)

    assert report.count == sum(report.counts.values()) == len(report)
    for kind, count in report.counts.items():
        assert count == sum(attractor.kind is kind for attractor in report)


@schemes
@given(st.data(), st.sampled_from(ROUTES))
def test_tallies_say_what_brute_force_says(
    scheme: UpdateScheme, data: st.DataObject, route: str
) -> None:
    network = data.draw(networks(most=6))
    phenotype = data.draw(phenotypes(network))
    name = data.draw(st.sampled_from(network.names))
    states = oracles.attractors(network, scheme)
    with taking(route) as budget:
        search = AttractorSearch(Question(network, update=scheme, phenotypes=(phenotype,)), budget)
        node, shown = search.node(name), search.phenotype("P")

    def tendency(condition: ex.Expression) -> Tendency:
        values = [oracles.holds_in(condition, s, network) for s in states]
        return Tendency(values.count(True), values.count(False), values.count("mixed"))

    assert tendency(ex.symbol(name)) == node
    assert tendency(phenotype.condition) == shown


@schemes
@given(st.data())
def test_a_count_with_free_inputs_is_the_sum_over_their_settings(
    scheme: UpdateScheme, data: st.DataObject
) -> None:
    network = data.draw(networks(most=8))

    report = find_attractors(network, update=scheme, limit=0)

    settings = [
        dict(zip(network.inputs, values, strict=True))
        for values in product((False, True), repeat=len(network.inputs))
    ]
    each = [find_attractors(network, update=scheme, settings=s, limit=0) for s in settings]
    assert sum(one.count for one in each) == report.count


@schemes
@given(st.data())
def test_a_perturbed_network_has_the_attractors_of_its_perturbed_rules(
    scheme: UpdateScheme, data: st.DataObject
) -> None:
    network = data.draw(networks(most=5))
    perturbation = data.draw(perturbations(network))

    report = find_attractors(network, update=scheme, perturbation=perturbation, limit=None)

    perturbed = oracles.perturb(network, perturbation)
    assert oracles.attractors(perturbed, scheme) == set(listed_sets(report))


@given(st.data())
def test_an_environment_keeps_the_attractors_with_its_inputs(data: st.DataObject) -> None:
    """An input keeps its value, so holding it selects attractors and makes no new ones."""
    network = data.draw(networks(most=6))
    environment = data.draw(environments(network))

    report = find_attractors(network, environment=environment, limit=None)

    held = environment.settle(network)
    everywhere = oracles.attractors(network, ASYNCHRONOUS)
    expected = {
        states
        for states in everywhere
        if all(oracles.constants_of(states, network)[name] == v for name, v in held.items())
    }
    assert expected == set(listed_sets(report))


@given(networks(most=4))
def test_most_permissive_attractors_are_those_of_a_walk(network: Network) -> None:
    report = find_attractors(network, update=MOST_PERMISSIVE, limit=None)

    assert oracles.permissive_attractors(network) == set(listed_sets(report))


@given(networks(most=6))
def test_fixed_points_are_those_of_brute_force(network: Network) -> None:
    report = find_fixed_points(network, limit=None)

    assert oracles.fixed_points(network) == sorted(a.space.values for a in report)
    assert Coverage.COMPLETE is report.coverage


@given(networks(most=6))
def test_every_fixed_point_is_an_attractor_under_every_scheme(network: Network) -> None:
    points = find_fixed_points(network, limit=None).count

    for scheme in (*SCHEMES, MOST_PERMISSIVE):
        report = find_attractors(network, update=scheme, limit=0)
        assert points == report.counts[AttractorKind.FIXED_POINT]


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_a_limit_limits_the_list_and_not_the_count(limit: int) -> None:
    network = Network.of({f"x{i}": ex.symbol(f"x{i}") for i in range(5)})

    report = find_attractors(network, limit=limit)

    assert (limit, 32) == (len(report), report.count)


@given(st.data())
def test_general_and_block_sequential_attractors_are_those_of_brute_force(
    data: st.DataObject,
) -> None:
    network = data.draw(networks(most=5))
    order = data.draw(st.permutations(network.names))
    cut = data.draw(st.integers(0, len(order)))
    scheme = block_sequential(block for block in (order[:cut], order[cut:]) if block)

    report = find_attractors(network, update=scheme, limit=None)

    assert oracles.attractors(network, scheme) == set(listed_sets(report))
    assert report.count == sum(report.counts.values()) == len(report)


def test_cycles_that_run_side_by_side_are_counted_and_listed_as_far_as_asked() -> None:
    """Thirty oscillators: each half a cycle of another delay is a cycle of its own."""
    network = Network.of({f"x{i}": ex.negation(ex.symbol(f"x{i}")) for i in range(30)})

    report = find_attractors(network, update=block_sequential([network.names]), limit=3)

    assert (2**29, 3) == (report.count, len(report))
    assert {2} == {attractor.period for attractor in report}


class Stopping(Budget):
    """A budget that is spent at the n-th look."""

    looks = 0

    @property
    def spent(self) -> bool:
        self.looks -= 1
        if self.looks < 0:
            self.stop("stopped by the test")
        return bool(self.reason)


@schemes
@given(st.integers(0, 60), networks(least=4, most=6), st.sampled_from(ROUTES[1:]))
def test_a_stopped_search_gives_a_truthful_lower_bound(
    scheme: UpdateScheme, looks: int, network: Network, route: str
) -> None:
    """Whenever a search is stopped, there are at least as many attractors as it says."""
    expected = len(oracles.attractors(network, scheme))
    with taking(route) as taken:
        budget = Stopping(explicit_nodes=taken.explicit_nodes)
        budget.looks = looks
        report = find_attractors(network, update=scheme, limit=0, budget=budget)

    assert report.count <= expected
    if report.coverage is Coverage.COMPLETE:
        assert report.count == expected


def test_a_stopped_search_for_fixed_points_claims_none_that_do_not_exist() -> None:
    """A network has an attractor, always, but need not have a fixed point."""
    network = Network.of({"A": ex.negation(ex.symbol("A"))})
    budget = Budget()
    budget.stop("stopped by the test")

    report = find_fixed_points(network, budget=budget)

    assert (0, Coverage.LOWER_BOUND) == (report.count, report.coverage)


def test_free_inputs_can_be_set_one_by_one() -> None:
    network = Network.of({"A": ex.symbol("A"), "B": ex.symbol("B")})

    report = find_attractors(
        network,
        environment=Environment({"A": True}),
        inputs="0",
        settings={"A": None},
    )

    assert [{"A": 0, "B": 0}, {"A": 1, "B": 0}] == [attractor.fixed for attractor in report]


def test_the_frame_has_a_row_per_attractor_and_shares_of_states() -> None:
    """A switch that turns an oscillator on: two rows, and halves where it oscillates."""
    A, B, S = ex.symbol("A"), ex.symbol("B"), ex.symbol("S")
    rules = {"S": S, "A": ex.conjunction([S, ex.negation(B)]), "B": A}
    report = find_attractors(Network.of(rules))

    frame = report.to_frame()

    assert ["S", "A", "B"] == list(frame.columns)
    assert [1, 2] == list(frame.index)
    assert [[0.0, 0.0, 0.0], [1.0, 0.5, 0.5]] == frame.to_numpy().tolist()


def test_hundreds_of_inputs_in_a_row_are_counted_and_listed() -> None:
    """One block is decided for each input: that many calls deep, far beyond Python's limit."""
    names = [f"i{k}" for k in range(250)]
    latch = ex.disjunction([ex.symbol("x"), *map(ex.symbol, names)])
    network = Network.of({**{name: ex.symbol(name) for name in names}, "x": latch})

    report = find_attractors(network, limit=3)

    # The latch is open only where all inputs are 0.
    assert 2**250 + 1 == report.count
    assert 3 == len(report)
