"""Nodes that hit every negative cycle of the influence graph (a negative feedback vertex set).

A cycle is negative when it has an odd number of inhibitions; a regulator that acts with both
signs counts as both. A smallest set is hard to find; this one is small and none of its nodes
can be spared: what cannot lie on a cycle is dropped, what has one way in or out is bypassed,
a node that inhibits itself is taken, and when nothing of this applies the busiest node is.

Source:
    H. Levy, D. Low, A contraction algorithm for finding small cycle cutsets, J. Algorithms 9
    (1988) 470-493: the reductions, here with signs.
"""

from __future__ import annotations

from collections.abc import Iterable

from boolnet.engines.reduction import Part, strong_components
from boolnet.logic.circuit import Circuits

POSITIVE, NEGATIVE = 1, 2  # the signs of an edge, as bits
Edges = dict[int, dict[int, int]]  # node -> regulator (or target) -> signs

# Signs of two steps after one another.
_THEN = [[0] * 4 for _ in range(4)]
for _first in range(4):
    for _second in range(4):
        if _first & POSITIVE:
            _THEN[_first][_second] |= _second
        if _first & NEGATIVE:
            _THEN[_first][_second] |= (_second & 1) << 1 | _second >> 1


def find_feedback_nodes(circuits: Circuits, part: Part) -> list[int]:
    """Nodes, ascending, without which *part* has no negative cycle.

    Cost:
        About linear in the influence graph, times the nodes taken by their degree where
        components have to be looked for again.
    """
    graph = _Graph(_regulations(circuits, part))
    taken = graph.take_all()
    return sorted(_spare(_regulations(circuits, part), taken))


def _regulations(circuits: Circuits, part: Part) -> Edges:
    """The regulators of each node, with the signs of its function."""
    edges: Edges = {}
    for node, (positive, _) in part.items():
        into: dict[int, int] = {}
        for leaf in sorted(circuits.literals(positive)):
            regulator = (leaf - 2) >> 1
            if regulator in part:
                into[regulator] = into.get(regulator, 0) | (POSITIVE if leaf & 1 else NEGATIVE)
        edges[node] = into
    return edges


class _Graph:
    """A signed graph that is taken apart.

    Attributes:
        into: The regulators of each node that is left.
        out: Its targets.
    """

    def __init__(self, into: Edges) -> None:
        self.into = into
        self.out: Edges = {node: {} for node in into}
        for node, regulators in into.items():
            for regulator, signs in regulators.items():
                self.out[regulator][node] = signs
        self._waiting = dict.fromkeys(into)

    def take_all(self) -> list[int]:
        """Take nodes until no negative cycle is left; in the order taken."""
        taken: list[int] = []
        size = 0  # nodes when components were last looked for, less a tenth
        while True:
            self._reduce(taken)
            if not self.into:
                return taken
            if len(self.into) > size > 0:
                self._take(self._busiest(self.into), taken)
                continue
            components = [c for c in strong_components(self.into) if not self._drop(c)]
            for component in components:
                self._take(self._busiest(component), taken)
            size = len(self.into) * 9 // 10

    def _take(self, node: int, taken: list[int]) -> None:
        taken.append(node)
        self._remove(node)

    def _drop(self, component: list[int]) -> bool:
        """Cut *component* off the rest, and drop it if it has no negative cycle."""
        members = set(component)
        for node in component:
            for regulator in [r for r in self.into[node] if r not in members]:
                del self.into[node][regulator]
                del self.out[regulator][node]
                self._waiting[node] = self._waiting[regulator] = None
        balanced = _is_balanced(self.into, component)
        if balanced:
            for node in component:
                self._remove(node)
        return balanced

    def _busiest(self, nodes: Iterable[int]) -> int:
        return max(nodes, key=lambda v: (len(self.into[v]) * len(self.out[v]), -v))

    def _remove(self, node: int) -> None:
        for regulator in self.into.pop(node):
            if regulator != node:
                del self.out[regulator][node]
                self._waiting[regulator] = None
        for target in self.out.pop(node):
            if target != node:
                del self.into[target][node]
                self._waiting[target] = None
        self._waiting.pop(node, None)

    def _reduce(self, taken: list[int]) -> None:
        waiting, into, out = self._waiting, self.into, self.out
        while waiting:
            node, _ = waiting.popitem()
            itself = into[node].get(node, 0)
            if itself & NEGATIVE:
                self._take(node, taken)
                continue
            if itself:  # a positive loop lies on no other simple cycle
                del into[node][node], out[node][node]
            if len(into[node]) <= 1 or len(out[node]) <= 1:
                self._bypass(node)

    def _bypass(self, node: int) -> None:
        """Replace *node*, which has at most one way in or one way out, by edges around it."""
        regulators, targets = self.into[node], self.out[node]
        self._remove(node)
        for regulator, first in regulators.items():
            for target, second in targets.items():
                signs = self.into[target].get(regulator, 0) | _THEN[first][second]
                self.into[target][regulator] = self.out[regulator][target] = signs
                self._waiting[regulator] = self._waiting[target] = None


def _is_balanced(into: Edges, component: list[int]) -> bool:
    """Whether a strong component has no negative cycle: it falls into two camps."""
    members = set(component)
    around: dict[int, list[tuple[int, int]]] = {node: [] for node in component}
    for node in component:
        for regulator, signs in into[node].items():
            if regulator in members:
                if signs == POSITIVE | NEGATIVE:
                    return False
                around[node].append((regulator, signs))
                around[regulator].append((node, signs))
    camp = {component[0]: True}
    stack = [component[0]]
    while stack:
        node = stack.pop()
        for other, signs in around[node]:
            wanted = camp[node] == (signs == POSITIVE)
            if other not in camp:
                camp[other] = wanted
                stack.append(other)
            elif camp[other] != wanted:
                return False
    return True


def _spare(into: Edges, taken: list[int]) -> set[int]:
    """Those of *taken* that are needed, the last ones given back first."""
    needed = set(taken)
    for node in reversed(taken):
        if not _closes_negative(into, node, needed):
            needed.discard(node)
    return needed


def _closes_negative(into: Edges, node: int, without: set[int]) -> bool:
    """Whether *node* lies on a negative cycle that avoids the others in *without*.

    Where *node* is the only one left on negative cycles, a negative closed walk through it
    is enough: it contains a simple negative cycle, which must run through *node*.
    """
    start = (node, POSITIVE)
    seen = {start}
    stack = [start]
    while stack:
        at, sign = stack.pop()
        for regulator, signs in into[at].items():
            for step in (POSITIVE, NEGATIVE):
                if not signs & step:
                    continue
                place = (regulator, POSITIVE if step == sign else NEGATIVE)
                if regulator == node:
                    if place[1] == NEGATIVE:
                        return True
                elif place not in seen and regulator not in without:
                    seen.add(place)
                    stack.append(place)
    return False
