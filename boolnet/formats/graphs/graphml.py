"""GraphML, for Cytoscape, yEd, Gephi and networkx."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from boolnet.formats.graphs.drawn import draw, lost_by_drawing
from boolnet.formats.written import Written
from boolnet.network.network import Network

_NODE = (("name", "string"), ("role", "string"), ("rule", "string"), ("title", "string"),
         ("kind", "string"), ("compartment", "string"))  # fmt: skip
_EDGE = (("interaction", "string"), ("essential", "boolean"), ("references", "string"))


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as a directed graph; rules, signs and references are attributes."""
    nodes, edges = draw(network)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        for key, kind in keys:
            lines.append(f'  <key id="{key}" for="{domain}" attr.name="{key}" attr.type="{kind}"/>')
    lines.append(f'  <graph id={quoteattr(network.title or "network")} edgedefault="directed">')
    for node in nodes:
        lines.append(f'    <node id="{node.id}">')
        lines += _data(node, _NODE)
        lines.append("    </node>")
    for edge in edges:
        lines.append(f'    <edge id="{edge.id}" source="{edge.source}" target="{edge.target}">')
        lines += _data(edge, _EDGE)
        lines.append("    </edge>")
    lines += ["  </graph>", "</graphml>"]
    return Written(("\n".join(lines) + "\n").encode(), lost=lost_by_drawing(network, start))


def _data(part: object, keys: tuple[tuple[str, str], ...]) -> list[str]:
    """The attributes of a node or an edge that are not empty."""
    lines = []
    for key, kind in keys:
        value = getattr(part, key)
        text = str(value).lower() if kind == "boolean" else value
        if text:
            lines.append(f'      <data key="{key}">{escape(text)}</data>')
    return lines
