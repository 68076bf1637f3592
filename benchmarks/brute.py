"""Attractors by looking at every state: slow, obvious, and sharing no code.

Python evaluates the rules (``!`` written as ``~``), once for all states: a node is the number
whose bit ``s`` is its value in state ``s``. Good for a dozen nodes.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.rules import read_rules

Space = tuple[int, int]  # fixed nodes and their values, as bits


@dataclass(frozen=True)
class Landscape:
    """What there is to know of a network.

    Attributes:
        attractors: Their sets of states, smallest first.
        hidden: How many of them lie in no minimal trap space (motif-avoidant).
        crowded: How many minimal trap spaces hold several.
        spaces: How many minimal trap spaces there are.
    """

    attractors: list[frozenset[int]]
    hidden: int
    crowded: int
    spaces: int


def tabulate(text: str) -> list[str]:
    """Per node, its next value in every state: a ``0`` or ``1`` at the index of the state."""
    rules = read_rules(text)
    size = 1 << len(rules)
    full = (1 << size) - 1
    columns = {
        name: sum(1 << state for state in range(size) if state >> node & 1)
        for node, name in enumerate(rules)
    }
    tables = []
    for rule in rules.values():
        value = eval(rule.replace("!", "~"), {}, columns) & full
        tables.append(f"{value:0{size}b}"[::-1])
    return tables


def successors(tables: list[str], state: int, update: str) -> set[int]:
    """The states one step away.

    A node that differs from its rule follows it: one of them, or all of them at once when
    *update* is ``synchronous``.
    """
    flips = [
        1 << node
        for node, table in enumerate(tables)
        if (table[state] == "1") != bool(state >> node & 1)
    ]
    return {state ^ sum(flips)} if update == "synchronous" else {state ^ flip for flip in flips}


def reach(graph: dict[int, set[int]], start: int) -> set[int]:
    """Everything that can be reached from *start*, with *start*."""
    found, waiting = {start}, [start]
    while waiting:
        new = graph[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def find_attractors(tables: list[str], update: str) -> list[frozenset[int]]:
    """The sets of states that are never left, and in which every state reaches every other."""
    graph = {state: successors(tables, state, update) for state in range(1 << len(tables))}
    before: dict[int, set[int]] = {state: set() for state in graph}
    for state, following in graph.items():
        for other in following:
            before[other].add(state)
    found, left = set(), set(graph)
    while left:
        state = min(left)
        # As long as something can be reached that cannot come back, go there.
        while beyond := reach(graph, state) - reach(before, state):
            state = min(beyond)
        found.add(frozenset(reach(graph, state)))
        left -= reach(before, state)
    return sorted(found, key=lambda states: (len(states), min(states)))


def surround(tables: list[str], states: frozenset[int]) -> Space:
    """The smallest trap space around *states*: nodes are set free until no rule leaves it."""
    some = min(states)
    mask = (1 << len(tables)) - 1
    for state in states:
        mask &= ~(state ^ some)
    while True:
        inside = [s for s in range(1 << len(tables)) if not (s ^ some) & mask]
        leaving = sum(
            1 << node
            for node, table in enumerate(tables)
            if mask >> node & 1 and any((table[s] == "1") != bool(some >> node & 1) for s in inside)
        )
        if not leaving:
            return mask, some & mask
        mask &= ~leaving


def explore(text: str, update: str = "asynchronous") -> Landscape:
    """Everything about the rules in *text*.

    A trap space is minimal if every attractor in it is surrounded by nothing smaller: a
    smaller one inside would hold an attractor of its own.
    """
    tables = tabulate(text)
    attractors = find_attractors(tables, update)
    around = [surround(tables, states) for states in attractors]

    def within(inner: Space, outer: Space) -> bool:
        return not outer[0] & ~inner[0] and not (inner[1] ^ outer[1]) & outer[0]

    minimal = {s for s in around if not any(other != s and within(other, s) for other in around)}
    return Landscape(
        attractors,
        hidden=sum(space not in minimal for space in around),
        crowded=sum(around.count(space) > 1 for space in minimal),
        spaces=len(minimal),
    )
