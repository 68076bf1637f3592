"""Tests of `boolnet.analysis.compare`: attractors under all schemes, matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis import matching
from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.compare import Comparison, compare_schemes
from boolnet.analysis.matching import Mark, Matched, Place, Shared
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    block_sequential,
)
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.engines.test_general import HIDDEN, tangled
from tests.routes import taking

x, y, z = (ex.symbol(name) for name in "xyz")
SWITCH = Network.of({"x": y, "y": x})  # 01 and 10 change places when both nodes keep in step
TWO_CLOCKS = Network.of({"x": ex.negation(x), "y": ex.negation(y)})


def states_of(matched: Matched, network: Network) -> frozenset[int]:
    return frozenset(s for s in oracles.all_states(network) if s in matched.attractor)


def moving(comparison: Comparison, name: str) -> list[Matched]:
    return [m for m in comparison.scheme(name).attractors if not m.is_fixed_point]


@given(st.data())
def test_marks_places_and_counterparts_are_those_of_brute_force(data: st.DataObject) -> None:
    network = data.draw(tangled(least=2, most=5))
    order = data.draw(st.permutations(network.names))
    cut = data.draw(st.integers(1, len(order)))
    blocks = block_sequential(block for block in (order[:cut], order[cut:]) if block)

    comparison = compare_schemes(Question(network), blocks=blocks, limit=None)

    assert comparison.is_matched
    assert Coverage.COMPLETE is comparison.coverage
    spaces = {
        m.label: states_of(m, network) for m in comparison.scheme("most-permissive").attractors
    }
    single = {m.label: states_of(m, network) for m in comparison.scheme("asynchronous").attractors}
    joint = oracles.attractors(network, GENERAL)
    assert {
        frozenset(oracles.states_of(t, network)) for t in oracles.minimal_trap_spaces(network)
    } == set(spaces.values())
    assert oracles.attractors(network, ASYNCHRONOUS) == set(single.values())
    settled = frozenset().union(*single.values())
    for scheme in comparison.schemes[1:]:
        found = {states_of(m, network) for m in scheme.attractors}
        assert oracles.attractors(network, scheme.update) == found
        for matched in scheme.attractors:
            states = states_of(matched, network)
            around = [label for label, space in spaces.items() if states <= space]
            assert Place(around[0] if around else None) == matched.place
            assert () == matched.undecided
            if matched.is_fixed_point:
                assert () == matched.marks
                continue
            expected = set()
            if scheme.update in (ASYNCHRONOUS, GENERAL):
                expected |= {Mark.AVOIDANT} if not around else set()
            if scheme.update is ASYNCHRONOUS:
                expected |= {Mark.LEFT} if not any(states <= other for other in joint) else set()
            else:
                meeting = {label for label, other in single.items() if states & other}
                assert meeting == set(matched.asynchronous)
            if scheme.update.is_deterministic:
                inside = len(states & settled)
                how_many = Shared.ALL if inside == len(states) else Shared.SOME
                assert matched.shared is (how_many if inside else Shared.NONE)
                expected |= {Mark.ARTEFACT} if not inside else set()
            else:
                assert matched.shared is None
            assert expected == set(matched.marks)


def test_one_of_each_means_no_other() -> None:
    comparison = compare_schemes(Question(TWO_CLOCKS))

    assert comparison.scheme("asynchronous").one_each
    assert not comparison.scheme("synchronous").one_each


def test_a_switch_that_changes_places_is_an_artefact_of_synchrony() -> None:
    comparison = compare_schemes(Question(SWITCH))

    (cycle,) = moving(comparison, "synchronous")
    assert (2, Place(None), Shared.NONE) == (cycle.attractor.period, cycle.place, cycle.shared)
    assert ("S1",) == tuple(m.label for m in comparison.marked(Mark.ARTEFACT))
    assert ["F1", "F2"] == [m.label for m in comparison.scheme("asynchronous").attractors]


def test_two_clocks_tick_in_two_ways_inside_one_asynchronous_attractor() -> None:
    comparison = compare_schemes(Question(TWO_CLOCKS))

    cycles = moving(comparison, "synchronous")
    assert [(("A1",), Shared.ALL)] * 2 == [(m.asynchronous, m.shared) for m in cycles]
    assert [Place("T1")] * 2 == [m.place for m in cycles]
    assert () == comparison.marked(Mark.ARTEFACT)


def test_a_hidden_attractor_is_motif_avoidant_and_left_by_joint_moves() -> None:
    comparison = compare_schemes(Question(HIDDEN))

    (hidden,) = moving(comparison, "asynchronous")
    assert {Mark.AVOIDANT, Mark.LEFT} == set(hidden.marks)
    assert [] == moving(comparison, "general")
    # Synchronously 00 leads to 11 at once, and 01 and 10 lead to 00: nothing to mark.
    assert [] == moving(comparison, "synchronous")


def test_a_negative_ring_has_a_cycle_that_asynchronous_update_never_shows() -> None:
    """010 and 101 of a ring of three need all nodes to change at once."""
    ring = Network.of({"x": ex.negation(z), "y": ex.negation(x), "z": ex.negation(y)})

    comparison = compare_schemes(Question(ring))

    assert [(2, Shared.NONE), (6, Shared.ALL)] == [
        (m.attractor.period, m.shared) for m in moving(comparison, "synchronous")
    ]
    assert [Place("T1")] * 2 == [m.place for m in moving(comparison, "synchronous")]


def test_a_cycle_is_looked_at_step_by_step_however_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "CHUNK", 4)
    ring = Network.of({"x": ex.negation(z), "y": x, "z": y})

    comparison = compare_schemes(Question(ring))

    cycles = moving(comparison, "synchronous")
    assert [(2, Shared.NONE), (6, Shared.ALL)] == [(m.attractor.period, m.shared) for m in cycles]


def test_numbers_alone_tell_artefacts_where_everything_else_rests() -> None:
    """Four thousand conditions, nothing listed: all asynchronous attractors are fixed points."""
    network = Network.of({"x": y, "y": x, **{f"i{k}": ex.symbol(f"i{k}") for k in range(12)}})

    comparison = compare_schemes(Question(network), limit=0)

    assert (2**12, True) == comparison.count(Mark.ARTEFACT)
    assert (0, True) == comparison.count(Mark.AVOIDANT)


def test_numbers_alone_tell_nothing_of_cycles_beside_an_oscillation() -> None:
    comparison = compare_schemes(Question(TWO_CLOCKS), limit=0)

    assert (0, False) == comparison.count(Mark.ARTEFACT)


def test_what_is_not_listed_is_not_claimed() -> None:
    """With three of four attractors listed, nothing is said about what the fourth could be."""
    network = Network.of({"x": y, "y": x, **{f"i{k}": ex.symbol(f"i{k}") for k in range(3)}})

    comparison = compare_schemes(Question(network), limit=3)

    assert not comparison.is_matched
    assert (16, 16, 16, 24) == tuple(s.report.count for s in comparison.schemes if s.report)
    # Sixteen trap spaces and sixteen attractors: each holds one, so there is no other.
    assert [True, True, True, False] == [s.one_each for s in comparison.schemes]
    for matched in comparison.scheme("synchronous").attractors:
        assert () == matched.marks


def test_a_stopped_comparison_says_what_it_knows() -> None:
    budget = Budget()
    budget.stop("stopped by the test")

    comparison = compare_schemes(Question(SWITCH), budget=budget)

    assert (Coverage.LOWER_BOUND, "stopped by the test") == (
        comparison.coverage,
        comparison.stopped,
    )
    assert () == comparison.marked(Mark.ARTEFACT)


def test_unknown_states_leave_marks_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cycle that was not looked at may be an artefact or not."""
    monkeypatch.setattr(matching, "_steps_in", lambda *_: None)

    comparison = compare_schemes(Question(TWO_CLOCKS))

    assert [((), (Mark.ARTEFACT,))] * 2 == [
        (m.marks, m.undecided) for m in moving(comparison, "synchronous")
    ]


def test_blocks_of_a_network_too_large_are_refused_in_their_own_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = AttractorSearch.report

    def refuse(search: AttractorSearch, limit: int | None) -> AttractorReport:
        if search.question.update.blocks:
            raise UnsupportedError("too many nodes for this test")
        return report(search, limit)

    monkeypatch.setattr(AttractorSearch, "report", refuse)

    comparison = compare_schemes(Question(SWITCH), blocks=block_sequential([["x"], ["y"]]))

    assert "too many nodes for this test" == comparison.scheme("block-sequential").refusal
    assert Coverage.LOWER_BOUND is comparison.coverage
    assert ["S1"] == [m.label for m in comparison.marked(Mark.ARTEFACT)]


def test_attractors_too_large_to_hold_are_matched_by_where_they_lie() -> None:
    """Nobody lists the states; there is one of each in the trap space, so they belong together."""
    names = [f"x{i}" for i in range(9)]
    ring = {n: ex.negation(ex.symbol(names[i - 1])) for i, n in enumerate(names)}

    with taking("solver"):
        budget = Budget(explicit_nodes=0, diagram_nodes=24)
        comparison = compare_schemes(Question(Network.of(ring)), budget=budget)

    (single,), (joint,) = moving(comparison, "asynchronous"), moving(comparison, "general")
    assert (None, None) == (single.attractor.states, joint.attractor.states)
    assert (("A1",), (), ()) == (joint.asynchronous, single.marks, single.undecided)
    cycles = moving(comparison, "synchronous")
    assert cycles
    assert {((), (Mark.ARTEFACT,))} == {(m.marks, m.undecided) for m in cycles}
