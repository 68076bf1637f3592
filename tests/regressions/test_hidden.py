"""Attractors where trap spaces do not show them.

A motif-avoidant attractor lies in no minimal trap space; and a minimal trap space may hold
several attractors. Programs that read attractors off trap spaces miss both. The networks
were found among random truth tables and frozen; the truth is computed again, by brute force.
"""

from __future__ import annotations

import pytest

from boolnet.analysis.attractors import find_attractors
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Coverage
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.routes import ROUTES, taking

# Per node, its truth table over A, B, C: bit s is the next value in state s.
AVOIDANT = [
    (9, 9),
    (50, 52, 189),
    (214, 116, 86),
    (89, 148, 202),
    (102, 70, 135),
    (165, 236, 161),
    (166, 30, 22),
    (101, 28, 2),
    (154, 218, 59),
    (153, 158, 61),
]
CROWDED = [(57, 41, 120), (98, 97, 195)]
routes = pytest.mark.parametrize("route", ROUTES)


def network_of(tables: tuple[int, ...], names: str = "ABC") -> dict[str, ex.Expression]:
    """The rules that *tables* stand for."""
    used = names[: len(tables)]
    return {
        name: oracles.rule_of(used, lambda state, table=table: bool(table >> state & 1))
        for name, table in zip(used, tables, strict=True)
    }


def homes(network: Network) -> list[int]:
    """How many minimal trap spaces hold each attractor; and how many attractors each holds."""
    attractors = oracles.attractors(network, ASYNCHRONOUS)
    spaces = [set(oracles.states_of(s, network)) for s in oracles.minimal_trap_spaces(network)]
    return [sum(states <= space for space in spaces) for states in attractors]


@routes
@pytest.mark.parametrize("tables", AVOIDANT, ids=str)
def test_a_motif_avoidant_attractor_is_found(tables: tuple[int, ...], route: str) -> None:
    """Case 2 and 3 of other programs' bug reports stand for these."""
    network = Network.of(network_of(tables))
    assert 0 in homes(network)

    with taking(route) as budget:
        report = find_attractors(network, limit=None, budget=budget)

    assert len(homes(network)) == report.count
    assert Coverage.COMPLETE is report.coverage


@routes
@pytest.mark.parametrize("tables", CROWDED, ids=str)
def test_several_attractors_in_one_minimal_trap_space_are_told_apart(
    tables: tuple[int, ...], route: str
) -> None:
    network = Network.of(network_of(tables))
    assert [1, 1] == homes(network)
    assert 1 == len(oracles.minimal_trap_spaces(network))

    with taking(route) as budget:
        report = find_attractors(network, limit=None, budget=budget)

    expected = sorted(map(len, oracles.attractors(network, ASYNCHRONOUS)))
    assert expected == [attractor.count for attractor in report]
    assert Coverage.COMPLETE is report.coverage


@routes
def test_hidden_attractors_multiply_with_what_runs_beside_them(route: str) -> None:
    """Two such networks that do not see each other: every pair is one attractor."""
    rules = network_of(CROWDED[0]) | network_of(AVOIDANT[5], "DEF")
    network = Network.of(rules)

    with taking(route) as budget:
        report = find_attractors(network, limit=None, budget=budget)

    assert 2 * 3 == report.count == len(report)
    assert sorted(a * b for a in (3, 5) for b in (1, 2, 3)) == sorted(a.count for a in report)


@routes
def test_what_a_hidden_attractor_drives_follows_its_states_and_not_its_space(route: str) -> None:
    """The attractor is no full space: a reader of a state it never visits stays off."""
    rules = network_of(CROWDED[0])
    network = Network.of(rules)
    states = oracles.attractors(network, ASYNCHRONOUS)
    for state in oracles.all_states(network):
        literals = [
            ex.symbol(name) if state >> i & 1 else ex.negation(ex.symbol(name))
            for i, name in enumerate(network.names)
        ]
        reader = Network.of({**rules, "R": ex.disjunction([ex.conjunction(literals), ex.FALSE])})

        with taking(route) as budget:
            report = find_attractors(reader, limit=None, budget=budget)

        visited = sum(state in attractor for attractor in states)
        assert 2 - visited == sum(a.fixed.get("R") == 0 for a in report)


@routes
@pytest.mark.parametrize("tables", [*AVOIDANT[:3], *CROWDED], ids=str)
def test_hidden_attractors_downstream_of_an_oscillator_are_found(
    tables: tuple[int, ...], route: str
) -> None:
    """The block is answered together with an oscillating block that switches one rule."""
    rules = network_of(tables)
    clock = {"X": ex.negation(ex.symbol("Y")), "Y": ex.symbol("X")}
    rules["A"] = ex.disjunction(
        [
            ex.conjunction([rules["A"], ex.symbol("X")]),
            ex.conjunction([rules["A"], ex.negation(ex.symbol("X"))]),
        ]
    )
    rules["B"] = ex.conjunction([rules["B"], ex.disjunction([ex.symbol("X"), ex.symbol("B")])])
    network = Network.of({**rules, **clock})

    with taking(route) as budget:
        report = find_attractors(network, limit=None, budget=budget)

    expected = oracles.attractors(network, ASYNCHRONOUS)
    assert expected == {
        frozenset(s for s in oracles.all_states(network) if s in attractor) for attractor in report
    }
