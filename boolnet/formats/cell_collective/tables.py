"""Truth tables: tab-separated, one file for each node, whose last column is the node."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.cell_collective.members import Members
from boolnet.formats.draft import Draft
from boolnet.formats.levels import Component, Levels
from boolnet.language.findings import Findings
from boolnet.network.rule import normalise

_FILE = re.compile(r"(?:.*/)?[^/]+\.(?:txt|tsv|csv)", re.IGNORECASE)
_ROW = re.compile(r"[01](?:\t[01])*")
_WIDEST = 16  # regulators


@dataclass(slots=True)
class _Table:
    span: Span
    regulators: list[str]
    rows: dict[tuple[bool, ...], bool]


def read_tables(members: Members, findings: Findings, title: str) -> Draft | None:
    """The model that the tables in an archive describe; `None` when there are none.

    Cost:
        Linear in the tables; equal parts of one are written once.
    """
    tables: dict[str, _Table] = {}
    for member in filter(_FILE.fullmatch, members.names):
        _read(members, member, tables, findings)
    if not tables:
        return None
    spans = {name: table.span for name, table in tables.items()}
    for table in tables.values():
        spans |= {name: table.span for name in table.regulators if name not in spans}
    levels = Levels(Component(name, 1, span) for name, span in spans.items())
    draft = Draft(members.source(), title, levels, findings)
    if findings.errors:
        return draft
    for target, table in tables.items():
        wanted = list(product((False, True), repeat=len(table.regulators)))
        missing = next((row for row in wanted if row not in table.rows), None)
        if missing is not None:
            pairs = zip(table.regulators, missing, strict=True)
            shown = ", ".join(f"{shorten(name)}={int(value)}" for name, value in pairs)
            _add(findings, f"the table of {shorten(target)} has no row for {shown}", table.span)
            continue
        variables = [(name, (1,)) for name in table.regulators]
        rule = levels.choose(variables, [table.rows[row] for row in wanted])
        draft.set_rule(target, rule)
        draft.rules[target] = table.span
    return draft


def _read(members: Members, member: str, tables: dict[str, _Table], findings: Findings) -> None:
    lines = [(line, span) for line, span in members.lines(member) if line]
    if len(lines) < 2 or not all(_ROW.fullmatch(line) for line, _ in lines[1:]):
        return  # a list of species, or whatever else
    (first, place), *body = lines
    header = [normalise(cell.strip()) for cell in first.split("\t")]
    *regulators, target = header
    if not all(header) or len(set(regulators)) < len(regulators) or target in tables:
        _add(findings, f"the header of {shorten(member)} is no list of nodes", place)
        return
    if len(regulators) > _WIDEST:
        count = f"{len(regulators):,} regulators; the limit is {_WIDEST}"
        _add(findings, f"the table of {shorten(target)} has {count}", place)
        return
    tables[target] = table = _Table(place, regulators, {})
    for line, span in body:
        cells = [cell == "1" for cell in line.split("\t")]
        row = tuple(cells[:-1])
        if len(cells) != len(header) or row in table.rows:
            _add(findings, f"this row does not fit the table of {shorten(target)}", span)
            return
        table.rows[row] = cells[-1]


def _add(findings: Findings, message: str, span: Span) -> None:
    findings.add(Diagnostic("BN709", Severity.ERROR, message, span))
