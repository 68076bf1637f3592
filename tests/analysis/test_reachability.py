"""Reachability against brute force: every state walked, by the definition of the scheme."""

from __future__ import annotations

from collections.abc import Mapping

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
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.permissive import Obstacle
from boolnet.engines.rules import Trap
from boolnet.engines.verdict import Elsewhere, Exhausted
from boolnet.errors import InputError, UnknownNodeError, UnsupportedError
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, block, knockout
from boolnet.network.phenotype import Phenotype
from boolnet.network.space import Space
from tests.oracles import all_states, perturb, reachable, states_of, successor_graph
from tests.routes import MEANS, deciding
from tests.strategies import networks, perturbations, phenotypes


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

    with deciding(data.draw(st.sampled_from(MEANS))) as budget:
        report = find_reachable(question, fixed, targets, budget=budget)

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


def test_an_input_that_no_longer_sees_itself_is_an_input_no_more() -> None:
    """With its own regulation blocked its rule is 0: it leaves the value it starts with."""
    network = parse_network("A, !I\nI, I\n")
    question = Question(network, block("I", "I"))

    off = Phenotype("off", ex.negation(ex.symbol("I")))

    (reach,) = find_reachable(question, {"I": True}, [off]).reaches

    assert ((), True) == (question.free_inputs, reach.every)


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


# Once X is on it stays on, and without it there is no Y.
LATCH = parse_network("S, S\nX, X | S\nY, X\n")
# Either gene keeps the other off.
SWITCH = parse_network("X, !Y\nY, !X\nZ, X\n")


# -- starts ----------------------------------------------------------------------------------


def test_inputs_that_the_start_names_are_held() -> None:
    report = find_reachable(Question(LATCH), {"S": 0})

    assert {"S": False} == report.question.held_inputs
    assert () == report.question.free_inputs


def test_a_free_input_does_not_make_an_attractor_unreachable() -> None:
    report = find_reachable(Question(LATCH), {"X": 0, "Y": 0})

    by_input = {
        (reach.target.fixed["S"], reach.target.fixed["X"]): (reach.some, reach.every)
        for reach in report.reaches
        if isinstance(reach.target, Attractor)
    }
    assert {(0, 0): (True, True), (0, 1): (False, False), (1, 1): (True, True)} == by_input


def test_an_attractor_of_the_network_leads_nowhere_else() -> None:
    network = parse_network("A, !B\nB, A\nC, C\n")
    attractors = find_attractors(network)
    start = attractors.attractors[0]

    report = find_reachable(Question(network), start, attractors=attractors)

    assert [(True, True), (False, False)] == [(r.some, r.every) for r in report.reaches]


@given(st.data())
def test_an_attractor_of_other_conditions_is_held_at_once(data: st.DataObject) -> None:
    """A complex attractor of the wild type, then a knockout: the states with the node at 0."""
    network = data.draw(networks(2, 5))
    wild = data.draw(st.sampled_from(find_attractors(network).attractors))
    name = data.draw(st.sampled_from(network.names))
    held = knockout(name)

    with deciding(data.draw(st.sampled_from(MEANS))) as budget:
        report = find_reachable(Question(network, held), wild, budget=budget)

    changed = perturb(network, held)
    graph = successor_graph(changed, ASYNCHRONOUS)
    bit = 1 << network.index[name]
    starting = {state & ~bit for state in all_states(network) if state in wild}
    for reach in report.reaches:
        wanted = wanted_states(changed, reach)
        asked = starting
        if isinstance(reach.target, Attractor):
            inputs = Space.of(
                network.names, {n: reach.target.fixed[n] for n in report.question.free_inputs}
            )
            kept = {s for s in starting if not (s ^ inputs.values) & inputs.mask}
            asked = kept or starting
        found = [bool(reachable(graph, state) & wanted) for state in asked]
        assert (any(found), all(found)) == (reach.some, reach.every)


def test_what_does_not_fit_is_refused() -> None:
    question = Question(SWITCH, Perturbation((("X", True),)))
    with pytest.raises(InputError, match="the start has X = 0, but it is held at 1"):
        find_reachable(question, {"X": 0})
    with pytest.raises(UnknownNodeError):
        find_reachable(question, {"W": 0})
    with pytest.raises(UnsupportedError, match="asynchronous and most-permissive"):
        find_reachable(Question(SWITCH, update=SYNCHRONOUS), {"X": 0})


def test_attractors_whose_states_are_not_known_are_reached_through_their_trap_space() -> None:
    """A wheel too large for the budget: the only attractor of its trap space."""
    rules = "S, S\n" + "".join(
        f"x{i}, S & {'!' * (i == 0)}x{i - 1 if i else 13}\n" for i in range(14)
    )
    network = parse_network(rules)
    question = Question(network, inputs="1")
    budget = Budget(explicit_nodes=0, diagram_nodes=40)
    attractors = find_attractors(network, inputs="1", budget=budget)
    (only,) = attractors.attractors
    assert only.states is None

    report = find_reachable(question, dict.fromkeys(network.names, 1), attractors=attractors)

    assert [(True, True)] == [(reach.some, reach.every) for reach in report.reaches]
