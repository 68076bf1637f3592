"""Attractors of what is left of a mutant, where minimal trap spaces tell them all.

One program for all mutants finds the minimal trap spaces and the candidate states
(`boolnet.engines.candidates`); candidates walk side by side (`boolnet.engines.ensemble`) until
each is in a trap space, or until all that are left lead to one. What that does not settle is
left to the search (`boolnet.engines.search`).

A set of nodes that hits every negative cycle of the network hits those of every mutant, too:
what is held only takes regulations away.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cached_property

from boolnet.engines.budget import CONFLICT, MODEL, MOVE, Budget
from boolnet.engines.candidates import find_retained
from boolnet.engines.ensemble import Ensemble
from boolnet.engines.hidden import find_final
from boolnet.engines.lanes import Pair, Programs, transpose
from boolnet.engines.program import Space
from boolnet.engines.reduction import Part, targets_in
from boolnet.engines.search import Search
from boolnet.engines.shared_program import SharedProgram
from boolnet.engines.states import Partial
from boolnet.engines.terminal import values_of
from boolnet.engines.values import PackedValues

SMALL = 12  # nodes up to which the search walks all states
FEW = 256  # candidates that are walked
SWEEPS = (2, 4, 8, 16, 32)  # moves of each node before it is seen where the walks are
SETTLED = 16  # moves of each node before, and while, it is seen where walks spend their time
SETTLING = 200  # moves of each node within which walks settle


class Shortcut:
    """Answers for the mutants of one network.

    Args:
        programs: Functions made ready.
        functions: Per node the circuits of its function and of the negation.
    """

    def __init__(self, programs: Programs, functions: Sequence[Pair]) -> None:
        self.programs = programs
        self.circuits = programs.circuits
        self.functions = functions
        self._retained: dict[int, bool] | None = None

    def renew(self) -> Shortcut:
        """The same without what its solver has learned: where it gives up depends on that."""
        other = Shortcut(self.programs, self.functions)
        other._retained = self._retained and dict(self._retained)
        return other

    @cached_property
    def _program(self) -> SharedProgram:
        return SharedProgram(self.circuits, self.functions)

    def _retain(self, core: Part) -> dict[int, bool]:
        """Nodes that hit every negative cycle, each with a value that leaves few candidates.

        Where walks of the first mutant spent more time; for nodes that did not move there, the
        value that the function has more often.
        """
        if self._retained is None:
            self._retained = find_retained(self.circuits, dict(enumerate(self.functions)))
            herd = Ensemble(self.programs, core, {}, sorted(core), FEW)
            rng = random.Random(0)
            for node in core:
                herd.put(node, rng.getrandbits(FEW))
            herd.sweep(SETTLED)
            times = dict.fromkeys(core, 0)
            for _ in range(SETTLED):
                herd.sweep(1)
                for node in core:
                    times[node] += herd.of(node).bit_count()
            for node in self._retained.keys() & core.keys():
                self._retained[node] = 2 * times[node] > FEW * SETTLED
        return self._retained

    def find(
        self, search: Search, core: Part, border: int, values: int, budget: Budget
    ) -> tuple[list[Partial], bool] | None:
        """All attractors of *core*, and whether these are all; `None` if that is not settled.

        Args:
            search: Answers trap spaces that are no single states.
            core: What is left, with the values of the border put in.
            border: The nodes around it that it reads, as bits.
            values: Those of them that are 1.
            budget: What is spent.
        """
        members = sum(1 << node for node in core)
        budget.spend(CONFLICT)
        spaces = self._program.find_trap_spaces(members, border, values)
        if spaces is None:
            return None
        budget.spend(MODEL * len(spaces))
        spaces.sort()
        moving = [space for space in spaces if space[0] != members]
        seed = self._certify(core, members, border, values, spaces, budget)
        if seed is None:
            return None
        partials = [Partial(PackedValues(*space)) for space in spaces if space[0] == members]
        if moving == [(0, 0)]:
            state = values_of((members, seed))
            return [*partials, search.leaves.around(search, core, state)], True
        complete = True
        targets = targets_in(self.circuits, core) if moving else None
        for space in moving:
            inside = search.within(core, values_of(space), frozenset(), targets)
            found = list(inside.iter_partials())
            if not found:
                return None
            partials += found
            complete = complete and inside.complete
        return partials, complete

    def _certify(
        self,
        core: Part,
        members: int,
        border: int,
        values: int,
        spaces: Sequence[Space],
        budget: Budget,
    ) -> int | None:
        """Prove that every attractor lies in one of *spaces*.

        If that is all states, prove that there is one, and return one of its states. `None` if
        there is no proof.
        """
        whole = list(spaces) == [(0, 0)]
        budget.spend(CONFLICT)
        states = self._program.find_candidates(members, border, values, self._retain(core), FEW)
        if states is None:
            return None
        budget.spend(MODEL * len(states))
        if not whole:
            states = [s for s in states if not any(_lies_in(s, space) for space in spaces)]
        if not states:
            return None if whole else 0
        if whole and len(states) == 1:
            return states[0]
        return self._walk(core, states, [] if whole else spaces, budget)

    def _walk(
        self, core: Part, states: list[int], spaces: Sequence[Space], budget: Budget
    ) -> int | None:
        """Walk from the candidate *states* until all are in *spaces*, or lead to one of them."""
        nodes = sorted(core)
        times = max(1, FEW // len(states))
        width = len(states) * times
        herd = Ensemble(self.programs, core, {}, nodes, width)
        columns = transpose(states, nodes[-1] + 1)
        repeated = sum(1 << turn * len(states) for turn in range(times))
        for node in nodes:
            herd.put(node, columns[node] * repeated)
        each = (1 << len(states)) - 1
        reached: dict[int, set[int]] = {state: set() for state in states}
        trapped: set[int] = set()
        done = 0
        kept = self._retain(core)
        retained = {node: kept[node] for node in nodes if node in kept}
        for sweeps in SWEEPS:
            budget.spend(MOVE * sweeps * len(core))
            herd.sweep(sweeps)
            for mask, on in spaces:
                done |= herd.within(mask, on)
            left = each
            for turn in range(times):
                left &= ~(done >> turn * len(states))
            if spaces and not left:
                return 0
            if budget.spent:
                return None
            if spaces:
                continue
            copy = herd.copy()
            if not copy.settle(retained, SETTLING):
                continue
            ends = transpose([copy.of(node) for node in nodes], width)
            for lane, end in enumerate(ends):
                state = sum(1 << node for place, node in enumerate(nodes) if end >> place & 1)
                begin = states[lane % len(states)]
                if state in reached:
                    reached[begin].add(state)
                else:
                    trapped.add(begin)
            final = find_final(states, reached, trapped)
            if len(final) == 1:
                return final[0]
        return None


def _lies_in(state: int, space: Space) -> bool:
    return not (state ^ space[1]) & space[0]
