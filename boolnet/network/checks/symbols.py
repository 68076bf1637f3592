"""Names that are not the approved symbol of a gene, by a table that is at hand (BN507)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.errors import InputError
from boolnet.network.places import Places

_APPROVED = ("symbol", "approved symbol")
_ALIASES = ("alias_symbol", "alias symbols", "alias symbol")
_PREVIOUS = ("prev_symbol", "previous symbols", "previous symbol")
_MOST = 3  # approved symbols that one alias is given for


@dataclass(frozen=True)
class Symbols:
    """Approved symbols, and what else the genes are or were called.

    Attributes:
        approved: The approved symbols.
        aliases: For each other name, without regard to capitals, the approved symbols.
        previous: The same for names that were approved once.
    """

    approved: frozenset[str]
    aliases: Mapping[str, Sequence[str]] = field(repr=False)
    previous: Mapping[str, Sequence[str]] = field(repr=False)


def read_symbols(text: str, path: str) -> Symbols:
    """The symbols in a table with tabs, as HGNC gives out: ``symbol``, ``alias_symbol``, ...

    Args:
        text: The table; several names in a cell are separated by ``|`` or commas.
        path: Its path, for messages.

    Raises:
        InputError: It has no column of symbols, or a cell is too long.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        place = _column(header, _APPROVED)
        if place is None:
            raise InputError(f'{path}: the first row has no column "symbol"')
        others = (_column(header, _ALIASES), _column(header, _PREVIOUS))
        approved: set[str] = set()
        tables: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
        for row in rows:
            if len(row) <= place or not (symbol := row[place].strip()):
                continue
            approved.add(symbol)
            for table, column in zip(tables, others, strict=True):
                if column is None or len(row) <= column:
                    continue
                for name in row[column].replace("|", ",").split(","):
                    if name.strip():
                        table.setdefault(name.strip().casefold(), []).append(symbol)
    except csv.Error as error:
        raise InputError(f"{path}: {error}") from None
    return Symbols(frozenset(approved), *tables)


def find_unapproved(names: Sequence[str], symbols: Symbols, places: Places) -> Iterator[Diagnostic]:
    """BN507 for each name that is an alias or a previous symbol of a gene. Cost: linear."""
    for name in names:
        if name in symbols.approved:
            continue
        key = name.casefold()
        kind = "an alias" if key in symbols.aliases else "a previous symbol"
        found = symbols.aliases.get(key) or symbols.previous.get(key)
        if not found:
            continue
        found = list(dict.fromkeys(found))
        which = " or ".join(found[:_MOST]) + (" or another" if len(found) > _MOST else "")
        yield Diagnostic(
            "BN507",
            Severity.INFO,
            f'"{shorten(name)}" is {kind}; the approved human symbol is {which}',
            places.targets.get(name),
            help="rename the node, or keep the name and give its identifier: "
            f"#@ {shorten(name)}: hgnc:NUMBER",
            node=name,
        )


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)
