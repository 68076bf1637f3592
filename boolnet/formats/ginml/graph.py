"""The graph of a GINML file: components and the regulations between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.hints import Hints
from boolnet.formats.levels import MAX_NODES, Component, check_range
from boolnet.formats.xml_levels import is_level, level_of
from boolnet.formats.xml_places import attribute_span, name_span
from boolnet.formats.xml_tree import Element
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.language.tokens import control_character
from boolnet.network.rule import normalise

_ARROWS = {"positive": "->", "negative": "-|", "dual": "+-"}


@dataclass(frozen=True, slots=True)
class Interval:
    """The levels of a regulator at which one of its regulations is active.

    Attributes:
        regulator: The component that acts.
        low: The lowest of these levels, by which a rule names the regulation.
        high: The highest of them.
        arrow: The declared sign.
        key: The identifier of the regulation.
    """

    regulator: str
    low: int
    high: int
    arrow: str
    key: str


@dataclass(slots=True)
class Graph:
    """Components, and for each target its regulators with their intervals, lowest first.

    Attributes:
        components: By name, in the order of the network.
        elements: Their elements.
        regulations: For each target, the intervals of each regulator.
        edges: Regulator, target, sign and element of each edge.
        hints: The names, for what is none of them.
    """

    components: dict[str, Component] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    regulations: dict[str, dict[str, list[Interval]]] = field(default_factory=dict)
    edges: list[tuple[str, str, str, Element]] = field(default_factory=list)
    hints: Hints = field(init=False)

    def __post_init__(self) -> None:
        self.hints = Hints(self.elements)


def read_graph(source: SourceText, element: Element, findings: Findings) -> Graph:
    """Components and regulations of the graph *element*. Cost: linear in the graph."""
    graph = Graph()
    nodes = 0
    for node in element.every("node"):
        name = normalise(node.get("id"))
        span = attribute_span(source, node, "id")
        if not name or control_character(name) or name in graph.components:
            message = f'two nodes have the id "{shorten(name)}"' if name else "a node has no id"
            if control_character(name):
                message = "a node has an id that cannot be a name"
            findings.add(_error("BN704", message, span, "give every node an id of its own"))
            continue
        highest = level_of(source, node, "maxvalue", findings)
        component = Component(name, 1 if highest is None else highest, span)
        finding = check_range(component, attribute_span(source, node, "maxvalue"))
        if finding is not None:
            findings.add(finding)
        nodes += component.highest if finding is None and component.highest > 1 else 0
        graph.components[name] = component
        graph.elements[name] = node
    if not graph.components and not findings.errors:
        findings.add(_error("BN006", "the graph has no nodes", name_span(source, element), ""))
    if nodes > MAX_NODES:
        message = f"the levels make {nodes:,} nodes; the limit is {MAX_NODES:,}"
        findings.add(_error("BN702", message, name_span(source, element), "use fewer levels"))
    order = [name for name in element.get("nodeorder").split() if name in graph.components]
    graph.components = {name: graph.components[name] for name in (*order, *graph.components)}
    found: dict[tuple[str, str], list[Interval]] = {}
    for edge in element.every("edge"):
        _read_edge(source, edge, graph, found, findings)
    for (regulator, target), intervals in found.items():
        intervals.sort(key=lambda interval: interval.low)
        for place, interval in enumerate(intervals):
            if place + 1 < len(intervals):
                high = min(interval.high, intervals[place + 1].low - 1)
                intervals[place] = Interval(
                    regulator, interval.low, high, interval.arrow, interval.key
                )
        graph.regulations.setdefault(target, {})[regulator] = intervals
    return graph


def _read_edge(
    source: SourceText,
    edge: Element,
    graph: Graph,
    found: dict[tuple[str, str], list[Interval]],
    findings: Findings,
) -> None:
    ends = []
    for attribute in ("from", "to"):
        name = normalise(edge.get(attribute))
        if name not in graph.components:
            span = attribute_span(source, edge, attribute)
            findings.add(unknown(f'edge "{shorten(edge.get("id"))}"', name, graph.hints, span))
        ends.append(name)
    regulator, target = ends
    if not all(name in graph.components for name in ends):
        return
    highest = graph.components[regulator].highest
    intervals = found.setdefault((regulator, target), [])
    low = level_of(source, edge, "minvalue", findings)
    high = level_of(source, edge, "maxvalue", findings)
    effects = [(1 if low is None else low, edge.get("sign"))]
    if edge.get("effects"):
        effects = []
        for part in edge.get("effects").split():
            level, _, sign = part.partition(":")
            if is_level(level):
                effects.append((int(level), sign))
    key = edge.get("id")
    for start, sign in effects:
        arrow = _ARROWS.get(sign, "-?")
        if start > highest or start < 1:
            attribute = "effects" if edge.get("effects") else "minvalue"
            span = attribute_span(source, edge, attribute)
            findings.add(
                _error(
                    "BN702",
                    f"the regulation of {shorten(target)} by {shorten(regulator)} starts at level "
                    f"{start:,}, but the levels of {shorten(regulator)} are 0 to {highest}",
                    span,
                    f"correct the level, or raise the maxvalue of {shorten(regulator)}",
                )
            )
            continue
        if any(interval.low == start for interval in intervals):
            findings.add(
                _error(
                    "BN704",
                    f"{shorten(regulator)} regulates {shorten(target)} twice from level {start} on",
                    attribute_span(source, edge, "id"),
                    "keep one of the two regulations",
                )
            )
            continue
        name = key if len(effects) == 1 else f"{key}:{start}"
        top = highest if high is None else max(start, min(high, highest))
        intervals.append(Interval(regulator, start, top, arrow, name))
    graph.edges.append(
        (regulator, target, _ARROWS.get(effects[0][1] if effects else "", "-?"), edge)
    )


def unknown(what: str, name: str, hints: Hints, span: Span) -> Diagnostic:
    """BN704: *what* refers to something that the file does not have."""
    return Diagnostic(
        "BN704",
        Severity.ERROR,
        f'{what} refers to "{shorten(name)}", which does not exist',
        span,
        help=hints.advise(name, "correct the name, or add the node"),
    )


def _error(code: str, message: str, span: Span, advice: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, help=advice or None)
