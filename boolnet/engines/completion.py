"""What nodes that were set aside do on an attractor of the rest.

Asynchronously such a node is constant where its function is constant on the attractor, and
otherwise takes both values independently of all others; under synchronous update its time
series is computed along the cycle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

from boolnet.engines.budget import Budget
from boolnet.engines.reduction import (
    Part,
    Targets,
    Values,
    in_order,
    percolate,
    targets_in,
)
from boolnet.engines.states import Cycle, FreeSet, ListedSet, PackedSet, Partial
from boolnet.engines.symbolic import Diagrams, Function, arrange
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of, column
from boolnet.logic.circuit import Circuits

SMALL = 12  # nodes up to which sets are written out; a manager of diagrams takes 10 ms


class Completion:
    """A closed part, in which attractors of its core are completed.

    Args:
        circuits: Where the functions live.
        part: The part. Nodes that no function mentions may have numbers beyond the variables.
        budget: Limits the diagrams.
    """

    def __init__(self, circuits: Circuits, part: Part, budget: Budget) -> None:
        self.circuits = circuits
        self.part = part
        self.budget = budget

    @cached_property
    def diagrams(self) -> Diagrams:
        """Diagrams over the nodes of the part."""
        order = arrange(self.circuits, self.part, rounds=5)
        return Diagrams(order, self.budget.diagram_nodes)

    @cached_property
    def targets(self) -> Targets:
        """Those of `targets_in`."""
        return targets_in(self.circuits, self.part)

    @cached_property
    def order(self) -> list[int]:
        """The nodes, those on no cycle after their regulators."""
        return in_order(self.circuits, self.part)

    def on_product(self, values: Mapping[int, bool], factors: Sequence[ListedSet]) -> Product:
        """All nodes where some have *values* and others run through independent *factors*.

        Raises:
            MemoryError: The sets do not fit into one manager together.
        """
        core = {variable for factor in factors for variable in factor.variables}
        part = {v: pair for v, pair in self.part.items() if v not in core}
        rest, settled = percolate(self.circuits, part, values)
        product = Product(self, settled, factors)
        for node in in_order(self.circuits, rest):
            one, zero = product.possible(rest[node][0]), product.possible(rest[node][1])
            if one and zero:
                product.free |= 1 << node
            else:
                settled[node] = one
        return product

    def on_cycle(self, partial: Partial) -> Series:
        """All nodes along a synchronous cycle."""
        cycles = [factor for factor in partial.factors if isinstance(factor, Cycle)]
        period = lcm(*(cycle.weight for cycle in cycles))
        full = (1 << period) - 1
        series = Series(self.circuits, period, {})
        for cycle in cycles:
            for position, node in enumerate(cycle.variables):
                bits = sum((state >> position & 1) << t for t, state in enumerate(cycle.states))
                series.bits[node] = _repeat(bits, cycle.weight, period)
        # With the constants put in, no node that was set aside reads itself any more.
        part = {v: pair for v, pair in self.part.items() if v not in series.bits}
        rest, settled = percolate(self.circuits, part, partial.values)
        series.bits |= {node: full * value for node, value in settled.items()}
        for node in in_order(self.circuits, rest):
            now = series.along(rest[node][0])
            # The value at step t + 1 is the function of the state at step t.
            series.bits[node] = (now << 1 | now >> (period - 1)) & full
        return series


class Series:
    """What nodes do along a cycle.

    Attributes:
        period: The steps of the cycle.
        bits: Per node, bit ``t`` is its value at step ``t``.
    """

    def __init__(self, circuits: Circuits, period: int, bits: dict[int, int]) -> None:
        self._circuits = circuits
        self.period = period
        self.bits = bits

    def along(self, gate: int) -> int:
        """The steps, as bits, at which *gate* is true."""
        full = (1 << self.period) - 1
        leaves = {ci.FALSE: 0, ci.TRUE: full}
        for node in bits_of(self._circuits.support(gate)):
            leaves[self._circuits.literal(node, True)] = self.bits[node]
            leaves[self._circuits.literal(node, False)] = full ^ self.bits[node]
        return self._circuits.fold(gate, leaves, full)


class Product:
    """A product of sets, with some nodes constant and some free.

    Attributes:
        values: The nodes that are constant.
        free: The nodes that take both values whatever the others do, as bits.
    """

    def __init__(
        self, completion: Completion, values: Values, factors: Sequence[ListedSet]
    ) -> None:
        self._completion = completion
        self.values = values
        self.free = 0
        self._sets = []
        for factor in factors:
            if isinstance(factor, FreeSet):
                self.free |= sum(1 << v for v in factor.variables)
            else:
                self._sets.append(factor)
        self._drawn: dict[int, Function] = {}

    def possible(self, gate: int) -> bool:
        """Whether some state of the product satisfies an exact circuit."""
        gate = self._restrict(gate)
        if gate in (ci.FALSE, ci.TRUE):
            return gate == ci.TRUE
        touched = self._touched(gate)
        if not touched:
            return True  # an exact circuit over free nodes that is not the constant 0
        small = self._tabulate(touched)
        if small is not None:
            variables, bits = small
            return bool(bits & self._fold(gate, variables))
        diagrams = self._completion.diagrams
        states = diagrams.encode(self._completion.circuits, gate, {}, self.free)
        for place in touched:
            states = states & self._draw(place)
        return bool(states.satisfiable())

    def share(self, gate: int) -> Fraction:
        """The share of the states that satisfy *gate*."""
        gate = self._restrict(gate)
        if gate in (ci.FALSE, ci.TRUE):
            return Fraction(gate == ci.TRUE)
        touched = self._touched(gate)
        free = bits_of(self._completion.circuits.support(gate) & self.free)
        small = self._tabulate(touched, free)
        if small is not None:
            variables, bits = small
            return Fraction((bits & self._fold(gate, variables)).bit_count(), bits.bit_count())
        diagrams = self._completion.diagrams
        everything = diagrams.true
        for place in touched:
            everything = everything & self._draw(place)
        states = diagrams.encode(self._completion.circuits, gate, {}) & everything
        return Fraction(diagrams.count(states), diagrams.count(everything))

    def _tabulate(
        self, touched: Sequence[int], free: Sequence[int] = ()
    ) -> tuple[list[int], int] | None:
        """The states of some of the sets, and of *free* nodes, as bits; `None` if too many."""
        sets = [self._sets[place] for place in touched]
        variables = [v for factor in sets for v in factor.variables]
        if len(variables) + len(free) > SMALL:
            return None
        bits, width = 1, 0
        for factor in sets:
            if not isinstance(factor, PackedSet):
                return None
            if width:
                bits = sum(bits << (state << width) for state in bits_of(factor.bits))
            else:
                bits = factor.bits
            width += len(factor.variables)
        for _ in free:
            bits |= bits << (1 << width)
            width += 1
        return variables + list(free), bits

    def _fold(self, gate: int, variables: Sequence[int]) -> int:
        """The states of *variables* in which *gate* is possible; other nodes are free."""
        circuits = self._completion.circuits
        width = len(variables)
        full = (1 << (1 << width)) - 1
        leaves = {ci.FALSE: 0, ci.TRUE: full}
        for leaf in circuits.literals(gate):
            leaves[leaf] = full
        for position, node in enumerate(variables):
            on = column(position, width)
            leaves[circuits.literal(node, True)] = on
            leaves[circuits.literal(node, False)] = full ^ on
        return circuits.fold(gate, leaves, full)

    def _restrict(self, gate: int) -> int:
        circuits = self._completion.circuits
        support = bits_of(circuits.support(gate))
        return circuits.restrict(gate, {v: self.values[v] for v in support if v in self.values})

    def _touched(self, gate: int) -> list[int]:
        """The places of the sets that *gate* reads."""
        support = self._completion.circuits.support(gate)
        return [
            place
            for place, factor in enumerate(self._sets)
            if any(support >> v & 1 for v in factor.variables)
        ]

    def _draw(self, place: int) -> Function:
        if place not in self._drawn:
            self._drawn[place] = self._sets[place].draw(self._completion.diagrams)
        return self._drawn[place]


def _repeat(bits: int, length: int, period: int) -> int:
    """*bits* again and again, up to *period*, which is a multiple of *length*."""
    while length < period:
        bits |= bits << length
        length *= 2
    return bits & (1 << period) - 1
