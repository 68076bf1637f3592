"""Lists of experiments: one a line, or the column ``perturbation`` of a table.

::

    # what we can do in the lab
    TNF=0
    double: TNF=0 OPG=1
    RANKL->RANK=0 + denosumab

The result of a screen is such a table, so its hits can be given to the next screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.errors import ExperimentListError
from boolnet.formats.cells import unprotect
from boolnet.formats.experiment_line import LineReader
from boolnet.formats.files import load_bytes
from boolnet.language.decode import decode
from boolnet.language.findings import Findings
from boolnet.language.source import LINE_END, SourceText
from boolnet.network.network import Network
from boolnet.network.perturbation_set import Listed, Member
from boolnet.network.therapy import Therapy

COLUMN = "perturbation"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class ExperimentList:
    """Experiments as somebody wrote them down.

    Attributes:
        experiments: The experiments; their parts are the single ones that occur in them.
        names: The name in front of each; empty where there is none.
        source: The text.
        findings: What there is to say about it; no errors.
    """

    experiments: Listed
    names: tuple[str, ...]
    source: SourceText
    findings: tuple[Diagnostic, ...]


def read_experiments(
    path: str | Path, network: Network, therapies: Mapping[str, Therapy] | None = None
) -> ExperimentList:
    """The experiments that the file *path* lists.

    Raises:
        ExperimentListError: It has mistakes; all of them are in its ``diagnostics``.
        FormatError: There is no such file, or it cannot be read (BN001, BN004).
    """
    return parse_experiments(load_bytes(str(path)), network, therapies, str(path))


def parse_experiments(
    data: bytes,
    network: Network,
    therapies: Mapping[str, Therapy] | None = None,
    path: str = "<list>",
) -> ExperimentList:
    """The experiments that *data*, the contents of a file, lists.

    Args:
        data: UTF-8, or UTF-16 with its mark, as spreadsheets save it.
        network: Whose nodes are held.
        therapies: The therapies that the list may name.
        path: What messages call the file.

    Raises:
        ExperimentListError: It has mistakes; all of them are in its ``diagnostics``.

    Cost:
        Linear in the size of *data*.
    """
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8"
    source, found = decode(data, path, encoding)
    refused = [_about_list(finding, data) for finding in found if finding.severity.rank == 2]
    if refused:
        raise ExperimentListError(path, refused, source.text)
    findings = Findings()
    reader = LineReader(network, therapies or {}, findings)
    table = _find_table(source.text)
    pieces = list(_cells_of(source.text, *table) if table else _lines_of(source))
    listed: list[Member] = []
    names: list[str] = []
    places: dict[Member, Span] = {}
    for piece in pieces:
        experiment = reader.read(piece.text, piece.start)
        if experiment is None:
            continue
        first = places.setdefault(experiment.member, experiment.span)
        if first is experiment.span:
            listed.append(experiment.member)
            names.append(experiment.name)
        elif not table:  # a screen has a row for each environment
            findings.add(_repeated(experiment.span, first, source))
    if not listed and not findings.errors:
        what = f'its column "{COLUMN}" is empty' if table else "it has no lines but comments"
        findings.add(
            Diagnostic(
                "BN610",
                Severity.ERROR,
                f"the list holds no experiment: {what}",
                help="write one experiment a line, for example TNF=0",
            )
        )
    told = findings.in_order()
    if table:  # a program wrote it: there is nobody to warn
        told = tuple(finding for finding in told if finding.severity is Severity.ERROR)
    if findings.errors:
        raise ExperimentListError(path, told, source.text)
    return ExperimentList(Listed(reader.parts, tuple(listed)), tuple(names), source, told)


# -- lines and cells -----------------------------------------------------------------------


class _Piece(NamedTuple):
    """The text of one experiment, and its place in the file."""

    text: str
    start: int


def _lines_of(source: SourceText) -> Iterator[_Piece]:
    mark = source.text.startswith("\ufeff")
    for number, start in enumerate(source.starts, 1):
        skip = mark and number == 1
        yield _Piece(source.line_text(number)[skip:], start + skip)


def _find_table(text: str) -> tuple[int, str, int] | None:
    """Where the rows of a table begin, what stands between its cells, and which column counts.

    A table is a text whose first line that is neither blank nor a comment has a cell
    ``perturbation``.
    """
    start = 1 if text.startswith("\ufeff") else 0
    while start < len(text):
        end = LINE_END.search(text, start)
        line = text[start : end.start() if end else len(text)]
        if line.strip() and not line.lstrip().startswith("#"):
            for delimiter in "\t,;":
                cells = [cell.strip().strip('"').lower() for cell in line.split(delimiter)]
                if COLUMN in cells:
                    return end.end() if end else len(text), delimiter, cells.index(COLUMN)
            return None
        start = end.end() if end else len(text)
    return None


def _cells_of(text: str, start: int, delimiter: str, column: int) -> Iterator[_Piece]:
    """The cells of one column, without those that are empty: a screen's baseline holds nothing.

    A cell in quotation marks may hold delimiters and line ends.
    """
    cell = re.compile(rf'(?:"((?:[^"]|"")*)"|([^{delimiter}\r\n]*))({delimiter}|\r\n|\n|\r|$)')
    number = 0
    while start < len(text):
        found = cell.match(text, start)
        if found is None:  # text behind a closing quotation mark, or a mark that never closes
            end = LINE_END.search(text, start)
            start, number = end.end() if end else len(text), 0
            continue
        if number == column:
            quoted = found[1] is not None
            written = found[1].replace('""', '"') if quoted else found[2]
            content = unprotect(written)
            if content.strip():
                shift = len(written) - len(written.lstrip(" ")) if content != written else 0
                yield _Piece(content, found.start(1 if quoted else 2) + shift)
        number = number + 1 if found[3] == delimiter else 0
        start = found.end()


# -- findings ------------------------------------------------------------------------------


def _repeated(span: Span, first: Span, source: SourceText) -> Diagnostic:
    return Diagnostic(
        "BN611",
        Severity.INFO,
        f"line {source.line(first.start)} has the same experiment",
        span,
        related=((first, "first here"),),
        help="one of them can go; it is done once",
    )


def _about_list(finding: Diagnostic, data: bytes) -> Diagnostic:
    """*finding*, which speaks of rule files, as it is about a list."""
    if finding.code == "BN015":
        return finding
    if data.startswith(b"PK"):
        return replace(
            finding,
            notes=("it looks like a workbook of a spreadsheet",),
            help='save the sheet as "CSV UTF-8" and give that',
        )
    return replace(finding, help="save the list as plain text in UTF-8")
