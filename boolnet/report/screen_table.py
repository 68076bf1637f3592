"""The rows of a screen as a table: CSV, JSON lines, and back.

One row for each experiment in each environment. The columns are the same everywhere:
``number, perturbation, size, environment, attractors, fixed_points, oscillating, kept, lost,
gained``, for each phenotype P ``P`` (every, some, no, unknown), ``P mean`` and, in a screen with
pairs, ``P epistasis``, then ``changes, coverage, settled, notes``.

A mean is written as the shortest decimal number that stands for its binary floating-point
number: the same on every machine, and a spreadsheet takes it. It is 0 or 1 only if it is
exactly that.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from boolnet.analysis.screen_columns import (
    INTEGERS,
    Columns,
    show_mean,
    to_flat,
    to_number,
    to_record,
)
from boolnet.analysis.screen_row import Change, ScreenRow, Shown
from boolnet.errors import FormatError
from boolnet.formats.cells import protect, unprotect
from boolnet.formats.evidence_table import split

_CHANGE = re.compile(r'(?:"([^"]*)"|([^\s";]+)) ([^\s>]+)>([^\s;]+)(?:; |$)')
_LARGEST_DENOMINATOR = 10**6  # floating-point numbers tell fractions up to here apart


def from_record(columns: Columns, record: Mapping[str, object]) -> ScreenRow:
    """The row that `to_record` made *record* of, but for its members, which no table holds.

    Raises:
        FormatError: It is not such a record.
    """
    try:
        phenotypes = tuple(
            Shown(_text(record[title]), _mean(record[f"{title} mean"])) for title in columns.titles
        )
        told = [record.get(f"{title} epistasis") for title in columns.titles]
        return ScreenRow(
            phenotypes=phenotypes,
            changes=tuple(_change(change) for change in _list(record["changes"])),
            coverage=_text(record["coverage"]),
            settled=_text(record["settled"]),
            notes=tuple(map(_text, _list(record["notes"]))),
            epistasis=tuple(map(_text, told)) if any(told) else (),
            members=(),
            perturbation=_text(record["perturbation"]),
            environment=_text(record["environment"]),
            number=_count(record["number"]),
            size=_count(record["size"]),
            attractors=_count(record["attractors"]),
            fixed_points=_count(record["fixed_points"]),
            oscillating=_count(record["oscillating"]),
            kept=_maybe(record["kept"]),
            lost=_maybe(record["lost"]),
            gained=_maybe(record["gained"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"this is not a row of a screen: {error}") from None


# -- JSON lines ----------------------------------------------------------------------------


def format_json_line(columns: Columns, row: ScreenRow) -> str:
    """*row* as a JSON object on one line, with its line end."""
    return json.dumps(to_record(columns, row), ensure_ascii=False, separators=(",", ":")) + "\n"


def read_json_lines(lines: Iterable[str]) -> tuple[Columns, Iterator[ScreenRow]]:
    """The rows of a table of JSON lines.

    Raises:
        FormatError: A line is no row of a screen; also while the rows are read.
    """
    reading = iter(lines)
    first = next(reading, "")
    columns = Columns.of(tuple(_object(first)))
    return columns, (from_record(columns, _object(line)) for line in _chain(first, reading))


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _object(line: str) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise FormatError(f"this is not a row of a screen: {error}") from None
    if not isinstance(found, dict):
        raise FormatError("this is not a row of a screen")
    return found


# -- CSV -----------------------------------------------------------------------------------


def format_csv_head(columns: Columns) -> str:
    """The first line of a CSV table, with its line end."""
    return _line([protect(name) for name in columns.names])


def format_csv_line(columns: Columns, row: ScreenRow) -> str:
    """*row* as a line of a CSV table, with its line end."""
    return _line([protect(cell) for cell in to_cells(columns, row)])


def to_cells(columns: Columns, row: ScreenRow) -> list[str]:
    """The cells of *row*; an empty one where something is not known."""
    return [_cell(value) for value in to_flat(columns, row).values()]


def read_csv(lines: Iterable[str]) -> tuple[Columns, Iterator[ScreenRow]]:
    """The rows of a CSV table.

    Raises:
        FormatError: A line is no row of a screen; also while the rows are read.
    """
    reader = csv.reader(lines)
    columns = Columns.of([unprotect(cell) for cell in next(reader, [])])
    return columns, _rows_of(columns, reader)


def _rows_of(columns: Columns, reader: Iterator[list[str]]) -> Iterator[ScreenRow]:
    for cells in reader:
        if len(cells) != len(columns.names):
            raise FormatError(f"a row has {len(cells)} cells in place of {len(columns.names)}")
        record: dict[str, object] = {}
        for name, cell in zip(columns.names, map(unprotect, cells), strict=True):
            if name == "changes":
                record[name] = _read_changes(cell)
            elif name == "notes":
                record[name] = split(cell)
            elif name in INTEGERS or name in columns.means:
                record[name] = None if not cell else _number(cell)
            else:
                record[name] = cell
        yield from_record(columns, record)


def _line(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def _cell(value: str | int | float | None) -> str:
    if value is None:
        return ""
    return show_mean(value) if isinstance(value, float) else str(value)


def _read_changes(cell: str) -> list[dict[str, object]]:
    return [
        {"node": quoted or plain, "before": _number(before), "after": _number(after)}
        for quoted, plain, before, after in _CHANGE.findall(cell)
    ]


def _number(cell: str) -> int | float | None:
    if cell == "?":
        return None
    try:
        return int(cell) if cell.lstrip("-").isdigit() else float(cell)
    except ValueError:
        raise FormatError(f'this is not a row of a screen: "{cell}" is no number') from None


# -- values --------------------------------------------------------------------------------


def from_number(number: float) -> Fraction:
    """The simplest mean that `to_number` makes *number* of."""
    simple = Fraction(number).limit_denominator(_LARGEST_DENOMINATOR)
    return simple if to_number(simple) == number else Fraction(number)


def _mean(value: object) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{value!r} is no mean")
    return from_number(value)


def _change(value: object) -> Change:
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} is no change")
    return _text(value["node"]), _mean(value["before"]), _mean(value["after"])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is no list")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError(f"{value!r} is no number of anything")
    return value


def _maybe(value: object) -> int | None:
    return None if value is None else _count(value)
