"""Synchronous attractors of a part that cannot be divided.

Up to some twenty nodes the whole map is walked. Above that the solver unrolls it: find a
path of k steps whose last state lies on no known cycle; if a state repeats on it, that
cycle is new, and is excluded; if none repeats, double k; when there is no such path, every
state is on a known cycle after k steps, so all cycles are known.

Source:
    E. Dubrova, M. Teslenko, IEEE/ACM Trans. Comput. Biol. Bioinf. 8 (2011) 1393-1399,
    doi:10.1109/TCBB.2010.20.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from boolnet.engines.answer import Answer, Leaf
from boolnet.engines.budget import Budget
from boolnet.engines.explicit import StateGraph, find_cycles
from boolnet.engines.reduction import Part
from boolnet.engines.search import Leaves, Search
from boolnet.engines.solving import iter_models
from boolnet.engines.states import Cycle, Partial
from boolnet.logic import circuit as ci
from boolnet.logic.circuit import Circuits


@dataclass
class CycleLeaves(Leaves):
    """Answers undivided parts with their synchronous cycles; fixed points have period 1.

    Attributes:
        direct: Parts up to this many nodes are walked completely, without dividing.
    """

    direct: int = 8
    least: int = 1

    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All cycles of *part*."""
        budget = search.budget
        variables = tuple(sorted(part))
        if len(part) <= budget.explicit_nodes:
            budget.report(f"all states of {len(part)} nodes")
            graph = StateGraph(search.circuits, part)
            cycles, complete = find_cycles(graph.tables, budget)
            search.note("all states walked", len(cycles))
        else:
            cycles, complete = Unrolling(search.circuits, part).find_cycles(budget)
            search.note("unrolled in the solver", len(cycles))
        return Leaf(tuple(_partial_of(variables, cycle) for cycle in cycles), complete)


def _partial_of(variables: tuple[int, ...], cycle: tuple[int, ...]) -> Partial:
    """Take the constant nodes out of a cycle."""
    always = never = cycle[0]
    for state in cycle:
        always &= state
        never |= state
    values = {}
    moving = []
    for position, variable in enumerate(variables):
        if (always ^ never) >> position & 1:
            moving.append((position, variable))
        else:
            values[variable] = bool(always >> position & 1)
    if not moving:
        return Partial(values)
    states = tuple(
        sum((state >> position & 1) << j for j, (position, _) in enumerate(moving))
        for state in cycle
    )
    return Partial(values, (Cycle(tuple(variable for _, variable in moving), states),))


class Unrolling:
    """A synchronous map in the solver, step by step into the past.

    Layer 0 is the last state of a path; each further layer is one step earlier. So what is
    said about the last state stays true when paths get longer.
    """

    def __init__(self, circuits: Circuits, part: Part) -> None:
        from clingo import Control

        self.circuits = circuits
        self.part = part
        self.nodes = sorted(part)
        self._control = Control(["--warn=none"])
        self._layers: list[dict[int, int]] = []
        self._extend(1)

    def find_cycles(self, budget: Budget) -> tuple[list[tuple[int, ...]], bool]:
        """All cycles, each from its smallest state, ascending; and whether these are all."""
        cycles: list[tuple[int, ...]] = []
        length = 2
        while True:
            self._extend(length + 1)
            budget.report(f"paths of {length} steps over {len(self.nodes)} nodes")
            path = self._find_path(budget)
            if budget.spent:
                return sorted(cycles), False
            if path is None:
                return sorted(cycles), True
            first = next((i for i, state in enumerate(path) if state in path[:i]), None)
            if first is None:
                length *= 2
                continue
            cycle = path[path.index(path[first]) : first]
            turn = cycle.index(min(cycle))
            cycles.append(tuple(cycle[turn:] + cycle[:turn]))
            self._exclude(cycle)

    def _extend(self, layers: int) -> None:
        """Add earlier layers until there are *layers*."""
        with self._control.backend() as backend:
            while len(self._layers) < layers:
                atoms = {node: backend.add_atom() for node in self.nodes}
                backend.add_rule(list(atoms.values()), choice=True)
                if self._layers:
                    later = self._layers[-1]
                    gates: dict[int, int] = {}
                    true = backend.add_atom()
                    backend.add_rule([true])
                    gates[ci.TRUE], gates[ci.FALSE] = true, -true
                    for node in self.nodes:
                        gates[self.circuits.literal(node, True)] = atoms[node]
                        gates[self.circuits.literal(node, False)] = -atoms[node]
                    roots = [self.part[node][0] for node in self.nodes]
                    for gate in self.circuits.postorder(roots):
                        atom = gates[gate] = backend.add_atom()
                        children = [gates[child] for child in self.circuits.children[gate]]
                        if self.circuits.is_conjunction(gate):
                            backend.add_rule([atom], children)
                        else:
                            for child in children:
                                backend.add_rule([atom], [child])
                    for node, root in zip(self.nodes, roots, strict=True):
                        backend.add_rule([], [gates[root], -later[node]])
                        backend.add_rule([], [-gates[root], later[node]])
                self._layers.append(atoms)

    def _exclude(self, cycle: list[int]) -> None:
        last = self._layers[0]
        with self._control.backend() as backend:
            for state in cycle:
                body = [
                    last[node] if state >> j & 1 else -last[node]
                    for j, node in enumerate(self.nodes)
                ]
                backend.add_rule([], body)

    def _find_path(self, budget: Budget) -> list[int] | None:
        """A path that ends on no known cycle, earliest state first, if there is one."""
        with closing(iter_models(self._control, (), budget, 1)) as models:
            for model in models:
                return [
                    sum(model.is_true(layer[node]) << j for j, node in enumerate(self.nodes))
                    for layer in reversed(self._layers)
                ]
        return None
