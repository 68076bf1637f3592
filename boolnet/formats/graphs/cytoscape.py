"""Cytoscape.js JSON (``.cyjs``), for Cytoscape and for web pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from boolnet.formats.graphs.drawn import draw, lost_by_drawing
from boolnet.formats.written import Written
from boolnet.network.network import Network

# Blue and orange, which colour-blind readers tell apart; the arrowhead says it too.
_STYLE = [
    {"selector": "node", "style": {"label": "data(name)", "background-color": "#dddddd"}},
    {"selector": 'node[role="input"]', "style": {"shape": "rectangle"}},
    {"selector": 'node[role="readout"]', "style": {"shape": "hexagon"}},
    {"selector": "edge", "style": {"curve-style": "bezier", "target-arrow-shape": "circle"}},
    {
        "selector": 'edge[interaction="activates"]',
        "style": {"target-arrow-shape": "triangle", "line-color": "#0072b2"},
    },
    {
        "selector": 'edge[interaction="inhibits"]',
        "style": {"target-arrow-shape": "tee", "line-color": "#d55e00"},
    },
]


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as elements and one stylesheet; rules, signs and references are data."""
    nodes, edges = draw(network)
    record = {
        "format_version": "1.0",
        "generated_by": "boolnet",
        "target_cytoscapejs_version": "~2.1",
        "data": {"name": network.title or "network"},
        "elements": {
            "nodes": [{"data": _filled(asdict(node))} for node in nodes],
            "edges": [{"data": _filled(asdict(edge))} for edge in edges],
        },
        "style": _STYLE,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return Written(f"{text}\n".encode(), lost=lost_by_drawing(network, start))


def _filled(record: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if value != ""}
