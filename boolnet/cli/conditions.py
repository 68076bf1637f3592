"""``boolnet conditions FILE``: under which values of the inputs a phenotype holds."""

from __future__ import annotations

import click

from boolnet.analysis.conditions import answer_conditions
from boolnet.cli.answer import finish
from boolnet.cli.failure import Failure
from boolnet.cli.options import Asked, asking
from boolnet.cli.watch import exit_status, watched
from boolnet.report.condition_tables import format_conditions
from boolnet.report.condition_tables_json import describe_conditions


@click.command("conditions")
@asking()
def conditions(asked: Asked) -> int:
    """Find the smallest conditions on the free inputs under which a phenotype holds.

    Says for every setting of the free inputs whether the phenotype holds in every attractor,
    in some or in none, as lines such as "RANKL = 1; OPG = 0". A phenotype may be a node. No
    setting is looked at one by one, so that there may be dozens of inputs.

    \b
    Examples:
      boolnet conditions rank_nfatc1 --phenotype Osteoclast
      boolnet conditions my.bnet --phenotype 'Apoptosis & !Proliferation' --set TNF=1
    """
    if not asked.question.phenotypes:
        where = "a rule file" if asked.source.model is None else "this model"
        told = f"no phenotype is given, and {where} names none; ask about a node with"
        nodes = [
            name
            for name in asked.question.network.names
            if name not in asked.question.network.inputs
        ]
        raise Failure(
            f"{told} --phenotype {nodes[-1] if nodes else 'NODE'}, or about a condition such as "
            "--phenotype 'A & !B'",
            place=asked.source.path,
        )
    with watched(asked.limits, quiet=asked.quiet) as budget:
        report = answer_conditions(asked.question, asked.limit, budget)
    if asked.as_json:
        finish(describe_conditions(report, asked.options))
    else:
        click.echo(format_conditions(report, asked.style), color=asked.style.colour)
    return exit_status(budget, report.coverage)
