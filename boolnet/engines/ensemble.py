"""Many asynchronous walks at once: each is a *lane*, one bit of an integer.

In one move a node takes the value of its function in a random half of the lanes. In each lane
that is an asynchronous step or none, so whatever a lane shows can be reached from its start.

`observe` tells so what nodes do on a complex attractor of which one state is known, without all
its states: a node that shows both values varies. Nodes that show one value are constant if
together they make a trap space. Where they do not, the walks go on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from copy import copy

from boolnet.engines.budget import MOVE, Budget
from boolnet.engines.lanes import Programs
from boolnet.engines.reduction import Part, Values, in_order
from boolnet.logic.bits import bits_of

WIDTH = 256  # lanes: more cost little, fewer see less
SWEEPS = (4, 12, 48)  # moves of each node before what was seen is looked at


def observe(
    programs: Programs,
    part: Part,
    constant: Values,
    start: Values,
    budget: Budget,
) -> tuple[Values, int]:
    """The constant nodes of an attractor with their values, and those that vary, as bits.

    Of nodes that are in neither it was not found out.

    Args:
        programs: Functions made ready.
        part: The functions of the nodes in question, which mention no others.
        constant: Nodes of *part* that are known to be constant on the attractor.
        start: Values of further nodes in one of its states; those that it does not give are
            read by no other node but such ones.
        budget: What is spent.
    """
    walk = Ensemble(programs, part, constant, sorted(start), WIDTH)
    for node, value in start.items():
        walk.fix(node, value)
    followers = [
        v for v in in_order(programs.circuits, part) if v not in start and v not in constant
    ]
    for sweeps in SWEEPS:
        budget.spend(MOVE * sweeps * len(start))
        walk.sweep(sweeps)
        varies = sum(1 << node for node, (off, on) in walk.seen.items() if off and on)
        values = {node: on for node, (off, on) in walk.seen.items() if off != on} | constant
        for node in followers:
            one, zero = walk.look_at(node)
            if one and zero:
                varies |= 1 << node
                walk.free(node)
            else:
                values[node] = one
                walk.fix(node, one)
        proven = _keep_trap(programs, part, values, values.keys() - constant.keys())
        values = {node: values[node] for node in values if node in constant or node in proven}
        if len(values) + varies.bit_count() == len(part) or budget.spent:
            break
    return values, varies


class Ensemble:
    """Walks side by side.

    Args:
        programs: Functions made ready.
        part: The functions of the nodes in question.
        values: Nodes that do not move, with their values.
        nodes: Nodes that do. Those that nothing reads need not be among them.
        width: How many walks.

    Attributes:
        seen: Per node that moves, whether it was seen at 0, and at 1, since the walks began.
    """

    def __init__(
        self,
        programs: Programs,
        part: Part,
        values: Mapping[int, bool],
        nodes: Iterable[int],
        width: int,
    ) -> None:
        self.full = (1 << width) - 1
        self._width = width
        self._programs = {node: programs.of(pair) for node, pair in part.items()}
        self._nodes = list(nodes)
        self._rng = random.Random(0)
        size = 1 + max((*part, *values), default=0)
        self._can = [0, self.full] + [self.full] * 2 * size
        for node, value in values.items():
            self.fix(node, value)
        self.seen = {node: [False, False] for node in self._nodes}

    def fix(self, node: int, value: bool) -> None:
        """Give *node* one value in all lanes."""
        self.put(node, self.full if value else 0)

    def put(self, node: int, on: int) -> None:
        """Give *node* the value 1 in the lanes *on*, else 0."""
        place = 2 + 2 * node
        self._can[place : place + 2] = self.full ^ on, on

    def of(self, node: int) -> int:
        """The lanes in which *node* is 1."""
        return self._can[3 + 2 * node]

    def free(self, node: int) -> None:
        """Let *node* have both values in all lanes."""
        place = 2 + 2 * node
        self._can[place : place + 2] = self.full, self.full

    def copy(self) -> Ensemble:
        """The same states once more, to go on from them in another way."""
        other = copy(self)
        other._can = list(self._can)
        return other

    def sweep(self, times: int) -> None:
        """Move every node so many times, each time in another order."""
        can, full, programs = self._can, self.full, self._programs
        draw, width = self._rng.getrandbits, self._width
        for _ in range(times):
            self._rng.shuffle(self._nodes)
            for node in self._nodes:
                one, _ = programs[node].run(can, full)
                place = 2 + 2 * node
                mask = draw(width)
                seen = self.seen[node]
                on = can[place + 1]
                if on:
                    seen[1] = True
                if on != full:
                    seen[0] = True
                on = (on & ~mask) | (one & mask)
                can[place], can[place + 1] = full ^ on, on
        for node in self._nodes:
            on, seen = can[3 + 2 * node], self.seen[node]
            seen[1] = seen[1] or on != 0
            seen[0] = seen[0] or on != full

    def settle(self, retained: Mapping[int, bool], sweeps: int) -> bool:
        """Go on without moves away from the *retained* values until nothing moves any more."""
        can, full, programs = self._can, self.full, self._programs
        for _ in range(sweeps):
            moved = 0
            self._rng.shuffle(self._nodes)
            for node in self._nodes:
                one, _ = programs[node].run(can, full)
                place = 2 + 2 * node
                on = can[place + 1]
                if node in retained:
                    one = on | one if retained[node] else on & one
                moved |= on ^ one
                can[place], can[place + 1] = full ^ one, one
            if not moved:
                return True
        return False

    def within(self, mask: int, values: int) -> int:
        """The lanes whose state has these *values* at the nodes of *mask*."""
        lanes = self.full
        for node in bits_of(mask):
            lanes &= self._can[2 + 2 * node + (values >> node & 1)]
            if not lanes:
                break
        return lanes

    def follow(self, node: int) -> None:
        """Give *node* the value of its function in every lane."""
        one, _ = self._programs[node].run(self._can, self.full)
        self.put(node, one)

    def look_at(self, node: int) -> tuple[bool, bool]:
        """Whether the function of *node* can be 1, and 0, in the states of the lanes."""
        one, zero = self._programs[node].run(self._can, self.full)
        return one != 0, zero != 0


def _keep_trap(
    programs: Programs, part: Part, values: Mapping[int, bool], nodes: Iterable[int]
) -> set[int]:
    """The largest set of *nodes* whose functions keep them at *values* while all of it holds."""
    possible = programs.circuits.is_possible
    kept, known = set(nodes), dict(values)
    changed = True
    while changed:
        leaving = [v for v in kept if possible(part[v][1 if known[v] else 0], known)]
        kept.difference_update(leaving)
        for node in leaving:
            del known[node]
        changed = bool(leaving)
    return kept
