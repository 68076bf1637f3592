"""MathML of a function term to the expression that it denotes, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.hints import Hints
from boolnet.formats.levels import FLIPPED, MAX_COMPARED, Component, Levels, level_finding
from boolnet.formats.xml_places import name_span, text_span
from boolnet.formats.xml_tree import Element
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    arguments_of,
    conjunction,
    disjunction,
    name_of,
    negation,
    operator_of,
    parity,
)

_RELATIONS = {"eq": "=", "neq": "≠", "geq": "≥", "leq": "≤", "gt": ">", "lt": "<"}
_JOIN = {"and": conjunction, "or": disjunction, "xor": parity}
_NUMBER = re.compile(r"[+-]?(\d{1,9})(\.\d{0,9})?|[+-]?\.\d{1,9}")
_TRANSPARENT = ("math", "semantics")  # what stands around the formula
_WORD = {"and": "and", "or": "or", "not": "not", "parity": "xor"}


@dataclass(frozen=True, slots=True)
class Species:
    """A species that a formula names, and the level from which a bare name holds."""

    component: Component
    threshold: int = 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """The identifier of an input: the species and the level that it stands for."""

    species: Species


@dataclass(frozen=True, slots=True)
class _Logical:
    expression: Expression


_Value: TypeAlias = _Logical | Species | Threshold | Fraction


@dataclass(frozen=True, slots=True)
class Scope:
    """What the formulas of one transition may name.

    Attributes:
        transition: What messages call the transition.
        target: The component whose level it sets.
        species: All species by identifier.
        inputs: The inputs of the transition by their identifiers.
        levels: The coding of levels.
        hints: The identifiers of the species, for what is none of them.
    """

    transition: str
    target: str
    species: Mapping[str, Species]
    inputs: Mapping[str, Threshold]
    levels: Levels
    hints: Hints


class Reader:
    """Reads the formulas of one transition, and notes which species they name where.

    Args:
        source: The file.
        scope: What may be named.
        findings: Where mistakes go.
    """

    def __init__(self, source: SourceText, scope: Scope, findings: Findings) -> None:
        self._source = source
        self._scope = scope
        self._findings = findings
        self.uses: dict[str, list[Span]] = {}

    def read(self, math: Element) -> Expression | None:
        """The expression of *math*; `None` after a finding.

        Cost:
            Linear in the formula; nothing recurses.
        """
        before = self._findings.errors
        values: list[_Value] = []
        pending: list[tuple[Element, bool]] = [(math, False)]
        while pending:
            part, ready = pending.pop()
            children = part.children
            if ready:
                count = len(children) - 1
                arguments = values[len(values) - count :]
                del values[len(values) - count :]
                values.append(self._apply(part, children[0], arguments))
            elif part.name == "apply" and children:
                pending.append((part, True))
                pending += [(child, False) for child in reversed(children[1:])]
            elif part.name in _TRANSPARENT and children:
                pending.append((children[0], False))
            else:
                values.append(self._leaf(part))
            if self._findings.errors > before:
                return None
        return self._logical(values[0], math)

    # -- parts ---------------------------------------------------------------------------

    def _leaf(self, part: Element) -> _Value:
        if part.name == "ci":
            return self._name(part)
        if part.name == "cn":
            if _NUMBER.fullmatch(part.text) and not part.children:
                return Fraction(part.text)
            self._refuse(part, f'the number "{shorten(part.text)}" is not supported in a rule')
        elif part.name in ("true", "false"):
            return _Logical(TRUE if part.name == "true" else FALSE)
        elif part.name in ("math", "apply", "semantics"):
            self._refuse(part, f"<{part.name}> is empty")
        else:
            self._refuse(part, f"<{shorten(part.name)}> is not supported in a rule")
        return _Logical(FALSE)

    def _name(self, part: Element) -> _Value:
        scope = self._scope
        found: Species | Threshold | None = scope.species.get(part.text)
        if found is None:
            found = scope.inputs.get(part.text)
        if found is None:
            self._findings.add(
                Diagnostic(
                    "BN704",
                    Severity.ERROR,
                    f'{scope.transition} refers to "{shorten(part.text)}", which does not exist',
                    text_span(self._source, part),
                    help=scope.hints.advise(
                        part.text, "correct the identifier, or add the species"
                    ),
                    node=scope.target,
                )
            )
            return _Logical(FALSE)
        species = found.species if isinstance(found, Threshold) else found
        span = text_span(self._source, part)
        self.uses.setdefault(species.component.name, []).append(span)
        return found

    def _apply(self, part: Element, head: Element, arguments: list[_Value]) -> _Value:
        name = head.name
        if name in _RELATIONS and len(arguments) >= 2:
            operator = _RELATIONS[name]
            return _Logical(
                conjunction(
                    self._compare(part, one, operator, two) for one, two in pairwise(arguments)
                )
            )
        logical = [self._logical(argument, part) for argument in arguments]
        if name in _JOIN:
            return _Logical(_JOIN[name](logical))
        if name == "not" and len(logical) == 1:
            return _Logical(negation(logical[0]))
        if name == "implies" and len(logical) == 2:
            return _Logical(disjunction([negation(logical[0]), logical[1]]))
        if name in _RELATIONS or name in ("not", "implies"):
            self._refuse(part, f"<{name}/> has {len(arguments)} arguments")
        else:
            self._refuse(part, f"<{shorten(name)}/> is not supported in a rule")
        return _Logical(FALSE)

    def _logical(self, value: _Value, part: Element) -> Expression:
        if isinstance(value, _Logical):
            return value.expression
        if isinstance(value, Threshold):
            value = value.species
        if isinstance(value, Species):
            return self._scope.levels.at_least(value.component.name, value.threshold)
        if value in (0, 1):
            return TRUE if value else FALSE
        self._refuse(part, f"the number {value} stands where a condition is expected")
        return FALSE

    def _compare(self, part: Element, one: _Value, operator: str, two: _Value) -> Expression:
        levels = self._scope.levels
        one, two = _number(one), _number(two)
        if isinstance(one, Fraction) and isinstance(two, Species):
            one, operator, two = two, FLIPPED[operator], one
        if isinstance(one, Species) and isinstance(two, Fraction):
            finding = level_finding(
                self._scope.target, one.component, operator, two, name_span(self._source, part)
            )
            if finding is not None:
                self._findings.add(finding)
            return levels.compare(one.component.name, operator, two)
        if isinstance(one, Species) and isinstance(two, Species):
            if levels.compared >= MAX_COMPARED:
                self._refuse(
                    part, f"the model compares more than {MAX_COMPARED:,} pairs of species"
                )
                return FALSE
            return levels.compare_two(one.component.name, operator, two.component.name)
        if isinstance(one, Fraction) and isinstance(two, Fraction):
            holds = {
                "=": one == two, "≠": one != two, "≥": one >= two,
                "≤": one <= two, ">": one > two, "<": one < two,
            }  # fmt: skip
            return TRUE if holds[operator] else FALSE
        self._refuse(part, "conditions are compared as if they were levels")
        return FALSE

    def _refuse(self, part: Element, message: str) -> None:
        self._findings.add(
            Diagnostic(
                "BN122",
                Severity.ERROR,
                f"{self._scope.transition}: {message}",
                name_span(self._source, part),
                help="write the rule with and, or, not, xor, implies and comparisons of species "
                "with levels",
                node=self._scope.target,
            )
        )


def _number(value: _Value) -> _Value:
    """The identifier of an input as the number that it is in a comparison."""
    return Fraction(value.species.threshold) if isinstance(value, Threshold) else value


# -- writing ---------------------------------------------------------------------------------


def format_math(expression: Expression, ids: Mapping[str, str]) -> Iterator[str]:
    """The MathML of *expression*, in pieces; thresholds must have been written out.

    Cost:
        Linear in the length of the result.
    """
    stack: list[Expression | str] = [expression]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
            continue
        operator = operator_of(part)
        if operator == "name":
            yield f'<apply><eq/><ci>{ids[name_of(part)]}</ci><cn type="integer">1</cn></apply>'
        elif operator == "const":
            yield "<true/>" if part is TRUE else "<false/>"
        else:
            yield f"<apply><{_WORD[operator]}/>"
            stack.append("</apply>")
            stack.extend(reversed(arguments_of(part)))
