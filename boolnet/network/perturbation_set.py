"""Sets of experiments: single ones, and all combinations of so many of them.

Hundred million experiments fit into a line: a set knows its single experiments and counts the
combinations, so that any stretch of it can be made where it is needed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from math import comb

from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
from boolnet.network.therapy import Therapy, combine

Member = tuple[int, ...]  # places of the single experiments that a combination is made of


@dataclass(frozen=True)
class PerturbationSet(ABC):
    """Experiments in a fixed order, each made of single ones.

    Attributes:
        parts: The single experiments. One that switches inputs, or holds several things
            together, has a name.
    """

    parts: tuple[Therapy, ...]

    @abstractmethod
    def __len__(self) -> int:
        """How many experiments, those included that contradict themselves."""

    @abstractmethod
    def members(self, start: int = 0, stop: int | None = None) -> Iterator[Member]:
        """The parts of each experiment from *start* to before *stop*, in order."""

    def __iter__(self) -> Iterator[Therapy]:
        """The experiments, without those that hold one thing at two values."""
        from boolnet.errors import InputError

        for member in self.members():
            try:
                yield combine(tuple(self.parts[place] for place in member))
            except InputError:
                continue


@dataclass(frozen=True)
class Combinations(PerturbationSet):
    """All combinations of the single experiments, the small ones first.

    Attributes:
        largest: How many single experiments are combined at most.
    """

    largest: int = 1

    def __len__(self) -> int:
        return sum(self._counts)

    @property
    def _counts(self) -> list[int]:
        return [comb(len(self.parts), size) for size in range(1, self.largest + 1)]

    def members(self, start: int = 0, stop: int | None = None) -> Iterator[Member]:
        """The parts of each experiment from *start* to before *stop*, in order.

        Cost:
            Nothing for what comes before *start*.
        """
        left = len(self) - start if stop is None else min(stop, len(self)) - start
        for size, count in enumerate(self._counts, 1):
            if start >= count:
                start -= count
                continue
            for member in islice(_combinations_from(len(self.parts), size, start), left):
                yield member
                left -= 1
            if left <= 0:
                return
            start = 0


@dataclass(frozen=True)
class Listed(PerturbationSet):
    """Experiments that somebody wrote down.

    Attributes:
        listed: The parts of each.
    """

    listed: tuple[Member, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.listed)

    def members(self, start: int = 0, stop: int | None = None) -> Iterator[Member]:
        """The parts of each experiment from *start* to before *stop*, in order."""
        yield from self.listed[start:stop]


def _combinations_from(number: int, size: int, start: int) -> Iterator[Member]:
    """The combinations of *size* out of *number* in their usual order, from *start* on."""
    first: list[int] = []
    low = 0
    for left in range(size, 0, -1):  # the first combination, place by place
        while (count := comb(number - low - 1, left - 1)) <= start:
            start -= count
            low += 1
        first.append(low)
        low += 1
    yield tuple(first)
    for place in range(size - 1, -1, -1):  # then all that share less and less with it
        head = tuple(first[:place])
        for value in range(first[place] + 1, number):
            for rest in combinations(range(value + 1, number), size - place - 1):
                yield (*head, value, *rest)


def list_nodes(
    network: Network, values: Iterable[bool] = (False, True), names: Sequence[str] | None = None
) -> tuple[Therapy, ...]:
    """A single experiment for each node (of *names*) and each of *values*."""
    values = tuple(values)
    return tuple(
        Therapy("", {}, overexpression(name) if value else knockout(name))
        for name in (network.names if names is None else names)
        for value in values
    )


def list_regulations(
    network: Network, values: Iterable[bool] = (False, True)
) -> tuple[Therapy, ...]:
    """A single experiment for each regulation and each of *values* that its target may see."""
    values = tuple(values)
    return tuple(
        Therapy("", {}, block(regulation.regulator, regulation.target, value))
        for regulation in network.influence.regulations
        for value in values
    )


def gather(experiments: Iterable[Therapy | Perturbation]) -> Listed:
    """Any experiments as a set: each is one part of its own, equal ones once."""
    parts: dict[tuple[object, ...], int] = {}
    kept: list[Therapy] = []
    listed: list[Member] = []
    for experiment in experiments:
        part = experiment if isinstance(experiment, Therapy) else Therapy("", {}, experiment)
        key = part.name, tuple(sorted(part.inputs.items())), part.perturbation
        if key not in parts:
            parts[key] = len(kept)
            kept.append(part)
        listed.append((parts[key],))
    return Listed(tuple(kept), tuple(listed))
