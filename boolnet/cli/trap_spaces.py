"""``boolnet trap-spaces FILE``: all minimal trap spaces."""

from __future__ import annotations

from dataclasses import replace

import click

from boolnet.analysis.attractors import AttractorSearch
from boolnet.cli.answer import finish, hint_at_conditions, warn_of_levels
from boolnet.cli.options import Asked, asking
from boolnet.cli.watch import exit_status, watched
from boolnet.dynamics.scheme import MOST_PERMISSIVE
from boolnet.report.attractors import TRAP_SPACES, format_attractors
from boolnet.report.json import describe_trap_spaces


@click.command("trap-spaces")
@asking(update=False)
def trap_spaces(asked: Asked) -> int:
    """Find all minimal trap spaces: the smallest spaces that no update leaves.

    A space fixes some nodes and leaves the others free. Each minimal trap space holds an
    attractor under every update scheme; under most-permissive update they are the attractors.

    \b
    Example:
      boolnet trap-spaces osteoimmune --environment ra
    """
    question = replace(asked.question, update=MOST_PERMISSIVE)
    with watched(asked.limits, quiet=asked.quiet) as budget:
        report = AttractorSearch(question, budget).report(asked.limit)
    warn_of_levels(asked, report, "T")
    if asked.as_json:
        finish(describe_trap_spaces(report, asked.options))
    else:
        text = format_attractors(report, asked.style, wording=TRAP_SPACES)
        click.echo(text, color=asked.style.colour)
        hint_at_conditions(asked, report)
    return exit_status(budget, report.coverage)
