"""Evidence as a table that survives a spreadsheet: tab-separated, one row for each ``#@`` line.

A row is a dictionary from a column to the text of its cell, without empty cells. Several
sources or references in one cell stand with ``|`` between; a ``|`` that is meant is doubled.
A cell that a spreadsheet would take for a formula gets an apostrophe in front, which reading
takes away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boolnet.errors import FormatError
from boolnet.formats.cells import protect, unprotect
from boolnet.language.annotations import KEYS
from boolnet.network.evidence import Evidence
from boolnet.network.influence import Regulation
from boolnet.network.network import Network

EFFECTS = {"->": "activates", "-|": "inhibits", "-?": "unknown"}
TEXTS = ("cell", "species", "assay", "mechanism", "confidence", "quote", "direct", "note")
COLUMNS = (
    "regulator", "effect", "target", "sources", "references", *TEXTS, "conflict", "verify",
)  # fmt: skip
LISTS = ("sources", "references")
OTHER = "other"  # what stands in a line without a key
_LONGEST_CELL = 1_000_000

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read.

    Attributes:
        columns: The columns it has, of those that are known.
        unknown: The others.
        rows: Each with the number of its line in the file, from 1.
    """

    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def row_of(evidence: Evidence) -> Row:
    """The cells of *evidence*, the empty ones left out."""
    row = {
        "regulator": evidence.regulator,
        "effect": EFFECTS[evidence.arrow],
        "target": evidence.target,
        "sources": join(evidence.sources),
        "references": join(evidence.references),
        **{key: getattr(evidence, key) for key in (*TEXTS, "conflict")},
        "verify": "yes" if evidence.verify else "",
    }
    more: dict[str, list[str]] = {}
    for key, value in evidence.more:
        if key in COLUMNS or key == OTHER:  # a key that is no key here, such as target:
            key, value = "", f"{key}: {value}" if value else key
        more.setdefault(key or OTHER, []).append(value or "yes")
    row |= {key: join(values) for key, values in more.items()}
    return {key: clean(cell) for key, cell in row.items() if clean(cell)}


def rows_of(network: Network, names: Iterable[str] = ()) -> list[Row]:
    """A row for each report, and one without a source for each regulation without any.

    Two reports that differ in nothing are one row.

    Args:
        network: The network.
        names: Only regulations of these targets; all when empty.
    """
    wanted = set(names)
    rows: list[Row] = []
    for node in network.nodes:
        if wanted and node.name not in wanted:
            continue
        for regulation in network.influence.into(node.name):
            reports = [e for e in node.evidence if e.regulator == regulation.regulator]
            found: list[Row] = []
            for row in map(row_of, reports):
                if row not in found:
                    found.append(row)
            if not found and not node.is_input:
                found.append(empty_row(regulation))
            rows += found
    return rows


def empty_row(regulation: Regulation) -> Row:
    """The row of a regulation about which nothing is known but its sign."""
    effect = EFFECTS[regulation.arrow]
    return {"regulator": regulation.regulator, "effect": effect, "target": regulation.target}


def is_empty(row: Row) -> bool:
    """Whether *row* says nothing but who acts on whom, and how."""
    return not row.keys() - {"regulator", "effect", "target"}


def write_table(rows: Sequence[Row]) -> str:
    """*rows* as tab-separated text; the known columns first, then what else there is."""
    extra = dict.fromkeys(key for row in rows for key in row if key not in COLUMNS)
    columns = [*COLUMNS, *extra]
    stream = io.StringIO()
    writer = csv.writer(stream, dialect="excel-tab", lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([protect(row.get(column, "")) for column in columns])
    return stream.getvalue()


def read_table(data: bytes, extra: Iterable[str] = ()) -> Table:
    """Read a table that a person has edited, perhaps in a spreadsheet.

    Tabs, commas or semicolons may separate the cells; the columns may stand in any order; the
    text is UTF-8, or UTF-16 with a byte order mark, as spreadsheets save it.

    Args:
        data: The file.
        extra: Further columns that are known: keys that the rule file uses.

    Raises:
        FormatError: It is no text, or has no columns ``regulator`` and ``target``.
    """
    known = {*COLUMNS, OTHER, *KEYS, *extra}
    csv.field_size_limit(_LONGEST_CELL)
    text = _decode(data)
    header, _, _ = text.partition("\n")
    delimiter = max("\t,;", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] | None = None
    rows: list[tuple[int, Row]] = []
    line = 1
    try:
        for cells in reader:
            if columns is None:
                columns = [_find_column(cell, known) for cell in cells]
                for needed in ("regulator", "target"):
                    if columns.count(needed) != 1:
                        twice = needed in columns
                        raise FormatError(
                            f"the first line has {'two columns' if twice else 'no column'} "
                            f'"{needed}"; it reads: {", ".join(COLUMNS[:5])} and so on'
                        )
            elif any(cell.strip() for cell in cells):
                pairs = zip(columns, cells, strict=False)
                cleaned = ((column, clean(unprotect(cell))) for column, cell in pairs)
                rows.append((line, {c: cell for c, cell in cleaned if cell and c in known}))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(f"line {reader.line_num}: {error}") from None
    if columns is None:
        raise FormatError("the table is empty")
    present = tuple(dict.fromkeys(c for c in columns if c in known))
    unknown = tuple(dict.fromkeys(c for c in columns if c and c not in known))
    return Table(present, unknown, tuple(rows))


# -- cells ---------------------------------------------------------------------------------


def join(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return " | ".join(clean(value).replace("|", "||") for value in values)


def split(cell: str) -> list[str]:
    """The values that `join` put into one cell."""
    parts = re.split(r"(?<!\|)((?:\|\|)*)\|(?!\|)", cell)
    # A run of bars with an odd one at its end: pairs belong to the value in front.
    values = [parts[0]]
    for index in range(1, len(parts), 2):
        values[-1] += parts[index]
        values.append(parts[index + 1])
    return [v for v in (value.replace("||", "|").strip() for value in values) if v]


def clean(cell: str) -> str:
    """*cell* without line breaks, which a line of a rule file cannot hold, and outer blanks."""
    return re.sub(r"\s*[\r\n]+\s*", " ", cell).strip()


def _find_column(title: str, known: set[str]) -> str:
    title = title.strip()
    lowered = title.lower()
    alias = {"source": "sources", "reference": "references", "arrow": "effect", "sign": "effect"}
    lowered = alias.get(lowered, lowered)
    return lowered if lowered in known else title


def _decode(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"the table is not UTF-8 (byte {error.start + 1:,}); "
            "save it from the spreadsheet as UTF-8 or as Unicode text"
        ) from None
    if "\0" in text:
        raise FormatError("the table holds a NUL character: it is no text")
    return text
