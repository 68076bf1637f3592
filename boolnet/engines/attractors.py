"""Asynchronous attractors of a part that cannot be divided.

Small parts are walked completely. For larger ones: the minimal trap spaces, each of which
holds at least one attractor; then the candidate states, which say where else one could be.
Whatever candidates are left are walked to a trap space or decided on decision diagrams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from boolnet.engines.answer import Answer, Leaf
from boolnet.engines.explicit import StateGraph
from boolnet.engines.hidden import Hidden
from boolnet.engines.program import Program, Question, Space
from boolnet.engines.reduction import Part, targets_in
from boolnet.engines.search import Leaves, Search
from boolnet.engines.states import Partial, SeededSet, partial_of
from boolnet.engines.terminal import seeded, values_of
from boolnet.engines.values import PackedValues

WALKED = 12  # nodes up to which walking all states beats asking the solver (measured)


@dataclass
class AsynchronousLeaves(Leaves):
    """Answers undivided parts with their asynchronous attractors.

    Attributes:
        direct: Parts up to this many nodes are walked completely, without dividing.
    """

    direct: int = 8
    least: int = 1
    drives: bool = True

    def answer(self, search: Search, part: Part, keep: frozenset[int]) -> Answer:
        """All attractors of *part*."""
        budget = search.budget
        if len(part) <= min(WALKED, budget.explicit_nodes):
            graph = StateGraph(search.circuits, part)
            sets, complete = graph.find_terminal_sets(budget)
            search.note("all states walked", len(sets))
            partials = [partial_of(graph.variables, bits) for bits in sets]
            return Leaf(tuple(partials), complete)
        return _answer_by_trap_spaces(search, part, keep)

    def around(self, search: Search, part: Part, seed: Mapping[int, bool]) -> Partial:
        """The one attractor of *part* that *seed* lies in, walked when asked for."""
        return seeded(search.circuits, part, seed, search.budget)


def _answer_by_trap_spaces(search: Search, part: Part, keep: frozenset[int]) -> Answer:
    """Trap spaces first, then what may lie outside them."""
    budget = search.budget
    budget.report(f"minimal trap spaces of {len(part)} nodes")
    program = Program(search.circuits, part)
    spaces = sorted(program.iter_trap_spaces(Question(part), budget))
    search.note("minimal trap spaces", len(spaces))
    members = sum(1 << node for node in part)
    moving = [space for space in spaces if space[0] != members]
    partials = [Partial(PackedValues(*space)) for space in spaces if space[0] == members]
    if budget.spent:
        partials += [_somewhere(part, space) for space in moving]
        return Leaf(tuple(partials), complete=False)
    hidden = Hidden(search, part, keep, program)
    if moving == [(0, 0)]:
        found, complete = hidden.find([])
        # A minimal trap space holds one attractor at least, whatever is undecided.
        found = found or [seeded(search.circuits, part, {}, budget)]
        return Leaf(tuple(found), complete)
    complete = True
    targets = targets_in(search.circuits, part)
    for space in moving:
        if search.budget.spent:
            partials.append(_somewhere(part, space))
            complete = False
            continue
        inside = search.within(part, values_of(space), keep, targets)
        found = list(inside.iter_partials())
        partials += found or [_somewhere(part, space)]
        complete = complete and inside.complete
    found, certified = hidden.find(spaces)
    return Leaf((*partials, *found), complete and certified)


def _somewhere(part: Part, space: Space) -> Partial:
    """The attractor that a minimal trap space is known to hold, not looked into."""
    values = values_of(space)
    free = tuple(node for node in sorted(part) if node not in values)
    return Partial(values, (SeededSet(free, {}, lambda _: None),))
