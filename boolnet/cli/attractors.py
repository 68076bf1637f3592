"""``boolnet attractors FILE``: all attractors under an update scheme."""

from __future__ import annotations

import click

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.basins import BasinParts
from boolnet.cli.answer import finish, hint_at_conditions, warn_of_levels
from boolnet.cli.options import Asked, asking
from boolnet.cli.watch import exit_status, watched
from boolnet.engines.tendency import Tendency
from boolnet.report.attractors import format_attractors
from boolnet.report.json import describe_attractors

_TALLY = click.option(
    "--count-phenotypes",
    is_flag=True,
    help="Also count in how many of all attractors each phenotype holds.",
)

_BASINS = click.option(
    "--basins",
    is_flag=True,
    help="Also count the states that lead to each attractor; synchronous and block-sequential.",
)


@click.command("attractors")
@asking(extra=[_TALLY, _BASINS])
def attractors(asked: Asked) -> int:
    """Find all attractors: the states and cycles in which the network comes to rest.

    The answer is exact: it says how many there are and how that was proven. Inputs are free
    unless an environment, --inputs or --set holds them; the answer then covers all their
    values, and what is listed is a first page.

    \b
    Examples:
      boolnet attractors osteoimmune --environment ovx
      boolnet attractors my.bnet --update synchronous --inputs 0 --set TNF=1
    """
    with watched(asked.limits, quiet=asked.quiet) as budget:
        search = AttractorSearch(asked.question, budget)
        parts = BasinParts.of(search) if asked.extra["basins"] else None
        report = search.report(asked.limit)
        basins = None if parts is None else parts.measure(report)
        tallies: dict[str, Tendency] = {}
        if asked.extra["count_phenotypes"]:
            tallies = {p.name: search.phenotype(p.name) for p in asked.question.phenotypes}
    warn_of_levels(asked, report)
    if asked.as_json:
        finish(describe_attractors(report, asked.options, tallies, basins))
    else:
        text = format_attractors(report, asked.style, tallies=tallies, basins=basins)
        click.echo(text, color=asked.style.colour)
        hint_at_conditions(asked, report)
    return exit_status(budget, report.coverage)
