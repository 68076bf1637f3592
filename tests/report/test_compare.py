"""Tests of `boolnet.report.compare`: what is said of attractors under all schemes."""

from __future__ import annotations

import pytest

from boolnet.analysis.compare import compare_schemes
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import block_sequential
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.phenotype import Phenotype
from boolnet.report.compare import format_comparison
from boolnet.report.style import Style

# Two hidden attractors (each left when both nodes move together), a switch, and a ring.
PAIR = "a, (a & b) | (!a & !b)\nb, (a & b) | (!a & !b)\n"
SWITCH = "x, !y\ny, !x\n"
RING = "r, !t\ns, r\nt, s\n"


def text_of(rules: str, *, limit: int | None = 100, **question: object) -> str:
    network = parse_network(rules, "cell")
    asked = Question(network, **question)  # type: ignore[arg-type]
    return format_comparison(compare_schemes(asked, limit=limit))


def test_every_mark_in_use_is_explained_and_no_other() -> None:
    text = text_of(PAIR + SWITCH)

    assert "A1  3 states ^!" in text
    assert "S1  period 2 *" in text
    for sign in "*^!":
        assert f"\n  {sign} " in text
    assert "\n  ~ " not in text
    assert "\n  ? " not in text
    assert text.endswith("1 artefact of synchrony, 2 motif-avoidant attractors; complete")


def test_with_several_asynchronous_attractors_a_row_says_which_belong_together() -> None:
    """Block after block, the pair runs through its hidden attractor."""
    network = parse_network(PAIR + SWITCH, "cell")
    blocks = block_sequential([["a"], ["b"], ["x"], ["y"]])

    text = format_comparison(compare_schemes(Question(network), blocks=blocks), Style(100))

    assert "B1  period 3, in A1" in text
    assert "B2  period 3, in A2" in text


def test_the_table_of_a_ring() -> None:
    assert text_of(RING).splitlines() == [
        "Attractors of cell under every update scheme, 3 nodes",
        "",
        "Update           attractors  fixed points  others",
        "most-permissive           1             0       1  complete",
        "asynchronous              1             0       1  complete",
        "general                   1             0       1  complete",
        "synchronous               2             0       2  complete",
        "",
        "Trap space  Asynchronous  General       Synchronous",
        "T1  3 free  A1  6 states  G1  6 states  S1  period 2 *",
        "                                        S2  period 6",
        "  * artefact of synchrony: none of its states belongs to an asynchronous",
        "    attractor; nodes that change one by one leave it for good",
        "",
        "1 artefact of synchrony, no motif-avoidant attractor; complete",
    ]


def test_phenotypes_of_fixed_points_are_shown_once() -> None:
    phenotypes = (Phenotype("Won", parse_condition("x & !y")),)

    text = text_of(SWITCH, phenotypes=phenotypes)

    assert "Phenotypes        F1  F2  S1\n  Won              0   1   0" in text


def test_too_many_to_list_are_counted_and_what_follows_is_said() -> None:
    inputs = "".join(f"i{k}, i{k}\n" for k in range(40))

    text = text_of(SWITCH + inputs)

    assert "Trap space" not in text
    assert "not matched one by one" in text
    assert "every cycle is an artefact of synchrony" in " ".join(text.split())
    assert "asynchronous and general update there are as many" in " ".join(text.split())
    assert f"{2**40:,} artefacts of synchrony, no motif-avoidant attractor; complete" in text


def test_too_many_cycles_leave_a_table_of_the_others() -> None:
    clocks = "".join(f"c{k}, !c{k}\n" for k in range(4))

    text = text_of(clocks, limit=2)

    assert "T1  4 free  A1  16 states  G1  16 states" in text
    assert "attractors under synchronous update are counted, but not matched" in " ".join(
        text.split()
    )
    assert text.endswith("artefacts of synchrony not known, no motif-avoidant attractor; complete")


def test_a_stopped_search_shows_bounds_and_the_reason() -> None:
    budget = Budget()
    budget.stop("stopped after 0 s")
    network = parse_network(SWITCH, "cell")

    text = format_comparison(compare_schemes(Question(network), budget=budget))

    assert ">=1" in text
    assert text.endswith("stopped after 0 s")
    assert "complete" not in text
    assert "not known" in text


@pytest.mark.parametrize("columns", [60, 200])
def test_blocks_have_a_column_of_their_own(columns: int) -> None:
    network = parse_network(SWITCH, "cell")
    blocks = block_sequential([["x"], ["y"]])

    text = format_comparison(compare_schemes(Question(network), blocks=blocks), Style(columns))

    assert "Block-sequential" in text
    assert "block-sequential           2             2       0  complete" in text
