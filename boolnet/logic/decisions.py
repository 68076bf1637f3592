"""Circuits of truth tables: one decision for each variable and subfunction.

Where a variable acts with one sign only, no decision is made on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from boolnet.logic.circuit import FALSE, TRUE, Circuits

Pair: TypeAlias = tuple[int, int]  # circuits of a function and of its negation


def encode_table(circuits: Circuits, table: int, variables: Sequence[int]) -> Pair:
    """The exact circuits of a truth table over *variables* and of its negation.

    Cost:
        Two gates or four for each different subfunction.
    """
    full = [(1 << (1 << width)) - 1 for width in range(len(variables) + 1)]
    gate_and, gate_or = circuits.conjunction, circuits.disjunction
    known: dict[tuple[int, int], Pair] = {}

    def build(width: int, rows: int) -> Pair:
        if not rows:
            return FALSE, TRUE
        if rows == full[width]:
            return TRUE, FALSE
        key = (width, rows)
        pair = known.get(key)
        if pair is None:
            width -= 1
            low_rows, high_rows = rows & full[width], rows >> (1 << width)
            low, not_low = build(width, low_rows)
            if low_rows == high_rows:
                pair = low, not_low
            else:
                high, not_high = build(width, high_rows)
                on = circuits.literal(variables[width], True)
                off = circuits.literal(variables[width], False)
                if not low_rows & ~high_rows:
                    pair = (
                        gate_or((low, gate_and((on, high)))),
                        gate_or((not_high, gate_and((off, not_low)))),
                    )
                elif not high_rows & ~low_rows:
                    pair = (
                        gate_or((high, gate_and((off, low)))),
                        gate_or((not_low, gate_and((on, not_high)))),
                    )
                else:
                    variable = variables[width]
                    pair = (
                        circuits.choice(variable, high, low),
                        circuits.choice(variable, not_high, not_low),
                    )
            known[key] = pair
        return pair

    return build(len(variables), table)  # as deep as there are variables
