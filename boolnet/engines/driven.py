"""The answer about parts that one time series drives.

Each part, with what drives it, runs through cycles of its own; parts that read different
pieces of the driving series meet only in it. Two such cycles of periods ``p`` and ``q``
over a common driving series of period ``b`` make ``gcd(p, q) / b`` joint cycles of period
``lcm(p, q)``: one may run behind the other by any multiple of ``b``. With nothing that
drives (``b = 1``) this is the rule for independent parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import gcd, lcm

from boolnet.engines.answer import Answer, Combine, Tally
from boolnet.engines.states import Cycle, Partial


@dataclass(frozen=True, eq=False)
class Driven(Answer):
    """Parts below a series that is known.

    Attributes:
        period: The period of all that drives, the known series included.
        series: What is known: constant nodes and cycles that start at phase 0.
        parts: The parts, each with the period of what drives it, a divisor of `period`.
        complete: Whether the answers about all parts are.
    """

    period: int
    series: Partial
    parts: tuple[tuple[int, Answer], ...]
    complete: bool = True
    _is_empty: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        empty = any(answer.is_empty for _, answer in self.parts)
        object.__setattr__(self, "_is_empty", empty)

    @property
    def is_empty(self) -> bool:
        return self._is_empty

    def _tally(self, node: int | None, combine: Combine, memo: dict[int, Tally]) -> Tally:
        if id(self) in memo:
            return memo[id(self)]
        counts: Tally = Counter({(self.period, _status(self.series, node)): 1})
        for base, answer in self.parts:
            joint: Tally = Counter()
            for (weight, status), count in answer._tally(node, combine, memo).items():
                for (running, known), many in counts.items():
                    key, times = 0, 1
                    if weight and running:
                        own = lcm(base, weight)
                        key, times = lcm(running, own), gcd(running, own) // base
                    joint[key, status or known] += count * many * times
            counts = joint
        memo[id(self)] = counts
        return counts

    def iter_partials(self) -> Iterator[Partial]:
        if self.is_empty:
            return
        yield from self._iter_joined(0, self.series, self.period)

    def _iter_joined(self, place: int, before: Partial, running: int) -> Iterator[Partial]:
        if place == len(self.parts):
            yield before
            return
        base, answer = self.parts[place]
        for partial in answer.iter_partials():
            own = lcm(base, period_of_partial(partial))
            for delay in range(0, gcd(running, own), base):
                later = rotated(partial, delay)
                joined = Partial({**before.values, **later.values}, before.factors + later.factors)
                yield from self._iter_joined(place + 1, joined, lcm(running, own))


def period_of_partial(partial: Partial) -> int:
    """The period of its nodes: 1 if all are constant."""
    return lcm(*(factor.weight for factor in partial.factors))


def rotated(partial: Partial, steps: int) -> Partial:
    """The same cycle, *steps* later."""
    if not steps or not partial.factors:
        return partial
    factors = tuple(f.rotated(steps) if isinstance(f, Cycle) else f for f in partial.factors)
    return Partial(partial.values, factors)


def _status(partial: Partial, node: int | None) -> str:
    if node is None:
        return ""
    if node in partial.values:
        return str(int(partial.values[node]))
    return "*" if any(node in factor.variables for factor in partial.factors) else ""
