"""Tests of how answers look: snapshot files, readable in review.

When the look changes on purpose, ``BOOLNET_UPDATE=1 scripts/test tests/report`` writes them
anew; the difference is then there to be read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from boolnet.analysis.attractors import AttractorSearch, find_attractors, find_fixed_points
from boolnet.analysis.explain import Reason
from boolnet.analysis.knockout import Change, KnockoutReport
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import MOST_PERMISSIVE, SYNCHRONOUS
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.environment import Environment
from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
from boolnet.network.phenotype import Phenotype
from boolnet.report.attractors import FIXED_POINTS, TRAP_SPACES, format_attractors
from boolnet.report.knockout import format_knockout
from boolnet.report.network import Loops, format_network, format_node
from boolnet.report.numbers import format_count, format_share
from boolnet.report.story import name_perturbation
from boolnet.report.style import Style, wrap, wrap_names

SNAPSHOTS = Path(__file__).parents[1] / "fixtures" / "report"

# A signal commits a cell; a committed cell oscillates unless it is treated.
NETWORK = parse_network(
    """targets, factors
Signal, Signal
Drug, Drug
Commit, Signal | Commit
Osc_A, Commit & !Osc_B & !Drug
Osc_B, Osc_A
Fate, Commit & !Drug
Rest, !Commit
House, 1
""",
    "cell",
)
PHENOTYPES = (
    Phenotype("Fate", parse_condition("Fate"), title="the cell has its fate"),
    Phenotype("Pulses", parse_condition("Osc_A & !Osc_B")),
)


def attractors() -> str:
    return format_attractors(find_attractors(NETWORK, phenotypes=PHENOTYPES))


def attractors_of_one_condition() -> str:
    environment = Environment({"Signal": True}, "treated", others=True, title="signal and drug")
    return format_attractors(
        find_attractors(NETWORK, environment=environment, phenotypes=PHENOTYPES)
    )


def attractors_in_colour() -> str:
    report = find_attractors(NETWORK, inputs="1", update=SYNCHRONOUS, settings={"Drug": False})
    return format_attractors(report, Style(60, colour=True, ascii_only=False))


def first_page() -> str:
    rules = "".join(f"Input{i}, Input{i}\n" for i in range(40)) + "Target, Input0 & !Input39\n"
    report = find_attractors(parse_network(rules, "wide"), limit=50)
    return format_attractors(report, Style(60))


def fixed_points() -> str:
    return format_attractors(find_fixed_points(NETWORK), wording=FIXED_POINTS)


def trap_spaces() -> str:
    report = find_attractors(NETWORK, update=MOST_PERMISSIVE, phenotypes=PHENOTYPES)
    return format_attractors(report, wording=TRAP_SPACES)


def counted_phenotypes() -> str:
    search = AttractorSearch(Question(NETWORK, phenotypes=PHENOTYPES), Budget())
    tallies = {phenotype.name: search.phenotype(phenotype.name) for phenotype in PHENOTYPES}
    return format_attractors(search.report(1), tallies=tallies)


def network() -> str:
    return format_network(NETWORK, Loops.of(NETWORK.influence, 10))


def node() -> str:
    return format_node(NETWORK, "Osc_A")


def effect_of_a_knockout() -> str:
    question = Question(NETWORK, inputs="1", settings={"Drug": False}, phenotypes=PHENOTYPES)
    held = knockout("Commit")
    without = AttractorSearch(question, Budget())
    with_it = AttractorSearch(question.with_perturbation(held), Budget())
    wild, perturbed = without.report(), with_it.report()
    means = [
        {name: report.attractors[0].mean.get(name) for name in NETWORK.names}
        | {name: Fraction(value) for name, value in report.attractors[0].fixed.items()}
        for report in (wild, perturbed)
    ]
    nodes = tuple(
        Change(name, without.node(name), with_it.node(name), means[0][name], means[1][name])
        for name in NETWORK.names
    )
    phenotypes = tuple(
        Change(p.name, without.phenotype(p.name), with_it.phenotype(p.name)) for p in PHENOTYPES
    )
    reasons = (
        Reason("Commit", 0, (), "", 1, True, 0),
        Reason("Fate", 0, (("Commit", 0),), "Commit & !Drug", 1, True, 1),
        Reason("Osc_A", 0, (("Commit", 0),), "Commit & !Osc_B & !Drug", None, True, 1),
        Reason("Osc_B", 0, (("Osc_A", 0),), "Osc_A", None, True, 2),
    )
    return format_knockout(
        KnockoutReport(
            question=question,
            perturbation=held,
            wild=wild,
            perturbed=perturbed,
            kept=(),
            lost=wild.attractors,
            gained=perturbed.attractors,
            phenotypes=phenotypes,
            nodes=nodes,
            reasons=reasons,
            coverage=Coverage.COMPLETE,
            seconds=0.0,
        )
    )


@pytest.mark.parametrize(
    "look",
    [
        attractors,
        attractors_of_one_condition,
        attractors_in_colour,
        first_page,
        fixed_points,
        trap_spaces,
        counted_phenotypes,
        network,
        node,
        effect_of_a_knockout,
    ],
    ids=lambda look: look.__name__,
)
def test_the_look_is_that_of_the_snapshot(look: Callable[[], str]) -> None:
    path = SNAPSHOTS / f"{look.__name__}.txt"
    text = look() + "\n"

    if os.environ.get("BOOLNET_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("columns", [48, 60, 80, 120, 300])
def test_tables_keep_to_the_width(columns: int) -> None:
    text = format_attractors(find_attractors(NETWORK, phenotypes=PHENOTYPES), Style(columns))

    *lines, last = text.splitlines()
    assert [] == [line for line in lines if len(line) > columns]
    assert "complete" in last


def test_a_knockout_without_effect_says_so() -> None:
    question = Question(NETWORK, inputs="0", phenotypes=PHENOTYPES)
    report = AttractorSearch(question, Budget()).report()
    same = AttractorSearch(question, Budget())
    nodes = tuple(Change(n, same.node(n), same.node(n)) for n in NETWORK.names)

    text = format_knockout(
        KnockoutReport(
            question, knockout("Signal"), report, report, (), (), (), (), nodes, (),
            Coverage.COMPLETE, 0.0,
        )
    )  # fmt: skip

    assert "Knocking out Signal changes nothing: every node behaves as in the wild type." in text


@pytest.mark.parametrize(
    ("perturbation", "name"),
    [
        (knockout("A", "B"), "Knockout of A and B"),
        (knockout("A") + overexpression("B"), "Knockout of A, overexpression of B"),
        (block("A", "B"), "A->B blocked"),
        (block("A", "B", True) + overexpression("C"), "Overexpression of C, A->B held at 1"),
    ],
)
def test_perturbations_have_names(perturbation: Perturbation, name: str) -> None:
    assert name == name_perturbation(perturbation)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (2**64, "18,446,744,073,709,551,616"),
        (2**2_000, "2^2000"),
        (3**64, "about 3.4e30"),
        (9_990 * 10**40, "about 1.0e44"),
    ],
)
def test_counts_are_exact_as_long_as_that_helps(number: int, text: str) -> None:
    assert text == format_count(number)


def test_a_share_is_never_rounded_to_always_or_never() -> None:
    shares = [Fraction(0), Fraction(1, 10**6), Fraction(1, 3), Fraction(10**6 - 1, 10**6)]

    assert ["0", ">0", ".33", "<1"] == [format_share(share) for share in shares]


def test_lines_are_wrapped_by_cells_and_names_never_cut() -> None:
    names = ["破骨细胞", "成骨细胞", "x" * 30, "T"]

    lines = wrap_names(names, 22, first="  on: ", indent=6)

    assert ["  on: 破骨细胞,", "      成骨细胞,", "      " + "x" * 30 + ",", "      T"] == lines
    assert ["only first"] == wrap([], 10, first="only first")
