"""Attractors of a whole network, and their sets of states.

A state is an integer whose bit ``i`` is the value of node ``i`` in network order.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Protocol

from boolnet.dynamics.scheme import UpdateScheme
from boolnet.engines.states import ListedSet
from boolnet.network.space import Space


class AttractorKind(Enum):
    """A single state, a cycle of a deterministic scheme, or any other terminal set."""

    FIXED_POINT = "fixed-point"
    CYCLE = "cycle"
    COMPLEX = "complex"


class StateSet(Protocol):
    """A set of states of a network. Analyses never ask which kind it is."""

    def count(self) -> int:
        """How many states, exactly, however many."""
        ...

    def __contains__(self, state: int) -> bool:
        """Whether *state* is in the set."""
        ...

    def enclosing_space(self) -> Space:
        """The smallest space around the set: its constant nodes, fixed."""
        ...

    def mean(self) -> dict[str, Fraction]:
        """For each node that is not constant, the share of the states in which it is 1."""
        ...

    def sample(self, rng: random.Random) -> int:
        """A state, all equally likely."""
        ...


@dataclass(frozen=True)
class ProductStates:
    """All combinations of independent sets.

    Attributes:
        space: The nodes that are constant.
        factors: Sets over some of the others.
        free: The rest, which takes both values whatever the others do.
    """

    space: Space
    factors: tuple[ListedSet, ...] = ()
    free: tuple[int, ...] = ()

    def count(self) -> int:
        """How many states."""
        total = 1 << len(self.free)
        for factor in self.factors:
            total *= factor.count
        return total

    def __contains__(self, state: int) -> bool:
        if (state ^ self.space.values) & self.space.mask:
            return False
        return all(
            factor.contains({v: bool(state >> v & 1) for v in factor.variables})
            for factor in self.factors
        )

    def enclosing_space(self) -> Space:
        """The constant nodes, fixed."""
        return self.space

    def mean(self) -> dict[str, Fraction]:
        """The share of the states in which each other node is 1."""
        shares = {node: Fraction(1, 2) for node in self.free}
        for factor in self.factors:
            shares |= {node: factor.mean(node) for node in factor.variables}
        return {self.space.nodes[node]: shares[node] for node in sorted(shares)}

    def sample(self, rng: random.Random) -> int:
        """A state, all equally likely."""
        state = self.space.values
        for node in self.free:
            state |= rng.getrandbits(1) << node
        for factor in self.factors:
            for node, value in factor.draw_state(rng).items():
                state |= value << node
        return state


@dataclass(frozen=True)
class CycleStates:
    """The states of a cycle, as one time series per node.

    Attributes:
        nodes: Node names in network order.
        period: How many steps until the first state returns.
        series: Per node, bit ``t`` is its value at step ``t``.
    """

    nodes: tuple[str, ...]
    period: int
    series: tuple[int, ...]

    def count(self) -> int:
        """The period: no state occurs twice."""
        return self.period

    def at(self, step: int) -> int:
        """The state at *step*."""
        step %= self.period
        return sum((bits >> step & 1) << node for node, bits in enumerate(self.series))

    def __contains__(self, state: int) -> bool:
        full = (1 << self.period) - 1
        steps = full
        for node, bits in enumerate(self.series):
            steps &= bits if state >> node & 1 else full ^ bits
        return bool(steps)

    def enclosing_space(self) -> Space:
        """The constant nodes, fixed."""
        full = (1 << self.period) - 1
        mask = values = 0
        for node, bits in enumerate(self.series):
            if bits in (0, full):
                mask |= 1 << node
                values |= (1 << node) * (bits == full)
        return Space(self.nodes, mask, values)

    def mean(self) -> dict[str, Fraction]:
        """The share of the steps in which each node that is not constant is 1."""
        full = (1 << self.period) - 1
        return {
            name: Fraction(bits.bit_count(), self.period)
            for name, bits in zip(self.nodes, self.series, strict=True)
            if bits not in (0, full)
        }

    def sample(self, rng: random.Random) -> int:
        """A state, all equally likely."""
        return self.at(rng.randrange(self.period))


@dataclass(frozen=True)
class Attractor:
    """A set of states that is never left once entered, and none smaller inside it.

    Attributes:
        kind: What it is under its scheme.
        scheme: The update scheme it belongs to.
        space: The nodes known to be constant on it, fixed. Where `states` is known these
            are all of the constant ones, else there may be more.
        states: Its states; `None` when they were too many to hold within the budget.
        trap_space: The smallest trap space around it.
        period: The number of steps of a cycle; `None` for other kinds.
        phenotypes: For each phenotype asked about: ``True`` (in all states), ``False`` (in
            none) or ``"mixed"``; `None` where the states are not known and it may vary.
    """

    kind: AttractorKind
    scheme: UpdateScheme
    space: Space
    states: StateSet | None
    trap_space: Space
    period: int | None
    phenotypes: Mapping[str, bool | str | None]

    @property
    def count(self) -> int | None:
        """How many states, or `None` when they are not known."""
        return self.period or (None if self.states is None else self.states.count())

    @property
    def fixed(self) -> dict[str, int]:
        """The constant nodes with their values."""
        return self.space.fixed

    @property
    def mean(self) -> dict[str, Fraction]:
        """The share of the states in which each other node is 1 (not the share of time)."""
        return {} if self.states is None else self.states.mean()

    def behaviour(self, name: str) -> Fraction | None:
        """The share of the states in which *name* is 1; `None` where it is not known."""
        value = self.fixed.get(name)
        return self.mean.get(name) if value is None else Fraction(value)

    def __contains__(self, state: int) -> bool:
        if self.states is None:
            raise ValueError("the states of this attractor were not computed")
        return state in self.states
