"""``boolnet explain CODE`` or ``FILE NODE``: what a message means, why a node is as it is."""

from __future__ import annotations

import os
import shlex
from typing import Any

import click

from boolnet.analysis.explanation import explain_nodes
from boolnet.analysis.question import Question
from boolnet.cli.answer import finish
from boolnet.cli.failure import Failure
from boolnet.cli.limits import LIMITS, STEPS, Limits
from boolnet.cli.options import (
    CONDITIONS,
    IGNORE,
    JSON,
    LOOK,
    UPDATE,
    find_style,
    read_environment,
    read_therapies,
    read_update,
    with_options,
)
from boolnet.cli.source import Source, open_source, read_places
from boolnet.cli.values import read_nodes, read_settings
from boolnet.cli.watch import watched
from boolnet.diagnostics import CODES
from boolnet.engines.budget import Budget
from boolnet.errors import InputError
from boolnet.network.library import list_models
from boolnet.report.explain import describe_explanations, format_explanation
from boolnet.report.pages import format_codes, read_page

SMALL = STEPS // 4  # steps that a look at the attractors may take unless asked for


@click.command("explain")
@with_options(
    click.argument("what", metavar="CODE|FILE"),
    click.argument("nodes", metavar="[NODE]...", nargs=-1),
    click.option(
        "--attractors/--no-attractors",
        "attractors",
        default=None,
        help="Look for all attractors, however long it takes, or for none. [default: for those "
        "that little work finds, as with --effort 0.25]",
    ),
    *UPDATE,
    *CONDITIONS,
    *LIMITS,
    IGNORE,
    JSON,
    *LOOK,
)
def explain(what: str, nodes: tuple[str, ...], **options: Any) -> int:
    """Explain the code of a message, or a node: when it is on, and what each regulator does.

    Of a node it says in words when it is on, when each regulator matters and who says so, what
    it regulates, which feedback loops it is in, what it does in the attractors, and what follows
    from holding it at 1 or at 0. What is forced, and the attractors, are those under the
    environment and the other conditions that are given.

    \b
    Examples:
      boolnet explain BN203
      boolnet explain codes
      boolnet explain rank_nfatc1 NFATc1
      boolnet explain osteoimmune RANKL --environment ovx --attractors
    """
    as_json, quiet = options["as_json"], options["quiet"]
    if not nodes:
        if as_json:
            raise click.UsageError("--json goes with FILE NODE")
        click.echo(_page(what).rstrip())
        return 0
    source = open_source(what, quiet=quiet, ignore=options["ignore"])
    chosen = read_nodes(source, "explain", nodes)
    question = _question(source, options)
    limits = Limits(options["timeout"], options["memory"], options["effort"])
    with watched(limits, quiet=quiet) as budget:
        spent: Budget | None = budget
        if options["attractors"] is False:
            spent = None
        elif options["attractors"] is None and limits == Limits():
            spent = Budget(work=SMALL)
        explained = explain_nodes(question, chosen, spent)
    if as_json:
        finish(describe_explanations(source.network, explained))
        return 0
    style = find_style(no_color=options["no_color"])
    text, places = read_places(source)
    environment = options["environment"]
    conditions = f" -e {shlex.quote(environment)}" if environment else ""
    parts = []
    for one in explained:
        rule, line = "", None
        target, span = places.targets.get(one.name), places.rules.get(one.name)
        if text is not None and target is not None:
            line = text.line(target.start)
            if what.endswith(".bnet") or source.model is not None:
                end = span.end if span is not None else target.end
                rule = " ".join(text.text[target.start : end].split())
        parts.append(
            format_explanation(
                source.network,
                one,
                style,
                rule=rule,
                line=line,
                file=shlex.quote(what),
                conditions=conditions,
            )
        )
    click.echo("\n\n".join(parts), color=style.colour)
    return 0


def _question(source: Source, options: dict[str, Any]) -> Question:
    """The network under the conditions that are given."""
    try:
        return Question(
            source.network,
            environment=read_therapies(source, options["therapies"]).treat(
                read_environment(source, options["environment"])
            ),
            perturbation=read_therapies(source, options["therapies"]).perturbation,
            inputs=options["inputs"],
            settings=read_settings(source, options["settings"]),
            update=read_update(source, options["update"], options["block_text"]),
        )
    except InputError as error:
        raise Failure(str(error), place=source.path) from None


def _page(code: str) -> str:
    wanted = code.strip()
    if wanted == "codes" and not os.path.lexists(wanted):
        return format_codes()
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
