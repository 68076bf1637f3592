"""Decision tables against brute force: every setting, every attractor by definition."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis import conditions
from boolnet.analysis.conditions import find_conditions
from boolnet.analysis.decision_table import DecisionTable, Verdict
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
)
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import BudgetExceeded, InputError
from boolnet.logic import expression as ex
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import knockout
from boolnet.network.phenotype import Phenotype
from tests import oracles
from tests.routes import ROUTES, taking
from tests.strategies import networks, phenotypes

Setting = Mapping[str, bool]
schemes = pytest.mark.parametrize("scheme", [ASYNCHRONOUS, SYNCHRONOUS], ids=str)


@st.composite
def driven(draw: st.DrawFn, most: int = 7) -> Network:
    """Networks in which up to five nodes are inputs that the others may read."""
    network = draw(networks(least=2, most=most))
    inputs = draw(st.sets(st.sampled_from(network.names), max_size=5))
    rules = {node.name: node.function.expression for node in network.nodes}
    return Network.of(rules | {name: ex.symbol(name) for name in inputs})


def all_settings(names: tuple[str, ...]) -> list[dict[str, bool]]:
    values = product((False, True), repeat=len(names))
    return [dict(zip(names, found, strict=True)) for found in values]


def true_verdicts(
    network: Network, phenotype: Phenotype, shown: set[frozenset[int]], free: tuple[str, ...]
) -> list[tuple[Setting, Verdict]]:
    """The verdict of every setting, from all attractors."""
    found = []
    for setting in all_settings(free):
        values = [
            oracles.holds_in(phenotype.condition, states, network)
            for states in shown
            if setting.items() <= oracles.named(min(states), network).items()
        ]
        assert values
        if all(value is True for value in values):
            verdict = Verdict.EVERY
        elif True in values:
            verdict = Verdict.SOME
        else:
            verdict = Verdict.MIXED if "mixed" in values else Verdict.NO
        found.append((setting, verdict))
    return found


def matches(row: Setting, setting: Setting) -> bool:
    return row.items() <= setting.items()


def check_rows(table: DecisionTable, truth: list[tuple[Setting, Verdict]]) -> None:
    """Assert that the rows of every verdict are complete, prime and irredundant."""
    for verdict in Verdict:
        found = table.of(verdict)
        inside = [setting for setting, true in truth if true is verdict]
        outside = [setting for setting, true in truth if true is not verdict]
        rows = list(found.rows)
        assert len(inside) == found.settings
        assert len(rows) == found.count
        assert found.check is not None
        assert found.check.passed
        assert all(any(matches(row, s) for row in rows) for s in inside)
        assert not any(matches(row, s) for row in rows for s in outside)
        for i, row in enumerate(rows):
            others = rows[:i] + rows[i + 1 :]
            assert any(
                matches(row, s) and not any(matches(other, s) for other in others) for s in inside
            )
            for name in row:
                shorter = {n: value for n, value in row.items() if n != name}
                assert any(matches(shorter, s) for s in outside)
            assert set(row) <= set(table.inputs)


@schemes
@given(st.data(), st.sampled_from(ROUTES))
def test_the_table_is_that_of_brute_force(
    scheme: UpdateScheme, data: st.DataObject, route: str
) -> None:
    network = data.draw(driven())
    phenotype = data.draw(phenotypes(network))
    with taking(route) as budget, pytest.MonkeyPatch.context() as patch:
        # Looked at one by one or searched together, under a few conditions or under one.
        patch.setattr(conditions, "_SAMPLES", data.draw(st.sampled_from([0, 1, 1000])))
        patch.setattr(conditions, "_SEARCHES", data.draw(st.sampled_from([1, 32])))
        report = find_conditions(
            network, update=scheme, phenotypes=(phenotype,), limit=None, budget=budget
        )

    shown = oracles.attractors(network, scheme)
    assert Coverage.COMPLETE is report.coverage
    assert 2 ** len(network.inputs) == report.tables[0].settings
    check_rows(report.tables[0], true_verdicts(network, phenotype, shown, network.inputs))


@given(st.data(), st.sampled_from([MOST_PERMISSIVE, GENERAL]))
def test_the_table_is_that_of_brute_force_under_other_schemes(
    data: st.DataObject, scheme: UpdateScheme
) -> None:
    network = data.draw(driven(most=4))
    phenotype = data.draw(phenotypes(network))

    report = find_conditions(network, update=scheme, phenotypes=(phenotype,), limit=None)

    if scheme is MOST_PERMISSIVE:
        shown = oracles.permissive_attractors(network)
    else:
        shown = oracles.attractors(network, scheme)
    check_rows(report.tables[0], true_verdicts(network, phenotype, shown, network.inputs))


def test_lines_that_take_too_long_leave_exact_numbers_and_some_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BudgetExceeded("too many for the test")

    monkeypatch.setattr(conditions, "find_cover", refuse)
    A, B, C = map(ex.symbol, "ABC")
    network = Network.of({"A": A, "B": B, "C": ex.disjunction([A, B])})

    (table,) = find_conditions(network, phenotypes=(Phenotype("P", C),), limit=1).tables

    every = table.of(Verdict.EVERY)
    assert (3, None, None) == (every.settings, every.count, every.check)
    assert "too many for the test" == every.stopped
    assert every.rows in (({"A": True},), ({"B": True},))
    assert Coverage.LOWER_BOUND is table.coverage


class Stopping(Budget):
    """A budget that is spent at the n-th look."""

    looks = 0

    @property
    def spent(self) -> bool:
        self.looks -= 1
        if self.looks < 0:
            self.stop("stopped by the test")
        return bool(self.reason)


@schemes
@given(st.integers(0, 120), st.data(), st.sampled_from(ROUTES))
def test_whatever_a_stopped_search_says_is_true(
    scheme: UpdateScheme, looks: int, data: st.DataObject, route: str
) -> None:
    network = data.draw(driven())
    phenotype = data.draw(phenotypes(network))
    shown = oracles.attractors(network, scheme)
    with taking(route) as taken:
        budget = Stopping(explicit_nodes=taken.explicit_nodes)
        budget.looks = looks
        report = find_conditions(
            network, update=scheme, phenotypes=(phenotype,), limit=None, budget=budget
        )

    (table,) = report.tables
    assert 2 ** len(network.inputs) == table.settings
    for setting, true in true_verdicts(network, phenotype, shown, network.inputs):
        said = [v for v in Verdict if any(matches(row, setting) for row in table.of(v).rows)]
        assert said in ([true], [Verdict.UNDECIDED])
    if table.of(Verdict.UNDECIDED).settings:
        assert Coverage.LOWER_BOUND is report.coverage


def test_fifty_inputs_and_more_have_exact_counts() -> None:
    """A majority of 15, a multiplexer of 32 lines, and a latch that they set and reset."""
    votes = [f"m{i}" for i in range(15)]
    address = [f"a{i}" for i in range(5)]
    lines = [f"d{i}" for i in range(32)]
    symbols = {name: ex.symbol(name) for name in (*votes, *address, *lines)}
    chosen = ex.disjunction(
        ex.conjunction(
            [
                symbols[line],
                *(
                    symbols[a] if i >> bit & 1 else ex.negation(symbols[a])
                    for bit, a in enumerate(address)
                ),
            ]
        )
        for i, line in enumerate(lines)
    )
    rules = {
        **symbols,
        "Majority": ex.at_least(8, [symbols[name] for name in votes]),
        "Chosen": chosen,
        "Latch": ex.conjunction(
            [
                ex.disjunction([ex.symbol("Majority"), ex.symbol("Latch")]),
                ex.negation(ex.symbol("Chosen")),
            ]
        ),
    }
    phenotype = Phenotype("P", ex.symbol("Latch"))

    report = find_conditions(Network.of(rules), phenotypes=(phenotype,), limit=5)

    (table,) = report.tables
    assert Coverage.COMPLETE is report.coverage
    # Half of all votes are majorities, half of all addresses and lines choose a 1.
    assert (2**50, 2**50, 2**51) == tuple(
        table.of(v).settings for v in (Verdict.EVERY, Verdict.SOME, Verdict.NO)
    )
    assert 52 == len(table.inputs)
    # A row takes 8 votes, and has the chosen line at 0: one for each line, at least.
    every = table.of(Verdict.EVERY)
    assert every.count is not None
    assert every.count % comb(15, 8) == 0
    assert every.count // comb(15, 8) >= 32
    assert every.check is not None
    assert every.check.passed
    assert 5 == len(every.rows)


def test_more_rows_than_anyone_can_list_are_counted_and_begun() -> None:
    names = [f"x{i}" for i in range(24)]
    inputs = {name: ex.symbol(name) for name in names}
    network = Network.of({**inputs, "P": ex.parity(inputs.values())})
    phenotype = Phenotype("P", ex.symbol("P"))

    report = find_conditions(network, phenotypes=(phenotype,), limit=3)

    (table,) = report.tables
    for verdict, odd in ((Verdict.EVERY, 1), (Verdict.NO, 0)):
        found = table.of(verdict)
        assert (2**23, 2**23, 3) == (found.settings, found.count, len(found.rows))
        assert all(sum(row.values()) % 2 == odd for row in found.rows)


def test_diagrams_that_outgrow_their_memory_leave_everything_undecided() -> None:
    """A sum of two numbers whose bits are far apart needs a node for every partial number."""
    bits = 10
    inputs = {f"{name}{i}": ex.symbol(f"{name}{i}") for name in "ab" for i in range(bits)}
    pairs = [ex.conjunction([inputs[f"a{i}"], inputs[f"b{i}"]]) for i in range(bits)]
    network = Network.of({**inputs, "P": ex.disjunction(pairs), "Q": inputs["a0"]})
    asked = [Phenotype(name, ex.symbol(name)) for name in "PQ"]

    report = find_conditions(network, phenotypes=asked, budget=Budget(diagram_nodes=8))

    undecided = [table.of(Verdict.UNDECIDED) for table in report.tables]
    assert Coverage.LOWER_BOUND is report.coverage
    assert "outgrew 8 nodes" in report.stopped
    assert 2**20 == undecided[0].settings == report.tables[0].settings


def test_held_inputs_and_perturbed_nodes_are_no_columns() -> None:
    A, B, C, D = map(ex.symbol, "ABCD")
    network = Network.of({"A": A, "B": B, "C": C, "D": ex.conjunction([A, B, ex.negation(C)])})
    phenotype = Phenotype("P", D)

    report = find_conditions(
        network,
        phenotypes=(phenotype,),
        perturbation=knockout("C"),
        environment=Environment({"B": True}),
    )

    (table,) = report.tables
    assert (2, ("A",)) == (table.settings, table.inputs)
    assert ({"A": True},) == table.of(Verdict.EVERY).rows


def test_a_phenotype_that_inputs_cannot_change_has_one_open_row() -> None:
    A, B = map(ex.symbol, "AB")
    network = Network.of({"A": A, "B": ex.disjunction([B, ex.negation(B)])})
    always = Phenotype("always", B)

    (table,) = find_conditions(network, phenotypes=(always,)).tables

    assert ((), 2, ({},)) == (table.inputs, table.settings, table.of(Verdict.EVERY).rows)


def test_a_table_needs_a_phenotype() -> None:
    with pytest.raises(InputError, match="no phenotype is given"):
        find_conditions(Network.of({"A": ex.symbol("A")}))
