"""``boolnet explain CODE`` or ``FILE NODE``: what a message means, why a node is as it is."""

from __future__ import annotations

import os

import click

from boolnet.cli.answer import finish
from boolnet.cli.options import IGNORE, JSON, LOOK, find_style
from boolnet.cli.source import open_source
from boolnet.cli.values import read_nodes
from boolnet.diagnostics import CODES
from boolnet.network.library import list_models
from boolnet.report.explain import describe_nodes
from boolnet.report.network import format_node
from boolnet.report.pages import read_page


@click.command("explain")
@click.argument("what", metavar="CODE|FILE")
@click.argument("nodes", metavar="[NODE]...", nargs=-1)
@IGNORE
@JSON
@LOOK[0]
@LOOK[1]
def explain(
    what: str,
    nodes: tuple[str, ...],
    ignore: tuple[str, ...],
    as_json: bool,
    no_color: bool,
    quiet: bool,
) -> int:
    """Explain the code of a message, or a node: its rule, when each regulator matters, who says so.

    \b
    Examples:
      boolnet explain BN203
      boolnet explain rank_nfatc1 NFATc1
    """
    if not nodes:
        if as_json:
            raise click.UsageError("--json goes with FILE NODE")
        click.echo(_page(what).rstrip())
        return 0
    source = open_source(what, quiet=quiet, ignore=ignore)
    chosen = read_nodes(source, "explain", nodes)
    if as_json:
        finish(describe_nodes(source.network, chosen))
        return 0
    style = find_style(no_color=no_color)
    texts = [format_node(source.network, name, style, evidence=True) for name in chosen]
    click.echo("\n\n".join(texts), color=style.colour)
    return 0


def _page(code: str) -> str:
    wanted = code.strip()
    by_name = {name: number for number, name in CODES.items()}
    number = by_name.get(wanted.lower(), wanted.upper())
    page = read_page(number) if number in CODES else None
    if page is None:
        if os.path.lexists(wanted) or wanted in list_models():
            raise click.UsageError(f"name a node: boolnet explain {wanted} NODE")
        raise click.BadParameter(
            f'there is no "{wanted}"; codes run from {min(CODES)} to {max(CODES)}',
            param_hint="CODE",
        )
    return page
