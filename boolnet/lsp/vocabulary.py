"""What the words of ``#@`` lines mean, for completion and hovering."""

from __future__ import annotations

from boolnet.diagnostics import CODES
from boolnet.report.pages import read_page

KEYS = {
    "name": "The name for people, where the node's own is an abbreviation.",
    "kind": "What the node is: protein, gene, rna, complex, metabolite, phenotype, input, drug.",
    "compartment": "Where the node is: a cell, a tissue, the medium.",
    "levels": "Nodes that are levels of one thing, the lowest first: OPG < OPG_hi < OPG_max.",
    "license": "The licence of the file.",
    "evidence": "What the evidence is, in words.",
    "quote": "A sentence of the source, word for word.",
    "cell": "The cells in which the regulation was seen.",
    "species": "The organism.",
    "assay": "How it was seen.",
    "mechanism": "How the regulator acts.",
    "confidence": "low (0.3), medium (0.6), high (0.9), or a number from 0 to 1.",
    "direct": "Whether the regulation is direct: yes, no or unknown.",
    "by": "Who wrote the line.",
    "date": "When the line was written.",
    "note": "One line for people.",
    "ignore": "Codes of findings that are not said about the next rule, then the reason in quotes.",
    "rule": "What is said about the rule as a whole.",
    "source": "A citation in words.",
    "conflict": "What the other side reports, where reports contradict each other.",
    "id": "An identifier of the node.",
    "model": "Speaks of the whole file.",
    "verify": "The citation has not been compared with the paper yet.",
}
PREFIXES = {
    "PMID": "a PubMed number",
    "PMC": "a PubMed Central number",
    "PMCID": "a PubMed Central number",
    "ISBN": "a book number",
    "doi": "a DOI: 10.NUMBER/NAME",
    "hgnc": "an HGNC number",
    "uniprot": "a UniProt accession, such as P00533",
    "ncbigene": "an NCBI gene number",
    "chebi": "a ChEBI number",
    "go": "a GO term: seven digits",
    "taxon": "a taxonomy number",
    "cl": "a Cell Ontology term: seven digits",
    "eco": "an evidence code: seven digits",
    "signor": "a SIGNOR entry",
    "reactome": "a Reactome entry, such as R-HSA-177929",
    "url": "a web address",
}
ARROWS = {"->": "activates", "-|": "inhibits", "-?": "acts; how is not said"}
OPERATORS = {
    "&": "and: both sides are on",
    "|": "or: at least one side is on",
    "^": "exclusive or: just one side is on",
    "!": "not",
}


def describe_code(code: str) -> str:
    """The short name of *code* and the first paragraph of its page; empty when there is none."""
    if code not in CODES:
        return ""
    page = read_page(code) or ""
    paragraphs = [part for part in page.split("\n\n") if part and not part.startswith("#")]
    head = f"**{code}** {CODES[code]}"
    return "\n\n".join([head, *paragraphs[:1]])
