"""Which sets of states are reached from a start under asynchronous update, and why not.

Cheapest first: the smallest trap space around the start, most-permissive update (which can
do everything that asynchronous update can), walks, goal-directed searches, and at last
decision diagrams over the nodes that matter. In general the question is PSPACE-complete, so
at a budget some answers stay open.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from boolnet.engines.budget import Budget
from boolnet.engines.exhaustive import Exhaustive
from boolnet.engines.paths import Paths
from boolnet.engines.permissive import Obstacle, iter_cubes, seek
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part
from boolnet.engines.region import Region
from boolnet.engines.relaxation import Relaxation, restrict_to
from boolnet.engines.rules import Rules, Trap
from boolnet.engines.verdict import Elsewhere, Exhausted, Move, Verdict
from boolnet.errors import BudgetExceeded
from boolnet.logic.bits import bits_of

WALKS = 10  # random walks from a start
SEEN = 1000  # states that a goal-directed search looks at
SMALL = 1 << 17  # nodes of the diagrams that are tried before searches for single targets
CUBES = 64  # spaces that a condition is divided into, at most
SETTLING = 100  # walks from where all that matters is settled, until the rest is
SAMPLES = 10  # states of a start that are tried as examples of failing


@dataclass(eq=False)
class _Goal:
    """A target, and what has been found out about it."""

    region: Region
    accepts: Callable[[int], bool]
    verdict: Verdict = field(default_factory=Verdict)
    path: tuple[int, tuple[int, ...]] | None = None  # a start and the nodes that flip


@contextmanager
def _at_most(budget: Budget, nodes: int) -> Iterator[None]:
    """*budget* with smaller diagrams for a while."""
    before = budget.diagram_nodes
    budget.diagram_nodes = nodes
    try:
        yield
    finally:
        budget.diagram_nodes = before


class _Watch:
    """What a walk comes by on its way; called with each state."""

    def __init__(self, wanted: Sequence[_Goal], members: int) -> None:
        # Single states are looked up, other targets are asked.
        self._points = {g.region.space[1]: g for g in wanted if g.region.space[0] == members}
        self._others = [g for g in wanted if g.region.space[0] != members]
        self.hits: list[tuple[int, _Goal]] = []
        self._steps = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left to be found."""
        return not self._points and not self._others

    def begin(self) -> None:
        """A new walk."""
        self.hits = []
        self._steps = 0

    def __call__(self, state: int) -> bool:
        found = [goal for goal in self._others if goal.accepts(state)]
        if state in self._points:
            found.append(self._points.pop(state))
        if found:
            self.hits += [(self._steps, goal) for goal in found]
            self._others = [goal for goal in self._others if goal not in found]
        self._steps += 1
        return self.done


class Explorer:
    """What is reached from one start.

    Args:
        rules: The network under conditions.
        start: Where paths begin; held nodes have their values in its space.
        budget: What may be spent.
        note: Told what was too much for the diagrams.
    """

    def __init__(
        self, rules: Rules, start: Region, budget: Budget, note: Callable[[str], None]
    ) -> None:
        self.rules = rules
        self.start = start
        self.budget = budget
        self.note = note
        self.trap = rules.close(start.space)
        self._known = {v: bool(self.trap[1] >> v & 1) for v in bits_of(self.trap[0])}
        self.part: Part = restrict_to(rules.circuits, rules.part, self._known)
        self.paths = Paths(rules.circuits, self.part, budget)
        self._members = rules.members
        self._single = not (self._members & ~start.space[0])
        self._rng = random.Random(0)  # affects which path is found, and nothing else

    def decide(self, targets: Sequence[Region], *, all_attractors: bool = False) -> list[Verdict]:
        """A verdict for each of *targets*.

        Args:
            targets: What may be reached.
            all_attractors: Whether the targets that are attractors are all there are.
        """
        circuits = self.rules.circuits
        goals = [_Goal(region, region.tester(circuits)) for region in targets]
        self.budget.report("trap spaces around the start")
        for goal in goals:
            self._exclude(goal)
        inside = [g for g in goals if g.verdict.some is None and g.region.is_attractor]
        if all_attractors and len(inside) == 1:
            # Every state leads to some attractor, and no other can be reached.
            verdict = inside[0].verdict
            verdict.some = verdict.every = True
            verdict.steps.append("exclusion of all other attractors")
        self._walk(goals)
        if not self._single:
            for goal in goals:
                self._find_failing(goal, goals)
        # Most sets that have small diagrams have them at once.
        self._exhaust(goals, min(SMALL, self.budget.diagram_nodes))
        for goal in goals:
            if goal.path is None and goal.verdict.some is not False:
                self._seek(goal)
        self._exhaust(goals, self.budget.diagram_nodes)
        for goal in goals:
            self._finish(goal)
        return [goal.verdict for goal in goals]

    # -- cheap proofs that something is not reached ----------------------------------------

    def _exclude(self, goal: _Goal) -> None:
        verdict, region = goal.verdict, goal.region
        gates = self._refutable(region)
        for gate in gates:
            trap = self.rules.refute(self.trap, gate)
            if trap is not None:
                least = verdict.why
                if not isinstance(least, Trap) or _size(trap) < _size(least):
                    verdict.why = trap
        if verdict.why is not None:
            verdict.some = verdict.every = False
            verdict.steps.append("a trap space around the start")
            return
        obstacle = self._obstacle(self.start.space, region)
        if obstacle is not None:
            verdict.some = verdict.every = False
            verdict.why = obstacle
            verdict.steps.append("most-permissive update")

    def _refutable(self, region: Region) -> list[int]:
        """Gates that hold in the region and may be false wherever the start leads."""
        mask, values = region.space
        clash = mask & self.trap[0] & (values ^ self.trap[1])
        literal = self.rules.circuits.literal
        gates = [literal(v, bool(values >> v & 1)) for v in bits_of(clash)[:5]]
        return gates or ([region.condition[0]] if region.condition is not None else [])

    def _obstacle(self, start: Space, region: Region) -> Obstacle | None:
        """Why even most-permissive update does not lead from *start* to *region*, if so."""
        relaxation = self.rules.relaxation
        found = seek(relaxation, start, region.space)
        if isinstance(found, Obstacle):
            return found
        if region.condition is None:
            return None
        mask, values = region.space
        last: Obstacle | None = None
        known = {v: bool(values >> v & 1) for v in bits_of(mask)}
        circuits = self.rules.circuits
        pair = region.condition
        left = circuits.restrict(pair[0], known), circuits.restrict(pair[1], known)
        for number, (more, told) in enumerate(iter_cubes(circuits, left)):
            if number >= CUBES or self.budget.spent:
                return None
            cube = mask | more, values | told
            if (told ^ self.trap[1]) & more & self.trap[0]:
                continue
            found = seek(relaxation, start, cube)
            if not isinstance(found, Obstacle):
                return None
            last = found
        return last

    # -- paths -----------------------------------------------------------------------------

    def _walk(self, goals: Sequence[_Goal]) -> None:
        """Walks from the start: straight for each target, then wherever they lead."""
        wanted = [g for g in goals if g.path is None and g.verdict.some is not False]
        if not wanted:
            return
        watch = _Watch(wanted, self._members)
        self.budget.report(f"walks from the start, {len(self.part)} nodes that can move")
        nodes = len(self.part)
        for goal in wanted:
            if goal.path is None:
                space = goal.region.space
                self._take_walk(watch, self.start.sample(space), 4 * nodes + 200, space)
        for number in range(WALKS):
            like = wanted[number % len(wanted)].region.space
            start = self.start.sample(like, self._members, self._rng)
            self._take_walk(watch, start, 20 * nodes + 200, (0, 0))

    def _take_walk(self, watch: _Watch, start: int, steps: int, toward: Space) -> None:
        if watch.done or self.budget.spent:
            return
        watch.begin()
        moves = self.paths.walk(start, steps, self._rng, watch, toward)
        for length, goal in watch.hits:
            self._reached(goal, start, moves[:length], "walks")

    def _seek(self, goal: _Goal) -> None:
        """A search for one target, led by what the rules would have to do."""
        if self.budget.spent:
            return
        self.budget.report(f"a goal-directed search, {len(self.part)} nodes that can move")
        circuits = self.rules.circuits
        gate = circuits.restrict(goal.region.gate(circuits), self._known)
        relaxation = Relaxation(circuits, self.part, [gate])
        start = self.start.sample(goal.region.space)
        found = self.paths.seek(start, relaxation, gate, goal.accepts, SEEN)
        if found.moves is not None:
            self._reached(goal, start, found.moves, "goal-directed searches")
        elif found.exhausted:
            verdict = goal.verdict
            why = Exhausted(found.seen, len(self.part), backwards=False)
            if self._single:
                verdict.some = verdict.every = False
                verdict.why = why
            else:
                verdict.every = False
                verdict.failing, verdict.why = start, why
            verdict.steps.append("all states looked at")

    def _reached(self, goal: _Goal, start: int, moves: Sequence[int], step: str) -> None:
        verdict = goal.verdict
        verdict.some = True
        if self._single:
            verdict.every = True
        goal.path = start, self.paths.shorten(start, moves, goal.accepts)
        verdict.steps.append(step)

    # -- starts with many states -------------------------------------------------------------

    def _find_failing(self, goal: _Goal, goals: Sequence[_Goal]) -> None:
        """A state of the start from which the target is surely not reached."""
        verdict = goal.verdict
        if verdict.every is not None or verdict.some is False:
            return
        for place, other in enumerate(goals):
            if other is goal or not other.region.is_attractor:
                continue
            state = self.start.sample(other.region.space)
            if other.accepts(state) and not goal.accepts(state):
                # From there only that attractor is reached; the target may cut across it.
                if goal.region.is_attractor:
                    verdict.every, verdict.failing = False, state
                    verdict.why = Elsewhere(place)
                    verdict.steps.append("another attractor at the start")
                    return
        for number in range(SAMPLES):
            if self.budget.spent:
                return
            like = goals[number % len(goals)].region.space
            state = self.start.sample(like, self._members, self._rng if number else None)
            space = self._members, state
            obstacle = None if goal.accepts(state) else self._obstacle(space, goal.region)
            if obstacle is not None:
                verdict.every, verdict.failing, verdict.why = False, state, obstacle
                verdict.steps.append("most-permissive update")
                return

    # -- everything ------------------------------------------------------------------------

    def _exhaust(self, goals: Sequence[_Goal], nodes: int) -> None:
        """Decision diagrams for what is left: together for attractors, else one by one."""
        left = [
            g
            for g in goals
            if g.verdict.every is None or (g.path is None and g.verdict.some is not False)
        ]
        together = [g for g in left if g.region.is_attractor]
        groups = [[g] for g in left if not g.region.is_attractor]
        for group in ([together] if together else []) + groups:
            if self.budget.spent:
                return
            exhaustive = Exhaustive(
                self.rules.circuits, self.part, self._known, self.start, self.budget
            )
            try:
                with _at_most(self.budget, nodes):
                    findings = exhaustive.decide([g.region for g in group], single=self._single)
            except BudgetExceeded as error:
                if nodes == self.budget.diagram_nodes:
                    self.note(str(error))
                continue
            for goal, finding in zip(group, findings, strict=True):
                verdict = goal.verdict
                verdict.steps.append("decision diagrams")
                verdict.every = finding.every
                if verdict.some is None:
                    verdict.some = finding.some
                if finding.failing is not None and verdict.failing is None:
                    verdict.failing, verdict.why = finding.failing, finding.why
                if not finding.some:
                    verdict.why = finding.why
                elif goal.path is None and finding.path is not None:
                    start, moves = finding.path
                    whole = self._complete(goal, start, moves)
                    if whole is not None:
                        goal.path = start, self.paths.shorten(start, whole, goal.accepts)

    def _complete(self, goal: _Goal, start: int, moves: Sequence[int]) -> list[int] | None:
        """Let the nodes that were set aside follow, until the whole state is in the target."""
        state = start
        for node in moves:
            state ^= 1 << node
        for _ in range(SETTLING):
            steps = 50 * len(self.part) + 500
            more = self.paths.walk(state, steps, self._rng, goal.accepts)
            moves = [*moves, *more]
            for node in more:
                state ^= 1 << node
            if goal.accepts(state):
                return moves
        return None

    def _finish(self, goal: _Goal) -> None:
        verdict = goal.verdict
        if verdict.some is False:
            verdict.every = False
            verdict.failing = None
        if goal.path is not None:
            state, flips = goal.path
            moves = []
            for node in flips:
                state ^= 1 << node
                moves.append(Move(node, bool(state >> node & 1)))
            verdict.path = goal.path[0], tuple(moves)


def _size(trap: Trap) -> int:
    return trap.space[0].bit_count()
