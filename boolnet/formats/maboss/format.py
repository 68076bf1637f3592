"""The ``.bnd`` format."""

from __future__ import annotations

from boolnet.formats.maboss.reader import read
from boolnet.formats.maboss.writer import write

__all__ = ["read", "write"]
