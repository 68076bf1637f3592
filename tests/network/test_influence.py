"""Tests of `boolnet.network.influence`: who regulates whom, and the feedback loops."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given

from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


def read(rules: str) -> Network:
    return parse_network("targets, factors\n" + rules)


@given(networks(most=5))
def test_a_regulation_is_essential_if_it_can_change_the_next_value(network: Network) -> None:
    tables = oracles.tabulate_rules(network)

    for regulation in network.influence.regulations:
        bit = 1 << network.position(regulation.regulator)
        table = tables[network.position(regulation.target)]
        steps = {table[s | bit] - table[s] for s in oracles.all_states(network) if not s & bit} - {
            0
        }
        signs = {frozenset(): "0", frozenset({1}): "+", frozenset({-1}): "-"}
        assert signs.get(frozenset(steps), "±") == regulation.sign
        assert bool(steps) == regulation.essential


@given(networks(most=5))
def test_loops_are_the_cycles_of_the_essential_graph_shortest_first(network: Network) -> None:
    arrows = {(r.regulator, r.target) for r in network.influence.regulations if r.essential}
    expected = {
        loop
        for size in range(1, len(network) + 1)
        for loop in permutations(network.names, size)
        if loop[0] == min(loop, key=network.position)
        and all((loop[i], loop[(i + 1) % size]) in arrows for i in range(size))
    }

    found = list(network.influence.iter_loops())

    assert len(found) == len(set(found))
    assert expected == set(found)
    assert sorted(map(len, found)) == [len(loop) for loop in found]


def test_a_loop_with_an_odd_number_of_inhibitions_is_negative() -> None:
    graph = read("A, !C\nB, A\nC, B\nX, !Y\nY, !X\nZ, Z ^ A\n").influence

    signs = {loop: graph.sign_of_loop(loop) for loop in graph.iter_loops()}

    assert {("Z",): "±", ("X", "Y"): "+", ("A", "B", "C"): "-"} == signs


def test_a_regulator_without_effect_stays_in_the_graph_and_says_so() -> None:
    (a, b) = read("A, A\nB, B\nC, A | A & B\n").influence.into("C")

    assert ("A -> C", True) == (str(a), a.essential)
    assert ("B -? C", False) == (str(b), b.essential)


def test_readouts_regulate_nothing_but_themselves() -> None:
    network = read("A, A\nB, A & B\nC, A\n")

    assert ("B", "C") == network.influence.readouts == network.readouts


@given(networks(1, 6))
def test_readouts_are_known_without_the_graph(network: Network) -> None:
    assert network.influence.readouts == network.readouts


def test_loops_can_be_asked_for_up_to_a_length() -> None:
    names = [f"x{i}" for i in range(40)]
    ring = "".join(f"{name}, {names[i - 1]} | {names[i - 2]}\n" for i, name in enumerate(names))

    assert [] == list(read(ring).influence.iter_loops(longest=3))
