"""Rules in the connectives that every program reads: ``!``, ``&`` and ``|``.

A parity or a threshold is written out as long as the text stays short. A wide one stays what
it is (``(A ^ B ^ ...)``, which AEON reads, or ``sumgt(A, B, ..., k)``, which R BoolNet reads),
because its expansion grows exponentially.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

from boolnet.logic.expression import (
    Expression,
    arguments_of,
    conjunction,
    disjunction,
    iter_postorder,
    negation,
    operator_of,
    rebuild,
)

_MOST_TERMS = 64
_LONGEST = 5_000  # names in one rule


def write_out(expression: Expression) -> Expression:
    """*expression* without parities and thresholds, as far as that keeps it short.

    Cost:
        Linear in the shared size of the expression, times 64 at most.
    """
    parts: dict[int, Expression] = {}
    lengths: dict[int, int] = {}
    for part in iter_postorder(expression):
        children = arguments_of(part)
        arguments = [parts[id(child)] for child in children]
        length = sum(lengths[id(child)] for child in children) if children else 1
        operator = operator_of(part)
        written = rebuild(part, arguments) if children else part
        if operator == "parity" and 2 ** (len(arguments) - 1) <= _MOST_TERMS:
            longer = length * 2 ** (len(arguments) - 1)
            if longer <= _LONGEST:
                written, length = _parity(arguments), longer
        elif operator == "at_least" and comb(len(arguments), part.threshold) <= _MOST_TERMS:
            longer = length * comb(len(arguments) - 1, part.threshold - 1)
            if longer <= _LONGEST:
                terms = combinations(arguments, part.threshold)
                written, length = disjunction(conjunction(term) for term in terms), longer
        parts[id(part)], lengths[id(part)] = written, length
    return parts[id(expression)]


def _parity(arguments: list[Expression]) -> Expression:
    """One term for each choice of an odd number of *arguments*."""
    width = len(arguments)
    return disjunction(
        conjunction(
            part if index in chosen else negation(part) for index, part in enumerate(arguments)
        )
        for size in range(1, width + 1, 2)
        for chosen in combinations(range(width), size)
    )
