"""``boolnet knockout FILE NODE...``: what a perturbation changes, and why."""

from __future__ import annotations

import click

from boolnet.analysis.knockout import find_knockout_effects
from boolnet.cli.answer import finish, hint_at_conditions, warn_of_levels
from boolnet.cli.failure import Failure
from boolnet.cli.options import Asked, asking
from boolnet.cli.watch import exit_status, watched
from boolnet.report.knockout import format_knockout
from boolnet.report.knockout_json import describe_knockout


@click.command("knockout")
@asking(knockout=True)
def knockout(asked: Asked) -> int:
    """Hold nodes at 0 together, and compare with the wild type under the same conditions.

    Says which attractors are kept, lost and gained, what becomes of each phenotype and each
    node, and why. -o holds nodes at 1, --block one regulation; all of them act together.

    \b
    Examples:
      boolnet knockout rank_nfatc1 NFATc1 --environment standard_culture
      boolnet knockout osteoimmune TNF IL1 --environment ra
      boolnet knockout osteoimmune -o OPG --block 'RANKL->RANK' --environment ovx
    """
    if not asked.perturbation:
        told = "nothing is held: name a node, or use --overexpress or --block"
        raise Failure(told, place=asked.source.path)
    with watched(asked.limits, quiet=asked.quiet) as budget:
        report = find_knockout_effects(
            asked.question, asked.perturbation, limit=asked.limit, budget=budget
        )
    warn_of_levels(asked, report.perturbed, "P")
    if asked.as_json:
        finish(describe_knockout(report, asked.options))
    else:
        click.echo(format_knockout(report, asked.style), color=asked.style.colour)
        hint_at_conditions(asked, report.wild)
    return exit_status(budget, report.coverage)
