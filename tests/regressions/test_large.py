"""Networks whose answers are too many, or whose rules are too wide, for some programs.

The networks of cases 9 to 13 are in discussion threads; those here are of our own with the
same traits, and their numbers follow from their construction or were computed by AEON.
"""

from __future__ import annotations

import pytest

from boolnet.analysis.attractors import AttractorSearch, find_attractors, find_fixed_points
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, SYNCHRONOUS, UpdateScheme
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.network import Network

# A gene that thirteen repressors silence and five factors activate (cases 9 to 12).
SILENCED = [
    "targets, factors",
    "G, !(" + " | ".join(f"m{i}" for i in range(13)) + ") & (p0 | p1 | p2 | p3 | p4)",
    "m0, m0",
    "m1, p0 | p1 | p2",
    "m2, p0 | p3",
    "m3, p1 | p2",
    "m4, p1",
    "m5, p3 | p2",
    *(f"m{i}, p4" for i in range(6, 13)),
    "p0, !m0 & !m1",
    "p1, !m1",
    "p2, !m1",
    "p3, p3",
    "p4, p4",
]


def test_a_rule_with_eighteen_regulators_in_feedback_is_answered() -> None:
    report = find_attractors(parse_network("\n".join(SILENCED)))

    assert [32, 32, 64, 64, 64, 64, 256, 512] == [attractor.count for attractor in report]
    assert Coverage.COMPLETE is report.coverage


def test_a_rule_that_is_a_parity_of_eighteen_is_not_listed_row_by_row() -> None:
    """Prime implicants of a parity of 18 are 131,072; its circuit has a few gates each step.

    Seventeen inputs and the node itself: it stays where their sum is even, and has no
    resting value where it is odd.
    """
    names = [f"x{i}" for i in range(17)]
    rules = {name: ex.symbol(name) for name in names}
    rules["G"] = ex.parity(ex.symbol(name) for name in (*names, "G"))
    network = Network.of(rules)

    report = find_attractors(network, limit=1)

    assert {
        AttractorKind.FIXED_POINT: 2 * 2**16,
        AttractorKind.CYCLE: 0,
        AttractorKind.COMPLEX: 2**16,
    } == report.counts
    assert len(network.circuits.kinds) < 1000


def test_more_than_a_thousand_minimal_trap_spaces_are_counted() -> None:
    """Case 19: a limit of 1,000 answers was taken for all of them."""
    rules = {}
    for i in range(11):  # switches, with an oscillator on each
        a, b, c = (ex.symbol(f"{letter}{i}") for letter in "abc")
        rules |= {f"a{i}": b, f"b{i}": a, f"c{i}": ex.conjunction([a, ex.negation(c)])}

    report = find_attractors(Network.of(rules), update=MOST_PERMISSIVE, limit=None)

    assert 2**11 == report.count == len(report)
    assert 1 == report.counts[AttractorKind.FIXED_POINT]
    assert Coverage.COMPLETE is report.coverage


def test_minimal_trap_spaces_of_one_undivided_block_are_all_found() -> None:
    """The switches are tied into one strongly connected block, so nothing divides them."""
    rules = {}
    for i in range(11):
        a, b = ex.symbol(f"a{i}"), ex.symbol(f"b{i}")
        other = ex.symbol(f"a{(i + 1) % 11}")
        # a reads its neighbour, which makes no difference once b has followed a.
        rules |= {
            f"a{i}": ex.disjunction([ex.conjunction([a, b]), ex.conjunction([a, other])]),
            f"b{i}": a,
        }
    network = Network.of(rules)

    report = find_attractors(network, update=MOST_PERMISSIVE, limit=0)

    assert report.count == find_fixed_points(network, limit=0).count == 2**11


def test_a_thousand_million_fixed_points_are_counted_without_a_list() -> None:
    """Case 28: more than 10^9 fixed points; whoever lists them runs out of memory."""
    rules = {}
    for i in range(30):
        rules |= {f"a{i}": ex.symbol(f"b{i}"), f"b{i}": ex.symbol(f"a{i}")}
    network = Network.of(rules)

    assert 2**30 == find_fixed_points(network, limit=0).count
    assert 2**30 == find_attractors(network, limit=5).count


@pytest.mark.parametrize("scheme", [ASYNCHRONOUS, MOST_PERMISSIVE, SYNCHRONOUS], ids=str)
def test_counts_stay_exact_beyond_every_machine_number(scheme: UpdateScheme) -> None:
    network = Network.of({f"x{i}": ex.symbol(f"x{i}") for i in range(100)})

    report = find_attractors(network, update=scheme, limit=3)

    assert (2**100, 3) == (report.count, len(report))


def test_synchronous_cycles_of_independent_parts_are_counted_by_their_periods() -> None:
    """Cycles of periods p and q run beside each other in gcd(p, q) different ways."""
    rules = {}
    for ring in range(12):  # each: two fixed points and one cycle of period two
        rules |= {f"a{ring}": ex.symbol(f"b{ring}"), f"b{ring}": ex.symbol(f"a{ring}")}

    report = find_attractors(Network.of(rules), update=SYNCHRONOUS, limit=0)

    # 4^12 states, all recurrent; 2^12 of them fixed, the others in cycles of two.
    assert 2**12 == report.counts[AttractorKind.FIXED_POINT]
    assert (4**12 - 2**12) // 2 == report.counts[AttractorKind.CYCLE]


def test_a_node_that_follows_a_million_attractors_is_tallied_exactly() -> None:
    """No list of 2^20 attractors is made to say in how many of them a reader is on."""
    names = [f"x{i}" for i in range(20)]
    rules = {name: ex.symbol(name) for name in names}
    rules["reader"] = ex.at_least(19, [ex.symbol(name) for name in names])
    search = AttractorSearch(Question(Network.of(rules)), Budget())

    found = search.node("reader")

    assert (21, 2**20 - 21) == (found.on, found.off)


def test_a_search_cut_short_is_never_a_short_list() -> None:
    """Case 27: a program that ran out of memory printed what it had as if it were all."""
    rules = {f"x{i}": ex.symbol(f"x{i}") for i in range(12)}
    rules |= {f"y{i}": ex.negation(ex.symbol(f"y{(i + 1) % 13}")) for i in range(13)}
    rules["y0"] = ex.parity([ex.symbol("y1"), *(ex.symbol(f"x{i}") for i in range(12))])
    budget = Budget()
    budget.stop("stopped by the test")

    report = find_attractors(Network.of(rules), budget=budget)

    assert Coverage.LOWER_BOUND is report.coverage
    assert "at least" in str(report)
    assert "stopped by the test" in str(report)
