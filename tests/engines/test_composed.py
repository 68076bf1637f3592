"""Tests of `boolnet.engines.composed`: block-sequential steps as one synchronous step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import UpdateScheme, block_sequential
from boolnet.engines import composed
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.composed import compose
from boolnet.engines.maps import StepMap
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.engines.test_cycles import ROUTES, states_of
from tests.strategies import networks, perturbations


@st.composite
def sequences(draw: st.DrawFn, network: Network) -> UpdateScheme:
    """Any order of any blocks."""
    order = draw(st.permutations(network.names))
    blocks: list[list[str]] = [[]]
    for name in order:
        if blocks[-1] and draw(st.booleans()):
            blocks.append([])
        blocks[-1].append(name)
    return block_sequential(blocks)


@given(st.data(), st.sampled_from([5_000, 0]))
def test_the_composed_functions_make_the_step_of_the_definition(
    data: st.DataObject, effort: int
) -> None:
    network = data.draw(networks(most=5))
    scheme = data.draw(sequences(network))
    blocks = [[network.index[name] for name in block] for block in scheme.blocks]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composed, "EFFORT", effort)
        functions = compose(network.circuits, network.functions, blocks, {})

    on = StepMap(network.circuits, {v: (pair,) for v, pair in enumerate(functions)})
    off = StepMap(network.circuits, {v: (pair[::-1],) for v, pair in enumerate(functions)})
    full = (1 << len(network)) - 1
    for state in oracles.all_states(network):
        assert scheme.successors(network, state) == {on.step(state, 0)}
        assert full ^ on.step(state, 0) == off.step(state, 0)


@pytest.mark.parametrize("route", ROUTES)
@given(st.data(), st.sampled_from([5_000, 0]))
def test_block_sequential_attractors_are_those_of_brute_force(
    route: str, data: st.DataObject, effort: int
) -> None:
    network = data.draw(networks(most=6))
    scheme = data.draw(sequences(network))
    perturbation = data.draw(perturbations(network))
    leaves, budget = ROUTES[route]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composed, "EFFORT", effort)
        question = Question(network, perturbation, update=scheme)
        search = AttractorSearch(question, budget(), leaves)
        report = search.report(None)
        tendencies = {name: search.node(name) for name in network.names}

    changed = oracles.perturb(network, perturbation)
    expected = oracles.attractors(changed, scheme)
    assert Coverage.COMPLETE is report.coverage
    assert len(expected) == report.count
    assert expected == set(states_of(report))
    for attractor, states in zip(report, states_of(report), strict=True):
        trap = attractor.trap_space
        assert oracles.smallest_trap_space(changed, states) == (trap.mask, trap.values)
    for position, name in enumerate(network.names):
        mixed = sum(len({s >> position & 1 for s in states}) == 2 for states in expected)
        assert mixed == tendencies[name].mixed


def test_thirty_nodes_in_a_row_are_one_sweep() -> None:
    """Updated along a ring of copies, every node gets the value of the last one at once."""
    names = [f"x{i}" for i in range(30)]
    rules = {name: ex.symbol(names[i - 1]) for i, name in enumerate(names)}
    rules["x0"] = ex.negation(ex.symbol("x29"))
    question = Question(Network.of(rules), update=block_sequential([name] for name in names))

    report = AttractorSearch(question, Budget()).report()

    assert Coverage.COMPLETE is report.coverage
    assert [(AttractorKind.CYCLE, 2)] == [(a.kind, a.period) for a in report]
