"""General asynchronous attractors of a part that cannot be divided.

Every single move is a general move, so an asynchronous attractor is never left half: it
lies in one general attractor, or general moves lead out of it for good. And a general
attractor contains an asynchronous one. So the asynchronous attractors are found first, with
all their certificates; what is left to decide is which of them joint moves lead out of, and
into which others.

- An asynchronous attractor that is the only one in its smallest trap space lies in a
  general attractor, the only one there: nothing else has to be looked at. This settles
  almost everything, fixed points first.
- Of the others, those from which joint moves lead into such a trap space are no general
  attractors: walks show that.
- What is left is decided by everything that can be reached from it by joint moves.

The states of a general attractor are all that joint moves reach from one of them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from boolnet.engines.answer import Answer, Leaf
from boolnet.engines.attractors import AsynchronousLeaves
from boolnet.engines.budget import Budget
from boolnet.engines.joint import JointGraph, Order, SymbolicJointGraph
from boolnet.engines.reduction import Part, Values, percolate, split, strip, strong_components
from boolnet.engines.search import Leaves, Search
from boolnet.engines.states import Partial, SeededSet, partial_of
from boolnet.engines.walks import compile_functions
from boolnet.errors import BudgetExceeded
from boolnet.logic.circuit import Circuits

WALKED = 12  # nodes up to which all states are walked, as for asynchronous attractors
STEPS = 50  # joint moves per node that a walk may take


@dataclass
class GeneralLeaves(Leaves):
    """Answers undivided parts with their general asynchronous attractors.

    Attributes:
        direct: Parts up to this many nodes are walked completely, without dividing.
    """

    direct: int = 8
    least: int = 1
    drives: bool = True  # a block may stand still: any set of nodes may move
    _inner: Search | None = field(default=None, init=False, repr=False)

    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All attractors of *part*."""
        if len(part) <= min(WALKED, search.budget.explicit_nodes):
            return _walk_all(search, part)
        if self._inner is None:
            self._inner = Search(search.circuits, AsynchronousLeaves(), search.budget)
            self._inner.method = search.method  # what settled how much, told as one story
        inner = self._inner
        inner.budget = search.budget
        return _ByJointMoves(search, part, keep).answer(inner.leaves.answer(inner, part, keep))

    def renew(self) -> GeneralLeaves:
        """The same, without anything remembered from its answers."""
        return GeneralLeaves(self.direct, self.least, self.drives)

    def around(self, search: Search, part: Part, seed: Mapping[int, bool]) -> Partial:
        """The one attractor of *part* that *seed* lies in, walked when asked for."""
        return Partial({}, (_seeded(search, part, seed),))


def _walk_all(search: Search, part: Part) -> Leaf:
    """The attractors of a part of which all states can be looked at."""
    joint = JointGraph(search.circuits, part)
    variables = joint.graph.variables
    sets, complete = joint.graph.find_terminal_sets(search.budget)
    try:
        reached = [joint.forward(states, search.budget) for states in sets]
    except BudgetExceeded:
        complete = False
    if not complete:  # what was found may lead into what was not: only fixed points are sure
        points = [states for states in sets if states.bit_count() == 1]
        return Leaf(tuple(partial_of(variables, bits) for bits in points), complete=False)
    # What reaches another attractor holds all that the other one reaches, and more.
    least = {
        states
        for states in reached
        if not any(other != states and other & states == other for other in reached)
    }
    search.note("all states walked", len(least))
    ordered = sorted(least, key=lambda states: states & -states)
    return Leaf(tuple(partial_of(variables, states) for states in ordered))


class _Region:
    """An asynchronous attractor and the smallest trap space around what is known of it.

    Attributes:
        partial: The attractor.
        known: What is known of one of its states; nodes that were set aside are left out.
        trap: The fixed nodes of the trap space.
    """

    def __init__(self, circuits: Circuits, part: Part, partial: Partial) -> None:
        self._circuits, self._part = circuits, part
        self.partial = partial
        self.known = partial.sample()
        self.trap = self._trap(circuits, part)
        self._known_bits, self._trap_bits = _as_bits(self.known), _as_bits(self.trap)

    @cached_property
    def state(self) -> Values | None:
        """A state of it over all nodes of the part; `None` when none is known.

        A node that was set aside takes the value that follows from the others: if it varies
        at all, then independently of them.
        """
        missing = {n: pair for n, pair in self._part.items() if n not in self.known}
        if not missing:
            return self.known
        left, found = percolate(self._circuits, missing, self.known)
        return None if left else found

    @property
    def is_point(self) -> bool:
        """Whether it is a fixed point."""
        return not self.partial.factors

    def _trap(self, circuits: Circuits, part: Part) -> Values:
        if self.is_point:
            return self.known
        fixed = dict(self.partial.values)
        while True:
            moved = [
                node
                for node, value in fixed.items()
                if circuits.is_possible(part[node][value], fixed)
            ]
            if not moved:
                return fixed
            for node in moved:
                del fixed[node]

    def may_hold(self, other: _Region) -> bool:
        """Whether *other* may lie in this trap space: else it lies outside."""
        return not self.is_point and _agree(self._trap_bits, other._known_bits)

    def meets(self, other: _Region) -> bool:
        """Whether the two trap spaces have a state in common."""
        return _agree(self._trap_bits, other._trap_bits)


def _as_bits(values: Mapping[int, bool]) -> tuple[int, int]:
    mask = sum(1 << node for node in values)
    return mask, sum(1 << node for node, value in values.items() if value)


def _agree(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return not (first[1] ^ second[1]) & first[0] & second[0]


class _ByJointMoves:
    """One part: from its asynchronous attractors to the general ones."""

    def __init__(self, search: Search, part: Part, keep: frozenset[int]) -> None:
        self.search = search
        self.circuits = search.circuits
        self.budget = search.budget
        self.part = part
        self.keep = keep

    def answer(self, asynchronous: Answer) -> Leaf:
        """The general attractors, given the asynchronous ones."""
        partials = list(asynchronous.iter_partials())
        regions = [_Region(self.circuits, self.part, partial) for partial in partials]
        if not asynchronous.complete:
            return self._lower_bound(regions)
        lone, others = self._settle(regions)
        moving = sum(not region.is_point for region in lone)
        if moving:
            self.search.note("one asynchronous attractor in a trap space", moving)
        if not others:
            return Leaf(tuple(self._alone(region) for region in lone))
        self.budget.report(f"joint moves of {len(self.part)} nodes")
        try:
            decided = self._decide(others, lone)
        except (BudgetExceeded, MemoryError) as error:
            self.search.note(f"joint moves undecided: {error}", len(others))
            return self._lower_bound(regions)
        self.search.note("asynchronous attractors decided by joint moves", len(others))
        return Leaf((*(self._alone(region) for region in lone), *decided))

    def _settle(self, regions: list[_Region]) -> tuple[list[_Region], list[_Region]]:
        """Those alone in their trap space; and the others that walks do not show to leave."""
        left = list(regions)
        walker: JointWalker | None = None
        while True:
            lone = [
                region
                for region in left
                if not any(other is not region and region.may_hold(other) for other in left)
            ]
            others = [region for region in left if region not in lone]
            if not others:
                return lone, []
            walker = walker or JointWalker(self.circuits, self.part, self.budget)
            leaving = [region for region in others if walker.leads_into(region, lone)]
            if not leaving:
                return lone, others
            self.search.note("asynchronous attractors that joint moves leave", len(leaving))
            left = [region for region in left if region not in leaving]

    def _alone(self, region: _Region) -> Partial:
        """The general attractor in the trap space of *region*: its states when asked for."""
        if region.is_point:
            return region.partial
        rest, known = percolate(self.circuits, self.part, region.trap)
        factors = []
        for piece in split(self.circuits, strip(self.circuits, rest, self.keep)):
            seed = {node: region.state[node] for node in piece} if region.state else {}
            factors.append(_seeded(self.search, piece, seed))
        return Partial(known, tuple(factors))

    def _decide(self, others: Sequence[_Region], lone: Sequence[_Region]) -> list[Partial]:
        """The general attractors that hold some of *others*.

        What joint moves reach is closed, so it holds each asynchronous attractor whole or
        not at all: one state of each shows which.

        Raises:
            BudgetExceeded: What can be reached was too much, or no state is known.
        """
        if any(region.state is None for region in (*others, *lone)):
            raise BudgetExceeded("no state of an attractor is known")
        reached = []
        for region in others:
            assert region.state is not None
            rest, known = percolate(self.circuits, self.part, region.trap)
            inner = forward_from(self.circuits, rest, region.state, self.budget)
            reached.append(Partial({**known, **inner.values}, inner.factors))
        leads = {
            i: [
                j
                for j, other in enumerate((*others, *lone))
                if i != j and states.contains(other.state or {})
            ]
            for i, states in enumerate(reached)
        }
        leads |= {j: [] for j in range(len(others), len(others) + len(lone))}
        found = []
        for block in strong_components(leads):
            inside = set(block)
            if block[0] < len(others) and all(j in inside for i in block for j in leads[i]):
                found.append(reached[block[0]])
        return found

    def _lower_bound(self, regions: list[_Region]) -> Leaf:
        """Trap spaces that have nothing in common hold at least one attractor each."""
        kept: list[_Region] = []
        for region in sorted(regions, key=lambda region: -len(region.trap)):
            if not any(region.meets(other) for other in kept):
                kept.append(region)
        partials = []
        for region in kept:
            if not region.is_point:  # its states may lead to others that were not found
                free = tuple(sorted(node for node in self.part if node not in region.trap))
                partials.append(Partial(region.trap, (SeededSet(free, {}, lambda _: None),)))
            else:
                partials.append(region.partial)
        return Leaf(tuple(partials), complete=False)


def _seeded(search: Search, part: Part, seed: Mapping[int, bool]) -> SeededSet:
    circuits, own = search.circuits, search.budget

    def walk(budget: Budget | None) -> Partial | None:
        try:
            return forward_from(circuits, part, seed, budget or own) if seed else None
        except (BudgetExceeded, MemoryError):
            return None

    return SeededSet(tuple(sorted(part)), seed, walk)


def forward_from(
    circuits: Circuits, part: Part, seed: Mapping[int, bool], budget: Budget
) -> Partial:
    """The states that joint moves reach from *seed*.

    Raises:
        BudgetExceeded: They are too many to hold, or the budget was spent.
    """
    order = Order.of(circuits, part)
    if len(part) + len(order.aside) <= budget.explicit_nodes:
        small = JointGraph(circuits, part, order)
        variables = small.graph.variables
        start = 1 << sum(seed[node] << j for j, node in enumerate(variables))
        return partial_of(variables, small.forward(start, budget))
    graph = SymbolicJointGraph(circuits, part, budget)
    start = graph.diagrams.state({node: seed[node] for node in part})
    return graph.partial_of(graph.forward(start))


class JointWalker:
    """Random joint moves: a cheap proof that an attractor is left."""

    def __init__(self, circuits: Circuits, part: Part, budget: Budget) -> None:
        self._place = {node: place for place, node in enumerate(part)}
        gates = [pair[0] for pair in part.values()]
        self._functions = compile_functions(circuits, gates, self._place)
        self._budget = budget

    def leads_into(self, region: _Region, lone: Sequence[_Region]) -> bool:
        """Whether a walk from *region* ends in the trap space of one of *lone*."""
        if region.state is None:
            return False
        traps = [[(self._place[v], on) for v, on in other.trap.items()] for other in lone]
        rng = random.Random(0)
        row = bytearray(region.state[node] for node in self._place)
        for _ in range(STEPS * len(row) if traps else 0):
            if any(all(row[place] == on for place, on in trap) for trap in traps):
                return True
            if self._budget.spent:
                return False
            unstable = [p for p, f in enumerate(self._functions) if f(row) != row[p]]
            for place in [p for p in unstable if rng.random() < 0.5] or unstable[:1]:
                row[place] ^= 1
        return False
