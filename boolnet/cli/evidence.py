"""``boolnet evidence FILE [NODE]``: who says so; as a table for a spreadsheet, and back."""

from __future__ import annotations

import os

import click

from boolnet.cli.answer import finish, write_file
from boolnet.cli.completion import complete_node
from boolnet.cli.failure import Failure, say
from boolnet.cli.options import FILE, IGNORE, JSON, LOOK, find_style
from boolnet.cli.source import Source, open_source
from boolnet.cli.values import read_nodes
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.evidence_apply import Applied, apply_table
from boolnet.formats.evidence_table import read_table, row_of, rows_of, write_table
from boolnet.formats.files import load_bytes, read_bytes
from boolnet.network.library import RULES
from boolnet.report.echo import show
from boolnet.report.evidence import describe_evidence, format_evidence
from boolnet.report.numbers import plural

_MOST_SHOWN = 20  # lines that a report of changes lists
_BOM = "\ufeff"  # by which spreadsheets know that a text is UTF-8


@click.command("evidence")
@FILE
@click.argument("nodes", metavar="[NODE]...", nargs=-1, shell_complete=complete_node)
@click.option("--tsv", "as_tsv", is_flag=True, help="Print a tab-separated table.")
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    help="Write the table to PATH; with --apply, the rule file.",
)
@click.option(
    "--apply",
    "table",
    metavar="TABLE",
    help="Put the rows of an edited TABLE into the rule file.",
)
@click.option("--in-place", is_flag=True, help="With --apply: change FILE itself.")
@IGNORE
@JSON
@LOOK[0]
@LOOK[1]
def evidence(
    file: str,
    nodes: tuple[str, ...],
    as_tsv: bool,
    output: str | None,
    table: str | None,
    in_place: bool,
    ignore: tuple[str, ...],
    as_json: bool,
    no_color: bool,
    quiet: bool,
) -> int:
    """Show the evidence of each regulation: sources, cells, mechanism, confidence.

    NODE limits it to the regulations of these nodes. The table of -o can be edited in a
    spreadsheet and put back with --apply, which changes only the lines whose row changed.

    \b
    Examples:
      boolnet evidence rank_nfatc1 NFATc1
      boolnet evidence model.bnet -o evidence.tsv
      boolnet evidence model.bnet --apply evidence.tsv --in-place
    """
    if table is not None:
        if nodes or as_tsv or as_json:
            raise click.UsageError("--apply takes neither NODE nor --tsv or --json")
        if (output is None) == (not in_place):
            raise click.UsageError("--apply needs --in-place, or -o PATH for the new rule file")
        return _apply(file, table, output, ignore, quiet=quiet)
    if in_place:
        raise click.UsageError("--in-place goes with --apply")
    source = open_source(file, quiet=quiet, ignore=ignore)
    chosen = read_nodes(source, "evidence", nodes)
    if as_json:
        finish(describe_evidence(source.network, chosen))
    elif output is not None:
        rows = rows_of(source.network, chosen)
        write_file(output, (_BOM + write_table(rows)).encode("utf-8"))
        if not quiet:
            click.echo(f"wrote {show(output)}: {plural(len(rows), 'row')}", err=True)
    elif as_tsv:
        click.echo(write_table(rows_of(source.network, chosen)), nl=False)
    else:
        style = find_style(no_color=no_color)
        click.echo(format_evidence(source.network, chosen, style), color=style.colour)
    return 0


def _apply(
    file: str, table: str, output: str | None, ignore: tuple[str, ...], *, quiet: bool
) -> int:
    path = _rule_file(open_source(file, quiet=True, ignore=ignore), in_place=output is None)
    reading = read_bytes(load_bytes(path), path, ignore=ignore)
    network = reading.network
    if network is None:
        raise RuleFileError(path, reading.diagnostics, reading.source.text)
    keys = {k for node in network.nodes for e in node.evidence for k in row_of(e)}
    try:
        rows = read_table(load_bytes(table), keys)
        applied = apply_table(reading.source, network, rows)
    except FormatError as error:
        message = str(error)
        if error.code:  # the table cannot be opened
            raise Failure(message, error.code) from None
        message = message if "\n" not in message else f"rows that cannot be used:\n{message}"
        raise Failure(f"{message}\nnothing was written", "", table, status=1) from None
    data = applied.text.encode("utf-8")
    again = read_bytes(data, path, ignore=ignore)
    if again.network is None:
        reason = next(d.message for d in again.diagnostics if d.severity.rank == 2)
        raise Failure(
            f"the rule file would have an error: {reason}\nnothing was written", "", table
        )
    if output is not None or applied.changes:
        write_file(output or path, data)
    if not quiet:
        _tell(applied, rows.unknown, output or path)
    return 0


def _rule_file(source: Source, *, in_place: bool) -> str:
    if source.path == "-":
        raise Failure("--apply needs a file; standard input cannot be changed")
    if source.model is None:
        return source.path
    if in_place and not os.path.lexists(source.path):
        raise Failure(
            f"{source.path} is a model that boolnet brings along; write to your own file with -o"
        )
    return str(source.model.path / RULES)


def _tell(applied: Applied, unknown: tuple[str, ...], path: str) -> None:
    """What was done, on stderr."""
    for column in unknown:
        say("note", f'the column "{column}" is not known; it is left out')
    if applied.left:
        pairs = ", ".join(f"{r} - {t}" for r, t in applied.left[:_MOST_SHOWN])
        say("note", f"not in the table, left as they are: {pairs}")
    for change in applied.changes[:_MOST_SHOWN]:
        for sign, line in (("-", change.before), ("+", change.after)):
            if line:
                click.echo(show(f"{sign} {line}"), err=True)
    more = len(applied.changes) - _MOST_SHOWN
    if more > 0:
        click.echo(f"and {plural(more, 'more line')}", err=True)
    added = sum(not change.before for change in applied.changes)
    gone = sum(not change.after for change in applied.changes)
    changed = len(applied.changes) - added - gone
    click.echo(
        f"{show(path)}: {plural(changed, 'line')} changed, {added:,} added, {gone:,} removed",
        err=True,
    )
