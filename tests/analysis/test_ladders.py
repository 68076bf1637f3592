"""Tests of `boolnet.analysis.ladders`: BN409."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.ladders import check_ladders
from boolnet.diagnostics import Severity
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests.oracles import attractors
from tests.running import boolnet
from tests.strategies import networks

BROKEN = """#@ levels: X < X_hi
targets, factors
L, L
X, X
X_hi, L
Y, !X_hi
"""


def test_an_upper_level_without_the_lower_is_told_with_an_example() -> None:
    (finding,) = check_ladders(parse_network(BROKEN), BROKEN, Budget())

    assert ("BN409", Severity.WARNING) == (finding.code, finding.severity)
    assert "X_hi is on without X, and the levels say that it includes it" == finding.message
    assert finding.span is not None
    assert "X_hi" == BROKEN[finding.span.start : finding.span.end]
    assert ("so it is, in every state, in an attractor with L on",) == finding.notes
    assert "write X into the rule of X_hi" in (finding.help or "")


def test_what_the_inputs_cannot_break_is_no_finding() -> None:
    """Of two inputs on a ladder the upper one is never on alone."""
    text = BROKEN.replace("X_hi, L", "X_hi, X_hi")

    assert () == check_ladders(parse_network(text), text, Budget())


def test_a_spent_budget_says_what_is_not_proven() -> None:
    text = "#@ levels: X < X_hi\nX, Y\nX_hi, Z\nY, X ^ Y\nZ, X & Y\n"
    (finding,) = check_ladders(parse_network(text), text, Budget(seconds=0))

    assert Severity.INFO is finding.severity
    assert "is not proven: stopped after 0 s" in finding.message


@given(st.data(), networks(least=2, most=5))
def test_what_is_written_as_a_level_is_proven(data: st.DataObject, network: Network) -> None:
    """A rule that has the lower level, or its rule, as a condition breaks no ladder."""
    lower, upper = data.draw(st.permutations(network.names))[:2]
    rules = {node.name: node.function.expression for node in network.nodes}
    condition = data.draw(st.sampled_from([ex.symbol(lower), rules[lower]]))
    rules[upper] = ex.conjunction([condition, rules[upper]])

    assert () == check_ladders(Network.of(rules, ladders=((lower, upper),)), "", Budget())


@given(st.data(), networks(least=2, most=5))
def test_what_is_found_is_what_brute_force_finds(data: st.DataObject, network: Network) -> None:
    lower, upper = data.draw(st.permutations(network.names))[:2]
    here, below = network.index[upper], network.index[lower]
    inputs = {node.name for node in network.nodes if node.is_input}
    expected = not {lower, upper} <= inputs and any(
        state >> here & 1
        and not state >> below & 1
        and network.next_value(here, state)
        and not network.next_value(below, state)
        for attractor in attractors(network, ASYNCHRONOUS)
        for state in attractor
    )
    laddered = Network(network.nodes, ladders=((lower, upper),))

    assert expected is bool(check_ladders(laddered, "", Budget()))


def test_a_level_that_is_late_in_an_oscillation_breaks_nothing() -> None:
    text = "#@ levels: X < X_hi\nX, !C\nC, X\nX_hi, X\n"

    assert () == check_ladders(parse_network(text), text, Budget())


def test_check_reports_it_and_the_page_is_right(tmp_path: Path, root: Path) -> None:
    page = (root / "docs/reference/diagnostics/BN409.md").read_text(encoding="utf-8")
    bad, good = re.findall(r"```bnet\n(.*?)```", page, re.DOTALL)
    (tmp_path / "bad.bnet").write_text(bad, encoding="utf-8")
    (tmp_path / "good.bnet").write_text(good, encoding="utf-8")

    assert "warning[BN409]" in boolnet("check", tmp_path / "bad.bnet").stdout
    assert "no problems" in boolnet("check", tmp_path / "good.bnet").stdout
