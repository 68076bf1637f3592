"""Compact identifiers, ``PMID:9529147``, and the addresses that other programs write for them."""

from __future__ import annotations

import re

from boolnet.language.annotations import PREFIXES

_ADDRESS = re.compile(r"https?://(?:www\.)?identifiers\.org/(.+)", re.IGNORECASE)
_URN = re.compile(r"urn:miriam:(.+)", re.IGNORECASE)
# What the collections of identifiers.org are called in a rule file.
_COLLECTIONS = {
    "pubmed": "PMID", "uniprot": "uniprot", "ncbigene": "ncbigene",
    "entrez.gene": "ncbigene", "taxonomy": "taxon", "pmc": "PMC", "doi": "doi", "hgnc": "hgnc",
    "chebi": "chebi", "go": "go", "obo.go": "go", "obo.chebi": "chebi", "reactome": "reactome",
    "signor": "signor", "eco": "eco", "obo.eco": "eco", "isbn": "ISBN", "cl": "cl",
}  # fmt: skip
# Pages of databases: what stands in front of the identifier.
_PAGES = (
    (re.compile(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/(?:\?term=)?(\d+)/?"), "PMID"),
    (re.compile(r"https?://pubmed\.ncbi\.nlm\.nih\.gov/(\d+)/?"), "PMID"),
    (re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\S+)"), "doi"),
    (re.compile(r"https?://(?:www\.)?genenames\.org/\S*hgnc_id=(?:HGNC:)?(\d+)"), "hgnc"),
    (re.compile(r"https?://(?:www\.)?uniprot\.org/uniprot/(\w+)"), "uniprot"),
    (re.compile(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/gene/(\d+)"), "ncbigene"),
)
_COMPACT = re.compile(r"([A-Za-z.]+):(\S+)")
COLLECTIONS = {prefix: name for name, prefix in _COLLECTIONS.items() if not name.startswith("obo")}


def compact(resource: str) -> str:
    """``hgnc:3236`` for the address of an entry; ``url:`` and the address for what is not known.

    >>> compact("https://identifiers.org/pubmed/9529147")
    'PMID:9529147'
    >>> compact("urn:miriam:obo.go:GO%3A0006915")
    'go:0006915'
    >>> compact("pubmed:9529147")
    'PMID:9529147'
    """
    for pattern, prefix in _PAGES:
        page = pattern.fullmatch(resource)
        if page is not None:
            return f"{prefix}:{page[1]}"
    match = _ADDRESS.fullmatch(resource) or _URN.fullmatch(resource)
    rest = resource
    if match is not None:
        rest = match[1].replace("%3A", ":").replace("%2F", "/")
        rest = re.sub("[:/]", ":", rest, count=1)
    entry = _COMPACT.fullmatch(rest)
    if entry is not None:
        collection, value = entry[1].lower(), entry[2]
        prefix = _COLLECTIONS.get(collection) or PREFIXES.get(collection, "")
        if prefix not in ("doi", "url", ""):
            value = value.rpartition(":")[2]
        if prefix and value:
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


def short_link(identifier: str) -> str:
    """What GINsim writes for a compact identifier: ``pubmed:9529147``, or an address."""
    prefix, _, value = identifier.partition(":")
    return value if prefix == "url" else f"{COLLECTIONS.get(prefix, prefix.lower())}:{value}"
