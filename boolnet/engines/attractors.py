"""Asynchronous attractors of a part that cannot be divided.

Small parts are walked completely. For larger ones: the minimal trap spaces, each of which
holds at least one attractor; then the candidate states, which say where else one could be.
Whatever candidates are left are walked to a trap space or decided on decision diagrams.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from boolnet.engines.answer import Answer, Leaf
from boolnet.engines.budget import Budget
from boolnet.engines.candidates import find_candidates, find_retained
from boolnet.engines.explicit import StateGraph
from boolnet.engines.program import Program, Question, Space
from boolnet.engines.reduction import Part, strong_components
from boolnet.engines.search import Search, Setting
from boolnet.engines.states import DiagramSet, Partial, SeededSet, partial_of
from boolnet.engines.symbolic import Function, SymbolicGraph
from boolnet.engines.values import PackedValues
from boolnet.engines.walks import Walker
from boolnet.errors import BudgetExceeded
from boolnet.logic.circuit import Circuits


@dataclass
class AsynchronousLeaves:
    """Answers undivided parts with their asynchronous attractors.

    Attributes:
        program: The solver program of the network.
        direct: Parts up to this many nodes are walked completely, without dividing.
    """

    program: Program
    direct: int = 8
    least: int = 1

    def answer(self, search: Search, part: Part, setting: Setting) -> Answer:
        """All attractors of *part*."""
        budget = search.budget
        if len(part) <= min(WALKED, budget.explicit_nodes):
            graph = StateGraph(search.circuits, part)
            sets, complete = graph.find_terminal_sets(budget)
            search.note("all states walked", len(sets))
            partials = [partial_of(graph.variables, bits) for bits in sets]
            return Leaf(tuple(partials), complete)
        return _ByTrapSpaces(self.program, search, part, setting).answer()


WALKED = 12  # nodes up to which walking all states beats asking the solver (measured)


class _ByTrapSpaces:
    """One part: trap spaces first, then what may lie outside them."""

    def __init__(self, program: Program, search: Search, part: Part, setting: Setting) -> None:
        self.program = program
        self.search = search
        self.budget = search.budget
        self.part = part
        self.setting = setting
        functions = {node: setting.functions[node] for node in part}
        self.question = Question(functions, setting.known)
        self.members = sum(1 << node for node in part)

    def answer(self) -> Answer:
        """All attractors of the part."""
        budget, search = self.budget, self.search
        budget.report(f"minimal trap spaces of {len(self.part)} nodes")
        spaces = sorted(self.program.iter_minimal_trap_spaces(self.question, budget))
        search.note("minimal trap spaces", len(spaces))
        moving = [space for space in spaces if space[0] != self.members]
        partials = list(self._states(spaces))
        if budget.spent:
            partials += [self._somewhere(space) for space in moving]
            return Leaf(tuple(partials), complete=False)
        if moving == [(0, 0)]:
            found, complete = self._elsewhere([], [])
            return Leaf(tuple(partials + found), complete)
        complete = True
        for mask, values in moving:
            inside = search.within(self.part, _values_of(mask, values), self.setting)
            found = list(inside.iter_partials())
            partials += found or [self._somewhere((mask, values))]
            complete = complete and inside.complete
        hidden, certified = self._elsewhere(spaces, moving)
        return Leaf(tuple(partials + hidden), complete and certified)

    def _states(self, spaces: list[Space]) -> list[Partial]:
        return [
            Partial(PackedValues(mask, values)) for mask, values in spaces if mask == self.members
        ]

    def _elsewhere(self, spaces: list[Space], moving: list[Space]) -> tuple[list[Partial], bool]:
        """The attractors outside *spaces*; and whether these are all.

        With no *spaces* the whole part is one minimal trap space.
        """
        budget, search = self.budget, self.search
        budget.report(f"candidate states of {len(self.part)} nodes")
        retained = find_retained(search.circuits, self.part)
        asked = Question(self.question.functions, self.question.known, retained, tuple(moving))
        walker = Walker(search.circuits, self.part, budget)
        guesses = self._guesses(walker, retained)
        states, retained, complete = find_candidates(self.program, asked, guesses, budget)
        if not complete:
            search.note("too many candidate states to look at")
        elif not states:
            search.note("no candidate state outside the minimal trap spaces")
            return [], True
        else:
            states = self._representatives(walker, states, retained, spaces)
            if not states:
                return [], True
            if not spaces and len(states) == 1:
                return [self._seeded(states[0])], True
            budget.report(f"{len(states)} candidate states on decision diagrams")
            try:
                found = self._terminal_sets(states, spaces)
                search.note("candidate states decided on diagrams", len(states))
                return found, True
            except (BudgetExceeded, MemoryError) as error:
                search.note(f"candidate states undecided: {error}", len(states))
        # A minimal trap space holds one attractor at least, whatever is undecided.
        return ([] if spaces else [self._seeded(None)]), False

    def _guesses(self, walker: Walker, retained: Mapping[int, bool]) -> Iterator[dict[int, bool]]:
        """Retained values that may leave few candidates: where walks spend their time.

        Measured on published models, this leaves ten to a hundred times fewer than the
        values that the functions have more often.
        """
        rng = random.Random(0)
        steps = walker.affordable(40 * len(self.part))
        for _ in range(GUESSES):
            start = sum(rng.getrandbits(1) << node for node in self.part)
            yield walker.majority(start, retained, steps, rng)

    def _representatives(
        self,
        walker: Walker,
        states: list[int],
        retained: Mapping[int, bool],
        spaces: list[Space],
    ) -> list[int]:
        """Enough of the candidate *states*: every attractor outside *spaces* has one.

        Walks show which candidates reach which, or a trap space. One of each set that no
        walk has left is enough; with luck there is just one, or none.
        """
        if len(states) == 1 and not spaces:
            self.search.note("one candidate state in a minimal trap space")
            return states
        rng = random.Random(0)
        known = set(states)
        reached: dict[int, set[int]] = {state: set() for state in states}
        trapped: set[int] = set()
        final = states
        for length in WALKS:
            for state in final:
                if self.budget.spent:
                    return final
                end = walker.explore(state, retained, spaces, length, rng)
                if end is None:
                    continue
                if end in known:
                    reached[state].add(end)
                else:  # in a trap space, at a fixed point, or a candidate that was avoided
                    trapped.add(state)
            final = _final(states, reached, trapped)
            if len(final) <= (0 if spaces else 1):
                break
        step = "reach a trap space" if spaces else "reach one another"
        self.search.note(f"candidate states that {step} by a walk", len(states) - len(final))
        return final

    def _terminal_sets(self, states: list[int], spaces: list[Space]) -> list[Partial]:
        """The attractors that contain some of *states*, by forward reachability.

        Every attractor outside *spaces* contains a candidate, so a forward set that meets
        neither *spaces* nor a candidate which cannot return is an attractor.
        """
        graph = SymbolicGraph(self.search.circuits, self.part, self.budget)
        diagrams = graph.diagrams
        traps = diagrams.false
        for mask, values in spaces:
            traps = traps | diagrams.state(_values_of(mask, values))
        points = {state: graph.state(_values_of(self.members, state)) for state in states}
        found: list[Function] = []
        left = dict(points)
        while left:
            _, point = next(iter(left.items()))
            reach = graph.forward(point, traps)
            while not (reach & traps).satisfiable():
                # Go down to a candidate that cannot come back, until all can.
                inner = None
                for other in list(left):
                    if (points[other] & reach).satisfiable():
                        from_other = graph.forward(points[other], traps)
                        if from_other != reach:
                            inner = from_other
                            break
                if inner is None:
                    found.append(reach)
                    traps = traps | reach
                    break
                reach = inner
            # The candidates that reach a trap or an attractor are decided.
            left = {
                state: function
                for state, function in left.items()
                if not (graph.forward(function, traps) & traps).satisfiable()
            }
        return [_diagram_partial(graph, function) for function in found]

    def _somewhere(self, space: Space) -> Partial:
        """The attractor that a minimal trap space is known to hold, not looked into."""
        values = _values_of(*space)
        free = tuple(node for node in sorted(self.part) if node not in values)
        return Partial(values, (SeededSet(free, {}, lambda: None),))

    def _seeded(self, state: int | None) -> Partial:
        """The one attractor around *state*, or somewhere in this part when `None`."""
        nodes = tuple(sorted(self.part))
        seed = {} if state is None else _values_of(self.members, state)
        circuits, part, budget = self.search.circuits, self.part, self.budget
        walk = lambda: None if not seed else walk_from(circuits, part, seed, budget)  # noqa: E731
        return Partial({}, (SeededSet(nodes, seed, walk),))


# Moves of a free walk before it settles. Most candidates leave at the first try; the few that
# do not are worth a hundred more, since a diagram costs seconds and a walk a millisecond.
GUESSES = 8  # walks that propose retained values, besides the values that functions prefer

WALKS = (*(0, 1, 2, 5, 10, 20, 50, 100, 200, 500) * 10, *(1000, 2000, 5000) * 3)


def _final(states: list[int], reached: Mapping[int, set[int]], trapped: set[int]) -> list[int]:
    """One state of each set of states that reach one another and nothing else."""
    into: dict[int, list[int]] = {state: [] for state in states}
    for state in states:
        for end in reached[state]:
            into[end].append(state)
    blocks = strong_components(into)
    block_of = {state: i for i, block in enumerate(blocks) for state in block}
    leaves = {
        block_of[state]
        for state in states
        if state in trapped or any(block_of[e] != block_of[state] for e in reached[state])
    }
    return sorted(block[0] for i, block in enumerate(blocks) if i not in leaves)


def walk_from(
    circuits: Circuits, part: Part, seed: Mapping[int, bool], budget: Budget
) -> Partial | None:
    """The states reachable from *seed*, or `None` when the budget does not reach."""
    if len(part) <= budget.explicit_nodes:
        graph = StateGraph(circuits, part)
        start = 1 << sum(seed[v] << j for j, v in enumerate(graph.variables))
        return partial_of(graph.variables, graph.forward(start))
    try:
        symbolic = SymbolicGraph(circuits, part, budget)
        return _diagram_partial(symbolic, symbolic.forward(symbolic.state(seed)))
    except (BudgetExceeded, MemoryError):
        return None


def _diagram_partial(graph: SymbolicGraph, function: Function) -> Partial:
    """Take the constant nodes out of a set on diagrams."""
    values: dict[int, bool] = {}
    for node in graph.diagrams.variables:
        on = (function & graph.diagrams.literal(node, True)).satisfiable()
        off = (function & graph.diagrams.literal(node, False)).satisfiable()
        if on != off:
            values[node] = on
    left = tuple(sorted(v for v in graph.diagrams.variables if v not in values))
    if not left:
        return Partial(values)
    return Partial(values, (DiagramSet(left, graph.diagrams, function),))


def _values_of(mask: int, values: int) -> dict[int, bool]:
    found = {}
    while mask:
        low = mask & -mask
        found[low.bit_length() - 1] = bool(values & low)
        mask ^= low
    return found
