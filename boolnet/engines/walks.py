"""Random asynchronous walks: a cheap proof that a state can leave for somewhere else."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from boolnet.engines.budget import MOVE, Budget
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part, regulators_in
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import FALSE, Circuits

EFFORT = 6_000_000  # gates that one walk in search of good guesses may evaluate


class Walker:
    """Walks over the states of a closed part; bit ``v`` of a state is node ``v``.

    Only nodes whose function disagrees with their value can move; after a move only the
    targets of the moved node are evaluated again.
    """

    def __init__(self, circuits: Circuits, part: Part, budget: Budget | None = None) -> None:
        self._circuits = circuits
        self._part = part
        self._budget = budget or Budget()

    @cached_property
    def _functions(self) -> dict[int, Callable[[int], int]]:
        return {v: compile_function(self._circuits, pair[0]) for v, pair in self._part.items()}

    @cached_property
    def _targets(self) -> dict[int, list[int]]:
        targets: dict[int, list[int]] = {node: [node] for node in self._part}
        for node, regulators in regulators_in(self._circuits, self._part).items():
            for regulator in bits_of(regulators):
                if regulator != node:
                    targets[regulator].append(node)
        return targets

    def affordable(self, steps: int) -> int:
        """*steps*, or fewer where the rules are so long that they would take a second."""
        gates = {v: len(self._circuits.postorder([pair[0]])) for v, pair in self._part.items()}
        total = sum(gates[target] for found in self._targets.values() for target in found)
        return min(steps, max(100, EFFORT * len(self._part) // max(total, 1)))

    def explore(
        self,
        state: int,
        retained: Mapping[int, bool],
        spaces: Sequence[Space],
        steps: int,
        rng: random.Random,
    ) -> int | None:
        """Walk *steps* moves at random, then on without the moves that *retained* forbids.

        What is left of the moves then leads to candidate states only (see
        `boolnet.engines.candidates`), so most walks end in one.

        Returns:
            The state where the walk ended; it may lie in one of *spaces*, where it stops
            at once. `None` if it did not settle in a reasonable number of moves, or the
            budget was spent.
        """
        walk = _Walk(self._functions, self._targets, state)
        for _ in range(steps):
            if _lies_in(walk.state, spaces):
                return walk.state
            if not walk.unstable:
                return walk.state
            if self._budget.spent:
                return None
            self._budget.spend(MOVE)
            walk.move(walk.unstable[int(rng.random() * len(walk.unstable))])
        for _ in range(50 * len(self._functions) + 100):
            if _lies_in(walk.state, spaces):
                return walk.state
            if self._budget.spent:
                return None
            allowed = [v for v in walk.unstable if retained.get(v) is not bool(walk.state >> v & 1)]
            if not allowed:
                return walk.state
            self._budget.spend(MOVE)
            walk.move(allowed[int(rng.random() * len(allowed))])
        return None

    def majority(
        self, state: int, nodes: Iterable[int], steps: int, rng: random.Random
    ) -> dict[int, bool]:
        """The value that each of *nodes* had for more than half of a walk from *state*."""
        walk = _Walk(self._functions, self._targets, state)
        times = dict.fromkeys(nodes, 0)
        taken = 0
        while taken < steps and walk.unstable and not self._budget.spent:
            self._budget.spend(MOVE)
            walk.move(walk.unstable[int(rng.random() * len(walk.unstable))])
            taken += 1
            for node in times:
                times[node] += walk.state >> node & 1
        if not taken:
            return {node: bool(state >> node & 1) for node in times}
        return {node: 2 * count > taken for node, count in times.items()}


class _Walk:
    """A state and the nodes that can move in it."""

    def __init__(
        self,
        functions: Mapping[int, Callable[[int], int]],
        targets: Mapping[int, Sequence[int]],
        state: int,
    ) -> None:
        self.functions = functions
        self.targets = targets
        self.state = state
        self.unstable = [v for v, f in functions.items() if f(state) != state >> v & 1]
        self._place = {v: i for i, v in enumerate(self.unstable)}

    def move(self, node: int) -> None:
        """Flip *node*, and look again at what it regulates."""
        state = self.state = self.state ^ 1 << node
        unstable, place = self.unstable, self._place
        for target in self.targets[node]:
            moves = self.functions[target](state) != state >> target & 1
            if moves and target not in place:
                place[target] = len(unstable)
                unstable.append(target)
            elif not moves and target in place:
                gap, last = place.pop(target), unstable.pop()
                if last != target:
                    unstable[gap] = last
                    place[last] = gap


def _lies_in(state: int, spaces: Sequence[Space]) -> bool:
    return any(not (state ^ values) & mask for mask, values in spaces)


CHUNK = 64


def compile_function(circuits: Circuits, gate: int) -> Callable[[int], int]:
    """A Python function from a state to the value (0 or 1) of *gate*.

    The source is made from gate numbers only, one line a gate, so it cannot be too deep.
    """
    lines = ["def function(s):"]

    def read(child: int) -> str:
        if circuits.is_leaf(child):
            if child < 2:
                return str(int(child != FALSE))
            shifted = f"s>>{(child - 2) >> 1}&1"
            return f"({shifted})" if child & 1 else f"({shifted}^1)"
        return f"g{child}"

    for inner in circuits.postorder([gate]):
        sign = "&" if circuits.is_conjunction(inner) else "|"
        names_of = [read(child) for child in circuits.children[inner]]
        lines.append(f" g{inner}={sign.join(names_of[:CHUNK])}")
        for start in range(CHUNK, len(names_of), CHUNK):  # Python nests long chains
            lines.append(f" g{inner}=g{inner}{sign}{sign.join(names_of[start : start + CHUNK])}")
    lines.append(f" return {read(gate)}")
    names: dict[str, Callable[[int], int]] = {}
    exec("\n".join(lines), names)
    return names["function"]
