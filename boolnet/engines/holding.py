"""Attractors of a part by holding one of its nodes.

An attractor either has the node always off, or is on in some of its states; from such a state,
while the node is held on, it runs into an attractor of the part with the node on. So every
attractor is

- one of the part with the node *off*, in which the node's function never turns on, or
- the one around an attractor of the part with the node *on*.

Both halves are smaller networks, and mostly far smaller, since the value of a busy node decides
much else. Where the second half has just one attractor, whole sets of states are decided that
could never be looked at one by one. (On and off may change places.)
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from boolnet.engines.feedback import find_feedback_nodes
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part, percolate, targets_in
from boolnet.engines.search import Search
from boolnet.engines.states import Partial
from boolnet.engines.terminal import seeded, values_of
from boolnet.engines.walks import Walker

TRIED = 8  # nodes whose hold is tried out before one is chosen
MOST = 1000  # attractors of a half that are looked at
WALKS = (50, 200, 1000, 5000, 20_000)  # moves


def hold_a_node(
    search: Search, part: Part, keep: frozenset[int], spaces: Sequence[Space], walker: Walker
) -> tuple[list[Partial], bool] | None:
    """The attractors of *part* outside *spaces*, or `None` when this did not decide them.

    Args:
        search: The search that answers the halves.
        part: The part.
        keep: Nodes that must not be set aside.
        spaces: Trap spaces; with none, the whole part is a minimal one.
        walker: Walks over the part.
    """
    node, value = _choose(search, part)
    search.budget.report(f"{len(part)} nodes with one of them held")
    search.note("parts with a node held")
    off = search.within(part, {node: not value}, keep)
    if not off.complete or off.count > MOST:
        return None
    still: list[Partial] = []
    for partial in off.iter_partials():
        state = _complete(search, part, partial)
        if state is None or search.budget.spent:
            return None
        if _lies_in(state, spaces) or walker.frees(state, node, WALKS):
            continue
        if not _never_frees(search, part, partial, node, value):
            return None
        still.append(partial)
    on = search.within(part, {node: value}, keep)
    if not on.complete or on.count > MOST:
        return None
    left: list[Mapping[int, bool]] = []
    for partial in on.iter_partials():
        state = _complete(search, part, partial)
        if state is None or search.budget.spent:
            return None
        if not _lies_in(state, spaces) and not (spaces and _enters(walker, state, spaces)):
            left.append(state)
    if not left:
        return still, True
    if len(left) == 1 and not spaces and not still:
        return [seeded(search.circuits, part, left[0], search.budget)], True
    return None


def _choose(search: Search, part: Part) -> tuple[int, bool]:
    """The node and value whose hold decides most."""
    targets = targets_in(search.circuits, part)
    nodes = find_feedback_nodes(search.circuits, part) or sorted(part)
    busiest = sorted(nodes, key=lambda v: (-len(targets.get(v, ())), v))[:TRIED]
    best = (-1, -1, 0, False)
    for node in busiest:
        decided = [len(percolate(search.circuits, part, {node: v})[1]) for v in (False, True)]
        value = decided[True] >= decided[False]
        best = max(best, (sum(decided), max(decided), node, value))
    return best[2], best[3]


def _complete(search: Search, part: Part, partial: Partial) -> dict[int, bool] | None:
    """A state of the attractor over the whole part; nodes that were set aside follow."""
    sample = partial.sample()
    _, state = percolate(search.circuits, part, sample)
    return state if part.keys() <= state.keys() else None


def _lies_in(state: Mapping[int, bool], spaces: Sequence[Space]) -> bool:
    return any(
        all(state[node] == value for node, value in values_of(space).items()) for space in spaces
    )


def _enters(walker: Walker, state: Mapping[int, bool], spaces: Sequence[Space]) -> bool:
    """Whether some walk from *state* enters one of *spaces*."""
    start = sum(1 << node for node, value in state.items() if value)
    rng = random.Random(0)
    for steps in WALKS:
        end = walker.explore(start, {}, spaces, steps, rng)
        if end is not None and any(not (end ^ values) & mask for mask, values in spaces):
            return True
    return False


def _never_frees(search: Search, part: Part, partial: Partial, node: int, value: bool) -> bool:
    """Whether the function of *node* keeps it where it is held, on all states of *partial*."""
    _, known = percolate(search.circuits, part, {**partial.values, node: not value})
    against = part[node][0] if value else part[node][1]
    return not search.circuits.is_possible(against, known)
