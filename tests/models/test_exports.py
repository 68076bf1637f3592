"""The shipped rules as other programs read them: the same functions, the same trap spaces."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from boolnet.analysis.attractors import find_trap_spaces
from boolnet.network.conditions import parse_condition
from boolnet.network.environment import Environment
from boolnet.network.library import Model, list_models, load_model
from boolnet.network.network import Network

aeon = pytest.importorskip("biodivine_aeon")
mpbn = pytest.importorskip("mpbn")

Spaces = set[frozenset[tuple[str, int]]]


@pytest.fixture(params=list_models(), scope="module")
def model(request: pytest.FixtureRequest) -> Model:
    return load_model(request.param)


def settings(model: Model) -> list[dict[str, bool]]:
    """The inputs of each environment, and of one with the first inputs free."""
    found = [environment.settle(model.network) for environment in model.environments.values()]
    free = [name for name in model.network.inputs if name not in levels(model)][:3]
    return [*found, {name: value for name, value in found[0].items() if name not in free}]


def levels(model: Model) -> set[str]:
    """Other programs do not know that an upper level of an input includes the lower one."""
    return set(itertools.chain.from_iterable(model.network.ladders))


def ours(model: Model, held: Mapping[str, bool]) -> Spaces:
    report = find_trap_spaces(model.network, environment=Environment(held), limit=None)
    return {frozenset(a.trap_space.fixed.items()) for a in report}


def by_aeon(path: str, held: Mapping[str, bool]) -> Spaces:
    network = aeon.BooleanNetwork.from_file(path)
    for name, value in held.items():
        network.set_update_function(name, "true" if value else "false")
    network = network.infer_valid_graph()  # the inputs no longer regulate themselves
    context = aeon.SymbolicSpaceContext(network)
    graph = aeon.AsynchronousGraph(network, context)
    found = aeon.TrapSpaces.minimal_symbolic(context, graph)
    names = {v: network.get_variable_name(v) for v in network.variables()}
    return {
        frozenset((names[v], int(value)) for v, value in space.items() if value is not None)
        for _, space in found.items()
    }


def by_mpbn(path: str, held: Mapping[str, bool]) -> Spaces:
    network = mpbn.MPBooleanNetwork(path)
    for name, value in held.items():
        network[name] = int(value)
    return {
        frozenset((name, int(value)) for name, value in space.items() if value != "*")
        for space in network.attractors()
    }


def test_other_programs_read_the_same_functions(model: Model) -> None:
    path = str(model.path / "model.bnet")
    network = aeon.BooleanNetwork.from_file(path)
    of_aeon = {
        network.get_variable_name(v): str(network.get_update_function(v))
        for v in network.variables()
    }
    of_mpbn = {name: str(rule) for name, rule in mpbn.MPBooleanNetwork(path).items()}

    for rules in (of_aeon, of_mpbn):
        assert model.network == Network.of({n: parse_condition(r) for n, r in rules.items()})


@pytest.mark.parametrize("ask", [by_aeon, by_mpbn])
def test_other_programs_find_the_same_minimal_trap_spaces(model: Model, ask: Any) -> None:
    path = str(model.path / "model.bnet")

    for held in settings(model):
        assert ours(model, held) == ask(path, held)
