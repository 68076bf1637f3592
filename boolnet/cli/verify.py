"""``boolnet verify [MODEL...]``: do the models show what they must show."""

from __future__ import annotations

from collections.abc import Sequence

import click

from boolnet.analysis.claims import ClaimResult, Status, verify_claims
from boolnet.analysis.sensitivity import measure_sensitivity
from boolnet.cli.answer import finish
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import Failure
from boolnet.cli.limits import LIMITS, Limits
from boolnet.cli.options import JSON, LOOK, find_style
from boolnet.cli.source import open_source
from boolnet.cli.watch import exit_status, watched
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import ClaimsError, InputError
from boolnet.network.claim import Claim
from boolnet.network.claims_file import read_claims
from boolnet.network.library import CLAIMS, Model, list_models
from boolnet.network.names import suggest
from boolnet.report.claims import format_claims, format_tally
from boolnet.report.claims_json import describe_claims
from boolnet.report.record import TOOL
from boolnet.report.sensitivity import describe_sensitivity, format_sensitivity
from boolnet.report.style import Style


@click.command("verify")
@click.argument("models", metavar="[MODEL]...", nargs=-1, shell_complete=complete_file)
@click.option("--claim", "ids", metavar="ID", multiple=True, help="Only this claim.")
@click.option("--brief", is_flag=True, help="Leave out the claims that passed.")
@click.option(
    "--sensitivity",
    is_flag=True,
    help="Change each rule (a regulator left out, or its sign turned) and list the changes that "
    "no claim notices.",
)
@LIMITS[0]
@LIMITS[1]
@LIMITS[2]
@JSON
@LOOK[0]
@LOOK[1]
def verify(
    models: tuple[str, ...],
    ids: tuple[str, ...],
    brief: bool,
    sensitivity: bool,
    timeout: float | None,
    memory: int | None,
    effort: float | None,
    as_json: bool,
    no_color: bool,
    quiet: bool,
) -> int:
    """Check the claims of each MODEL (all shipped models when none is named).

    A claim says what a readout does after a protocol, and who reported it; claims stand in
    the file claims.toml of a model folder. Exit status 1 when one fails that is not marked
    as a known limit, or when one so marked holds.

    \b
    Examples:
      boolnet verify osteoimmune
      boolnet verify --brief
      boolnet verify my-model --sensitivity
    """
    opened = [_open(name, ids, quiet=quiet) for name in models or list_models()]
    style = find_style(no_color=no_color)
    with watched(Limits(timeout, memory, effort), quiet=quiet) as budget:
        if sensitivity:
            complete = _measure(opened, budget, style, as_json=as_json)
            return exit_status(budget, Coverage.COMPLETE if complete else Coverage.LOWER_BOUND)
        done = []
        for model, claims in opened:
            results = _verify(model, claims, budget)
            done.append((model, results))
            if not as_json:
                if len(done) > 1:
                    click.echo()
                text = format_claims(model, results, style, brief=brief)
                click.echo(text, color=style.colour)
    every = [result for _, results in done for result in results]
    if as_json:
        finish(describe_claims(done, {"models": list(models), "claim": list(ids)}))
    elif len(done) > 1:
        click.echo(f"\n{len(done)} models, {format_tally(every, style)}", color=style.colour)
    if any(result.status.is_wrong for result in every):
        return 1
    undecided = any(result.status is Status.UNDECIDED for result in every)
    return exit_status(budget, Coverage.LOWER_BOUND if undecided else Coverage.COMPLETE)


def _open(name: str, ids: Sequence[str], *, quiet: bool) -> tuple[Model, list[Claim]]:
    """The model called *name* and those of its claims that are asked for.

    Raises:
        Failure: It is no model, has no claims, its claims have mistakes, or none has such an id.
    """
    source = open_source(name, quiet=quiet)
    model = source.model
    if model is None:
        raise Failure(
            f"{name} is a rule file and has no claims; give the folder of a model, with a file "
            f"{CLAIMS} in it"
        )
    try:
        claims = read_claims(model)
    except ClaimsError as error:
        number = len(error.problems)
        head = f"{error.path} has {number} mistakes:\n  " if number > 1 else ""
        raise Failure(head + "\n  ".join(error.problems)) from None
    except InputError as error:
        raise Failure(str(error)) from None
    if not claims:
        raise Failure(f"{name} has no claims: there is no {CLAIMS} in {model.path}, or it is empty")
    known = [claim.id for claim in claims]
    for wanted in ids:
        if wanted not in known:
            hints = suggest(wanted, known)
            hint = f"; did you mean {hints[0]}?" if hints else ""
            raise Failure(f'--claim: {name} has no claim "{wanted}"{hint}')
    return model, [claim for claim in claims if not ids or claim.id in ids]


def _verify(model: Model, claims: Sequence[Claim], budget: Budget) -> tuple[ClaimResult, ...]:
    done = 0

    def tell(_verdict: ClaimResult) -> None:
        nonlocal done
        done += 1
        budget.report(f"{model.name}: {done} of {len(claims)} claims")

    try:
        return verify_claims(model, claims, budget, tell)
    except InputError as error:
        raise Failure(str(error), place=str(model.path / CLAIMS)) from None


def _measure(
    opened: Sequence[tuple[Model, Sequence[Claim]]], budget: Budget, style: Style, *, as_json: bool
) -> bool:
    """Change the rules of each model and print who noticed; whether all of it was done."""
    records = []
    complete = True
    for model, claims in opened:

        def tell(done: int, total: int, name: str = model.name) -> None:
            budget.report(f"{name}: {done} of {total} changed rules")

        report = measure_sensitivity(model, claims, budget, tell)
        complete = complete and len(report.mutations) == report.total
        if as_json:
            records.append(describe_sensitivity(model, report))
        else:
            gap = "" if model is opened[0][0] else "\n"
            click.echo(f"{gap}{format_sensitivity(model, report, style)}", color=style.colour)
    if as_json:
        finish({"schema": "boolnet-sensitivity/1", "tool": TOOL, "models": records})
    return complete
