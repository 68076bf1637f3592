"""Boolean expressions: how rules are held, combined and printed.

Expressions are those of boolean.py (`Symbol`, `NOT`, `AND`, `OR`, `TRUE`, `FALSE`) and two
functions it lacks, `Parity` and `AtLeast`, so that a rule over forty regulators stays as
short as it was written. This file is the only one that touches boolean.py. Its methods
recurse (`str`, `hash`, `==` and `simplify` fail near depth 500), so nothing here calls
them: every walk below keeps its own stack, and expressions may share parts.

    >>> rule = conjunction([symbol("RANKL"), negation(symbol("OPG"))])
    >>> format_expression(rule)
    'RANKL & !OPG'
    >>> evaluate(rule, {"RANKL": True, "OPG": False})
    True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from boolean import boolean as _algebra

Expression: TypeAlias = Any  # boolean.py has no type hints: boolean.boolean.Expression

_ALGEBRA = _algebra.BooleanAlgebra()
TRUE: Expression = _ALGEBRA.TRUE
FALSE: Expression = _ALGEBRA.FALSE


class Parity(_algebra.Function):  # type: ignore[misc]  # boolean.py has no type hints
    """True when an odd number of the arguments is true (exclusive or)."""

    def __init__(self, *args: Expression) -> None:
        super().__init__(*args)
        self.operator = "^"


class AtLeast(_algebra.Function):  # type: ignore[misc]  # boolean.py has no type hints
    """True when at least `threshold` of the arguments are true."""

    def __init__(self, threshold: int, *args: Expression) -> None:
        super().__init__(*args)
        self.threshold = threshold


def symbol(name: str) -> Expression:
    """The value of the node *name*."""
    return _algebra.Symbol(name)


def negation(argument: Expression) -> Expression:
    """Not *argument*."""
    if argument is TRUE:
        return FALSE
    if argument is FALSE:
        return TRUE
    return _ALGEBRA.NOT(argument)


def conjunction(arguments: Iterable[Expression]) -> Expression:
    """All of *arguments*; true when there are none."""
    arguments = tuple(arguments)
    if len(arguments) < 2:
        return arguments[0] if arguments else TRUE
    return _ALGEBRA.AND(*arguments)


def disjunction(arguments: Iterable[Expression]) -> Expression:
    """Any of *arguments*; false when there are none."""
    arguments = tuple(arguments)
    if len(arguments) < 2:
        return arguments[0] if arguments else FALSE
    return _ALGEBRA.OR(*arguments)


def parity(arguments: Iterable[Expression]) -> Expression:
    """An odd number of *arguments*; false when there are none."""
    arguments = tuple(arguments)
    if len(arguments) < 2:
        return arguments[0] if arguments else FALSE
    return Parity(*arguments)


def at_least(threshold: int, arguments: Iterable[Expression]) -> Expression:
    """At least *threshold* of *arguments*, repeated ones counted as often as they stand."""
    arguments = tuple(arguments)
    if threshold <= 0:
        return TRUE
    if threshold > len(arguments):
        return FALSE
    if threshold == 1:
        return disjunction(arguments)
    if threshold == len(arguments):
        return conjunction(arguments)
    return AtLeast(threshold, *arguments)


def is_symbol(expression: Expression) -> bool:
    """Whether *expression* is a bare name."""
    return isinstance(expression, _algebra.Symbol)


def name_of(expression: Expression) -> str:
    """The name of a symbol."""
    name: str = expression.obj
    return name


def operator_of(expression: Expression) -> str:
    """One of ``const``, ``name``, ``not``, ``and``, ``or``, ``parity``, ``at_least``."""
    if isinstance(expression, _algebra.Symbol):
        return "name"
    if isinstance(expression, _algebra.AND):
        return "and"
    if isinstance(expression, _algebra.OR):
        return "or"
    if isinstance(expression, _algebra.NOT):
        return "not"
    if isinstance(expression, Parity):
        return "parity"
    if isinstance(expression, AtLeast):
        return "at_least"
    if expression is TRUE or expression is FALSE:
        return "const"
    raise TypeError(f"not an expression of boolnet: {type(expression).__name__}")


def arguments_of(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of *expression*; empty for names and constants."""
    if isinstance(expression, _algebra.Function):
        arguments: tuple[Expression, ...] = expression.args
        return arguments
    return ()


def iter_postorder(expression: Expression) -> Iterator[Expression]:
    """Each part once, parts before wholes. Cost: linear in the shared size."""
    done: set[int] = set()
    stack = [(expression, False)]
    while stack:
        part, expanded = stack.pop()
        if id(part) in done:
            continue
        if expanded or not arguments_of(part):
            done.add(id(part))
            yield part
        else:
            stack.append((part, True))
            stack.extend((argument, False) for argument in reversed(arguments_of(part)))


def symbols_of(expression: Expression) -> tuple[str, ...]:
    """The names in *expression*, in the order of their first appearance."""
    found = {name_of(part): None for part in iter_postorder(expression) if is_symbol(part)}
    return tuple(found)


def rebuild(expression: Expression, arguments: Sequence[Expression]) -> Expression:
    """The function of *expression* over other *arguments*."""
    operator = operator_of(expression)
    if operator == "not":
        return negation(arguments[0])
    if operator == "and":
        return conjunction(arguments)
    if operator == "or":
        return disjunction(arguments)
    if operator == "parity":
        return parity(arguments)
    return at_least(expression.threshold, arguments)


def substitute(expression: Expression, values: Mapping[str, bool]) -> Expression:
    """Replace the names in *values* by constants; everything else stays as written."""
    results: dict[int, Expression] = {}
    for part in iter_postorder(expression):
        if is_symbol(part):
            value = values.get(name_of(part))
            results[id(part)] = part if value is None else (TRUE if value else FALSE)
        elif not arguments_of(part):
            results[id(part)] = part
        else:
            old = arguments_of(part)
            new = [results[id(argument)] for argument in old]
            unchanged = all(a is b for a, b in zip(old, new, strict=True))
            results[id(part)] = part if unchanged else rebuild(part, new)
    return results[id(expression)]


def replace_symbols(expression: Expression, parts: Mapping[str, Expression]) -> Expression:
    """Put expressions in place of the names in *parts*. Cost: linear in the shared size."""
    results: dict[int, Expression] = {}
    for part in iter_postorder(expression):
        if is_symbol(part):
            results[id(part)] = parts.get(name_of(part), part)
        elif arguments_of(part):
            results[id(part)] = rebuild(part, [results[id(a)] for a in arguments_of(part)])
        else:
            results[id(part)] = part
    return results[id(expression)]


def evaluate(expression: Expression, values: Mapping[str, bool]) -> bool:
    """The value of *expression* where every name has one.

    Raises:
        KeyError: A name of *expression* has no value.
    """
    results: dict[int, bool] = {}
    for part in iter_postorder(expression):
        operator = operator_of(part)
        arguments = [results[id(argument)] for argument in arguments_of(part)]
        if operator == "name":
            value = bool(values[name_of(part)])
        elif operator == "const":
            value = part is TRUE
        elif operator == "not":
            value = not arguments[0]
        elif operator == "and":
            value = all(arguments)
        elif operator == "or":
            value = any(arguments)
        elif operator == "parity":
            value = sum(arguments) % 2 == 1
        else:
            value = sum(arguments) >= part.threshold
        results[id(part)] = value
    return results[id(expression)]


_STRENGTH = {"or": 1, "parity": 0, "and": 2, "not": 3, "at_least": 4, "name": 4, "const": 4}
_SIGN = {"or": " | ", "and": " & ", "parity": " ^ "}


def format_expression(expression: Expression, *, quote: Mapping[str, str] | None = None) -> str:
    """The text of *expression* in `.bnet` spelling, with as few parentheses as it needs.

    Parities are always in parentheses unless they are the whole rule, since programs
    disagree on how strongly ``^`` binds; thresholds are written ``sumgt(…, k)``.

    Args:
        quote: The spelling of names that cannot stand bare, for example ``{"A/B": '"A/B"'}``.

    Cost:
        Linear in the length of the result.
    """
    spelling = quote or {}
    pieces: list[str] = []
    stack: list[Expression | str] = [expression]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            pieces.append(part)
            continue
        operator = operator_of(part)
        if operator == "name":
            name = name_of(part)
            pieces.append(spelling.get(name, name))
        elif operator == "const":
            pieces.append("1" if part is TRUE else "0")
        elif operator == "not":
            pieces.append("!")
            stack.extend(_within(arguments_of(part)[0], _STRENGTH["not"]))
        elif operator == "at_least":
            stack.append(f", {part.threshold - 1})")
            stack.extend(_joined(arguments_of(part), ", ", -1))
            pieces.append("sumgt(")
        else:
            least = 3 if operator == "parity" else _STRENGTH[operator] + 1
            stack.extend(_joined(arguments_of(part), _SIGN[operator], least))
    return "".join(pieces)


def _joined(parts: Sequence[Expression], sign: str, least: int) -> list[Expression | str]:
    """Stack entries that print *parts* with *sign* between them (in reverse)."""
    entries: list[Expression | str] = []
    for part in reversed(parts):
        if entries:
            entries.append(sign)
        entries.extend(_within(part, least))
    return entries


def _within(part: Expression, least: int) -> list[Expression | str]:
    """Stack entries that print *part*, in parentheses if it binds less than *least*."""
    if _STRENGTH[operator_of(part)] < least:
        return [")", part, "("]
    return [part]
