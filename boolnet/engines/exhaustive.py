"""Reachability decided on decision diagrams, over the nodes that matter, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from boolnet.engines.budget import Budget
from boolnet.engines.layers import LayeredGraph, Layers
from boolnet.engines.reduction import Part, split, strip
from boolnet.engines.region import Region
from boolnet.engines.symbolic import Function
from boolnet.engines.verdict import Exhausted
from boolnet.errors import BudgetExceeded
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits


@dataclass
class Finding:
    """What the search says about one target; see `boolnet.engines.reachability.Verdict`."""

    some: bool
    every: bool
    path: tuple[int, list[int]] | None = None
    failing: int | None = None
    why: Exhausted | None = None


class Exhaustive:
    """Exhaustive searches from one start.

    Args:
        circuits: Where the gates live.
        part: The nodes that can move once the start was made.
        known: The values of all others.
        start: Where paths begin.
        budget: Limits the diagrams.
    """

    def __init__(
        self,
        circuits: Circuits,
        part: Part,
        known: Mapping[int, bool],
        start: Region,
        budget: Budget,
    ) -> None:
        self.circuits = circuits
        self.part = part
        self.known = known
        self.start = start
        self.budget = budget

    def decide(self, targets: Sequence[Region], *, single: bool) -> list[Finding]:
        """Decide all of *targets*, which are attractors, or just one target of any kind.

        Args:
            targets: What may be reached.
            single: Whether the start is one state: then one search serves all targets.

        Raises:
            BudgetExceeded: The budget was spent, or the diagrams outgrew it.
        """
        pieces = self._pieces(targets)
        nodes = sum(len(piece) for piece in pieces)
        self.budget.report(f"decision diagrams of {nodes} nodes")
        try:
            if single:
                return self._forwards(pieces, targets)
            return [self._backwards(pieces, target) for target in targets]
        except MemoryError:
            limit = self.budget.diagram_nodes
            raise BudgetExceeded(f"a decision diagram outgrew {limit:,} nodes") from None

    def _pieces(self, targets: Sequence[Region]) -> list[_Piece]:
        """Independent parts of what matters for *targets*."""
        circuits, part = self.circuits, self.part
        keep = self.start.nodes
        for target in targets:
            keep |= target.nodes
            if not target.is_attractor:
                keep |= target.space[0]
                if target.condition is not None:
                    keep |= circuits.support(target.condition[0])
        members = sum(1 << node for node in part)
        if all(target.is_attractor for target in targets):
            # The attractors of what is left are those of the whole, one to one.
            core = strip(circuits, part, bits_of(keep & members))
        else:
            core = _upstream(circuits, part, keep & members)
        pieces = split(circuits, core)
        sets = [f.variables for region in (self.start, *targets) for f in region.factors]
        sets += [
            tuple(bits_of(circuits.support(t.condition[0]) & members))
            for t in targets
            if t.condition is not None
        ]
        for variables in sets:
            touched = [p for p in pieces if any(v in p for v in variables)]
            if len(touched) > 1:
                joined = {node: pair for piece in touched for node, pair in piece.items()}
                pieces = [p for p in pieces if p not in touched] + [joined]
        return [_Piece(self, piece) for piece in pieces]

    def _forwards(self, pieces: list[_Piece], targets: Sequence[Region]) -> list[Finding]:
        findings = []
        for piece in pieces:
            piece.search_forwards(targets)
        for target in targets:
            moves: list[int] = []
            why = None
            for piece in pieces:
                meet = piece.forward.all & piece.draw(target)
                if meet.satisfiable():
                    state = piece.graph.diagrams.pick(meet)
                    moves += reversed(piece.forward.trace(state))
                elif why is None or len(piece) < why.nodes:
                    count = piece.graph.diagrams.count(piece.forward.all)
                    why = Exhausted(count, len(piece), backwards=False)
            path = None if why else (self.start.sample((0, 0)), moves)
            findings.append(Finding(why is None, why is None, path, why=why))
        return findings

    def _backwards(self, pieces: list[_Piece], target: Region) -> Finding:
        start = self.start.sample(target.space)
        failing: int | None = None
        moves: list[int] = []
        why: Exhausted | None = None
        refused: Exhausted | None = None
        for piece in pieces:
            diagrams = piece.graph.diagrams
            begin = piece.draw(self.start)
            drawn = piece.draw(target)
            layers = piece.graph.backward_layers(drawn, partial(_covers, begin))
            count = diagrams.count(layers.all)
            meet = begin & layers.all
            beyond = begin & ~layers.all
            if beyond.satisfiable():
                why = why or Exhausted(count, len(piece), backwards=True)
                base = start if failing is None else failing
                failing = _put(base, diagrams.pick(beyond))
            if not meet.satisfiable():
                refused = Exhausted(count, len(piece), backwards=True)
                continue
            state = diagrams.pick(meet)
            start = _put(start, state)
            moves += layers.trace(state)
        if refused is not None:
            return Finding(False, False, why=refused)
        return Finding(True, why is None, (start, moves), failing, why)


def _covers(begin: Function, states: Function) -> bool:
    return not (begin & ~states).satisfiable()


class _Piece:
    """One independent part, with its diagrams."""

    def __init__(self, search: Exhaustive, part: Part) -> None:
        self.search = search
        self.part = part
        self.forward: Layers

    def __len__(self) -> int:
        return len(self.part)

    @cached_property
    def graph(self) -> LayeredGraph:
        """The transitions."""
        return LayeredGraph(self.search.circuits, self.part, self.search.budget)

    def draw(self, region: Region) -> Function:
        """What *region* says about the nodes of this part."""
        known = self.search.known
        condition = region.condition
        if condition is not None:
            support = self.search.circuits.support(condition[0])
            if not any(support >> node & 1 for node in self.part):
                region = Region(region.space, region.factors)
        return region.draw(self.graph.diagrams, self.search.circuits, self.part, known)

    def search_forwards(self, targets: Sequence[Region]) -> None:
        """Everything that can be reached, or enough to meet all of *targets*."""
        drawn = [self.draw(target) for target in targets]
        self.forward = self.graph.forward_layers(
            self.draw(self.search.start),
            lambda states: all((states & target).satisfiable() for target in drawn),
        )


def _put(state: int, values: Mapping[int, bool]) -> int:
    for node, value in values.items():
        state = state | 1 << node if value else state & ~(1 << node)
    return state


def _upstream(circuits: Circuits, part: Part, nodes: int) -> Part:
    """The nodes of *part* that have a say in *nodes*, and these."""
    found = set(bits_of(nodes))
    waiting = list(found)
    while waiting:
        for regulator in circuits.regulators(part[waiting.pop()]):
            if regulator not in found:
                found.add(regulator)
                waiting.append(regulator)
    return {node: pair for node, pair in part.items() if node in found}
