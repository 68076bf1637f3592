"""DOT, for Graphviz."""

from __future__ import annotations

from collections.abc import Mapping

from boolnet.formats.graphs.drawn import draw, lost_by_drawing
from boolnet.formats.written import Written
from boolnet.network.network import Network

_SHAPES = {"input": "box", "readout": "hexagon", "constant": "plaintext", "internal": "ellipse"}
# Blue and orange, which colour-blind readers tell apart; the arrowhead says it too.
_STYLES = {
    "activates": 'arrowhead=normal color="#0072b2"',
    "inhibits": 'arrowhead=tee color="#d55e00"',
    "both": "arrowhead=odiamond",
    "unknown": "arrowhead=odot",
    "no effect": "arrowhead=none style=dotted",
}


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as a directed graph; rules are tooltips, signs are arrowheads and colours."""
    nodes, edges = draw(network)
    names = {node.id: quote(node.name) for node in nodes}
    lines = [f"digraph {quote(network.title or 'network')} {{", "  node [fontname=Helvetica];"]
    for node in nodes:
        tooltip = quote(f"{node.name}, {node.rule}")
        shape = _SHAPES[node.role]
        lines.append(f"  {names[node.id]} [shape={shape} class={node.role} tooltip={tooltip}];")
    for edge in edges:
        style = _STYLES[edge.interaction]
        note = f" tooltip={quote(edge.references)}" if edge.references else ""
        ends = f"{names[edge.source]} -> {names[edge.target]}"
        lines.append(f"  {ends} [{style} essential={str(edge.essential).lower()}{note}];")
    lines.append("}")
    return Written(("\n".join(lines) + "\n").encode(), lost=lost_by_drawing(network, start))


def quote(text: str) -> str:
    """*text* as a DOT string: a backslash would start a command of its labels."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
