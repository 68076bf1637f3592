"""Truth tables as a file format, and as text for a command: see `boolnet.formats.truth`."""

from __future__ import annotations

from boolnet.formats.truth.read import parse_table, read
from boolnet.formats.truth.write import Rows, format_table, tabulate_node, write

__all__ = ["Rows", "format_table", "parse_table", "read", "tabulate_node", "write"]
