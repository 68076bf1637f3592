"""``boolnet truth-table FILE NODE``: the table of a rule, and a table back as a rule."""

from __future__ import annotations

import os
import sys

import click

from boolnet.analysis.truth_table import tabulate
from boolnet.cli.answer import finish, write_file
from boolnet.cli.completion import complete_node
from boolnet.cli.failure import Failure, say
from boolnet.cli.options import FILE, IGNORE, JSON, LOOK, find_style, with_options
from boolnet.cli.source import Source, open_source
from boolnet.cli.values import read_nodes, read_values
from boolnet.errors import FormatError, InputError, RuleFileError
from boolnet.formats.files import MAX_BYTES, load_bytes, read_bytes, too_large
from boolnet.formats.rule_edit import replace_rule
from boolnet.formats.truth_table import parse_table
from boolnet.logic.expression import Expression, symbols_of
from boolnet.network.library import RULES
from boolnet.network.names import suggest
from boolnet.report.echo import show
from boolnet.report.truth_table import (
    describe_truth_table,
    format_csv,
    format_latex,
    format_truth_table,
)


@click.command("truth-table")
@with_options(
    FILE,
    click.argument("node", metavar="NODE", shell_complete=complete_node),
    click.option(
        "--compact/--full",
        default=True,
        help="Few rows, with * for either value, or all rows. [default: --compact]",
    ),
    click.option("--csv", "form", flag_value="csv", help="Print CSV; --edit reads it back."),
    click.option("--latex", "form", flag_value="latex", help="Print a tabular for LaTeX."),
    click.option(
        "--set",
        "held",
        metavar="NODE=0|1",
        multiple=True,
        help="Only the rows with this value of a regulator; several as A=1,B=0.",
    ),
    click.option(
        "--limit",
        metavar="N",
        type=click.IntRange(1, 100_000),
        default=10_000,
        show_default=True,
        help="Refuse a table of more rows.",
    ),
    click.option(
        "--edit",
        "table",
        metavar="TABLE",
        type=click.Path(allow_dash=True),
        help="Make the rule of NODE, in FILE, the one that this table says; - is standard input.",
    ),
    click.option("--dry-run", is_flag=True, help="With --edit: show the change, write nothing."),
    IGNORE,
    JSON,
    *LOOK,
)
def truth_table(
    file: str,
    node: str,
    compact: bool,
    form: str | None,
    held: tuple[str, ...],
    limit: int,
    table: str | None,
    dry_run: bool,
    ignore: tuple[str, ...],
    as_json: bool,
    no_color: bool,
    quiet: bool,
) -> int:
    """Show the truth table of a node, or make a table the rule of a node.

    The compact table has few rows: the leaves of a decision tree. They never contradict each
    other and leave no case out, however many regulators there are. With --full there is a row
    for each case, up to 16 regulators.

    --edit reads a table (CSV, TSV, or one as this command prints it), makes a short rule of it,
    and puts it in place of the node's rule: only the text of that rule changes, comments stay.
    The file is read again before it is written: the rule means what the table says, and every
    other rule what it meant.

    \b
    Examples:
      boolnet truth-table rank_nfatc1 NFATc1
      boolnet truth-table my.bnet ERK --full --csv > erk.csv
      boolnet truth-table my.bnet ERK --edit erk.csv
    """
    if as_json and form is not None:
        raise click.UsageError(f"--json and --{form} exclude each other")
    if dry_run and table is None:
        raise click.UsageError("--dry-run goes with --edit")
    source = open_source(file, quiet=quiet or table is not None, ignore=ignore)
    (name, *others) = read_nodes(source, "truth-table", [node])
    if others:
        raise click.UsageError("name one node")
    if table is not None:
        return _edit(source, name, table, ignore, dry_run=dry_run, quiet=quiet)
    values: dict[str, bool] = {}
    for text in held:
        found, every = read_values(source, "--set", text)
        if every is not None:
            raise Failure(f"--set {text}: name a regulator, such as --set A=1", "BN602")
        values |= found
    try:
        rows = tabulate(source.network, name, compact=compact, held=values, most=limit)
    except InputError as error:
        raise Failure(str(error), place=source.path) from None
    if as_json:
        finish(describe_truth_table(source.network, rows))
    elif form == "csv":
        sys.stdout.write(format_csv(rows))
    elif form == "latex":
        click.echo(format_latex(rows))
    else:
        style = find_style(no_color=no_color)
        click.echo(format_truth_table(rows, style), color=style.colour)
    return 0


def _edit(
    source: Source, name: str, table: str, ignore: tuple[str, ...], *, dry_run: bool, quiet: bool
) -> int:
    path = _rule_file(source)
    reading = source.reading
    if source.model is not None or reading is None:
        reading = read_bytes(load_bytes(path), path, ignore=ignore)
    text = _load_table(table)
    try:
        rule = _read_table(source, name, text, table)
        edited = replace_rule(reading, name, rule, ignore)
    except RuleFileError:
        raise
    except FormatError as error:
        raise Failure(f"{error}\nnothing was written", error.code, table, status=1) from None
    if not edited.changed:
        if not quiet:
            click.echo(f"{show(path)}: the rule of {show(name)} means that already", err=True)
        return 0
    if edited.before:
        click.echo(show(f"-{edited.before}"))
    click.echo(show(f"+{edited.after}"))
    if not dry_run:
        write_file(path, edited.text.encode("utf-8"))
    if not quiet:
        done = "would be written" if dry_run else "written"
        told = f"line {edited.line:,} of {show(path)} {done}; every other rule means what it meant"
        click.echo(told, err=True)
        for other in edited.gone:
            say("note", f"no rule mentions {other} any more: it is no node of the file")
    return 0


def _load_table(table: str) -> str:
    if table != "-":
        data = load_bytes(table)
    else:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise FormatError(too_large(len(data), MAX_BYTES), "BN004")
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")  # as some spreadsheets save it
    return data.decode("utf-16" if wide else "utf-8-sig", "replace")


def _read_table(source: Source, name: str, text: str, table: str) -> Expression:
    target, rule = parse_table(text, "<stdin>" if table == "-" else table)
    if target != name:
        raise FormatError(f'the last column of the table is "{target}", not {name}')
    for other in symbols_of(rule):
        if other not in source.network.index:
            hints = suggest(other, source.network.names)
            hint = f"; did you mean {hints[0]}?" if hints else ""
            raise FormatError(f'there is no node "{other}"{hint}', "BN601")
    return rule


def _rule_file(source: Source) -> str:
    if source.path == "-":
        raise Failure("--edit needs a file; standard input cannot be changed")
    if source.model is None:
        return source.path
    if not os.path.lexists(source.path):
        raise Failure(f"{source.path} is a model that boolnet brings along; edit a copy of it")
    return str(source.model.path / RULES)
