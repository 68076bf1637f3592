"""Operands and operators in a row, folded by precedence: ``&`` before ``|``.

``^`` stands alone or in parentheses of its own, because programs disagree on its place:
AEON binds it tighter than ``&``, MaBoSS looser than ``|``. Next to another operator it is
BN115, with both readings spelled out.
"""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.language.syntax import Connective, Formula, Operation
from boolnet.language.tokens import Kind, Token

_CONNECTIVES = {Kind.AND: Connective.AND, Kind.OR: Connective.OR, Kind.XOR: Connective.XOR}
_LONGEST_READING = 120


def fold(
    operands: Sequence[Formula],
    operators: Sequence[Token],
    source: SourceText,
    findings: Findings,
    node: str,
) -> Formula:
    """One formula from ``operands[0] operators[0] operands[1] ...``. Cost: linear."""
    if not operators:
        return operands[0]
    kinds = {token.kind for token in operators}
    if Kind.XOR in kinds and len(kinds) > 1:
        findings.add(_ambiguous(operands, operators, source, node))
    alternatives: list[Formula] = []
    bars: list[Span] = []
    first = 0
    for index, token in enumerate(operators):
        if token.kind is Kind.OR:
            alternatives.append(_joined(operands, operators, first, index))
            bars.append(token.span)
            first = index + 1
    alternatives.append(_joined(operands, operators, first, len(operators)))
    if len(alternatives) == 1:
        return alternatives[0]
    span = Span(operands[0].span.start, operands[-1].span.end)
    return Operation(Connective.OR, tuple(alternatives), tuple(bars), span)


def _joined(
    operands: Sequence[Formula], operators: Sequence[Token], first: int, last: int
) -> Formula:
    """``operands[first]`` to ``operands[last]``, which no ``|`` separates."""
    if first == last:
        return operands[first]
    span = Span(operands[first].span.start, operands[last].span.end)
    places = tuple(token.span for token in operators[first:last])
    connective = _CONNECTIVES[operators[first].kind]
    return Operation(connective, tuple(operands[first : last + 1]), places, span)


def _ambiguous(
    operands: Sequence[Formula], operators: Sequence[Token], source: SourceText, node: str
) -> Diagnostic:
    index = next(i for i, token in enumerate(operators) if token.kind is Kind.XOR)
    others = [token for token in operators if token.kind is not Kind.XOR]
    near = min(others, key=lambda token: abs(token.start - operators[index].start))
    finding = Diagnostic(
        code="BN115",
        severity=Severity.ERROR,
        message=f'"^" next to "{near.kind.value}" means different things in different programs',
        span=operators[index].span,
        help="say which is meant with parentheses",
        node=node,
    )
    if operands[-1].span.end - operands[0].span.start > _LONGEST_READING:
        return finding
    texts = [source.text[operand.span.start : operand.span.end] for operand in operands]
    signs = [token.kind for token in operators]
    tight = _spell(texts, signs, (Kind.XOR, Kind.AND, Kind.OR))
    loose = _spell(texts, signs, (Kind.AND, Kind.OR, Kind.XOR))
    return Diagnostic(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        span=finding.span,
        notes=(f"AEON reads: {tight}", f"MaBoSS reads: {loose}"),
        help=f"say which is meant with parentheses: {tight}   or   {loose}",
        node=node,
    )


def _spell(texts: list[str], signs: list[Kind], order: tuple[Kind, ...]) -> str:
    """The row with parentheses put in, the operators of *order* binding tightest first."""
    for kind in order:
        joined, left = [texts[0]], []
        for text, sign in zip(texts[1:], signs, strict=True):
            if sign is kind:
                joined[-1] += f" {sign.value} {text}"
            else:
                joined.append(text)
                left.append(sign)
        if left:
            # A part that grew holds an operator of its own now and needs parentheses.
            grown = {part for part in joined if part not in texts}
            joined = [f"({part})" if part in grown else part for part in joined]
        texts, signs = joined, left
        if not signs:
            break
    return texts[0]
