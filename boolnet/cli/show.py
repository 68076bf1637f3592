"""``boolnet show FILE [NODE]``: what a network is made of."""

from __future__ import annotations

import click

from boolnet.cli.answer import finish
from boolnet.cli.completion import complete_node
from boolnet.cli.options import FILE, IGNORE, JSON, LOOK, find_style
from boolnet.cli.source import open_source
from boolnet.cli.values import read_nodes
from boolnet.report.network import (
    Loops,
    describe_structure,
    format_network,
    format_node,
)


@click.command("show")
@FILE
@click.argument("nodes", metavar="[NODE]...", nargs=-1, shell_complete=complete_node)
@click.option(
    "--loops",
    "most",
    metavar="N",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Count and list at most so many feedback loops, the shortest first.",
)
@IGNORE
@JSON
@LOOK[0]
@LOOK[1]
def show(
    file: str,
    nodes: tuple[str, ...],
    most: int,
    ignore: tuple[str, ...],
    as_json: bool,
    no_color: bool,
    quiet: bool,
) -> int:
    """Show what a network is made of: inputs, readouts, regulators, feedback loops.

    The sign of a regulation is computed from the rule, not taken from its spelling. With
    NODE, show that node alone: its rule, a situation for each sign, and its targets.

    \b
    Examples:
      boolnet show rank_nfatc1
      boolnet show rank_nfatc1 NFATc1
    """
    source = open_source(file, quiet=quiet, ignore=ignore)
    chosen = read_nodes(source, "show", nodes)
    network, style = source.network, find_style(no_color=no_color)
    if as_json:
        loops = Loops.of(network.influence, 0 if chosen else most)
        record = describe_structure(network, loops)
        if chosen:
            record["nodes"] = [node for node in record["nodes"] if node["name"] in chosen]
        finish(record)
    elif chosen:
        texts = [format_node(network, name, style) for name in chosen]
        click.echo("\n\n".join(texts), color=style.colour)
    else:
        loops = Loops.of(network.influence, most)
        click.echo(format_network(network, loops, style), color=style.colour)
    return 0
