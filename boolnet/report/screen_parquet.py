"""The rows of a screen as a Parquet file, for pandas, R and databases.

Written row group by row group, so that no screen is too large. The extra ``parquet`` brings the
library for it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boolnet.analysis.screen_columns import INTEGERS, Columns, to_flat
from boolnet.analysis.screen_row import ScreenRow
from boolnet.errors import UnsupportedError
from boolnet.runs.durable import UNFINISHED

if TYPE_CHECKING:
    import pyarrow

GROUP = 50_000  # rows that are held at a time
_LARGEST = 2**63 - 1


def write_parquet(path: str | Path, columns: Columns, rows: Iterable[ScreenRow]) -> int:
    """Write *rows* to *path*; the file is replaced as a whole or not at all.

    Texts are strings, means are doubles, numbers are 64-bit integers. Two runs on the same
    rows with the same pyarrow give the same bytes.

    Returns:
        How many counts were too large for 64 bits: their cells are null. The other formats
        have them.

    Raises:
        UnsupportedError: pyarrow is not installed.
        OSError: The file cannot be written; it is then unchanged.
    """
    parquet = _load()
    schema = _schema(columns)
    target = Path(os.path.realpath(path))
    handle, draft = tempfile.mkstemp(UNFINISHED, f".{target.name}.", target.parent)
    os.close(handle)
    left_out = 0
    try:
        with parquet.ParquetWriter(draft, schema, compression="zstd") as writer:
            reading = iter(rows)
            while group := tuple(islice(reading, GROUP)):
                table, more = _table(schema, columns, group)
                writer.write_table(table, row_group_size=GROUP)
                left_out += more
        Path(draft).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return left_out


def _load() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise UnsupportedError(
            "writing Parquet needs pyarrow: pip install 'boolnet[parquet]', or write CSV"
        ) from None
    return pyarrow.parquet


def _schema(columns: Columns) -> pyarrow.Schema:
    import pyarrow

    def kind(name: str) -> pyarrow.DataType:
        if name in INTEGERS:
            return pyarrow.int64()
        return pyarrow.float64() if name in columns.means else pyarrow.string()

    return pyarrow.schema([(name, kind(name)) for name in columns.names])


def _table(
    schema: pyarrow.Schema, columns: Columns, rows: tuple[ScreenRow, ...]
) -> tuple[pyarrow.Table, int]:
    import pyarrow

    left_out = 0
    values: dict[str, list[object]] = {name: [] for name in columns.names}
    for row in rows:
        for name, value in to_flat(columns, row).items():
            if isinstance(value, int) and value > _LARGEST:
                value, left_out = None, left_out + 1
            values[name].append(value)
    return pyarrow.table(values, schema=schema), left_out
