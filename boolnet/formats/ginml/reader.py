"""GINML to a network."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.draft import Draft
from boolnet.formats.ginml.graph import Graph, read_graph
from boolnet.formats.ginml.rules import read_rule
from boolnet.formats.identifiers import compact
from boolnet.formats.levels import Levels
from boolnet.formats.reading import Reading
from boolnet.formats.xml_places import attribute_span, name_span, plain_text, tag_end
from boolnet.formats.xml_tree import Element, parse_xml
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.network.declared import Declared
from boolnet.network.evidence import About, Evidence

_SAID = ("->", "-|")


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, and every finding in the order of the text.

    A node without a rule is always 0, unless the file calls it an input, as in GINsim.

    Args:
        source: The text.
        title: The network's title.
        ignore: Not used: names are read as they are written.

    Cost:
        Linear in the text.
    """
    root = parse_xml(source, doctype=True)
    if isinstance(root, Diagnostic):
        return Reading(source, None, (root,))
    graph = root.find("graph") if root.name == "gxl" else None
    if graph is None or graph.get("class") != "regulatory":
        return Reading(source, None, (_no_model(source, root, graph),))
    findings = Findings()
    found = read_graph(source, graph, findings)
    if findings.errors:
        return Reading(source, None, findings.in_order())
    draft = Draft(source, title, Levels(found.components.values()), findings)
    for name, element in found.elements.items():
        _describe(draft, name, element)
        if element.get("input").lower() != "true":
            read_rule(draft, found, name)
    _claim(draft, found)
    draft.lines += _our_lines(source, graph)
    if any(part.name == "nodevisualsetting" for part in graph.walk()):
        draft.lost.append("the layout")
    return draft.finish()


def _no_model(source: SourceText, root: Element, graph: Element | None) -> Diagnostic:
    if root.name != "gxl":
        message = f"this is an XML file, but no GINML: it starts with <{shorten(root.name)}>"
    elif graph is None:
        message = "this GINML file has no graph"
    else:
        kind = shorten(graph.get("class"))
        message = f'this GINML file is no model: its graph is of the class "{kind}"'
    return Diagnostic(
        "BN005",
        Severity.ERROR,
        message,
        name_span(source, root if graph is None else graph),
        help="save the regulatory graph in GINsim, not a graph of states",
    )


def _describe(draft: Draft, name: str, element: Element) -> None:
    label = " ".join(element.get("name").split())
    draft.about[name] = About(name="" if label == name else label)
    draft.lines += _our_lines(draft.source, element)
    if not _our_lines(draft.source, element):
        note, identifiers = _annotation(draft.source, element)
        draft.about[name] = replace(draft.about[name], note=note, identifiers=identifiers)


def _claim(draft: Draft, graph: Graph) -> None:
    """The edges as claims, one for each pair, and what is written at them as evidence."""
    source = draft.source
    arrows: dict[tuple[str, str], set[str]] = {}
    spans: dict[tuple[str, str], Span] = {}
    for regulator, target, _, element in graph.edges:
        pair = regulator, target
        intervals = graph.regulations.get(target, {}).get(regulator, [])
        arrows.setdefault(pair, set()).update(interval.arrow for interval in intervals)
        spans.setdefault(pair, attribute_span(source, element, "from"))
    for (regulator, target), said in arrows.items():
        arrow = next(iter(said)) if len(said) == 1 else "-?" if "-?" in said else "+-"
        draft.claims.append(Declared(regulator, target, arrow, None, spans[regulator, target]))
    for regulator, target, arrow, element in graph.edges:
        lines = _our_lines(source, element)
        draft.lines += lines
        note, references = _annotation(source, element)
        if lines or not (note or references):
            continue
        draft.evidence.setdefault(target, []).append(
            Evidence(
                regulator,
                target,
                arrow if arrow in _SAID else "-?",
                references,
                note=note,
                span=name_span(source, element),
            )
        )


def _annotation(source: SourceText, element: Element) -> tuple[str, tuple[str, ...]]:
    """The comment and the links of *element*."""
    notes = [plain_text(source, comment) for comment in element.every("annotation", "comment")]
    links = [
        compact(link.get("href"))
        for link in element.every("annotation", "linklist", "link")
        if link.get("href")
    ]
    return "; ".join(filter(None, notes)), tuple(dict.fromkeys(links))


def _our_lines(source: SourceText, element: Element) -> list[tuple[str, Span]]:
    """The ``#@`` lines in the comment of *element*, which boolnet has written."""
    found = []
    for comment in element.every("annotation", "comment"):
        if "#@" in comment.text:
            place = tag_end(source, comment)
            for line in comment.text.splitlines():
                if line.strip().startswith("#@"):
                    found.append((line.strip(), Span(place, place + 1)))
    return found
