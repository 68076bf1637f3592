"""Rules from transitions: what a node does that goes up and down on conditions of their own.

One node at a time (asynchronously), a node goes up where "up" holds and down where "down" does.
The network with the rule ``A ? !down : up`` has exactly these transitions.
"""

from __future__ import annotations

from boolnet.diagnostics import Span
from boolnet.language.syntax import Connective, Constant, Formula, Macro, Name, Negation, Operation


def negated(formula: Formula) -> Formula:
    if isinstance(formula, Constant):
        return Constant(not formula.value, formula.span)
    place = Span(formula.span.start, formula.span.start)
    return Negation((place,), formula, formula.span)


def is_constant(formula: Formula, value: bool) -> bool:
    return isinstance(formula, Constant) and formula.value is value


def possible(node: Name, up: Formula, down: Formula) -> Formula:
    """The rule ``node ? !down : up``, as short as constants make it."""
    if isinstance(up, Constant) and isinstance(down, Constant):
        if up.value is down.value:
            return negated(node) if up.value else node
        return up
    if isinstance(down, Constant):
        if down.value:
            return _joined(Connective.AND, negated(node), up)
        return _joined(Connective.OR, node, up)
    if isinstance(up, Constant):
        if up.value:
            return _joined(Connective.OR, negated(node), negated(down))
        return _joined(Connective.AND, node, negated(down))
    return Macro("if", (node, negated(down), up), None, up.span)


def _joined(connective: Connective, left: Formula, right: Formula) -> Formula:
    return Operation(connective, (left, right), (left.span,), right.span)
