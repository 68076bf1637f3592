"""In how many attractors something holds."""

from __future__ import annotations

from dataclasses import dataclass


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

    @property
    def total(self) -> int:
        """All attractors."""
        return self.on + self.off + self.mixed + self.unknown

    @property
    def words(self) -> str:
        """``every``, ``no``, ``some`` attractor, or ``unknown``."""
        if self.unknown:
            return "some" if self.on else "unknown"
        if self.on == self.total:
            return "every"
        return "no" if not self.on and not self.mixed else "some"
