"""BMA JSON as a format: what `boolnet.formats.registry` asks for."""

from boolnet.formats.bma.reader import read
from boolnet.formats.bma.writer import write

__all__ = ["read", "write"]
