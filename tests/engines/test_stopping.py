"""Searches that are stopped anywhere: what they say until then is true.

The budgets here are spent at the n-th look, so that a search can be stopped at every place
where it looks, and every run stops at the same one.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import (
    AttractorReport,
    AttractorSearch,
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
from boolnet.engines.budget import Budget, Cause, Coverage
from boolnet.formats.files import parse_network, read_network
from boolnet.network.network import Network
from tests import oracles
from tests.routes import ROUTES, taking
from tests.strategies import networks

SCHEMES = {scheme.name: scheme for scheme in (ASYNCHRONOUS, SYNCHRONOUS, GENERAL, MOST_PERMISSIVE)}


NEVER = 1 << 40  # looks


class Stopping(Budget):
    """A budget that is spent at the n-th look.

    Looks while the solver is busy are not counted: how many there are depends on the clock.
    """

    looks: int

    @classmethod
    def after(cls, looks: int, **limits: Any) -> Stopping:
        budget = cls(**limits)
        budget.looks = looks
        return budget

    @property
    def spent(self) -> bool:
        if not self.looks:
            self.stop("stopped by the test", Cause.WORK)
        self.looks -= bool(self.looks)
        return bool(self.reason)


def check_claims(report: AttractorReport, expected: set[frozenset[int]]) -> None:
    """Assert that nothing *report* says is false, given all attractors as sets of states."""
    assert report.count <= len(expected)
    assert sum(report.counts.values()) <= report.count
    assert len(report) <= report.count
    if report.coverage is Coverage.COMPLETE:
        assert report.count == len(expected)
        assert not report.cause
    else:
        assert report.coverage is Coverage.LOWER_BOUND
        assert report.cause is not None
    sizes = {AttractorKind.FIXED_POINT: 0, AttractorKind.CYCLE: 0, AttractorKind.COMPLEX: 0}
    moving = AttractorKind.CYCLE if report.question.update.is_deterministic else None
    for states in expected:
        kind = AttractorKind.FIXED_POINT if len(states) == 1 else moving or AttractorKind.COMPLEX
        sizes[kind] += 1
    for kind, number in report.counts.items():
        assert number <= sizes[kind], kind
    # What is listed is there: each listed one stands for an attractor of its own.
    left = set(expected)
    for attractor in sorted(report, key=lambda a: a.states is None):
        if attractor.states is not None:
            found = {s for s in range(1 << len(report.network)) if s in attractor}
            assert found in left, "these states are no attractor, or were listed before"
        else:
            found = next((s for s in left if _lies_in(s, attractor.space)), frozenset())
            assert found, "no attractor lies in this space"
        left.discard(frozenset(found))


def _lies_in(states: frozenset[int], space: Any) -> bool:
    return all(not (state ^ space.values) & space.mask for state in states)


def attractors_of(network: Network, scheme: UpdateScheme) -> set[frozenset[int]]:
    if scheme is MOST_PERMISSIVE:
        spaces = oracles.minimal_trap_spaces(network)
        return {frozenset(oracles.states_of(space, network)) for space in spaces}
    return oracles.attractors(network, scheme)


@pytest.mark.parametrize("name", SCHEMES)
@given(st.data(), networks(least=3, most=6), st.sampled_from(ROUTES))
def test_a_search_that_is_stopped_says_nothing_false(
    name: str, data: st.DataObject, network: Network, route: str
) -> None:
    scheme = SCHEMES[name]
    expected = attractors_of(network, scheme)
    looks = data.draw(st.integers(0, 60) | st.just(NEVER))
    candidates = data.draw(st.sampled_from([0, 1, 1000]))
    diagram_nodes = data.draw(st.sampled_from([1 << 5, 1 << 8, 1 << 16]))

    with taking(route) as taken:
        budget = Stopping.after(
            looks,
            explicit_nodes=taken.explicit_nodes,
            candidates=candidates,
            diagram_nodes=diagram_nodes,
        )
        report = find_attractors(network, update=scheme, limit=None, budget=budget)

    check_claims(report, expected)


@given(st.data(), networks(least=2, most=5))
def test_block_sequential_searches_say_nothing_false(data: st.DataObject, network: Network) -> None:
    order = data.draw(st.permutations(network.names))
    cut = data.draw(st.integers(0, len(order)))
    scheme = block_sequential(block for block in (order[:cut], order[cut:]) if block)
    budget = Stopping.after(data.draw(st.integers(0, 40)))

    report = find_attractors(network, update=scheme, limit=None, budget=budget)

    check_claims(report, oracles.attractors(network, scheme))


@given(networks(least=3, most=6), st.integers(0, 12), st.sampled_from(ROUTES))
def test_fixed_points_that_are_listed_are_fixed(network: Network, looks: int, route: str) -> None:
    with taking(route) as taken:
        budget = Stopping.after(looks, explicit_nodes=taken.explicit_nodes)
        report = find_fixed_points(network, limit=None, budget=budget)

    check_claims(report, {frozenset([state]) for state in oracles.fixed_points(network)})


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("candidates", [0, 1000])
def test_a_block_with_a_fixed_point_and_an_undecided_rest_is_not_counted_twice(
    route: str, candidates: int
) -> None:
    """A, B and C rest or oscillate, and drive two others: the rest of the block stays with them."""
    network = parse_network("B, A & !C\nC, B\nA, A | C\nD, !E & B\nE, D\n")
    expected = attractors_of(network, ASYNCHRONOUS)
    for looks in (*range(16), 20, 25, 30, NEVER):
        with taking(route) as taken:
            budget = Stopping.after(
                looks, explicit_nodes=taken.explicit_nodes, candidates=candidates
            )
            report = find_attractors(network, limit=None, budget=budget)
        check_claims(report, expected)


# -- published networks ------------------------------------------------------------------------

PLACES = (0, 1, 3, 10, 30, 100, 300, 1_000, 10_000)  # looks after which a search is stopped


def case(number: str, scheme: UpdateScheme, *marks: pytest.MarkDecorator) -> Any:
    return pytest.param(number, scheme, marks=marks, id=f"{number} {scheme}")


@pytest.mark.parametrize(
    ("number", "scheme"),
    [
        case("014", ASYNCHRONOUS),
        case("106", ASYNCHRONOUS),
        case("116", ASYNCHRONOUS),
        case("175", SYNCHRONOUS),
        case("113", SYNCHRONOUS),
        case("002", ASYNCHRONOUS, pytest.mark.slow),
        case("079", ASYNCHRONOUS, pytest.mark.slow),
        case("146", ASYNCHRONOUS, pytest.mark.slow),
        case("211", ASYNCHRONOUS, pytest.mark.slow),
        case("145", SYNCHRONOUS),
    ],
)
def test_published_networks_have_no_more_attractors_than_are_known(
    shared: Path, number: str, scheme: UpdateScheme
) -> None:
    table = "truth_sync.csv" if scheme is SYNCHRONOUS else "truth_async.csv"
    (path,) = (shared / "networks" / "bnet").glob(f"{number}-*.bnet")
    with (shared / "networks" / table).open(encoding="utf-8", newline="") as file:
        rows = {(row["id"], row["input_mode"]): row for row in csv.DictReader(file)}
    network = read_network(path, ignore=("BN204",))
    known = int(rows[number, "true"]["attractors"])
    for looks in PLACES:
        question = Question(network, inputs="1", update=scheme)
        report = AttractorSearch(question, Stopping.after(looks)).report(limit=5)
        assert len(report) <= report.count <= known
        if report.coverage is Coverage.COMPLETE:
            assert report.count == known
            break

    assert looks, "this network is answered without a look at the budget"
