"""Random asynchronous walks: a cheap proof that a state can leave for somewhere else.

Inside, a state is a row of bytes, one for each node of the part; outside it is an integer
whose bit ``v`` is node ``v``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from boolnet.engines.budget import MOVE, Budget
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part, targets_in
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import FALSE, Circuits

EFFORT = 6_000_000  # gates that one walk in search of good guesses may evaluate
BETWEEN = 16  # moves between two looks at whether the walk has entered a trap space
TRIES = 8  # draws of a node that may move before all of them are listed

Function = Callable[[bytearray], int]


class Walker:
    """Walks over the states of a closed part.

    Only nodes whose function disagrees with their value can move; after a move only the
    targets of the moved node are evaluated again.
    """

    def __init__(self, circuits: Circuits, part: Part, budget: Budget | None = None) -> None:
        self._circuits = circuits
        self._part = part
        self._budget = budget or Budget()
        self._nodes = sorted(part)
        self._spread_out: dict[tuple[Space, ...], list[tuple[int, int]]] = {}
        self._place = {node: place for place, node in enumerate(self._nodes)}

    @cached_property
    def _functions(self) -> list[Function]:
        gates = [self._part[node][0] for node in self._nodes]
        return compile_functions(self._circuits, gates, self._place)

    @cached_property
    def _targets(self) -> list[list[int]]:
        """Per place, the places to look at again after a move: itself first."""
        found = targets_in(self._circuits, self._part)
        return [
            [place, *(self._place[t] for t in found.get(node, ()) if t != node)]
            for place, node in enumerate(self._nodes)
        ]

    def affordable(self, steps: int) -> int:
        """*steps*, or fewer where the rules are so long that they would take a second."""
        part, nodes = self._part, self._nodes
        gates = [len(self._circuits.postorder([part[node][0]])) for node in nodes]
        total = sum(gates[target] for found in self._targets for target in found)
        return min(steps, max(100, EFFORT * len(nodes) // max(total, 1)))

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
            soon. `None` if it did not settle in a reasonable number of moves, or the
            budget was spent.
        """
        walk = self._start(state)
        traps = self._traps(spaces)
        for step in range(steps):
            if not step % BETWEEN and _lies_in(walk.state, traps):
                return self._gather(walk.state)
            if not walk.unstable:
                return self._gather(walk.state)
            if self._budget.spent:
                return None
            self._budget.spend(MOVE)
            walk.move(walk.unstable[int(rng.random() * len(walk.unstable))])
        kept = {self._place[node]: int(value) for node, value in retained.items()}
        for step in range(50 * len(self._nodes) + 100):
            if not step % BETWEEN and _lies_in(walk.state, traps):
                return self._gather(walk.state)
            if self._budget.spent:
                return None
            unstable, row = walk.unstable, walk.state
            for _ in range(TRIES):
                if not unstable:
                    return self._gather(row)
                node = unstable[int(rng.random() * len(unstable))]
                if kept.get(node) != row[node]:
                    break
            else:  # nearly all that could move are retained
                allowed = [v for v in unstable if kept.get(v) != row[v]]
                if not allowed:
                    return self._gather(row)
                node = allowed[int(rng.random() * len(allowed))]
            self._budget.spend(MOVE)
            walk.move(node)
        return None

    def frees(self, state: Mapping[int, bool], node: int, lengths: Iterable[int]) -> bool:
        """Whether *node* was seen to be able to move, on walks from *state* that hold it.

        Args:
            state: Values of all nodes of the part.
            node: The node that does not move.
            lengths: Moves of each walk.
        """
        rng = random.Random(0)
        held = self._place[node]
        start = sum(1 << v for v in self._nodes if state[v])
        for steps in lengths:
            walk = self._start(start)
            for _ in range(steps):
                if walk.can_move(held):
                    return True
                if not walk.unstable or self._budget.spent:
                    return False
                self._budget.spend(MOVE)
                walk.move(walk.unstable[int(rng.random() * len(walk.unstable))])
        return False

    def majority(
        self, state: int, nodes: Iterable[int], steps: int, rng: random.Random
    ) -> dict[int, bool]:
        """The value that each of *nodes* had for more than half of a walk from *state*."""
        walk = self._start(state)
        since = [0] * len(self._nodes)  # when a node last moved
        ones = [0] * len(self._nodes)  # moves made while it was 1, up to then
        taken = 0
        while taken < steps and walk.unstable and not self._budget.spent:
            self._budget.spend(MOVE)
            node = walk.unstable[int(rng.random() * len(walk.unstable))]
            ones[node] += walk.state[node] * (taken - since[node])
            since[node] = taken
            walk.move(node)
            taken += 1
        found = {}
        for node in nodes:
            place = self._place[node]
            total = ones[place] + walk.state[place] * (taken - since[place])
            found[node] = 2 * total > taken if taken else bool(walk.state[place])
        return found

    def _start(self, state: int) -> _Walk:
        row = bytearray(state >> node & 1 for node in self._nodes)
        return _Walk(self._functions, self._targets, row)

    def _gather(self, row: bytearray) -> int:
        return sum(1 << node for node, value in zip(self._nodes, row, strict=True) if value)

    def _traps(self, spaces: Sequence[Space]) -> list[tuple[int, int]]:
        """The *spaces* as `_lies_in` compares them; remembered, since many walks ask."""
        key = tuple(spaces)
        if key not in self._spread_out:
            self._spread_out[key] = [self._spread(space) for space in spaces]
        return self._spread_out[key]

    def _spread(self, space: Space) -> tuple[int, int]:
        """A space with eight bits for a node."""
        fixed, on = bytearray(len(self._nodes)), bytearray(len(self._nodes))
        for node in bits_of(space[0]):
            fixed[self._place[node]] = 1
            on[self._place[node]] = space[1] >> node & 1
        return int.from_bytes(fixed, "little"), int.from_bytes(on, "little")

    def sees_move(self, state: int, node: int, rng: random.Random) -> bool:
        """Whether a long walk from *state* moves *node*."""
        walk, place = self._start(state), self._place[node]
        before = walk.state[place]
        for _ in range(self.affordable(1000 * len(self._part))):
            if not walk.unstable or self._budget.spent:
                return False
            walk.move(walk.unstable[int(rng.random() * len(walk.unstable))])
            if walk.state[place] != before:
                return True
        return False


class _Walk:
    """A state and the nodes that can move in it."""

    def __init__(
        self, functions: Sequence[Function], targets: Sequence[Sequence[int]], state: bytearray
    ) -> None:
        self.functions = functions
        self.targets = targets
        self.state = state
        self.unstable = [v for v, f in enumerate(functions) if f(state) != state[v]]
        self._gap = {v: i for i, v in enumerate(self.unstable)}

    def can_move(self, node: int) -> bool:
        """Whether the function of *node* disagrees with its value."""
        return node in self._gap

    def move(self, node: int) -> None:
        """Flip *node*, and look again at what it regulates."""
        state, functions = self.state, self.functions
        state[node] ^= 1
        unstable, gaps = self.unstable, self._gap
        for target in self.targets[node]:
            if functions[target](state) != state[target]:
                if target not in gaps:
                    gaps[target] = len(unstable)
                    unstable.append(target)
            elif target in gaps:
                gap, last = gaps.pop(target), unstable.pop()
                if last != target:
                    unstable[gap] = last
                    gaps[last] = gap


def _lies_in(row: bytearray, traps: Sequence[tuple[int, int]]) -> bool:
    if not traps:
        return False
    state = int.from_bytes(row, "little")
    return any(not (state ^ on) & fixed for fixed, on in traps)


CHUNK = 64


def compile_functions(
    circuits: Circuits, gates: Sequence[int], place: Mapping[int, int]
) -> list[Function]:
    """Python functions from a row of values (0 or 1) to the value of each of *gates*.

    Args:
        circuits: Where the gates live.
        gates: The roots.
        place: Where in a row the value of each variable stands.
    """
    return _compile(circuits, gates, lambda variable: f"s[{place[variable]}]")


def compile_function(circuits: Circuits, gate: int) -> Callable[[int], int]:
    """A Python function from a state, bit ``v`` for variable ``v``, to the value of *gate*."""
    (function,) = _compile(circuits, [gate], lambda variable: f"(s>>{variable}&1)")
    compiled: Callable[[int], int] = function
    return compiled


def _compile(circuits: Circuits, gates: Sequence[int], spell: Callable[[int], str]) -> list[Any]:
    """Functions whose source is made from gate numbers only: one line a gate, never too deep."""
    lines: list[str] = []

    def read(child: int) -> str:
        if circuits.is_leaf(child):
            if child < 2:
                return str(int(child != FALSE))
            value = spell((child - 2) >> 1)
            return value if child & 1 else f"({value}^1)"
        return f"g{child}"

    for position, gate in enumerate(gates):
        lines.append(f"def f{position}(s):")
        for inner in circuits.postorder([gate]):
            sign = "&" if circuits.is_conjunction(inner) else "|"
            parts = [read(child) for child in circuits.children[inner]]
            lines.append(f" g{inner}={sign.join(parts[:CHUNK])}")
            for start in range(CHUNK, len(parts), CHUNK):  # Python nests long chains
                lines.append(f" g{inner}=g{inner}{sign}{sign.join(parts[start : start + CHUNK])}")
        lines.append(f" return {read(gate)}")
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    return [names[f"f{position}"] for position in range(len(gates))]
