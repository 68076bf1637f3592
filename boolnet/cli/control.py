"""``boolnet control FILE --phenotype X=0``: all minimal sets of holds that bring that about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import click

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.experiments import list_experiments
from boolnet.analysis.interventions import InterventionReport, find_interventions
from boolnet.analysis.trial import Begin
from boolnet.analysis.wanted import OSCILLATES, Wanted
from boolnet.cli.answer import finish
from boolnet.cli.failure import Failure
from boolnet.cli.options import (
    ENVIRONMENT,
    ENVIRONMENTS,
    PHENOTYPE,
    Asked,
    asking,
    read_environments,
    read_therapies,
)
from boolnet.cli.places import choose, read_start
from boolnet.cli.source import Source
from boolnet.cli.values import read_phenotypes
from boolnet.cli.watch import exit_status, watched
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE
from boolnet.engines.budget import Budget, Coverage
from boolnet.logic.circuit import FALSE
from boolnet.network.environment import Environment
from boolnet.network.names import suggest
from boolnet.network.therapy import Therapy
from boolnet.report.control import format_control
from boolnet.report.control_json import describe_control

_VALUES: dict[str, bool | str] = {"0": False, "1": True, OSCILLATES: OSCILLATES}
_OPTIONS = (
    click.option(
        "--phenotype",
        "wanted",
        metavar="CONDITION=VALUE",
        required=True,
        help="What is wanted: a phenotype of the model, a node or a condition, and 0, 1 or "
        "oscillates, such as BoneLoss=0 or 'A & !B=1'. [default VALUE: 1]",
    ),
    ENVIRONMENTS,
    click.option(
        "--max-size",
        metavar="N",
        type=click.IntRange(0, 10),
        default=3,
        show_default=True,
        help="The size of the largest sets.",
    ),
    click.option(
        "--exclude",
        metavar="NAME",
        multiple=True,
        help="A node or a therapy that is not to be used; several as A,B.",
    ),
    click.option(
        "--only",
        metavar="NAME",
        multiple=True,
        help="Use these nodes and therapies, and no others; several as A,B.",
    ),
    click.option("--drugs-only", is_flag=True, help="Use the therapies of the model alone."),
    click.option("--edges", is_flag=True, help="Hold single regulations too."),
    click.option(
        "--markers", is_flag=True, help="Hold the nodes that the phenotype is read from too."
    ),
    click.option(
        "--some", is_flag=True, help="In some attractor is enough. [default: in every attractor]"
    ),
    click.option(
        "--temporary",
        is_flag=True,
        help="Release the holds again: what counts is what follows then.",
    ),
    click.option(
        "--from",
        "start",
        metavar="START",
        help="Count only what can be reached from here: wildtype for the attractor without the "
        "holds, or what boolnet reach --from takes.",
    ),
)


@click.command("control")
@asking(extra=_OPTIONS, own=(ENVIRONMENT, PHENOTYPE))
def control(asked: Asked) -> int:
    """Find all minimal sets of holds that bring about a phenotype.

    Nodes held at 0 or 1, therapies of the model and, with --edges, single regulations, alone
    and together: what makes the phenotype as wanted in every attractor, and why. No set is
    missing up to the size that is given, and none has a part to spare. Sets are found by
    solving, not one by one.

    \b
    Examples:
      boolnet control rank_nfatc1 --phenotype Osteoclast=0 -e low_rankl --max-size 1
      boolnet control osteoimmune --phenotype BoneLoss=0 -e ra --drugs-only
      boolnet control my.bnet --phenotype 'Apoptosis & !Growth' --exclude TP53 --edges
    """
    extra = asked.extra
    wanted = _read_wanted(asked)
    environments = _read_environments(asked)
    asked = replace(asked, question=replace(asked.question, environment=environments[0]))
    _check_scheme(asked)
    parts = _list_parts(asked, wanted)
    with watched(asked.limits, quiet=asked.quiet) as budget:
        start = None if extra["start"] is None else _read_start(asked, environments, budget)
        report = find_interventions(
            asked.question,
            wanted,
            parts,
            environments=environments,
            largest=extra["max_size"],
            every=not extra["some"],
            temporary=extra["temporary"],
            start=start,
            budget=budget,
        )
    _print(asked, report)
    return exit_status(budget, report.coverage)


def _print(asked: Asked, report: InterventionReport) -> None:
    if asked.as_json:
        finish(describe_control(report, asked.options, asked.limit))
        return
    begin = asked.extra["start"] or ""
    text = format_control(report, asked.style, limit=asked.limit, begin=begin)
    click.echo(text, color=asked.style.colour)


def _read_wanted(asked: Asked) -> Wanted:
    """What ``--phenotype`` asks for.

    Raises:
        Failure: BN601 (no such node), BN602 (no such value), BN605 (not a condition, or it
            never has this value).
    """
    text, source = asked.extra["wanted"], asked.source
    condition, equals, value = text.rpartition("=")
    if not equals:
        condition, value = text, "1"
    if value.strip() not in _VALUES:
        told = f"--phenotype {text}: the value must be 0, 1 or {OSCILLATES}"
        raise Failure(told, "BN602", source.path)
    if not condition.strip():
        told = f"--phenotype {text}: name a phenotype, such as --phenotype Resorption=0"
        raise Failure(told, "BN605", source.path)
    wanted = Wanted(read_phenotypes(source, [condition])[0], _VALUES[value.strip()])
    question = replace(asked.question, phenotypes=(wanted.phenotype,))
    always = question.conditions[wanted.phenotype.name][1] == FALSE
    if always and wanted.value is not True:
        raise Failure(f"--phenotype {text}: this phenotype always holds", "BN605", source.path)
    return wanted


def _read_environments(asked: Asked) -> tuple[Environment, ...]:
    """The environments that are given, each with the therapies that are given on top."""
    found = read_environments(asked.source, asked.extra["environments"])
    therapy = read_therapies(asked.source, asked.options["therapies"])
    return tuple(therapy.treat(environment) for environment in found)


def _check_scheme(asked: Asked) -> None:
    scheme = asked.question.update
    for option in ("temporary", "from"):
        given = asked.extra["start" if option == "from" else option]
        if given and scheme not in (ASYNCHRONOUS, MOST_PERMISSIVE):
            told = f"--{option} goes with asynchronous and most-permissive update, not with"
            raise Failure(f"{told} --update {scheme.name}", "BN603")


def _list_parts(asked: Asked, wanted: Wanted) -> tuple[Therapy, ...]:
    """The single experiments.

    Raises:
        Failure: BN601 (no such node or therapy), BN603 (contradictory options), or there are
            none.
    """
    extra, source = asked.extra, asked.source
    exclude = _read_names(source, "--exclude", extra["exclude"])
    only = _read_names(source, "--only", extra["only"])
    both = sorted(set(only) & set(exclude))
    if both:
        raise Failure(f"--only and --exclude both name {both[0]}", "BN603", source.path)
    therapies = () if source.model is None else tuple(source.model.therapies.values())
    if extra["drugs_only"]:
        if extra["edges"]:
            told = "--drugs-only leaves no regulations to hold: leave out --edges"
            raise Failure(told, "BN603", source.path)
        if not therapies:
            where = "a rule file" if source.model is None else "this model"
            told = f"--drugs-only: {where} names no therapies; leave it out to hold nodes"
            raise Failure(told, place=source.path)
    parts = list_experiments(
        asked.question,
        wanted.phenotype,
        therapies,
        nodes=not extra["drugs_only"],
        regulations=extra["edges"],
        markers=extra["markers"],
        only=only or None,
        exclude=exclude,
    )
    if not parts:
        told = f"there is nothing to hold: {wanted.phenotype.name} is read from"
        told = f"{told} {', '.join(wanted.phenotype.markers)}, which --markers lets you hold"
        if only or exclude or extra["drugs_only"]:
            told = "there is nothing to hold: --only, --exclude and --drugs-only leave nothing"
        raise Failure(told, place=source.path)
    return parts


def _read_names(source: Source, option: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Nodes and therapies; several in one text may be separated by commas."""
    therapies = () if source.model is None else tuple(source.model.therapies)
    known = {*source.network.index, *therapies}
    names = []
    for text in texts:
        for name in [text] if text in known else [word.strip() for word in text.split(",")]:
            if name not in known:
                hints = suggest(name, [*therapies, *source.network.names])
                hint = f"; did you mean {hints[0]}?" if hints else ""
                what = "node or therapy" if therapies else "node"
                told = f'{option}: there is no {what} "{name}"{hint}'
                raise Failure(told, "BN601", source.path)
            names.append(name)
    return tuple(dict.fromkeys(names))


def _read_start(asked: Asked, environments: Sequence[Environment], budget: Budget) -> Begin:
    """What ``--from`` names.

    Raises:
        Failure: See `read_start`; or the start is an attractor of one of several environments.
    """
    text = asked.extra["start"].strip()
    if text == "wildtype":
        text = "W1"
        asked = replace(asked, extra={**asked.extra, "start": text})
        _refuse_several(asked, environments, "wildtype")
        wild = AttractorSearch(replace(asked.question, phenotypes=()), budget).report(1)
        if wild.coverage is Coverage.COMPLETE and wild.count != 1:
            told = f"--from wildtype: there are {wild.count} attractors; choose one, such as W1"
            raise Failure(told, place=asked.source.path)
    place = read_start(asked, budget)
    if place.values is not None:
        return place.values
    if text[:1] in "AW" and text[1:].isdigit():
        _refuse_several(asked, environments, text)
    if place.attractor is not None:
        return place.attractor
    found = AttractorSearch(place.question, budget).report(max(asked.limit, place.number))
    return choose(asked.source, found, "--from", place.number)


def _refuse_several(asked: Asked, environments: Sequence[Environment], text: str) -> None:
    if len(environments) > 1:
        told = f"--from {text}: each environment has attractors of its own; give one environment"
        raise Failure(told, "BN603", asked.source.path)
