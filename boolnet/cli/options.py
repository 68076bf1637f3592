"""Options that several commands share, each defined once.

A command that asks a question about a network is decorated with `asking`; it then gets one
`Asked` in place of its options.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeAlias

import click

from boolnet.analysis.question import Question
from boolnet.cli.completion import (
    complete_environment,
    complete_file,
    complete_node,
    complete_therapy,
)
from boolnet.cli.failure import Failure, wants_colour
from boolnet.cli.limits import LIMITS, Limits
from boolnet.cli.source import Source, open_source
from boolnet.cli.values import check_settings, read_perturbation, read_phenotypes, read_settings
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
    block_sequential,
)
from boolnet.errors import InputError
from boolnet.network.build import IGNORABLE
from boolnet.network.environment import Environment
from boolnet.network.library import RULES
from boolnet.network.perturbation import Perturbation
from boolnet.network.therapy import Therapy, combine
from boolnet.report.style import Style

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
SCHEMES: dict[str, UpdateScheme] = {
    scheme.name: scheme for scheme in (SYNCHRONOUS, ASYNCHRONOUS, GENERAL, MOST_PERMISSIVE)
}
BLOCKWISE = "block-sequential"

FILE = click.argument("file", metavar="FILE", shell_complete=complete_file)
UPDATE: tuple[Decorator, ...] = (
    click.option(
        "--update",
        type=click.Choice([*SCHEMES, BLOCKWISE]),
        default=ASYNCHRONOUS.name,
        show_default=True,
        help="Which nodes change together.",
    ),
    click.option(
        "--blocks",
        "block_text",
        metavar="'A,B;C'",
        help="The blocks of block-sequential update, in order; every node in one of them.",
    ),
)
IGNORE = click.option(
    "--ignore",
    metavar="CODE",
    multiple=True,
    type=click.Choice(sorted(IGNORABLE)),
    help="Read names that look mistyped (BN204, BN206) as they are written.",
)
ENVIRONMENT = click.option(
    "--environment",
    "-e",
    metavar="NAME",
    shell_complete=complete_environment,
    help="An environment of the model.",
)
ENVIRONMENTS = click.option(
    "--environment",
    "-e",
    "environments",
    metavar="NAME",
    multiple=True,
    shell_complete=complete_environment,
    help="An environment of the model; several one by one, or all.",
)
WITHIN: tuple[Decorator, ...] = (
    click.option(
        "--therapy",
        "therapies",
        metavar="NAME",
        multiple=True,
        shell_complete=complete_therapy,
        help="A therapy of the model, on top of the environment.",
    ),
    click.option(
        "--inputs",
        type=click.Choice(["0", "1", "free"]),
        help="The inputs that nothing else names. [default: free, or as the environment says]",
    ),
    click.option(
        "--set",
        "settings",
        metavar="NODE=0|1|free",
        multiple=True,
        help="The value of one input, on top of everything; several as A=1,B=0.",
    ),
)
CONDITIONS = (ENVIRONMENT, *WITHIN)
KNOCKOUT = click.option(
    "--knockout",
    "-k",
    "knockouts",
    metavar="NODE",
    multiple=True,
    shell_complete=complete_node,
    help="Hold a node at 0.",
)
HOLD: tuple[Decorator, ...] = (
    click.option(
        "--overexpress", "-o", "overexpressed", metavar="NODE", multiple=True,
        shell_complete=complete_node, help="Hold a node at 1.",
    ),
    click.option(
        "--block",
        "blocks",
        metavar="'A->B'",
        multiple=True,
        help="Let B see A as 0, other nodes as it is; 'A->B=1': as 1.",
    ),
)  # fmt: skip
PHENOTYPE = click.option(
    "--phenotype",
    "phenotypes",
    metavar="CONDITION",
    multiple=True,
    help="A condition to read off, such as 'Lost: BoneLoss & !OB', or the name of one of the "
    "model. [default: all of the model]",
)
LIMIT = click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    help="List at most so many; all are counted.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
LOOK: tuple[Decorator, ...] = (
    click.option("--no-color", is_flag=True, help="No colours; NO_COLOR=1 does the same."),
    click.option("--quiet", "-q", is_flag=True, help="No notes, hints and progress on stderr."),
)


@dataclass(frozen=True)
class Asked:
    """What a command was asked.

    Attributes:
        source: The network, and the model if it is one.
        question: The network under conditions; for ``knockout`` without the perturbation.
        perturbation: What is held, for ``knockout``; else part of the question.
        options: The options as they were given, for the JSON record.
        limit: How many to list.
        limits: What the search may spend.
        as_json: Whether JSON is wanted.
        style: The look of text.
        quiet: Whether stderr stays empty but for errors.
        extra: Options of this one command.
    """

    source: Source
    question: Question
    perturbation: Perturbation
    options: dict[str, Any]
    limit: int
    limits: Limits
    as_json: bool
    style: Style
    quiet: bool
    extra: dict[str, Any]


def asking(
    *,
    update: bool = True,
    knockout: bool = False,
    extra: Sequence[Decorator] = (),
    own: Collection[Decorator] = (),
) -> Callable[[Callable[[Asked], int]], Callable[..., Any]]:
    """Give a command FILE and the options about conditions, what is held, and output.

    Args:
        update: Whether the update scheme matters.
        knockout: Whether knockouts are arguments and are compared with the wild type.
        extra: Options of this command alone, shown first; they arrive in `Asked.extra`.
        own: `ENVIRONMENT` or `PHENOTYPE`, when the command has an option of its own for that.
    """
    nodes = click.argument("knockouts", metavar="[NODE]...", nargs=-1, shell_complete=complete_node)
    decorators = [
        FILE,
        *((nodes,) if knockout else ()),
        *extra,
        *(UPDATE if update else ()),
        *(option for option in CONDITIONS if option not in own),
        *(() if knockout else (KNOCKOUT,)),
        *HOLD,
        *(() if PHENOTYPE in own else (PHENOTYPE,)),
        LIMIT,
        *LIMITS,
        IGNORE,
        JSON,
        *LOOK,
    ]

    def decorate(function: Callable[[Asked], int]) -> Callable[..., Any]:
        @wraps(function)
        def command(**values: Any) -> int:
            return function(_ask(values, apart=knockout))

        decorated: Callable[..., Any] = command
        for decorator in reversed(decorators):
            decorated = decorator(decorated)
        return decorated

    return decorate


def _ask(values: dict[str, Any], *, apart: bool) -> Asked:
    """Turn options into a question; *apart* keeps the perturbation out of it.

    Raises:
        Failure: An option does not fit the network.
    """
    options = {key: list(v) if isinstance(v, tuple) else v for key, v in values.items()}
    for shown_only in ("as_json", "no_color", "quiet"):
        del options[shown_only]
    take = values.pop
    quiet, as_json = take("quiet"), take("as_json")
    source = open_source(take("file"), quiet=quiet, ignore=take("ignore"))
    settings = read_settings(source, take("settings"))
    held = read_perturbation(
        source, take("knockouts"), take("overexpressed"), take("blocks"),
        "knockout" if apart else "--knockout",
    )  # fmt: skip
    check_settings(source, settings, held)
    environment = read_environment(source, values.pop("environment", None))
    therapy = read_therapies(source, take("therapies"))
    update = read_update(source, values.pop("update", None), values.pop("block_text", None))
    phenotypes = read_phenotypes(source, values.pop("phenotypes", ()))
    try:
        question = Question(
            source.network,
            therapy.perturbation if apart else therapy.perturbation + held,
            therapy.treat(environment),
            take("inputs"),
            settings,
            update,
            phenotypes,
        )
    except InputError as error:
        raise Failure(str(error), place=source.path) from None
    _ = question.perturbed.functions  # belongs to reading: before the clock of a search runs
    return Asked(
        source,
        question,
        held,
        options,
        take("limit"),
        Limits(take("timeout"), take("memory"), take("effort")),
        as_json,
        find_style(no_color=take("no_color")),
        quiet,
        values,
    )


def with_options(*decorators: Callable[..., Any]) -> Decorator:
    """Arguments and options of one command, in the order in which its help shows them."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def read_environment(source: Source, name: str | None) -> Environment:
    """The environment called *name*, or none.

    Raises:
        Failure: FILE names no environments, or not this one.
    """
    if name is None:
        return Environment()
    if source.model is None:
        told = f"--environment {name}: a rule file names no environments"
        if source.path.endswith(RULES):
            told += ", its folder may: give the folder"
        raise Failure(f"{told}; set inputs with --set NODE=1 and --inputs 0", place=source.path)
    try:
        return source.model.environment(name)
    except InputError as error:
        raise Failure(f"--environment: {error}", place=source.path) from None


def read_environments(source: Source, names: Sequence[str]) -> tuple[Environment, ...]:
    """The environments called *names*; all for ``all``; one that sets nothing for none.

    Raises:
        Failure: FILE has none, or not this one.
    """
    found: dict[str, Environment] = {}
    for name in names:
        if name == "all" and source.model is not None and "all" not in source.model.environments:
            if not source.model.environments:
                told = "--environment all: the model names no environments"
                raise Failure(told, place=source.path)
            found |= source.model.environments
        else:
            environment = read_environment(source, name)
            found[environment.name] = environment
    return tuple(found.values()) or (Environment(),)


def read_therapies(source: Source, names: Sequence[str]) -> Therapy:
    """The therapies called *names*, as one.

    Raises:
        Failure: FILE names no therapies, or not these, or they contradict each other.
    """
    if names and source.model is None:
        told = "--therapy: a rule file names no therapies"
        raise Failure(
            f"{told}; switch inputs with --set, hold nodes with -k and -o", place=source.path
        )
    try:
        return combine(tuple(source.model.therapy(n) for n in names) if source.model else ())
    except InputError as error:
        raise Failure(f"--therapy: {error}", place=source.path) from None


def read_update(source: Source, name: str | None, block_text: str | None) -> UpdateScheme:
    """The update scheme called *name*, with its blocks.

    Raises:
        Failure: Blocks are missing, or given to another scheme, or do not fit the network.
    """
    if name != BLOCKWISE:
        if block_text is not None:
            raise Failure(f"--blocks goes with --update {BLOCKWISE}")
        return SCHEMES[name or ASYNCHRONOUS.name]
    if block_text is None:
        raise Failure(f"--update {BLOCKWISE} needs --blocks, such as --blocks 'A,B;C'")
    blocks = [
        [node.strip() for node in block.split(",") if node.strip()]
        for block in block_text.split(";")
    ]
    scheme = block_sequential(block for block in blocks if block)
    try:
        scheme.check(source.network)
    except InputError as error:
        raise Failure(f"--blocks: {error}", place=source.path) from None
    return scheme


def find_style(*, no_color: bool = False) -> Style:
    """The look that suits stdout."""
    terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns
    dumb = os.environ.get("TERM") == "dumb"
    return Style(columns, wants_colour(sys.stdout) and not no_color, not terminal or dumb)
