"""Notes and MIRIAM annotations: what a model says about its species and regulations."""

from __future__ import annotations

import re

from boolnet.formats.xml_tree import Element, name_span, plain_text
from boolnet.language.annotations import PREFIXES
from boolnet.language.source import SourceText
from boolnet.network.evidence import About, Evidence

_ADDRESS = re.compile(r"https?://(?:www\.)?identifiers\.org/(.+)", re.IGNORECASE)
_URN = re.compile(r"urn:miriam:(.+)", re.IGNORECASE)
# What the collections of identifiers.org are called in a rule file.
_COLLECTIONS = {
    "pubmed": "PMID", "hgnc.symbol": "", "uniprot": "uniprot", "ncbigene": "ncbigene",
    "entrez.gene": "ncbigene", "taxonomy": "taxon", "pmc": "PMC", "doi": "doi", "hgnc": "hgnc",
    "chebi": "chebi", "go": "go", "obo.go": "go", "obo.chebi": "chebi", "reactome": "reactome",
    "signor": "signor", "eco": "eco", "obo.eco": "eco", "isbn": "ISBN", "cl": "cl",
}  # fmt: skip
COLLECTIONS = {prefix: name for name, prefix in _COLLECTIONS.items() if not name.startswith("obo")}


def read_about(source: SourceText, element: Element) -> About:
    """What the notes and the annotation of *element* say, ``#@`` lines left out."""
    if our_lines(element):
        return About()
    return About(note=_note(source, element), identifiers=_identifiers(element))


def read_evidence(
    source: SourceText, element: Element, regulator: str, target: str, arrow: str
) -> Evidence | None:
    """The report of a regulation on its input; `None` when nothing is said but ``#@`` lines."""
    if our_lines(element):
        return None
    note, references = _note(source, element), _identifiers(element)
    if not (note or references):
        return None
    span = name_span(source, element)
    return Evidence(regulator, target, arrow, references, note=note, span=span)


def our_lines(element: Element) -> list[Element]:
    """The ``#@`` lines in the notes of *element*, which boolnet has written."""
    notes = element.find("notes")
    if notes is None:
        return []
    return [part for part in notes.walk() if part.name == "p" and part.text.startswith("#@")]


def _note(source: SourceText, element: Element) -> str:
    notes = element.find("notes")
    return "" if notes is None else plain_text(source, notes)


def _identifiers(element: Element) -> tuple[str, ...]:
    annotation = element.find("annotation")
    if annotation is None:
        return ()
    found = [
        compact(part.get("resource"))
        for part in annotation.walk()
        if part.name == "li" and part.get("resource")
    ]
    return tuple(dict.fromkeys(found))


def compact(resource: str) -> str:
    """``hgnc:3236`` for an address of identifiers.org; ``url:`` and the address for others.

    >>> compact("https://identifiers.org/pubmed/9529147")
    'PMID:9529147'
    >>> compact("urn:miriam:obo.go:GO%3A0006915")
    'go:0006915'
    """
    match = _ADDRESS.fullmatch(resource) or _URN.fullmatch(resource)
    if match is not None:
        rest = match[1].replace("%3A", ":").replace("%2F", "/")
        collection, value = (
            re.split("[:/]", rest, maxsplit=1) if re.search("[:/]", rest) else ("", "")
        )
        prefix = _COLLECTIONS.get(collection.lower()) or PREFIXES.get(collection.lower(), "")
        value = value.rpartition(":")[2] if prefix not in ("doi", "") else value
        if prefix and value and not re.search(r"\s", value):
            return f"{prefix}:{value}"
    return f"url:{resource}"


def address(identifier: str) -> str:
    """The address of identifiers.org for a compact identifier."""
    prefix, _, value = identifier.partition(":")
    if prefix == "url":
        return value
    return f"https://identifiers.org/{COLLECTIONS.get(prefix, prefix.lower())}:{value}"


def is_citation(identifier: str) -> bool:
    """Whether a compact identifier is that of a text."""
    return identifier.partition(":")[0] in ("PMID", "PMC", "PMCID", "doi", "ISBN")
