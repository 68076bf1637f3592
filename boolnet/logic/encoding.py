"""From rules to exact circuits.

A rule with one sign per regulator is taken as it was written. Others are read as truth
tables where they are narrow enough, since a decision on every variable that clashes can
cost far more than the table of the function; the widest are decided variable by variable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from boolnet.logic import expression as ex
from boolnet.logic.bits import tabulate
from boolnet.logic.circuit import AND, FALSE, OR, TRUE, Circuits

Pair: TypeAlias = tuple[int, int]  # circuits of a function and of its negation

LONG: Final = 200  # parts of a rule from which its truth table may be shorter than its text
WIDEST: Final = 23  # regulators up to which a rule may be read as a truth table
EFFORT: Final = 1 << 38  # parts times rows of the truth table: a few seconds


def encode(circuits: Circuits, rule: ex.Expression, index: Mapping[str, int]) -> Pair:
    """The exact circuits of *rule* and of its negation.

    Args:
        circuits: Where to build them.
        rule: An expression.
        index: The variable of each name in it.

    Raises:
        KeyError: A name has no variable.
        UnsupportedError: The rule needs more gates than the circuits may hold.
    """
    parts = list(ex.iter_postorder(rule))
    names = sorted({ex.name_of(p) for p in parts if ex.is_symbol(p)}, key=index.__getitem__)
    fits = len(names) <= WIDEST and len(parts) << len(names) < EFFORT
    # A text far longer than its table, say a disjunction of all its rows, is read as one.
    if fits and len(parts) > LONG and 1 << len(names) < 64 * len(parts):
        return _encode_table(circuits, rule, names, index)
    positive, negative = _encode_text(circuits, parts, index)
    if fits and not (circuits.is_exact(positive) and circuits.is_exact(negative)):
        return _encode_table(circuits, rule, names, index)
    return circuits.exact(positive), circuits.exact(negative)


def _encode_table(
    circuits: Circuits, rule: ex.Expression, names: Sequence[str], index: Mapping[str, int]
) -> Pair:
    table = tabulate(rule, names)
    full = (1 << (1 << len(names))) - 1
    variables = [index[name] for name in names]
    return (
        build_from_table(circuits, table, variables),
        build_from_table(circuits, full ^ table, variables),
    )


def build_from_table(circuits: Circuits, table: int, variables: Sequence[int]) -> int:
    """An exact circuit of a truth table over *variables*: one gate or two a subfunction.

    Where a variable acts with one sign only, no decision is made on it.
    """
    known: dict[tuple[int, int], int] = {}

    def build(width: int, rows: int) -> int:
        if rows in (0, (1 << (1 << width)) - 1):
            return TRUE if rows else FALSE
        key = (width, rows)
        if key not in known:
            half = 1 << (width - 1)
            low_rows, high_rows = rows & (1 << half) - 1, rows >> half
            variable = variables[width - 1]
            low, high = build(width - 1, low_rows), build(width - 1, high_rows)
            on, off = circuits.literal(variable, True), circuits.literal(variable, False)
            if low_rows == high_rows:
                known[key] = low
            elif not low_rows & ~high_rows:
                known[key] = circuits.disjunction((low, circuits.conjunction((on, high))))
            elif not high_rows & ~low_rows:
                known[key] = circuits.disjunction((high, circuits.conjunction((off, low))))
            else:
                known[key] = circuits.choice(variable, high, low)
        return known[key]

    return build(len(variables), table)  # as deep as there are variables: at most WIDEST


def _encode_text(
    circuits: Circuits, parts: Sequence[ex.Expression], index: Mapping[str, int]
) -> Pair:
    """The circuits of a rule as it was written, given its parts, the whole last."""
    results: dict[int, Pair] = {}
    inner = _links_of_chains(parts)
    for part in parts:
        if id(part) in inner:
            continue
        operator = ex.operator_of(part)
        pairs = [results[id(argument)] for argument in _operands(part, inner)]
        if operator == "name":
            variable = index[ex.name_of(part)]
            pair = (circuits.literal(variable, True), circuits.literal(variable, False))
        elif operator == "const":
            pair = (TRUE, FALSE) if part is ex.TRUE else (FALSE, TRUE)
        elif operator == "not":
            pair = (pairs[0][1], pairs[0][0])
        elif operator == "and":
            pair = _gate(circuits, AND, pairs)
        elif operator == "or":
            pair = _gate(circuits, OR, pairs)
        elif operator == "parity":
            pair = _parity(circuits, pairs)
        else:
            pair = _at_least(circuits, part.threshold, pairs)
        results[id(part)] = pair
    return results[id(parts[-1])]


def _links_of_chains(parts: Sequence[ex.Expression]) -> set[int]:
    """The inner links of chains such as ``((a | b) | c) | d``, to be built as one gate.

    Gate by gate, a chain would cost the square of its length.
    """
    users: dict[int, int] = {}
    links: set[int] = set()
    for part in parts:
        operator = ex.operator_of(part)
        for argument in ex.arguments_of(part):
            users[id(argument)] = users.get(id(argument), 0) + 1
            if operator in ("and", "or") and ex.operator_of(argument) == operator:
                links.add(id(argument))
    return {link for link in links if users[link] == 1}


def _operands(part: ex.Expression, inner: set[int]) -> list[ex.Expression]:
    """The arguments of *part*, looking through the inner links of its chain."""
    found: list[ex.Expression] = []
    stack = list(reversed(ex.arguments_of(part)))
    while stack:
        argument = stack.pop()
        if id(argument) in inner:
            stack.extend(reversed(ex.arguments_of(argument)))
        else:
            found.append(argument)
    return found


def _gate(circuits: Circuits, kind: int, pairs: Sequence[Pair]) -> Pair:
    other = OR if kind == AND else AND
    return (
        circuits.gate(kind, (positive for positive, _ in pairs)),
        circuits.gate(other, (negative for _, negative in pairs)),
    )


def _parity(circuits: Circuits, pairs: Sequence[Pair]) -> Pair:
    def choose(condition: Pair, high: int, low: int) -> int:
        if high == low:
            return high
        return circuits.disjunction(
            (
                circuits.conjunction((condition[0], high)),
                circuits.conjunction((condition[1], low)),
            )
        )

    odd, even = FALSE, TRUE
    for pair in pairs:
        odd, even = choose(pair, even, odd), choose(pair, odd, even)
    return odd, even


def _at_least(circuits: Circuits, threshold: int, pairs: Sequence[Pair]) -> Pair:
    # reached[j]: at least j of the arguments so far. `pair & reached[j-1] | reached[j]`
    # needs no negation, so thresholds of plain regulators are exact as built.
    reached = [TRUE] + [FALSE] * threshold
    missed = [FALSE] + [TRUE] * threshold
    for positive, negative in pairs:
        for j in range(threshold, 0, -1):
            reached[j] = circuits.disjunction(
                (reached[j], circuits.conjunction((positive, reached[j - 1])))
            )
            missed[j] = circuits.conjunction(
                (missed[j], circuits.disjunction((negative, missed[j - 1])))
            )
    return reached[threshold], missed[threshold]
