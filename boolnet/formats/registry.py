"""The formats there are, and which one a file is in.

A format is a module of this package that is loaded when it is needed. A text format has
``read(source, title, ignore) -> Reading``, a binary one ``read(data, path, title, ignore)``;
whatever can be written has ``write(network, start) -> Written``. Readers never raise on any
data: what is wrong is a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from boolnet.errors import FormatError
from boolnet.network.names import suggest


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    Attributes:
        name: What ``--from`` and ``--to`` call it.
        title: What messages call it.
        module: The module of `boolnet.formats` that knows it.
        suffixes: The ends of file names that promise it, each with its full stop.
        reads: Whether it can be read.
        writes: Whether it can be written.
        binary: Whether it is read from bytes.
        sheet: Whether spreadsheets save it, perhaps as UTF-16.
        rules: Whether it holds the rules; what does not is read by a default rule.
        markup: Whether it is XML or JSON, whose lines nobody reads.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...]
    reads: bool = True
    writes: bool = True
    binary: bool = False
    sheet: bool = False
    rules: bool = True
    markup: bool = False

    def load(self) -> Any:
        """The module, loaded now."""
        return import_module(f"boolnet.formats.{self.module}")


FORMATS = (
    Format("bnet", ".bnet", "bnet", (".bnet",)),
    Format(
        "booleannet",
        "booleannet",
        "booleannet",
        (".booleannet", ".booleannet.txt", ".rules", "expressions.all.txt"),
    ),
    Format("aeon", "AEON", "aeon.format", (".aeon",)),
    Format("maboss", "MaBoSS", "maboss.format", (".bnd",)),
    Format("an", "Pint", "pint", (".an",)),
    Format("truthtable", "truth tables", "truth_table", (".tt.csv", ".tt.tsv"), sheet=True),
    Format("sif", "SIF", "tables.sif", (".sif",), sheet=True, rules=False),
    Format(
        "interactions",
        "a table of interactions",
        "tables.csv",
        (".interactions.csv", ".interactions.tsv"),
        sheet=True,
        rules=False,
    ),
    Format("sbml", "SBML-qual", "sbml.format", (".sbml",), markup=True),
    Format("ginml", "GINML", "ginml.format", (".ginml",), markup=True),
    Format("bma", "BMA JSON", "bma.format", (".bma.json",), markup=True),
    Format("zginml", "zipped GINML", "ginml.zipped", (".zginml",), binary=True),
    Format(
        "cell-collective",
        "a Cell Collective archive",
        "cell_collective.format",
        (),
        writes=False,
        binary=True,
    ),
    Format("graphml", "GraphML", "graphs.graphml", (".graphml",), reads=False),
    Format("cyjs", "Cytoscape.js JSON", "graphs.cytoscape", (".cyjs",), reads=False),
    Format("dot", "DOT", "graphs.dot", (".dot", ".gv"), reads=False),
    Format("latex", "LaTeX", "graphs.latex", (".tex",), reads=False),
)
_BY_NAME = {form.name: form for form in FORMATS}


def find_format(name: str) -> Format:
    """The format called *name*.

    Raises:
        FormatError: There is none; close names are offered.
    """
    try:
        return _BY_NAME[name.lower().lstrip(".")]
    except KeyError:
        hints = suggest(name, _BY_NAME)
        hint = f"did you mean {hints[0]}?" if hints else f"there are {', '.join(_BY_NAME)}"
        raise FormatError(f'there is no format "{name}"; {hint}') from None


def promised_format(path: str) -> Format | None:
    """The format that the name of a file promises, the longest suffix first."""
    lowered = path.lower()
    found = [
        (len(suffix), form)
        for form in FORMATS
        for suffix in form.suffixes
        if lowered.endswith(suffix)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None
