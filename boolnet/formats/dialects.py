"""What other programs read, and how a ``.bnet`` file has to be written for each of them.

Measured with the programs themselves; see docs/how-to/convert.md for what they do with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from boolnet.errors import FormatError
from boolnet.formats.portable import operators_of, write_out, write_out_wholly
from boolnet.formats.renaming import is_plain
from boolnet.language.tokens import RESERVED, spell_name
from boolnet.logic.expression import Expression
from boolnet.network.names import suggest

_MACROS = frozenset(
    ("all", "any", "maj", "sumis", "sumgt", "sumlt", "timeis", "timegt", "timelt", "na")
)
_WORDS = re.compile(r"[A-Za-z0-9_]+")
_HYPHENATED = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_MINIBN = re.compile(r"\w+(?:[.:-]\w+)*")


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that reads rule files.

    Attributes:
        name: What ``--for`` calls it.
        title: What messages call it.
        formats: The formats that it reads, by their names in the registry.
        spells: Whether it reads a word as the name of a node in a ``.bnet`` file.
        reserved: Words that mean something else to it, in lower case.
        operators: What it reads in a ``.bnet`` file besides ``!``, ``&`` and ``|``.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    spells: Callable[[str], object] = is_plain
    reserved: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()

    def is_legal(self, name: str) -> bool:
        """Whether it reads *name*, without quotes, as the name of a node."""
        lowered = name.lower()
        bare = spell_name(name) == name  # a number needs quotes, which only boolnet reads
        return bare and bool(self.spells(name)) and lowered not in self.reserved | RESERVED


READERS = (
    Reader("r-boolnet", "R BoolNet", ("bnet", "sbml"), is_plain, _MACROS, frozenset({"at_least"})),
    Reader(
        "aeon",
        "AEON",
        ("bnet", "aeon", "sbml", "booleannet", "bma"),
        _WORDS.fullmatch,
        frozenset({"targets"}),
        frozenset({"parity"}),
    ),
    Reader("ginsim", "GINsim", ("bnet", "ginml", "zginml", "sbml", "booleannet", "maboss", "an")),
    Reader("pyboolnet", "pyboolnet", ("bnet",), _HYPHENATED.fullmatch),
    Reader("mpbn", "mpbn", ("bnet",), _MINIBN.fullmatch, frozenset({"none"})),
    Reader("maboss", "MaBoSS", ("bnet", "maboss", "sbml"), is_plain, frozenset({"node"})),
    Reader("booleannet", "booleannet", ("booleannet",)),
    Reader("pystablemotifs", "pystablemotifs", ("bnet", "booleannet"), is_plain),
    Reader("cellnopt", "CellNOpt", ("sbml", "sif")),
    Reader("cell-collective", "Cell Collective", ("sbml",)),
    Reader("pint", "Pint", ("an",)),
    Reader("bma", "BioModelAnalyzer", ("bma",)),
    Reader("cytoscape", "Cytoscape", ("sif", "cyjs", "graphml", "interactions")),
    Reader("graphviz", "Graphviz", ("dot",)),
)
_BY_NAME = {reader.name: reader for reader in READERS}
_ALIASES = {"boolnet": "r-boolnet", "r": "r-boolnet", "biolqm": "ginsim", "minibn": "mpbn"}


def find_reader(name: str) -> Reader:
    """The program called *name*.

    Raises:
        FormatError: There is none; close names are offered.
    """
    lowered = name.strip().lower()
    reader = _BY_NAME.get(_ALIASES.get(lowered, lowered))
    if reader is None:
        hints = suggest(lowered, _BY_NAME)
        hint = f"did you mean {hints[0]}?" if hints else f"there are {', '.join(_BY_NAME)}"
        raise FormatError(f'there is no program "{name}"; {hint}')
    return reader


def expand_for(readers: Sequence[Reader]) -> Callable[[Expression], Expression]:
    """What has to be done to a rule so that all of *readers* read it.

    The function raises `FormatError` for a rule that some of them would not read however it is
    written.
    """
    allowed = frozenset.intersection(*(reader.operators for reader in readers))

    def expand(rule: Expression) -> Expression:
        written = write_out(rule)
        if operators_of(written) - allowed:
            written = write_out_wholly(written)
        left = operators_of(written) - allowed
        if left:
            who = next(r.title for r in readers if left - r.operators)
            what = "counts so many regulators" if "at_least" in left else "has so many ^"
            raise FormatError(f"it {what} that {who} could not read it, however it is written")
        return written

    return expand
