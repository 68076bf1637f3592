"""The table of a screen as a file, row by row: CSV, JSON lines or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from boolnet.analysis.screen_columns import Columns
from boolnet.analysis.screen_row import ScreenRow
from boolnet.report.screen_parquet import write_parquet
from boolnet.report.screen_table import format_csv_head, format_csv_line, format_json_line
from boolnet.runs.durable import write_whole

FORMATS = ("csv", "jsonl", "parquet")


def iter_lines(format_: str, columns: Columns, rows: Iterable[ScreenRow]) -> Iterator[str]:
    """The lines of a table as CSV or JSON lines, with their line ends."""
    if format_ == "csv":
        yield format_csv_head(columns)
    write = format_csv_line if format_ == "csv" else format_json_line
    for row in rows:
        yield write(columns, row)


def write_table(path: str | Path, format_: str, columns: Columns, rows: Iterable[ScreenRow]) -> int:
    """Write a table; the file is replaced as a whole or not at all.

    Returns:
        How many counts the format cannot hold: their cells are empty.

    Raises:
        UnsupportedError: It is Parquet, and pyarrow is not installed.
        OSError: The file cannot be written; it is then unchanged.
    """
    if format_ == "parquet":
        return write_parquet(path, columns, rows)
    write_whole(Path(path), (line.encode() for line in iter_lines(format_, columns, rows)))
    return 0
