"""Rules and perturbations that other programs once misread."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import find_attractors, find_fixed_points
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.errors import RuleFileError
from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from boolnet.network.perturbation import knockout, overexpression
from tests import oracles
from tests.running import boolnet
from tests.strategies import networks


def read(rules: str) -> Network:
    return parse_network("targets, factors\n" + rules)


def test_clamping_a_node_ends_and_shows_it_among_the_constants() -> None:
    """Case 5: clamping a node of this network did not terminate."""
    network = read("W, W\nY, Y\nZ, W\nX, Y & Z\n")

    report = find_attractors(network, update=SYNCHRONOUS, perturbation=knockout("Z"))

    assert 4 == report.count
    assert [0] * 4 == [attractor.fixed["Z"] for attractor in report]


def test_a_constant_survives_being_written_and_read() -> None:
    """Case 6: an exported constant 1 came back as something else."""
    network = read("v1, v1 | v3\nv2, 1\nv3, v1 & !v2 | !v1 & v2\n")

    again = parse_network(write_bnet(network))

    assert network == again
    assert ["110"] == [str(attractor.space) for attractor in find_attractors(again)]


def test_a_rule_with_redundant_literals_is_still_unate() -> None:
    """Case 14: ``c`` occurs with both signs in one spelling and inhibits in all."""
    spellings = ["(!a & !c) | (b & !c) | (b & !a)", "(b & !c) | (!a & b & c) | (!a & !b & !c)"]

    found = []
    for rule in spellings:
        network = read(f"a, a\nb, b\nc, c\nf, {rule}\n")
        found.append({r.regulator: r.sign for r in network.influence.into("f")})

    assert [{"a": "-", "b": "+", "c": "-"}] * 2 == found
    assert read(f"a, a\nb, b\nc, c\nf, {spellings[0]}\n") == read(
        f"a, a\nb, b\nc, c\nf, {spellings[1]}\n"
    )


def test_a_node_defined_twice_names_both_lines() -> None:
    """Case 16: the second rule silently replaced the first."""
    text = "targets, factors\nA, B\nB, A\nA, !B\n"

    with pytest.raises(RuleFileError) as caught:
        parse_network(text)

    (finding,) = caught.value.diagnostics
    spans = [*(span for span, _ in finding.related), finding.span]
    lines = [text.count("\n", 0, span.start) + 1 for span in spans if span is not None]
    assert ("BN203", [2, 4]) == (finding.code, lines)


@pytest.mark.parametrize("words", [["A,B"], ["A B"], ["A", "B"], ["A, B"]], ids=str)
def test_both_knockouts_of_a_list_are_applied_or_refused(words: list[str], tmp_path: Path) -> None:
    """Case 17: one separator applied both perturbations, the other silently none."""
    path = tmp_path / "pair.bnet"
    path.write_text("targets, factors\nA, 1\nB, 1\nC, A | B\n", encoding="utf-8")
    options = [part for word in words for part in ("--knockout", word)]

    result = boolnet("attractors", path, *options, "--json")

    assert result.exit_code != 0 or '"C": 0' in result.stdout


def test_two_perturbations_hold_together_in_either_order() -> None:
    network = read("A, !B\nB, !A\nC, A & B\n")
    both, swapped = knockout("A") + overexpression("B"), overexpression("B") + knockout("A")

    assert both == swapped
    for perturbation in (both, swapped):
        (attractor,) = find_attractors(network, perturbation=perturbation)
        assert {"A": 0, "B": 1, "C": 0} == attractor.fixed


def test_a_rule_that_reduces_to_nothing_is_a_constant() -> None:
    """Case 23: an empty clause crashed the reduction."""
    network = read("X, X\nZ, 0\nY, (Z & X) | (Z & !X)\n")

    assert [0, 0] == [attractor.fixed["Y"] for attractor in find_attractors(network)]


def test_outputs_are_the_nodes_that_regulate_nothing_else() -> None:
    """Case 24: a generator that is never false hid the outputs."""
    network = read("A, A\nB, A\nC, B | C\nD, A & (B | !B)\n")

    assert ("C", "D") == network.influence.readouts


def test_a_node_that_regulates_itself_is_never_reduced_away() -> None:
    """Case 25: removing an auto-regulated node loses its attractors."""
    network = read("A, !A & B\nB, B\n")

    report = find_attractors(network, limit=None)

    assert [1, 2] == sorted(attractor.count or 0 for attractor in report)


@given(networks(most=6), st.booleans())
def test_constants_percolate_the_same_with_free_inputs(network: Network, value: bool) -> None:
    """Case 26: two programs percolated wrongly when some inputs were not set."""
    name = network.names[0]
    perturbation = overexpression(name) if value else knockout(name)

    report = find_attractors(network, perturbation=perturbation, limit=None)

    perturbed = oracles.perturb(network, perturbation)
    expected = oracles.attractors(perturbed, ASYNCHRONOUS)
    assert sorted(map(len, expected)) == sorted(attractor.count or 0 for attractor in report)


@given(networks(most=6))
def test_writing_and_reading_is_the_identity(network: Network) -> None:
    """Case 29: an exported negation came back as another node, or as a self-loop."""
    again = parse_network(write_bnet(network))

    assert network == again
    assert network.names == again.names


PROGRAM = """
from boolnet.analysis.attractors import find_attractors
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network

text = '''targets, factors
A, !a & !B | C
B, !A & !b | C
C, A & B
a, A
b, B
i, i
j, j
D, (i ^ A) & !E
E, D | j
F, F & !E
'''
for scheme in (ASYNCHRONOUS, SYNCHRONOUS):
    for walked in (20, 0):
        budget = Budget(explicit_nodes=walked)
        report = find_attractors(parse_network(text), update=scheme, limit=7, budget=budget)
        print(report, report.counts, report.method)
        for attractor in report:
            print(attractor.kind, attractor.space, attractor.count, attractor.mean)
"""


def test_the_answer_does_not_depend_on_the_order_of_hashes() -> None:
    """Case 22: lists came in another order on every run."""
    printed = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=Path(__file__).parents[2],
        )
        printed.add(done.stdout)

    assert 1 == len(printed)


def test_fixed_points_of_a_network_without_any_are_none() -> None:
    assert 0 == find_fixed_points(read("A, !A\n")).count
