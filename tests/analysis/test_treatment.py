"""Screens from a start: what is reached there is what all paths of the mutant reach."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boolnet.analysis.screen import Screen, Screener
from boolnet.analysis.treatment import WILDTYPE
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.errors import UnsupportedError
from boolnet.logic.expression import symbol
from boolnet.network.network import Network
from boolnet.network.perturbation_set import Combinations, list_nodes
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import combine
from tests.oracles import attractors, perturb, reachable, successor_graph
from tests.strategies import networks

PATIENT = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def hold(state: int, network: Network, held: tuple[tuple[str, bool], ...]) -> int:
    for name, value in held:
        bit = 1 << network.index[name]
        state = state | bit if value else state & ~bit
    return state


@PATIENT
@given(data=st.data())
def test_what_counts_is_what_can_be_reached(data: st.DataObject) -> None:
    network = data.draw(networks(2, 5))
    start: object = data.draw(
        st.one_of(
            st.just(WILDTYPE),
            st.fixed_dictionaries({name: st.booleans() for name in network.names}),
        )
    )
    shown = Phenotype("shown", symbol(network.names[0]))
    screen = Screen(network, Combinations(list_nodes(network), 1), phenotypes=(shown,), start=start)
    wild = attractors(network, ASYNCHRONOUS)
    first = (
        {state for states in wild for state in states}
        if start == WILDTYPE
        else {sum(value << network.index[name] for name, value in start.items())}
    )

    for row in Screener(screen).iter_rows():
        together = combine(tuple(screen.experiments.parts[part] for part in row.members))
        held = together.perturbation
        mutant = perturb(network, held)
        graph = successor_graph(mutant, ASYNCHRONOUS)
        starts = {hold(state, network, held.nodes) for state in first}
        reached = set().union(*(reachable(graph, state) for state in starts))
        found = [states for states in attractors(mutant, ASYNCHRONOUS) if states & reached]
        on = [{bool(state & 1) for state in states} for states in found]
        words = "every" if all(values == {True} for values in on) else "some"
        assert len(found) == row.attractors
        assert (words if any(True in values for values in on) else "no") == row.phenotypes[0].words


def test_a_start_needs_a_scheme_that_reachability_is_answered_for() -> None:
    network = Network.of({"A": symbol("A")})

    with pytest.raises(UnsupportedError, match="not for synchronous"):
        Screen(network, Combinations(list_nodes(network)), update=SYNCHRONOUS, start=WILDTYPE)
