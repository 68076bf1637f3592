"""A network to ``.bnd`` text, and the ``.cfg`` text that goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from boolnet.formats.foreign import (
    format_known,
    format_ladders,
    is_doubled_input,
    spell_out,
)
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.logic.expression import format_expression
from boolnet.network.network import Network

_LEGAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = frozenset(("node", "and", "or", "not", "xor", "nand", "nor", "true", "false"))


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as ``.bnd`` text, with one rate up and one down for each node.

    The rates and the start values stand in the ``.cfg`` file beside it: see `format_config`.

    Raises:
        FormatError: A rule would be too long.

    Cost:
        Linear in the text.
    """
    names = legal_names(network)
    config = format_config(network, start).encode()
    network = with_names(network, names)
    lines = [f"//{line[1:]}" for line in format_ladders(network)]
    for node in network.nodes:
        lines += [f"//{line[1:]}" for line in format_known(node)]
        rule = format_expression(spell_out(node, "MaBoSS", parity=True))
        if is_doubled_input(network, node):
            rule = f"{node.name} & {node.name}"
        up, down = f"@logic ? $u_{node.name} : 0", f"@logic ? 0 : $d_{node.name}"
        if node.is_input:
            up = down = "0"
        lines.append(f"Node {node.name} {{")
        lines.append(f"  logic = {rule};")
        lines.append(f"  rate_up = {up};")
        lines.append(f"  rate_down = {down};")
        lines.append("}")
    return Written(("\n".join(lines) + "\n").encode(), names, beside={".cfg": config})


def format_config(network: Network, start: Mapping[str, bool]) -> str:
    """The ``.cfg`` file for what `write` returns: every rate 1, and the start values.

    A node without a start value starts at either value with the same chance.
    """
    names = legal_names(network)
    lines = []
    for node in network.nodes:
        name = names.get(node.name, node.name)
        if not node.is_input:
            lines += [f"$u_{name} = 1;", f"$d_{name} = 1;"]
        value = start.get(node.name)
        if value is None:
            lines.append(f"[{name}].istate = 0.5 [0], 0.5 [1];")
        else:
            lines.append(f"{name}.istate = {value:d};")
    lines += [
        "time_tick = 0.5;", "max_time = 100;", "sample_count = 10000;", "discrete_time = 0;",
        "use_physrandgen = 0;", "seed_pseudorandom = 100;", "display_traj = 0;",
        "statdist_traj_count = 0;", "statdist_cluster_threshold = 1;", "thread_count = 1;",
        "statdist_similarity_cache_max_size = 20000;",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def legal_names(network: Network) -> dict[str, str]:
    """The names that MaBoSS cannot hold, and those they get."""
    return changes(rename(network.names, _is_legal))


def _is_legal(name: str) -> bool:
    return _LEGAL.fullmatch(name) is not None and name.lower() not in _WORDS
