"""``boolnet compare FILE``: the attractors under all update schemes, matched."""

from __future__ import annotations

import click

from boolnet.analysis.compare import compare_schemes
from boolnet.cli.answer import finish, hint_at_conditions
from boolnet.cli.options import BLOCKWISE, Asked, asking, read_update
from boolnet.cli.watch import exit_status, watched
from boolnet.report.compare import format_comparison
from boolnet.report.compare_json import describe_comparison

_BLOCKS = click.option(
    "--blocks",
    "compared_blocks",
    metavar="'A,B;C'",
    help="Compare block-sequential update too: its blocks, in order; every node in one of them.",
)


@click.command("compare")
@asking(update=False, extra=[_BLOCKS])
def compare(asked: Asked) -> int:
    """Compare the attractors under all update schemes.

    Says which attractors belong together, and marks those that exist under one scheme only:
    artefacts of synchrony, and attractors outside every minimal trap space.

    \b
    Examples:
      boolnet compare rank_nfatc1 --environment low_rankl
      boolnet compare my.bnet --inputs 1 --blocks 'Receptor;Kinase,Phosphatase;TF'
    """
    text = asked.extra["compared_blocks"]
    blocks = None if text is None else read_update(asked.source, BLOCKWISE, text)
    with watched(asked.limits, quiet=asked.quiet) as budget:
        comparison = compare_schemes(
            asked.question, blocks=blocks, limit=asked.limit, budget=budget
        )
    if asked.as_json:
        finish(describe_comparison(comparison, asked.options))
    else:
        click.echo(format_comparison(comparison, asked.style), color=asked.style.colour)
        for scheme in comparison.schemes:
            if scheme.report is not None and len(scheme.report) < scheme.report.count:
                hint_at_conditions(asked, scheme.report)
                break
    return exit_status(budget, comparison.coverage)
