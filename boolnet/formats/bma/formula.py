"""Target formulas of BMA: arithmetic over the levels of regulators.

``max(min(var(1), 1 - var(2)), 0)`` and its like are turned into conditions on levels as they
stand. Whatever else there is, averages and divisions, is evaluated with exact fractions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple, NoReturn, TypeAlias

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten

_TOKEN = re.compile(
    r"\s*(?:(?P<var>var\s*\((?P<name>[^()]*)\))|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<word>[A-Za-z]+)|(?P<sign>[-+*/(),]))",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s*")
_LONGEST_NUMBER = 15
MAX_PARTS = 500_000
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "negative": 3}
Number: TypeAlias = int | Fraction
_MANY = ("min", "max", "avg", "sum")
_ONE = ("ceil", "floor", "abs")
_ALIASES = {"ave": "avg"}


class Part(NamedTuple):
    """One part of a formula; `arguments` are the places of its parts in the formula."""

    kind: str
    arguments: tuple[int, ...] = ()
    number: Number = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, its parts in front of their wholes; the last one is the whole.

    Attributes:
        parts: The parts.
        names: The variables in it, in the order of their first appearance.
    """

    parts: tuple[Part, ...]
    names: tuple[str, ...]

    def evaluate(self, values: Mapping[str, Number]) -> Number:
        """The exact value where the variables have *values*.

        Raises:
            ZeroDivisionError: It divides by zero.
        """
        results: list[Number] = []
        value: Number
        for kind, arguments, number, name in self.parts:
            if kind == "var":
                value = values[name]
            elif kind == "number":
                value = number
            elif kind in _TWO:
                one, two = results[arguments[0]], results[arguments[1]]
                if kind == "+":
                    value = one + two
                elif kind == "-":
                    value = one - two
                else:
                    value = one * two if kind == "*" else divide(one, two)
            else:
                value = _CALLS[kind]([results[place] for place in arguments])
            results.append(value)
        return results[-1]


def divide(one: Number, two: Number) -> Number:
    """*one* through *two*, whole where it can be: whole numbers are much faster."""
    if isinstance(one, int) and isinstance(two, int) and two and one % two == 0:
        return one // two
    return Fraction(one) / two


_TWO = ("+", "-", "*", "/")
_CALLS: Mapping[str, Callable[[list[Number]], Number]] = {
    "min": min,
    "max": max,
    "sum": sum,
    "avg": lambda found: divide(sum(found), len(found) or 1),  # of nothing: 0, as in BMA
    "ceil": lambda found: ceil(found[0]),
    "floor": lambda found: floor(found[0]),
    "abs": lambda found: max(found[0], -found[0]),
    "negative": lambda found: -found[0],
}


class _Waiting(NamedTuple):
    """An operator, an open parenthesis or an open call."""

    kind: str
    span: Span
    height: int = 0  # of the values when a call was opened


class _Refused(Exception):
    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse_formula(
    text: str,
    place: Callable[[int, int], Span],
    signs: Mapping[str, Sequence[str]],
) -> Formula | Diagnostic:
    """The formula in *text*, or what is wrong with it.

    Args:
        text: The formula.
        place: The place in the file of a stretch of it.
        signs: What ``pos`` and ``neg`` stand for.

    Cost:
        Linear in the text; nothing recurses.
    """
    try:
        return _Parser(text, place, signs).parse()
    except _Refused as refused:
        return refused.finding


class _Parser:
    """Dijkstra's two stacks: values, and operators that wait for their right side."""

    def __init__(
        self,
        text: str,
        place: Callable[[int, int], Span],
        signs: Mapping[str, Sequence[str]],
    ) -> None:
        self._text = text
        self._place = place
        self._signs = signs
        self._parts: list[Part] = []
        self._values: list[int] = []  # places in the parts
        self._waiting: list[_Waiting] = []
        self._names: dict[str, None] = {}

    def parse(self) -> Formula:
        text = self._text
        position, operand = 0, True
        while True:
            match = _TOKEN.match(text, position)
            if match is None:
                blank = _BLANK.match(text, position)
                position = blank.end() if blank else position
                break
            start = match.start(match.lastgroup or 0)
            if match["var"] is not None:
                start = match.start("var")
            span = self._place(start, match.end())
            position = match.end()
            operand, position = self._read(match, span, operand, position)
        if position < len(text):
            shown = shorten(text[position])
            self._refuse("BN108", f'unexpected "{shown}"', self._place(position, position + 1))
        if operand:
            end = self._place(len(text), len(text))
            self._refuse("BN105", "the formula ends where a value is expected", end)
        self._reduce(0)
        if self._waiting:
            self._refuse("BN101", 'this "(" is never closed', self._waiting[-1].span)
        return Formula(tuple(self._parts), tuple(self._names))

    def _read(
        self, match: re.Match[str], span: Span, operand: bool, position: int
    ) -> tuple[bool, int]:
        """Take in one token; whether a value is expected next, and where to go on."""
        sign, word = match["sign"], (match["word"] or "").lower()
        if sign == ")":
            self._close(span, operand)
            return False, position
        if sign == ",":
            self._comma(span, operand)
            return True, position
        if operand and sign in ("-", "+"):
            if sign == "-":
                self._waiting.append(_Waiting("negative", span))
            return True, position
        if operand != (sign in (None, "(")):
            shown = shorten(match[0].strip())
            if operand:
                self._refuse("BN105", f'"{shown}" has nothing on its left', span)
            self._refuse("BN104", f'there is no operator in front of "{shown}"', span)
        if sign == "(":
            self._waiting.append(_Waiting("(", span))
            return True, position
        if sign:
            self._reduce(_STRENGTH[sign])
            self._waiting.append(_Waiting(sign, span))
            return True, position
        if match["var"] is not None:
            self._add(Part("var", name=match["name"].strip()))
            self._names.setdefault(match["name"].strip())
        elif match["number"] is not None:
            if len(match["number"]) > _LONGEST_NUMBER:
                self._refuse("BN122", "a number is too long", span)
            number = Fraction(match["number"])
            whole = number.denominator == 1
            self._add(Part("number", number=int(number) if whole else number))
        else:
            return self._word(word, span, position)
        return False, position

    def _word(self, word: str, span: Span, position: int) -> tuple[bool, int]:
        word = _ALIASES.get(word, word)
        if word == "var":
            self._refuse("BN101", '"var(" is never closed', span)
        if word in ("pos", "neg"):
            self._regulators(word, span)
            return False, position
        blank = _BLANK.match(self._text, position)
        position = blank.end() if blank else position
        if word not in (*_MANY, *_ONE) or not self._text.startswith("(", position):
            self._refuse("BN122", f'"{shorten(word)}" is not supported in a formula', span)
        self._waiting.append(_Waiting(word, span, len(self._values)))
        return True, position + 1

    def _regulators(self, word: str, span: Span) -> None:
        """``pos`` and ``neg`` stand for all activators and inhibitors in a call."""
        if not (self._waiting and self._waiting[-1].kind in _MANY):
            self._refuse("BN122", f'"{word}" stands for several values: write avg({word})', span)
        for name in self._signs[word]:
            self._add(Part("var", name=name))
            self._names.setdefault(name)

    def _comma(self, span: Span, operand: bool) -> None:
        if operand:
            self._refuse("BN105", '"," has nothing on its left', span)
        self._reduce(0)
        if not self._waiting or self._waiting[-1].kind not in _MANY:
            self._refuse("BN108", 'unexpected ","', span)

    def _close(self, span: Span, operand: bool) -> None:
        call = self._waiting[-1] if self._waiting else None
        if operand and not (call is not None and call.kind == "avg"):
            self._refuse("BN105", "a value is expected in front of this", span)
        self._reduce(0)
        if not self._waiting:
            self._refuse("BN102", 'this ")" closes nothing', span)
        call = self._waiting.pop()
        if call.kind == "(":
            return
        arguments = tuple(self._values[call.height :])
        del self._values[call.height :]
        if not arguments and call.kind != "avg":
            self._refuse("BN105", f"{call.kind}() has no values", span)
        self._add(Part(call.kind, arguments))

    def _reduce(self, strength: int) -> None:
        while self._waiting and _STRENGTH.get(self._waiting[-1].kind, -1) >= strength:
            kind = self._waiting.pop().kind
            count = 1 if kind == "negative" else 2
            arguments = tuple(self._values[-count:])
            del self._values[-count:]
            self._add(Part(kind, arguments))

    def _add(self, part: Part) -> None:
        if len(self._parts) >= MAX_PARTS:
            limit = f"the formula has more than {MAX_PARTS:,} parts, which is the limit"
            self._refuse("BN122", limit, self._place(0, 1))
        self._values.append(len(self._parts))
        self._parts.append(part)

    def _refuse(self, code: str, message: str, span: Span) -> NoReturn:
        raise _Refused(Diagnostic(code, Severity.ERROR, message, span, help="correct the formula"))
