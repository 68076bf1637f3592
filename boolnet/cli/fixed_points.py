"""``boolnet fixed-points FILE``: all states that no rule changes."""

from __future__ import annotations

import click

from boolnet.analysis.attractors import AttractorSearch
from boolnet.cli.answer import finish, hint_at_conditions, warn_of_levels
from boolnet.cli.options import Asked, asking
from boolnet.cli.watch import exit_status, watched
from boolnet.engines.trap_spaces import FixedPointLeaves
from boolnet.report.attractors import FIXED_POINTS, format_attractors
from boolnet.report.json import describe_fixed_points


@click.command("fixed-points")
@asking(update=False)
def fixed_points(asked: Asked) -> int:
    """Find all fixed points (steady states): the states that no rule changes.

    They are the same under every update scheme.

    \b
    Example:
      boolnet fixed-points rank_nfatc1 --environment low_rankl
    """
    with watched(asked.limits, quiet=asked.quiet) as budget:
        leaves = FixedPointLeaves()
        report = AttractorSearch(asked.question, budget, leaves).report(asked.limit)
    warn_of_levels(asked, report, "F")
    if asked.as_json:
        finish(describe_fixed_points(report, asked.options))
    else:
        text = format_attractors(report, asked.style, wording=FIXED_POINTS)
        click.echo(text, color=asked.style.colour)
        hint_at_conditions(asked, report)
    return exit_status(budget, report.coverage)
