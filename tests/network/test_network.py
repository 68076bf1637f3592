"""Tests of `boolnet.network.network`: what is derived from the rules."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import UnknownNodeError
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.function import UpdateFunction
from boolnet.network.network import Network, Node
from boolnet.network.perturbation import knockout
from tests import oracles
from tests.strategies import networks


def read(rules: str) -> Network:
    return parse_network("targets, factors\n" + rules)


def test_an_input_is_a_node_whose_rule_is_itself() -> None:
    assert ("A", "D") == read("A, A\nB, A & B\nC, B\n" + "D, D\n").inputs


def test_networks_are_equal_when_their_functions_are() -> None:
    """Order, spelling and regulators without effect make no difference."""
    first = read("A, B & !C\nB, A | A & C\nC, C\n")
    second = read("C, C\nB, A\nA, !(!B | C)\n")

    assert first == second
    assert hash(first) == hash(second)
    assert first != read("A, B & C\nB, A\nC, C\n")
    assert first != read("A2, B & !C\nB, A2\nC, C\n".replace("A2", "D"))


@given(networks(most=5), st.randoms(use_true_random=False))
def test_a_digest_does_not_depend_on_the_order_of_the_rules(
    network: Network, rng: random.Random
) -> None:
    nodes = list(network.nodes)
    rng.shuffle(nodes)

    assert network.digest == Network(tuple(nodes)).digest


@given(networks(most=4), networks(most=4))
def test_digests_are_equal_exactly_when_rules_are(first: Network, second: Network) -> None:
    same = first.names == second.names and oracles.tabulate_rules(first) == oracles.tabulate_rules(
        second
    )

    assert same == (first == second)


@given(networks(most=5))
def test_the_next_value_is_that_of_the_rule(network: Network) -> None:
    for state in oracles.all_states(network):
        values = oracles.named(state, network)
        for position, name in enumerate(network.names):
            expected = ex.evaluate(network.rule(name), values)
            assert expected == network.next_value(position, state)


@given(networks(most=5))
def test_constants_are_the_rules_that_never_change(network: Network) -> None:
    tables = oracles.tabulate_rules(network)
    expected = {
        name: table[0]
        for name, table in zip(network.names, tables, strict=True)
        if len(set(table)) == 1
    }

    assert expected == dict(network.constants())


def test_two_nodes_with_one_name_are_refused() -> None:
    node = Node("A", UpdateFunction(ex.TRUE))

    with pytest.raises(ValueError, match="same name"):
        Network((node, node))


def test_a_rule_over_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="mentions B, which is no node"):
        Network.of({"A": ex.symbol("B")})


def test_a_mistyped_name_is_answered_with_the_one_that_is_meant() -> None:
    with pytest.raises(UnknownNodeError, match="NFATc1"):
        read("NFATc1, 1\n").position("NFATC1")


def test_a_perturbed_copy_shares_what_it_does_not_touch() -> None:
    """A screen of a thousand knockouts must not encode a thousand networks."""
    network = read("A, B & !C\nB, A ^ C\nC, C\n")

    perturbed = network.with_perturbation(knockout("A"))

    assert network.circuits is perturbed.circuits
    before = len(network.circuits.kinds), network.functions
    assert before[1][1] == perturbed.functions[1]
    assert len(network.circuits.kinds) == len(perturbed.circuits.kinds)
