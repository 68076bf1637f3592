"""Signed interactions on their way from the rows of a table to the rules of a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.grid import Row
from boolnet.formats.tables.default_rules import DEFAULT_RULES, build_rule
from boolnet.language.findings import Findings
from boolnet.logic.expression import Expression, conjunction, negation, symbol
from boolnet.network.declared import Declared
from boolnet.network.evidence import About, Evidence
from boolnet.network.function import UpdateFunction
from boolnet.network.network import Network, Node
from boolnet.network.places import Places

MOST_REPORTS = 100  # of one interaction that are kept
_GATE = re.compile(r"and\d+", re.IGNORECASE)
_ARROWS = {"+": "->", "-": "-|"}


@dataclass(slots=True)
class Edge:
    """What a table says of one regulator and one target.

    Attributes:
        signs: Each sign that it gives (``+``, ``-``, ``?``, ``&``), with the first place.
        span: Where it says so first.
        reports: What is reported.
    """

    signs: dict[str, Span]
    span: Span
    reports: list[Evidence] = field(default_factory=list)


@dataclass(slots=True)
class Interactions:
    """The interactions of a table.

    Attributes:
        edges: By regulator and target.
        places: Where each node stands first, in the order of the table.
        about: What the table says of nodes.
        gates: Whether nodes called ``and1`` are gates, as in CellNOpt.
        names: The nodes by the cells in which they were written.
    """

    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    about: dict[str, About] = field(default_factory=dict)
    gates: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def add(
        self,
        regulator: str,
        target: str,
        sign: str,
        row: Row,
        place: int,
        report: Evidence | None = None,
    ) -> None:
        """One row more, whose target is in the cell *place*; said again, it adds evidence."""
        edge = self.edges.get((regulator, target))
        if edge is None:
            edge = self.edges[regulator, target] = Edge({}, row.span(place))
        if sign not in edge.signs:
            edge.signs[sign] = row.span(place)
        if report is not None and len(edge.reports) < MOST_REPORTS and report not in edge.reports:
            edge.reports.append(report)


def build_network(
    found: Interactions, kind: str, title: str, findings: Findings
) -> tuple[Network, Places, tuple[Declared, ...]]:
    """The network with the default rules of *kind*; BN707 and BN708.

    Cost:
        Linear in the interactions.
    """
    gates = _find_gates(found)
    activators: dict[str, list[Expression]] = {name: [] for name in found.places}
    inhibitors: dict[str, list[Expression]] = {name: [] for name in found.places}
    parts: dict[str, list[str]] = {}
    inputs: dict[str, list[Expression]] = {gate: [] for gate in gates}
    declared: list[Declared] = []
    uses: dict[tuple[str, str], tuple[Span, ...]] = {}
    targets: dict[str, Span] = {}
    later: list[tuple[str, str, str]] = []
    for (regulator, target), edge in found.edges.items():
        sign = _find_sign(regulator, target, edge, findings)
        targets.setdefault(target, edge.span)
        uses[target, regulator] = (edge.span,)
        if not sign:
            continue
        if target in gates and regulator not in gates:
            literal = symbol(regulator)
            inputs[target].append(literal if sign == "+" else negation(literal))
        elif regulator in gates:
            later.append((regulator, target, sign))
        elif sign == "&":
            parts.setdefault(target, []).append(regulator)
        else:
            (activators if sign == "+" else inhibitors)[target].append(symbol(regulator))
        if sign != "&" and regulator not in gates and target not in gates:
            declared.append(Declared(regulator, target, _ARROWS[sign], None, edge.span))
    for gate, target, sign in later:
        if inputs[gate]:
            (activators if sign == "+" else inhibitors)[target].append(conjunction(inputs[gate]))
    for target, members in parts.items():
        activators[target].insert(0, conjunction(map(symbol, members)))
    nodes: list[Node] = []
    generated = 0
    by_target: dict[str, list[Evidence]] = {}
    for (regulator, target), edge in found.edges.items():
        if regulator not in gates and target not in gates:
            by_target.setdefault(target, []).extend(edge.reports)
    for name in found.places:
        if name in gates:
            continue
        on, off = activators[name], inhibitors[name]
        about = found.about.get(name, About())
        if not on and not off:
            nodes.append(Node(name, UpdateFunction(symbol(name)), about))
            continue
        generated += 1
        function = UpdateFunction(build_rule(kind, name, on, off))
        more = (*about.more, ("rule", kind))
        about = replace(about, kind=about.kind or "generated", more=more)
        known = set(function.regulators)
        evidence = tuple(e for e in by_target.get(name, ()) if e.regulator in known)
        nodes.append(Node(name, function, about, evidence))
    if generated:
        made = f"rules of {generated:,} nodes were" if generated > 1 else "the rule of a node was"
        findings.add(
            Diagnostic(
                "BN708",
                Severity.INFO,
                f"{made} generated: {DEFAULT_RULES[kind]}",
                None,
                help="look at each rule: a table of interactions does not say how they combine",
            )
        )
    rules = {name: span for name, span in targets.items() if name not in gates}
    return Network(tuple(nodes), title), Places(rules, rules, uses), tuple(declared)


def _find_gates(found: Interactions) -> frozenset[str]:
    """CellNOpt's ``and1``: a node of such a name that has regulators and targets."""
    if not found.gates:
        return frozenset()
    names = [name for name in found.places if _GATE.fullmatch(name)]
    fed = {target for regulator, target in found.edges if not _GATE.fullmatch(regulator)}
    feeding = {regulator for regulator, target in found.edges if not _GATE.fullmatch(target)}
    return frozenset(name for name in names if name in fed and name in feeding)


def _find_sign(regulator: str, target: str, edge: Edge, findings: Findings) -> str:
    """The one sign of *edge*; empty, and BN707, where it has none or several."""
    signs = edge.signs
    clear = [sign for sign in signs if sign != "?"]
    if len(clear) == 1:
        return clear[0]
    one, two = shorten(regulator), shorten(target)
    if clear:
        first, second = sorted(signs[sign] for sign in clear)[:2]
        message = f"{one} both activates and inhibits {two}: the interaction is left out"
        related = ((first, "the other row"),) if first != second else ()
        findings.add(_unsigned(message, second, related))
    else:
        findings.add_once(
            _unsigned(
                f"the sign of {one} on {two} is not known: the interaction is left out", edge.span
            ),
            key="unsigned",
        )
    return ""


def _unsigned(message: str, span: Span, related: Sequence[tuple[Span, str]] = ()) -> Diagnostic:
    return Diagnostic(
        "BN707",
        Severity.WARNING,
        message,
        span,
        related=tuple(related),
        help="keep the row with the right sign, or write the rule by hand",
    )


def merge_about(one: About, other: About) -> About:
    """What two rows say about a node; the first has the word."""
    return replace(
        one,
        kind=one.kind or other.kind,
        identifiers=_union(one.identifiers, other.identifiers),
    )


def _union(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
