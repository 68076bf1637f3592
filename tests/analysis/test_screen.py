"""Screens: every row is what brute force and a fresh comparison of the mutant say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boolnet.analysis.knockout import KnockoutReport, find_knockout_effects
from boolnet.analysis.screen import Screen, Screener
from boolnet.analysis.screen_row import ScreenRow
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
)
from boolnet.logic.expression import evaluate, symbol
from boolnet.network.network import Network
from boolnet.network.perturbation_set import Combinations, list_nodes, list_regulations
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import combine
from tests.oracles import attractors, perturb
from tests.strategies import LETTERS, expressions, networks

SCHEMES = [ASYNCHRONOUS, GENERAL, SYNCHRONOUS]
# Means that small networks never need by themselves.
ROUTES: dict[str, dict[str, int]] = {
    "as it comes": {},
    "one program": {"boolnet.engines.rests.SMALL": 0},
    "walks": {"boolnet.engines.rests.SMALL": 0, "boolnet.engines.rests.WRITTEN": 0},
    "walks and nothing else": {
        "boolnet.engines.rests.SMALL": 0,
        "boolnet.engines.rests.WRITTEN": 0,
        "boolnet.engines.rests.EXPANDED": 0,
    },
    "free inputs": {"boolnet.analysis.mutants.SETTINGS": 1},
    "small batches": {"boolnet.analysis.mutants.LANES": 1, "boolnet.analysis.screen.STRETCH": 3},
}


@pytest.fixture(params=ROUTES)
def route(request: pytest.FixtureRequest) -> Iterator[str]:
    """One of `ROUTES`, taken by everything in the test."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ROUTES[request.param].items():
            patch.setattr(name, value)
        yield request.param


def screen_all(network: Network, size: int, update: UpdateScheme, *phenotypes: Phenotype) -> Screen:
    parts = (*list_nodes(network), *list_regulations(network))
    return Screen(network, Combinations(parts, size), update=update, phenotypes=phenotypes)


def mutant_of(screen: Screen, row: ScreenRow) -> Network:
    together = combine(tuple(screen.experiments.parts[part] for part in row.members))
    return perturb(screen.network, together.perturbation)


@st.composite
def phenotypes_over(draw: st.DrawFn, network: Network) -> Phenotype:
    from boolnet.logic.circuit import FALSE
    from boolnet.logic.encoding import encode

    condition = draw(expressions(tuple(network.names[:4]), 4))
    if encode(network.circuits, condition, network.index)[0] == FALSE:
        condition = symbol(network.names[0])
    return Phenotype("shown", condition)


@pytest.mark.parametrize("update", SCHEMES, ids=str)
@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_a_row_is_what_all_states_of_the_mutant_say(
    route: str, update: UpdateScheme, data: st.DataObject
) -> None:
    network = data.draw(networks(2, 5))
    phenotype = data.draw(phenotypes_over(network))
    listed = data.draw(st.sampled_from([0, 1, 1000]))
    screen = replace(screen_all(network, 1, update, phenotype), listed=listed)

    for row in Screener(screen).iter_rows():
        found = attractors(mutant_of(screen, row), update)
        shares = []
        for states in found:
            holds = [
                evaluate(
                    phenotype.condition,
                    {name: bool(state >> i & 1) for i, name in enumerate(network.names)},
                )
                for state in states
            ]
            shares.append(Fraction(sum(holds), len(holds)))
        words = "some" if any(shares) else "no"
        assert len(found) == row.attractors
        assert sum(len(states) == 1 for states in found) == row.fixed_points
        truth = "every" if all(s == 1 for s in shares) else words
        shown = row.phenotypes[0]
        known = {truth, "unknown"} if route == "walks and nothing else" else {truth}
        if any(0 < s < 1 for s in shares):
            known.add({"no": "some"}.get(truth, truth))
        assert shown.words in known
        if route == "as it comes" and listed:
            assert sum(shares) / len(shares) == shown.mean or listed < row.attractors
        assert shown.mean in (None, sum(shares) / len(shares))


def count_alike(report: KnockoutReport, network: Network, held: set[str]) -> int:
    """How many attractors have a counterpart: alike in all nodes, or else in all readouts."""
    everything = [name for name in network.names if name not in held]
    readouts = [*network.influence.readouts, *report.question.free_inputs]
    left, right = list(report.wild), list(report.perturbed)
    for names in (everything, [name for name in readouts if name not in held]):
        for one in list(left):
            for two in right:
                if one.phenotypes == two.phenotypes and all(
                    one.fixed.get(name) == two.fixed.get(name) for name in names
                ):
                    left.remove(one)
                    right.remove(two)
                    break
    return report.wild.count - len(left)


@pytest.mark.parametrize("update", [*SCHEMES, MOST_PERMISSIVE], ids=str)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_row_is_what_a_comparison_of_the_mutant_says(
    update: UpdateScheme, data: st.DataObject
) -> None:
    network = data.draw(networks(2, 7))
    phenotype = data.draw(phenotypes_over(network))
    screen = screen_all(network, 2, update, phenotype)
    numbers = sorted(data.draw(st.sets(st.integers(1, len(screen.experiments)), max_size=8)))
    screener = Screener(screen)

    for number in numbers:
        for row in screener.iter_rows(number, number + 1):
            together = combine(tuple(screen.experiments.parts[part] for part in row.members))
            report = find_knockout_effects(screen.questions[0], together.perturbation, limit=None)
            held = {name for name, _ in together.perturbation.nodes}
            kept = count_alike(report, network, held)
            assert report.perturbed.count == row.attractors
            assert kept == row.kept
            assert (report.wild.count - kept, report.perturbed.count - kept) == (
                row.lost,
                row.gained,
            )
            assert report.phenotypes[0].perturbed.words == row.phenotypes[0].words
            readouts = set(network.influence.readouts) - held
            changed = {
                (change.name, change.wild_mean, change.perturbed_mean)
                for change in report.nodes
                if change.changed and change.name in readouts
            }
            assert changed == set(row.changes)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_rows_do_not_depend_on_how_the_screen_is_cut(data: st.DataObject) -> None:
    network = data.draw(networks(2, 6))
    screen = screen_all(network, 2, ASYNCHRONOUS)
    end = len(screen.experiments) + 1
    cuts = sorted({0, end, *data.draw(st.lists(st.integers(1, end), max_size=4))})

    whole = list(Screener(screen).iter_rows())
    pieces = [
        row for start, stop in pairwise(cuts) for row in Screener(screen).iter_rows(start, stop)
    ]

    assert whole == pieces


def test_what_contradicts_itself_has_no_row() -> None:
    network = Network.of({name: symbol(name) for name in LETTERS[:2]})
    screen = Screen(network, Combinations(list_nodes(network), 2))

    texts = [row.perturbation for row in Screener(screen).iter_rows()]

    assert "A=0 + B=1" in texts
    assert "A=0 + A=1" not in texts
