"""What could come to be if no value were ever lost: the relaxation behind reachability.

Each rule says of which values of other nodes a value can be made. Starting from the values
of a state, `Relaxation.spread` makes whatever can be made and never takes a value back.
That is how most-permissive update behaves (a node on its way may be read either way), and
more than asynchronous update can do: what is not made here is never reached there.

Costs are those of the additive heuristic of planning (B. Bonet, H. Geffner, Artif. Intell.
129 (2001) 5-33, doi:10.1016/S0004-3702(01)00108-4): a conjunction costs what its parts cost
together, a disjunction the cheapest of them, a move one more than its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from boolnet.engines.program import Space
from boolnet.engines.reduction import Part
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

Literal = tuple[int, bool]
_MOST = 1 << 40  # costs of conjunctions add up; beyond this they only say "far"


@dataclass(frozen=True)
class Spread:
    """What could be made, and how.

    Attributes:
        relaxation: Where it was made.
        costs: Per vertex (a value of a node, or a gate), its cost; -1 if it cannot be made.
        reasons: Per disjunction the part it was made of, per value the gate; -1 for none.
    """

    relaxation: Relaxation
    costs: list[int]
    reasons: list[int]

    def cost(self, literal: Literal) -> int:
        """The cost of a value of a node: 0 if it is there, -1 if it cannot be made."""
        return self.costs[self.relaxation.vertex(literal)]

    def rule_cost(self, literal: Literal) -> int:
        """The cost of making the rule of a node yield a value; -1 if it cannot."""
        return self.costs[self.relaxation.rule(literal)]

    def made_of(self, vertices: Iterable[int]) -> list[Literal]:
        """The values that must be made for *vertices*, cheapest first; each once.

        A value that is there already is not among them.
        """
        relaxation = self.relaxation
        stack = list(vertices)
        seen: set[int] = set()
        found = []
        while stack:
            vertex = stack.pop()
            if vertex in seen:
                continue
            seen.add(vertex)
            literal = relaxation.literal(vertex)
            if literal is None:
                stack += relaxation.parts(vertex, self.reasons[vertex])
            elif self.costs[vertex] > 0:
                found.append((self.costs[vertex], literal))
                stack.append(self.reasons[vertex])
        return [literal for _, literal in sorted(found)]

    def reading(self, literal: Literal) -> dict[int, bool]:
        """Values of regulators, all of them made, for which the rule yields *literal*."""
        relaxation = self.relaxation
        stack = [relaxation.rule(literal)]
        values: dict[int, bool] = {}
        while stack:
            vertex = stack.pop()
            read = relaxation.literal(vertex)
            if read is None:
                stack += relaxation.parts(vertex, self.reasons[vertex])
            else:
                values[read[0]] = read[1]
        return values


class Relaxation:
    """The rules of a closed part as a graph of values and gates.

    Args:
        circuits: Where the gates live.
        part: Per node its function and the negation, over the nodes of the part.
        goals: Further gates to be costed.
    """

    def __init__(self, circuits: Circuits, part: Part, goals: Iterable[int] = ()) -> None:
        self.nodes = tuple(sorted(part))
        self.members = sum(1 << node for node in self.nodes)
        place = {node: i for i, node in enumerate(self.nodes)}
        self._place = place
        goals = tuple(goals)
        roots = [gate for node in self.nodes for gate in part[node]] + list(goals)
        gates = circuits.postorder(roots)
        # Vertices: two values per node, the constants, then the gates.
        self._constants = 2 * len(self.nodes)
        number = {ci.FALSE: self._constants, ci.TRUE: self._constants + 1}
        for node, i in place.items():
            for value in (False, True):
                number[circuits.literal(node, value)] = 2 * i + value
        for gate in gates:
            number[gate] = len(number)
        self._number = number
        self._parts: list[tuple[int, ...]] = [()] * len(number)
        self._needs = [1] * len(number)
        self._into: list[list[int]] = [[] for _ in number]
        for gate in gates:
            vertex = number[gate]
            children = tuple(number[child] for child in circuits.children[gate])
            self._parts[vertex] = children
            if circuits.is_conjunction(gate):
                self._needs[vertex] = len(children)
            for child in children:
                self._into[child].append(vertex)
        self._rule = [0] * self._constants
        self._makes: list[list[int]] = [[] for _ in number]
        for node, i in place.items():
            positive, negative = part[node]
            for made, gate in ((2 * i, negative), (2 * i + 1, positive)):
                self._rule[made] = number[gate]
                self._makes[number[gate]].append(made)

    def vertex(self, literal: Literal) -> int:
        """The number of a value of a node."""
        return 2 * self._place[literal[0]] + literal[1]

    def rule(self, literal: Literal) -> int:
        """The number of the gate that makes a value of a node."""
        return self._rule[self.vertex(literal)]

    def goal(self, gate: int) -> int:
        """The number of a gate that was given as a goal."""
        return self._number[gate]

    def literal(self, vertex: int) -> Literal | None:
        """The value of a node that *vertex* stands for, or `None` for a gate."""
        if vertex >= self._constants:
            return None
        return self.nodes[vertex >> 1], bool(vertex & 1)

    def parts(self, vertex: int, reason: int) -> tuple[int, ...]:
        """What *vertex*, a gate, was made of."""
        return (reason,) if reason >= 0 else self._parts[vertex]

    def spread(self, zero: int, one: int, movable: int | None = None) -> Spread:
        """Make whatever can be made.

        Args:
            zero: Nodes, as bits, that may be read as 0 from the beginning.
            one: The same for 1. A node in neither has no value that could be relied on.
            movable: The nodes that may move; all when `None`.

        Cost:
            Linear in the gates, but for a heap.
        """
        if movable is None:
            movable = self.members
        costs = [-1] * len(self._parts)
        reasons = [-1] * len(self._parts)
        waiting = list(self._needs)
        sums = [0] * len(self._parts)
        heap: list[tuple[int, int, int]] = [(0, self._constants + 1, -1)]
        for i, node in enumerate(self.nodes):
            if zero >> node & 1:
                heap.append((0, 2 * i, -1))
            if one >> node & 1:
                heap.append((0, 2 * i + 1, -1))
        into, makes, needs, nodes = self._into, self._makes, self._needs, self.nodes
        while heap:
            cost, vertex, reason = heappop(heap)
            if costs[vertex] >= 0:
                continue
            costs[vertex] = cost
            reasons[vertex] = reason
            for made in makes[vertex]:
                if costs[made] < 0 and movable >> nodes[made >> 1] & 1:
                    heappush(heap, (cost + 1, made, vertex))
            for gate in into[vertex]:
                if needs[gate] == 1:
                    if costs[gate] < 0:
                        heappush(heap, (cost, gate, vertex))
                    continue
                sums[gate] = min(sums[gate] + cost, _MOST)
                waiting[gate] -= 1
                if not waiting[gate]:
                    heappush(heap, (sums[gate], gate, -1))
        return Spread(self, costs, reasons)

    def close(self, space: Space) -> Space:
        """The smallest trap space around *space*, on the nodes of the part."""
        mask, values = space
        spread = self.spread(self.members & ~(mask & values), self.members & (values | ~mask))
        fixed = 0
        for i, node in enumerate(self.nodes):
            if spread.costs[2 * i] < 0 or spread.costs[2 * i + 1] < 0:
                fixed |= 1 << node
        return fixed, values & fixed


def literals_of(space: Space) -> Iterator[Literal]:
    """The fixed nodes of *space* with their values, ascending."""
    mask, values = space
    for node in bits_of(mask):
        yield node, bool(values >> node & 1)


def restrict_to(circuits: Circuits, part: Part, values: Mapping[int, bool]) -> Part:
    """The part on the states with these *values*, which no step changes; nothing follows.

    Unlike `boolnet.engines.reduction.percolate` this keeps a node whose rule became
    constant: it may still have the other value and move once.
    """
    return {
        node: (circuits.restrict(pair[0], values), circuits.restrict(pair[1], values))
        for node, pair in part.items()
        if node not in values
    }
