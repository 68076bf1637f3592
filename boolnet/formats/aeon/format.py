"""The ``.aeon`` format."""

from __future__ import annotations

from boolnet.formats.aeon.reader import read
from boolnet.formats.aeon.writer import write

__all__ = ["read", "write"]
