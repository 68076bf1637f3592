"""Sets of states of a part of a network: the factors that attractors are products of.

A factor knows the nodes it is about by number, and nothing about the rest of the network.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from boolnet.engines.budget import Budget
from boolnet.engines.symbolic import Diagrams, Function
from boolnet.logic.bits import column


class Factor(Protocol):
    """A set of states over some nodes, none of which is constant on it.

    Attributes:
        variables: The nodes, ascending.
    """

    @property
    def variables(self) -> tuple[int, ...]:
        """The nodes, ascending."""
        ...

    @property
    def weight(self) -> int:
        """What counts when two factors are combined: the period of a cycle, else 2."""
        ...

    def sample(self) -> dict[int, bool]:
        """One state, always the same."""
        ...

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Whether *state*, read at the variables, is in the set."""
        ...


class ListedSet(Factor, Protocol):
    """A factor whose states can be counted."""

    @property
    def count(self) -> int:
        """How many states."""
        ...

    def mean(self, variable: int) -> Fraction:
        """The share of the states in which *variable* is 1."""
        ...

    def draw(self, diagrams: Diagrams) -> Function:
        """The set as a decision diagram of *diagrams*."""
        ...

    def draw_state(self, rng: random.Random) -> dict[int, bool]:
        """A random state, all equally likely."""
        ...


@dataclass(frozen=True)
class PackedSet:
    """A set over a few nodes, one bit per state (see `boolnet.engines.explicit`)."""

    variables: tuple[int, ...]
    bits: int

    weight = 2

    @cached_property
    def count(self) -> int:
        """How many states."""
        return self.bits.bit_count()

    def mean(self, variable: int) -> Fraction:
        """The share of the states in which *variable* is 1."""
        on = column(self.variables.index(variable), len(self.variables))
        return Fraction((self.bits & on).bit_count(), self.count)

    def sample(self) -> dict[int, bool]:
        """The first state."""
        state = (self.bits & -self.bits).bit_length() - 1
        return {v: bool(state >> j & 1) for j, v in enumerate(self.variables)}

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Whether *state*, read at the variables, is in the set."""
        return bool(self.bits >> sum(state[v] << j for j, v in enumerate(self.variables)) & 1)

    def draw_state(self, rng: random.Random) -> dict[int, bool]:
        """A random state, all equally likely."""
        wanted = rng.randrange(self.count)
        low, high = 0, 1 << len(self.variables)
        while high - low > 1:  # find the bit with `wanted` ones below it
            middle = (low + high) // 2
            below = (self.bits >> low & (1 << (middle - low)) - 1).bit_count()
            if wanted < below:
                high = middle
            else:
                wanted -= below
                low = middle
        return {v: bool(low >> j & 1) for j, v in enumerate(self.variables)}

    def draw(self, diagrams: Diagrams) -> Function:
        """The set as a decision diagram."""
        return diagrams.from_bits(self.variables, self.bits)


@dataclass(frozen=True)
class FreeSet:
    """All states of some nodes."""

    variables: tuple[int, ...]

    weight = 2

    @property
    def count(self) -> int:
        """How many states."""
        return 1 << len(self.variables)

    def mean(self, variable: int) -> Fraction:
        """One half, for every one of the nodes."""
        return Fraction(1, 2)

    def sample(self) -> dict[int, bool]:
        """All nodes 0."""
        return dict.fromkeys(self.variables, False)

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Always."""
        return True

    def draw_state(self, rng: random.Random) -> dict[int, bool]:
        """A random state, all equally likely."""
        return {variable: bool(rng.getrandbits(1)) for variable in self.variables}

    def draw(self, diagrams: Diagrams) -> Function:
        """Everything."""
        return diagrams.true


@dataclass(frozen=True, eq=False)
class DiagramSet:
    """A set over many nodes, as a decision diagram in a manager of its own."""

    variables: tuple[int, ...]
    diagrams: Diagrams
    function: Function

    weight = 2

    @cached_property
    def count(self) -> int:
        """How many states, exactly."""
        return self.diagrams.count(self.function)

    def mean(self, variable: int) -> Fraction:
        """The share of the states in which *variable* is 1."""
        on = self.diagrams.count(self.function & self.diagrams.literal(variable, True))
        return Fraction(on, self.count)

    def sample(self) -> dict[int, bool]:
        """One state, always the same."""
        return dict(self._first)

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Whether *state*, read at the variables, is in the set."""
        return self.diagrams.contains(self.function, {**self._first, **state})

    @cached_property
    def _first(self) -> dict[int, bool]:
        # The diagrams may have more variables than the set: nodes that are constant on it.
        return self.diagrams.pick(self.function)

    def draw_state(self, rng: random.Random) -> dict[int, bool]:
        """A random state, all equally likely."""
        return self.diagrams.draw_state(self.function, rng)

    def draw(self, diagrams: Diagrams) -> Function:
        """The set as a decision diagram of another manager."""
        return diagrams.copy(self.diagrams, self.function)


@dataclass(frozen=True, eq=False)
class SeededSet:
    """The one attractor around a state that is known to lie in it; walked when asked for.

    Attributes:
        seed: A state of the attractor, over all nodes of its part.
        walk: Computes values of constant nodes and the factors, within the budget that it is
            given or that of the search; `None` beyond it.
        moves: Whether a node was seen to move on a walk from the seed, which never leaves
            the attractor: far cheaper than all states, and enough to know that it varies.
    """

    variables: tuple[int, ...]
    seed: Mapping[int, bool]
    walk: Callable[[Budget | None], Partial | None] = field(repr=False)
    moves: Callable[[int], bool] = field(default=lambda _: False, repr=False)

    weight = 2

    @cached_property
    def expanded(self) -> Partial | None:
        """The states, or `None` when they were too many to hold."""
        return self.walk(None)

    def within(self, work: int) -> Partial | None:
        """The same if it does not take more than so many steps of work, which are nobody's."""
        if self.__dict__.get("expanded") is None:
            found = self.walk(Budget(work=work))
            if found is None:
                return None
            self.__dict__["expanded"] = found
        return self.expanded

    def sample(self) -> dict[int, bool]:
        """The seed."""
        return dict(self.seed)

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Whether *state* is in the attractor; only its seed when it could not be walked."""
        if self.expanded is None:
            return all(state[v] == value for v, value in self.seed.items())
        return self.expanded.contains(state)


@dataclass(frozen=True)
class Cycle:
    """A synchronous cycle of a part, as the sequence of its states.

    Attributes:
        variables: The nodes, ascending: bit ``j`` of a state is ``variables[j]``.
        states: The states in order; the last is followed by the first.
    """

    variables: tuple[int, ...]
    states: tuple[int, ...]

    @property
    def weight(self) -> int:
        """The period."""
        return len(self.states)

    def sample(self) -> dict[int, bool]:
        """The first state."""
        return {v: bool(self.states[0] >> j & 1) for j, v in enumerate(self.variables)}

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Whether *state*, read at the variables, is on the cycle."""
        return sum(state[v] << j for j, v in enumerate(self.variables)) in self.states

    def rotated(self, steps: int) -> Cycle:
        """The same cycle, *steps* later."""
        steps %= len(self.states)
        return Cycle(self.variables, self.states[steps:] + self.states[:steps])


@dataclass(frozen=True, eq=False)
class Partial:
    """An attractor, as far as the nodes of one part are concerned.

    Attributes:
        values: The nodes that are constant on it.
        factors: Independent sets over the others.
    """

    values: Mapping[int, bool]
    factors: tuple[Factor, ...] = ()

    @property
    def variables(self) -> frozenset[int]:
        """The nodes of the part."""
        return frozenset(self.values).union(*(factor.variables for factor in self.factors))

    @property
    def is_known(self) -> bool:
        """Whether its states could be worked out."""
        return all(f.expanded is not None for f in self.factors if isinstance(f, SeededSet))

    def contains(self, state: Mapping[int, bool]) -> bool:
        """Whether *state* lies in it, read at the nodes of the part."""
        return all(state[v] == value for v, value in self.values.items()) and all(
            factor.contains(state) for factor in self.factors
        )

    def sample(self) -> dict[int, bool]:
        """One state over the nodes of the part."""
        state = dict(self.values)
        for factor in self.factors:
            state |= factor.sample()
        return state


def partial_of(variables: tuple[int, ...], bits: int) -> Partial:
    """Take the constant nodes out of a bit set."""
    values: dict[int, bool] = {}
    for variable in variables:
        # Positions shift as constant nodes leave: always look at what is left.
        left = tuple(v for v in variables if v not in values)
        width, position = len(left), left.index(variable)
        on = column(position, width)
        if bits & on and bits & ~on:
            continue
        values[variable] = bool(bits & on)
        bits = _without(bits, position, width, values[variable])
    left = tuple(v for v in variables if v not in values)
    return Partial(values, (PackedSet(left, bits),) if left else ())


def _without(bits: int, position: int, width: int, value: bool) -> int:
    """Drop a constant node from a bit set: keep the half where it has *value*."""
    if value:
        bits >>= 1 << position
    half = 1 << position
    chunk = (1 << half) - 1
    # Gather blocks of `half` bits that lie `2 * half` apart.
    size = 1 << (width - 1)
    result = 0
    for offset in range(0, size, half):
        result |= (bits >> 2 * offset & chunk) << offset
    return result
