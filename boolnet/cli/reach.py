"""``boolnet reach FILE --from START``: what can be reached, by which steps, or why not."""

from __future__ import annotations

import click

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.reachability import ReachReport, Start, find_reachable
from boolnet.cli.answer import finish
from boolnet.cli.failure import say
from boolnet.cli.options import Asked, asking
from boolnet.cli.places import choose, names_attractor, read_start, read_targets
from boolnet.cli.watch import exit_status, watched
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE
from boolnet.engines.budget import Budget
from boolnet.report.reach import format_reach
from boolnet.report.reach_json import describe_reach

_FROM = click.option(
    "--from",
    "start",
    metavar="START",
    required=True,
    help="Where to begin: values such as 'RANKL=1,OPG=0' (nodes that are not named take both "
    "values; add others=0 to hold them down), 0 for all nodes 0, an environment for its resting "
    "state, A2 for an attractor, W2 for one of the network without -k, -o and --block.",
)
_TO = click.option(
    "--to",
    "targets",
    metavar="TARGET",
    multiple=True,
    help="What may be reached: A2 for an attractor, values, a condition or a phenotype. "
    "[default: all attractors]",
)
_UPDATE = click.option(
    "--update",
    type=click.Choice([ASYNCHRONOUS.name, MOST_PERMISSIVE.name]),
    default=ASYNCHRONOUS.name,
    show_default=True,
    help="Which nodes change together.",
)

_START_STATE = "BN606"


@click.command("reach")
@asking(update=False, extra=[_FROM, _TO, _UPDATE])
def reach(asked: Asked) -> int:
    """Find which attractors, or which states, can be reached from a start.

    What is reached comes with a path: the nodes that change, one after the other, each with
    the rule that made it. What is not reached comes with the reason. What is held is held
    from the first state on. Values of free inputs in --from act like --set.

    \b
    Examples:
      boolnet reach rank_nfatc1 --environment standard_culture --from resting
      boolnet reach osteoimmune -e ovx -o OPG --from W2 --to BoneLoss
      boolnet reach my.bnet --from 'TNF=1,others=0' --to 'NFKB=1,Apoptosis=0'
    """
    with watched(asked.limits, quiet=asked.quiet) as budget:
        label, report = _find(asked, budget)
    if asked.as_json:
        finish(describe_reach(report, label, asked.options))
    else:
        click.echo(format_reach(report, label, asked.style), color=asked.style.colour)
    return exit_status(budget, report.coverage)


def _find(asked: Asked, budget: Budget) -> tuple[str, ReachReport]:
    place = read_start(asked, budget)
    texts = asked.extra["targets"]
    attractors = None
    if not texts or place.number or any(names_attractor(text) for text in texts):
        attractors = AttractorSearch(place.question, budget).report(asked.limit)
    start: Start | None = place.attractor if place.values is None else place.values
    if start is None:
        assert attractors is not None
        start = choose(asked.source, attractors, "--from", place.number)
    targets = read_targets(asked, texts, attractors) if texts else None
    report = find_reachable(place.question, start, targets, attractors=attractors, budget=budget)
    if place.values and report.start.free and not asked.quiet:
        number = len(report.start.free)
        nodes = "a node" if number == 1 else f"{number:,} nodes"
        say(
            f"warning[{_START_STATE}]",
            f"the start state leaves {nodes} open; all their values are tried "
            "(others=0 gives the others a value)",
        )
    return place.label, report
