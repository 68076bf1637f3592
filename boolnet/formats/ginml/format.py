"""GINML as a format: what `boolnet.formats.registry` asks for."""

from boolnet.formats.ginml.reader import read
from boolnet.formats.ginml.writer import write

__all__ = ["read", "write"]
