"""Nodes explained, held to all assignments, to all paths, and to brute force."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boolnet.analysis.explanation import Part, explain_nodes, find_roles
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.network.loops import count_loops_through
from boolnet.network.network import Network
from boolnet.network.rule import parse_rule
from tests.oracles import attractors
from tests.strategies import LETTERS, expressions, networks


def network_of(rule: ex.Expression) -> Network:
    return Network.of({"X": rule, **{name: ex.symbol(name) for name in LETTERS}})


@given(expressions())
def test_conditions_are_where_a_regulator_matters(rule: ex.Expression) -> None:
    when, roles = find_roles(network_of(rule), "X")
    names = ex.symbols_of(rule)

    assert set(when.names) == {r.regulation.regulator for r in roles if r.part is not Part.NONE}
    for role in roles:
        name = role.regulation.regulator
        assert role.activates is not None
        assert role.inhibits is not None
        found = set()
        for values in product([False, True], repeat=len(names)):
            state = dict(zip(names, values, strict=True))
            low = ex.evaluate(rule, state | {name: False})
            high = ex.evaluate(rule, state | {name: True})
            found.add((low, high))
            for cases, way in ((role.activates, (0, 1)), (role.inhibits, (1, 0))):
                told = any(all(state[n] == v for n, v in case.items()) for case in cases)
                assert told == ((low, high) == way)
                assert all(name not in case for case in cases)
        lows, highs = {low for low, _ in found}, {high for _, high in found}
        match role.part:
            case Part.ALONE:
                assert [name] == list(when.names)
            case Part.NEEDED:
                assert lows == {False}
            case Part.ENOUGH:
                assert highs == {True}
            case Part.BLOCKS:
                assert highs == {False}
            case Part.FREES:
                assert lows == {True}
            case Part.ALWAYS:
                assert all(low != high for low, high in found)
            case Part.NONE:
                assert all(low == high for low, high in found)
            case _:
                assert len(lows) == len(highs) == 2


def loops_through(network: Network, name: str) -> set[tuple[str, ...]]:
    edges = {(r.regulator, r.target) for r in network.influence.regulations if r.essential}
    others = [other for other in network.names if other != name]
    found = set()
    for size in range(len(others) + 1):
        for rest in permutations(others, size):
            loop = (name, *rest)
            if all((a, b) in edges for a, b in zip(loop, (*loop[1:], name), strict=True)):
                found.add(loop)
    return found


@given(networks(most=5))
def test_loops_are_all_loops(network: Network) -> None:
    for name in network.names:
        expected = loops_through(network, name)
        counted = count_loops_through(network.influence, name, listed=10_000)

        assert not counted.more
        assert expected == {loop for loop, _ in counted.shortest}
        assert len(expected) == counted.count
        cut = count_loops_through(network.influence, name, most=2)
        assert cut.more == (len(expected) > 2)


def test_loops_are_cut_where_there_are_too_many() -> None:
    names = [f"v{i}" for i in range(30)]
    every = ex.disjunction(map(ex.symbol, names))
    network = Network.of(dict.fromkeys(names, every))

    cut = count_loops_through(network.influence, "v0", most=10**9, steps=50_000)

    assert cut.more
    assert 0 < cut.count < 50_000


@settings(max_examples=40)
@given(networks(most=4), st.data())
def test_attractors_and_what_is_forced(network: Network, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(network.names))
    (explained,) = explain_nodes(Question(network), [name], Budget())

    place = network.position(name)
    seen = {"on": 0, "off": 0, "mixed": 0}
    for attractor in attractors(network, ASYNCHRONOUS):
        values = {state >> place & 1 for state in attractor}
        seen["mixed" if len(values) == 2 else "on" if values == {1} else "off"] += 1
    assert explained.seen is not None
    assert explained.seen.complete
    tendency = explained.seen.tendency
    assert seen == {"on": tendency.on, "off": tendency.off, "mixed": tendency.mixed}
    for value in (0, 1):
        known = _propagate(network, {name: bool(value)})
        base = _propagate(network, {})
        expected = {n: v for n, v in known.items() if n not in base and n != name}
        assert expected == dict(explained.forces[value])


def _propagate(network: Network, held: dict[str, bool]) -> dict[str, bool]:
    """Constants carried on by looking at all values of what is not constant yet."""
    known = dict(held)
    while True:
        fresh = {}
        for node in network.nodes:
            if node.name in known:
                continue
            free = [n for n in node.function.regulators if n not in known]
            rule = node.function.expression
            values = {
                ex.evaluate(rule, known | dict(zip(free, values, strict=True)))
                for values in product([False, True], repeat=len(free))
            }
            if len(values) == 1:
                fresh[node.name] = values.pop()
        if not fresh:
            return known
        known |= fresh


def test_a_rule_that_is_too_entangled_in_its_own_order_is_told_in_another() -> None:
    names = [f"a{i}" for i in range(40)] + [f"b{i}" for i in range(40)]
    pairs = " | ".join(f"a{i} & b{(i * 17 + 5) % 40}" for i in range(40))
    listed = " & ".join(f"(a{i} | !a{i})" for i in range(40))
    network = Network.of(
        {"X": parse_rule(f"{listed} & ({pairs})"), **{name: ex.symbol(name) for name in names}}
    )
    when, roles = find_roles(network, "X")

    assert 1 - Fraction(3, 4) ** 40 == when.share
    assert 40 == len(when.on or ())
    assert {Part.SOMETIMES} == {role.part for role in roles}


def test_what_is_too_entangled_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise UnsupportedError("too large")

    monkeypatch.setattr("boolnet.analysis.explanation.build_rules", refuse)
    when, roles = find_roles(network_of(parse_rule("A & (B | C)")), "X")

    assert when.share is None
    assert "all" == (when.clause and when.clause.kind)
    assert all(role.part is Part.UNKNOWN for role in roles)
