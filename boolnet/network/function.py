"""Update functions: what decides the next value of a node."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from boolnet.logic import expression as ex
from boolnet.logic.circuit import Circuits
from boolnet.logic.decisions import Pair
from boolnet.logic.encoding import encode, write_postfix
from boolnet.logic.postfix import encode_postfix
from boolnet.network.rule import parse_rule
from boolnet.postfix import Postfix


class UpdateFunction:
    """What decides the next value of a node: a rule, given as an expression."""

    def __init__(self, expression: ex.Expression) -> None:
        self._expression = expression

    @property
    def expression(self) -> ex.Expression:
        """The rule."""
        return self._expression

    @cached_property
    def regulators(self) -> tuple[str, ...]:
        """The nodes that the rule mentions, whether or not they have an effect.

        They stand in the order in which the rule first mentions them.
        """
        return ex.symbols_of(self.expression)

    @property
    def copied(self) -> str | None:
        """The node whose value the rule is, when it is no more than a name."""
        rule = self.expression
        return ex.name_of(rule) if ex.is_symbol(rule) else None

    @property
    def postfix(self) -> Postfix | None:
        """The rule in postfix form; `None` where it has parities or thresholds."""
        return write_postfix(self.expression)

    @property
    def mentions(self) -> int:
        """How many names the rule has, each as often as it stands there."""
        return sum(ex.is_symbol(part) for part in ex.iter_postorder(self.expression))

    def encode(self, circuits: Circuits, index: Mapping[str, int]) -> Pair:
        """The exact circuits of the function and of its negation (see `boolnet.logic.encoding`)."""
        return encode(circuits, self.expression, index)

    def __str__(self) -> str:
        return ex.format_expression(self.expression)


class PlainFunction(UpdateFunction):
    """A function that the plain reader read: its expression is built when it is asked for.

    Most commands never ask. The circuits come straight from the postfix form.
    """

    def __init__(self, written: str, formula: Postfix) -> None:
        self._written = written
        self._formula = formula

    @cached_property
    def expression(self) -> ex.Expression:
        """The rule."""
        return parse_rule(self._written)

    @property
    def regulators(self) -> tuple[str, ...]:
        """The nodes that the rule mentions, in the order in which it first mentions them."""
        return self._formula.names

    @property
    def postfix(self) -> Postfix:
        """The rule in postfix form."""
        return self._formula

    @property
    def copied(self) -> str | None:
        """The node whose value the rule is, when it is no more than a name."""
        names, code = self._formula
        return names[0] if code == [3] else None

    @property
    def mentions(self) -> int:
        """How many names the rule has, each as often as it stands there."""
        return sum(sign >= 2 for sign in self._formula[1])

    def encode(self, circuits: Circuits, index: Mapping[str, int]) -> Pair:
        """The exact circuits of the function and of its negation (see `boolnet.logic.postfix`)."""
        names, code = self._formula
        return encode_postfix(circuits, code, [index[name] for name in names])
