"""Tests of `boolnet.analysis.knockout` and `boolnet.analysis.explain`."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.knockout import find_knockout_effects
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import SYNCHRONOUS
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.tendency import Tendency
from boolnet.errors import PerturbationError
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
from boolnet.network.phenotype import Phenotype
from tests.oracles import perturb
from tests.strategies import networks, perturbations

CASCADE = """\
RANKL, RANKL
OPG, OPG
RANK, RANKL & !OPG
TRAF6, RANK
NFATc1, TRAF6 | NFATc1
IRF8, !NFATc1
"""


def ask(text: str, **settings: bool) -> Question:
    return Question(parse_network(text), settings=settings)


def test_an_attractor_whose_readouts_stay_is_kept():
    """TRAF6 is gone, but the self-sustained NFATc1 keeps the cell an osteoclast."""
    question = ask(CASCADE, RANKL=True, OPG=False)

    report = find_knockout_effects(question, overexpression("NFATc1"))

    assert report.kept is not None
    assert [True] == [match.identical for match in report.kept]
    assert () == report.lost == report.gained


def test_a_lost_attractor_and_the_gained_one_are_told_apart():
    question = ask(CASCADE, RANKL=True, OPG=False)

    report = find_knockout_effects(question, knockout("RANK"))

    # Without RANK the committed state stays stable, and a precursor appears beside it.
    assert (1, 2) == (report.wild.count, report.perturbed.count)
    assert report.lost == ()
    assert report.kept is not None
    assert [False] == [match.identical for match in report.kept]
    assert report.gained is not None
    assert [0] == [attractor.fixed["NFATc1"] for attractor in report.gained]


def test_the_chain_of_reasons_follows_the_rules_from_what_is_held():
    question = ask("RANKL, RANKL\nRANK, RANKL\nTRAF6, RANK\nIRF8, !TRAF6\n", RANKL=True)

    report = find_knockout_effects(question, knockout("RANK"))

    told = [(r.node, r.value, r.because, r.before, r.proven, r.distance) for r in report.reasons]
    assert told == [
        ("RANK", 0, (), 1, True, 0),
        ("TRAF6", 0, (("RANK", 0),), 1, True, 1),
        ("IRF8", 1, (("TRAF6", 0),), 0, True, 2),
    ]


def test_a_blocked_regulation_starts_its_own_chain():
    question = ask("RANKL, RANKL\nRANK, RANKL\nother, RANKL\n", RANKL=True)

    report = find_knockout_effects(question, block("RANKL", "RANK"))

    assert [("RANKL->RANK", 0), ("RANK", 0)] == [(r.node, r.value) for r in report.reasons]
    assert (("RANKL->RANK", 0),) == report.reasons[1].because
    assert ["RANK"] == [change.name for change in report.nodes if change.changed]


def test_a_change_that_nothing_forces_is_told_as_such():
    """Without its inhibitor the switch may go either way: B is free, not forced."""
    question = ask("I, 1\nA, !B & !I | A & !B\nB, !A & !I | B & !A | I\n")

    report = find_knockout_effects(question, knockout("I"))

    unproven = [reason for reason in report.reasons if not reason.proven]
    assert {"A", "B"} == {reason.node for reason in unproven}
    assert all(reason.value is None for reason in unproven)


def test_phenotypes_are_counted_over_all_attractors():
    on = Phenotype("Osteoclast", parse_condition("NFATc1 & !IRF8"))
    question = Question(parse_network(CASCADE), inputs="free", phenotypes=(on,))

    report = find_knockout_effects(question, knockout("NFATc1"))

    (change,) = report.phenotypes
    # Four settings of the inputs; one of them forces the switch on, three leave it open.
    assert Tendency(on=4, off=3, mixed=0) == change.wild
    assert Tendency(on=0, off=4, mixed=0) == change.perturbed
    assert "no" == change.perturbed.words


def test_counts_do_not_depend_on_how_many_attractors_are_listed():
    question = Question(parse_network(CASCADE), inputs="free")

    full = find_knockout_effects(question, knockout("OPG"), limit=None)
    page = find_knockout_effects(question, knockout("OPG"), limit=1)

    assert page.kept is None  # not all attractors are there to be matched
    assert [(c.wild, c.perturbed) for c in full.nodes] == [
        (c.wild, c.perturbed) for c in page.nodes
    ]


def test_an_empty_perturbation_is_refused():
    with pytest.raises(PerturbationError, match="nothing is held"):
        find_knockout_effects(ask(CASCADE), Perturbation())


def test_contradictions_with_the_question_are_refused():
    question = Question(parse_network(CASCADE), perturbation=overexpression("NFATc1"))

    with pytest.raises(PerturbationError, match="NFATc1 is both knocked out and overexpressed"):
        find_knockout_effects(question, knockout("NFATc1"))


def test_a_stopped_comparison_says_so():
    budget = Budget()
    budget.stop("interrupted")

    report = find_knockout_effects(ask(CASCADE), knockout("RANK"), budget=budget)

    assert report.coverage is Coverage.LOWER_BOUND
    assert report.kept is None


@pytest.mark.parametrize("update", ["asynchronous", "synchronous"])
@given(data=networks(most=5).flatmap(lambda n: perturbations(n).map(lambda p: (n, p))))
def test_both_sides_are_those_of_the_networks_alone(
    data: tuple[Network, Perturbation], update: str
):
    """Answers shared between wild type and knockout do not leak from one into the other."""
    network, perturbation = data
    assume(bool(perturbation))
    scheme = {"update": SYNCHRONOUS} if update == "synchronous" else {}
    question = Question(network, **scheme)

    report = find_knockout_effects(question, perturbation, limit=None)

    for side, alone in ((report.wild, network), (report.perturbed, perturb(network, perturbation))):
        search = AttractorSearch(Question(alone, **scheme), Budget())
        expected = search.report(None)
        assert [a.space for a in expected] == [a.space for a in side]
        assert expected.count == side.count
    for change in report.nodes:
        total = sum((a.behaviour(change.name) or Fraction(0) for a in report.perturbed), Fraction())
        assert total / len(report.perturbed) == change.perturbed_mean


@given(networks(most=5).flatmap(lambda n: perturbations(n).map(lambda p: (n, p))))
def test_every_proven_step_is_true_in_every_attractor(data: tuple[Network, Perturbation]):
    network, perturbation = data
    assume(bool(perturbation))

    report = find_knockout_effects(Question(network), perturbation, limit=None)

    for reason in report.reasons:
        if reason.proven and reason.node in network.index:
            assert {reason.value} == {a.fixed.get(reason.node) for a in report.perturbed}
