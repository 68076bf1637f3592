"""Synchronous cycles of a part: block by block, each driven by the cycles above it.

A block that runs through a cycle turns the rest into a part whose functions change with
time (`boolnet.engines.periodic`); so does each pair of cycles of two blocks, once for every
way in which one can run behind the other. What that forces is put in, the rest falls apart
into smaller parts, and equal parts are answered once.

A strongly connected block is walked completely up to some twenty nodes. Larger ones are
unrolled in the solver; where that turns out to be hard, they are still walked up to eight
nodes more.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd, lcm

from boolnet.engines.answer import Answer, Leaf, Sum, Unresolved, combine_cycles
from boolnet.engines.budget import PART
from boolnet.engines.driven import Driven, period_of_partial, rotated
from boolnet.engines.maps import StepMap
from boolnet.engines.orbits import Orbit, find_orbits
from boolnet.engines.periodic import (
    Known,
    Timed,
    period_of,
    phases_needed,
    regulators_of,
    settle,
    split_timed,
    strip_timed,
    substitute,
)
from boolnet.engines.reduction import Part, strong_components
from boolnet.engines.search import Leaves, Search
from boolnet.engines.states import Cycle, Partial
from boolnet.engines.unrolling import Unrolling
from boolnet.logic.bits import bits_of

LONGEST = 1 << 16  # phases of a driven part; what is driven for longer is not looked into
MORE = 8  # nodes beyond `explicit_nodes` up to which a part is walked if the solver gives up
CONFLICTS = 20_000  # conflicts after which the solver gives up such a part


@dataclass
class CycleLeaves(Leaves):
    """Answers parts with their synchronous cycles; fixed points have period 1.

    Attributes:
        direct: Parts up to this many nodes are not divided by the search: all are, here.
        least: How many cycles every part has at least.
        walked: Parts up to this many nodes are walked completely, without dividing.
    """

    direct: int = sys.maxsize
    least: int = 1
    walked: int = 8

    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All cycles of *part*."""
        division = _Division(self, search, part, keep)
        return division.piece({node: (pair,) for node, pair in part.items()})


class _Division:
    """The division of one part."""

    def __init__(
        self, leaves: CycleLeaves, search: Search, part: Part, keep: frozenset[int]
    ) -> None:
        self.leaves = leaves
        self.search = search
        self.circuits = search.circuits
        into = regulators_of(search.circuits, {node: (pair,) for node, pair in part.items()})
        # Along a cycle a node can be computed from those it reads as long as it is on no
        # loop of the wiring: only such nodes may be set aside.
        blocks = strong_components({node: bits_of(into[node]) for node in sorted(part)})
        looping = {v for block in blocks for v in block if len(block) > 1 or into[v] >> v & 1}
        self.keep = keep | looping
        self._asked = keep

    def piece(self, functions: Timed) -> Answer:
        """Answer a connected part, once."""
        asked, kept = (tuple(sorted(keep & functions.keys())) for keep in (self._asked, self.keep))
        key = ("driven", tuple(sorted(functions.items())), asked, kept)
        if key in self.search.answers:
            return self.search.answers[key]
        if self.search.budget.spent:
            return self._unresolved(functions)
        self.search.budget.spend(PART * len(functions))
        answer = self._answer(functions, period_of(functions))
        if answer.complete:
            self.search.answers[key] = answer
            return answer
        # Stopped before it found the first: do not let that count as "none".
        found = sum(answer.tally(None, combine_cycles).values())
        return answer if found else self._unresolved(functions)

    def _unresolved(self, functions: Timed) -> Unresolved:
        """What is known without looking: every setting of the inputs has its cycles."""
        literal = self.circuits.literal
        inputs = sum(
            pairs == ((literal(v, True), literal(v, False)),) for v, pairs in functions.items()
        )
        return Unresolved(self.leaves.least << inputs)

    def _answer(self, functions: Timed, period: int) -> Answer:
        if period == 1 and len(functions) <= self.leaves.walked:
            return self._undivided(functions)
        regulators = regulators_of(self.circuits, functions)
        blocks = [
            block
            for block in strong_components({v: bits_of(regulators[v]) for v in sorted(functions)})
            if len(block) < len(functions) and _is_source(block, regulators)
        ]
        if not blocks:
            return self._undivided(functions)
        reach = _reach_of(blocks, regulators)
        # As in `boolnet.engines.search`: first what has a say in the most.
        place = max(
            range(len(blocks)), key=lambda i: (len(blocks[i]) == 1, reach[i], -blocks[i][0])
        )
        block = {v: functions[v] for v in blocks[place]}
        rest = {v: pairs for v, pairs in functions.items() if v not in block}
        first = self.piece(block)
        base = period_of(block)
        cases: list[tuple[Mapping[int, bool], Answer]] = []
        complete = first.complete
        waiting = sum(first.tally(None, combine_cycles).values())
        for partial in first.iter_partials():
            if self.search.budget.spent:
                break
            waiting -= 1
            if period == 1 and not partial.factors:
                part = {v: pairs[0] for v, pairs in functions.items()}
                answers = [self.search.within(part, partial.values, self._asked)]
            else:
                own = lcm(base, period_of_partial(partial))
                joint = lcm(period, own)
                answers = [
                    self._drive(rest, rotated(partial, delay), joint)
                    for delay in range(0, gcd(period, own), base)
                ]
            for answer in answers:
                cases.append(({}, answer))
                complete = complete and answer.complete
        if waiting:
            # Each cycle of the block drives the rest into one at least.
            cases.append(({}, Unresolved(waiting)))
            complete = False
        return Sum(tuple(cases), complete)

    def _drive(self, rest: Timed, series: Partial, joint: int) -> Answer:
        """Answer *rest* below a block whose cycle is known."""
        known: dict[int, Known] = {}
        for node, value in series.values.items():
            known[node] = (1, int(value), int(not value))
        for factor in series.factors:
            assert isinstance(factor, Cycle)
            full = (1 << factor.weight) - 1
            for position, node in enumerate(factor.variables):
                one = sum((state >> position & 1) << t for t, state in enumerate(factor.states))
                known[node] = (factor.weight, one, full ^ one)
        if phases_needed(self.circuits, rest, known) > LONGEST:
            return self._too_long(series, joint)
        driven = substitute(self.circuits, rest, known)
        pieces = split_timed(self.circuits, strip_timed(self.circuits, driven, self.keep))
        return self._joined(joint, series, [(p, self._settled(p)) for p in pieces])

    def _settled(self, piece: Timed) -> Answer:
        """Answer a connected part in which something may be forced by what drives it."""
        period = period_of(piece)
        if period > LONGEST:
            return self._too_long(Partial({}), period)
        left, fixed = settle(self.circuits, piece)
        left = strip_timed(self.circuits, left, self.keep)
        if left == piece:
            return self._enter(piece)
        pieces = split_timed(self.circuits, left)
        series = _partial_of_series(fixed, period)
        return self._joined(period, series, [(p, self._enter(p)) for p in pieces])

    def _enter(self, piece: Timed) -> Answer:
        """Answer a connected part; one that nothing drives any more as the search does."""
        if period_of(piece) > 1:
            return self.piece(piece)
        return self.search.piece({v: pairs[0] for v, pairs in piece.items()}, self.keep)

    def _joined(self, period: int, series: Partial, parts: list[tuple[Timed, Answer]]) -> Answer:
        if len(parts) == 1 and not series.values and not series.factors:
            if period_of(parts[0][0]) == period:
                return parts[0][1]
        complete = all(answer.complete for _, answer in parts)
        return Driven(period, series, tuple((period_of(p), a) for p, a in parts), complete)

    def _too_long(self, series: Partial, period: int) -> Answer:
        self.search.note(f"driven for more than {LONGEST:,} steps, not looked into")
        return Driven(period, series, ((1, Unresolved(1)),), complete=False)

    def _undivided(self, functions: Timed) -> Answer:
        """All cycles of a part, found one by one."""
        search, budget = self.search, self.search.budget
        steps = StepMap(self.circuits, functions)
        width = len(steps.nodes)
        orbits: list[Orbit] = []
        walk = width <= budget.explicit_nodes
        if not walk:
            unrolling = Unrolling(self.circuits, functions)
            limit = CONFLICTS if width <= budget.explicit_nodes + MORE else None
            orbits, complete = unrolling.find_orbits(budget, limit)
            walk = not complete and limit is not None and not budget.spent
            if not walk:
                search.note("unrolled in the solver", len(orbits))
        if walk:
            budget.report(f"all states of {width} nodes")
            found, complete = find_orbits(steps, budget)
            orbits = found or orbits
            search.note("all states walked", len(orbits))
        return Leaf(tuple(_partial_of(steps.nodes, orbit) for orbit in orbits), complete)


def _is_source(block: list[int], regulators: Mapping[int, int]) -> bool:
    members = sum(1 << node for node in block)
    return all(not regulators[node] & ~members for node in block)


def _reach_of(blocks: list[list[int]], regulators: Mapping[int, int]) -> list[tuple[int, int]]:
    """Per block, how many nodes it leads to, and how many it regulates itself."""
    targets = dict.fromkeys(regulators, 0)
    for node, mentioned in regulators.items():
        for v in bits_of(mentioned):
            targets[v] |= 1 << node
    reach = []
    for block in blocks:
        found = frontier = sum(1 << node for node in block)
        direct = sum(targets[node].bit_count() for node in block)
        while frontier:
            reached = 0
            for node in bits_of(frontier):
                reached |= targets[node]
            frontier = reached & ~found
            found |= frontier
        reach.append((found.bit_count(), direct))
    return reach


def _partial_of_series(series: Mapping[int, int], period: int) -> Partial:
    """Nodes whose values at all phases are known."""
    full = (1 << period) - 1
    values = {v: bool(bits) for v, bits in series.items() if bits in (0, full)}
    moving = tuple(sorted(v for v in series if v not in values))
    states = tuple(
        sum((series[v] >> t & 1) << j for j, v in enumerate(moving)) for t in range(period)
    )
    return Partial(values, (Cycle(moving, _shortest(states)),) if moving else ())


def _partial_of(variables: tuple[int, ...], orbit: Orbit) -> Partial:
    """Take the constant nodes out of a cycle."""
    always = never = orbit[0]
    for state in orbit:
        always &= state
        never |= state
    values = {}
    moving = []
    for position, variable in enumerate(variables):
        if (always ^ never) >> position & 1:
            moving.append((position, variable))
        else:
            values[variable] = bool(always >> position & 1)
    if not moving:
        return Partial(values)
    states = tuple(
        sum((state >> position & 1) << j for j, (position, _) in enumerate(moving))
        for state in orbit
    )
    return Partial(values, (Cycle(tuple(v for _, v in moving), _shortest(states)),))


def _shortest(states: Orbit) -> Orbit:
    """The states up to where they start again: what drives may repeat less often."""
    period = len(states)
    for length in range(1, period // 2 + 1):
        if period % length == 0 and states[:length] * (period // length) == states:
            return states[:length]
    return states
