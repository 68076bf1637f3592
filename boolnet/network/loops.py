"""Feedback loops through one node, and the number of all loops, as far as that is cheap."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from boolnet.network.influence import InfluenceGraph

STEPS = 200_000  # steps along regulations that a search may take: about a fifth of a second
MOST = 1_000  # loops that are counted


@dataclass(frozen=True)
class LoopCount:
    """Feedback loops, as far as they were counted.

    Attributes:
        shortest: A first page of them, shortest first: the nodes of each, and its sign.
        signs: How many of each sign (``+``, ``-``, ``±``) were counted.
        more: Whether there may be more than were counted.
    """

    shortest: tuple[tuple[tuple[str, ...], str], ...]
    signs: dict[str, int]
    more: bool

    @property
    def count(self) -> int:
        """How many were counted."""
        return sum(self.signs.values())


def count_loops_through(
    graph: InfluenceGraph, name: str, *, most: int = MOST, steps: int = STEPS, listed: int = 20
) -> LoopCount:
    """The feedback loops that *name* is in.

    Args:
        graph: Who regulates whom. A regulation without effect is in no loop.
        name: The node.
        most: Count no more.
        steps: Take no more steps along regulations.
        listed: List no more.

    Cost:
        Each length is searched for again; paths that cannot return in time are cut.
    """
    search = _Search(graph, name, steps)
    shortest: list[tuple[tuple[str, ...], str]] = []
    signs = {"+": 0, "-": 0, "±": 0}
    for number, loop in enumerate(search):
        if number == most:
            return LoopCount(tuple(shortest), signs, True)
        sign = graph.sign_of_loop(loop)
        signs[sign] += 1
        if len(shortest) < listed or (sign == "-" and signs["-"] == 1):
            shortest.append((loop, sign))
    return LoopCount(tuple(shortest), signs, search.left < 0)


def count_loops(
    graph: InfluenceGraph, inputs: Collection[str], *, most: int = MOST, steps: int = STEPS
) -> LoopCount:
    """All feedback loops of a network, in no order.

    Args:
        graph: Who regulates whom.
        inputs: Nodes that only keep their value, which is no loop.
        most: Count no more.
        steps: Take no more steps along regulations.

    Cost:
        As for one node, for each node that is on a loop with nodes behind it.
    """
    signs = {"+": 0, "-": 0, "±": 0}
    gone: set[str] = set()
    for name in graph.names:
        search = _Search(graph, name, steps, gone)
        for loop in search:
            if len(loop) == 1 and name in inputs:
                continue
            if sum(signs.values()) == most:
                return LoopCount((), signs, True)
            signs[graph.sign_of_loop(loop)] += 1
        steps = search.left
        if steps < 0:
            return LoopCount((), signs, True)
        gone.add(name)
    return LoopCount((), signs, False)


class _Search:
    """The loops through one node, shortest first, until the steps are used up."""

    def __init__(
        self, graph: InfluenceGraph, name: str, steps: int, gone: Collection[str] = ()
    ) -> None:
        self.graph = graph
        self.name = name
        self.left = steps
        self._home = self._distances(gone)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for length in range(1, len(self.graph.names) + 1):
            self._cut = False
            yield from self._of_length(length)
            if self.left < 0 or not self._cut:
                return

    def _of_length(self, length: int) -> Iterator[tuple[str, ...]]:
        path = [self.name]
        on_path = {self.name}
        choices = [iter(self.graph.out_of(self.name))]
        while path:
            for regulation in choices[-1]:
                node = regulation.target
                distance = self._home.get(node)
                if distance is None or not regulation.essential:
                    continue
                self.left -= 1
                if self.left < 0:
                    return
                if node == self.name:
                    if len(path) == length:
                        yield tuple(path)
                    continue
                if node in on_path:
                    continue
                if len(path) + distance > length:
                    self._cut = True
                    continue
                path.append(node)
                on_path.add(node)
                choices.append(iter(self.graph.out_of(node)))
                break
            else:
                on_path.discard(path.pop())
                choices.pop()

    def _distances(self, gone: Collection[str]) -> dict[str, int]:
        """Steps from each node to the one that the loops go through, nodes in *gone* left out."""
        distance = {self.name: 0}
        frontier = [self.name]
        while frontier:
            following = []
            for node in frontier:
                for regulation in self.graph.into(node):
                    source = regulation.regulator
                    if regulation.essential and source not in distance and source not in gone:
                        distance[source] = distance[node] + 1
                        following.append(source)
            frontier = following
        return distance
