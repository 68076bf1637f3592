"""A network as text: inputs, regulators with signs, feedback loops; and one node in detail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from boolnet.network.influence import InfluenceGraph, Regulation
from boolnet.network.network import Network
from boolnet.report.echo import show, width
from boolnet.report.evidence import format_about, format_reports
from boolnet.report.numbers import plural
from boolnet.report.record import TOOL, Record, describe_network
from boolnet.report.style import Style, pad, wrap, wrap_names, wrap_text

_WIDEST_NAME = 24
_LOOP_SIGNS = {"+": "positive", "-": "negative", "±": "ambiguous"}


@dataclass(frozen=True)
class Loops:
    """Feedback loops, shortest first, as far as they were counted.

    Attributes:
        found: Each with its sign: ``+``, ``-`` or ``±``.
        more: Whether there are more than those found.
    """

    found: tuple[tuple[tuple[str, ...], str], ...]
    more: bool

    @classmethod
    def of(cls, graph: InfluenceGraph, most: int) -> Loops:
        """The *most* shortest loops. Inputs, which only keep their value, are no loops."""
        kept = (loop for loop in graph.iter_loops() if not _is_input(graph, loop))
        loops = list(islice(kept, most + 1))
        found = tuple((loop, graph.sign_of_loop(loop)) for loop in loops[:most])
        return cls(found, len(loops) > most)


def _is_input(graph: InfluenceGraph, loop: Sequence[str]) -> bool:
    if len(loop) > 1:
        return False
    return [(r.regulator, r.sign) for r in graph.into(loop[0])] == [(loop[0], "+")]


# -- text ----------------------------------------------------------------------------------


def format_network(network: Network, loops: Loops, style: Style | None = None) -> str:
    """All nodes with their regulators, and the shortest feedback loops."""
    style = style or Style()
    graph = network.influence
    inputs = set(network.inputs)
    regulations = [r for r in graph.regulations if r.target not in inputs]
    counts = (
        f"{plural(len(network), 'node')}, {plural(len(inputs), 'input')}, "
        f"{plural(len(regulations), 'regulation')}"
    )
    lines = [f"{style.title(show(network.title) or 'Network')}: {counts}"]
    for title, names in (("Inputs", network.inputs), ("Readouts", graph.readouts)):
        if names:
            lines += ["", style.title(title)]
            lines += wrap_names(map(show, names), style.width, first="  ", indent=2)
    ruled = [name for name in network.names if name not in inputs]
    if ruled:
        lines += ["", f"{style.title('Nodes and their regulators')}  {_legend(regulations, style)}"]
        column = min(max(width(show(name)) for name in ruled), _WIDEST_NAME)
        for name in ruled:
            words = [_signed(r, style) for r in graph.into(name)] or [_constant(network, name)]
            first = f"  {pad(show(name), column)}  "
            lines += wrap(words, style.width, first=first, indent=column + 4)
    return "\n".join([*lines, "", *_format_loops(graph, loops, style)])


def _legend(regulations: Sequence[Regulation], style: Style) -> str:
    words = {
        "+": "+ activates",
        "-": f"{style.minus} inhibits",
        "±": f"{style.both} both",
        "0": "0 has no effect",
        "?": "? too entangled to tell",
    }
    found = {regulation.sign for regulation in regulations}
    return style.faint(", ".join(text for sign, text in words.items() if sign in found))


def _sign(sign: str, style: Style) -> str:
    return {"-": style.minus, "±": style.both}.get(sign, sign)


def _signed(regulation: Regulation, style: Style) -> str:
    return f"{_sign(regulation.sign, style)}{show(regulation.regulator)}"


def _constant(network: Network, name: str) -> str:
    return f"always {network.nodes[network.position(name)].function}"


def _format_loops(graph: InfluenceGraph, loops: Loops, style: Style) -> list[str]:
    if not loops.found:
        some = "more than 0" if loops.more else "none"
        return [f"{style.title('Feedback loops')}: {some}"]
    if loops.more:
        told = f"the {len(loops.found)} shortest of more than {len(loops.found)}"
    else:
        told = f"all {len(loops.found)}" if len(loops.found) > 1 else "one"
    lines = [f"{style.title('Feedback loops')}: {told}"]
    for loop, sign in loops.found:
        words = [f"{show(loop[0])}"]
        for position, node in enumerate(loop):
            target = loop[(position + 1) % len(loop)]
            arrow = next(r.arrow for r in graph.into(target) if r.regulator == node)
            words.append(f"{arrow} {show(target)}")
        first = f"  {_LOOP_SIGNS[sign]:<9}  "
        lines += wrap(words, style.width, first=first, indent=len(first))
    return lines


def format_node(
    network: Network, name: str, style: Style | None = None, *, evidence: bool = False
) -> str:
    """One node: its note, rule, regulators with a witness for each sign, and targets.

    Args:
        network: The network.
        name: The node.
        style: The look.
        evidence: Also show what the node is and the evidence of its regulations.
    """
    style = style or Style()
    graph = network.influence
    node = network.nodes[network.position(name)]
    title = show(network.title) or "the network"
    lines = [f"{style.title(show(name))}, a node of {title}"]
    if evidence:
        lines += format_about(network, name, style)
    if node.about.note:
        lines += wrap_text(show(node.about.note), style.width, first="  ", indent=2)
    if node.is_input:
        lines += ["", "  an input: it keeps the value it starts with"]
    else:
        rule = f"{show(name)}, {show(str(node.function))}"
        lines += ["", style.title("Rule"), *wrap_text(rule, style.width, first="  ", indent=4)]
        lines += ["", style.title("Regulators")]
        for regulation in graph.into(name):
            lines += _format_regulation(regulation, style)
            if evidence:
                lines += format_reports(node.evidence, regulation, style, indent=6)
        if not graph.into(name):
            lines.append("  none")
    targets = [r for r in graph.out_of(name) if not (node.is_input and r.target == name)]
    lines += ["", style.title("Targets")]
    words = [f"{_sign(r.sign, style)}{show(r.target)}" for r in targets] or ["none"]
    lines += wrap(words, style.width, first="  ", indent=2)
    return "\n".join(lines)


def _format_regulation(regulation: Regulation, style: Style) -> list[str]:
    """The sign of a regulation, and for each way it acts a situation that shows it."""
    effect, regulator = regulation.effect, show(regulation.regulator)
    if effect is None:
        sentences = ["its effect is too entangled to tell"]
    elif not effect.essential:
        sentences = ["it is in the rule, but never makes a difference"]
    else:
        ways = ((effect.activates, "on"), (effect.inhibits, "off"))
        sentences = [
            f"with {_situation(others)}, " * bool(others)
            + f"switching {regulator} on switches {show(regulation.target)} {way}"
            for others, way in ways
            if others is not None
        ]
    first = f"  {_signed(regulation, style)}"
    lines = [first]
    for sentence in sentences:
        lines += wrap_text(sentence, style.width, first="      ", indent=6)
    return lines


def _situation(others: Mapping[str, bool]) -> str:
    return ", ".join(f"{show(name)} = {int(value)}" for name, value in others.items())


# -- JSON ----------------------------------------------------------------------------------


def describe_structure(network: Network, loops: Loops) -> Record:
    """The record ``boolnet-network/1``."""
    graph = network.influence
    return {
        "schema": "boolnet-network/1",
        "tool": TOOL,
        "network": describe_network(network),
        "readouts": list(graph.readouts),
        "nodes": [describe_node(network, name) for name in network.names],
        "loops": {
            "coverage": "lower-bound" if loops.more else "complete",
            "count": len(loops.found) + loops.more,
            "listed": [{"nodes": list(loop), "sign": _json_sign(s)} for loop, s in loops.found],
        },
    }


def describe_node(network: Network, name: str) -> Record:
    """A node with its rule and its regulators."""
    node = network.nodes[network.position(name)]
    graph = network.influence
    return {
        "name": name,
        "input": node.is_input,
        "rule": str(node.function),
        "note": node.about.note,
        "regulators": [_describe_regulation(r) for r in graph.into(name)],
        "targets": [r.target for r in graph.out_of(name)],
    }


def _describe_regulation(regulation: Regulation) -> Record:
    effect = regulation.effect
    return {
        "name": regulation.regulator,
        "sign": _json_sign(regulation.sign),
        "essential": None if effect is None else effect.essential,
        "activates": None if effect is None else _witness(effect.activates),
        "inhibits": None if effect is None else _witness(effect.inhibits),
    }


def _witness(others: Mapping[str, bool] | None) -> dict[str, Any] | None:
    return None if others is None else {name: int(value) for name, value in others.items()}


def _json_sign(sign: str) -> str:
    """``+``, ``-``, ``+-``, ``0`` or ``?``: ASCII, as programs like it."""
    return "+-" if sign == "±" else sign
