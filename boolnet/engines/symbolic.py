"""Sets of states as decision diagrams.

Reduced ordered binary decision diagrams (R. E. Bryant, IEEE Trans. Comput. C-35 (1986)
677-691, doi:10.1109/TC.1986.1676819) hold sets of 2^60 states and more, with exact counts.
OxiDD does the work; this file is the only one that touches it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from boolnet.engines.budget import Budget
from boolnet.engines.reduction import Part, regulators_in
from boolnet.errors import BudgetExceeded
from boolnet.logic import circuit as ci
from boolnet.logic.circuit import Circuits

Function: TypeAlias = Any  # oxidd.bdd.BDDFunction, which has no useful type hints


class Diagrams:
    """Decision diagrams over some nodes, in one manager.

    Attributes:
        variables: The nodes, in diagram order.
    """

    def __init__(self, variables: Sequence[int], nodes: int = 1 << 20) -> None:
        from oxidd.bdd import BDDManager

        self.variables = tuple(variables)
        self._manager = BDDManager(nodes, max(1 << 16, nodes >> 2), 1)
        self._manager.add_vars(len(self.variables))
        self._level = {variable: level for level, variable in enumerate(self.variables)}
        self.false = self._manager.false()
        self.true = self._manager.true()
        self._on = [self._manager.var(level) for level in range(len(self.variables))]

    def literal(self, variable: int, value: bool) -> Function:
        """The states in which *variable* has *value*."""
        on = self._on[self._level[variable]]
        return on if value else ~on

    def state(self, values: Mapping[int, bool]) -> Function:
        """The states with these *values*; one state when all variables have one."""
        result = self.true
        for variable in sorted(values, key=self._level.__getitem__, reverse=True):
            result = result & self.literal(variable, values[variable])
        return result

    def count(self, function: Function) -> int:
        """How many states, exactly."""
        return int(function.sat_count(len(self.variables)))

    def contains(self, function: Function, state: Mapping[int, bool]) -> bool:
        """Whether *state* is in the set."""
        return bool(function.eval((self._level[v], state[v]) for v in self.variables))

    def halves(self, function: Function, level: int) -> tuple[Function, Function]:
        """*function* where the variable at *level* is 1, and where it is 0.

        No variable of *function* may come before that one.
        """
        if not function.satisfiable() or function.valid() or function.node_level() > level:
            return function, function
        high, low = function.cofactors()
        return high, low

    def depends(self, function: Function, variable: int, possible: Function | None = None) -> bool:
        """Whether *variable* has a say in which states belong to *function*.

        That is, whether two states that differ in nothing else do: two *possible* ones.
        """
        on, off = self.literal(variable, True), self.literal(variable, False)
        rest = ~function if possible is None else possible & ~function
        return any(
            ((function & here).exists(on) & (rest & there).exists(on)).satisfiable()
            for here, there in ((on, off), (off, on))
        )

    def pick(self, function: Function) -> dict[int, bool]:
        """One state of a set that is not empty: 0 wherever 0 is possible, in order."""
        values = {}
        for variable in self.variables:
            off = function & self.literal(variable, False)
            values[variable] = not off.satisfiable()
            function = function & self.literal(variable, True) if values[variable] else off
        return values

    def draw_state(self, function: Function, rng: random.Random) -> dict[int, bool]:
        """A random state of a set that is not empty, all equally likely."""
        values = {}
        total = self.count(function)
        for variable in self.variables:
            on = function & self.literal(variable, True)
            ones = self.count(on)
            values[variable] = rng.randrange(total) < ones
            function = on if values[variable] else function & self.literal(variable, False)
            total = ones if values[variable] else total - ones
        return values

    def encode(
        self, circuits: Circuits, gate: int, known: Mapping[int, bool], either: int = 0
    ) -> Function:
        """The states in which *gate* is possible.

        Args:
            circuits: Where the gate lives.
            gate: An exact circuit.
            known: Values of nodes outside the diagrams.
            either: Nodes, as bits, that may have either value, independently.
        """

        def leaf(gate: int) -> Function:
            if gate == ci.FALSE:
                return self.false
            if gate == ci.TRUE:
                return self.true
            variable, value = (gate - 2) >> 1, bool(gate & 1)
            if either >> variable & 1:
                return self.true
            if variable in known:
                return self.true if known[variable] == value else self.false
            return self.literal(variable, value)

        if circuits.is_leaf(gate):
            return leaf(gate)
        results: dict[int, Function] = {}
        for part in circuits.postorder([gate]):
            both = circuits.is_conjunction(part)
            value = self.true if both else self.false
            for child in circuits.children[part]:
                other = leaf(child) if circuits.is_leaf(child) else results[child]
                value = value & other if both else value | other
            results[part] = value
        return results[gate]

    def from_bits(self, variables: Sequence[int], bits: int) -> Function:
        """The set of a bit set over *variables* (see `boolnet.engines.explicit`)."""
        # Positions from the last to the first halve the integer: halves that are equal
        # are built once.
        known: dict[tuple[int, int], Function] = {}

        def build(position: int, part: int) -> Function:
            if part == 0:
                return self.false
            if position == 0:
                return self.true
            key = (position, part)
            if key not in known:
                half = 1 << (position - 1)
                low = build(position - 1, part & (1 << half) - 1)
                high = build(position - 1, part >> half)
                on = self.literal(variables[position - 1], True)
                known[key] = on.ite(high, low)
            return known[key]

        return build(len(variables), bits)  # as deep as there are variables: at most 24

    def copy(self, other: Diagrams, function: Function) -> Function:
        """A set of *other*, whose variables are among ours, in this manager."""
        known: dict[Any, Function] = {}
        stack = [function]
        while stack:
            node = stack[-1]
            if node in known:
                stack.pop()
            elif not node.satisfiable():
                known[node] = self.false
            elif node.valid():
                known[node] = self.true
            else:
                high, low = node.cofactors()
                waiting = [half for half in (high, low) if half not in known]
                if waiting:
                    stack.extend(waiting)
                else:
                    on = self.literal(other.variables[node.node_level()], True)
                    known[node] = on.ite(known[high], known[low])
        return known[function]


class SymbolicGraph:
    """The asynchronous transitions of a closed part of a network, on diagrams.

    Raises:
        BudgetExceeded: The diagrams outgrew the budget (from any method).
    """

    def __init__(self, circuits: Circuits, part: Part, budget: Budget) -> None:
        self.budget = budget
        self.diagrams = Diagrams(arrange(circuits, part), budget.diagram_nodes)
        self._moves: list[tuple[Function, Function, Function, Function]] = []
        try:
            for node in self.diagrams.variables:
                positive, negative = part[node]
                on = self.diagrams.literal(node, True)
                off = self.diagrams.literal(node, False)
                up = self.diagrams.encode(circuits, positive, {}) & off
                down = self.diagrams.encode(circuits, negative, {}) & on
                self._moves.append((on, off, up, down))
        except MemoryError:
            raise _outgrown(budget) from None

    def state(self, values: Mapping[int, bool]) -> Function:
        """The set of one state."""
        return self.diagrams.state(values)

    def forward(self, states: Function, until: Function | None = None) -> Function:
        """Everything reachable from *states*; stops early once it meets *until*."""
        from oxidd.util import BooleanOperator

        meet = BooleanOperator.AND
        try:
            while True:
                before = states
                self.budget.spend(states.node_count() * len(self._moves))
                for on, off, up, down in self._moves:
                    if self.budget.spent:
                        raise BudgetExceeded(self.budget.reason)
                    rise = states.apply_exists(meet, up, on) & on
                    fall = states.apply_exists(meet, down, on) & off
                    states = states | rise | fall
                if states == before:
                    return states
                if until is not None and (states & until).satisfiable():
                    return states
        except MemoryError:
            raise _outgrown(self.budget) from None


def _outgrown(budget: Budget) -> BudgetExceeded:
    return BudgetExceeded(f"a decision diagram outgrew {budget.diagram_nodes:,} nodes")


def arrange(circuits: Circuits, part: Part, rounds: int = 20) -> list[int]:
    """An order of the nodes that keeps regulators near their targets.

    Source:
        F. Aloul, I. Markov, K. Sakallah, GLSVLSI 2003, doi:10.1145/764808.764839 (FORCE).
    """
    nodes = sorted(part)
    groups = [
        [node, *(r for r in regulators if r in part and r != node)]
        for node, regulators in regulators_in(circuits, part).items()
    ]
    place = {node: float(position) for position, node in enumerate(nodes)}
    best, best_span = nodes, _total_span(groups, place)
    for _ in range(rounds):
        pull = dict.fromkeys(nodes, 0.0)
        weight = dict.fromkeys(nodes, 0)
        for group in groups:
            centre = sum(place[node] for node in group) / len(group)
            for node in group:
                pull[node] += centre
                weight[node] += 1
        order = sorted(nodes, key=lambda node: (pull[node] / weight[node], node))
        place = {node: float(position) for position, node in enumerate(order)}
        span = _total_span(groups, place)
        if span >= best_span:
            break
        best, best_span = order, span
    return list(best)


def _total_span(groups: list[list[int]], place: Mapping[int, float]) -> float:
    return sum(
        max(place[node] for node in group) - min(place[node] for node in group) for group in groups
    )
