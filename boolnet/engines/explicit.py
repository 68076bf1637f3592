"""All states of a small part of a network, as bit sets.

A set of states over ``k`` nodes is an integer of ``2^k`` bits: bit ``s`` stands for the
state whose ``j``-th node has bit ``j`` of ``s``. Flipping node ``j`` in every state of a
set is one shift by ``2^j``, so a step of the whole set costs a few operations on big
integers, whatever its size.
"""

from __future__ import annotations

from boolnet.engines.budget import Budget
from boolnet.engines.reduction import Part
from boolnet.logic import circuit as ci
from boolnet.logic.bits import column
from boolnet.logic.circuit import Circuits


class StateGraph:
    """The transitions of a closed part of a network, for sets of states at once.

    Attributes:
        variables: The nodes of the part, ascending: position ``j`` in a state.
        full: The set of all states.
    """

    def __init__(self, circuits: Circuits, part: Part) -> None:
        self.variables = tuple(sorted(part))
        width = len(self.variables)
        self.full = (1 << (1 << width)) - 1
        leaves = {ci.FALSE: 0, ci.TRUE: self.full}
        for position, variable in enumerate(self.variables):
            on = column(position, width)
            leaves[circuits.literal(variable, True)] = on
            leaves[circuits.literal(variable, False)] = self.full ^ on
        self.tables = [circuits.fold(part[v][0], leaves, self.full) for v in self.variables]
        self._moves = [
            (
                1 << position,
                table & ~column(position, width),
                ~table & column(position, width),
            )
            for position, table in enumerate(self.tables)
        ]

    def forward(self, states: int) -> int:
        """Everything reachable from *states* by asynchronous steps, with *states*."""
        while True:
            before = states
            for shift, up, down in self._moves:
                states |= (states & up) << shift | (states & down) >> shift
            if states == before:
                return states

    def backward(self, states: int, within: int) -> int:
        """Everything in *within* from which *states* can be reached inside *within*."""
        while True:
            before = states
            for shift, up, down in self._moves:
                states |= ((states >> shift & up) | (states << shift & down)) & within
            if states == before:
                return states

    def find_terminal_sets(self, budget: Budget) -> tuple[list[int], bool]:
        """The asynchronous attractors, and whether these are all.

        Source:
            A. Xie, P. Beerel, ICCAD 2000, doi:10.1109/ICCAD.2000.896443.
        """
        found: list[int] = []
        left = self.full
        while left:
            if budget.spent:
                return found, False
            pivot = left & -left
            reach = self.forward(pivot)
            while True:
                back = self.backward(pivot, reach)
                if back == reach:
                    break
                # Not terminal from the pivot: go on from a state that cannot come back.
                beyond = reach & ~back
                pivot = beyond & -beyond
                reach = self.forward(pivot)
            found.append(reach)
            left &= ~self.backward(reach, left)
        return found, True
