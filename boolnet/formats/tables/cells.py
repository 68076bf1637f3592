"""What further columns of a table say: references, quotes, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from boolnet.formats.grid import Row
from boolnet.formats.tables.columns import Layout
from boolnet.language.annotations import PREFIXES
from boolnet.network.evidence import About, Evidence

_ARROWS = {"+": "->", "-": "-|", "&": "->"}
_KINDS = {
    "protein": "protein", "proteinfamily": "protein", "complex": "complex",
    "phenotype": "phenotype", "mirna": "rna", "mrna": "rna", "smallmolecule": "metabolite",
    "gene": "gene",
}  # fmt: skip
_DIRECT = {
    **dict.fromkeys(("yes", "t", "true"), "yes"),
    **dict.fromkeys(("no", "f", "false"), "no"),
}
_SPLIT = re.compile(r"[;,|\s]+")
_KEYED = re.compile(r"([A-Za-z][\w.-]*):(\S+)")
_DIGITS = re.compile(r"\d{1,8}")
_LONGEST = 2_000  # characters of a cell that are kept


def report_of(row: Row, layout: Layout, regulator: str, target: str, sign: str) -> Evidence | None:
    """What a row reports beyond its sign; `None` when that is nothing."""
    if not layout.references and not layout.further and sign != "&":
        return None
    references: list[str] = []
    sources: list[str] = []
    for index in layout.references:
        cell = row.value(index)[:_LONGEST]
        found = list(read_references(cell))
        if found:
            references += found
        elif cell and cell.lower() not in ("other", "-", "na", "n/a"):
            sources.append(" ".join(cell.split()))
    texts: dict[str, Any] = {}
    for name, index in layout.further.items():
        cell = " ".join(row.value(index)[:_LONGEST].split())
        if name == "effort":
            name, cell = "confidence", "low" if cell == "1" else ""
        elif name == "direct":
            cell = _DIRECT.get(cell.lower(), "")
        elif name == "confidence" and layout.kind == "signor":
            cell = cell if re.fullmatch(r"[01](?:\.\d+)?", cell) else ""
        if cell:
            texts[name] = cell
    if sign == "&":
        texts.setdefault("mechanism", "form complex")
    if not references and not sources and not texts:
        return None
    return Evidence(
        regulator,
        target,
        _ARROWS.get(sign, "-?"),
        references=tuple(dict.fromkeys(references)),
        sources=tuple(dict.fromkeys(sources)),
        **texts,
    )


def about_of(row: Row, columns: tuple[int, int, int]) -> About:
    """What a row of SIGNOR says about one of its two entities."""
    kind, number, database = (row.value(index) if index >= 0 else "" for index in columns)
    known = {"uniprot": "uniprot", "signor": "signor", "chebi": "chebi"}.get(database.lower())
    identifiers: tuple[str, ...] = ()
    if known is not None and number:
        identifiers = (f"{known}:{number.partition(':')[2] if known == 'chebi' else number}",)
    return About(kind=_KINDS.get(kind.lower(), ""), identifiers=identifiers)


def read_references(cell: str) -> Iterator[str]:
    """The compact identifiers in *cell*: ``9529147``, ``PMID:9529147``, ``SIGNOR:9529147``.

    There are none where a word is something else: ``Smith 2001`` holds no PubMed number.
    """
    parts = [part for part in _SPLIT.split(cell) if part]
    if not all(_DIGITS.fullmatch(p) or _KEYED.fullmatch(p) or p.startswith("10.") for p in parts):
        return
    for part in parts:
        keyed = _KEYED.fullmatch(part)
        if _DIGITS.fullmatch(part):
            yield f"PMID:{part}"
        elif part.startswith("10.") and "/" in part:
            yield f"doi:{part}"
        elif keyed is None:
            continue
        elif keyed[1].lower() in ("pubmed", "pmid"):
            yield f"PMID:{keyed[2]}"
        elif keyed[1].lower() in ("http", "https"):
            yield f"url:{part}"
        elif keyed[1].lower() in PREFIXES and not (
            keyed[1].lower() in ("signor", "reactome") and _DIGITS.fullmatch(keyed[2])
        ):
            yield f"{PREFIXES[keyed[1].lower()]}:{keyed[2]}"
        elif _DIGITS.fullmatch(keyed[2]):
            yield f"PMID:{keyed[2]}"  # OmniPath: the database that cites the paper
