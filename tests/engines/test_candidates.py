"""Tests of `boolnet.engines.candidates`: the certificate that no attractor was missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.engines.candidates import find_candidates, find_retained
from boolnet.engines.program import Program, Question
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks


@given(networks(most=5), st.data())
def test_every_attractor_outside_the_avoided_spaces_has_a_candidate(
    network: Network, data: st.DataObject
) -> None:
    """The theorem behind the certificate, whatever values are retained."""
    functions = dict(enumerate(network.functions))
    nodes = find_retained(network.circuits, functions)
    retained, guess = ({node: data.draw(st.booleans()) for node in nodes} for _ in range(2))
    spaces = oracles.minimal_trap_spaces(network)
    question = Question(functions, {}, retained, tuple(spaces))

    states, values, complete = find_candidates(
        Program(network.circuits), question, [guess], Budget()
    )

    assert complete
    for state in states:
        assert all(
            network.next_value(i, state) == state >> i & 1 or values.get(i) is bool(state >> i & 1)
            for i in range(len(network))
        )
        assert not any(state in oracles.states_of(space, network) for space in spaces)
    for attractor in oracles.attractors(network, ASYNCHRONOUS):
        if not any(attractor <= set(oracles.states_of(space, network)) for space in spaces):
            assert attractor & set(states)


def test_too_many_candidates_are_not_listed() -> None:
    rules = "".join(f"x{i}, !y{i} & x{i} | !x{i} & y{i}\ny{i}, !x{i}\n" for i in range(6))
    network = parse_network("targets, factors\n" + rules)
    functions = dict(enumerate(network.functions))
    retained = find_retained(network.circuits, functions)

    states, _, complete = find_candidates(
        Program(network.circuits), Question(functions, {}, retained), [], Budget(candidates=0)
    )

    assert ([], False) == (states, complete)
