"""Reachability against brute force: every state walked, by the definition of the scheme."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import find_attractors
from boolnet.analysis.question import Question
from boolnet.analysis.reachability import Reach, ReachReport, find_reachable
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    permissive_successors,
)
from boolnet.engines import paths, permissive, reachability
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.permissive import Obstacle
from boolnet.engines.rules import Trap
from boolnet.engines.verdict import Elsewhere, Exhausted
from boolnet.errors import InputError, UnknownNodeError, UnsupportedError
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.conditions import parse_condition
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, knockout
from boolnet.network.phenotype import Phenotype
from boolnet.network.space import Space
from tests.oracles import all_states, perturb, reachable, states_of, successor_graph
from tests.strategies import networks, perturbations, phenotypes

MEANS = ("as it comes", "no walks", "diagrams alone")


@contextmanager
def by(means: str) -> Any:
    """Leave out cheaper means, so that the dearer ones have something to do."""
    with pytest.MonkeyPatch.context() as patch:
        if means != "as it comes":
            patch.setattr(reachability, "WALKS", 0)
        if means == "diagrams alone":
            patch.setattr(reachability, "SEEN", 0)
            patch.setattr(reachability, "SAMPLES", 0)
            patch.setattr(reachability.Explorer, "_obstacle", lambda *_: None)
        yield


def starts(network: Network) -> st.SearchStrategy[dict[str, bool]]:
    return st.dictionaries(st.sampled_from(network.names), st.booleans())


def states_at(network: Network, fixed: Mapping[str, bool | int]) -> list[int]:
    space = Space.of(network.names, fixed)
    return states_of((space.mask, space.values), network)


def wanted_states(network: Network, reach: Reach) -> set[int]:
    if isinstance(reach.target, Attractor):
        return {state for state in all_states(network) if state in reach.target}
    names = network.names
    condition = reach.target.condition
    return {
        state
        for state in all_states(network)
        if ex.evaluate(condition, {n: bool(state >> i & 1) for i, n in enumerate(names)})
    }


def states_asked(network: Network, report: ReachReport, reach: Reach) -> list[int]:
    """The states of the start; of those the ones with the inputs of an attractor."""
    fixed = report.start.fixed
    if isinstance(reach.target, Attractor):
        inputs = {n: reach.target.fixed[n] for n in report.question.free_inputs}
        if all(fixed.get(name, value) == value for name, value in inputs.items()):
            fixed |= inputs
    return states_at(network, fixed)


def check_path(network: Network, reach: Reach, wanted: set[int]) -> None:
    """Step by step, by the definition of asynchronous update."""
    assert reach.path is not None
    state = reach.path.start.values
    for step in reach.path.steps:
        bit = 1 << network.index[step.node]
        following = state | bit if step.value else state & ~bit
        assert following != state
        assert following in ASYNCHRONOUS.successors(network, state)
        because = Space.of(network.names, dict(step.because))
        for other in states_of((because.mask, because.values), network):
            assert network.next_value(network.index[step.node], other) == step.value
        state = following
    assert state in wanted


def check_why(network: Network, report: ReachReport, reach: Reach, wanted: set[int]) -> None:
    why = reach.why
    starting = states_asked(network, report, reach)
    if reach.failing is not None:
        assert reach.failing.values in starting
        starting = [reach.failing.values]
    if isinstance(why, Trap):
        inside = states_of(why.space, network)
        assert set(starting) <= set(inside)
        assert not wanted & set(inside)
        for state in inside:
            assert ASYNCHRONOUS.successors(network, state) <= set(inside)
    elif isinstance(why, Elsewhere):
        other = report.reaches[why.place].target
        assert isinstance(other, Attractor)
        assert starting[0] in other
    else:
        assert isinstance(why, (Obstacle, Exhausted))


@given(st.data())
def test_asynchronous_answers_are_those_of_brute_force(data: st.DataObject) -> None:
    network = data.draw(networks(2, 6))
    held = data.draw(perturbations(network))
    fixed = data.draw(starts(network))
    for name, value in held.nodes:
        fixed[name] = value
    question = Question(network, held)
    targets = None
    if data.draw(st.booleans()):
        targets = [data.draw(phenotypes(network))]

    with by(data.draw(st.sampled_from(MEANS))):
        report = find_reachable(question, fixed, targets)

    changed = perturb(network, held)
    graph = successor_graph(changed, ASYNCHRONOUS)
    assert Coverage.COMPLETE is report.coverage
    for reach in report.reaches:
        wanted = wanted_states(changed, reach)
        asked = states_asked(changed, report, reach)
        found = [bool(reachable(graph, state) & wanted) for state in asked]
        assert (any(found), all(found)) == (reach.some, reach.every)
        if reach.some:
            check_path(changed, reach, wanted)
            assert reach.path is not None
            assert reach.path.start.values in asked
        if not reach.every:
            check_why(changed, report, reach, wanted)
        if reach.failing is not None:
            assert not reachable(graph, reach.failing.values) & wanted


@given(st.data())
def test_most_permissive_answers_are_those_of_brute_force(data: st.DataObject) -> None:
    network = data.draw(networks(2, 4))
    fixed = data.draw(starts(network))
    targets = None
    if data.draw(st.booleans()):
        targets = [data.draw(phenotypes(network))]

    report = find_reachable(Question(network, update=MOST_PERMISSIVE), fixed, targets)

    assert Coverage.COMPLETE is report.coverage
    for reach in report.reaches:
        wanted = wanted_states(network, reach)
        asked = states_asked(network, report, reach)
        found = [bool(permissive_reachable(network, state) & wanted) for state in asked]
        assert (any(found), all(found)) == (reach.some, reach.every)
        if reach.some:
            check_permissive_path(network, reach, wanted)
        if reach.failing is not None:
            assert not permissive_reachable(network, reach.failing.values) & wanted


def permissive_reachable(network: Network, state: int) -> set[int]:
    """The states at rest that most-permissive update leads to."""
    start = tuple(str(state >> i & 1) for i in range(len(network)))
    found = {start}
    waiting = [start]
    while waiting:
        for following in permissive_successors(network, waiting.pop()) - found:
            found.add(following)
            waiting.append(following)
    return {
        sum((value == "1") << i for i, value in enumerate(signs))
        for signs in found
        if not set(signs) & set("+-")
    }


def check_permissive_path(network: Network, reach: Reach, wanted: set[int]) -> None:
    assert reach.path is not None
    fixed = reach.path.start.values
    signs = tuple(str(fixed >> i & 1) for i in range(len(network)))
    for step in reach.path.steps:
        i = network.index[step.node]
        sign = str(step.value) if step.arrives else "-+"[step.value]
        following = (*signs[:i], sign, *signs[i + 1 :])
        assert following in permissive_successors(network, signs)
        signs = following
    assert sum((value == "1") << i for i, value in enumerate(signs)) in wanted
