"""Tests of `boolnet.engines.assembly`: nodes that were set aside follow the rest."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from boolnet.analysis.attractors import find_attractors
from boolnet.dynamics.scheme import SYNCHRONOUS
from boolnet.engines import assembly
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.conditions import parse_condition
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype

CLOCK = "targets, factors\nA, !B\nB, A\n"


def test_a_reader_of_what_never_happens_is_constant() -> None:
    """The cycle visits all four states, but a reader of A & !A stays off."""
    network = parse_network(CLOCK + "R, A & B\nS, R & !A\nT, A & !A\n")

    (attractor,) = find_attractors(network)

    assert {"T": 0} == attractor.fixed
    assert Fraction(1, 2) == attractor.mean["R"]


def test_a_synchronous_reader_is_one_step_behind() -> None:
    network = parse_network(CLOCK + "R, A\nS, R\n")

    (attractor,) = find_attractors(network, update=SYNCHRONOUS)

    series = [attractor.states.at(step) for step in range(4)]  # type: ignore[union-attr]
    for before, after in pairwise(series):
        assert {after} == SYNCHRONOUS.successors(network, before)
    assert 4 == attractor.period


def test_a_node_that_reads_itself_only_in_other_conditions_is_a_reader_here() -> None:
    """With the input off, the self-regulation of R cancels: R is the clock, a step behind."""
    rule = "(!I & !A & !R) | (!I & !A & R) | (I & R)"
    network = parse_network(CLOCK + f"I, I\nR, {rule}\n")

    off = find_attractors(network, update=SYNCHRONOUS, settings={"I": False})

    assert [4] == [attractor.period for attractor in off]
    assert Fraction(1, 2) == off.attractors[0].mean["R"]


def test_a_cycle_too_long_to_write_out_keeps_its_period(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rings of 5, 7 and 9 inhibited once: periods 10, 14 and 18 together make 630."""
    monkeypatch.setattr(assembly, "LONGEST", 100)
    rules: dict[str, ex.Expression] = {}
    for size in (5, 7, 9):
        for i in range(size):
            before = ex.symbol(f"r{size}x{(i - 1) % size}")
            rules[f"r{size}x{i}"] = before if i else ex.negation(before)

    report = find_attractors(Network.of(rules), update=SYNCHRONOUS, limit=None)

    longest = max(report, key=lambda attractor: attractor.period or 0)
    assert (630, 630, None) == (longest.period, longest.count, longest.states)
    assert 2 ** (5 + 7 + 9) == sum(attractor.count or 0 for attractor in report)


def test_phenotypes_are_read_on_the_states_and_not_on_the_space() -> None:
    """C is off wherever A and B are both on, so "all three" never holds."""
    network = parse_network(
        "targets, factors\nA, !a & !B | C\nB, !A & !b | C\nC, A & B\na, A\nb, B\n"
    )
    both = Phenotype("both", parse_condition("A & B"))
    either = Phenotype("either", parse_condition("A | !A"))

    _, moving = find_attractors(network, phenotypes=(both, either))

    assert {"both": False, "either": True} == dict(moving.phenotypes)


def test_an_attractor_too_large_for_the_budget_says_what_it_does_not_know() -> None:
    """Its states are not given, and a phenotype that may vary is unknown, not mixed."""
    names = [f"x{i}" for i in range(24)]
    rules = {name: ex.symbol(names[i - 1]) for i, name in enumerate(names)}
    rules["x0"] = ex.negation(ex.symbol("x23"))
    phenotype = Phenotype("P", parse_condition("x0 & x5"))

    (attractor,) = find_attractors(
        Network.of(rules),
        phenotypes=(phenotype,),
        budget=Budget(explicit_nodes=0, diagram_nodes=64),
    )

    if attractor.states is None:
        assert attractor.count is None
        assert attractor.phenotypes["P"] is None
    else:
        assert "mixed" == attractor.phenotypes["P"]
