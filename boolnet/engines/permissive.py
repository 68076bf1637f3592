"""Reachability under most-permissive update: exact, and polynomial for a state and a space.

Nodes may move as soon as some reading of the moving nodes allows it, so whatever can start
moving does. A node that has to end at a value that nothing could bring back must not move at
all; without it the rest is tried again. What then can be made can be reached.

Source:
    L. Paulevé, J. Kolčák, T. Chatain, S. Haar, Nat. Commun. 11 (2020) 4256,
    doi:10.1038/s41467-020-18112-5. Starts with free nodes are decided by bounds from both
    sides and by splitting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boolnet.engines.budget import Budget
from boolnet.engines.program import Space
from boolnet.engines.relaxation import Literal, Relaxation, Spread, literals_of
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

BOXES = 20_000  # parts of a start that are looked at one by one


@dataclass(frozen=True)
class Obstacle:
    """Why a space is not reached.

    Attributes:
        staying: Nodes that would have to keep their value, since nothing brings it back.
        missing: Values that cannot be made while those stay.
        space: What is fixed for good while those stay.
    """

    staying: tuple[int, ...]
    missing: tuple[Literal, ...]
    space: Space


def seek(
    relaxation: Relaxation, start: Space, wanted: Space, *, surely: bool = False
) -> Obstacle | Spread:
    """Whether *wanted* is reached from *start* under most-permissive update.

    Args:
        relaxation: The rules; nodes outside its part are left out of account.
        start: A space. With free nodes the answer is a bound: an obstacle holds for every
            state of it. With *surely* the other bound: a spread holds for every state.
        wanted: A space.
        surely: Whether nothing may be presumed of the free nodes of *start*.

    Cost:
        At most as many spreads as *wanted* has fixed nodes.
    """
    mask, values = start
    free = 0 if surely else relaxation.members & ~mask
    zero, one = (mask & ~values) | free, (mask & values) | free
    movable = relaxation.members
    wishes = [wish for wish in literals_of(wanted) if relaxation.members >> wish[0] & 1]
    while True:
        spread = relaxation.spread(zero, one, movable)
        missing = tuple(wish for wish in wishes if spread.cost(wish) < 0)
        if missing:
            staying = tuple(bits_of(relaxation.members & ~movable))
            return Obstacle(staying, missing, _fixed(spread))
        stuck = 0
        for node, value in wishes:
            moved = spread.cost((node, not value)) >= 0
            if moved and movable >> node & 1 and spread.rule_cost((node, value)) < 0:
                stuck |= 1 << node
                # Where the start leaves it free, it has to be there from the beginning.
                if value:
                    zero &= ~(1 << node)
                else:
                    one &= ~(1 << node)
        if not stuck:
            return spread
        movable &= ~stuck


def _fixed(spread: Spread) -> Space:
    mask = values = 0
    for node in spread.relaxation.nodes:
        on, off = spread.cost((node, True)) >= 0, spread.cost((node, False)) >= 0
        if on != off:
            mask |= 1 << node
            values |= on << node
    return mask, values


@dataclass(frozen=True)
class Survey:
    """What is known about a start with free nodes.

    Attributes:
        reaching: A state from which the target is reached, as a number, or `None`.
        failing: A state from which it is not, or `None`.
        complete: Whether there is no further kind of state than those found.
    """

    reaching: int | None
    failing: int | None
    complete: bool


def survey(relaxation: Relaxation, start: Space, wanted: Sequence[Space], budget: Budget) -> Survey:
    """From which states of *start* some of the spaces *wanted* is reached.

    Cost:
        Linear in the states of *start* at worst; where bounds agree nothing is split. At
        most `BOXES` parts are looked at.
    """
    reaching = failing = None
    boxes = [start]
    # The states that look most like what is wanted are the likeliest to reach it.
    for mask, values in wanted[:1]:
        likely = start[0] | relaxation.members, start[1] | (values & mask & ~start[0])
        boxes.append(likely)
    looked = 0
    while boxes and (reaching is None or failing is None):
        if budget.spent or looked >= BOXES:
            return Survey(reaching, failing, False)
        looked += 1
        mask, values = boxes.pop()
        box = mask, values
        possible = [w for w in wanted if isinstance(seek(relaxation, box, w), Spread)]
        free = relaxation.members & ~mask
        if not possible:
            failing = values
        elif not free or _is_sure(relaxation, box, possible):
            reaching = values
        else:
            told = free & possible[0][0] or free
            bit = told & -told
            boxes += [(mask | bit, values | bit), (mask | bit, values)]
    return Survey(reaching, failing, True)


def _is_sure(relaxation: Relaxation, box: Space, wanted: Sequence[Space]) -> bool:
    return any(isinstance(seek(relaxation, box, w, surely=True), Spread) for w in wanted)


def iter_cubes(circuits: Circuits, pair: tuple[int, int]) -> Iterator[Space]:
    """Disjoint spaces that together are the states in which a condition holds.

    Args:
        circuits: Where the gates live.
        pair: Exact circuits of the condition and of its negation.
    """
    stack = [(pair, (0, 0))]
    while stack:
        (positive, negative), (mask, values) = stack.pop()
        if positive == ci.FALSE:
            continue
        if negative == ci.FALSE:
            yield mask, values
            continue
        node = bits_of(circuits.support(positive))[0]
        for value in (True, False):
            half = (
                circuits.restrict(positive, {node: value}),
                circuits.restrict(negative, {node: value}),
            )
            stack.append((half, (mask | 1 << node, values | value << node)))
