"""``boolnet stats FILE...``: networks in numbers, side by side."""

from __future__ import annotations

import sys

import click

from boolnet.analysis.statistics import Statistics, compute_statistics
from boolnet.cli.answer import finish
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import COULD_NOT_RUN, say
from boolnet.cli.options import IGNORE, JSON, LOOK, find_style, with_options
from boolnet.cli.source import open_source
from boolnet.errors import BoolnetError
from boolnet.report.statistics import describe_statistics, format_csv, format_statistics


@click.command("stats")
@with_options(
    click.argument(
        "files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_file
    ),
    click.option("--csv", "as_csv", is_flag=True, help="Print CSV, a row for each file."),
    IGNORE,
    JSON,
    *LOOK,
)
def stats(
    files: tuple[str, ...],
    as_csv: bool,
    ignore: tuple[str, ...],
    as_json: bool,
    no_color: bool,
    quiet: bool,
) -> int:
    """Count nodes, regulations and kinds of rules, of one network or of several side by side.

    Regulations by sign, regulators and size of rules, the shares of unate, canalising, nested
    canalising and threshold functions, bias, average sensitivity, components, feedback loops by
    sign, and how many regulations have evidence. Everything is a property of the functions,
    never of their spelling. A file that cannot be read is named, the others are counted.

    \b
    Examples:
      boolnet stats rank_nfatc1
      boolnet stats rank_nfatc1 il17 jak_stat3
      boolnet stats models/*.bnet --csv > models.csv
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other")
    found: list[tuple[str, Statistics]] = []
    refused: list[tuple[str, str]] = []
    for file in files:
        try:
            source = open_source(file, quiet=True, ignore=ignore)
            found.append((file, compute_statistics(source.network)))
        except (BoolnetError, click.ClickException) as error:
            if len(files) == 1:
                raise
            told = error.format_message() if isinstance(error, click.ClickException) else str(error)
            refused.append((file, told.splitlines()[0]))
            if not quiet:
                say("error", f"{file} is left out: {refused[-1][1]}")
    if as_json:
        finish(describe_statistics(found, refused))
    elif as_csv:
        sys.stdout.write(format_csv(found))
    elif found:
        style = find_style(no_color=no_color)
        click.echo(format_statistics(found, style), color=style.colour)
    return COULD_NOT_RUN if refused else 0
