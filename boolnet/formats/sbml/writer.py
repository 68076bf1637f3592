"""A network to SBML-qual, Level 3 Version 1.

Identifiers are legal ones, names are kept. A rule is one function term for level 1 in front of
the default 0, which every program reads alike; signs are what the functions do. What is known
stands twice: as ``#@`` lines in the notes, from which boolnet has it back as it was, and its
identifiers as MIRIAM annotations for other programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from boolnet.errors import FormatError
from boolnet.formats.identifiers import address, is_citation
from boolnet.formats.knowledge import format_about, format_evidence, format_levels
from boolnet.formats.labels import is_kept
from boolnet.formats.portable import apart_from_input, operators_of, write_out, write_out_wholly
from boolnet.formats.renaming import rename
from boolnet.formats.sbml.mathml import format_math
from boolnet.formats.written import Written
from boolnet.logic.expression import Expression
from boolnet.network.influence import Regulation
from boolnet.network.network import Network, Node

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
  xmlns:qual="http://www.sbml.org/sbml/level3/version1/qual/version1" qual:required="true">
"""
_SIGNS = {"+": "positive", "-": "negative", "±": "dual"}
_RDF = (
    '<annotation><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:bqbiol="http://biomodels.net/biology-qualifiers/">'
)


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as SBML-qual.

    Args:
        network: The network.
        start: Start values.

    Raises:
        FormatError: A rule counts so many regulators that MathML could not hold it.

    Cost:
        Linear in the text, and what the signs of the regulations take.
    """
    ids = _ids(network)
    taken = set(ids.values())

    def fresh(identifier: str) -> str:
        while identifier in taken:
            identifier += "_"
        taken.add(identifier)
        return identifier

    compartment = fresh("compartment")
    title = f" name={_attribute(network.title)}" if network.title else ""
    pieces = [f'{_HEAD}<model id="{fresh("model")}"{title}>\n']
    pieces += _notes(filter(None, map(format_levels, network.ladders)))
    pieces.append(
        f'<listOfCompartments><compartment id="{compartment}" constant="true"/>'
        "</listOfCompartments>\n<qual:listOfQualitativeSpecies>\n"
    )
    for node in network.nodes:
        pieces += _species(node, ids[node.name], compartment, start.get(node.name))
    pieces.append("</qual:listOfQualitativeSpecies>\n")
    transitions = [node for node in network.nodes if not node.is_input]
    if transitions:
        pieces.append("<qual:listOfTransitions>\n")
        for node in transitions:
            into = network.influence.into(node.name)
            pieces += _transition(node, into, ids, fresh(f"tr_{ids[node.name]}"))
        pieces.append("</qual:listOfTransitions>\n")
    pieces.append("</model>\n</sbml>\n")
    names = {name: ids[name] for name in network.names if not is_kept(name)}
    return Written("".join(pieces).encode(), names)


def _ids(network: Network) -> dict[str, str]:
    """The identifier of each node: that of the file it comes from, where it is known."""
    wanted = [dict(node.about.more).get("id") or node.name for node in network.nodes]
    if len(set(wanted)) < len(wanted):
        wanted = list(network.names)
    legal = rename(wanted)
    return {name: legal[word] for name, word in zip(network.names, wanted, strict=True)}


def _species(node: Node, identifier: str, compartment: str, start: bool | None) -> Iterator[str]:
    about = node.about
    more = tuple(pair for pair in about.more if pair != ("id", identifier))
    known = format_about(node.name, replace(about, more=more))
    yield f' <qual:qualitativeSpecies qual:id="{identifier}" qual:compartment="{compartment}"'
    if is_kept(node.name):
        yield f" qual:name={_attribute(node.name)}"
    yield f' qual:constant="{str(node.is_input).lower()}" qual:maxLevel="1"'
    if start is not None:
        yield f' qual:initialLevel="{int(start)}"'
    if about.identifiers:
        yield f' metaid="meta_{identifier}"'
    if not known:
        yield "/>\n"
        return
    yield ">\n"
    yield from _notes([known])
    yield from _annotation(f"meta_{identifier}", about.identifiers)
    yield " </qual:qualitativeSpecies>\n"


def _transition(
    node: Node, regulations: Iterable[Regulation], ids: Mapping[str, str], identifier: str
) -> Iterator[str]:
    target = ids[node.name]
    yield f' <qual:transition qual:id="{identifier}">\n'
    inputs = [
        piece
        for number, regulation in enumerate(regulations)
        for piece in _input(node, regulation, ids[regulation.regulator], f"{identifier}_{number}")
    ]
    if inputs:
        yield "  <qual:listOfInputs>\n"
        yield from inputs
        yield "  </qual:listOfInputs>\n"
    yield f'  <qual:listOfOutputs><qual:output qual:qualitativeSpecies="{target}" '
    yield 'qual:transitionEffect="assignmentLevel"/></qual:listOfOutputs>\n'
    yield '  <qual:listOfFunctionTerms>\n   <qual:defaultTerm qual:resultLevel="0"/>\n'
    yield '   <qual:functionTerm qual:resultLevel="1">'
    yield '<math xmlns="http://www.w3.org/1998/Math/MathML">'
    yield from format_math(_spelled(node), ids)
    yield "</math></qual:functionTerm>\n  </qual:listOfFunctionTerms>\n </qual:transition>\n"


def _input(node: Node, regulation: Regulation, regulator: str, meta: str) -> Iterator[str]:
    yield f'   <qual:input qual:qualitativeSpecies="{regulator}" qual:transitionEffect="none"'
    if regulation.sign in _SIGNS:
        yield f' qual:sign="{_SIGNS[regulation.sign]}"'
    reports = [e for e in node.evidence if e.regulator == regulation.regulator]
    if not reports:
        yield "/>\n"
        return
    references = tuple(dict.fromkeys(r for report in reports for r in report.references))
    yield f' metaid="meta_{meta}">\n' if references else ">\n"
    yield from _notes(map(format_evidence, reports))
    yield from _annotation(f"meta_{meta}", references)
    yield "   </qual:input>\n"


def _spelled(node: Node) -> Expression:
    """The rule in the connectives that programs read: and, or, not."""
    rule = write_out(node.function.expression)
    if operators_of(rule):
        rule = write_out_wholly(rule)
    if "at_least" in operators_of(rule):
        raise FormatError(
            f"the rule of {node.name} counts so many regulators that SBML could not hold it"
        )
    return apart_from_input(rule, node.name)


def _notes(lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield '<notes><body xmlns="http://www.w3.org/1999/xhtml">\n'
        yield from (f"<p>{escape(line)}</p>\n" for line in lines)
        yield "</body></notes>\n"


def _annotation(meta: str, identifiers: Iterable[str]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for identifier in identifiers:
        qualifier = "isDescribedBy" if is_citation(identifier) else "is"
        groups.setdefault(qualifier, []).append(address(identifier))
    if not groups:
        return
    yield f'{_RDF}<rdf:Description rdf:about="#{meta}">'
    for qualifier, found in groups.items():
        yield f"<bqbiol:{qualifier}><rdf:Bag>"
        yield from (f"<rdf:li rdf:resource={_attribute(one)}/>" for one in found)
        yield f"</rdf:Bag></bqbiol:{qualifier}>"
    yield "</rdf:Description></rdf:RDF></annotation>\n"


def _attribute(text: str) -> str:
    """*text* as the value of an attribute; what XML cannot hold becomes a blank."""
    return quoteattr("".join(c if c.isprintable() else " " for c in text))
