"""Covers: a function as a disjunction of cubes, and the exact circuits of long ones.

A *cube* is a conjunction of literals, here the bits of an integer: bit ``2 i`` is "not x_i",
bit ``2 i + 1`` is "x_i". A *cover* is a set of cubes; the function is true where one of them
is. Rules that a program wrote are covers of up to ten thousand cubes, and what they mean is
often small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeAlias

from boolnet.errors import UnsupportedError
from boolnet.logic.bits import column
from boolnet.logic.circuit import FALSE, TRUE, Circuits
from boolnet.logic.decisions import Pair, encode_table
from boolnet.postfix import NOT

Cover: TypeAlias = frozenset[int]

NARROW: Final = 8  # variables up to which a cover is read as a truth table
EFFORT: Final = 2_000_000  # cubes that may be looked at: some seconds


def flatten(code: Sequence[int], most: int, *, negated: bool = False) -> Cover | None:
    """The cover that a formula in postfix form denotes.

    Args:
        code: The formula.
        most: How many cubes there may be.
        negated: Whether the cover of the formula's negation is wanted.

    Returns:
        The cubes, none of them contradictory; `None` where there would be more than *most*, or
        where something longer than a literal is negated.

    Cost:
        Linear in the formula, and in *most* for each conjunction of disjunctions.
    """
    flip = int(negated)
    stack: list[int | list[int]] = []  # a number is a cube
    for sign in code:
        if sign >= 2:
            stack.append(1 << ((sign ^ flip) - 2))
        elif sign >= 0:
            stack.append(0 if sign ^ flip else [])
        elif sign == NOT:
            return None
        else:
            count = -sign >> 1
            parts = stack[-count:]
            del stack[-count:]
            found = _any_of(parts) if (sign ^ flip) & 1 else _all_of(parts, most)
            if found is None:
                return None
            stack.append(found)
    cubes = [stack[0]] if isinstance(stack[0], int) else stack[0]
    return frozenset(cube for cube in cubes if not cube & cube >> 1 & _low_bits(cube))


def _any_of(parts: Iterable[int | list[int]]) -> list[int]:
    cubes: list[int] = []
    for part in parts:
        if isinstance(part, int):
            cubes.append(part)
        else:
            cubes += part
    return cubes


def _all_of(parts: Iterable[int | list[int]], most: int) -> int | list[int] | None:
    cube = 0
    lists = []
    for part in parts:
        if isinstance(part, int):
            cube |= part
        else:
            lists.append(part)
    if not lists:
        return cube
    cubes = [cube]
    for part in lists:
        if len(cubes) * len(part) > most:
            return None
        cubes = [one | other for one in cubes for other in part]
    return cubes


def _low_bits(cube: int) -> int:
    """Bits 0, 2, 4, ... as far as *cube* goes."""
    return ((1 << (cube.bit_length() + 2 & ~1)) - 1) // 3


def encode_cover(circuits: Circuits, cover: Cover, variables: Sequence[int]) -> Pair:
    """The exact circuits of a cover and of its negation.

    Cubes that share no variable with opposite signs are told apart by their literals, the most
    frequent first, since a disjunction of them and its negation are exact as they stand. What
    does share one is decided on it (Shannon expansion), until few variables are left.

    Args:
        circuits: Where to build them.
        cover: The cubes, none of them contradictory.
        variables: The variable of each position in a cube.

    Raises:
        UnsupportedError: Too many cubes would have to be looked at.

    Cost:
        Linear in the literals where none clash; in the worst case 2^k for k variables that do.
        It recurses once for each variable.
    """
    return _Encoder(circuits, cover, variables).encode()


class _Encoder:
    def __init__(self, circuits: Circuits, cover: Cover, variables: Sequence[int]) -> None:
        self.circuits = circuits
        self.known: dict[Cover, Pair] = {}
        self.left = EFFORT
        self.cover, order = _by_frequency(cover)
        self.variables = [variables[position] for position in order]
        self.even = _low_bits(1 << 2 * len(order))
        self.gates: dict[int, int] = {}
        for position, variable in enumerate(self.variables):
            self.gates[1 << 2 * position] = circuits.literal(variable, False)
            self.gates[2 << 2 * position] = circuits.literal(variable, True)

    def encode(self) -> Pair:
        return self._encode(self.cover)

    def _encode(self, cover: Cover) -> Pair:
        if not cover:
            return FALSE, TRUE
        if 0 in cover:
            return TRUE, FALSE
        pair = self.known.get(cover)
        if pair is None:
            self.left -= len(cover)
            if self.left < 0:
                raise UnsupportedError("its cases are too many to be treated exactly")
            pair = self.known[cover] = self._encode_new(cover)
        return pair

    def _encode_new(self, cover: Cover) -> Pair:
        support = 0
        for cube in cover:
            support |= cube
        support = (support | support >> 1) & self.even
        if len(cover) > 1 and support.bit_count() <= NARROW:
            return self._encode_narrow(cover, support)
        free, bound = self._split(cover)
        pairs = self._encode_free(free)
        for part in bound:
            pairs.append(self._decide(part))
        gates = self.circuits
        return (
            gates.disjunction(positive for positive, _ in pairs),
            gates.conjunction(negative for _, negative in pairs),
        )

    def _encode_narrow(self, cover: Cover, support: int) -> Pair:
        """By the truth table over the variables in *support*."""
        # The variables to decide on first stand last.
        positions = [bit.bit_length() - 1 for bit in reversed(_bits(support))]
        width = len(positions)
        full = (1 << (1 << width)) - 1
        rows: dict[int, int] = {}
        for place, position in enumerate(positions):
            on = column(place, width)
            rows[1 << position] = full ^ on
            rows[2 << position] = on
        table = 0
        for cube in cover:
            cells = full
            for bit in _bits(cube):
                cells &= rows[bit]
            table |= cells
        return encode_table(self.circuits, table, [self.variables[p >> 1] for p in positions])

    def _split(self, cover: Cover) -> tuple[list[int], list[Cover]]:
        """The cubes without a clash, and the others by what their clashes connect."""
        seen = 0
        for cube in cover:
            seen |= cube
        clashing = seen & seen >> 1 & self.even
        clashing |= clashing << 1
        free: list[int] = []
        groups: list[tuple[int, list[int]]] = []
        if not clashing:
            return list(cover), []
        for cube in cover:
            touched = cube & clashing
            if not touched:
                free.append(cube)
                continue
            touched = (touched | touched >> 1) & self.even
            members = [cube]
            others = []
            for group in groups:
                if group[0] & touched:
                    touched |= group[0]
                    members += group[1]
                else:
                    others.append(group)
            others.append((touched, members))
            groups = others
        return free, [frozenset(members) for _, members in groups]

    def _encode_free(self, cubes: Collection[int]) -> list[Pair]:
        """Pairs whose disjunction is that of *cubes*: one for each first literal."""
        groups: dict[int, list[int]] = {}
        for cube in cubes:
            low = cube & -cube
            groups.setdefault(low, []).append(cube ^ low)
        gates = self.circuits
        pairs = []
        for first in sorted(groups):
            group = groups[first]
            common = group[0]
            for cube in group:
                common &= cube
            literals = self._literals(common | first)
            rest, not_rest = self._encode(frozenset([other ^ common for other in group]))
            pairs.append(
                (
                    gates.conjunction([*literals, rest]),
                    gates.disjunction([*(literal ^ 1 for literal in literals), not_rest]),
                )
            )
        return pairs

    def _decide(self, cover: Cover) -> Pair:
        """By a decision on the variable that stands with both signs in the most cubes."""
        counts = _count_literals(cover)
        off = max(
            (bit for bit in counts if bit & self.even and bit << 1 in counts),
            key=lambda bit: (counts[bit] + counts[bit << 1], -bit),
        )
        on = off << 1
        high, not_high = self._encode(frozenset([c & ~on for c in cover if not c & off]))
        low, not_low = self._encode(frozenset([c & ~off for c in cover if not c & on]))
        variable = self.variables[off.bit_length() >> 1]
        choice = self.circuits.choice
        return choice(variable, high, low), choice(variable, not_high, not_low)

    def _literals(self, cube: int) -> list[int]:
        return [self.gates[bit] for bit in _bits(cube)]


def _by_frequency(cover: Cover) -> tuple[Cover, list[int]]:
    """The cover with its positions renumbered, the most frequent first, and the old ones."""
    totals: dict[int, int] = {}
    for bit, count in _count_literals(cover).items():
        position = (bit.bit_length() - 1) >> 1
        totals[position] = totals.get(position, 0) + count
    order = sorted(totals, key=lambda position: (-totals[position], position))
    new: dict[int, int] = {}
    for rank, position in enumerate(order):
        new[1 << 2 * position] = 1 << 2 * rank
        new[2 << 2 * position] = 2 << 2 * rank
    return frozenset([sum([new[bit] for bit in _bits(cube)]) for cube in cover]), order


def _count_literals(cover: Cover) -> dict[int, int]:
    """In how many cubes each literal stands."""
    counts: dict[int, int] = {}
    for cube in cover:
        for bit in _bits(cube):
            counts[bit] = counts.get(bit, 0) + 1
    return counts


def _bits(cube: int) -> list[int]:
    """The literals of a cube, each as a cube of its own."""
    bits = []
    while cube:
        low = cube & -cube
        bits.append(low)
        cube ^= low
    return bits
