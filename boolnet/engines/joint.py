"""Joint moves: several nodes together, as general asynchronous update allows.

A joint move can be taken node by node where the nodes that move do not regulate one another
in a circle: whoever is regulated moves before its regulators, and so still reads the old
state. That leaves the circles: of each, one node is *kept aside*. Its new value is worked
out first, from the old state, and put in last. So a step of a whole set of states costs
what single moves cost, and the nodes kept aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from boolnet.engines.budget import Budget
from boolnet.engines.explicit import StateGraph
from boolnet.engines.reduction import Part, regulators_in, strong_components
from boolnet.engines.states import DiagramSet, Partial
from boolnet.engines.symbolic import Diagrams, Function, arrange
from boolnet.errors import BudgetExceeded
from boolnet.logic.bits import column
from boolnet.logic.circuit import Circuits


@dataclass(frozen=True)
class Order:
    """In which order the nodes of a part take a joint move.

    Attributes:
        aside: The nodes kept aside, ascending: they hit every circle of two nodes or more.
        others: The rest, targets before their regulators.
    """

    aside: tuple[int, ...]
    others: tuple[int, ...]

    @classmethod
    def of(cls, circuits: Circuits, part: Part) -> Order:
        """Few nodes aside: greedily by degree, and given back where they are not needed.

        Cost:
            One pass over the influence graph for each node taken.
        """
        regulators = {n: set(found) - {n} for n, found in regulators_in(circuits, part).items()}
        aside: list[int] = []
        left = set(part)

        def components(nodes: set[int]) -> list[list[int]]:
            return strong_components({n: sorted(regulators[n] & nodes) for n in sorted(nodes)})

        while circles := [block for block in components(left) if len(block) > 1]:
            for block in circles:
                inside = set(block)
                out = dict.fromkeys(block, 0)
                for node in block:
                    for regulator in regulators[node] & inside:
                        out[regulator] += 1
                taken = max(block, key=lambda n: (out[n] * len(regulators[n] & inside), -n))
                aside.append(taken)
                left.discard(taken)
        for node in list(aside):
            if all(len(block) == 1 for block in components(left | {node})):
                aside.remove(node)
                left.add(node)
        order = [block[0] for block in components(left)]
        return cls(tuple(sorted(aside)), tuple(reversed(order)))


class JointGraph:
    """The joint moves of a small part, for sets of states at once (see `StateGraph`)."""

    def __init__(self, circuits: Circuits, part: Part, order: Order | None = None) -> None:
        self.graph = StateGraph(circuits, part)
        self.order = order or Order.of(circuits, part)
        width = len(self.graph.variables)
        self._moves: dict[int, tuple[int, int, int]] = {}
        for place, (node, table) in enumerate(
            zip(self.graph.variables, self.graph.tables, strict=True)
        ):
            on = column(place, width)
            self._moves[node] = 1 << place, table & ~on, ~table & on

    def forward(self, states: int, budget: Budget) -> int:
        """Everything reachable from *states* by joint moves, with *states*.

        Raises:
            BudgetExceeded: The budget was spent.
        """
        while True:
            states = self.graph.forward(states)
            after = self._step(states, budget)
            if after == states:
                return states
            states = after

    def _step(self, states: int, budget: Budget) -> int:
        """Where one joint move, or none, leads from *states*."""
        reached = 0
        # What is still to be moved, the first of the nodes kept aside that were not looked
        # at, and those that move.
        waiting: list[tuple[int, int, tuple[int, ...]]] = [(states, 0, ())]
        while waiting:
            if budget.spent:
                raise BudgetExceeded(budget.reason)
            some, place, moving = waiting.pop()
            if place < len(self.order.aside):
                node = self.order.aside[place]
                _, up, down = self._moves[node]
                waiting.append((some, place + 1, moving))
                if some & (up | down):
                    waiting.append((some & (up | down), place + 1, (*moving, node)))
                continue
            for node in self.order.others:
                shift, up, down = self._moves[node]
                some |= (some & up) << shift | (some & down) >> shift
            for node in moving:
                shift, up, down = self._moves[node]
                on = column(shift.bit_length() - 1, len(self.graph.variables))
                some = (some & ~on) << shift | (some & on) >> shift
            reached |= some
        return reached


class SymbolicJointGraph:
    """The joint moves of a part, on diagrams.

    Each node kept aside has a second variable behind its own, which holds its new value.

    Raises:
        BudgetExceeded: The diagrams outgrew the budget, or it was spent (from any method).
    """

    def __init__(self, circuits: Circuits, part: Part, budget: Budget) -> None:
        self.order = Order.of(circuits, part)
        self.budget = budget
        self._part = part
        self._circuits = circuits
        self._offset = circuits.variables
        self.nodes = tuple(arrange(circuits, part))
        aside = set(self.order.aside)
        variables: list[int] = []
        for node in self.nodes:
            variables += [node, node + self._offset] if node in aside else [node]
        self.diagrams = Diagrams(variables, budget.diagram_nodes)

    @cached_property
    def _moves(self) -> dict[int, tuple[Function, Function, Function, Function]]:
        moves = {}
        for node in self.nodes:
            positive, negative = self._part[node]
            on = self.diagrams.literal(node, True)
            up = self.diagrams.encode(self._circuits, positive, {}) & ~on
            down = self.diagrams.encode(self._circuits, negative, {}) & on
            moves[node] = on, ~on, up, down
        return moves

    @cached_property
    def _choices(self) -> dict[int, Function]:
        """Per node kept aside: its new value is the old one, or what its function says."""
        choices = {}
        for node in self.order.aside:
            on, off, up, down = self._moves[node]
            new = self.diagrams.literal(node + self._offset, True)
            choices[node] = new.ite(on | up, off | down)
        return choices

    def forward(self, states: Function) -> Function:
        """Everything reachable from *states* by joint moves, with *states*."""
        try:
            while True:
                states = self._walk(states)
                after = self._step(states)
                if after == states:
                    return states
                states = after
        except MemoryError:
            told = f"a decision diagram outgrew {self.budget.diagram_nodes:,} nodes"
            raise BudgetExceeded(told) from None

    def _walk(self, states: Function) -> Function:
        """Everything reachable by single moves."""
        while True:
            before = states
            for node in self.nodes:
                states = self._move(states, node)
            if states == before:
                return states

    def _step(self, states: Function) -> Function:
        """Where one joint move, or none, leads from *states*."""
        for node in self.order.aside:
            states = states & self._choices[node]
        for node in self.order.others:
            states = self._move(states, node)
        for node in self.order.aside:
            on = self.diagrams.literal(node, True)
            new = self.diagrams.literal(node + self._offset, True)
            states = states.exists(on)
            states = (states & new.equiv(on)).exists(new)
        return states

    def _move(self, states: Function, node: int) -> Function:
        """*states*, and where moving *node* leads from them."""
        from oxidd.util import BooleanOperator

        if self.budget.spent:
            raise BudgetExceeded(self.budget.reason)
        meet = BooleanOperator.AND
        on, off, up, down = self._moves[node]
        rise = states.apply_exists(meet, up, on) & on
        fall = states.apply_exists(meet, down, on) & off
        return states | rise | fall

    def partial_of(self, states: Function) -> Partial:
        """Take the constant nodes out of a set, and the set out of this manager."""
        values: dict[int, bool] = {}
        for node in self.nodes:
            on, off, _, _ = self._moves[node]
            if not (states & off).satisfiable():
                values[node] = True
            elif not (states & on).satisfiable():
                values[node] = False
        left = tuple(sorted(node for node in self.nodes if node not in values))
        if not left:
            return Partial(values)
        # Nobody reads the second variables again: a small manager without them.
        own = Diagrams(self.nodes, max(1 << 16, 8 * states.node_count()))
        return Partial(values, (DiagramSet(left, own, own.copy(self.diagrams, states)),))
