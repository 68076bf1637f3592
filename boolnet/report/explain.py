"""A node explained, as JSON; the text is `boolnet.report.network.format_node`."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.network.network import Network
from boolnet.report.evidence import describe_about, describe_report
from boolnet.report.network import describe_node
from boolnet.report.record import TOOL, Record, describe_network


def describe_nodes(network: Network, names: Sequence[str]) -> Record:
    """The record ``boolnet-explain/1``."""
    return {
        "schema": "boolnet-explain/1",
        "tool": TOOL,
        "network": describe_network(network),
        "nodes": [_describe(network, name) for name in names],
    }


def _describe(network: Network, name: str) -> Record:
    node = network.nodes[network.position(name)]
    record = describe_node(network, name)
    del record["note"]
    for regulator in record["regulators"]:
        regulator["evidence"] = [
            describe_report(r) for r in node.evidence if r.regulator == regulator["name"]
        ]
    ladder = next((ladder for ladder in network.ladders if name in ladder), ())
    return {**record, "about": describe_about(node.about), "levels": list(ladder)}
