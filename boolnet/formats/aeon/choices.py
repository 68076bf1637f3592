"""The functions that a partially specified network leaves open (BN309)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.language.syntax import (
    Connective,
    Constant,
    Formula,
    Group,
    Macro,
    Name,
    Negation,
    Operation,
    names_of,
)
from boolnet.network.declared import Declared
from boolnet.network.rule import normalise

_WIDEST = 4  # regulators of a function that is looked for
_MOST_BITS = 10  # values that are left open
_MOST_SEARCHES = 20  # per file
_MOST_STEPS = 400_000  # parts of formulas that are evaluated
_SHOWN = 4


class Chooser:
    """Counts the functions that fit, for as many nodes of a file as is sensible."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, bool | None], ...], list[int]] = {}
        self._searches = 0
        self._steps = 0

    def find_missing(self, name: str, declared: Sequence[Declared], span: Span) -> Diagnostic:
        """BN309 for a node with regulators and no function."""
        key = tuple((edge.arrow, edge.essential) for edge in declared)
        tables = self._known.get(key)
        if tables is None and len(declared) <= _WIDEST and self._searches < _MOST_SEARCHES:
            self._searches += 1
            width = len(declared)
            tables = [t for t in range(1 << (1 << width)) if fits(t, declared)]
            self._known[key] = tables
        message = f"the rule of {shorten(name)} is not fully specified: it has no function"
        regulators = [edge.regulator for edge in declared]
        return _finding(name, message, span, _advice(name, regulators, tables))

    def find_open(
        self, name: str, formula: Formula, declared: Sequence[Declared]
    ) -> Diagnostic | None:
        """BN309 for a function with an unknown part; `None` when there is none."""
        calls = [part for part in _parts(formula) if isinstance(part, Macro)]
        if not calls:
            return None
        calls.sort(key=lambda call: call.span.start)
        first = calls[0]
        unknown = dict.fromkeys(call.name for call in calls)
        shown = " and ".join(map(shorten, list(unknown)[:3]))
        verb = "is" if len(unknown) == 1 else "are"
        message = f"the rule of {shorten(name)} is not fully specified: {shown} {verb} unknown"
        place = Span(first.span.start, first.span.start + len(first.name))
        regulators, tables = self._search(formula, calls, declared)
        return _finding(name, message, place, _advice(name, regulators, tables))

    def _search(
        self, formula: Formula, calls: Sequence[Macro], declared: Sequence[Declared]
    ) -> tuple[list[str], list[int] | None]:
        regulators = [edge.regulator for edge in declared]
        regulators += dict.fromkeys(
            name
            for name in (normalise(n.text) for n in names_of(formula))
            if name not in regulators
        )
        arity = {call.name: len(call.arguments) for call in calls}
        wide = any(width > _WIDEST for width in arity.values())
        bits = 99 if wide else sum(1 << width for width in arity.values())
        steps = sum(1 for _ in _parts(formula))
        mixed = any(len(call.arguments) != arity[call.name] for call in calls)
        if len(regulators) > _WIDEST or bits > _MOST_BITS or mixed:
            return regulators, None
        self._steps += steps << bits << len(regulators)
        if self._steps > _MOST_STEPS:
            return regulators, None
        found: dict[int, None] = {}
        for choice in product((False, True), repeat=bits):
            values: dict[str, tuple[bool, ...]] = {}
            start = 0
            for function, width in arity.items():
                values[function] = choice[start : start + (1 << width)]
                start += 1 << width
            table = 0
            for row in range(1 << len(regulators)):
                state = {n: bool(row >> i & 1) for i, n in enumerate(regulators)}
                table |= _evaluate(formula, state, values) << row
            if fits(table, declared):
                found[table] = None
        return regulators, sorted(found)


def fits(table: int, declared: Sequence[Declared]) -> bool:
    """Whether a truth table (bit ``i`` of a row is regulator ``i``) acts as it is declared."""
    rows = 1 << len(declared)
    for place, edge in enumerate(declared):
        low = sum(1 << row for row in range(rows) if not row >> place & 1)
        off, on = table & low, table >> (1 << place) & low
        if (edge.arrow == "->" and off & ~on) or (edge.arrow == "-|" and on & ~off):
            return False
        if edge.essential and off == on:
            return False
    return True


def _advice(name: str, regulators: Sequence[str], tables: Sequence[int] | None) -> str:
    line = f"${shorten(name)}: "
    if tables is None:
        return f"write the function that is meant as {line}…; there are many that fit"
    if not tables:
        return "no function fits what is declared; correct the regulations"
    texts = [line + _spell(table, regulators) for table in tables[:_SHOWN]]
    more = len(tables) - len(texts)
    listed = "   or   ".join(texts) + (f"   or {more:,} more" if more else "")
    if len(tables) == 1:
        return f"one function fits: write {listed}"
    return f"{len(tables):,} functions fit: write {listed}"


def _finding(name: str, message: str, span: Span, advice: str) -> Diagnostic:
    return Diagnostic(
        "BN309",
        Severity.ERROR,
        message,
        span,
        notes=("a network whose functions are open has no single behaviour to simulate",),
        help=advice,
        node=name,
    )


def _spell(table: int, regulators: Sequence[str]) -> str:
    """A table as a rule: the fewest of its prime implicants that a greedy choice finds."""
    width = len(regulators)
    rows = [row for row in range(1 << width) if table >> row & 1]
    if not rows:
        return "false"
    if len(rows) == 1 << width:
        return "true"
    terms = [
        term
        for term in product((None, True, False), repeat=width)
        if all(table >> row & 1 for row in _rows(term))
    ]
    terms.sort(key=lambda term: sum(value is not None for value in term))
    left, chosen = set(rows), []
    while left:
        best = max(terms, key=lambda term: len(left.intersection(_rows(term))))
        chosen.append(best)
        left -= set(_rows(best))
    chosen.sort(key=lambda term: [value is None for value in term])
    texts = [
        " & ".join(
            ("" if value else "!") + shorten(name)
            for name, value in zip(regulators, term, strict=True)
            if value is not None
        )
        for term in chosen
    ]
    return " | ".join(texts)


def _rows(term: Sequence[bool | None]) -> list[int]:
    choices = [(False, True) if value is None else (value,) for value in term]
    return [sum(value << place for place, value in enumerate(row)) for row in product(*choices)]


def is_open(formula: Formula) -> bool:
    """Whether *formula* has an unknown part: in AEON files whatever is called is unknown."""
    return any(isinstance(part, Macro) for part in _parts(formula))


def _parts(formula: Formula) -> Iterator[Formula]:
    """Every part of *formula*, wholes before parts."""
    pending: list[Formula] = [formula]
    while pending:
        part = pending.pop()
        yield part
        pending.extend(_children(part))


def _children(part: Formula) -> tuple[Formula, ...]:
    if isinstance(part, Negation):
        return (part.operand,)
    if isinstance(part, Group):
        return (part.inner,)
    if isinstance(part, Operation):
        return part.operands
    return part.arguments if isinstance(part, Macro) else ()


def _evaluate(
    formula: Formula, state: Mapping[str, bool], functions: Mapping[str, Sequence[bool]]
) -> bool:
    """The value of *formula* where its unknown functions have the given tables."""
    values: list[bool] = []
    for part in reversed(list(_parts(formula))):  # parts before wholes, the last one first
        count = len(_children(part))
        given = values[len(values) - count :][::-1]
        del values[len(values) - count :]
        if isinstance(part, Name):
            value = state[normalise(part.text)]
        elif isinstance(part, Constant):
            value = part.value
        elif isinstance(part, Group):
            value = given[0]
        elif isinstance(part, Negation):
            value = given[0] ^ (len(part.operators) % 2 == 1)
        elif isinstance(part, Macro):
            row = sum(argument << place for place, argument in enumerate(given))
            value = functions[part.name][row]
        elif part.connective is Connective.AND:
            value = all(given)
        elif part.connective is Connective.OR:
            value = any(given)
        else:
            value = sum(given) % 2 == 1
        values.append(value)
    return values[0]
