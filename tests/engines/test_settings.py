"""Constant propagation and attractors under all settings at once, against one by one."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.engines import settings as engine
from boolnet.engines.answer import Answer, Leaf, Product, Sum, Unresolved
from boolnet.engines.budget import Budget
from boolnet.engines.reduction import percolate
from boolnet.engines.settings import Propagation, collect, find_upstream
from boolnet.engines.states import FreeSet, Partial, SeededSet
from boolnet.engines.symbolic import Diagrams
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.routes import ROUTES, taking
from tests.strategies import networks


def propagate(network: Network) -> Propagation:
    inputs = [network.index[name] for name in network.inputs]
    part = dict(enumerate(network.functions))
    diagrams = Diagrams(inputs, 1 << 14)
    return Propagation(diagrams, network.circuits, part, Budget())


def settings_of(network: Network) -> list[dict[int, bool]]:
    inputs = [network.index[name] for name in network.inputs]
    return [
        dict(zip(inputs, values, strict=True))
        for values in product((False, True), repeat=len(inputs))
    ]


@given(networks(most=7))
def test_propagation_finds_under_each_setting_what_it_finds_alone(network: Network) -> None:
    forced = propagate(network)

    for setting in settings_of(network):
        part = dict(enumerate(network.functions))
        _, known = percolate(network.circuits, part, setting)
        for node in range(len(network)):
            for value in (False, True):
                possible = forced.diagrams.contains(forced.may_be(node, value), setting)
                assert possible == (known.get(node, value) == value)


@given(st.data(), networks(most=5))
def test_where_a_pattern_keeps_a_node_some_attractor_has_its_value(
    data: st.DataObject, network: Network
) -> None:
    forced = propagate(network)
    pattern = data.draw(st.dictionaries(st.integers(0, len(network) - 1), st.booleans()))
    node = data.draw(st.integers(0, len(network) - 1))
    pattern.setdefault(node, True)
    shown = oracles.attractors(network, ASYNCHRONOUS)

    kept = forced.keeping(node, pattern)

    for setting in settings_of(network):
        if forced.diagrams.contains(kept, setting):
            assert any(
                all(state >> node & 1 == pattern[node] for state in states)
                and all(next(iter(states)) >> v & 1 == value for v, value in setting.items())
                for states in shown
            )


@given(st.data(), networks(most=6))
def test_settings_that_leave_the_same_have_the_same_attractors(
    data: st.DataObject, network: Network
) -> None:
    forced = propagate(network)
    node = data.draw(st.integers(0, len(network) - 1))
    setting = data.draw(st.sampled_from(settings_of(network)))
    shown = oracles.attractors(network, ASYNCHRONOUS)

    def behaviour(setting: dict[int, bool]) -> list[str]:
        return sorted(
            str(oracles.holds_in(ex.symbol(network.names[node]), states, network))
            for states in shown
            if all(min(states) >> v & 1 == value for v, value in setting.items())
        )

    alike = forced.alike(node, setting)

    assert forced.diagrams.contains(alike, setting)
    for other in settings_of(network):
        if forced.diagrams.contains(alike, other):
            assert set(behaviour(setting)) == set(behaviour(other))


def test_settings_are_alike_whatever_an_input_that_is_overruled() -> None:
    """`A` matters only where `B` does not decide; what is left is a node that oscillates."""
    A, B, X, Y = map(ex.symbol, "ABXY")
    rules = {"A": A, "B": B, "X": ex.disjunction([A, B]), "Y": ex.conjunction([X, ex.negation(Y)])}
    forced = propagate(Network.of(rules))

    alike = forced.alike(3, {0: False, 1: True})

    assert forced.diagrams.literal(0, True) | forced.diagrams.literal(1, True) == alike


def test_a_latch_keeps_both_its_states_where_nothing_sets_or_resets_it() -> None:
    S, R, Q = map(ex.symbol, "SRQ")
    rule = ex.conjunction([ex.disjunction([S, Q]), ex.negation(R)])
    network = Network.of({"S": S, "R": R, "Q": rule})
    forced = propagate(network)

    on, off = forced.keeping(2, {2: True}), forced.keeping(2, {2: False})

    reset = forced.diagrams.literal(1, True)
    assert ~reset == on
    assert reset | forced.diagrams.literal(0, False) == off


@given(networks(most=6))
def test_what_is_too_large_or_too_late_is_left_open_and_never_wrong(network: Network) -> None:
    exact = propagate(network)
    spent = Budget()
    spent.stop("stopped by the test")
    part = dict(enumerate(network.functions))
    with_limit = []
    large, engine.LARGE = engine.LARGE, 3
    try:
        with_limit.append(Propagation(exact.diagrams, network.circuits, part, Budget()))
        with_limit.append(Propagation(exact.diagrams, network.circuits, part, spent))
    finally:
        engine.LARGE = large

    for forced in with_limit:
        for node in part:
            for value in (False, True):
                missed = exact.may_be(node, value) & ~forced.may_be(node, value)
                assert not missed.satisfiable()


@given(networks(least=2, most=6))
def test_what_leads_to_a_node_is_closed_and_has_it(network: Network) -> None:
    part = dict(enumerate(network.functions))

    found = find_upstream(network.circuits, part, 0)

    assert 0 in found
    for pair in found.values():
        support = network.circuits.support(pair[0]) | network.circuits.support(pair[1])
        assert all(node in found for node in range(len(network)) if support >> node & 1)


# -- collecting from answers: node 0 is an input, node 5 is asked about ------------------

ON, OFF = Leaf((Partial({5: True}),)), Leaf((Partial({5: False}),))
MOVING = Leaf((Partial({}, (FreeSet((5,)),)),))
BEYOND = Leaf((Partial({}, (SeededSet((5,), {5: False}, lambda _: None),)),))
SEEN = Leaf((Partial({}, (SeededSet((5,), {5: False}, lambda _: None, lambda node: node == 5),)),))
ELSEWHERE = Leaf((Partial({6: True}), Partial({6: False})))
ELSEWHERE_IN_PART = Leaf((Partial({6: True}),), complete=False)
SOME_ON = Leaf((Partial({5: True}),), complete=False)
UNKNOWN = Unresolved(1)
BY_INPUT = Leaf((Partial({0: False, 5: False}), Partial({0: True, 5: True})))


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        (ON, "1", "1"),
        (OFF, "0", "0"),
        (MOVING, "*", "*"),
        (BEYOND, "?", "?"),
        (SEEN, "*", "*"),
        (UNKNOWN, "?", "?"),
        (SOME_ON, "1?", "1?"),
        (BY_INPUT, "0", "1"),
        (Sum((({0: False}, OFF), ({0: True}, UNKNOWN)), False, True), "0", "?"),
        (Sum((({0: False}, OFF), ({0: True}, ON)), False, False), "0?", "1?"),
        (Sum((({0: False}, OFF), ({0: True}, UNKNOWN)), False), "0?", "?"),
        (Sum((({0: False}, OFF), ({0: True}, ON))), "0", "1"),
        (Sum((({5: True}, UNKNOWN),), False, True), "1", "1"),
        (Sum((({0: True}, ON), ({}, OFF))), "0", "01"),
        (Product((ELSEWHERE, ON)), "1", "1"),
        (Product((ELSEWHERE_IN_PART, ON), False), "1", "1"),
        (Product((UNKNOWN, ON), False), "1", "1"),
        (Product((ON, UNKNOWN), False), "1", "1"),
        (Product((ELSEWHERE, UNKNOWN), False), "?", "?"),
        (Product((ELSEWHERE, SOME_ON), False), "1?", "1?"),
    ],
)
def test_answers_say_what_a_node_does_by_the_setting(answer: Answer, low: str, high: str) -> None:
    diagrams = Diagrams([0], 1 << 10)

    found = collect(diagrams, answer, 5, Budget())

    sets = {"0": found.off, "1": found.on, "*": found.varies, "?": found.open}
    for value, letters in ((False, low), (True, high)):
        said = {letter for letter, s in sets.items() if diagrams.contains(s, {0: value})}
        assert set(letters) == said


class Stopping(Budget):
    """A budget that is spent at the n-th look."""

    looks = 0

    @property
    def spent(self) -> bool:
        self.looks -= 1
        if self.looks < 0:
            self.stop("stopped by the test")
        return bool(self.reason)


@given(st.data(), st.sampled_from(ROUTES), st.sampled_from([0, 1, 2, 3, 5, 8, 20, 60, 10**6]))
def test_what_a_search_found_is_true_and_what_it_may_have_missed_is_open(
    data: st.DataObject, route: str, looks: int
) -> None:
    network = data.draw(networks(least=2, most=6))
    scheme = data.draw(st.sampled_from([ASYNCHRONOUS, SYNCHRONOUS]))
    shown = oracles.attractors(network, scheme)
    diagrams = Diagrams([network.index[name] for name in network.inputs], 1 << 12)
    with taking(route) as taken:
        budget = Stopping(explicit_nodes=taken.explicit_nodes)
        budget.looks = looks
        search = AttractorSearch(Question(network, update=scheme), budget).search
        answer = search.answer(tuple(network.functions), {}, (0,))
        found = collect(diagrams, answer, 0, budget)

    sets = {False: found.off, True: found.on, "mixed": found.varies}
    for setting in settings_of(network):
        true = {
            oracles.holds_in(ex.symbol(network.names[0]), states, network)
            for states in shown
            if all(min(states) >> v & 1 == value for v, value in setting.items())
        }
        said = {value for value, s in sets.items() if diagrams.contains(s, setting)}
        assert said <= true
        if not diagrams.contains(found.open, setting):
            assert said == true
    if looks == 10**6:
        assert not found.open.satisfiable()
