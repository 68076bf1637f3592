"""What a picture of a network says of its nodes and regulations, for every format alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from boolnet.formats.knowledge import clean
from boolnet.logic.circuit import FALSE
from boolnet.logic.expression import format_expression
from boolnet.network.network import Network

INTERACTIONS = {"+": "activates", "-": "inhibits", "±": "both", "0": "no effect", "?": "unknown"}


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node.

    Attributes:
        id: ``n0``, ``n1`` and so on, in network order.
        name: Its name.
        role: ``input``, ``readout``, ``constant`` or ``internal``.
        rule: Its rule.
        title: Its name for people; empty when it has none.
        kind: What it is; empty when that is not said.
        compartment: Where it is; empty when that is not said.
    """

    id: str
    name: str
    role: str
    rule: str
    title: str
    kind: str
    compartment: str


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """A regulation.

    Attributes:
        id: ``e0``, ``e1`` and so on.
        source: The `DrawnNode.id` of the regulator.
        target: That of the target.
        interaction: One of `INTERACTIONS`.
        essential: Whether it has an effect.
        references: Who says so, ``PMID:1; PMID:2``.
    """

    id: str
    source: str
    target: str
    interaction: str
    essential: bool
    references: str


def draw(network: Network) -> tuple[list[DrawnNode], list[DrawnEdge]]:
    """The nodes and regulations of *network*, those of inputs by themselves left out."""
    ids = {name: f"n{position}" for position, name in enumerate(network.names)}
    inputs, readouts = set(network.inputs), set(network.readouts)
    nodes = []
    for node, pair in zip(network.nodes, network.functions, strict=True):
        name, about = node.name, node.about
        role = "internal"
        if name in inputs:
            role = "input"
        elif FALSE in pair:
            role = "constant"
        elif name in readouts:
            role = "readout"
        rule = format_expression(node.function.expression)
        texts = (clean(text) for text in (about.name, about.kind, about.compartment))
        nodes.append(DrawnNode(ids[name], name, role, rule, *texts))
    edges: list[DrawnEdge] = []
    for regulation in network.influence.regulations:
        if regulation.target in inputs:
            continue
        reports = network.nodes[network.index[regulation.target]].evidence
        found = [r for e in reports if e.regulator == regulation.regulator for r in e.cites]
        edges.append(
            DrawnEdge(
                f"e{len(edges)}",
                ids[regulation.regulator],
                ids[regulation.target],
                INTERACTIONS[regulation.sign],
                regulation.essential,
                "; ".join(dict.fromkeys(map(clean, found))),
            )
        )
    return nodes, edges


def lost_by_drawing(network: Network, start: Mapping[str, bool]) -> tuple[str, ...]:
    """What these formats do not hold, as ends of "lost: ..."."""
    lost = [f"the start values of {len(start):,} nodes"] if start else []
    return (*lost, *(["levels"] if network.ladders else []))
