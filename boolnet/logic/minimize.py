"""A short rule for a truth table: an irredundant sum of products, common factors taken out.

>>> from boolnet.logic.expression import format_expression
>>> format_expression(shorten_table(0b1000_1010, ["MEK", "RAF", "DUSP6"]))
'MEK & (RAF | !DUSP6)'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from typing import Final, TypeAlias

from boolnet.logic.bits import column
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    arguments_of,
    conjunction,
    disjunction,
    negation,
    operator_of,
    parity,
    symbol,
)

WIDEST: Final = 12  # names up to which products are looked for; beyond them there are too many
_ALL_ORDERS = 4  # names up to which every order of them is tried
Literal: TypeAlias = tuple[int, bool]
Cube: TypeAlias = tuple[Literal, ...]


def shorten_table(table: int, names: Sequence[str]) -> Expression:
    """A short rule with the truth table *table* over *names* (see `boolnet.logic.bits`).

    Names without an effect are left out. Up to 12 names it is a sum of products from which
    nothing can be left out, with common factors in front; beyond them it decides name by name.

    Cost:
        Up to 3^k steps for ``k`` up to 12; about 2^k beyond.
    """
    table, names = _drop_idle(table, names)
    width = len(names)
    full = (1 << (1 << width)) - 1
    if table in (0, full):
        return TRUE if table else FALSE
    if width > 2:
        odd = 0
        for position in range(width):
            odd ^= column(position, width)
        if table in (odd, full ^ odd):
            whole = parity(map(symbol, names))
            return whole if table == odd else negation(whole)
    if width > WIDEST:
        return _decide(table, names)
    orders = [tuple(range(width)), tuple(reversed(range(width)))]
    if width <= _ALL_ORDERS:
        orders = list(permutations(range(width)))
    found = [_products(_reorder(table, order), order) for order in orders]
    best = min(found, key=lambda cubes: (sum(map(len, cubes)), len(cubes)))
    return factor(sorted(tuple(sorted(cube)) for cube in best), names)


def factor(cubes: Sequence[Cube], names: Sequence[str]) -> Expression:
    """The disjunction of *cubes*, with what many of them share in front of the others.

    Cost:
        Quadratic in the literals; it recurses once for each literal of the longest cube.
    """
    if not all(cubes):
        return TRUE
    # Literals in front, by what they stand in front of: `a & c | b & c` is `(a | b) & c`.
    groups: dict[tuple[Cube, ...], list[Literal]] = {}
    left = list(cubes)
    single: list[Cube] = []
    while left:
        counts = Counter(literal for cube in left for literal in cube)
        literal, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if count == 1:
            single = left
            break
        rest = tuple(tuple(x for x in cube if x != literal) for cube in left if literal in cube)
        groups.setdefault(tuple(sorted(rest)), []).append(literal)
        left = [cube for cube in left if literal not in cube]
    terms = []
    for products, literals in groups.items():
        inner = factor(products, names)
        front = disjunction(sorted((_spell(x, names) for x in literals), key=_rank))
        parts = [front] if inner is TRUE else [front, *_conjuncts(inner)]
        terms.append(conjunction(sorted(parts, key=_rank)))
    for cube in single:
        terms.append(conjunction(sorted((_spell(x, names) for x in cube), key=_rank)))
    return disjunction(sorted(terms, key=_rank))


def _rank(part: Expression) -> int:
    """Activators first, inhibitors last, as people write rules."""
    return {"name": 0, "not": 2}.get(operator_of(part), 1)


def _conjuncts(expression: Expression) -> tuple[Expression, ...]:
    return arguments_of(expression) if operator_of(expression) == "and" else (expression,)


def _spell(literal: Literal, names: Sequence[str]) -> Expression:
    position, value = literal
    name = symbol(names[position])
    return name if value else negation(name)


def _drop_idle(table: int, names: Sequence[str]) -> tuple[int, list[str]]:
    """The table over the names that have an effect."""
    kept = list(names)
    for position in reversed(range(len(kept))):
        width = len(kept)
        shift = 1 << position
        low = table & ~column(position, width)
        if low == (table >> shift) & ~column(position, width):
            table = _squeeze(table, position, width)
            del kept[position]
    return table, kept


def _squeeze(table: int, position: int, width: int) -> int:
    """The half of *table* in which the name at *position* is 0."""
    block = 1 << position
    mask = (1 << block) - 1
    if position == width - 1:
        return table & mask
    data = 0
    for index in range(1 << (width - position - 1)):
        data |= (table >> (index * 2 * block) & mask) << (index * block)
    return data


def _reorder(table: int, order: Sequence[int]) -> int:
    """The table whose name ``i`` is the one at ``order[i]`` here."""
    width = len(order)
    if tuple(order) == tuple(range(width)):
        return table
    rows = [0]
    for position in order:  # row numbers here, for the rows there in their order
        rows += [row | 1 << position for row in rows]
    text = f"{table:0{1 << width}b}"[::-1]
    return int("".join(text[row] for row in rows)[::-1], 2)


def _products(table: int, order: Sequence[int]) -> list[Cube]:
    """An irredundant sum of products (Minato and Morreale)."""
    known: dict[tuple[int, int, int], tuple[int, tuple[Cube, ...]]] = {}

    def cover(least: int, most: int, width: int) -> tuple[int, tuple[Cube, ...]]:
        """A sum that is 1 where *least* is and 0 where *most* is; its table, its products."""
        full = (1 << (1 << width)) - 1
        if not least:
            return 0, ()
        if most == full:
            return full, ((),)
        key = (least, most, width)
        if key not in known:
            half = 1 << (width - 1)
            mask = (1 << half) - 1
            least0, least1, most0, most1 = least & mask, least >> half, most & mask, most >> half
            table0, cubes0 = cover(least0 & ~most1, most0, width - 1)
            table1, cubes1 = cover(least1 & ~most0, most1, width - 1)
            rest = (least0 & ~table0) | (least1 & ~table1)
            both, shared = cover(rest, most0 & most1, width - 1)
            name = order[width - 1]
            known[key] = (
                (table0 | both) | (table1 | both) << half,
                (
                    *(((name, False), *cube) for cube in cubes0),
                    *(((name, True), *cube) for cube in cubes1),
                    *shared,
                ),
            )
        return known[key]

    return list(cover(table, table, len(order))[1])


def _decide(table: int, names: Sequence[str]) -> Expression:
    """A decision on each name in turn, the last first; equal parts are shared."""
    known: dict[tuple[int, int], Expression] = {}

    def decide(table: int, width: int) -> Expression:
        full = (1 << (1 << width)) - 1
        if table in (0, full):
            return TRUE if table else FALSE
        key = (table, width)
        if key not in known:
            half = 1 << (width - 1)
            off, on = table & ((1 << half) - 1), table >> half
            name = symbol(names[width - 1])
            low, high = decide(off, width - 1), decide(on, width - 1)
            if off == on:
                known[key] = low
            else:
                known[key] = _choose(name, high, low)
        return known[key]

    return decide(table, len(names))


def _choose(name: Expression, high: Expression, low: Expression) -> Expression:
    """*high* where *name* is 1, *low* where it is 0."""
    terms = []
    for literal, part in ((name, high), (negation(name), low)):
        if part is TRUE:
            terms.append(literal)
        elif part is not FALSE:
            terms.append(conjunction([literal, part]))
    return disjunction(terms)
