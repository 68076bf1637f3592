"""Exhaustive reachability on decision diagrams, forwards and backwards, with a path.

The set is kept after every step that made it larger. A state of the last set is then traced
back: it entered with one step, flipping one node, from a state of an earlier set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from boolnet.engines.budget import Budget
from boolnet.engines.reduction import Part
from boolnet.engines.symbolic import Function, SymbolicGraph
from boolnet.errors import BudgetExceeded
from boolnet.logic.circuit import Circuits


@dataclass(frozen=True)
class Layers:
    """Everything that can be reached from a set, or from which it can be reached.

    Attributes:
        graph: Where the sets live.
        sets: The sets, each with all before it.
        nodes: Per set, the node that flipped in the step that made it; -1 for the first.
        complete: Whether no further step makes the set larger.
    """

    graph: LayeredGraph
    sets: tuple[Function, ...]
    nodes: tuple[int, ...]
    complete: bool

    @property
    def all(self) -> Function:
        """The whole set."""
        return self.sets[-1]

    def trace(self, state: Mapping[int, bool]) -> list[int]:
        """The nodes that flip between *state*, which is in the whole set, and the first set.

        They are in the order seen from *state*: backwards for a forward search.
        """
        state = dict(state)
        contains = self.graph.diagrams.contains
        moves: list[int] = []
        last = len(self.sets) - 1
        while True:
            low, high = 0, last
            while low < high:  # the first set with this state
                middle = (low + high) // 2
                if contains(self.sets[middle], state):
                    high = middle
                else:
                    low = middle + 1
            if low == 0:
                return moves
            node = self.nodes[low]
            state[node] = not state[node]
            moves.append(node)
            last = low - 1


class LayeredGraph(SymbolicGraph):
    """The asynchronous transitions of a closed part, searched with a memory."""

    def __init__(self, circuits: Circuits, part: Part, budget: Budget) -> None:
        super().__init__(circuits, part, budget)
        self.part = part

    def forward_layers(self, states: Function, stop: Callable[[Function], bool]) -> Layers:
        """Everything reachable from *states*, or enough of it: until it satisfies *stop*.

        Raises:
            BudgetExceeded: The budget was spent, or the diagrams outgrew it.
        """
        return self._grow(states, stop, backwards=False)

    def backward_layers(self, states: Function, stop: Callable[[Function], bool]) -> Layers:
        """Everything from which *states* can be reached, or enough of it.

        Raises:
            BudgetExceeded: The budget was spent, or the diagrams outgrew it.
        """
        return self._grow(states, stop, backwards=True)

    def _grow(
        self, states: Function, stop: Callable[[Function], bool], *, backwards: bool
    ) -> Layers:
        from oxidd.util import BooleanOperator

        meet = BooleanOperator.AND
        sets, nodes = [states], [-1]
        where = "back from the target" if backwards else "on from the start"
        try:
            while True:
                before = states
                for node, (on, off, up, down) in zip(
                    self.diagrams.variables, self._moves, strict=True
                ):
                    if self.budget.spent:
                        raise BudgetExceeded(self.budget.reason)
                    if backwards:
                        one = states.apply_exists(meet, on, on) & up
                        two = states.apply_exists(meet, off, on) & down
                    else:
                        one = states.apply_exists(meet, up, on) & on
                        two = states.apply_exists(meet, down, on) & off
                    larger = states | one | two
                    if larger != states:
                        states = larger
                        sets.append(states)
                        nodes.append(node)
                self.budget.report(f"{len(self.part)} nodes {where}: {len(sets)} steps")
                if states == before or stop(states):
                    return Layers(self, tuple(sets), tuple(nodes), states == before)
        except MemoryError:
            limit = self.budget.diagram_nodes
            raise BudgetExceeded(f"a decision diagram outgrew {limit:,} nodes") from None
