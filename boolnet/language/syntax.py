"""The syntax tree of a rule file: what is written, where, in the order it is written.

Nothing here interprets. A formula keeps its parentheses, its operators as they are spelled
(through their spans) and its macros; a document keeps blank lines, comments and annotations,
so that a formatter or an editor can work from it.

A run of connectives of one kind is one `Operation` and a run of negations one `Negation`:
only parentheses make a tree deep, and those are limited (`formula.MAX_DEPTH`). Nodes compare
by identity, since a comparison of deep trees would recurse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from boolnet.diagnostics import Span


class Connective(Enum):
    """What joins two operands."""

    AND = "&"
    OR = "|"
    XOR = "^"


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A node's name. `text` has no quotes and no invisible characters; not yet normalised."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """``0``, ``1``, ``true`` or ``false``."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Negation:
    """One or more ``!`` in front of an operand; `operators` are their places."""

    operators: tuple[Span, ...]
    operand: Formula
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """Operands joined by one connective; ``operators[i]`` stands behind ``operands[i]``."""

    connective: Connective
    operands: tuple[Formula, ...]
    operators: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A formula in parentheses."""

    inner: Formula
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """The whole number that ends ``sumis``, ``sumgt`` and ``sumlt``."""

    value: int
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Macro:
    """A counting predicate of R BoolNet: ``maj(A, B, C)``, ``sumgt(A, B, 1)``.

    In other formats also ``if(A, B, C)`` for ``A ? B : C``, and a function whose values the
    file leaves open (`boolnet.language.infix`).

    Attributes:
        name: In lower case.
        count: The number behind the arguments; `None` for ``all``, ``any`` and ``maj``.
    """

    name: str
    arguments: tuple[Formula, ...]
    count: Count | None
    span: Span


Formula: TypeAlias = "Name | Constant | Negation | Operation | Group | Macro"


@dataclass(frozen=True, slots=True, eq=False)
class Blank:
    """A line with nothing on it."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Comment:
    """``# ...`` up to the end of the line."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """``#@ ...`` up to the end of the line; `text` is what stands behind the ``#@``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The line ``targets, factors``."""

    span: Span
    remark: Comment | Annotation | None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """The line of one node.

    Attributes:
        target: The node; `None` when no name could be made out.
        separator: Usually the comma; `None` when there is nothing between target and rule.
        formula: The rule; `None` when it has an error.
        remark: The comment or annotation behind it.
    """

    target: Name | None
    separator: Span | None
    formula: Formula | None
    remark: Comment | Annotation | None
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Stray:
    """A line that could not be read; there is an error for it."""

    span: Span


Line: TypeAlias = Blank | Comment | Annotation | Header | Rule | Stray


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A rule file, line by line."""

    lines: tuple[Line, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the order of the text, those with errors included."""
        return tuple(line for line in self.lines if isinstance(line, Rule))


def names_of(formula: Formula) -> list[Name]:
    """Every name in *formula*, each time it occurs, from left to right. Cost: linear."""
    found: list[Name] = []
    pending: list[Formula] = [formula]
    while pending:
        part = pending.pop()
        if isinstance(part, Name):
            found.append(part)
        elif isinstance(part, Negation):
            pending.append(part.operand)
        elif isinstance(part, Group):
            pending.append(part.inner)
        elif isinstance(part, Operation):
            pending.extend(reversed(part.operands))
        elif isinstance(part, Macro):
            pending.extend(reversed(part.arguments))
    return found
