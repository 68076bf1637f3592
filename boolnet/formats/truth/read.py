"""Reading truth tables: one or more in a text, each below a row with the names.

The last column is the target. Tables stand one below the other, with an empty line between.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import RuleFileError
from boolnet.formats.grid import (
    BLANKS,
    NO_NAMES,
    VALUES,
    Row,
    find_delimiter,
    guess_table,
    iter_rows,
)
from boolnet.formats.reading import Reading
from boolnet.formats.truth.table import MOST_REGULATORS, TruthTable
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.language.tokens import control_character
from boolnet.logic.expression import Expression, symbol
from boolnet.network.network import Network
from boolnet.network.places import Places
from boolnet.network.rule import normalise

_HEAD = 65_536  # bytes by which a table is told from anything else


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network whose truth tables are in *source*. Never raises on any text.

    Args:
        source: The text.
        title: The network's title.
        ignore: Codes of names that are read as written.
    """
    findings = Findings(set(ignore))
    tables = read_tables(source, findings)
    if not tables and not findings.errors:
        findings.add(Diagnostic("BN006", Severity.ERROR, "the file has no tables", None))
    return join_tables(source, tables, findings, title)


def join_tables(
    source: SourceText, tables: list[TruthTable], findings: Findings, title: str
) -> Reading:
    """The network of *tables*; what has no table is an input."""
    rules: dict[str, Expression] = {}
    first: dict[str, TruthTable] = {}
    for table in tables:
        if table.target in first:
            findings.add(
                Diagnostic(
                    "BN203",
                    Severity.ERROR,
                    f"{shorten(table.target)} has two tables",
                    table.names[-1],
                    related=((first[table.target].names[-1], "the first one"),),
                    help="delete one of them",
                    node=table.target,
                )
            )
            continue
        first[table.target] = table
        rule = table.build(findings)
        if rule is not None:
            rules[table.target] = rule
    if findings.errors:
        return Reading(source, None, findings.in_order(), rules=len(tables))
    for table in tables:
        for name in table.regulators:
            rules.setdefault(name, symbol(name))
    uses: dict[tuple[str, str], tuple[Span, ...]] = {
        (table.target, name): (span,)
        for table in tables
        for name, span in zip(table.regulators, table.names, strict=False)
    }
    places = Places(
        {table.target: table.names[-1] for table in tables},
        {table.target: table.header for table in tables},
        uses,
    )
    network = Network.of(rules, title)
    return Reading(source, network, findings.in_order(), rules=len(tables), known_places=places)


def gather_tables(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The truth tables among *files*, with their names, as one file that `read` reads.

    Each file is a name and its contents; what is no truth table is left out.
    """
    parts = []
    for name, data in files:
        if data.strip() and guess_table(data[:_HEAD]) == "truthtable":
            wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
            text = data.decode("utf-16").encode() if wide else data
            parts.append(b"# %s\n%s\n" % (name.encode(), text.removeprefix(b"\xef\xbb\xbf")))
    return b"\n".join(parts)


def parse_table(text: str, path: str = "<table>") -> tuple[str, Expression]:
    """The target of the one truth table in *text*, and a short rule for it.

    The text may be CSV, TSV, or a table as ``boolnet truth-table`` prints it.

    Raises:
        RuleFileError: It is not one complete table; all findings are in its ``diagnostics``.
    """
    source = SourceText.of(text, path)
    findings = Findings()
    tables = read_tables(source, findings)
    if len(tables) != 1 and not findings.errors:
        what = "no table" if not tables else "more than one table"
        span = tables[1].header if tables else None
        findings.add(Diagnostic("BN709", Severity.ERROR, f"there is {what} here", span))
    rule = tables[0].build(findings) if tables else None
    if rule is None or findings.errors:
        raise RuleFileError(path, findings.in_order(), text)
    return tables[0].target, rule


def read_tables(source: SourceText, findings: Findings) -> list[TruthTable]:
    """The tables in *source*, as far as they can be made out."""
    delimiter = _find_delimiter(source)
    tables: list[TruthTable] = []
    current: TruthTable | None = None
    refused = False  # the rows below a header that is none are passed over
    for row in iter_rows(source, delimiter, findings):
        if row.empty:
            current, refused = None, False
            continue
        if refused:
            continue
        if current is None:
            current = _read_header(row, findings)
            refused = current is None
            if current is not None:
                tables.append(current)
        else:
            current.add(row, findings)
    return tables


def _find_delimiter(source: SourceText) -> str:
    """Blanks stand between cells only where the second row is nothing but values then."""
    delimiter = find_delimiter(source, blanks=True)
    if delimiter == BLANKS:
        rows = (row for row in iter_rows(source, BLANKS, Findings()) if not row.empty)
        next(rows, None)
        second = next(rows, None)
        cells = [] if second is None else [c for c in second.cells() if c != "|"]
        if len(cells) < 2 or not all(cell.lower() in VALUES for cell in cells):
            return ","
    return delimiter


def _read_header(row: Row, findings: Findings) -> TruthTable | None:
    names = [normalise(text) for text in row.values()]
    spans: tuple[Span, ...] = ()
    if len(names) <= MOST_REGULATORS + 1:
        spans = tuple(row.span(row.index(i)) for i in range(len(names)))
    message, span, advice = "", row.span(), ""
    if all(name.lower() in NO_NAMES for name in names):
        message = "the first row of a table has the names of the regulators, and the target last"
        advice = "write a row of names above it, such as B,C,A"
    elif len(names) > MOST_REGULATORS + 1:
        message = f"a table may have {MOST_REGULATORS} regulators; this one has {len(names) - 1:,}"
        advice = "write the rule as a formula"
    else:
        for index, name in enumerate(names):
            span = spans[index]
            odd = control_character(name)
            if not name:
                message, advice = f"column {index + 1} has no name", "name it, or delete it"
            elif odd is not None:
                message = f"the name in column {index + 1} holds {odd}"
                advice = "delete the character"
            elif name in names[:index] and index < len(names) - 1:
                message = f'two columns are called "{shorten(name)}"'
                advice = "delete one of them, or correct its name"
            if message:
                break
    if message:
        findings.add(Diagnostic("BN709", Severity.ERROR, message, span, help=advice))
        return None
    return TruthTable(names[-1], tuple(names[:-1]), row.span(), spans)
