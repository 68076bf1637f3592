"""Species: their names, their levels, where they start."""

from __future__ import annotations

from collections.abc import Mapping

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.labels import name_nodes
from boolnet.formats.levels import MAX_NODES, Component, check_range
from boolnet.formats.sbml.mathml import Species
from boolnet.formats.xml_levels import is_level, level_of
from boolnet.formats.xml_places import attribute_span, name_span
from boolnet.formats.xml_tree import Element
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText


def read_species(source: SourceText, model: Element, findings: Findings) -> dict[str, Species]:
    """The species of *model* by identifier, each under the name that its node gets.

    The name is what people know a species by. Where it is missing, or where no rule file could
    hold it, the identifier stands for it; species with one name get it with the identifier.

    Cost:
        Linear in the model.
    """
    elements: dict[str, Element] = {}
    for element in model.every("listOfQualitativeSpecies", "qualitativeSpecies"):
        identifier = element.get("id")
        if not identifier or identifier in elements:
            message = (
                f'two species have the id "{shorten(identifier)}"'
                if identifier
                else "a species has no id"
            )
            span = attribute_span(source, element, "id")
            findings.add(_error("BN704", message, span, "give every species an id of its own"))
            continue
        elements[identifier] = element
    if not elements and not findings.errors:
        span = name_span(source, model)
        findings.add(_error("BN006", "the model has no species", span, "add species and rules"))
    used = _used_levels(model) if any(not e.get("maxLevel") for e in elements.values()) else {}
    names = _name(source, elements, findings)
    species = {}
    nodes = 0
    for identifier, element in elements.items():
        highest = level_of(source, element, "maxLevel", findings)
        if highest is None:
            highest = max(1, used.get(identifier, 1))
        span = attribute_span(source, element, "id")
        component = Component(names[identifier], highest, span)
        finding = check_range(component, attribute_span(source, element, "maxLevel"))
        if finding is not None:
            findings.add(finding)
        nodes += highest if finding is None and highest > 1 else 0
        species[identifier] = Species(component)
    if nodes > MAX_NODES:
        message = f"the levels make {nodes:,} nodes; the limit is {MAX_NODES:,}"
        findings.add(_error("BN702", message, name_span(source, model), "use fewer levels"))
    return species


def _name(
    source: SourceText, elements: Mapping[str, Element], findings: Findings
) -> dict[str, str]:
    """The names of the nodes, each used once."""
    names, shared = name_nodes({key: element.get("name") for key, element in elements.items()})
    for identifier, count in shared:
        label, fresh = shorten(elements[identifier].get("name")), names[identifier]
        findings.add(
            Diagnostic(
                "BN207",
                Severity.WARNING,
                f'{count:,} species are called "{label}"',
                attribute_span(source, elements[identifier], "name"),
                notes=(f"each is read with its id: this one is {shorten(fresh)}",),
                help="give every species a name of its own",
                node=fresh,
            )
        )
    return names


def _used_levels(model: Element) -> dict[str, int]:
    """The highest level that the transitions set, or demand, of each species."""
    used: dict[str, int] = {}

    def note(identifier: str, level: str) -> None:
        if is_level(level):
            used[identifier] = max(used.get(identifier, 0), int(level))

    for element in model.every("listOfQualitativeSpecies", "qualitativeSpecies"):
        note(element.get("id"), element.get("initialLevel"))
    for transition in model.every("listOfTransitions", "transition"):
        for entry in transition.every("listOfInputs", "input"):
            note(entry.get("qualitativeSpecies"), entry.get("thresholdLevel"))
        for output in transition.every("listOfOutputs", "output"):
            for terms in transition.every("listOfFunctionTerms"):
                for term in terms.children:
                    note(output.get("qualitativeSpecies"), term.get("resultLevel"))
    return used


def _error(code: str, message: str, span: Span, advice: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, help=advice)
