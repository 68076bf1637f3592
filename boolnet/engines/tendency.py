"""In how many attractors something holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from boolnet.engines.answer import Answer, Combine


@dataclass(frozen=True)
class Tendency:
    """In how many attractors something holds.

    Attributes:
        on: Attractors in all of whose states it holds.
        off: Attractors in none of whose states it holds.
        mixed: Attractors in which it holds in some states only.
        unknown: Attractors whose states were too many to tell, or not looked into.
    """

    on: int
    off: int
    mixed: int
    unknown: int = 0

    def __add__(self, other: Tendency) -> Tendency:
        """Over the attractors of both."""
        return Tendency(
            self.on + other.on,
            self.off + other.off,
            self.mixed + other.mixed,
            self.unknown + other.unknown,
        )

    @property
    def total(self) -> int:
        """All attractors."""
        return self.on + self.off + self.mixed + self.unknown

    @property
    def shares(self) -> tuple[Fraction, Fraction, Fraction]:
        """The shares of the attractors in which it is on, off and mixed."""
        total = max(self.total, 1)
        return Fraction(self.on, total), Fraction(self.off, total), Fraction(self.mixed, total)

    @property
    def words(self) -> str:
        """``every``, ``no``, ``some`` attractor, or ``unknown``."""
        if self.unknown:
            return "some" if self.on else "unknown"
        if self.on == self.total:
            return "every"
        return "no" if not self.on and not self.mixed else "some"


def tendency_of(answer: Answer, node: int, combine: Combine) -> Tendency:
    """In how many attractors *node* is on, off, or both."""
    found: dict[str, int] = {}
    for (_, status), count in answer.tally(node, combine).items():
        found[status] = found.get(status, 0) + count
    unknown = found.get("?", 0) + found.get("", 0)
    return Tendency(found.get("1", 0), found.get("0", 0), found.get("*", 0), unknown)
