"""Answers as sums and products, so that 2^60 attractors can be counted without a list.

A network falls into parts that answer independently (a product), and deciding a part that
drives the rest splits the rest into cases (a sum). Equal cases are one object, so a count
costs as much as there are different cases, however many attractors there are.

What is counted is a *weight* per attractor, combined by the update scheme: under
asynchronous update 1 is a fixed point and 2 a complex attractor; under synchronous update
the weight is the period. 0 stands for "not known".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import gcd, lcm

from boolnet.engines.recursion import deep_recursion
from boolnet.engines.states import Cycle, Partial, SeededSet

Combine = Callable[[int, int], tuple[int, int]]  # two weights -> joint weight, how many
Tally = Counter[tuple[int, str]]  # (weight, status of the node that is asked about) -> count


def combine_independent(first: int, second: int) -> tuple[int, int]:
    """Asynchronous attractors: every pair is one attractor."""
    return (max(first, second) if first and second else 0), 1


def combine_cycles(first: int, second: int) -> tuple[int, int]:
    """Synchronous cycles of periods p and q: gcd(p, q) cycles of period lcm(p, q)."""
    if not first or not second:
        return 0, 1
    return lcm(first, second), gcd(first, second)


class Answer(ABC):
    """All attractors of a part; see the subclasses.

    Attributes:
        complete: Whether these are all.
    """

    complete: bool

    def tally(self, node: int | None, combine: Combine) -> Tally:
        """Count attractors by weight and by the *status* of a node.

        The status is ``0`` or ``1`` where the node is constant, ``*`` where it varies, ``?``
        where the states were too many to tell, and empty where the node is not in this part
        (or *node* is `None`).
        """
        with deep_recursion():  # the tree is as deep as there are blocks in a row
            return self._tally(node, combine, {})

    @property
    def count(self) -> int:
        """How many sets of states there are, independent ones multiplied."""
        return sum(self.tally(None, combine_independent).values())

    @abstractmethod
    def _tally(self, node: int | None, combine: Combine, memo: dict[int, Tally]) -> Tally:
        """The same, with what shared parts of the tree have answered already."""

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Whether there is nothing to list (there may be something to count: `Unresolved`)."""

    @abstractmethod
    def iter_partials(self) -> Iterator[Partial]:
        """The attractors one by one, in a fixed order; lazily."""


@dataclass(frozen=True, eq=False)
class Leaf(Answer):
    """Attractors that were found one by one."""

    partials: tuple[Partial, ...]
    complete: bool = True

    def _tally(self, node: int | None, combine: Combine, memo: dict[int, Tally]) -> Tally:
        counts: Tally = Counter()
        for partial in self.partials:
            counts[_weight(partial, combine), status_of(partial, node)] += 1
        return counts

    @property
    def is_empty(self) -> bool:
        return not self.partials

    def iter_partials(self) -> Iterator[Partial]:
        yield from self.partials


@dataclass(frozen=True, eq=False)
class Unresolved(Answer):
    """A part that was not looked into.

    Attributes:
        least: How many there are at least: of attractors one for every setting of inputs.
    """

    least: int
    complete: bool = False

    def _tally(self, node: int | None, combine: Combine, memo: dict[int, Tally]) -> Tally:
        return Counter({(0, ""): self.least})

    @property
    def is_empty(self) -> bool:
        return True

    def iter_partials(self) -> Iterator[Partial]:
        yield from ()


@dataclass(frozen=True, eq=False)
class Sum(Answer):
    """Cases: in each some nodes are constant, and the rest answers.

    Attributes:
        cases: The constant nodes and the rest of each.
        complete: Whether these are all attractors.
        whole: Whether these are all cases, even where some are not answered completely;
            not known when `None`.
    """

    cases: tuple[tuple[Mapping[int, bool], Answer], ...]
    complete: bool = True
    whole: bool | None = None
    _is_empty: bool = field(init=False, repr=False)

    def _tally(self, node: int | None, combine: Combine, memo: dict[int, Tally]) -> Tally:
        if id(self) not in memo:
            counts: Tally = Counter()
            for values, answer in self.cases:
                known = str(int(values[node])) if node is not None and node in values else ""
                for (weight, status), count in answer._tally(node, combine, memo).items():
                    counts[weight, status or known] += count
            memo[id(self)] = counts
        return memo[id(self)]

    @property
    def is_empty(self) -> bool:
        return self._is_empty

    def __post_init__(self) -> None:
        # Known from below when it is made: asked later, it could take a deep recursion.
        object.__setattr__(self, "_is_empty", all(answer.is_empty for _, answer in self.cases))

    def iter_partials(self) -> Iterator[Partial]:
        for values, answer in self.cases:
            if answer.is_empty:
                continue
            for partial in answer.iter_partials():
                yield Partial({**values, **partial.values}, partial.factors)


@dataclass(frozen=True, eq=False)
class Product(Answer):
    """Independent parts."""

    answers: tuple[Answer, ...]
    complete: bool = True
    _is_empty: bool = field(init=False, repr=False)

    def _tally(self, node: int | None, combine: Combine, memo: dict[int, Tally]) -> Tally:
        if id(self) not in memo:
            counts: Tally = Counter({(1, ""): 1})
            for answer in self.answers:
                combined: Tally = Counter()
                for (weight, status), count in answer._tally(node, combine, memo).items():
                    for (other, known), many in counts.items():
                        joint, times = combine(weight, other)
                        combined[joint, status or known] += count * many * times
                counts = combined
            memo[id(self)] = counts
        return memo[id(self)]

    @property
    def is_empty(self) -> bool:
        return self._is_empty

    def __post_init__(self) -> None:
        object.__setattr__(self, "_is_empty", any(answer.is_empty for answer in self.answers))

    def iter_partials(self) -> Iterator[Partial]:
        # The last part varies fastest; nothing but the current attractors is held. With an
        # empty part there is nothing to list, however many there are of the others.
        if self.is_empty:
            return
        if not self.answers:
            yield Partial({})
            return
        yield from _iter_products(self.answers)


def _iter_products(answers: Sequence[Answer]) -> Iterator[Partial]:
    iterators = [answers[0].iter_partials()]
    chosen: list[Partial] = []
    while iterators:
        partial = next(iterators[-1], None)
        if partial is None:
            iterators.pop()
            if chosen:
                chosen.pop()
            continue
        if len(iterators) < len(answers):
            chosen.append(partial)
            iterators.append(answers[len(iterators)].iter_partials())
            continue
        yield from _iter_joined([*chosen, partial])


def _iter_joined(partials: Sequence[Partial]) -> Iterator[Partial]:
    """The attractors that independent ones make together.

    Sets make one. Cycles of periods p and q make gcd(p, q): one for each way in which one
    of them can run behind the other.
    """
    ways = []
    running = 1
    for partial in partials:
        period = _period(partial)
        ways.append(range(gcd(running, period)))
        running = lcm(running, period)
    for delays in product(*ways):
        joined = Partial({})
        for partial, delay in zip(partials, delays, strict=True):
            joined = _join(joined, partial, delay)
        yield joined


def _join(first: Partial, second: Partial, delay: int) -> Partial:
    factors = tuple(
        factor.rotated(delay) if isinstance(factor, Cycle) else factor for factor in second.factors
    )
    return Partial({**first.values, **second.values}, first.factors + factors)


def _period(partial: Partial) -> int:
    return lcm(*(f.weight for f in partial.factors if isinstance(f, Cycle)))


def _weight(partial: Partial, combine: Combine) -> int:
    weight = 1
    for factor in partial.factors:
        weight = combine(weight, factor.weight)[0]
    return weight


def status_of(partial: Partial, node: int | None) -> str:
    """What *node* does in an attractor, in the letters of `Answer.tally`."""
    if node is None:
        return ""
    if node in partial.values:
        return str(int(partial.values[node]))
    for factor in partial.factors:
        if node not in factor.variables:
            continue
        if not isinstance(factor, SeededSet) or factor.moves(node):
            return "*"
        return "?" if factor.expanded is None else status_of(factor.expanded, node)
    return ""
