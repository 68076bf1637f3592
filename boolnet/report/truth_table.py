"""A truth table as text, CSV, LaTeX and JSON."""

from __future__ import annotations

import csv
import io

from boolnet.analysis.truth_table import TruthTable
from boolnet.formats.cells import protect
from boolnet.network.network import Network
from boolnet.report.echo import width
from boolnet.report.record import TOOL, Record, describe_network
from boolnet.report.sentence import name_of
from boolnet.report.style import Style, pad

_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "_": r"\_", "&": r"\&", "%": r"\%",
    "$": r"\$", "#": r"\#", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip


def format_truth_table(table: TruthTable, style: Style | None = None) -> str:
    """One line for each row, the regulators in the order of the rule, the node last."""
    style = style or Style()
    names = [name_of(name) for name in table.regulators]
    target = name_of(table.name)
    lines = [style.title(" ".join([*names, "|", target]))]
    for cells, value in _rows(table):
        row = [_cell(cell, name) for cell, name in zip(cells, names, strict=True)]
        lines.append(" ".join([*row, "|", _cell(value, target)]).rstrip())
    return "\n".join(lines)


def _cell(value: str, name: str) -> str:
    """*value* below the second letter of *name*."""
    cells = width(name)
    return pad(f" {value}" if cells > 1 else value, cells)


def _rows(table: TruthTable) -> list[tuple[list[str], str]]:
    return [
        ([str(int(case[name])) if name in case else "*" for name in table.regulators],
         str(int(value)))
        for case, value in table.rows
    ]  # fmt: skip


def format_csv(table: TruthTable) -> str:
    """A row of names, the node last, then the rows; ``--edit`` and other programs read it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([protect(name) for name in (*table.regulators, table.name)])
    for cells, value in _rows(table):
        writer.writerow([*cells, value])
    return stream.getvalue()


def format_latex(table: TruthTable) -> str:
    """A ``tabular`` that needs no package."""
    columns = "c" * len(table.regulators)
    names = [_escape(name) for name in (*table.regulators, table.name)]
    lines = [rf"\begin{{tabular}}{{{columns}|c}}", " & ".join(names) + r" \\ \hline"]
    for cells, value in _rows(table):
        shown = ["$*$" if cell == "*" else cell for cell in cells]
        lines.append(" & ".join([*shown, value]) + r" \\")
    return "\n".join([*lines, r"\end{tabular}"])


def _escape(name: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in name)


def describe_truth_table(network: Network, table: TruthTable) -> Record:
    """The record ``boolnet-truth-table/1``."""
    return {
        "schema": "boolnet-truth-table/1",
        "tool": TOOL,
        "network": describe_network(network),
        "node": table.name,
        "regulators": list(table.regulators),
        "compact": table.compact,
        "held": {name: int(value) for name, value in table.held.items()},
        "rows": [
            {"case": {name: int(v) for name, v in case.items()}, "value": int(value)}
            for case, value in table.rows
        ],
    }
