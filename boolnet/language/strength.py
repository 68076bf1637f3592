"""Operands and operators in a row, folded by the strengths that a dialect gives."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.diagnostics import Span
from boolnet.language.dialect import Meaning, Operator
from boolnet.language.syntax import Connective, Formula, Negation, Operation
from boolnet.language.tokens import Token

_JOINS = {
    Meaning.AND: Connective.AND,
    Meaning.OR: Connective.OR,
    Meaning.XOR: Connective.XOR,
    Meaning.IFF: Connective.XOR,
    Meaning.IMPLIES: Connective.OR,
}


def fold_row(operands: Sequence[Formula], operators: Sequence[tuple[Token, Operator]]) -> Formula:
    """One formula of ``operands[0] operators[0] operands[1] ...``, the strongest first.

    Operators of one kind in a row are one operation, so a row makes no deep tree.

    Cost:
        Linear, for each strength that occurs.
    """
    for strength in sorted({operator.strength for _, operator in operators}, reverse=True):
        joined: list[Formula] = []
        left: list[tuple[Token, Operator]] = []
        run, signs = [operands[0]], list[tuple[Token, Operator]]()
        for sign, operand in zip(operators, operands[1:], strict=True):
            if sign[1].strength == strength:
                run.append(operand)
                signs.append(sign)
            else:
                joined.append(_join(run, signs))
                left.append(sign)
                run, signs = [operand], []
        joined.append(_join(run, signs))
        operands, operators = joined, left
    return operands[0]


def _join(operands: list[Formula], signs: list[tuple[Token, Operator]]) -> Formula:
    """*operands* joined by operators of one strength, which are nearly always one operator."""
    if not signs:
        return operands[0]
    meanings = {operator.meaning for _, operator in signs}
    if len(meanings) == 1:
        return _operation(meanings.pop(), operands, [token.span for token, _ in signs])
    formula = operands[0]
    for (token, operator), operand in zip(signs, operands[1:], strict=True):
        formula = _operation(operator.meaning, [formula, operand], [token.span])
    return formula


def _operation(meaning: Meaning, operands: list[Formula], signs: list[Span]) -> Formula:
    span = Span(operands[0].span.start, operands[-1].span.end)
    if meaning is Meaning.IMPLIES:  # A => (B => C) is !A | !B | C
        negated = [
            Negation((sign,), part, part.span) for part, sign in zip(operands, signs, strict=False)
        ]
        operands = [*negated, operands[-1]]
    formula = Operation(_JOINS[meaning], tuple(operands), tuple(signs), span)
    if meaning is Meaning.IFF and len(signs) % 2:
        return Negation((signs[0],), formula, span)
    return formula
