"""Rules in the connectives that every program reads: ``!``, ``&`` and ``|``, none of them twice.

A parity or a threshold is written out as long as the text stays short. A wide one stays what
it is (``(A ^ B ^ ...)``, which AEON reads, or ``sumgt(A, B, ..., k)``, which R BoolNet reads),
because its expansion grows exponentially.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

from boolnet.logic.expression import (
    TRUE,
    Expression,
    arguments_of,
    at_least,
    conjunction,
    disjunction,
    iter_postorder,
    negation,
    operator_of,
    rebuild,
    symbol,
    symbols_of,
)
from boolnet.logic.table import find_difference

_MOST_TERMS = 64
_LONGEST = 5_000  # names in one rule
_LONGEST_WHOLLY = 200_000  # the same where there is no other way
_WIDEST = 200  # parts that are counted, likewise


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
        written = _rebuild(part, arguments) if children else part
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


def _rebuild(part: Expression, arguments: Sequence[Expression]) -> Expression:
    """*part* over *arguments*; R BoolNet refuses ``!!A``, so it is ``A``."""
    if operator_of(part) == "not":
        return _negate(arguments[0])
    return rebuild(part, arguments)


def _negate(part: Expression) -> Expression:
    if operator_of(part) != "not":
        return negation(part)
    inner: Expression = arguments_of(part)[0]
    return inner


def operators_of(expression: Expression) -> frozenset[str]:
    """What *expression* has besides ``!``, ``&`` and ``|``: ``parity``, ``at_least``."""
    found = {operator_of(part) for part in iter_postorder(expression)}
    return frozenset(found & {"parity", "at_least"})


def write_out_wholly(expression: Expression) -> Expression:
    """*expression* without parities and thresholds, also where that makes it long.

    Both are divided in halves, so that a parity of ``n`` names takes about ``n^2`` of them.
    What would still be too long stays as it is.

    Cost:
        Linear in the length of the result, of at most 200,000 names.
    """
    parts: dict[int, Expression] = {}
    lengths: dict[int, int] = {}
    for part in iter_postorder(expression):
        children = arguments_of(part)
        arguments = [parts[id(child)] for child in children]
        sizes = [lengths[id(child)] for child in children]
        operator = operator_of(part)
        written = _rebuild(part, arguments) if children else part
        length = sum(sizes) if children else 1
        if operator == "parity" and _parity_length(sizes) <= _LONGEST_WHOLLY:
            written, length = _halve_parity(arguments), _parity_length(sizes)
        elif operator == "at_least" and len(sizes) <= _WIDEST:
            longer = _threshold_length(part.threshold, sizes, {})
            if longer <= _LONGEST_WHOLLY:
                written, length = _halve_threshold(part.threshold, arguments), longer
        parts[id(part)], lengths[id(part)] = written, length
    return parts[id(expression)]


def _parity_length(sizes: Sequence[int]) -> int:
    if len(sizes) == 1:
        return sizes[0]
    half = len(sizes) // 2
    return 2 * (_parity_length(sizes[:half]) + _parity_length(sizes[half:]))


def _halve_parity(arguments: Sequence[Expression]) -> Expression:
    if len(arguments) == 1:
        return arguments[0]
    half = len(arguments) // 2
    return _parity([_halve_parity(arguments[:half]), _halve_parity(arguments[half:])])


def _threshold_length(least: int, sizes: Sequence[int], known: dict[tuple[int, int], int]) -> int:
    """How many names `_halve_threshold` writes, as if all parts were as long as the longest."""
    longest = max(sizes)

    def length(least: int, count: int) -> int:
        if least <= 0 or least > count:
            return 0
        if least in (1, count):
            return count * longest
        if (least, count) not in known:
            half = count // 2
            total = 0
            for left in range(max(0, least - (count - half)), min(half, least) + 1):
                total += length(left, half) + length(least - left, count - half)
            known[least, count] = total
        return known[least, count]

    return length(least, len(sizes))


def _halve_threshold(least: int, arguments: Sequence[Expression]) -> Expression:
    count = len(arguments)
    if least <= 1 or least >= count:
        return at_least(least, arguments)
    half = count // 2
    return disjunction(
        conjunction(
            part
            for part in (
                _halve_threshold(left, arguments[:half]),
                _halve_threshold(least - left, arguments[half:]),
            )
            if part is not TRUE
        )
        for left in range(max(0, least - (count - half)), min(half, least) + 1)
    )


def _parity(arguments: list[Expression]) -> Expression:
    """One term for each choice of an odd number of *arguments*."""
    width = len(arguments)
    return disjunction(
        conjunction(
            part if index in chosen else _negate(part) for index, part in enumerate(arguments)
        )
        for size in range(1, width + 1, 2)
        for chosen in combinations(range(width), size)
    )


def apart_from_input(rule: Expression, name: str) -> Expression:
    """*rule*, the rule of a node that is no input, so that no reader takes it for one.

    A node that keeps its value by a longer rule, ``A & A`` or ``!!A``, is no input. Formats that
    write such a rule as plain ``A`` would make it one.
    """
    itself = symbol(name)
    if symbols_of(rule) == (name,) and find_difference(rule, itself) is None:
        return conjunction([itself, itself])
    return rule
