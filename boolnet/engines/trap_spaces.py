"""Minimal trap spaces and fixed points of a part that cannot be divided."""

from __future__ import annotations

from dataclasses import dataclass

from boolnet.engines.answer import Answer, Leaf
from boolnet.engines.program import Program, Question
from boolnet.engines.reduction import Part
from boolnet.engines.search import Leaves, Search
from boolnet.engines.states import FreeSet, Partial
from boolnet.engines.values import PackedValues
from boolnet.logic.bits import bits_of


@dataclass
class TrapSpaceLeaves(Leaves):
    """Answers undivided parts with their minimal trap spaces.

    These are the attractors under most-permissive update, each with all its states.
    """

    direct: int = 0
    least: int = 1

    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All minimal trap spaces of *part*."""
        search.budget.report(f"minimal trap spaces of {len(part)} nodes")
        program = Program(search.circuits, part)
        spaces = sorted(program.iter_trap_spaces(Question(part), search.budget))
        search.note("minimal trap spaces", len(spaces))
        members = sum(1 << node for node in part)
        partials = []
        for mask, values in spaces:
            free = tuple(bits_of(members & ~mask))
            partials.append(Partial(PackedValues(mask, values), (FreeSet(free),) if free else ()))
        return Leaf(tuple(partials), not search.budget.spent)


@dataclass
class FixedPointLeaves(Leaves):
    """Answers undivided parts with their fixed points; there may be none."""

    direct: int = 0
    least: int = 0

    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All fixed points of *part*."""
        search.budget.report(f"fixed points of {len(part)} nodes")
        program = Program(search.circuits, part)
        states = sorted(program.iter_states(Question(part), search.budget))
        search.note("fixed points", len(states))
        partials = tuple(Partial(PackedValues(mask, values)) for mask, values in states)
        return Leaf(partials, not search.budget.spent)
