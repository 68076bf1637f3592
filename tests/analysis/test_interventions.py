"""Interventions: the same minimal sets as by trying all sets, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boolnet.analysis.interventions import InterventionReport, find_interventions
from boolnet.analysis.question import Question
from boolnet.analysis.wanted import OSCILLATES, Wanted
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
    permissive_successors,
)
from boolnet.engines.budget import Coverage
from boolnet.errors import InputError
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.perturbation_set import list_nodes, list_regulations
from boolnet.network.therapy import Therapy, combine
from tests import oracles, strategies

SCHEMES = (ASYNCHRONOUS, SYNCHRONOUS, GENERAL, MOST_PERMISSIVE)
NETWORKS = strategies.networks(2, 5)


# -- the slow way ----------------------------------------------------------------------------


def attractors_of(network: Network, scheme: UpdateScheme) -> Iterable[frozenset[int]]:
    if scheme == MOST_PERMISSIVE:
        traps = oracles.minimal_trap_spaces(network)
        return [frozenset(oracles.states_of(trap, network)) for trap in traps]
    return oracles.attractors(network, scheme)


def ahead_of(network: Network, scheme: UpdateScheme, states: set[int]) -> set[int]:
    """All that can be reached from *states*, at rest under most-permissive update."""
    if scheme != MOST_PERMISSIVE:
        graph = oracles.successor_graph(network, scheme)
        return set().union(*(oracles.reachable(graph, state) for state in states))
    found: set[int] = set()
    steps = {s: permissive_successors(network, s) for s in oracles.permissive_states(network)}
    for state in states:
        begin = tuple("01"[state >> i & 1] for i in range(len(network)))
        at_rest = [s for s in oracles.reachable(steps, begin) if not set(s) & set("+-")]
        found |= {sum(1 << i for i, sign in enumerate(s) if sign == "1") for s in at_rest}
    return found


def succeeds(
    network: Network,
    wanted: Wanted,
    scheme: UpdateScheme,
    environment: Environment,
    experiment: Therapy,
    *,
    every: bool,
    temporary: bool,
    start: int | None = None,
) -> bool:
    """By definition: all attractors of the perturbed network, walked."""
    settled = environment.settle(network)
    base = oracles.perturb(network, Perturbation(tuple(settled.items())))
    held = {**settled, **experiment.inputs, **dict(experiment.perturbation.nodes)}
    regulations = experiment.perturbation.regulations
    treated = oracles.perturb(network, Perturbation(tuple(held.items()), regulations))
    found = attractors_of(treated, scheme)

    def onto(state: int, values: dict[str, bool]) -> int:
        for name, value in values.items():
            place = network.index[name]
            state = state & ~(1 << place) | value << place
        return state

    if start is not None:
        ahead = ahead_of(treated, scheme, {onto(start, held)})
        found = [states for states in found if states & ahead]
    if temporary:
        after = attractors_of(base, scheme)
        ways = [
            ahead_of(base, scheme, {onto(state, settled) for state in states}) for states in found
        ]
        found = [states for states in after if any(states & way for way in ways)]
    values = [oracles.holds_in(wanted.phenotype.condition, states, network) for states in found]
    shown = [wanted.is_met(value) is True for value in values]
    return all(shown) if every else any(shown)


def try_all(
    network: Network,
    wanted: Wanted,
    scheme: UpdateScheme,
    environments: Sequence[Environment],
    parts: Sequence[Therapy],
    largest: int,
    *,
    every: bool = True,
    temporary: bool = False,
    start: int | None = None,
) -> set[frozenset[Therapy]]:
    found: list[frozenset[Therapy]] = []
    for size in range(largest + 1):
        for chosen in combinations(parts, size):
            if any(other <= set(chosen) for other in found):
                continue
            try:
                together = combine(chosen)
            except InputError:
                continue
            rivals = {**together.inputs, **dict(together.perturbation.nodes)}
            if any(rivals[name] != value for name, value in together.inputs.items()):
                continue
            if all(
                succeeds(network, wanted, scheme, e, together,
                         every=every, temporary=temporary, start=start)
                for e in environments
            ):  # fmt: skip
                found.append(frozenset(chosen))
    return set(found)


def sets_of(report: InterventionReport) -> set[frozenset[Therapy]]:
    return {frozenset(solution.parts) for solution in report}


wanted_values = st.sampled_from([True, False, OSCILLATES])


def held_inputs(data: st.DataObject, network: Network) -> tuple[Environment, ...]:
    """One to three environments that leave no input free."""
    values = st.dictionaries(st.sampled_from(network.inputs or network.names[:1]), st.booleans())
    if not network.inputs:
        values = st.just({})
    environments = st.builds(Environment, values, others=st.booleans())
    return tuple(data.draw(st.lists(environments, min_size=1, max_size=3)))


@st.composite
def therapies(draw: st.DrawFn, network: Network) -> tuple[Therapy, ...]:
    """Up to two, each of which does several things."""
    found = []
    for name in ("drug", "antibody")[: draw(st.integers(0, 2))]:
        held = draw(strategies.perturbations(network))
        free = [node for node in network.inputs if node not in dict(held.nodes)]
        values = st.dictionaries(st.sampled_from(free), st.booleans()) if free else st.just({})
        therapy = Therapy(name, draw(values), held)
        if not reads_itself(network, therapy):
            found.append(therapy)
    return tuple(found)


def reads_itself(network: Network, part: Therapy) -> bool:
    """Whether it lets an input see another value than its own: that is no input any more."""
    return any(target in network.inputs for _, target, _ in part.perturbation.regulations)


def essential(sets: set[frozenset[Therapy]], network: Network) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted((part.name, str(part.perturbation)) for part in some)) for some in sets}


# -- laws ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_sets_are_those_found_by_trying_all(scheme: UpdateScheme, data: st.DataObject) -> None:
    network = data.draw(NETWORKS)
    wanted = Wanted(data.draw(strategies.phenotypes(network)), data.draw(wanted_values))
    every = data.draw(st.booleans())
    environments = held_inputs(data, network)
    parts = list_nodes(network)
    question = Question(network, update=scheme)

    report = find_interventions(
        question, wanted, parts, environments=environments, largest=2, every=every
    )

    slowly = try_all(network, wanted, scheme, environments, parts, 2, every=every)
    assert slowly == sets_of(report)
    assert Coverage.COMPLETE is report.coverage


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_so_are_sets_of_regulations_and_therapies(
    scheme: UpdateScheme, data: st.DataObject
) -> None:
    network = data.draw(NETWORKS)
    wanted = Wanted(data.draw(strategies.phenotypes(network)), data.draw(wanted_values))
    every = data.draw(st.booleans())
    environments = (data.draw(strategies.environments(network)),)  # inputs may be free
    parts = (*data.draw(therapies(network)), *list_regulations(network), *list_nodes(network))
    parts = tuple(part for part in parts if not reads_itself(network, part))
    question = Question(network, update=scheme)

    report = find_interventions(
        question, wanted, parts, environments=environments, largest=2, every=every
    )

    slowly = try_all(network, wanted, scheme, environments, parts, 2, every=every)
    assert essential(slowly, network) == essential(sets_of(report), network)


@pytest.mark.parametrize("scheme", [ASYNCHRONOUS, MOST_PERMISSIVE], ids=str)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_so_are_sets_that_are_released_again(scheme: UpdateScheme, data: st.DataObject) -> None:
    network = data.draw(strategies.networks(2, 4 if scheme == ASYNCHRONOUS else 3))
    wanted = Wanted(data.draw(strategies.phenotypes(network)), data.draw(wanted_values))
    every = data.draw(st.booleans())
    environments = held_inputs(data, network)
    parts = (*data.draw(therapies(network)), *list_nodes(network))

    report = find_interventions(
        Question(network, update=scheme),
        wanted,
        parts,
        environments=environments,
        largest=2,
        every=every,
        temporary=True,
    )

    slowly = try_all(network, wanted, scheme, environments, parts, 2, every=every, temporary=True)
    assert slowly == sets_of(report)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_so_are_sets_for_what_can_be_reached(data: st.DataObject) -> None:
    network = data.draw(NETWORKS)
    wanted = Wanted(data.draw(strategies.phenotypes(network)), data.draw(wanted_values))
    every, temporary = data.draw(st.booleans()), data.draw(st.booleans())
    state = data.draw(st.integers(0, (1 << len(network)) - 1))
    values = oracles.named(state, network)
    environments = (Environment({name: values[name] for name in network.inputs}),)
    parts = list_nodes(network)

    report = find_interventions(
        Question(network),
        wanted,
        parts,
        environments=environments,
        largest=2,
        every=every,
        temporary=temporary,
        start=values,
    )

    slowly = try_all(
        network, wanted, ASYNCHRONOUS, environments, parts, 2,
        every=every, temporary=temporary, start=state,
    )  # fmt: skip
    assert slowly == sets_of(report)
