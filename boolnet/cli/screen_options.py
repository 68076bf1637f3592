"""The options of ``boolnet screen``: which experiments, where they begin, where rows go."""

from __future__ import annotations

from collections.abc import Mapping
from math import comb
from typing import Any

import click

from boolnet.analysis.treatment import WILDTYPE
from boolnet.cli.completion import complete_node
from boolnet.cli.failure import Failure, say
from boolnet.cli.options import Decorator
from boolnet.cli.source import Source
from boolnet.cli.values import read_nodes, read_values
from boolnet.formats.experiment_list import read_experiments
from boolnet.network.perturbation_set import (
    Combinations,
    Listed,
    PerturbationSet,
    list_nodes,
    list_regulations,
)
from boolnet.network.therapy import Therapy

MOST = 10**15  # experiments; at a million a second these are thirty years
EXPERIMENTS: tuple[Decorator, ...] = (
    click.option("--knockouts", "all_knockouts", is_flag=True, help="Hold each node at 0."),
    click.option(
        "--overexpressions", "all_overexpressions", is_flag=True, help="Hold each node at 1."
    ),
    click.option(
        "--edges", is_flag=True, help="Let each target see each of its regulators as 0, and as 1."
    ),
    click.option("--therapies", "use_therapies", is_flag=True, help="Each therapy of the model."),
    click.option(
        "--only",
        metavar="NODE",
        multiple=True,
        shell_complete=complete_node,
        help="Of the nodes only these; several as A,B. [default: all]",
    ),
    click.option(
        "--list",
        "list_path",
        metavar="PATH",
        help="Experiments from a file, one a line, such as 'TNF=0 OPG=1', or the table of "
        "another screen.",
    ),
    click.option("--pairs", is_flag=True, help="All pairs of these, too: --size 2."),
    click.option(
        "--size",
        metavar="K",
        type=click.IntRange(min=1),
        help="All combinations of up to K of these. [default: 1]",
    ),
)
START = click.option(
    "--from",
    "start",
    metavar="START",
    help="Count only attractors that are reached from here: 'wildtype' for those without the "
    "experiment (a treatment), or values such as 'RANKL=1,others=0'.",
)


def read_set(source: Source, values: dict[str, Any]) -> PerturbationSet:
    """The experiments that the options name; takes its options out of *values*.

    Raises:
        Failure: An option does not fit the network, or there is no experiment.
        ExperimentListError: A list has mistakes.
    """
    take = values.pop
    network = source.network
    chosen = [
        value
        for value, name in ((False, "all_knockouts"), (True, "all_overexpressions"))
        if values.pop(name)
    ]
    edges, therapies, only = take("edges"), take("use_therapies"), take("only")
    path, pairs, size = take("list_path"), take("pairs"), take("size")
    if pairs and size not in (None, 2):
        raise Failure(f"--pairs is --size 2, and --size {size} was given, too: leave out one")
    largest = size or (2 if pairs else 1)
    if path is not None:
        if chosen or edges or therapies or only:
            raise Failure("--list names the experiments itself: leave out the other options")
        listed = _read_list(source, path)
        return listed if largest == 1 else _combine(tuple(listed), largest)
    names = read_nodes(source, "--only", only) if only else None
    if names and therapies and not (chosen or edges):
        raise Failure("--only names nodes, and --therapies alone holds none: add --knockouts")
    parts: list[Therapy] = []
    if chosen or not (edges or therapies):
        parts += list_nodes(network, chosen or (False, True), names)
    if edges:
        parts += [
            part
            for part in list_regulations(network)
            if names is None or {*part.perturbation.regulations[0][:2]} & set(names)
        ]
    if therapies:
        if source.model is None or not source.model.therapies:
            raise Failure(
                "--therapies: there are none; a model names them in model.toml", place=source.path
            )
        parts += source.model.therapies.values()
    if not parts:
        raise Failure("there is no experiment: the network has no such node or regulation")
    return _combine(tuple(parts), largest)


def _combine(parts: tuple[Therapy, ...], largest: int) -> Combinations:
    """All combinations, if they can be numbered.

    Raises:
        Failure: There are too many.
    """
    number = 0
    for size in range(1, min(largest, len(parts)) + 1):
        number += comb(len(parts), size)
        if number > MOST:
            raise Failure(
                f"--size {largest}: {len(parts)} single experiments have more than "
                f"{MOST:,} combinations; leave some out, or combine fewer"
            )
    return Combinations(parts, min(largest, len(parts)))


def _read_list(source: Source, path: str) -> Listed:
    therapies = source.model.therapies if source.model else {}
    found = read_experiments(path, source.network, therapies)
    for finding in found.findings:
        line = found.source.line(finding.span.start) if finding.span else 1
        say(finding.severity.value, f"{path}:{line}: {finding.message}")
    return found.experiments


def read_screen_start(source: Source, text: str | None) -> Mapping[str, bool] | str | None:
    """Where the experiments begin.

    Raises:
        Failure: It names no node, or no values.
    """
    if text is None or text.strip() == WILDTYPE:
        return text and WILDTYPE
    if "=" not in text and text.strip() not in ("0", "1"):
        told = f"--from {text}: write 'wildtype', or values such as 'RANKL=1,others=0'"
        raise Failure(told, "BN602", source.path)
    values, others = read_values(source, "--from", text)
    if others is None:
        return values
    return {**dict.fromkeys(source.network.names, others), **values}
