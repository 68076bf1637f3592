"""Tests of `boolnet.engines.search`: a network is divided and its parts are remembered."""

from __future__ import annotations

from boolnet.engines.answer import combine_independent
from boolnet.engines.attractors import AsynchronousLeaves
from boolnet.engines.budget import Budget
from boolnet.engines.search import Search
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.network import Network


def search_of(network: Network, budget: Budget | None = None) -> Search:
    leaves = AsynchronousLeaves(direct=0)
    return Search(network.circuits, leaves, budget or Budget())


def test_conditions_that_lead_to_the_same_rest_are_answered_once() -> None:
    """Ten inputs, 1,024 conditions; the oscillator sees only whether any of them is on."""
    names = [f"i{k}" for k in range(10)]
    rules = {name: ex.symbol(name) for name in names}
    rules["any"] = ex.disjunction(ex.symbol(name) for name in names)
    rules |= {
        "A": ex.negation(ex.symbol("C")),
        "B": ex.conjunction([ex.symbol("A"), ex.symbol("any")]),
        "C": ex.symbol("B"),
    }
    network = Network.of(rules)
    search = search_of(network)

    answer = search.answer(network.functions, {})

    assert 1024 == sum(answer.tally(None, combine_independent).values())
    assert search.method["all states walked"] < 50


def test_held_nodes_are_not_updated() -> None:
    network = parse_network("targets, factors\nA, !A\nB, A\n")

    (partial,) = search_of(network).answer(network.functions, {0: True}).iter_partials()

    assert {0: True, 1: True} == dict(partial.values)


def test_a_row_of_three_thousand_inputs_does_not_end_the_stack() -> None:
    """Each input is a block of its own, decided one after the other."""
    rules = {}
    for k in range(1_500):
        rules |= {f"i{k}": ex.symbol(f"i{k}"), f"x{k}": ex.symbol(f"x{k}")}
    rules["all"] = ex.conjunction([ex.symbol("i0"), ex.symbol("x0")])
    network = Network.of(rules)

    answer = search_of(network).answer(network.functions, {}, keep=[network.position("all")])

    assert 2**3000 == sum(answer.tally(None, combine_independent).values())


def test_a_chain_of_switches_each_driving_the_next_is_counted() -> None:
    """A hundred blocks in a row, two answers where the one before is on."""
    rules = {"x0": ex.symbol("x0")}
    for k in range(1, 100):
        rules[f"x{k}"] = ex.conjunction([ex.symbol(f"x{k}"), ex.symbol(f"x{k - 1}")])
    network = Network.of(rules)

    answer = search_of(network).answer(network.functions, {})

    assert {(1, ""): 101} == answer.tally(None, combine_independent)


def test_a_spent_budget_leaves_parts_open_and_counts_what_is_sure() -> None:
    rules = {f"x{k}": ex.symbol(f"x{k}") for k in range(5)}
    network = Network.of(rules)
    budget = Budget()
    budget.stop("enough")

    answer = search_of(network, budget).answer(network.functions, {})

    assert not answer.complete
    assert 1 <= sum(answer.tally(None, combine_independent).values()) <= 32
