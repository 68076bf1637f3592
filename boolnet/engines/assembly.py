"""From the answer about a core to attractors of the whole network.

Nodes that were set aside follow the rest: see `boolnet.engines.completion`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import TypeGuard

from boolnet.dynamics.scheme import UpdateScheme
from boolnet.engines.attractor import Attractor, AttractorKind, CycleStates, ProductStates
from boolnet.engines.budget import Budget
from boolnet.engines.completion import Completion
from boolnet.engines.reduction import Values
from boolnet.engines.states import Cycle, Factor, FreeSet, ListedSet, Partial, SeededSet
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits
from boolnet.network.space import Space

LONGEST = 1 << 20  # steps of a cycle that are written out; longer ones keep their period


@dataclass
class Assembler:
    """Completes attractors of one (perturbed, held) network.

    Attributes:
        names: The nodes, in network order.
        circuits: The circuits that all functions live in.
        functions: Per node, the circuits of what one step applies, and of the negation.
        held: Nodes whose value is given; their functions are not looked at.
        conditions: Per phenotype, the circuits of its condition and of the negation.
        scheme: The update scheme of the attractors.
        budget: Limits the diagrams.
        rules: Per node, the circuits of its rule where a step is composed of several;
            trap spaces are those of the rules.
    """

    names: tuple[str, ...]
    circuits: Circuits
    functions: Sequence[tuple[int, int]]
    held: Mapping[int, bool]
    conditions: Mapping[str, tuple[int, int]]
    scheme: UpdateScheme
    budget: Budget
    rules: Sequence[tuple[int, int]] = ()

    @cached_property
    def _completion(self) -> Completion:
        return Completion(self.circuits, dict(enumerate(self.functions)), self.budget)

    def assemble(self, partial: Partial) -> Attractor:
        """The attractor of the whole network that *partial* describes on the core."""
        if any(isinstance(factor, Cycle) for factor in partial.factors):
            return self._cycle(partial)
        values = dict(partial.values)
        factors: list[ListedSet] = []
        known = True
        for factor in partial.factors:
            if isinstance(factor, SeededSet):
                inner = factor.expanded
                if inner is None:
                    known = False
                    factors.append(FreeSet(factor.variables))
                    continue
                values |= inner.values
                factors += [f for f in inner.factors if _is_listed(f)]
            elif _is_listed(factor):
                factors.append(factor)
        return self._product(values, factors, known)

    def _product(self, values: Values, factors: list[ListedSet], known: bool) -> Attractor:
        try:
            return self._product_of(values, factors, known)
        except MemoryError:
            # The sets do not fit one manager together: say only what holds on any states.
            free: list[ListedSet] = [FreeSet(factor.variables) for factor in factors]
            return self._product_of(values, free, known=False)

    def _product_of(self, values: Values, factors: list[ListedSet], known: bool) -> Attractor:
        view = self._completion.on_product(values, factors)
        settled = view.values
        space = self._space(settled)
        free = tuple(bits_of(view.free))
        states = ProductStates(space, tuple(factors), free) if known else None
        kind = AttractorKind.FIXED_POINT if space.is_state else AttractorKind.COMPLEX
        phenotypes: dict[str, bool | str | None] = {}
        for name, (positive, negative) in self.conditions.items():
            one, zero = view.possible(positive), view.possible(negative)
            varies = "mixed" if known else None
            phenotypes[name] = one if one != zero else varies
        return Attractor(
            kind, self.scheme, space, states, self._enclosing_trap(space), None, phenotypes
        )

    def _cycle(self, partial: Partial) -> Attractor:
        cycles = [factor for factor in partial.factors if isinstance(factor, Cycle)]
        period = lcm(*(cycle.weight for cycle in cycles))
        if period > LONGEST:
            return self._long_cycle(partial, period)
        full = (1 << period) - 1
        series = self._completion.on_cycle(partial)
        states = CycleStates(
            self.names, period, tuple(series.bits[node] for node in range(len(self.names)))
        )
        phenotypes: dict[str, bool | str | None] = {}
        for name, (positive, _) in self.conditions.items():
            shown = series.along(positive)
            phenotypes[name] = shown == full if shown in (0, full) else "mixed"
        space = states.enclosing_space()
        return Attractor(
            AttractorKind.CYCLE,
            self.scheme,
            space,
            states,
            self._enclosing_trap(space),
            period,
            phenotypes,
        )

    def _long_cycle(self, partial: Partial, period: int) -> Attractor:
        """A cycle too long to be written out: its period is exact, its states are not given."""
        moving = [FreeSet(factor.variables) for factor in partial.factors]
        rough = self._product(dict(partial.values), list(moving), known=False)
        return Attractor(
            AttractorKind.CYCLE,
            self.scheme,
            rough.space,
            None,
            rough.trap_space,
            period,
            rough.phenotypes,
        )

    def _space(self, values: Mapping[int, bool]) -> Space:
        mask = sum(1 << node for node in values)
        return Space(self.names, mask, sum(1 << node for node, value in values.items() if value))

    def _enclosing_trap(self, space: Space) -> Space:
        """The smallest trap space around *space*: free what could still move, until nothing can."""
        mask = space.mask
        rules = self.rules or self.functions
        while True:
            either = ~mask
            leaves = _possible_leaves(self.circuits, mask, space.values)
            moved = 0
            for node in bits_of(mask):
                if node in self.held:
                    continue
                value = bool(space.values >> node & 1)
                against = rules[node][value]
                if self.circuits.support(against) & either or against == ci.TRUE:
                    if self.circuits.fold(against, leaves, 1):
                        moved |= 1 << node
            if not moved:
                return Space(self.names, mask, space.values & mask)
            mask &= ~moved


def _is_listed(factor: Factor) -> TypeGuard[ListedSet]:
    return not isinstance(factor, (Cycle, SeededSet))


def _possible_leaves(circuits: Circuits, mask: int, values: int) -> dict[int, int]:
    leaves = {ci.FALSE: 0, ci.TRUE: 1}
    for node in range(circuits.variables):
        fixed, on = mask >> node & 1, values >> node & 1
        leaves[circuits.literal(node, True)] = int(not fixed or on)
        leaves[circuits.literal(node, False)] = int(not fixed or not on)
    return leaves
