"""SIF, the simple interaction format of Cytoscape and CellNOpt."""

from __future__ import annotations

from boolnet.formats.tables.read import read_sif as read
from boolnet.formats.tables.write import write_sif as write

__all__ = ["read", "write"]
