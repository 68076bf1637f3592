"""The rules of a network under conditions, and trap spaces as reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from boolnet.engines.program import Space
from boolnet.engines.relaxation import Relaxation, restrict_to
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits


@dataclass(frozen=True)
class Trap:
    """A trap space that contains the start and excludes the target."""

    space: Space


class Rules:
    """The rules of a network under conditions: what all starts have in common.

    Args:
        circuits: Where the gates live.
        functions: Per node the circuits of its function and of the negation.
        held: Nodes that keep a given value.
    """

    def __init__(
        self, circuits: Circuits, functions: Sequence[tuple[int, int]], held: Mapping[int, bool]
    ) -> None:
        self.circuits = circuits
        self.functions = functions
        self.held = dict(held)
        self.part = restrict_to(circuits, dict(enumerate(functions)), held)
        self.relaxation = Relaxation(circuits, self.part)

    @property
    def members(self) -> int:
        """All nodes, as bits."""
        return self.relaxation.members | sum(1 << node for node in self.held)

    def close(self, space: Space) -> Space:
        """The smallest trap space around *space*, held nodes included."""
        mask, values = self.relaxation.close(space)
        for node, value in self.held.items():
            mask |= 1 << node
            values |= value << node
        return mask, values

    def refute(self, trap: Space, gate: int) -> Trap | None:
        """A large trap space around *trap* in which *gate* is false, if one is.

        Each node that it fixes is needed: its value is the reason for that of another, or
        for the gates being false.
        """
        known = {v: bool(trap[1] >> v & 1) for v in bits_of(trap[0])}
        fixed = find_reasons(self.circuits, self.functions, self.held, known, gate)
        if fixed is None:
            return None
        mask = sum(1 << node for node in fixed)
        return Trap((mask, trap[1] & mask))


def find_reasons(
    circuits: Circuits,
    functions: Sequence[tuple[int, int]],
    held: Collection[int],
    known: Mapping[int, bool],
    gate: int,
) -> set[int] | None:
    """Enough of a trap space to make *gate* false, and to be a trap space.

    Args:
        circuits: Where the gates live.
        functions: Per node the circuits of its function and of the negation.
        held: Nodes that need no reason.
        known: The trap space.
        gate: What is false in it.

    Returns:
        The nodes of *known* that are needed; `None` where the gate may be true.
    """
    fixed = find_needed(circuits, gate, known)
    if fixed is None:
        return None
    waiting = list(fixed)
    while waiting:
        node = waiting.pop()
        if node in held:
            continue
        against = functions[node][known[node]]  # index 1 is the circuit for 0
        more = find_needed(circuits, against, known, fixed)
        assert more is not None  # a trap space is closed
        waiting += more - fixed
        fixed |= more
    return fixed


def find_needed(
    circuits: Circuits, gate: int, known: Mapping[int, bool], liked: Collection[int] = ()
) -> set[int] | None:
    """Enough of *known* to make *gate* false, no member to spare; `None` if all is too little.

    What is in *liked* is given up last.
    """
    kept = {v: known[v] for v in bits_of(circuits.support(gate)) if v in known}
    if circuits.restrict(gate, kept) != ci.FALSE:
        return None
    for node in sorted(kept, key=lambda v: (v in liked, v)):
        rest = {v: value for v, value in kept.items() if v != node}
        if circuits.restrict(gate, rest) == ci.FALSE:
            kept = rest
    return set(kept)
