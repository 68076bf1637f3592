"""Writing the influence graph as a table: the rules are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from boolnet.formats.cells import format_cells, protect
from boolnet.formats.grid import is_cell
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.network.influence import Regulation
from boolnet.network.network import Network

_RELATIONS = {"+": "activates", "-": "inhibits", "±": "both", "?": "unknown"}
_NUMBERS = {"+": "1", "-": "-1", "±": "both", "?": "unknown"}


def write_sif(network: Network, start: Mapping[str, bool]) -> Written:
    """The influence graph as SIF, for Cytoscape: source, relation, target between tabs."""
    names = changes(rename(network.names, is_cell))
    network = with_names(network, names)
    lines = []
    linked: set[str] = set()
    for regulation in _regulations(network):
        linked |= {regulation.regulator, regulation.target}
        cells = regulation.regulator, _RELATIONS[regulation.sign], regulation.target
        lines.append(format_cells(map(protect, cells), "\t").rstrip("\n"))
    lone = [name for name in network.names if name not in linked]
    lines += [format_cells([protect(name)], "\t").rstrip("\n") for name in lone]
    return Written(("\n".join(lines) + "\n").encode(), names, _lost(network, start, evidence=True))


def write_table(network: Network, start: Mapping[str, bool]) -> Written:
    """The influence graph as CSV: source, sign, target, references."""
    names = changes(rename(network.names, is_cell))
    network = with_names(network, names)
    lines = ["source,sign,target,references\n"]
    for regulation in _regulations(network):
        node = network.nodes[network.index[regulation.target]]
        references = [
            reference
            for report in node.evidence
            if report.regulator == regulation.regulator
            for reference in report.references
        ]
        cells = [protect(name) for name in (regulation.regulator, regulation.target)]
        cells.insert(1, _NUMBERS[regulation.sign])
        lines.append(format_cells([*cells, protect("; ".join(dict.fromkeys(references)))]))
    return Written("".join(lines).encode(), names, _lost(network, start, evidence=False))


def _regulations(network: Network) -> Iterator[Regulation]:
    """Every regulation that has an effect, without those of inputs by themselves."""
    inputs = set(network.inputs)
    for regulation in network.influence.regulations:
        if regulation.essential and regulation.target not in inputs:
            yield regulation


def _lost(network: Network, start: Mapping[str, bool], *, evidence: bool) -> tuple[str, ...]:
    rules = sum(not node.is_input for node in network.nodes)
    lost = [
        f"{rules:,} rule{'s' * (rules != 1)}: a table of interactions does not say how they combine"
    ]
    if start:
        lost.append(f"the start values of {len(start):,} nodes")
    if evidence and any(node.evidence for node in network.nodes):
        lost.append("the evidence of regulations")
    return tuple(lost)
