"""BMA JSON to a network.

Variables have ranges; each moves one level at a time toward what its formula says, rounded and
kept within the range. A formula that is missing is the mean of the activators less the mean of
the inhibitors, so that a variable without regulators is 0, as in BMA.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.bma.formula import Formula, parse_formula
from boolnet.formats.bma.target import MOST_ROWS, MOST_WORK, Budget, Range, TooLarge, build_target
from boolnet.formats.draft import Draft
from boolnet.formats.hints import Hints
from boolnet.formats.json_tree import Value, parse_json
from boolnet.formats.labels import name_nodes
from boolnet.formats.levels import MAX_NODES, Component, Levels, check_range
from boolnet.formats.reading import Reading
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.logic.expression import FALSE, TRUE
from boolnet.network.declared import Declared
from boolnet.network.evidence import About

_DEFAULT = "avg(pos) - avg(neg)"
_ARROWS = {
    "activator": ("->", "pos"),
    "inhibitor": ("-|", "neg"),
    "0": ("->", "pos"),
    "1": ("-|", "neg"),
}


@dataclass(slots=True)
class _Variable:
    key: str
    value: Value
    range: Range
    span: Span


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, and every finding in the order of the text.

    Args:
        source: The text.
        title: The network's title; the name of the model when empty.
        ignore: Not used: names are read as they are written.

    Cost:
        Linear in the text where formulas have only minima, maxima and differences; others are
        evaluated for each combination of values, at most 65,536.
    """
    root = parse_json(source)
    if isinstance(root, Diagnostic):
        return Reading(source, None, (root,))
    model = root.get("Model", "model")
    variables = None if model is None else model.get("Variables", "variables")
    if model is None or variables is None or not isinstance(variables.content, list):
        return Reading(source, None, (_no_model(root, model),))
    return _Reader(source, title, root, model, variables).read()


def _no_model(root: Value, model: Value | None) -> Diagnostic:
    missing = '"Model"' if model is None else 'list of "Variables" in its "Model"'
    place = root if model is None else model
    return Diagnostic(
        "BN005",
        Severity.ERROR,
        f"this JSON file is no model of BMA: it has no {missing}",
        Span(place.start, place.start + 1),
        help="export the model from BioModelAnalyzer as JSON",
    )


class _Reader:
    def __init__(
        self, source: SourceText, title: str, root: Value, model: Value, variables: Value
    ) -> None:
        self._source = source
        self._root = root
        self._model = model
        self._findings = Findings()
        name = model.get("Name", "name")
        self._title = title
        if name is not None and isinstance(name.content, str) and name.content.strip():
            self._title = name.content.strip()
        self._variables = self._read_variables(variables)
        self._by_name: dict[str, list[str]] = {}
        for key, variable in self._variables.items():
            label = variable.value.get("Name", "name")
            if label is not None and isinstance(label.content, str):
                self._by_name.setdefault(label.content.strip(), []).append(key)
        self._hints = Hints([name for name in (*self._variables, *self._by_name) if name])
        self._budget = Budget()
        self._signs: dict[str, dict[str, list[str]]] = {}

    def read(self) -> Reading:
        findings = self._findings
        if findings.errors:
            return Reading(self._source, None, findings.in_order())
        components = [
            Component(v.range.name, max(v.range.high - v.range.low, 1), v.span)
            for v in self._variables.values()
        ]
        draft = Draft(self._source, self._title, Levels(components), findings)
        relationships = self._model.get("Relationships", "relationships")
        for value in relationships.items() if relationships is not None else ():
            self._read_relationship(draft, value)
        for variable in self._variables.values():
            self._read_rule(draft, variable)
        self._describe(draft)
        return draft.finish()

    # -- variables -------------------------------------------------------------------------

    def _read_variables(self, variables: Value) -> dict[str, _Variable]:
        found: dict[str, Value] = {}
        labels: dict[str, str] = {}
        for value in variables.items():
            key = self._id(value, "Id", "id")
            if key is None:
                continue
            if key in found:
                self._add("BN704", f"two variables have the Id {key}", value.span)
                continue
            found[key] = value
            label = value.get("Name", "name")
            text = label.content if label is not None else ""
            labels[key] = text if isinstance(text, str) and text.strip() else f"v{key}"
        if not found and not self._findings.errors:
            place = Span(variables.start, variables.start + 1)
            self._add("BN006", "the model has no variables", place)
        names, shared = name_nodes({f"v{key}": label for key, label in labels.items()})
        for identifier, count in shared:
            key = identifier[1:]
            self._findings.add(
                Diagnostic(
                    "BN207",
                    Severity.WARNING,
                    f'{count:,} variables are called "{shorten(labels[key])}"',
                    self._span(found[key], "Name", "name"),
                    notes=(f"each is read with its Id: this one is {shorten(names[identifier])}",),
                    help="give every variable a name of its own",
                    node=names[identifier],
                )
            )
        result = {}
        nodes = 0
        for key, value in found.items():
            span = self._span(value, "Name", "name")
            limits = self._range(value, names[f"v{key}"], span)
            nodes += limits.high - limits.low if limits.high - limits.low > 1 else 0
            result[key] = _Variable(key, value, limits, span)
        if nodes > MAX_NODES:
            message = f"the levels make {nodes:,} nodes; the limit is {MAX_NODES:,}"
            self._add("BN702", message, Span(variables.start, variables.start + 1))
        return result

    def _range(self, value: Value, name: str, span: Span) -> Range:
        numbers = []
        for default, *keys in ((0, "RangeFrom", "rangeFrom"), (1, "RangeTo", "rangeTo")):
            entry = value.get(*map(str, keys))
            number = default if entry is None else entry.content
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 10**9:
                place = span if entry is None else entry.span
                message = f"{keys[0]} of {shorten(name)} must be a whole number from 0 on"
                self._add("BN702", message, place)
                number = default
            numbers.append(number)
        low, high = numbers
        if high < low:
            message = f"the range of {shorten(name)} ends at {high:,} below its start at {low:,}"
            self._add("BN702", message, self._span(value, "RangeTo", "rangeTo"))
        finding = check_range(Component(name, high - low, span), span)
        if finding is not None:
            self._findings.add(finding)
            high = low
        return Range(name, low, max(high, low))

    def _id(self, value: Value, *names: str) -> str | None:
        """The identifier under one of *names*; `None` after a finding."""
        entry = value.get(*names)
        content = None if entry is None else entry.content
        if isinstance(content, int) and not isinstance(content, bool):
            return str(content)
        if isinstance(content, str) and content.strip().isdecimal() and content.isascii():
            return content.strip()
        place = Span(value.start, value.start + 1) if entry is None else entry.span
        self._add("BN704", f"{names[0]} must be a number", place)
        return None

    # -- relationships ---------------------------------------------------------------------

    def _read_relationship(self, draft: Draft, value: Value) -> None:
        ends = []
        for names in (("FromVariable", "FromVariableId"), ("ToVariable", "ToVariableId")):
            key = self._id(value, *names)
            if key is not None and key not in self._variables:
                self._unknown("a relationship", key, self._span(value, *names))
            elif key is not None:
                ends.append(key)
        if len(ends) < 2:
            return
        entry = value.get("Type", "type")
        said = "" if entry is None else str(entry.content).lower()
        arrow, sign = _ARROWS.get(said, ("-?", "pos"))
        regulator, target = (self._variables[key] for key in ends)
        if said not in _ARROWS:
            place = Span(value.start, value.start + 1) if entry is None else entry.span
            self._add("BN704", f'"{shorten(said)}" is no type of a relationship', place)
        self._signs.setdefault(target.key, {"pos": [], "neg": []})[sign].append(regulator.key)
        span = self._span(value, "FromVariable", "FromVariableId")
        draft.claims.append(Declared(regulator.range.name, target.range.name, arrow, None, span))

    # -- formulas --------------------------------------------------------------------------

    def _read_rule(self, draft: Draft, variable: _Variable) -> None:
        own = variable.range
        entry = variable.value.get("Formula", "formula")
        text = entry.content if entry is not None and isinstance(entry.content, str) else ""
        written = text.strip()
        if written:
            assert entry is not None
            draft.rules[own.name] = entry.span
        if own.low == own.high:  # a constant, whatever its formula says
            draft.decide(own.name, lambda _: TRUE if own.low >= 1 else FALSE)
            return
        signs = self._signs.get(variable.key, {"pos": [], "neg": []})
        place = self._places(entry, text) if written and entry is not None else None
        formula = parse_formula(
            text if place else _DEFAULT, place or (lambda _first, _last: variable.span), signs
        )
        if isinstance(formula, Diagnostic):
            self._findings.add(replace(formula, node=own.name))
            return
        resolved = self._resolve(draft, variable, formula, entry)
        if resolved is None:
            return
        ranges = {key: self._variables[key].range for key in resolved.names}
        try:
            draft.decide(own.name, build_target(resolved, own, ranges, draft.levels, self._budget))
        except TooLarge:
            self._add(
                "BN122",
                f"the formula of {shorten(own.name)} needs a table that is too large; the limit is "
                f"{MOST_ROWS:,} combinations of values, and {MOST_WORK:,} steps for all formulas",
                variable.span if entry is None else entry.span,
                "write it with min, max and 1 - x, which need no table",
                own.name,
            )
        except ZeroDivisionError:
            self._add(
                "BN122",
                f"the formula of {shorten(own.name)} divides by zero",
                variable.span if entry is None else entry.span,
                "correct the formula",
                own.name,
            )

    def _resolve(
        self, draft: Draft, variable: _Variable, formula: Formula, entry: Value | None
    ) -> Formula | None:
        """*formula* over identifiers; older files name variables by their names."""
        span = variable.span if entry is None else entry.span
        known: dict[str, str] = {}
        for name in formula.names:
            key = name if name in self._variables else ""
            if not key and len(self._by_name.get(name, ())) == 1:
                key = self._by_name[name][0]
            if not key:
                self._unknown(f"the formula of {shorten(variable.range.name)}", name, span)
                return None
            known[name] = key
            uses = draft.uses.setdefault(variable.range.name, {})
            assert isinstance(uses, dict)
            uses[self._variables[key].range.name] = (span,)
        parts = tuple(
            part._replace(name=known[part.name]) if part.kind == "var" else part
            for part in formula.parts
        )
        return Formula(parts, tuple(dict.fromkeys(known.values())))

    def _places(self, entry: Value, text: str) -> Callable[[int, int], Span]:
        """The place in the file of a stretch of a string."""
        start, end = entry.span
        if end - start == len(text):
            return lambda first, last: Span(start + first, start + last)
        return lambda first, last: entry.span  # it holds escapes

    # -- the layout ------------------------------------------------------------------------

    def _describe(self, draft: Draft) -> None:
        layout = self._root.get("Layout", "layout")
        if layout is None:
            return
        draft.lost.append("the layout")
        variables = layout.get("Variables", "variables")
        for value in variables.items() if variables is not None else ():
            entry, number = value.get("Description", "description"), value.get("Id", "id")
            key = "" if number is None else str(number.content)
            if entry is None or not isinstance(entry.content, str) or key not in self._variables:
                continue
            ours = [line for line in entry.content.splitlines() if line.startswith("#@")]
            draft.lines += [(line, entry.span) for line in ours]
            note = " ".join(entry.content.split())
            if note and not ours:
                draft.about[self._variables[key].range.name] = About(note=note)

    def _span(self, value: Value, *names: str) -> Span:
        entry = value.get(*names)
        return Span(value.start, value.start + 1) if entry is None else entry.span

    def _unknown(self, what: str, key: str, span: Span) -> None:
        advice = self._hints.advise(key, "correct it, or add the variable")
        self._add("BN704", f'{what} refers to "{shorten(key)}", which does not exist', span, advice)

    def _add(
        self, code: str, message: str, span: Span, advice: str = "", node: str | None = None
    ) -> None:
        self._findings.add(
            Diagnostic(code, Severity.ERROR, message, span, help=advice or None, node=node)
        )
