"""Attractors around given states: what can be reached from there, as a set of states.

Small parts are walked completely; larger ones on decision diagrams, within the budget.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from boolnet.engines.budget import Budget
from boolnet.engines.explicit import StateGraph
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part
from boolnet.engines.states import DiagramSet, Partial, SeededSet, partial_of
from boolnet.engines.symbolic import Function, SymbolicGraph
from boolnet.engines.walks import Walker
from boolnet.errors import BudgetExceeded
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits


def values_of(space: Space) -> dict[int, bool]:
    """The fixed nodes of *space* with their values."""
    mask, values = space
    return {node: bool(values >> node & 1) for node in bits_of(mask)}


def seeded(circuits: Circuits, part: Part, seed: Mapping[int, bool], own: Budget) -> Partial:
    """The one attractor around *seed*, walked when asked for; somewhere in *part* if empty."""

    def walk(budget: Budget | None) -> Partial | None:
        return walk_from(circuits, part, seed, budget or own) if seed else None

    def moves(node: int) -> bool:
        start = sum(1 << v for v, value in seed.items() if value)
        return bool(seed) and Walker(circuits, part, own).sees_move(start, node, random.Random(0))

    return Partial({}, (SeededSet(tuple(sorted(part)), seed, walk, moves),))


def walk_from(
    circuits: Circuits, part: Part, seed: Mapping[int, bool], budget: Budget
) -> Partial | None:
    """The states reachable from *seed*, or `None` when the budget does not reach."""
    if len(part) <= budget.explicit_nodes:
        graph = StateGraph(circuits, part)
        start = 1 << sum(seed[v] << j for j, v in enumerate(graph.variables))
        return partial_of(graph.variables, graph.forward(start))
    try:
        symbolic = SymbolicGraph(circuits, part, budget)
        return partial_on_diagrams(symbolic, symbolic.forward(symbolic.state(seed)))
    except (BudgetExceeded, MemoryError):
        return None


def partial_on_diagrams(graph: SymbolicGraph, function: Function) -> Partial:
    """Take the constant nodes out of a set on diagrams."""
    values: dict[int, bool] = {}
    for node in graph.diagrams.variables:
        on = (function & graph.diagrams.literal(node, True)).satisfiable()
        off = (function & graph.diagrams.literal(node, False)).satisfiable()
        if on != off:
            values[node] = on
    left = tuple(sorted(v for v in graph.diagrams.variables if v not in values))
    if not left:
        return Partial(values)
    return Partial(values, (DiagramSet(left, graph.diagrams, function),))


def find_terminal_sets(
    circuits: Circuits,
    part: Part,
    states: Iterable[int],
    spaces: Sequence[Space],
    budget: Budget,
) -> list[Partial]:
    """The attractors that contain some of *states*, by forward reachability.

    Every attractor outside *spaces* contains a candidate, so a forward set that meets
    neither *spaces* nor a candidate which cannot return is an attractor.

    Raises:
        BudgetExceeded: The diagrams outgrew the budget, or it is spent.
        MemoryError: The diagrams outgrew their manager.
    """
    graph = SymbolicGraph(circuits, part, budget)
    members = sum(1 << node for node in part)
    diagrams = graph.diagrams
    traps = diagrams.false
    for space in spaces:
        traps = traps | diagrams.state(values_of(space))
    points = {state: graph.state(values_of((members, state))) for state in states}
    found: list[Function] = []
    left = dict(points)
    while left:
        _, point = next(iter(left.items()))
        reach = graph.forward(point, traps)
        while not (reach & traps).satisfiable():
            # Go down to a candidate that cannot come back, until all can.
            inner = None
            for other in list(left):
                if (points[other] & reach).satisfiable():
                    from_other = graph.forward(points[other], traps)
                    if from_other != reach:
                        inner = from_other
                        break
            if inner is None:
                found.append(reach)
                traps = traps | reach
                break
            reach = inner
        # The candidates that reach a trap or an attractor are decided.
        left = {
            state: function
            for state, function in left.items()
            if not (graph.forward(function, traps) & traps).satisfiable()
        }
    return [partial_on_diagrams(graph, function) for function in found]
