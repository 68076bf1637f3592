"""One synchronous step of timed functions, on many states at once.

A step is a list of gates. Evaluated on integers or arrays whose bits are different states,
each gate costs one operation for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from boolnet.engines.periodic import Timed, period_of
from boolnet.logic.circuit import Circuits

Column: TypeAlias = Any  # a node's values in many states: an integer, or an array of octets


class StepMap:
    """The step of a closed part, phase by phase.

    Attributes:
        circuits: Where the functions live.
        functions: The functions by phase.
        nodes: The nodes of the part, ascending: bit ``j`` of a state is ``nodes[j]``.
        period: After how many steps the functions are what they were.
    """

    def __init__(self, circuits: Circuits, functions: Timed) -> None:
        self.nodes = tuple(sorted(functions))
        self.period = period_of(functions)
        self.circuits = circuits
        self.functions = functions
        self._plans: dict[tuple[int, ...], _Plan] = {}

    def roots(self, phase: int) -> tuple[int, ...]:
        """The circuits of the functions at *phase*, in node order."""
        functions = self.functions
        return tuple(functions[v][phase % len(functions[v])][0] for v in self.nodes)

    def columns(self, columns: Sequence[Column], phase: int, none: Column) -> list[Column]:
        """The step from *phase* of all states at once.

        Args:
            columns: Per node its values.
            phase: When.
            none: The column of a node that is 0 everywhere; its complement is taken by
                ``columns[j] ^ full`` with ``full = ~none``, so integers must be signed.
        """
        roots = self.roots(phase)
        plan = self._plans.get(roots)
        if plan is None:
            plan = self._plans[roots] = _Plan(self.circuits, self.nodes, roots)
        return plan.evaluate(columns, none)

    def step(self, state: int, phase: int) -> int:
        """The state after *state*."""
        columns = [-(state >> j & 1) for j in range(len(self.nodes))]
        return sum((bits & 1) << j for j, bits in enumerate(self.columns(columns, phase, 0)))


class _Plan:
    """Gates in order, by the place of their operands: 0, 1, then each node's negation and value."""

    def __init__(self, circuits: Circuits, nodes: Sequence[int], roots: Sequence[int]) -> None:
        place = {0: 0, 1: 1}
        for j, node in enumerate(nodes):
            place[circuits.literal(node, False)] = 2 + 2 * j
            place[circuits.literal(node, True)] = 3 + 2 * j
        self._gates: list[tuple[bool, list[int]]] = []
        offset = 2 + 2 * len(nodes)
        for gate in circuits.postorder(roots):
            place[gate] = offset + len(self._gates)
            operands = [place[child] for child in circuits.children[gate]]
            self._gates.append((circuits.is_conjunction(gate), operands))
        self._roots = [place[root] for root in roots]

    def evaluate(self, columns: Sequence[Column], none: Column) -> list[Column]:
        values = [none, ~none]
        for column in columns:
            values += [~column, column]
        for conjunction, operands in self._gates:
            value = values[operands[0]]
            if conjunction:
                for operand in operands[1:]:
                    value = value & values[operand]
            else:
                for operand in operands[1:]:
                    value = value | values[operand]
            values.append(value)
        return [values[root] for root in self._roots]
