"""Update schemes: one definition of "successor" each.

This is the page to check against the literature. Nothing here is fast: every engine is
held against these definitions on small networks.

A state is an integer whose bit ``i`` is the value of node ``i``. A state without a
successor other than itself is a *fixed point*, and stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from boolnet.errors import InputError

if TYPE_CHECKING:
    from boolnet.network.network import Network


@dataclass(frozen=True)
class UpdateScheme:
    """Which nodes are updated together.

    Attributes:
        name: ``synchronous``, ``asynchronous``, ``general``, ``most-permissive`` or
            ``block-sequential``.
        blocks: The blocks of a block-sequential scheme, in order; empty for the others.
    """

    name: str
    blocks: tuple[tuple[str, ...], ...] = ()

    @property
    def is_deterministic(self) -> bool:
        """Whether every state has exactly one successor, so that attractors are cycles."""
        return self.name in ("synchronous", "block-sequential")

    def successors(self, network: Network, state: int) -> set[int]:
        """The states that *state* can become in one step; itself only if it is fixed.

        Raises:
            ValueError: The scheme is most permissive: its steps are between
                `PermissiveState`, see `permissive_successors`.
        """
        if self.name == "synchronous":
            return {synchronous_successor(network, state)}
        if self.name == "asynchronous":
            return asynchronous_successors(network, state)
        if self.name == "general":
            return general_successors(network, state)
        if self.name == "block-sequential":
            return {block_sequential_successor(network, self.blocks, state)}
        raise ValueError("most-permissive steps are between states with moving nodes")

    def check(self, network: Network) -> None:
        """Make sure that the blocks, if there are any, fit *network*.

        Raises:
            InputError: A node is in no block or in two, or a name is no node.
        """
        if self.name != "block-sequential":
            return
        named = [name for block in self.blocks for name in block]
        for name in named:
            network.position(name)
            if named.count(name) > 1:
                raise InputError(f"{name} is in two blocks")
        missing = [name for name in network.names if name not in named]
        if missing:
            rest = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            raise InputError(f"every node must be in a block; {missing[0]}{rest} is in none")

    def __str__(self) -> str:
        if not self.blocks:
            return self.name
        return f"{self.name} " + " ".join("{" + ",".join(block) + "}" for block in self.blocks)


SYNCHRONOUS = UpdateScheme("synchronous")
ASYNCHRONOUS = UpdateScheme("asynchronous")
GENERAL = UpdateScheme("general")
MOST_PERMISSIVE = UpdateScheme("most-permissive")


def block_sequential(blocks: Iterable[Iterable[str]]) -> UpdateScheme:
    """Update the nodes of each block together, one block after the other."""
    return UpdateScheme("block-sequential", tuple(tuple(block) for block in blocks))


def synchronous_successor(network: Network, state: int) -> int:
    """All nodes together: every function reads the old state."""
    return sum(network.next_value(i, state) << i for i in range(len(network)))


def asynchronous_successors(network: Network, state: int) -> set[int]:
    """Exactly one node, among those whose function disagrees with their value."""
    return {state ^ 1 << i for i in _unstable(network, state)} or {state}


def general_successors(network: Network, state: int) -> set[int]:
    """Any non-empty set of the nodes whose function disagrees with their value, together."""
    unstable = _unstable(network, state)
    return {
        state ^ sum(1 << i for i in chosen)
        for size in range(1, len(unstable) + 1)
        for chosen in combinations(unstable, size)
    } or {state}


def block_sequential_successor(
    network: Network, blocks: tuple[tuple[str, ...], ...], state: int
) -> int:
    """The blocks in their order; within a block all nodes together."""
    for block in blocks:
        positions = [network.index[name] for name in block]
        values = [network.next_value(i, state) for i in positions]
        for position, value in zip(positions, values, strict=True):
            state = state & ~(1 << position) | value << position
    return state


def _unstable(network: Network, state: int) -> list[int]:
    return [i for i in range(len(network)) if network.next_value(i, state) != state >> i & 1]


# -- most permissive ---------------------------------------------------------------

PermissiveState = tuple[str, ...]  # per node: "0", "1", "+" on its way up, "-" on its way down


def permissive_successors(network: Network, state: PermissiveState) -> set[PermissiveState]:
    """One node takes one step, and others may read a moving node as 0 or as 1.

    A node at rest starts moving up (down) when its function is 1 (0) for some reading of
    the moving nodes; a moving node arrives, or turns round if some reading allows it.

    Source:
        L. Paulevé, J. Kolčák, T. Chatain, S. Haar, Nat. Commun. 11 (2020) 4256,
        doi:10.1038/s41467-020-18112-5.
    """
    results = set()
    for i, value in enumerate(state):
        readings = {network.next_value(i, reading) for reading in _readings(state)}
        targets = set()
        if value == "+":
            targets.add("1")
        if value == "-":
            targets.add("0")
        if value in "0-" and True in readings:
            targets.add("+")
        if value in "1+" and False in readings:
            targets.add("-")
        results |= {(*state[:i], target, *state[i + 1 :]) for target in targets}
    return results or {state}


def _readings(state: PermissiveState) -> list[int]:
    readings = [0]
    for i, value in enumerate(state):
        if value == "1":
            readings = [reading | 1 << i for reading in readings]
        elif value in "+-":
            readings += [reading | 1 << i for reading in readings]
    return readings
