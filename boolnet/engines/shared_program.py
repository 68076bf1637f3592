"""One solver program for all mutants of a network: what is left of each is *assumed*.

The program holds the rules of the whole network once. Which nodes are free, and which values
the others have, is said by assumptions put together from ready pieces, a list for each node;
nothing is encoded for a mutant. Solves are short ones: who needs more than a few thousand
conflicts gets no answer, and is answered by a search of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from boolnet.engines.program import Program, Space
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

CONFLICTS = 2000
SPACES = 1000  # trap spaces that are listed


class SharedProgram(Program):
    """The program of a network without perturbation.

    Args:
        circuits: Where the functions live.
        functions: Per node the circuits of its function and of the negation.
    """

    def __init__(self, circuits: Circuits, functions: Sequence[tuple[int, int]]) -> None:
        super().__init__(circuits, range(len(functions)))
        targets = [
            target
            for node, (positive, negative) in enumerate(functions)
            for target in ((node, positive, True), (node, negative, False))
        ]
        self._learn(targets)
        configuration: Any = self._control.configuration.solve
        configuration.solve_limit = str(CONFLICTS)
        self._spaces: list[list[int]] = []
        self._states: list[list[int]] = []
        self._outside: list[tuple[list[int], list[int], list[int]]] = []
        self._retained: list[tuple[list[int], list[int]]] = []
        for one, zero in zip(targets[::2], targets[1::2], strict=True):
            node = one[0]
            off, on = self._can[node]
            single = self._single[node]
            closed = self._closed[one], self._closed[zero]
            moved = self._moved[one], self._moved[zero]
            self._spaces.append([-single, *closed, -moved[0], -moved[1]])
            self._states.append([single, *closed, -moved[0], -moved[1]])
            idle = [-single, *(-literal for literal in (*closed, *moved))]
            self._outside.append(([off, -on, *idle], [-off, on, *idle], [off, on, *idle]))
            self._retained.append(
                (
                    [single, -closed[0], closed[1], moved[0], -moved[1]],
                    [single, closed[0], -closed[1], -moved[0], moved[1]],
                )
            )
        self._everything = (1 << len(functions)) - 1

    def find_trap_spaces(self, free: int, border: int, values: int) -> list[Space] | None:
        """The minimal trap spaces of the free nodes; `None` if they are many, or it takes long.

        Args:
            free: The free nodes, as bits.
            border: The other nodes that they read.
            values: Those of the border that are 1.
        """
        assumptions = self._around(free, border, values)
        for node in bits_of(free):
            assumptions += self._spaces[node]
        found = self._solve_for(assumptions, free, "domRec", SPACES + 1)
        return None if found is None or len(found) > SPACES else found

    def find_candidates(
        self, free: int, border: int, values: int, retained: Mapping[int, bool], limit: int
    ) -> list[int] | None:
        """The candidate states that are no fixed points; `None` if there are more than *limit*.

        Args:
            free, border, values: As for `find_trap_spaces`.
            retained: Nodes that hit every negative cycle, each with the value it keeps (see
                `boolnet.engines.candidates`); those that are not free are ignored.
            limit: At most so many.
        """
        assumptions = self._around(free, border, values)
        for node in bits_of(free):
            kept = retained.get(node)
            assumptions += self._states[node] if kept is None else self._retained[node][kept]
        assumptions.append(self._any_moved)
        found = self._solve_for(assumptions, free, "auto", limit + 1)
        if found is None or len(found) > limit:
            return None
        return sorted(state for _, state in found)

    def _around(self, free: int, border: int, values: int) -> list[int]:
        assumptions: list[int] = []
        for node in bits_of(self._everything & ~free):
            place = 2 if not border >> node & 1 else values >> node & 1
            assumptions += self._outside[node][place]
        return assumptions

    def _solve_for(
        self, assumptions: list[int], free: int, mode: str, limit: int
    ) -> list[Space] | None:
        configuration: Any = self._control.configuration.solve
        configuration.enum_mode = mode
        configuration.models = limit
        nodes = [(1 << node, *self._can[node]) for node in bits_of(free)]
        found: list[Space] = []
        with self._control.solve(assumptions, yield_=True) as handle:
            for model in handle:
                is_true = model.is_true
                open_ = values = 0
                for bit, off, on in nodes:
                    if is_true(on):
                        if mode != "auto" and is_true(off):
                            open_ |= bit
                        else:
                            values |= bit
                found.append((free & ~open_, values))
            if not handle.get().exhausted and not (limit and len(found) >= limit):
                return None
        return found
