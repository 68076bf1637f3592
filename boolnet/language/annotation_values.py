"""Whether what a ``#@`` line says can be right: the form of identifiers and of closed lists.

Only the form is looked at: nothing is looked up anywhere.
"""

from __future__ import annotations

import re

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, shorten
from boolnet.language.annotations import Item, Kind
from boolnet.language.distance import is_within
from boolnet.language.findings import Findings
from boolnet.language.ignores import check_codes

KINDS = (
    "protein", "gene", "rna", "complex", "metabolite", "phenotype", "input", "drug", "generated",
)  # fmt: skip
CONFIDENCES = ("low", "medium", "high")
_LISTS = {"kind": KINDS, "direct": ("yes", "no", "unknown")}
# Per prefix: what an identifier looks like, and that in words.
_FORMS = {
    "PMID": (r"\d{1,8}", "a PubMed number (digits only)"),
    "PMC": (r"(?:PMC)?\d+", "a PubMed Central number (PMC and digits)"),
    "PMCID": (r"(?:PMC)?\d+", "a PubMed Central number (PMC and digits)"),
    "hgnc": (r"\d+", "an HGNC number (digits only)"),
    "ncbigene": (r"\d+", "an NCBI gene number (digits only)"),
    "taxon": (r"\d+", "a taxonomy number (digits only)"),
    "chebi": (r"(?:CHEBI:)?\d+", "a ChEBI number (digits only)"),
    "go": (r"(?:GO:)?\d{7}", "a GO term (seven digits)"),
    "cl": (r"(?:CL:)?\d{7}", "a Cell Ontology term (seven digits)"),
    "eco": (r"(?:ECO:)?\d{7}", "an evidence code (seven digits)"),
    "signor": (r"SIGNOR-\S+", "a SIGNOR entry (SIGNOR- and more)"),
    "reactome": (r"R-[A-Z]{3}-\d+(?:\.\d+)?", "a Reactome entry, such as R-HSA-177929"),
    "url": (r"https?://[^\s/]+\S*", "a web address (http:// or https://)"),
    "uniprot": (
        r"(?:[OPQ]\d[A-Z\d]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z\d]{2}\d){1,2})(?:-\d+)?",
        "a UniProt accession, such as P00533",
    ),
}


def check_item(item: Item, findings: Findings) -> None:
    """BN504, BN509, and BN503 for a kind or a ``direct`` that is none."""
    if item.kind is Kind.REFERENCE:
        _check_reference(item, findings)
    elif item.kind is Kind.PAIR and item.key == "confidence":
        _check_confidence(item, findings)
    elif item.kind is Kind.PAIR and item.key == "ignore":
        check_codes(item, findings)
    elif item.kind is Kind.PAIR and item.key in _LISTS:
        _check_list(item, _LISTS[item.key], findings)


def _check_reference(item: Item, findings: Findings) -> None:
    written = f"{item.key}:{item.value}"
    message = advice = ""
    if item.key == "doi":
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", item.value, flags=re.IGNORECASE)
        if not item.value.startswith("10."):
            message = 'a DOI starts with "10."'
            advice = f"write doi:{shorten(bare)}" if bare.startswith("10.") else ""
        elif not re.fullmatch(r"10\.\d{4,}(?:\.\d+)*/\S+", item.value):
            message = f'"{shorten(written)}" is not a DOI: it reads 10.NUMBER/NAME, without blanks'
    elif item.key == "ISBN":
        message = _judge_isbn(item.value)
    else:
        form, words = _FORMS[item.key]
        flags = re.NOFLAG if item.key in ("uniprot", "reactome") else re.IGNORECASE
        if not re.fullmatch(form, item.value, flags | re.ASCII):
            message = f'"{shorten(written)}" is not {words}'
    if message:
        several = re.split(r"[\s,;]+", item.value.strip())
        if not advice and len(several) > 1:
            advice = "write one reference in each item: " + " | ".join(
                f"{item.key}:{shorten(part)}" for part in several[:3]
            )
        advice = advice or 'correct it, or write what you know as source: "…"'
        findings.add(Diagnostic("BN504", Severity.WARNING, message, item.span, help=advice))


def _judge_isbn(value: str) -> str:
    digits = value.replace("-", "").replace(" ", "").upper()
    if not re.fullmatch(r"\d{13}|\d{9}[\dX]", digits, re.ASCII):
        return f'"ISBN:{shorten(value)}" is not a book number (10 or 13 digits)'
    numbers = [10 if digit == "X" else int(digit) for digit in digits]
    if len(numbers) == 13:
        right = sum(n * (3 if i % 2 else 1) for i, n in enumerate(numbers)) % 10 == 0
    else:
        right = sum(n * (10 - i) for i, n in enumerate(numbers)) % 11 == 0
    return "" if right else f'"ISBN:{shorten(value)}" has a wrong digit: its check digit differs'


def _check_confidence(item: Item, findings: Findings) -> None:
    if item.value.lower() in CONFIDENCES:
        return
    try:
        fine = 0 <= float(item.value) <= 1
    except ValueError:
        fine = False
    if not fine:
        findings.add(
            Diagnostic(
                "BN509",
                Severity.WARNING,
                "confidence must be between 0 and 1, or low/medium/high",
                item.value_span if item.value else item.span,
                help="write low (0.3), medium (0.6), high (0.9), or a number such as 0.8",
            )
        )


def _check_list(item: Item, known: tuple[str, ...], findings: Findings) -> None:
    if item.value.lower() in known:
        return
    close = next((word for word in known if is_within(item.value.lower(), word, 2)), None)
    hint = f'; did you mean "{close}"?' if close else ""
    span = item.value_span if item.value else item.span
    findings.add(
        Diagnostic(
            "BN503",
            Severity.WARNING,
            f'unknown {item.key} "{shorten(item.value)}"{hint}',
            span,
            help=f"write one of: {', '.join(known)}",
            fix=Fix((Edit(span, close),), Applicability.LIKELY) if close else None,
        )
    )
