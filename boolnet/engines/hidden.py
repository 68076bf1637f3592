"""Attractors outside the trap spaces that are known: certificates that there are none.

The means, cheapest first, for a part in which some trap spaces are given:

1. Candidate states (`boolnet.engines.candidates`): every attractor outside the spaces has one.
   None left: proven. The others are walked until they enter a space or one another.
2. Succession: what lies outside the *minimal* trap spaces lies in a larger one, each of which is
   a smaller network, or outside the *maximal* ones, where there are fewer candidates.
3. Holding a node (`boolnet.engines.holding`): halves without a say of that node.
4. Decision diagrams, for the few candidates that walks could not settle.

Source:
    J. Rozum, J. Gómez Tejeda Zañudo, X. Gan, D. Deritei, R. Albert, Sci. Adv. 7 (2021) eabf8124,
    doi:10.1126/sciadv.abf8124 (succession through trap spaces).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from boolnet.engines.candidates import find_candidates, find_retained
from boolnet.engines.holding import hold_a_node
from boolnet.engines.program import Program, Question, Space
from boolnet.engines.reduction import Part, percolate, strong_components
from boolnet.engines.search import Search
from boolnet.engines.states import Partial
from boolnet.engines.terminal import find_terminal_sets, seeded, values_of
from boolnet.engines.walks import Walker
from boolnet.errors import BudgetExceeded

GUESSES = 8  # walks that propose retained values, besides the values that functions prefer

# Moves of a free walk before it settles. Most candidates leave at the first try; the few that
# do not are worth a hundred more, since a diagram costs seconds and a walk a millisecond.
WALKS = (*(0, 1, 2, 5, 10, 20, 50, 100, 200, 500) * 10, *(1000, 2000, 5000) * 3)

SMALL = 30  # nodes up to which diagrams are asked before a part is split any further

Found = tuple[list[Partial], bool]  # attractors, and whether these are all


class Hidden:
    """The attractors of *part* outside trap spaces that are known.

    Args:
        search: The search that the part belongs to.
        part: The part.
        keep: Nodes that must not be set aside.
        program: The solver program of the part.
    """

    def __init__(self, search: Search, part: Part, keep: frozenset[int], program: Program) -> None:
        self.search = search
        self.circuits = search.circuits
        self.budget = search.budget
        self.part = part
        self.keep = keep
        self.program = program
        self.members = sum(1 << node for node in part)
        self.walker = Walker(search.circuits, part, search.budget)

    def find(self, spaces: Sequence[Space]) -> Found:
        """The attractors outside the minimal trap *spaces*; and whether these are all.

        With no *spaces* the whole part is one minimal trap space.
        """
        found, left = self._by_candidates(spaces)
        small = len(self.part) <= SMALL
        if found is None and small:
            found = self._on_diagrams(left, spaces)
        if found is None:
            found = self._by_succession(spaces)
        if found is None and not small:
            found = self._on_diagrams(left, spaces)
        return found or ([], False)

    # -- candidates ------------------------------------------------------------------------

    def _by_candidates(self, spaces: Sequence[Space]) -> tuple[Found | None, list[int]]:
        """What candidates decide, or those that are left (none when there are too many)."""
        search, budget = self.search, self.budget
        budget.report(f"candidate states of {len(self.part)} nodes")
        retained = find_retained(self.circuits, self.part)
        moving = tuple(space for space in spaces if space[0] != self.members)
        asked = Question(self.part, retained=retained, avoid=moving)
        guesses = self._guesses(retained)
        states, retained, complete = find_candidates(self.program, asked, guesses, budget)
        if not complete:
            search.note("too many candidate states to look at")
            return None, []
        if not states:
            search.note("no candidate state outside the trap spaces")
            return ([], True), []
        left = self._representatives(states, retained, spaces)
        if not left:
            return ([], True), []
        if not spaces and len(left) == 1:
            return ([self._around(left[0])], True), []
        return None, left

    def _guesses(self, retained: Mapping[int, bool]) -> Iterator[dict[int, bool]]:
        """Retained values that may leave few candidates: where walks spend their time.

        Measured on published models, this leaves ten to a hundred times fewer than the
        values that the functions have more often.
        """
        rng = random.Random(0)
        steps = self.walker.affordable(40 * len(self.part))
        for _ in range(GUESSES):
            start = sum(rng.getrandbits(1) << node for node in self.part)
            yield self.walker.majority(start, retained, steps, rng)

    def _representatives(
        self, states: list[int], retained: Mapping[int, bool], spaces: Sequence[Space]
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
                end = self.walker.explore(state, retained, spaces, length, rng)
                if end is None:
                    continue
                if end in known:
                    reached[state].add(end)
                else:  # in a trap space, at a fixed point, or a candidate that was avoided
                    trapped.add(state)
            final = find_final(states, reached, trapped)
            if len(final) <= (0 if spaces else 1):
                break
        step = "reach a trap space" if spaces else "reach one another"
        self.search.note(f"candidate states that {step} by a walk", len(states) - len(final))
        return final

    def _on_diagrams(self, states: Sequence[int], spaces: Sequence[Space]) -> Found | None:
        """What forward reachability on diagrams says of *states*, within the budget."""
        if not states:
            return None
        self.budget.report(f"{len(states)} candidate states on decision diagrams")
        try:
            found = find_terminal_sets(self.circuits, self.part, states, spaces, self.budget)
        except (BudgetExceeded, MemoryError) as error:
            self.search.note(f"candidate states undecided: {error}", len(states))
            return None
        self.search.note("candidate states decided on diagrams", len(states))
        return found, True

    def _around(self, state: int) -> Partial:
        return seeded(self.circuits, self.part, values_of((self.members, state)), self.budget)

    # -- larger trap spaces ----------------------------------------------------------------

    def _by_succession(self, spaces: Sequence[Space]) -> Found | None:
        """Look into the maximal trap spaces, and outside them."""
        search = self.search
        program = Program(self.circuits, self.part, large=True)
        maximal = sorted(program.iter_trap_spaces(Question(self.part), self.budget))
        if self.budget.spent:
            return None
        if set(maximal) == set(spaces):
            return self._by_holding(spaces)
        search.note("maximal trap spaces", len(maximal))
        found: list[Partial] = []
        complete = True
        for place, space in enumerate(maximal):
            if self.search.budget.spent:
                return found, False
            inside = search.within(self.part, values_of(space), self.keep)
            complete = complete and inside.complete
            counted = (*spaces, *maximal[:place])
            for partial in inside.iter_partials():
                if not self._lies_in(partial, counted):
                    found.append(partial)
        outside, left = self._by_candidates(maximal)
        if outside is None:
            outside = self._by_holding(maximal)
        if outside is None:
            outside = self._on_diagrams(left, maximal)
        if outside is None:
            return found, False
        return found + outside[0], complete and outside[1]

    def _lies_in(self, partial: Partial, spaces: Sequence[Space]) -> bool:
        """Whether an attractor lies in one of *spaces*: then each of its states does."""
        _, state = percolate(self.circuits, self.part, partial.sample())
        return any(
            all(state.get(node) == value for node, value in values_of(space).items())
            for space in spaces
        )

    def _by_holding(self, spaces: Sequence[Space]) -> Found | None:
        return hold_a_node(self.search, self.part, self.keep, spaces, self.walker)


def find_final(states: list[int], reached: Mapping[int, set[int]], trapped: set[int]) -> list[int]:
    """One state of each set of *states* that reach one another and nothing else.

    Args:
        states: The states.
        reached: Which of them each reaches, as far as is known.
        trapped: Those that reach something else.
    """
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
