"""Values and parameters of a node: the level it moves to.

``<value val="2">`` holds expressions: where one of them holds, the target is 2. A name in them
stands for all active levels of a regulator, ``A:2`` for the regulation that starts at level 2.
``<parameter>`` names one exact set of active regulations. What neither names is level 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import UnsupportedError
from boolnet.formats.draft import Draft
from boolnet.formats.ginml.graph import Graph, Interval, unknown
from boolnet.formats.hints import Hints
from boolnet.formats.levels import level_finding
from boolnet.formats.xml_levels import level_of
from boolnet.formats.xml_places import aligned_value, attribute_span, name_span
from boolnet.formats.xml_tree import Element
from boolnet.language.dialect import GINML
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix, split_level
from boolnet.language.syntax import Name
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    conjunction,
    disjunction,
    negation,
    replace_symbols,
)
from boolnet.network.rule import build_expression, normalise

_LARGEST_TABLE = 65_536
MAX_RULE = 2 * 1024 * 1024  # characters of one expression


def read_rule(draft: Draft, graph: Graph, name: str) -> None:
    """Give the node *name* the rule that its element says.

    Cost:
        Linear in the rule; parameters are written as short as they can be where their table is
        not much larger than their list.
    """
    reader = _Reader(draft, graph, name)
    reader.read()


class _Reader:
    def __init__(self, draft: Draft, graph: Graph, name: str) -> None:
        self._draft = draft
        self._graph = graph
        self._name = name
        self._element = graph.elements[name]
        self._highest = graph.components[name].highest
        self._regulators = graph.regulations.get(name, {})
        self._uses: dict[str, list[Span]] = {}

    def read(self) -> None:
        draft, element = self._draft, self._element
        before = draft.findings.errors
        values = [value for value in element.children if value.name == "value"]
        parameters = [part for part in element.children if part.name == "parameter"]
        terms: dict[int, list[Expression]] = {}
        for value in values:
            level = self._level(value, "val")
            for expression in value.every("exp"):
                rule = self._read_expression(expression)
                if rule is not None and level is not None:
                    terms.setdefault(level, []).append(rule)
        listed = self._read_parameters(parameters)
        base = level_of(draft.source, element, "basevalue", draft.findings)
        if base is not None and base <= self._highest:
            listed.setdefault(frozenset(), base)
        if draft.findings.errors > before:
            return
        draft.uses[self._name] = self._uses
        if values or parameters:
            first, last = (values + parameters)[0], (values + parameters)[-1]
            draft.rules[self._name] = Span(first.start, max(first.end, last.end))

        conditions = self._alone({value: disjunction(terms[value]) for value in sorted(terms)})

        def reached(level: int) -> Expression:
            return disjunction(rule for value, rule in conditions.items() if value >= level)

        if not listed:
            draft.decide(self._name, reached)
            return
        known, tables = self._tables(listed)
        draft.decide(
            self._name,
            lambda level: (
                tables(level) if not terms else _unless(known, tables(level), reached(level))
            ),
        )

    def _alone(self, conditions: dict[int, Expression]) -> dict[int, Expression]:
        """*conditions* without the states where two of them hold: there GINsim takes level 0."""
        try:
            found = self._draft.levels.overlap.find(conditions)
        except UnsupportedError:
            found = -1, {}
        if found is None:
            return conditions
        witness = found[1]
        name = shorten(self._name)
        state = ", ".join(f"{shorten(n)}={int(v)}" for n, v in [*witness.items()][:8])
        notes = (f"they hold together when {state}",) if state else ()
        self._draft.findings.add(
            Diagnostic(
                "BN703",
                Severity.WARNING,
                f"the rule of {name} sets it to two levels at once"
                if witness
                else f"the rule of {name} is too entangled to see whether its values exclude "
                "each other",
                name_span(self._draft.source, self._element),
                notes=(*notes, "where two hold, GINsim takes level 0"),
                help="make the expressions of different values exclude each other",
                node=self._name,
            )
        )
        return {
            level: conjunction(
                [here, negation(disjunction(conditions[o] for o in conditions if o != level))]
            )
            for level, here in conditions.items()
        }

    # -- expressions -----------------------------------------------------------------------

    def _read_expression(self, element: Element) -> Expression | None:
        findings = self._draft.findings
        text, offset = aligned_value(self._draft.source, element, "str")
        if len(text) > MAX_RULE:
            self._refuse_long(offset)
            return None
        conditions: list[Expression] = []

        def leaf(name: Name) -> Name:
            conditions.append(self._condition(name))
            return Name(str(len(conditions) - 1), name.span)

        before = findings.errors
        found = Findings()
        formula = parse_infix(text, offset, GINML, found, self._name, leaf)
        for finding in found.in_order():  # what to write there differs: "&" is "&amp;"
            findings.add(replace(finding, fix=None))
        if formula is None or findings.errors > before:
            return None
        rule = build_expression(formula)
        return replace_symbols(rule, {str(i): part for i, part in enumerate(conditions)})

    def _refuse_long(self, offset: int) -> None:
        message = f"an expression of {shorten(self._name)} is longer than {MAX_RULE >> 20} MB"
        self._draft.findings.add(
            Diagnostic(
                "BN122",
                Severity.ERROR,
                f"{message}, which is the limit",
                Span(offset, offset + 1),
                help="divide it into several expressions",
                node=self._name,
            )
        )

    def _condition(self, name: Name) -> Expression:
        """What a name in an expression says about the level of a regulator."""
        findings, levels = self._draft.findings, self._draft.levels
        word, level = split_level(name)
        regulator = normalise(word.text)
        if regulator not in levels.components:
            what = f"the rule of {shorten(self._name)}"
            findings.add(unknown(what, regulator, self._graph.hints, word.span))
            return FALSE
        self._uses.setdefault(regulator, []).append(word.span)
        intervals = self._regulators.get(regulator, [])
        if level is None:
            if not intervals:
                return levels.at_least(regulator, 1)
            return disjunction(self._active(interval) for interval in _joined(intervals))
        component = levels.components[regulator]
        finding = level_finding(self._name, component, "≥", Fraction(level), name.span)
        if finding is not None:
            findings.add(finding)
            return FALSE
        for interval in intervals:
            if interval.low == level:
                return self._active(interval)
        if not intervals:
            return levels.at_least(regulator, level)
        called = shorten(regulator)
        known = ", ".join(f"{called}:{interval.low}" for interval in intervals[:8])
        findings.add(
            Diagnostic(
                "BN704",
                Severity.ERROR,
                f"the rule of {shorten(self._name)} names {called}:{level}, but no regulation by "
                f"{called} starts at level {level}",
                name.span,
                help=f"there is {known}",
                node=self._name,
            )
        )
        return FALSE

    def _active(self, interval: Interval) -> Expression:
        return self._draft.levels.within(interval.regulator, interval.low, interval.high)

    # -- parameters ------------------------------------------------------------------------

    def _read_parameters(self, parameters: Sequence[Element]) -> dict[frozenset[str], int]:
        """The level of each set of active regulations, by their keys."""
        source, findings = self._draft.source, self._draft.findings
        keys = self._keys()
        hints = Hints(keys)
        listed: dict[frozenset[str], int] = {}
        for parameter in parameters:
            level = self._level(parameter, "val")
            active = []
            for key in parameter.get("idActiveInteractions").split():
                interval = keys.get(key)
                if interval is None:
                    what = f"a parameter of {shorten(self._name)}"
                    span = attribute_span(source, parameter, "idActiveInteractions")
                    findings.add(unknown(what, key, hints, span))
                else:
                    active.append(interval.key)
                    self._uses.setdefault(interval.regulator, []).append(
                        name_span(source, parameter)
                    )
            if level is not None:
                listed.setdefault(frozenset(active), level)
        return listed

    def _keys(self) -> dict[str, Interval]:
        """The regulations by what parameters may call them."""
        keys: dict[str, Interval] = {}
        for regulator, intervals in self._regulators.items():
            for interval in intervals:
                keys[interval.key] = interval
                keys.setdefault(f"{regulator}:{self._name}:{interval.low}", interval)
                if len(intervals) == 1:
                    keys.setdefault(f"{regulator}:{self._name}", interval)
        return keys

    def _level(self, element: Element, attribute: str) -> int | None:
        source, findings = self._draft.source, self._draft.findings
        level = level_of(source, element, attribute, findings)
        if level is not None and level > self._highest:
            findings.add(
                Diagnostic(
                    "BN702",
                    Severity.ERROR,
                    f"the rule sets {shorten(self._name)} to {level:,}, but the highest level of "
                    f"{shorten(self._name)} is {self._highest}",
                    attribute_span(source, element, attribute),
                    help=f"correct the level, or raise the maxvalue of {shorten(self._name)}",
                    node=self._name,
                )
            )
        return level

    def _tables(
        self, listed: Mapping[frozenset[str], int]
    ) -> tuple[Expression, Callable[[int], Expression]]:
        """Where a parameter is listed, and where one is listed with a level or a higher one."""
        levels = self._draft.levels
        variables = []
        rows: list[list[str | None]] = []  # for each regulator: what is active in each of its cells
        for regulator, intervals in self._regulators.items():
            highest = levels.components[regulator].highest
            cuts = {i.low for i in intervals} | {i.high + 1 for i in intervals}
            cuts = {cut for cut in cuts if 0 < cut <= highest}
            cells = [0, *sorted(cuts)]
            variables.append((regulator, cells[1:]))
            rows.append(
                [
                    next((i.key for i in intervals if i.low <= cell <= i.high), None)
                    for cell in cells
                ]
            )
        size = prod(map(len, rows))
        if size <= _LARGEST_TABLE and size * self._highest <= max(64, 16 * len(listed)):
            table = [
                listed.get(frozenset(key for key in row if key is not None))
                for row in product(*rows)
            ]
            known = levels.choose(variables, [value is not None for value in table])
            return known, lambda level: levels.choose(
                variables, [value is not None and value >= level for value in table]
            )
        terms = [(self._exactly(active), level) for active, level in listed.items()]
        return disjunction(term for term, _ in terms), lambda level: disjunction(
            term for term, value in terms if value >= level
        )

    def _exactly(self, active: frozenset[str]) -> Expression:
        """Whether just the regulations *active* are active."""
        parts = []
        for intervals in self._regulators.values():
            chosen = [interval for interval in intervals if interval.key in active]
            if len(chosen) > 1:
                return FALSE
            if chosen:
                parts.append(self._active(chosen[0]))
            else:
                parts += [negation(self._active(interval)) for interval in _joined(intervals)]
        return conjunction(parts)


def _joined(intervals: Sequence[Interval]) -> list[Interval]:
    """Neighbouring intervals as one."""
    joined: list[Interval] = []
    for interval in intervals:
        if joined and joined[-1].high + 1 == interval.low:
            last = joined.pop()
            joined.append(Interval(last.regulator, last.low, interval.high, last.arrow, last.key))
        else:
            joined.append(interval)
    return joined


def _unless(known: Expression, listed: Expression, other: Expression) -> Expression:
    """*listed* where *known* holds, *other* elsewhere."""
    if other is FALSE or listed is TRUE:
        return listed
    if listed is known:
        return disjunction([listed, other])
    return disjunction([listed, conjunction([negation(known), other])])
