"""Sets of states that a path begins in or leads to: a space, sets within it, a condition."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from boolnet.engines.program import Space
from boolnet.engines.states import DiagramSet, ListedSet
from boolnet.engines.symbolic import Diagrams, Function
from boolnet.engines.walks import compile_function
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits


@dataclass(frozen=True)
class Region:
    """A set of states of a network.

    Attributes:
        space: Fixed nodes and their values, as bits.
        factors: Sets over nodes that `space` leaves free.
        condition: Exact circuits of a condition and its negation, or `None`.
        is_attractor: Whether it is an attractor under asynchronous update.
    """

    space: Space
    factors: tuple[ListedSet, ...] = ()
    condition: tuple[int, int] | None = None
    is_attractor: bool = False

    @property
    def nodes(self) -> int:
        """The nodes that the factors are about, as bits."""
        return sum(1 << v for factor in self.factors for v in factor.variables)

    def tester(self, circuits: Circuits) -> Callable[[int], bool]:
        """A function that says whether a state is in the region."""
        mask, values = self.space
        factors = self.factors
        holds = None if self.condition is None else compile_function(circuits, self.condition[0])

        def accepts(state: int) -> bool:
            if (state ^ values) & mask or (holds is not None and not holds(state)):
                return False
            return all(f.contains({v: bool(state >> v & 1) for v in f.variables}) for f in factors)

        return accepts

    def gate(self, circuits: Circuits) -> int:
        """A circuit that holds in every state of the region."""
        mask, values = self.space
        gates = [circuits.literal(v, bool(values >> v & 1)) for v in bits_of(mask)]
        if self.condition is not None:
            gates.append(self.condition[0])
        return circuits.conjunction(gates)

    def within(self, space: Space) -> Region | None:
        """The states of the region that lie in *space*, or `None` if its space excludes it.

        The nodes of factors must not be fixed by *space*.
        """
        mask, values = self.space
        if (values ^ space[1]) & mask & space[0]:
            return None
        return replace(self, space=(mask | space[0], values | space[1]))

    def sample(self, like: Space, members: int = 0, rng: random.Random | None = None) -> int:
        """A state of a region without a condition.

        Args:
            like: Values that free nodes take, where it has some.
            members: All nodes, as bits; needed only with *rng*.
            rng: Where the other values come from; they are 0 without it.
        """
        mask, values = self.space
        state = values | (like[1] & like[0] & ~mask)
        if rng is not None:
            state |= rng.getrandbits(members.bit_length()) & members & ~(mask | like[0])
        for factor in self.factors:
            drawn = factor.sample() if rng is None else factor.draw_state(rng)
            for node in factor.variables:
                state = state | 1 << node if drawn[node] else state & ~(1 << node)
        return state

    def draw(
        self,
        diagrams: Diagrams,
        circuits: Circuits,
        nodes: Collection[int],
        known: Mapping[int, bool],
    ) -> Function:
        """What the region says about *nodes*, as a diagram.

        Args:
            diagrams: Where it is drawn.
            circuits: Where the condition lives.
            nodes: The variables of *diagrams*.
            known: The values of all other nodes that the condition reads.
        """
        mask, values = self.space
        result = diagrams.state({v: bool(values >> v & 1) for v in nodes if mask >> v & 1})
        for factor in self.factors:
            if factor.variables[0] in nodes:
                result = result & factor.draw(diagrams)
        if self.condition is not None:
            result = result & diagrams.encode(circuits, self.condition[0], known)
        return result


def hold(region: Region, node: int, value: bool) -> Region:
    """The region with *node* put to *value* in every state."""
    mask, values = region.space
    bit = 1 << node
    factors: list[ListedSet] = []
    for factor in region.factors:
        factors += _without(factor, node) if node in factor.variables else [factor]
    space = mask | bit, (values & ~bit) | (bit if value else 0)
    return replace(region, space=space, factors=tuple(factors))


def _without(factor: ListedSet, node: int) -> list[ListedSet]:
    """What *factor* says about its other nodes."""
    from oxidd.util import BooleanOperator

    others = tuple(v for v in factor.variables if v != node)
    if not others:
        return []
    diagrams, wide = Diagrams(others), Diagrams(factor.variables)
    drawn = factor.draw(wide)
    on = wide.literal(node, True)
    shadow = drawn.apply_exists(BooleanOperator.AND, wide.true, on)
    function = diagrams.copy(wide, shadow)
    return [DiagramSet(others, diagrams, function)]
