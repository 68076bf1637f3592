"""What percolation leaves of a network, and what its attractors look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from boolnet.engines.lanes import Pair
from boolnet.engines.tendency import Tendency


@dataclass(frozen=True, slots=True)
class Rest:
    """What percolation leaves of a network.

    Attributes:
        free: The nodes that are left, as bits.
        border: Of the constant nodes that they read, those that are 1.
        others: The free nodes whose function a perturbation changed, with the function.
    """

    free: int
    border: int
    others: tuple[tuple[int, Pair], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the free nodes do on one attractor.

    Attributes:
        on: Those that are 1 in all states, as bits.
        varies: Those that are 0 in some states and 1 in others.
        unknown: Those of which that is not known; a node that is in none of the three is 0.
        shares: Of those that vary, the share of the states in which each is 1; not of a large
            attractor, unless asked for.
    """

    on: int
    varies: int = 0
    unknown: int = 0
    shares: tuple[tuple[int, Fraction], ...] = ()

    def tendency(self, node: int) -> Tendency:
        """What *node* does, counted."""
        if self.varies >> node & 1:
            return _MIXED
        if self.unknown >> node & 1:
            return _UNKNOWN
        return _ON if self.on >> node & 1 else _OFF


_ON, _OFF = Tendency(1, 0, 0), Tendency(0, 1, 0)
_MIXED, _UNKNOWN = Tendency(0, 0, 1), Tendency(0, 0, 0, 1)


@dataclass(frozen=True)
class Found:
    """The attractors of a rest.

    Attributes:
        count: How many; at least so many if not `complete`.
        fixed_points: How many of them are single states.
        attractors: Each of them; `None` where there are more than were to be listed.
        conditions: Where they are not listed, per condition: in how many it holds.
        complete: Whether these are all.
        core: How many nodes were left to be searched.
        reason: Why the search ended early; empty if it did not.
    """

    count: int
    fixed_points: int
    attractors: tuple[Seen, ...] | None
    conditions: Mapping[int, Tendency]
    complete: bool
    core: int
    reason: str = ""
