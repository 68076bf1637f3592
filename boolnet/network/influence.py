"""The influence graph: who regulates whom, and how.

Sign and essentiality of a regulation are properties of the function, computed with a
witness for each; a regulator that is written in a rule but has no effect stays in the
graph, marked as not essential.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from boolnet.errors import UnsupportedError
from boolnet.logic.circuit import Circuits
from boolnet.logic.table import Effect, compute_effects


@dataclass(frozen=True, slots=True)
class Regulation:
    """One arrow of the influence graph.

    Attributes:
        regulator: The node that acts.
        target: The node whose rule mentions it.
        effect: Witnesses for each way it acts; `None` when the rule is too entangled to
            decide, and then `sign` is ``?``.
    """

    regulator: str
    target: str
    effect: Effect | None

    @property
    def sign(self) -> str:
        """``+``, ``-``, ``±`` (both), ``0`` (no effect) or ``?`` (not decided)."""
        return "?" if self.effect is None else self.effect.sign

    @property
    def essential(self) -> bool:
        """Whether the regulator can change the target's function, as far as is known."""
        return self.effect is None or self.effect.essential

    @property
    def arrow(self) -> str:
        """``->`` activates, ``-|`` inhibits, ``-?`` anything else."""
        return {"+": "->", "-": "-|"}.get(self.sign, "-?")

    def __str__(self) -> str:
        return f"{self.regulator} {self.arrow} {self.target}"


@dataclass(frozen=True)
class InfluenceGraph:
    """All regulations of a network.

    Attributes:
        names: The nodes, in network order.
        regulations: Grouped by target in network order; regulators in the order of the rule.
    """

    names: tuple[str, ...]
    regulations: tuple[Regulation, ...]

    @cached_property
    def _into(self) -> dict[str, tuple[Regulation, ...]]:
        into: dict[str, list[Regulation]] = {name: [] for name in self.names}
        for regulation in self.regulations:
            into[regulation.target].append(regulation)
        return {name: tuple(found) for name, found in into.items()}

    @cached_property
    def _out_of(self) -> dict[str, tuple[Regulation, ...]]:
        out: dict[str, list[Regulation]] = {name: [] for name in self.names}
        for regulation in self.regulations:
            out[regulation.regulator].append(regulation)
        return {name: tuple(found) for name, found in out.items()}

    def into(self, target: str) -> tuple[Regulation, ...]:
        """The regulations of *target*."""
        return self._into[target]

    def out_of(self, regulator: str) -> tuple[Regulation, ...]:
        """The regulations by *regulator*."""
        return self._out_of[regulator]

    @property
    def readouts(self) -> tuple[str, ...]:
        """The nodes that regulate nothing else."""
        return tuple(
            name
            for name in self.names
            if not any(r.essential and r.target != name for r in self._out_of[name])
        )

    def iter_loops(self, longest: int | None = None) -> Iterator[tuple[str, ...]]:
        """Feedback loops, shortest first; each as its nodes, the first named only once.

        A loop visits no node twice. There can be exponentially many: stop when you have
        seen enough. Loops of one node (self-regulation) come first.

        Args:
            longest: Do not look for longer ones.

        Cost:
            Each length searches again from every node; paths that cannot return in time
            are cut by distance.
        """
        successors = {
            name: sorted({r.target for r in found if r.essential}, key=self._rank.__getitem__)
            for name, found in self._out_of.items()
        }
        for length in range(1, (longest or len(self.names)) + 1):
            for start in self.names:
                yield from self._loops_from(start, length, successors)

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {name: position for position, name in enumerate(self.names)}

    def _loops_from(
        self, start: str, length: int, successors: dict[str, list[str]]
    ) -> Iterator[tuple[str, ...]]:
        rank = self._rank
        home = self._distances_to(start)
        if start not in home:
            return
        path = [start]
        choices = [iter(successors[start])]
        while path:
            for node in choices[-1]:
                if node == start and len(path) == length:
                    yield tuple(path)
                # Loops are listed once, at their first node in network order.
                left = length - len(path)
                far = home.get(node, left + 1) > left
                if rank[node] > rank[start] and not far and node not in path:
                    path.append(node)
                    choices.append(iter(successors[node]))
                    break
            else:
                path.pop()
                choices.pop()

    def _distances_to(self, goal: str) -> dict[str, int]:
        """Steps from each node to *goal* through nodes that do not come before it."""
        rank = self._rank
        distance = {goal: 0}
        reached: dict[str, int] = {}
        frontier = [goal]
        while frontier:
            following = []
            for node in frontier:
                for regulation in self._into[node]:
                    source = regulation.regulator
                    if not regulation.essential or rank[source] < rank[goal]:
                        continue
                    if source not in reached:
                        reached[source] = distance[node] + 1
                        distance.setdefault(source, reached[source])
                        following.append(source)
            frontier = following
        return reached

    def sign_of_loop(self, loop: Sequence[str]) -> str:
        """``+`` for an even number of inhibitions, ``-`` for an odd one, ``±`` if it varies."""
        sign = "+"
        for position, regulator in enumerate(loop):
            target = loop[(position + 1) % len(loop)]
            step = next(r.sign for r in self._into[target] if r.regulator == regulator)
            if step not in "+-":
                return "±"
            sign = "+" if sign == step else "-"
        return sign


def build_influence_graph(
    names: tuple[str, ...],
    circuits: Circuits,
    functions: Sequence[tuple[int, int]],
    regulators: Sequence[Sequence[str]],
) -> InfluenceGraph:
    """Compute every regulation of a network from its functions."""
    index = {name: position for position, name in enumerate(names)}
    regulations = []
    for position, target in enumerate(names):
        try:
            effects = compute_effects(circuits, *functions[position], names)
        except UnsupportedError:
            effects = None
        for regulator in regulators[position]:
            effect = None
            if effects is not None:
                effect = effects.get(index[regulator], Effect(None, None))
            regulations.append(Regulation(regulator, target, effect))
    return InfluenceGraph(names, tuple(regulations))


NARROW = 8  # regulators up to which a rule is looked at state by state


def find_readouts(
    names: tuple[str, ...], circuits: Circuits, functions: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    """The nodes that regulate nothing but themselves.

    Cost:
        Unlike in the influence graph no signs are worked out: a wide rule depends on what its
        circuit changes with.
    """
    read: set[int] = set()
    for target, pair in enumerate(functions):
        mentioned = circuits.regulators(pair)
        if len(mentioned) <= NARROW:
            effects = compute_effects(circuits, *pair, names)
            found = {v for v, effect in effects.items() if effect.essential}
        else:
            one = pair[0]
            found = {
                v
                for v in mentioned
                if circuits.restrict(one, {v: False}) != circuits.restrict(one, {v: True})
            }
        read |= found - {target}
    return tuple(name for place, name in enumerate(names) if place not in read)
