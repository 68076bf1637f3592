"""A rule from syntax to meaning: the expression that a formula denotes."""

from __future__ import annotations

import unicodedata

from boolnet.language.findings import Findings
from boolnet.language.formula import parse_formula
from boolnet.language.source import SourceText
from boolnet.language.syntax import (
    Connective,
    Constant,
    Formula,
    Group,
    Macro,
    Name,
    Negation,
    Operation,
)
from boolnet.language.tokens import scan
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    at_least,
    conjunction,
    disjunction,
    negation,
    parity,
    symbol,
)

_JOIN = {Connective.AND: conjunction, Connective.OR: disjunction, Connective.XOR: parity}


def normalise(name: str) -> str:
    """*name* as the network holds it: composed (NFC), so that one look is one name."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def build_expression(formula: Formula) -> Expression:
    """The expression that *formula* denotes.

    Cost:
        Linear in the size of the formula; nothing recurses. ``maj`` and its like are thresholds,
        as R BoolNet defines them: ``maj`` is more than half.
    """
    built: list[Expression] = []
    pending: list[tuple[Formula, bool]] = [(formula, False)]
    while pending:
        part, ready = pending.pop()
        if isinstance(part, Name):
            built.append(symbol(normalise(part.text)))
        elif isinstance(part, Constant):
            built.append(TRUE if part.value else FALSE)
        elif isinstance(part, Group):
            pending.append((part.inner, False))
        elif isinstance(part, Negation):
            if not ready:
                pending += [(part, True), (part.operand, False)]
            elif len(part.operators) % 2:
                built.append(negation(built.pop()))
        else:
            parts = part.operands if isinstance(part, Operation) else part.arguments
            if not ready:
                pending.append((part, True))
                pending += [(child, False) for child in reversed(parts)]
                continue
            arguments = tuple(built[-len(parts) :])
            del built[-len(parts) :]
            if isinstance(part, Operation):
                built.append(_JOIN[part.connective](arguments))
            else:
                built.append(_count(part, arguments))
    return built[0]


def _count(macro: Macro, arguments: tuple[Expression, ...]) -> Expression:
    number = macro.count.value if macro.count is not None else 0
    match macro.name:
        case "all":
            return conjunction(arguments)
        case "any":
            return disjunction(arguments)
        case "if":
            condition, chosen, other = arguments
            return disjunction(
                (conjunction((condition, chosen)), conjunction((negation(condition), other)))
            )
        case "maj":
            return at_least(len(arguments) // 2 + 1, arguments)
        case "sumgt":
            return at_least(number + 1, arguments)
        case "sumlt":
            return negation(at_least(number, arguments))
        case _:
            assert macro.name == "sumis"
            most = negation(at_least(number + 1, arguments))
            return conjunction((at_least(number, arguments), most))


def parse_rule(written: str) -> Expression:
    """The expression of a rule without mistakes, given the text behind its comma."""
    findings = Findings()
    tokens, _ = scan(written, 0, findings)
    formula, _ = parse_formula(tokens, 0, SourceText.of(written), findings, "")
    if formula is None:
        raise ValueError(f"not a rule: {written}")
    return build_expression(formula)
