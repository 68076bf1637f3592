"""Asynchronous paths: finding them by walking, and making them short.

A path is a start and the nodes that flip, one after the other. Random walks find what is
easy to come to. For the rest, a best-first search follows the relaxation: the cheapest way
there if no value were lost (J. Hoffmann, B. Nebel, J. Artif. Intell. Res. 14 (2001) 253-302,
doi:10.1613/jair.855, for planning).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from boolnet.engines.budget import Budget
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part, regulators_in
from boolnet.engines.relaxation import Relaxation, Spread
from boolnet.engines.walks import compile_function
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

Accepts = Callable[[int], bool]
EFFORT = 1_000_000  # rules that are evaluated at most to make one path shorter


@dataclass(frozen=True)
class Search:
    """What a goal-directed search found.

    Attributes:
        moves: The nodes that flip on the way; `None` when no way was found.
        exhausted: Whether everything that can be reached was looked at.
        seen: How many states were.
    """

    moves: tuple[int, ...] | None
    exhausted: bool
    seen: int


class Paths:
    """Walks over the states of a closed part; bit ``v`` of a state is node ``v``.

    Nodes outside the part keep their value.
    """

    def __init__(self, circuits: Circuits, part: Part, budget: Budget) -> None:
        self._circuits = circuits
        self._part = part
        self._budget = budget

    @cached_property
    def _functions(self) -> dict[int, Callable[[int], int]]:
        return {v: compile_function(self._circuits, pair[0]) for v, pair in self._part.items()}

    @cached_property
    def _targets(self) -> dict[int, int]:
        """Per node, itself and the nodes it regulates, as bits."""
        targets = {node: 1 << node for node in self._part}
        for node, regulators in regulators_in(self._circuits, self._part).items():
            for regulator in regulators:
                targets[regulator] |= 1 << node
        return targets

    def unstable(self, state: int) -> int:
        """The nodes whose rule disagrees with their value, as bits."""
        return sum(1 << v for v, f in self._functions.items() if f(state) != state >> v & 1)

    def after(self, state: int, unstable: int, node: int) -> int:
        """The nodes that can move in *state*, given those that could before *node* flipped."""
        touched = self._targets[node]
        unstable &= ~touched
        functions = self._functions
        while touched:
            bit = touched & -touched
            target = bit.bit_length() - 1
            if functions[target](state) != state >> target & 1:
                unstable |= bit
            touched ^= bit
        return unstable

    def walk(
        self,
        state: int,
        steps: int,
        rng: random.Random,
        stop: Accepts,
        toward: Space = (0, 0),
    ) -> list[int]:
        """Flip nodes at random until *stop*, asked about each state, is true.

        Nodes that come to their value in *toward* go first.
        """
        mask, values = toward
        unstable = self.unstable(state)
        moves: list[int] = []
        while not stop(state) and unstable and len(moves) < steps:
            if self._budget.spent:
                break
            node = _pick(unstable & mask & (state ^ values) or unstable, rng)
            state ^= 1 << node
            unstable = self.after(state, unstable, node)
            moves.append(node)
        return moves

    def seek(
        self, start: int, relaxation: Relaxation, goal: int, accepts: Accepts, limit: int
    ) -> Search:
        """Search for a state that *accepts*, the cheapest in the relaxation first.

        Args:
            start: Where to begin.
            relaxation: The rules of the part.
            goal: The gate of the relaxation that holds in every state that is accepted.
            accepts: What is looked for.
            limit: How many states to look at.
        """
        came: dict[int, tuple[int, int]] = {start: (-1, -1)}  # state -> node, state before
        heap: list[tuple[int, int, int]] = [(0, 0, start)]
        vertex = relaxation.goal(goal)
        looked = 0
        while heap:
            if looked >= limit or self._budget.spent:
                return Search(None, False, looked)
            _, _, state = heappop(heap)
            looked += 1
            if accepts(state):
                return Search(_moves_to(state, came), False, looked)
            spread = relaxation.spread(relaxation.members & ~state, relaxation.members & state)
            cost = spread.costs[vertex]
            if cost < 0:
                continue  # nothing from here on reaches it
            helpful = _helpful(spread, vertex)
            for node in bits_of(self.unstable(state)):
                after = state ^ 1 << node
                if after not in came:
                    came[after] = node, state
                    # What the relaxation would do next comes before what it would not.
                    estimate = 2 * cost + (not helpful >> node & 1)
                    heappush(heap, (estimate, -len(came), after))
        return Search(None, True, looked)

    def shorten(self, start: int, moves: Sequence[int], accepts: Accepts) -> tuple[int, ...]:
        """A path from *start* to a state that *accepts*, with nothing left to leave out.

        Detours are cut, then moves are left out in ever smaller groups, as long as what is
        left still leads there; moves that are then not possible are left out as well. Long
        paths end earlier, at `EFFORT`.
        """
        kept = _without_loops(start, moves)
        effort = EFFORT
        size = max(len(kept) // 2, 1)
        while kept:
            position = len(kept) - size
            changed = False
            while position > -size:
                if self._budget.spent or effort < 0:
                    return kept
                tried = [*kept[: max(position, 0)], *kept[position + size :]]
                effort -= len(tried)
                found = self._replay(start, kept, tried, accepts)
                if found is not None and len(found) < len(kept):
                    kept = found
                    changed = True
                position = min(position, len(kept)) - size
            if size == 1 and not changed:
                break
            size = max(size // 2, 1)
        return kept

    def _replay(
        self, start: int, moves: Sequence[int], tried: Sequence[int], accepts: Accepts
    ) -> tuple[int, ...] | None:
        """The moves of *tried* that are possible, if they lead to what is accepted."""
        functions = self._functions
        state = start
        done: list[int] = []
        for node in tried:
            if functions[node](state) == state >> node & 1:
                continue
            state ^= 1 << node
            done.append(node)
            if len(done) >= len(moves):
                return None
        return tuple(done) if accepts(state) else None


def _pick(bits: int, rng: random.Random) -> int:
    """A random position among the ones of *bits*."""
    wanted = int(rng.random() * bits.bit_count())
    for _ in range(wanted):
        bits &= bits - 1
    return (bits & -bits).bit_length() - 1


def _helpful(spread: Spread, vertex: int) -> int:
    """The nodes that the cheapest way to *vertex* moves first, as bits."""
    found = 0
    for node, value in spread.made_of([vertex]):
        if spread.rule_cost((node, value)) == 0:
            found |= 1 << node
    return found


def _moves_to(state: int, came: Mapping[int, tuple[int, int]]) -> tuple[int, ...]:
    moves = []
    while came[state][0] >= 0:
        node, state = came[state]
        moves.append(node)
    return tuple(reversed(moves))


def _without_loops(start: int, moves: Sequence[int]) -> tuple[int, ...]:
    """The path without its returns to a state where it was before."""
    state = start
    seen = {start: 0}
    kept: list[int] = []
    states = [start]
    for node in moves:
        state ^= 1 << node
        if state in seen:
            back = seen[state]
            for dropped in states[back + 1 :]:
                del seen[dropped]
            del states[back + 1 :], kept[back:]
        else:
            kept.append(node)
            states.append(state)
            seen[state] = len(kept)
    return tuple(kept)
