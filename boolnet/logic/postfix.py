"""From rules in postfix form to exact circuits.

Short rules are built once for each form and placed as often as it occurs: a large network has
thousands of rules like ``A & !B`` that differ in the names only. A rule with few literals is
taken as it was written where that is exact; a narrow one is read as a truth table; a long one
as a cover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from boolnet.logic.bits import column
from boolnet.logic.circuit import AND, OR, Circuits
from boolnet.logic.cover import encode_cover, flatten
from boolnet.logic.decisions import Pair, encode_table
from boolnet.postfix import NOT

SHORT: Final = 64  # signs of a rule that is worth remembering
NARROW: Final = 12  # variables up to which a truth table is the cheapest
WIDEST: Final = 23  # variables up to which a rule may be read as a truth table
WIDE: Final = 100  # variables up to which a long rule is read as a cover
EFFORT: Final = 1 << 38  # signs times rows of the truth table: a few seconds
BLOCK: Final = 16  # variables of a part of a table that fits into a processor's cache


def encode_postfix(circuits: Circuits, code: Sequence[int], variables: Sequence[int]) -> Pair:
    """The exact circuits of a rule and of its negation.

    Args:
        circuits: Where to build them.
        code: The rule (see `boolnet.postfix`).
        variables: The variable of each name, no two the same.

    Raises:
        UnsupportedError: The rule needs more gates than the circuits may hold.
    """
    if len(code) <= SHORT:
        return _build_template(tuple(code), len(variables)).place(circuits, variables)
    return _encode(circuits, code, variables)


@dataclass(frozen=True, slots=True)
class _Template:
    """The circuits of a rule over variables 0, 1, ..., as numbered there.

    Attributes:
        gates: Per gate, children first: its number, its kind and its children.
        pair: The function and its negation.
    """

    gates: tuple[tuple[int, int, tuple[int, ...]], ...]
    pair: Pair

    def place(self, circuits: Circuits, variables: Sequence[int]) -> Pair:
        """The pair over other *variables*."""
        placed = [0, 1]
        for variable in variables:
            placed += (2 + 2 * variable, 3 + 2 * variable)
        # What is not used of the small circuits has no place in the large ones.
        numbers = dict(enumerate(placed))
        for number, kind, children in self.gates:
            numbers[number] = circuits.gate(kind, [numbers[child] for child in children])
        return numbers[self.pair[0]], numbers[self.pair[1]]


@lru_cache(maxsize=4096)
def _build_template(code: tuple[int, ...], width: int) -> _Template:
    small = Circuits(width)
    pair = _encode(small, code, range(width))
    gates = tuple((g, small.kinds[g], small.children[g]) for g in small.postorder(pair))
    return _Template(gates, pair)


def _encode(circuits: Circuits, code: Sequence[int], variables: Sequence[int]) -> Pair:
    width = len(variables)
    literals = sum(sign >= 0 for sign in code)
    written = None
    if literals <= 2 * width:
        written = _encode_as_written(circuits, code, variables)
        if circuits.is_exact(written[0]) and circuits.is_exact(written[1]):
            return written
    if width <= NARROW:
        return encode_table(circuits, tabulate_postfix(code, width), variables)
    if width <= WIDE:
        cover = flatten(code, most=literals)
        if cover is not None:
            return encode_cover(circuits, cover, variables)
        cover = flatten(code, most=literals, negated=True)
        if cover is not None:
            negative, positive = encode_cover(circuits, cover, variables)
            return positive, negative
    if written is None:
        written = _encode_as_written(circuits, code, variables)
        if circuits.is_exact(written[0]) and circuits.is_exact(written[1]):
            return written
    if width <= WIDEST and len(code) << width < EFFORT:
        return encode_table(circuits, tabulate_postfix(code, width), variables)
    return circuits.exact(written[0]), circuits.exact(written[1])


def _encode_as_written(circuits: Circuits, code: Sequence[int], variables: Sequence[int]) -> Pair:
    """Gate by gate; what comes of it need not be exact."""
    stack: list[Pair] = []
    for sign in code:
        if sign >= 2:
            literal = circuits.literal(variables[(sign - 2) >> 1], bool(sign & 1))
            stack.append((literal, literal ^ 1))
        elif sign >= 0:
            stack.append((sign, sign ^ 1))
        elif sign == NOT:
            positive, negative = stack.pop()
            stack.append((negative, positive))
        else:
            count = -sign >> 1
            parts = stack[-count:]
            del stack[-count:]
            kind, other = (OR, AND) if sign & 1 else (AND, OR)
            stack.append(
                (
                    circuits.gate(kind, [positive for positive, _ in parts]),
                    circuits.gate(other, [negative for _, negative in parts]),
                )
            )
    return stack[0]


def tabulate_postfix(code: Sequence[int], width: int) -> int:
    """The truth table of a rule over its *width* variables (see `boolnet.logic.bits`).

    Cost:
        One operation on ``2^width`` bits for each sign.
    """
    low = min(width, BLOCK)
    full = (1 << (1 << low)) - 1
    table = 0
    # Beyond a few thousand rows, one block at a time: the parts of a long rule would not
    # fit into memory, nor into the processor's cache.
    for setting in range(1 << (width - low)):
        columns = [0, full]
        for position in range(width):
            if position < low:
                on = column(position, low)
            else:
                on = full if setting >> (position - low) & 1 else 0
            columns += (full ^ on, on)
        table |= _run(code, columns, full) << (setting << low)
    return table


def _run(code: Sequence[int], columns: Sequence[int], full: int) -> int:
    """The value of *code* where each operand has the bits in *columns*."""
    stack: list[int] = []
    for sign in code:
        if sign >= 0:
            stack.append(columns[sign])
        elif sign == NOT:
            stack[-1] ^= full
        else:
            count = -sign >> 1
            value = stack.pop()
            if sign & 1:
                for _ in range(count - 1):
                    value |= stack.pop()
            else:
                for _ in range(count - 1):
                    value &= stack.pop()
            stack.append(value)
    return stack[0]
