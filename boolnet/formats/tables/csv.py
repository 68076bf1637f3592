"""Tables of interactions with a row of names of columns."""

from __future__ import annotations

from boolnet.formats.tables.read import read_table as read
from boolnet.formats.tables.write import write_table as write

__all__ = ["read", "write"]
