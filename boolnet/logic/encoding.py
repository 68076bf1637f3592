"""From rules as expressions to exact circuits.

A rule of ``!``, ``&`` and ``|`` goes the way of those in postfix form (`boolnet.logic.postfix`).
One with parities or thresholds is taken as it was written; where that is not exact, it is read
as a truth table if it is narrow enough, and decided variable by variable if it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from boolnet.logic import expression as ex
from boolnet.logic.bits import tabulate
from boolnet.logic.circuit import AND, FALSE, OR, TRUE, Circuits
from boolnet.logic.decisions import Pair, encode_table
from boolnet.logic.postfix import EFFORT, WIDEST, encode_postfix
from boolnet.postfix import NOT, Postfix

LONG: Final = 200  # parts of a rule from which its truth table may be shorter than its text
SHARING: Final = 2  # how much longer than its parts a rule may become in postfix form


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
    inner = _links_of_chains(parts)
    formula = _to_postfix(parts, inner)
    if formula is not None:
        return encode_postfix(circuits, formula.code, [index[name] for name in formula.names])
    names = sorted({ex.name_of(p) for p in parts if ex.is_symbol(p)}, key=index.__getitem__)
    fits = len(names) <= WIDEST and len(parts) << len(names) < EFFORT
    # A text far longer than its table, say a disjunction of all its rows, is read as one.
    if fits and len(parts) > LONG and 1 << len(names) < 64 * len(parts):
        return _encode_table(circuits, rule, names, index)
    positive, negative = _encode_text(circuits, parts, inner, index)
    if fits and not (circuits.is_exact(positive) and circuits.is_exact(negative)):
        return _encode_table(circuits, rule, names, index)
    return circuits.exact(positive), circuits.exact(negative)


def write_postfix(rule: ex.Expression) -> Postfix | None:
    """*rule* in postfix form; `None` where it has parities or thresholds, or would get long."""
    parts = list(ex.iter_postorder(rule))
    return _to_postfix(parts, _links_of_chains(parts))


def _encode_table(
    circuits: Circuits, rule: ex.Expression, names: Sequence[str], index: Mapping[str, int]
) -> Pair:
    return encode_table(circuits, tabulate(rule, names), [index[name] for name in names])


def _to_postfix(parts: Sequence[ex.Expression], inner: set[int]) -> Postfix | None:
    """A rule in postfix form, given its parts, the whole last.

    `None` where it has parities or thresholds, or where parts are shared so much that writing
    them out would make it long.
    """
    lengths: dict[int, int] = {}
    most = SHARING * len(parts) + SHARING
    for part in parts:
        if ex.operator_of(part) in ("parity", "at_least"):
            return None
        length = lengths[id(part)] = 1 + sum(lengths[id(a)] for a in ex.arguments_of(part))
        if length > most:
            return None
    places: dict[str, int] = {}
    code: list[int] = []
    stack: list[ex.Expression | int] = [parts[-1]]
    while stack:
        part = stack.pop()
        if isinstance(part, int):
            code.append(part)
            continue
        operator = ex.operator_of(part)
        if operator == "name":
            code.append(3 + 2 * places.setdefault(ex.name_of(part), len(places)))
        elif operator == "const":
            code.append(int(part is ex.TRUE))
        elif operator == "not" and ex.is_symbol(ex.arguments_of(part)[0]):
            name = ex.name_of(ex.arguments_of(part)[0])
            code.append(2 + 2 * places.setdefault(name, len(places)))
        else:
            operands = _operands(part, inner)
            kinds = {"not": NOT, "and": -2 * len(operands), "or": -2 * len(operands) - 1}
            stack.append(kinds[operator])
            stack.extend(reversed(operands))
    return Postfix(tuple(places), code)


def _encode_text(
    circuits: Circuits,
    parts: Sequence[ex.Expression],
    inner: set[int],
    index: Mapping[str, int],
) -> Pair:
    """The circuits of a rule as it was written, given its parts, the whole last."""
    results: dict[int, Pair] = {}
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
