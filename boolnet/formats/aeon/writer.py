"""A network to AEON text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from boolnet.errors import UnsupportedError
from boolnet.formats.foreign import (
    count_start,
    format_known,
    format_ladders,
    is_doubled_input,
    spell_out,
)
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.logic.expression import FALSE, TRUE, format_expression
from boolnet.network.influence import Regulation
from boolnet.network.network import Network

_LEGAL = re.compile(r"[A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*")
_WORDS = frozenset(("true", "false", "and", "or", "not"))


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as AEON text: the regulations with their signs, then the functions.

    An input has no function there, so that AEON takes it for one.

    Raises:
        FormatError: A rule would be too long.

    Cost:
        Linear in the text, and what the signs of the regulations take.
    """
    names = changes(rename(network.names, _is_legal))
    arrows = _arrows(network)
    network = with_names(network, names)
    lines = format_ladders(network)
    regulating = {name for (name, target) in arrows if name != target}
    for node in network.nodes:
        lines += format_known(node)
    old = {fresh: name for name, fresh in names.items()}
    for node in network.nodes:
        back = old.get(node.name, node.name)
        if node.is_input and back in regulating:
            continue
        for regulator in node.function.regulators:
            arrow = arrows[old.get(regulator, regulator), back]
            lines.append(f"{regulator} {arrow} {node.name}")
    for node in network.nodes:
        if node.is_input and old.get(node.name, node.name) in regulating:
            continue
        rule = spell_out(node, "AEON", parity=True)
        text = "true" if rule is TRUE else "false" if rule is FALSE else format_expression(rule)
        if is_doubled_input(network, node):
            text = f"{node.name} & {node.name}"
        lines.append(f"${node.name}: {text}")
    return Written(("\n".join(lines) + "\n").encode(), names, count_start(start))


def _arrows(network: Network) -> dict[tuple[str, str], str]:
    """The arrow of each regulation, as AEON writes it."""
    try:
        regulations: tuple[Regulation, ...] = network.influence.regulations
    except UnsupportedError:
        return {(r, n.name): "-??" for n in network.nodes for r in n.function.regulators}
    arrows = {}
    for regulation in regulations:
        known = regulation.effect is not None and regulation.essential
        arrows[regulation.regulator, regulation.target] = regulation.arrow + "?" * (not known)
    return arrows


def _is_legal(name: str) -> bool:
    return _LEGAL.fullmatch(name) is not None and name.lower() not in _WORDS
