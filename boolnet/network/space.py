"""Spaces: partial states, the common currency of every analysis.

A *space* fixes some nodes and leaves the rest free. A state is a space with no free node;
the whole state space is a space with no fixed one. Trap spaces, perturbations and fixed
points are all described by spaces.

    >>> space = Space.of(("RANKL", "NFATc1", "OPG"), {"RANKL": True, "OPG": False})
    >>> str(space)
    '1-0'
    >>> space <= Space.of(space.nodes, {"OPG": False})
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from boolnet.errors import UnknownNodeError
from boolnet.network.names import suggest


@dataclass(frozen=True, slots=True)
class Space:
    """The set of states that agree on some nodes; immutable and hashable.

    Attributes:
        nodes: Node names in network order. Spaces of one network share this tuple.
        mask: Bit ``i`` is set when ``nodes[i]`` is fixed.
        values: Bit ``i`` is the value of ``nodes[i]``, and zero wherever `mask` is zero, so
            that equal sets of states compare equal.
    """

    nodes: tuple[str, ...]
    mask: int
    values: int

    @classmethod
    def of(cls, nodes: tuple[str, ...], fixed: Mapping[str, bool | int]) -> Space:
        """Build a space from names, for example ``{"OPG": False}``.

        Raises:
            UnknownNodeError: A key of *fixed* is not in *nodes*; close names are offered.
        """
        index = {name: position for position, name in enumerate(nodes)}
        mask = values = 0
        for name, value in fixed.items():
            if name not in index:
                raise UnknownNodeError(name, suggest(name, nodes))
            bit = 1 << index[name]
            mask |= bit
            values |= bit if value else 0
        return cls(nodes, mask, values)

    @property
    def is_state(self) -> bool:
        """Whether every node is fixed."""
        return self.mask.bit_count() == len(self.nodes)

    @property
    def free(self) -> tuple[str, ...]:
        """The nodes that are not fixed."""
        return tuple(n for i, n in enumerate(self.nodes) if not self.mask >> i & 1)

    @property
    def fixed(self) -> dict[str, int]:
        """The fixed nodes with their values, in network order."""
        return {
            name: self.values >> i & 1 for i, name in enumerate(self.nodes) if self.mask >> i & 1
        }

    def __le__(self, other: Space) -> bool:
        """Whether every state of this space lies in *other*."""
        # More fixed nodes means fewer states: `self` has to fix everything that `other`
        # fixes, and to the same values.
        return not other.mask & ~self.mask and not (self.values ^ other.values) & other.mask

    def __and__(self, other: Space) -> Space | None:
        """The states that lie in both, or `None` when there are none."""
        if (self.values ^ other.values) & self.mask & other.mask:
            return None
        return Space(self.nodes, self.mask | other.mask, self.values | other.values)

    def __str__(self) -> str:
        """One character per node in network order: ``0``, ``1``, or ``-`` for free."""
        return "".join(
            str(self.values >> i & 1) if self.mask >> i & 1 else "-" for i in range(len(self.nodes))
        )
