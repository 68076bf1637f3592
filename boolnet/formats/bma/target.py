"""The target of a variable: for each level, whether the variable moves to it or a higher one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor

from boolnet.formats.bma.formula import Formula, Number, divide
from boolnet.formats.levels import Levels
from boolnet.logic.expression import FALSE, TRUE, Expression, conjunction, disjunction, negation

MOST_ROWS = 65_536
MOST_WORK = 5_000_000  # rows times parts, over all formulas of a model
_MOST_PARTS = 300_000  # conditions that a formula may be turned into
_DIRECT = frozenset({"number", "var", "min", "max", "+", "-", "negative"})


class TooLarge(Exception):
    """A formula has too many combinations of values to be evaluated."""


class Budget:
    """What is left of the work that may go into the formulas of a model."""

    def __init__(self) -> None:
        self._left = MOST_WORK

    def spend(self, work: int) -> None:
        """Take *work* from what is left.

        Raises:
            TooLarge: There is not so much.
        """
        if work > self._left:
            raise TooLarge
        self._left -= work


@dataclass(frozen=True, slots=True)
class Range:
    """A variable's range of values; its level is the distance from the lowest."""

    name: str
    low: int
    high: int


def build_target(
    formula: Formula, own: Range, ranges: Mapping[str, Range], levels: Levels, budget: Budget
) -> Callable[[int], Expression]:
    """Whether the target of *own* is a level or a higher one.

    Args:
        formula: The formula.
        own: The variable that it is about.
        ranges: The variables that it names.
        levels: The coding of levels.
        budget: What may go into evaluating it.

    Raises:
        TooLarge: It has to be evaluated, and there are too many combinations of values.
        ZeroDivisionError: It divides by zero somewhere.

    Cost:
        Linear in the formula where it has only minima, maxima and differences; else the formula
        is evaluated once for each combination of values.
    """
    if _is_direct(formula, own, ranges):
        direct = _Direct(formula, own, ranges, levels)
        # Rounding is to the next whole number, and all values are whole: level k is value k.
        return lambda level: direct.at_least(own.low + level)
    variables = [ranges[name] for name in formula.names]
    rows = 1
    for variable in variables:
        rows *= variable.high - variable.low + 1
        if rows > MOST_ROWS:
            raise TooLarge
    budget.spend(rows * (len(formula.parts) + own.high - own.low))
    table = []
    for row in product(*(range(v.low, v.high + 1) for v in variables)):
        values = {
            name: scale(value, variable, own)
            for name, variable, value in zip(formula.names, variables, row, strict=True)
        }
        table.append(round_value(formula.evaluate(values), own))
    cuts = [(v.name, range(1, v.high - v.low + 1)) for v in variables]
    return lambda level: levels.choose(cuts, [value >= own.low + level for value in table])


def scale(value: int, regulator: Range, own: Range) -> Number:
    """A regulator's value in the range of the variable, as BMA converts it."""
    if regulator.low == regulator.high:
        return value
    return divide(
        (value - regulator.low) * (own.high - own.low), regulator.high - regulator.low
    ) + (own.low)


def round_value(value: Number, own: Range) -> int:
    """The whole number next to *value*, halves away from zero, within the range."""
    half = Fraction(1, 2)
    whole = floor(value + half) if value >= 0 else ceil(value - half)
    return min(max(whole, own.low), own.high)


def _is_direct(formula: Formula, own: Range, ranges: Mapping[str, Range]) -> bool:
    """Whether all values are whole and each part is a condition on the levels of its parts."""
    constant: list[bool] = []
    for kind, arguments, number, name in formula.parts:
        if kind not in _DIRECT:
            return False
        if kind == "number" and number.denominator != 1:
            return False
        if kind == "var":
            variable = ranges[name]
            if variable.high > variable.low and (
                variable.high - variable.low != own.high - own.low
            ):
                return False
        if kind in ("+", "-") and not any(constant[place] for place in arguments):
            return False
        constant.append(kind == "number")
    return True


class _Direct:
    """Conditions ``part >= number``, each built once."""

    def __init__(
        self, formula: Formula, own: Range, ranges: Mapping[str, Range], levels: Levels
    ) -> None:
        self._parts = formula.parts
        self._own = own
        self._ranges = ranges
        self._levels = levels
        self._known: dict[tuple[int, int], Expression] = {}

    def at_least(self, number: int) -> Expression:
        """Whether the formula is at least *number*."""
        root = (len(self._parts) - 1, number)
        stack = [root]
        while stack:
            key = stack[-1]
            if key in self._known:
                stack.pop()
                continue
            needed = [needed for needed, _ in self._needs(*key)]
            missing = [other for other in needed if other not in self._known]
            if missing:
                stack += missing
                continue
            self._known[key] = self._build(*key)
            if len(self._known) > _MOST_PARTS:
                raise TooLarge
            stack.pop()
        return self._known[root]

    def _needs(self, place: int, number: int) -> list[tuple[tuple[int, int], bool]]:
        """The conditions on its parts that decide ``part >= number``; whether each is denied."""
        kind, arguments, _, _ = self._parts[place]
        if kind in ("min", "max"):
            return [((argument, number), False) for argument in arguments]
        if kind == "negative":  # -x >= n  is  not x >= 1 - n
            return [((arguments[0], 1 - number), True)]
        if kind in ("+", "-"):
            one, two = arguments
            first, second = self._parts[one], self._parts[two]
            if kind == "+" and first.kind == "number":
                return [((two, number - int(first.number)), False)]
            if second.kind == "number":
                amount = int(second.number)
                return [((one, number - amount if kind == "+" else number + amount), False)]
            # c - x >= n  is  not x >= c - n + 1
            return [((two, int(first.number) - number + 1), True)]
        return []

    def _build(self, place: int, number: int) -> Expression:
        kind, _, value, name = self._parts[place]
        if kind == "number":
            return TRUE if value >= number else FALSE
        if kind == "var":
            variable = self._ranges[name]
            if variable.low == variable.high:
                return TRUE if variable.low >= number else FALSE
            return self._levels.at_least(variable.name, number - self._own.low)
        found = [
            negation(self._known[key]) if denied else self._known[key]
            for key, denied in self._needs(place, number)
        ]
        return _all(found) if kind == "min" else _any(found)


def _all(rules: Sequence[Expression]) -> Expression:
    kept = [rule for rule in rules if rule is not TRUE]
    return FALSE if any(rule is FALSE for rule in kept) else conjunction(kept)


def _any(rules: Sequence[Expression]) -> Expression:
    kept = [rule for rule in rules if rule is not FALSE]
    return TRUE if any(rule is TRUE for rule in kept) else disjunction(kept)
