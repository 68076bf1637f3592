"""SBML-qual as a format: what `boolnet.formats.registry` asks for."""

from boolnet.formats.sbml.reader import read
from boolnet.formats.sbml.writer import write

__all__ = ["read", "write"]
