"""Tests of `boolnet.engines.periodic`: functions that change with time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.maps import StepMap
from boolnet.engines.periodic import (
    period_of,
    phases_needed,
    settle,
    shortest,
    split_timed,
    strip_timed,
    substitute,
)
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests.engines.test_orbits import driven_maps, orbits_by_following


@given(driven_maps(most=4))
def test_what_is_forced_in_time_is_so_on_every_orbit(steps: StepMap) -> None:
    left, fixed = settle(steps.circuits, steps.functions)

    assert left.keys() | fixed.keys() == steps.functions.keys()
    for orbit in orbits_by_following(steps):
        for phase, state in orbit:
            for node, series in fixed.items():
                assert state >> steps.nodes.index(node) & 1 == series >> phase & 1


@given(driven_maps(most=4), st.data())
def test_known_values_are_put_in_at_their_phases(steps: StepMap, data: st.DataObject) -> None:
    """The functions agree wherever the known node has the value it is known to have."""
    node = data.draw(st.sampled_from(steps.nodes))
    length = data.draw(st.integers(1, 3))
    series = data.draw(st.integers(0, (1 << length) - 1))
    unsure = data.draw(st.integers(0, (1 << length) - 1))
    full = (1 << length) - 1
    known = {node: (length, series & ~unsure, full & ~series & ~unsure)}

    replaced = StepMap(steps.circuits, substitute(steps.circuits, steps.functions, known))

    assert phases_needed(steps.circuits, steps.functions, known) <= steps.period * length
    place = steps.nodes.index(node)
    for phase in range(steps.period * length):
        for state in range(1 << len(steps.nodes)):
            when = phase % length
            if unsure >> when & 1 or state >> place & 1 == series >> when & 1:
                assert steps.step(state, phase) == replaced.step(state, phase)


def test_a_clock_that_opens_two_gates_in_turn_forces_what_passes_both() -> None:
    network = Network.of(
        {
            "C": ex.negation(ex.symbol("C")),
            "A": ex.conjunction([ex.symbol("C"), ex.symbol("A")]),
            "B": ex.symbol("A"),
        }
    )
    functions = {v: (pair,) for v, pair in enumerate(network.functions) if v}
    driven = substitute(network.circuits, functions, {0: (2, 0b01, 0b10)})

    left, fixed = settle(network.circuits, driven)

    assert 2 == period_of(driven)
    assert {} == left
    assert {1: 0, 2: 0} == fixed


def test_a_sequence_is_as_long_as_it_has_to_be() -> None:
    a, b = (2, 3), (3, 2)

    assert (a,) == shortest((a, a, a))
    assert (a, b) == shortest((a, b, a, b))
    assert (a, b, a) == shortest((a, b, a))


def test_parts_in_time_are_stripped_and_split_as_those_at_rest() -> None:
    names = ("A", "B", "C", "D")
    rules = {"A": ex.negation(ex.symbol("A")), "B": ex.symbol("A"), "C": ex.symbol("D")}
    network = Network.of(rules | {"D": ex.symbol("C")})
    functions = {v: (pair,) for v, pair in enumerate(network.functions)}

    core = strip_timed(network.circuits, functions, ())
    kept = strip_timed(network.circuits, functions, (names.index("B"),))

    assert [0, 2, 3] == list(core)
    assert functions == kept
    assert [[0], [2, 3]] == [list(piece) for piece in split_timed(network.circuits, core)]
