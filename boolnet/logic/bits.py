"""Truth tables as integers.

A truth table over ``k`` names is an integer of ``2^k`` bits: bit ``i`` is the value in the
state whose ``j``-th name has bit ``j`` of ``i``. One operation on such integers evaluates a
gate in all states at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from boolnet.logic import expression as ex


@lru_cache(maxsize=64)
def column(position: int, width: int) -> int:
    """The truth table, over *width* names, of the name at *position*."""
    block = ((1 << (1 << position)) - 1) << (1 << position)
    size = 1 << (position + 1)
    while size < 1 << width:
        block |= block << size
        size <<= 1
    return block


def bits_of(mask: int) -> list[int]:
    """The positions of the ones in *mask*, ascending."""
    positions = []
    while mask:
        low = mask & -mask
        positions.append(low.bit_length() - 1)
        mask ^= low
    return positions


def tabulate(rule: ex.Expression, names: Sequence[str]) -> int:
    """The truth table of *rule* over *names*, which must contain its own.

    Cost:
        One operation on ``2^k`` bits for each part of the rule.
    """
    low, high = names[:BLOCK], names[BLOCK:]
    table = 0
    # Beyond a few thousand rows, one block at a time: the parts of a long rule would not
    # fit into memory, nor into the processor's cache.
    for setting in range(1 << len(high)):
        fixed = {name: setting >> j & 1 for j, name in enumerate(high)}
        table |= _tabulate_block(rule, low, fixed) << (setting << len(low))
    return table


BLOCK = 16


def _tabulate_block(rule: ex.Expression, names: Sequence[str], fixed: Mapping[str, int]) -> int:
    width = len(names)
    full = (1 << (1 << width)) - 1
    columns = {name: full * value for name, value in fixed.items()}
    columns |= {name: column(position, width) for position, name in enumerate(names)}
    results: dict[int, int] = {}
    for part in ex.iter_postorder(rule):
        operator = ex.operator_of(part)
        values = [results[id(argument)] for argument in ex.arguments_of(part)]
        if operator == "name":
            table = columns[ex.name_of(part)]
        elif operator == "const":
            table = full if part is ex.TRUE else 0
        elif operator == "not":
            table = full ^ values[0]
        elif operator == "and":
            table = full
            for value in values:
                table &= value
        elif operator == "or":
            table = 0
            for value in values:
                table |= value
        elif operator == "parity":
            table = 0
            for value in values:
                table ^= value
        else:
            reached = [full] + [0] * part.threshold  # [j]: at least j of those so far
            for value in values:
                for j in range(part.threshold, 0, -1):
                    reached[j] |= reached[j - 1] & value
            table = reached[part.threshold]
        results[id(part)] = table
    return results[id(rule)]
