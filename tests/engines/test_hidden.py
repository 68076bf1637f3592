"""Tests of `boolnet.engines.hidden` and `holding`: what candidates alone do not decide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import AttractorReport, find_attractors
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines import attractors, hidden
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.program import Program, Question
from boolnet.engines.search import Leaves
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


@contextmanager
def without(*means: str) -> Iterator[Budget]:
    """A budget, and the search set so that small parts go to the solver and *means* fail."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Leaves, "direct", 0)
        patch.setattr(attractors.AsynchronousLeaves, "direct", 0)
        patch.setattr(attractors, "WALKED", 0)
        for name in means:
            answer = (None, []) if name == "_by_candidates" else None
            patch.setattr(hidden.Hidden, name, lambda *_, answer=answer: answer)
        yield Budget(explicit_nodes=0)


def ask(network: Network, *means: str) -> AttractorReport:
    with without(*means) as budget:
        return find_attractors(network, limit=None, budget=budget)


@given(networks(most=5))
def test_maximal_trap_spaces_lie_in_no_larger_one_but_the_whole(network: Network) -> None:
    traps = [space for space in oracles.trap_spaces(network) if space[0]]
    largest = [
        trap
        for trap in traps
        if not any(other != trap and oracles.is_within(trap, other) for other in traps)
    ]
    part = dict(enumerate(network.functions))
    program = Program(network.circuits, part, large=True)

    found = sorted(program.iter_trap_spaces(Question(part), Budget()))

    assert sorted(largest) == found


MEANS = st.sets(st.sampled_from(["_by_candidates", "_on_diagrams", "_by_succession"]))


@given(networks(most=6), MEANS)
def test_whatever_means_fail_nothing_false_is_said(network: Network, means: set[str]) -> None:
    expected = oracles.attractors(network, ASYNCHRONOUS)

    report = ask(network, *sorted(means))

    if report.coverage is Coverage.COMPLETE:
        assert len(expected) == report.count
        sizes = sorted(len(states) for states in expected)
        assert sizes == sorted(attractor.count or 0 for attractor in report)
    else:
        assert 1 <= report.count <= len(expected)


# A ring of three inhibitions that oscillates, tied to a switch by rules with both signs.
TIED = """targets, factors
a, !c & (s | d)
b, a | (s & !d)
c, b & (a | s)
s, (s & a) | (s & !d) | (b & !c & d)
d, (d & c) | (a & !s)
"""


def test_holding_a_node_decides_what_candidates_would() -> None:
    network = parse_network(TIED)
    expected = oracles.attractors(network, ASYNCHRONOUS)

    held = ask(network, "_by_candidates", "_on_diagrams")

    assert (Coverage.COMPLETE, len(expected)) == (held.coverage, held.count)
    assert "parts with a node held" in dict(held.method)


def test_without_candidates_holding_and_diagrams_nothing_is_proven() -> None:
    """The steps are needed: take all of them away and the answer is a lower bound."""
    report = ask(parse_network(TIED), "_by_candidates", "_on_diagrams", "_by_holding")

    assert Coverage.LOWER_BOUND is report.coverage


# Two switches that see each other: minimal trap spaces lie inside larger ones.
NESTED = """targets, factors
p, (p & q) | (p & !z) | (q & x)
q, (p & q) | (p & x & !y)
x, (x & !y) | (p & !z)
y, (y & !x) | (q & z)
z, !x | (y & !z)
"""


def test_succession_looks_into_the_larger_trap_spaces() -> None:
    network = parse_network(NESTED)
    expected = oracles.attractors(network, ASYNCHRONOUS)

    report = ask(network, "_by_candidates", "_on_diagrams")

    assert len(expected) >= report.count
    assert "maximal trap spaces" in dict(report.method)
