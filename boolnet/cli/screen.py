"""``boolnet screen FILE``: what each of many experiments changes."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from boolnet.analysis.knockout import find_knockout_effects
from boolnet.analysis.mutants import SETTINGS
from boolnet.analysis.screen import WORK, Screen
from boolnet.analysis.screen_run import ScreenResult, run_screen
from boolnet.analysis.screen_summary import summarise
from boolnet.cli.bar import run_bar
from boolnet.cli.failure import INTERRUPTED, STOPPED, Failure, say
from boolnet.cli.limits import LIMITS, STEPS, Limits
from boolnet.cli.options import (
    ENVIRONMENTS,
    FILE,
    HOLD,
    IGNORE,
    KNOCKOUT,
    LOOK,
    PHENOTYPE,
    UPDATE,
    WITHIN,
    Decorator,
    find_style,
    read_environments,
    read_therapies,
    read_update,
)
from boolnet.cli.screen_options import (
    EXPERIMENTS,
    START,
    read_screen_start,
    read_set,
)
from boolnet.cli.source import Source, open_source
from boolnet.cli.values import check_settings, read_perturbation, read_phenotypes, read_settings
from boolnet.cli.watch import exit_status, watched
from boolnet.engines.budget import Budget, Cause, Coverage
from boolnet.errors import FindingsError, FormatError, InputError
from boolnet.network.environment import Environment
from boolnet.network.perturbation import Perturbation
from boolnet.network.therapy import Therapy, combine
from boolnet.report.knockout import format_knockout
from boolnet.report.numbers import format_count, plural
from boolnet.report.screen import format_screen
from boolnet.report.screen_files import FORMATS, iter_lines, write_table
from boolnet.report.style import Style
from boolnet.runs.executors import OpenPool, cluster, processes

OUTPUT = (
    click.option(
        "--out",
        metavar="FOLDER",
        help="Keep the rows in a new folder as they come, and the table at the end.",
    ),
    click.option(
        "--resume", is_flag=True, help="Go on with the screen in the folder of --out."
    ),
    click.option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(list(FORMATS)),
        help="The table in the folder. [default: csv]",
    ),
    click.option(
        "--table",
        type=click.Choice(["csv", "jsonl"]),
        help="Print the rows in place of the summary.",
    ),
    click.option(
        "--top", metavar="N", type=click.IntRange(min=1), default=20, show_default=True,
        help="Show so many hits for each phenotype.",
    ),
    click.option(
        "--explain", metavar="N", type=click.IntRange(min=1),
        help="Tell what experiment N of the table does, and why; nothing else is computed.",
    ),
    click.option(
        "--workers", metavar="N", type=click.IntRange(min=1), default=1, show_default=True,
        help="Compute in so many processes.",
    ),
    click.option(
        "--cluster", "address", metavar="ADDRESS",
        help="Compute on the workers of a Dask scheduler, such as tcp://10.0.0.1:8786.",
    ),
    click.option(
        "--chunk", "together", metavar="N", type=click.IntRange(min=1),
        help="Compute and keep so many experiments together. [default: 128; 1024 for pairs; "
        "an eighth where inputs are free]",
    ),
    click.option(
        "--row-effort", metavar="N", type=click.FloatRange(min=0, min_open=True),
        default=WORK / STEPS, show_default=True,
        help="End the search of one experiment after so much work, about N seconds of it, at "
        "the same place in every run.",
    ),
    click.option(
        "--row-timeout", metavar="SECONDS", type=click.FloatRange(min=0, min_open=True),
        help="End it after so long by the clock, too: rows may then differ from run to run.",
    ),
    click.option(
        "--means", is_flag=True,
        help="Work out all means: on large oscillating attractors, and over more than 1000 "
        "attractors, too, which takes longer.",
    ),
)  # fmt: skip


def _decorate(function: Callable[..., Any]) -> Callable[..., Any]:
    options: tuple[Decorator, ...] = (
        FILE, *EXPERIMENTS, ENVIRONMENTS, *WITHIN, KNOCKOUT, *HOLD, PHENOTYPE, START,
        *UPDATE, *OUTPUT, LIMITS[0], IGNORE, *LOOK,
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@click.command("screen")
@_decorate
def screen(**values: Any) -> int:
    """Hold each node at 0 and at 1, and compare with the network without that.

    One row for each experiment and environment: its attractors, which of the baseline's are
    kept, lost and gained, what becomes of each phenotype, which readouts change, and how much
    is proven. What -k, -o, --block, --therapy and --set hold is held in every row and in the
    baseline.

    \b
    Examples:
      boolnet screen osteoimmune --environment ra --phenotype BoneLoss
      boolnet screen osteoimmune -e all --therapies --pairs --out screen
      boolnet screen my.bnet --inputs 0 --edges --table csv > edges.csv
    """
    order = _read(values)
    if order.explain is not None:
        return _explain(order)
    _hint_at_inputs(order)
    result, budget = _run(order)
    _show(order, result)
    if result.is_complete:
        return 0
    done = f"{result.progress.done:,} of {result.progress.total:,} parts are done"
    way = f"; go on with --out {order.out} --resume" if order.out else "; with --out they are kept"
    say("note", f"{budget.reason or 'stopped'}: {done}{way}")
    return INTERRUPTED if budget.cause is Cause.INTERRUPT else STOPPED


@dataclass(frozen=True)
class _Order:
    """What was asked."""

    source: Source
    screen: Screen
    style: Style
    quiet: bool
    top: int
    table: str | None
    out: str | None
    resume: bool
    formats: tuple[str, ...]
    explain: int | None
    open_pool: OpenPool | None
    together: int | None
    limits: Limits


def _read(values: dict[str, Any]) -> _Order:
    """Turn options into a screen.

    Raises:
        Failure: An option does not fit the network, or another option.
    """
    take = values.pop
    quiet = take("quiet")
    source = open_source(take("file"), quiet=quiet, ignore=take("ignore"))
    settings = read_settings(source, take("settings"))
    held = read_perturbation(source, take("knockouts"), take("overexpressed"), take("blocks"))
    check_settings(source, settings, held)
    therapy = read_therapies(source, take("therapies"))
    environments = read_environments(source, take("environments"))
    workers, address = take("workers"), take("address")
    if address is not None and workers > 1:
        raise Failure("--workers and --cluster: choose one of them")
    if address is not None and not re.search(r":\d+/?$", address):
        raise Failure(
            f"--cluster {address}: write a scheduler with its port, as tcp://10.0.0.1:8786"
        )
    open_pool = None
    if address is not None:
        open_pool = cluster(address)
        # Of a scheduler that is gone, Dask tells in tracebacks what boolnet says in a line.
        # A filter, since Dask sets levels when it is loaded, which is later.
        for name in ("client", "batched", "core", "comm.tcp"):
            logging.getLogger(f"distributed.{name}").addFilter(lambda record: False)
    out, resume, formats = take("out"), take("resume"), take("formats")
    if out is not None and not out.strip():
        raise Failure("--out: name a folder")
    if out is None and (resume or formats):
        raise Failure(f"{'--resume' if resume else '--format'} goes with --out FOLDER")
    try:
        asked = Screen(
            source.network,
            read_set(source, values),
            tuple(_treat(therapy, environment) for environment in environments),
            therapy.perturbation + held,
            take("inputs"),
            settings,
            read_update(source, take("update"), take("block_text")),
            read_phenotypes(source, take("phenotypes")),
            read_screen_start(source, take("start")),
            round(take("row_effort") * STEPS),
            seconds=take("row_timeout"),
            means=take("means"),
        )
    except (FindingsError, FormatError):
        raise  # they have codes and places of their own
    except InputError as error:
        raise Failure(str(error), place=source.path) from None
    return _Order(
        source,
        asked,
        find_style(no_color=take("no_color")),
        quiet,
        take("top"),
        take("table"),
        out,
        resume,
        formats or ("csv",),
        take("explain"),
        open_pool or (processes(workers) if workers > 1 else None),
        take("together"),
        Limits(take("timeout")),
    )


def _treat(therapy: Therapy, environment: Environment) -> Environment:
    """An environment with a therapy of the background, under its own name."""
    return replace(therapy.treat(environment), name=environment.name)


def _run(order: _Order) -> tuple[ScreenResult, Budget]:
    """Compute the rows, and write the table into the folder."""
    budget = order.limits.open_budget(lambda words: None)
    with run_bar(quiet=order.quiet) as bar:

        def stop() -> bool:
            if bar.stop():
                budget.stop("interrupted", Cause.INTERRUPT)
            return budget.spent

        result = run_screen(
            order.screen,
            folder=order.out,
            resume=order.resume,
            open_pool=order.open_pool,
            together=order.together,
            watch=bar.watch,
            stop=stop,
        )
        if order.out is not None and result.is_complete:
            for format_ in order.formats:
                path = Path(order.out) / f"rows.{format_}"
                left_out = write_table(path, format_, result.columns, result)
                if left_out:
                    told = f"{left_out:,} counts are too large for Parquet; their cells are empty"
                    say("warning", f"{path}: {told}")
    return result, budget


def _hint_at_inputs(order: _Order) -> None:
    """Where inputs are free each experiment is many: how to ask about fewer."""
    question = order.screen.questions[0]
    free, model = question.free_inputs, order.source.model
    if order.quiet or question.settings_count <= SETTINGS:
        return
    ways = "--inputs 0"
    if model is not None and model.environments:
        ways = f"--environment {next(iter(model.environments))} or {ways}"
    count = format_count(question.settings_count)
    say("hint", f"{len(free)} inputs are free, {count} settings for each experiment; {ways}: fewer")


def _show(order: _Order, result: ScreenResult) -> None:
    """Print what was found."""
    if order.table is not None:
        for line in iter_lines(order.table, result.columns, result):
            click.echo(line, nl=False)
        return
    rows = iter(result)
    first = next(rows, None)
    if first is None or first.number != 0:
        return  # stopped before the baseline was there
    names = [phenotype.name for phenotype in order.screen.phenotypes]
    summary = summarise(result, names, order.top)
    text = format_screen(order.screen, summary, order.style, is_complete=result.is_complete)
    click.echo(text, color=order.style.colour)
    if not order.quiet:
        if order.out is not None and result.is_complete:
            tables = ", ".join(f"rows.{format_}" for format_ in order.formats)
            say("note", f"the table is in {order.out}: {tables}")


def _explain(order: _Order) -> int:
    """What one experiment does, where it does something."""
    assert order.explain is not None
    screen, number = order.screen, order.explain
    member = next(screen.experiments.members(number - 1, number), None)
    if member is None:
        raise Failure(f"--explain {number}: there are {len(screen.experiments):,} experiments")
    try:
        experiment = combine(tuple(screen.experiments.parts[part] for part in member))
    except InputError as error:
        raise Failure(f"--explain {number}: {error}") from None
    held = experiment.perturbation
    nodes = dict(screen.network.close(held).nodes)  # what is held prevails over what is switched
    switched = sorted(item for item in experiment.inputs.items() if item[0] not in nodes)
    held += Perturbation(tuple(switched))
    with watched(order.limits, quiet=order.quiet) as budget:
        reports = [
            find_knockout_effects(question, held, budget=budget) for question in screen.questions
        ]
    telling = [
        report
        for report in reports
        if report.lost or report.gained or any(change.changed for change in report.phenotypes)
    ]
    for place, report in enumerate(telling or reports[:1]):
        gap = "\n" if place else ""
        click.echo(f"{gap}{format_knockout(report, order.style)}", color=order.style.colour)
    if telling and len(telling) < len(reports) and not order.quiet:
        others = plural(len(reports) - len(telling), "other environment")
        say("note", f"it changes nothing in {others}")
    if screen.start is not None and not order.quiet:
        say("note", "this is about all attractors; the rows count those reached from --from")
    complete = all(report.coverage is Coverage.COMPLETE for report in reports)
    return exit_status(budget, Coverage.COMPLETE if complete else Coverage.LOWER_BOUND)
