"""Rules of other programs: and, or, not and parentheses over names of their own form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.logic.expression import Expression, conjunction, disjunction, negation

_STRENGTH = {"or": 1, "and": 2, "not": 3}
_JOIN = {"and": conjunction, "or": disjunction}
_BLANK = re.compile(r"\s+")


class Name(NamedTuple):
    """A name in a rule."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Notation:
    """How a program writes rules.

    Attributes:
        names: What a name looks like.
        signs: What each sign means: ``and``, ``or``, ``not``, ``(``, ``)``; longer signs first.
        words: What a name in lower case means when it is no name.
    """

    names: re.Pattern[str]
    signs: Mapping[str, str]
    words: Mapping[str, str]


class _Operator(NamedTuple):
    kind: str
    text: str
    span: Span


class _Refused(Exception):
    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse_rule(
    text: str,
    notation: Notation,
    place: Callable[[int, int], Span],
    build: Callable[[Name], Expression],
) -> Expression | Diagnostic:
    """The expression of *text*, or what is wrong with it (BN101 to BN108).

    Args:
        text: The rule.
        notation: How it is written.
        place: The place in the file of a stretch of the text.
        build: The expression that a name stands for.

    Cost:
        Linear in the text; nothing recurses.
    """
    try:
        return _Parser(text, notation, place, build).parse()
    except _Refused as refused:
        return refused.finding


class _Parser:
    """Dijkstra's two stacks: values, and operators that wait for their right side."""

    def __init__(
        self,
        text: str,
        notation: Notation,
        place: Callable[[int, int], Span],
        build: Callable[[Name], Expression],
    ) -> None:
        self._text = text
        self._notation = notation
        self._place = place
        self._build = build
        # A value is open while more operands may join it: a | b | c is one disjunction.
        self._values: list[tuple[str, list[Expression]]] = []
        self._waiting: list[_Operator] = []

    def parse(self) -> Expression:
        operand = True  # what is expected next
        last: _Operator | None = None
        for token in self._tokens():
            kind = token.kind
            if kind == ")":
                self._close(token, operand, last)
            elif operand != (kind in ("name", "not", "(")):
                self._misplaced(token, operand, last)
            elif kind == "name":
                name = Name(token.text, token.span)
                self._values.append(("", [self._build(name)]))
            elif kind in ("not", "("):
                self._waiting.append(token)
            else:
                self._reduce(_STRENGTH[kind])
                self._waiting.append(token)
            operand = kind not in ("name", ")")
            last = token
        if operand:
            if last is None:
                self._refuse("BN107", "the rule is empty", self._place(0, len(self._text)))
            self._refuse("BN105", f'"{last.text}" has nothing on its right', last.span, "delete it")
        self._reduce(0)
        if self._waiting:
            self._refuse("BN101", 'this "(" is never closed', self._waiting[-1].span, 'add ")"')
        return self._whole(self._values[0])

    def _tokens(self) -> Iterator[_Operator]:
        text, notation = self._text, self._notation
        position = 0
        while position < len(text):
            blank = _BLANK.match(text, position)
            if blank is not None:
                position = blank.end()
                continue
            name = notation.names.match(text, position)
            if name is not None and name.end() > position:
                span = self._place(position, name.end())
                kind = notation.words.get(name[0].lower(), "name")
                yield _Operator(kind, name[0], span)
                position = name.end()
                continue
            sign = next((s for s in notation.signs if text.startswith(s, position)), None)
            if sign is None:
                span = self._place(position, position + 1)
                self._refuse("BN108", f'unexpected "{text[position]}"', span, "delete it")
            yield _Operator(notation.signs[sign], sign, self._place(position, position + len(sign)))
            position += len(sign)

    def _reduce(self, strength: int) -> None:
        """Carry out the operators on top that bind at least as much as *strength*."""
        while self._waiting and _STRENGTH.get(self._waiting[-1].kind, -1) >= strength:
            kind = self._waiting.pop().kind
            right = self._values.pop()
            if kind == "not":
                self._values.append(("", [negation(self._whole(right))]))
                continue
            left = self._values.pop()
            parts = left[1] if left[0] == kind else [self._whole(left)]
            parts.append(self._whole(right))
            self._values.append((kind, parts))

    def _close(self, token: _Operator, operand: bool, last: _Operator | None) -> None:
        if operand and last is not None and last.kind == "(":
            self._refuse("BN105", '"()" is empty', last.span, "delete it")
        if operand and last is not None:
            self._refuse("BN105", f'"{last.text}" has nothing on its right', last.span)
        self._reduce(0)
        if not self._waiting:
            self._refuse("BN102", 'this ")" closes nothing', token.span, "delete it")
        self._waiting.pop()
        self._values[-1] = ("", [self._whole(self._values[-1])])

    def _misplaced(self, token: _Operator, operand: bool, last: _Operator | None) -> NoReturn:
        if operand:
            self._refuse("BN105", f'"{token.text}" has nothing on its left', token.span)
        before = shorten(last.text) if last else ""
        self._refuse(
            "BN104",
            f'there is no operator between "{before}" and "{shorten(token.text)}"',
            token.span,
            "write one between them",
        )

    @staticmethod
    def _whole(value: tuple[str, list[Expression]]) -> Expression:
        kind, parts = value
        return _JOIN[kind](parts) if kind else parts[0]

    def _refuse(self, code: str, message: str, span: Span, advice: str | None = None) -> NoReturn:
        raise _Refused(Diagnostic(code, Severity.ERROR, message, span, help=advice))
