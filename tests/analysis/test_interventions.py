"""Interventions: the same minimal sets as by trying all sets, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boolnet.analysis.attractors import find_attractors
from boolnet.analysis.experiments import list_experiments
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
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import InputError, UnsupportedError
from boolnet.logic import expression as ex
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.perturbation_set import list_nodes, list_regulations
from boolnet.network.phenotype import Phenotype
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


def named(sets: set[frozenset[Therapy]]) -> set[tuple[tuple[str, str], ...]]:
    """The same, easy to read when they differ."""
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
    assert named(slowly) == named(sets_of(report))


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


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_set_contains_another_and_each_passes_an_ordinary_search(data: st.DataObject) -> None:
    network = data.draw(strategies.networks(4, 8))
    wanted = Wanted(data.draw(strategies.phenotypes(network)), data.draw(wanted_values))
    question = Question(network)

    report = find_interventions(question, wanted, list_nodes(network))

    found = [frozenset(solution.parts) for solution in report]
    assert not any(one < other for one in found for other in found)
    assert [len(some) for some in found] == sorted(len(some) for some in found)
    assert all(solution.checked and solution.proved for solution in report)
    assert report.tried <= report.possible
    for solution in report:
        for effect in solution.effects:
            attractors = find_attractors(
                network, perturbation=effect.question.perturbation, phenotypes=[wanted.phenotype]
            )
            shown = [wanted.is_met(a.phenotypes["P"]) for a in attractors]
            assert all(shown)
            assert len(shown) == effect.attractors


# -- examples --------------------------------------------------------------------------------


LATCH = Network.of(
    {
        "S": ex.symbol("S"),
        "A": ex.disjunction([ex.symbol("S"), ex.symbol("A")]),
        "P": ex.symbol("A"),
        "Q": ex.negation(ex.symbol("Q")),
    }
)
P = Phenotype("P", ex.symbol("P"))
ABSENT = Question(LATCH, environment=Environment({"S": False}))


def test_a_switch_that_stays_is_thrown_for_a_while() -> None:
    parts = list_experiments(ABSENT, P)

    lasting = find_interventions(ABSENT, P, parts)
    for_a_while = find_interventions(ABSENT, P, parts, temporary=True)

    assert ["S=1", "A=1"] == sorted((str(s) for s in lasting), reverse=True)
    assert [str(s) for s in lasting] == [str(s) for s in for_a_while]
    assert all(solution.stays for solution in lasting)


def test_what_follows_a_release_may_be_lost() -> None:
    off = find_interventions(
        Question(LATCH, environment=Environment({"S": True})), Wanted(P, False), list_nodes(LATCH)
    )

    assert {"A=0": False, "P=0": False} == {str(s): s.stays for s in off}


def test_what_cannot_act_on_the_phenotype_is_not_tried() -> None:
    report = find_interventions(ABSENT, P, list_nodes(LATCH, names=["Q"]))

    assert () == report.parts
    assert (0, 1) == (len(report), report.tried)
    assert report.proved == report.largest


def test_markers_are_not_held_unless_asked() -> None:
    names = [str(part.perturbation) for part in list_experiments(ABSENT, P)]
    everything = [str(part.perturbation) for part in list_experiments(ABSENT, P, markers=True)]

    assert "P=1" not in names
    assert {"P=0", "P=1"} == set(everything) - set(names)


def test_the_input_of_a_therapy_is_that_therapy() -> None:
    drug = Therapy("drug", {"S": True})

    found = find_interventions(ABSENT, P, list_experiments(ABSENT, P, [drug]), largest=1)

    assert ["drug", "A=1"] == [str(solution) for solution in found]


def test_levels_go_along() -> None:
    rules = {"L": ex.symbol("L"), "L_hi": ex.symbol("L_hi"), "P": ex.symbol("L")}
    network = Network.of(rules, ladders=(("L", "L_hi"),))
    question = Question(network, inputs="0")

    found = find_interventions(question, P, list_experiments(question, P))

    assert ["L=1", "L_hi=1"] == [str(solution) for solution in found]


def test_a_budget_that_is_spent_leaves_what_is_proved() -> None:
    budget = Budget(work=0)

    report = find_interventions(ABSENT, P, list_nodes(LATCH), budget=budget)

    assert Coverage.LOWER_BOUND is report.coverage
    assert -1 == report.proved
    assert "work" in report.stopped


def test_only_schemes_with_reachability_release() -> None:
    question = Question(LATCH, update=SYNCHRONOUS)

    with pytest.raises(UnsupportedError, match="released is answered for asynchronous"):
        find_interventions(question, P, list_nodes(LATCH), temporary=True)
    with pytest.raises(UnsupportedError, match="follows from a start is answered"):
        find_interventions(question, P, list_nodes(LATCH), start={"A": True})


def test_a_phenotype_has_three_values() -> None:
    with pytest.raises(ValueError, match="0, 1 or oscillates"):
        Wanted(P, "sometimes")


def test_a_lesson_about_a_start_is_none_where_the_start_is_another() -> None:
    a, d, e, f = (ex.symbol(name) for name in "ADEF")
    latch = {"D": ex.disjunction([d, a]), "P": ex.conjunction([d, e, f])}
    network = Network.of({"A": ex.FALSE, "E": ex.negation(e), "F": ex.negation(f), **latch})
    start = {"A": True, "D": False, "E": False, "F": False, "P": False}
    parts = list_nodes(network, names="AEF")

    found = find_interventions(Question(network), P, parts, every=False, start=start)

    # A=0 fails, and so does E=1 + F=1 where A is 0 from the first: but here it goes off later.
    assert ["E=1 + F=1"] == [str(solution) for solution in found]


def test_what_is_wrong_while_it_lasts_may_be_right_afterwards() -> None:
    h, y, z = (ex.symbol(name) for name in "HYZ")
    set_by = ex.conjunction([ex.negation(h), y])
    rules = {"Z": ex.disjunction([z, set_by]), "P": ex.conjunction([h, z])}
    network = Network.of({**rules, "Y": ex.FALSE, "H": ex.TRUE})
    parts = list_nodes(network, names="HY")

    found = find_interventions(Question(network), P, parts, temporary=True)

    assert ["H=0 + Y=1"] == [str(solution) for solution in found]
