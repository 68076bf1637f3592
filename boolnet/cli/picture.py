"""``boolnet picture FILE -o FILE.svg``: the network as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from boolnet.cli.answer import write_file
from boolnet.cli.failure import Failure
from boolnet.cli.options import FILE, IGNORE, LOOK
from boolnet.cli.source import open_source
from boolnet.report.picture.drawing import Sketch, draw_network

_MOST = 400  # nodes: beyond, lines can no longer be followed and drawing takes minutes


@click.command("picture")
@FILE
@click.option(
    "--output",
    "-o",
    metavar="FILE.svg",
    help="Where to write it. [default: standard output]",
)
@IGNORE
@LOOK[1]
def picture(file: str, output: str | None, ignore: tuple[str, ...], quiet: bool) -> None:
    """Draw the network as SVG: compartments, nodes, arrows for activation, tees for inhibition.

    Compartments and drugs come from the #@ lines of the file; the levels of one thing are
    stacked. The same file gives the same picture everywhere.

    \b
    Example:
      boolnet picture osteoimmune -o network.svg
    """
    source = open_source(file, quiet=quiet, ignore=ignore)
    size = len(source.network)
    if size > _MOST:
        raise Failure(
            f"{file} has {size:,} nodes; a picture of more than {_MOST} shows nothing that one "
            "could follow: boolnet show FILE NODE shows the neighbours of one node"
        )
    text = draw_network(Sketch.of(source.network), source.model.title if source.model else file)
    if output is None:
        click.echo(text, nl=False)
        return
    write_file(output, text.encode())
    if not quiet:
        click.echo(f"{Path(output)}: {size} nodes", err=True)
