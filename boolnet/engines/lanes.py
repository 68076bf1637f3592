"""Many perturbed copies of a network percolated at once: each copy is a *lane*, one bit.

What a copy may still do is kept node by node: in which lanes the node may be 0, and in which
it may be 1. One `&` of two such integers then decides a gate in all copies together, so that
percolating ten thousand mutants costs about as much as percolating ten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boolnet.engines.reduction import strong_components
from boolnet.logic.circuit import Circuits

Pair = tuple[int, int]  # the circuits of a function and of its negation


@dataclass(frozen=True)
class Other:
    """Another function that a node has in some lanes.

    Attributes:
        pair: The function.
        lanes: Where, as bits.
    """

    pair: Pair
    lanes: int


class Lanes:
    """Percolation of a network under many perturbations at once.

    Args:
        circuits: Where the functions live.
        functions: Per node the circuits of its function and of the negation. There may be more
            of them than the circuits have variables: conditions, which nothing reads.
    """

    def __init__(self, circuits: Circuits, functions: Sequence[Pair]) -> None:
        self.circuits = circuits
        self.functions = functions
        readers: list[list[int]] = [[] for _ in functions]
        into = {}
        for node, pair in enumerate(functions):
            into[node] = circuits.regulators(pair)
            for regulator in into[node]:
                readers[regulator].append(node)
        self._readers = readers
        self._order = [node for block in strong_components(into) for node in block]
        self.programs = Programs(circuits)

    def percolate(
        self,
        full: int,
        held: Mapping[int, tuple[int, int]],
        others: Mapping[int, Sequence[Other]],
    ) -> tuple[list[int], list[int]]:
        """Follow what is held in each lane until nothing changes.

        Args:
            full: All lanes, as bits.
            held: Per node, the lanes in which it is held at 0, and those in which at 1.
            others: Per node, the functions that it has in place of its own in some lanes; no
                lane is in two of them.

        Returns:
            Per node, the lanes in which it may be 0, and those in which it may be 1.

        Cost:
            Each function is looked at again when one of its regulators became constant in some
            lane; a look costs its gates, times the lanes by 64.
        """
        can = [0, full]  # by leaf: FALSE, TRUE, then 0 and 1 of each node
        for node in range(len(self.functions)):
            off, on = held.get(node, (0, 0))
            can += (full & ~on, full & ~off)
        waiting = deque(self._order)
        queued = [True] * len(self.functions)
        while waiting:
            node = waiting.popleft()
            queued[node] = False
            off, on = held.get(node, (0, 0))
            free = full & ~(off | on)
            one, zero = self.programs.of(self.functions[node]).run(can, full)
            for other in others.get(node, ()):
                first, second = self.programs.of(other.pair).run(can, full)
                one = one & ~other.lanes | first & other.lanes
                zero = zero & ~other.lanes | second & other.lanes
            place = 2 + 2 * node
            zero, one = zero & free | off, one & free | on
            if zero != can[place] or one != can[place + 1]:
                can[place], can[place + 1] = zero, one
                for reader in self._readers[node]:
                    if not queued[reader]:
                        queued[reader] = True
                        waiting.append(reader)
        return can[2::2], can[3::2]


class Programs:
    """Functions made ready for lanes, each once."""

    def __init__(self, circuits: Circuits) -> None:
        self.circuits = circuits
        self._known: dict[Pair, Program] = {}

    def of(self, pair: Pair) -> Program:
        """The program of a function."""
        if pair not in self._known:
            self._known[pair] = Program(self.circuits, pair)
        return self._known[pair]

    def rewind(self, gates: int) -> None:
        """Forget what has gates from number *gates* on."""
        self._known = {pair: found for pair, found in self._known.items() if max(pair) < gates}


class Program:
    """A function as a row of gates."""

    def __init__(self, circuits: Circuits, pair: Pair) -> None:
        self._places: dict[int, int] = {}
        gates = circuits.postorder(pair)
        inner = {gate: place for place, gate in enumerate(gates)}
        # A gate below counts from the end, so that leaves keep their own numbers.
        self._gates = [
            (
                circuits.is_conjunction(gate),
                tuple(c for c in circuits.children[gate] if c not in inner),
                tuple(inner[c] for c in circuits.children[gate] if c in inner),
            )
            for gate in gates
        ]
        self._roots = [(root in inner, inner.get(root, root)) for root in pair]

    def run(self, can: Sequence[int], full: int) -> tuple[int, int]:
        """The lanes in which the function may be 1, and those in which it may be 0."""
        results: list[int] = []
        for conjunction, leaves, below in self._gates:
            if conjunction:
                value = full
                for leaf in leaves:
                    value &= can[leaf]
                for place in below:
                    value &= results[place]
            else:
                value = 0
                for leaf in leaves:
                    value |= can[leaf]
                for place in below:
                    value |= results[place]
            results.append(value)
        (first, one), (second, zero) = self._roots
        return results[one] if first else can[one], results[zero] if second else can[zero]


def transpose(rows: Sequence[int], lanes: int) -> list[int]:
    """From one integer a node with a bit for each lane to one a lane with a bit for each node."""
    import numpy as np

    if not rows:
        return [0] * lanes
    size = (lanes + 7) // 8
    data = b"".join(row.to_bytes(size, "little") for row in rows)
    bits = np.frombuffer(data, np.uint8).reshape(len(rows), size)
    flat = np.unpackbits(bits, axis=1, count=lanes, bitorder="little")
    packed = np.packbits(flat.T, axis=1, bitorder="little")
    width = packed.shape[1]
    whole = packed.tobytes()
    return [
        int.from_bytes(whole[start : start + width], "little")
        for start in range(0, lanes * width, width)
    ]
