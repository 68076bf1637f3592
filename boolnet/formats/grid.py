"""Tables of cells in a text, each cell with its place: CSV, TSV, columns between blanks.

Spreadsheets quote cells that hold a delimiter or a line break, double the quotation marks in
them, and may write ``sep=;`` in the first line. All of that is understood here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.formats.cells import unprotect
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText

VALUES = frozenset(("0", "1", "false", "true", "-", "*", "x", ""))  # of a truth table
NO_NAMES = VALUES - {"x"}  # what cannot be the name of a node in the first row of a table
BLANKS = " "  # the delimiter of a table whose cells stand between blanks
_DELIMITERS = "\t;,"
_FULL_WIDTH = {"，": (",", "U+FF0C, full-width comma"), "；": (";", "U+FF1B, full-width semicolon")}
_NOTHING = ' \t,;"，；'  # what an empty row consists of
_LONGEST_CELL = 1_000_000
_SEPARATOR = re.compile(r"\ufeff?[ \t]*\"?sep=(.)\"?[ \t]*", re.IGNORECASE)
# A line that starts with # is a comment, unless the # belongs to what a spreadsheet shows for a
# formula that failed.
_COMMENT = re.compile(r"[ \t]*#(?!N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!)")
_BETWEEN_BLANKS = re.compile(r'"[^"]*"|\S+')


class Row:
    """One row of a table.

    Attributes:
        start: Where it starts in the text.
        text: What is written there.
        raw: Its cells as they are written, quotation marks included.
    """

    __slots__ = ("_spans", "delimiter", "raw", "start", "text")

    def __init__(self, start: int, text: str, raw: list[str], delimiter: str) -> None:
        self.start = start
        self.text = text
        self.raw = raw
        self.delimiter = delimiter
        self._spans: list[Span] | None = None  # most rows are never asked

    def __len__(self) -> int:
        return len(self.raw)

    def cell(self, index: int) -> str:
        """The text of a cell, without blanks around it; empty where there is no such cell."""
        if index >= len(self.raw):
            return ""
        written = self.raw[index].strip()
        if len(written) > 1 and written[0] == written[-1] == '"':
            written = written[1:-1].replace('""', '"').strip()
        return written

    def value(self, index: int) -> str:
        """`cell` without the apostrophe that guards against formulas."""
        return unprotect(self.cell(index))

    def index(self, number: int) -> int:
        """The place of a cell among all, not counting the bars of a printed table."""
        if self.delimiter != BLANKS:
            return number
        return [i for i, written in enumerate(self.raw) if written != "|"][number]

    def span(self, index: int | None = None) -> Span:
        """Where a cell stands, or all of the row."""
        if index is None or index >= len(self.raw):
            return Span(self.start, self.start + len(self.text.rstrip()))
        if self._spans is None:
            self._spans = list(self._find_spans())
        return self._spans[index]

    def _find_spans(self) -> Iterator[Span]:
        if self.delimiter == BLANKS:
            for match in _BETWEEN_BLANKS.finditer(self.text):
                yield Span(self.start + match.start(), self.start + match.end())
            return
        place = self.start
        for written in self.raw:
            start = place + len(written) - len(written.lstrip())
            yield Span(start, start + len(written.strip()))
            place += len(written) + 1

    def values(self) -> list[str]:
        """The `value` of every cell, without the bars of a printed table."""
        found = [self.value(index) for index in range(len(self.raw))]
        return [text for text in found if text != "|"] if self.delimiter == BLANKS else found

    def cells(self) -> list[str]:
        """The text of every cell."""
        return [self.cell(index) for index in range(len(self.raw))]

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text.strip(' \t,;"')


def find_delimiter(source: SourceText, *, blanks: bool = False) -> str:
    """What stands between the cells: a tab, ``;``, ``,``, or `BLANKS`.

    Args:
        source: The text.
        blanks: Whether cells may stand between blanks, where none of the others is used.

    Cost:
        A look at the first row that is no comment.
    """
    for number in range(1, len(source.starts) + 1):
        line = source.line_text(number).lstrip("\ufeff")
        match = _SEPARATOR.fullmatch(line)
        if match is not None:
            return match[1]
        if not line.strip() or _COMMENT.match(line):
            continue
        bare = re.sub(r'"[^"]*"', "", line)
        best = max(_DELIMITERS, key=bare.count)
        if bare.count(best):
            return best
        wide = max(_FULL_WIDTH, key=bare.count)
        if bare.count(wide):
            return wide
        break
    return BLANKS if blanks else ","


def is_cell(name: str) -> bool:
    """Whether a table can hold *name*: no value of a table, no comment, not only delimiters."""
    free = name == name.strip() and name[0] != "#" and bool(name.strip(_NOTHING))
    return free and name.lower() not in NO_NAMES | {"|"}


def first_cells(head: bytes) -> list[str]:
    """The cells of the first row that is not empty, in the first bytes of a file."""
    source = SourceText.of(head.decode("utf-8", "replace"))
    rows = (row for row in iter_rows(source, find_delimiter(source), Findings()) if not row.empty)
    first = next(rows, None)
    return [] if first is None else first.cells()


def guess_table(head: bytes) -> str:
    """``truthtable`` where the second row has nothing but values, else ``interactions``."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    source = SourceText.of(text)
    rows = (r for r in iter_rows(source, find_delimiter(source), Findings()) if not r.empty)
    first, second = next(rows, None), next(rows, None)
    if first is None or second is None:
        data = first is not None and any(cell.lower() in VALUES for cell in first.cells())
        return "interactions" if data else "truthtable"
    values = all(cell.lower() in VALUES for cell in second.cells())
    named = not all(cell.lower() in NO_NAMES for cell in first.cells())
    return "truthtable" if values and named else "interactions"


def iter_rows(source: SourceText, delimiter: str, findings: Findings) -> Iterator[Row]:
    """The rows of a table, empty ones too; lines that start with ``#`` are comments.

    BN120 where a quotation mark has no partner; the row then ends with its line.

    Cost:
        Linear in the text.
    """
    text = source.text
    if delimiter in _FULL_WIDTH:
        findings.add(_full_width(delimiter, text.index(delimiter)))
    number, end = 1, 0
    while number <= len(source.starts):
        start = source.starts[number - 1]
        if number == 1 and text.startswith("\ufeff"):
            start += 1
        end = source.line_end(number)
        line = text[start:end]
        number += 1
        if _COMMENT.match(line) or (number == 2 and _SEPARATOR.fullmatch(line)):
            continue
        if delimiter == BLANKS:
            raw = [match.group() for match in _BETWEEN_BLANKS.finditer(line)]
        elif '"' not in line:
            raw = line.split(delimiter)
        else:
            raw, end = _split_quoted(text, start, end, delimiter, findings)
            line = text[start:end]
            number = source.line(end) + 1
        yield Row(start, line, raw, delimiter)


def _split_quoted(
    text: str, start: int, end: int, delimiter: str, findings: Findings
) -> tuple[list[str], int]:
    """The cells of the row at *start*, and where it ends: behind *end* if a cell goes on."""
    cells: list[str] = []
    position = start
    while True:
        first = position
        while first < end and text[first] == " ":
            first += 1
        if first < end and text[first] == '"':
            close = _find_close(text, first)
            if close < 0:
                findings.add(_unclosed(Span(first, first + 1)))
            elif close > end:  # the cell goes on in a further line
                end = _line_end(text, close)
            behind = text.find(delimiter, max(close, first), end)
        else:
            behind = text.find(delimiter, position, end)
        if behind < 0:
            cells.append(text[position:end])
            return cells, end
        cells.append(text[position:behind])
        position = behind + 1


def _find_close(text: str, opening: int) -> int:
    """The quotation mark that closes the one at *opening*; -1 where there is none."""
    position = opening + 1
    most = opening + _LONGEST_CELL
    while True:
        close = text.find('"', position, most)
        if close < 0 or not text.startswith('"', close + 1):
            return close
        position = close + 2


def _line_end(text: str, position: int) -> int:
    ends = [place for place in (text.find("\n", position), text.find("\r", position)) if place >= 0]
    return min(ends, default=len(text))


def _full_width(delimiter: str, place: int) -> Diagnostic:
    ours, what = _FULL_WIDTH[delimiter]
    return Diagnostic(
        "BN109",
        Severity.WARNING,
        f'"{delimiter}" ({what}) is read as "{ours}"',
        Span(place, place + 1),
        help=f'replace all by "{ours}"',
    )


def _unclosed(span: Span) -> Diagnostic:
    return Diagnostic(
        "BN120",
        Severity.ERROR,
        "this quotation mark is never closed",
        span,
        help="close it, or delete it; a quotation mark inside a cell is written twice",
    )
