"""Web addresses of the references in a file. Nothing is looked up: an editor opens them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from boolnet.diagnostics import Span
from boolnet.language.annotation_values import check_item
from boolnet.language.annotations import PREFIXES, Item, Kind
from boolnet.language.findings import Findings
from boolnet.lsp.view import View

# What identifiers.org calls the collections whose name is not our prefix.
_COLLECTIONS = {
    "PMID": "pubmed",
    "PMC": "pmc",
    "PMCID": "pmc",
    "ISBN": "isbn",
    "taxon": "taxonomy",
    "chebi": "CHEBI",
    "go": "GO",
    "cl": "CL",
    "eco": "ECO",
}
_OWN_PREFIX = {"PMC": "PMC", "PMCID": "PMC", "chebi": "CHEBI:", "go": "GO:", "cl": "CL:",
               "eco": "ECO:"}  # fmt: skip
_IN_TEXT = re.compile(r"\b(PMID|PMC|PMCID|doi):[ ]?([\w./()-]{1,200})", re.IGNORECASE)
_SAFE = "/:;.,()-_~@&=+$!*'"


@dataclass(frozen=True, slots=True)
class Link:
    """A place of the text, and the web address that it stands for."""

    span: Span
    address: str


def find_links(view: View) -> Iterator[Link]:
    """The references in the annotations and comments of a ``.bnet`` file."""
    for start, line in zip(view.source.starts, view.lines, strict=False):
        if line.remark is None:
            continue
        if line.statement is not None:
            for item in line.statement.items:
                address = address_of(item)
                if address:
                    yield Link(Span(start + item.span.start, start + item.span.end), address)
            continue
        text = view.source.line_text(view.source.line(start))
        for match in _IN_TEXT.finditer(text, line.remark):
            value = match[2].rstrip(".,;)")
            span = Span(start + match.start(), start + match.start(2) + len(value))
            item = Item(Kind.REFERENCE, PREFIXES[match[1].lower()], value, span, span)
            address = address_of(item)
            if address:
                yield Link(span, address)


def address_of(item: Item) -> str:
    """The web address of a reference; empty for anything else, and for one of a wrong form."""
    if item.kind is not Kind.REFERENCE:
        return ""
    findings = Findings()
    check_item(item, findings)
    if findings.in_order():
        return ""
    return reference_address(item.key, item.value.strip())


def reference_address(prefix: str, value: str) -> str:
    """The web address of a reference of the right form.

    Args:
        prefix: As `PREFIXES` spells it.
        value: What stands behind the colon.
    """
    if prefix == "url":
        return quote(value, safe=_SAFE + "#?%[]")
    if prefix == "PMID":
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(value)}/"
    if prefix == "doi":
        return f"https://doi.org/{quote(value, safe=_SAFE)}"
    own = _OWN_PREFIX.get(prefix, "")
    if own and value.upper().startswith(own):
        value = value[len(own) :]
    if prefix in ("PMC", "PMCID"):
        value = f"PMC{value}"
    if prefix == "ISBN":
        value = value.replace("-", "").replace(" ", "")
    return f"https://identifiers.org/{_COLLECTIONS.get(prefix, prefix)}:{quote(value, safe=_SAFE)}"
