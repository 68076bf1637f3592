"""SBML-qual to a network.

A species is a node under its name, a transition the rule of what it sets. Terms of one level
are alternatives; where none holds, the level of the default term does. Signs and listed inputs
are claims about the rules, and never change what they mean.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.formats.draft import Draft
from boolnet.formats.levels import Levels
from boolnet.formats.reading import Reading
from boolnet.formats.sbml.knowledge import our_lines, read_about
from boolnet.formats.sbml.species import read_species
from boolnet.formats.sbml.transitions import read_transitions
from boolnet.formats.xml_levels import level_of
from boolnet.formats.xml_places import attribute_span, name_span, text_span
from boolnet.formats.xml_tree import Element, parse_xml
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText

# What else a model may have, and a network has not.
_LOST = {
    "listOfReactions": "the reactions",
    "listOfSpecies": "the species of the kinetic model",
    "listOfEvents": "the events",
    "listOfRules": "the rules of the kinetic model",
    "listOfLayouts": "the layout",
}
_SPECIES = ("listOfQualitativeSpecies", "qualitativeSpecies")
_INPUTS = ("listOfTransitions", "transition", "listOfInputs", "input")


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, and every finding in the order of the text.

    Args:
        source: The text.
        title: The network's title; the name of the model when empty.
        ignore: Not used: names are read as they are written.

    Cost:
        Linear in the text, apart from whether terms of different levels exclude each other.
    """
    root = parse_xml(source)
    if isinstance(root, Diagnostic):
        return Reading(source, None, (root,))
    model = root.find("model")
    if root.name != "sbml" or model is None or model.find("listOfQualitativeSpecies") is None:
        return Reading(source, None, (_no_model(source, root, model),))
    findings = Findings()
    species = read_species(source, model, findings)
    if findings.errors:
        return Reading(source, None, findings.in_order())
    levels = Levels(found.component for found in species.values())
    draft = Draft(source, model.get("name") or title, levels, findings)
    for element in model.every(*_SPECIES):
        _describe(draft, species[element.get("id")].component.name, element)
    read_transitions(draft, species, model)
    for element in (model, *model.every(*_SPECIES), *model.every(*_INPUTS)):
        draft.lines += [(part.text, text_span(source, part)) for part in our_lines(element)]
    draft.lost += [text for name, text in _LOST.items() if model.find(name) is not None]
    return draft.finish()


def _no_model(source: SourceText, root: Element, model: Element | None) -> Diagnostic:
    if root.name != "sbml":
        message = f"this is an XML file, but no SBML: it starts with <{shorten(root.name)}>"
    elif model is None:
        message = "this SBML file has no model"
    else:
        message = "this SBML model is not qualitative: it has no qual:listOfQualitativeSpecies"
    return Diagnostic(
        "BN005",
        Severity.ERROR,
        message,
        name_span(source, root if model is None else model),
        help="export the model as SBML-qual (SBML Level 3 with the package qual)",
    )


def _describe(draft: Draft, name: str, element: Element) -> None:
    about = read_about(draft.source, element)
    if element.get("id") != name:
        about = replace(about, more=(("id", element.get("id")),))
    draft.about[name] = about
    level = level_of(draft.source, element, "initialLevel", draft.findings)
    if level is None:
        return
    highest = draft.levels.components[name].highest
    if level <= highest:
        draft.start[name] = level
        return
    draft.findings.add(
        Diagnostic(
            "BN702",
            Severity.ERROR,
            f"{shorten(name)} starts at {level:,}, but the highest level of {shorten(name)} is "
            f"{highest}",
            attribute_span(draft.source, element, "initialLevel"),
            help=f"correct the level, or raise maxLevel of {shorten(name)}",
            node=name,
        )
    )
