"""The values of some nodes in two integers, for answers of which there may be millions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from boolnet.logic.bits import bits_of


class PackedValues(Mapping[int, bool]):
    """A mapping from nodes to values; a dictionary of 200 nodes takes a hundred times as much.

    Args:
        mask: The nodes that have a value, as bits.
        bits: The nodes whose value is 1, as bits; a part of *mask*.
    """

    __slots__ = ("_bits", "_mask")

    def __init__(self, mask: int, bits: int) -> None:
        self._mask = mask
        self._bits = bits

    def __getitem__(self, node: int) -> bool:
        if node < 0 or not self._mask >> node & 1:
            raise KeyError(node)
        return bool(self._bits >> node & 1)

    def __iter__(self) -> Iterator[int]:
        return iter(bits_of(self._mask))

    def __len__(self) -> int:
        return self._mask.bit_count()
