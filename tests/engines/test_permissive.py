"""Tests of most-permissive reachability of spaces; analysis/test_reachability has the oracle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.budget import Budget
from boolnet.engines.permissive import Obstacle, iter_cubes, seek, survey
from boolnet.engines.relaxation import Relaxation, Spread
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.logic.encoding import encode
from boolnet.network.network import Network
from tests.oracles import all_states, states_of
from tests.strategies import LETTERS, expressions, networks, spaces


def relaxation_of(network: Network) -> Relaxation:
    return Relaxation(network.circuits, dict(enumerate(network.functions)))


@given(st.data())
def test_bounds_hold_for_every_state_of_a_start(data: st.DataObject) -> None:
    network = data.draw(networks(1, 5))
    start, wanted = data.draw(spaces(network.names)), data.draw(spaces(network.names))
    relaxation = relaxation_of(network)
    full = (1 << len(network)) - 1
    target = wanted.mask, wanted.values
    space = start.mask, start.values

    found = {
        state: isinstance(seek(relaxation, (full, state), target), Spread)
        for state in states_of(space, network)
    }

    if isinstance(seek(relaxation, space, target), Obstacle):
        assert not any(found.values())
    if isinstance(seek(relaxation, space, target, surely=True), Spread):
        assert all(found.values())
    surveyed = survey(relaxation, space, [target], Budget())
    assert surveyed.complete or (surveyed.reaching is not None is not surveyed.failing)
    assert any(found.values()) == (surveyed.reaching is not None)
    assert all(found.values()) == (surveyed.failing is None)
    for state, reached in ((surveyed.reaching, True), (surveyed.failing, False)):
        if state is not None:
            assert found[state] == reached


@given(expressions())
def test_cubes_are_disjoint_and_make_up_the_condition(rule: ex.Expression) -> None:
    network = Network.of({name: ex.symbol(name) for name in LETTERS})
    pair = encode(network.circuits, rule, network.index)

    cubes = list(iter_cubes(network.circuits, pair))

    for state in all_states(network):
        values = {name: bool(state >> i & 1) for i, name in enumerate(LETTERS)}
        holds = [cube for cube in cubes if not (state ^ cube[1]) & cube[0]]
        assert int(ex.evaluate(rule, values)) == len(holds)


def test_a_node_that_nothing_brings_back_has_to_stay() -> None:
    network = parse_network("S, S\nX, X | S\nY, X\n")

    found = seek(relaxation_of(network), (0b111, 0b001), (0b110, 0b100))

    assert Obstacle((1,), ((2, True),), (0b111, 0b001)) == found
