"""``boolnet new FILE``: a rule file to start from."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from boolnet.cli.convert import check_encoding, load_any
from boolnet.cli.failure import Failure
from boolnet.cli.table_options import DEFAULT_RULE, RELATION
from boolnet.diagnostics import Severity
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.conversion import Naming, convert
from boolnet.formats.files import read_bytes
from boolnet.formats.registry import find_format
from boolnet.formats.tables.default_rules import DEFAULT_RULES
from boolnet.formats.tables.read import find_titles
from boolnet.report.echo import show
from boolnet.report.numbers import plural
from boolnet.report.templates import TEMPLATES

_TABLES = ("sif", "interactions", "truthtable")
_NAMES = "; ".join(f"{name}: {line}" for name, (line, _) in TEMPLATES.items())


@click.command("new")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option(
    "--template",
    type=click.Choice(list(TEMPLATES)),
    default="network",
    show_default=True,
    help=f"What to start from. {_NAMES}.",
)
@click.option("--from-table", "table", metavar="TABLE", help="Start from interactions: SIF, CSV.")
@DEFAULT_RULE
@RELATION
@click.option("--encoding", default="utf-8", callback=check_encoding, help="How TABLE is encoded.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def new(
    file: str,
    template: str,
    table: str | None,
    default_rule: str,
    relations: dict[str, str],
    encoding: str,
    quiet: bool,
) -> int:
    """Write a rule file to start from: an explained template, or the rules of a table.

    A table has the columns source, sign and target, or those of OmniPath or SIGNOR; its rules
    are made by --default-rule, and its references come along. FILE is never overwritten.

    \b
    Examples:
      boolnet new egfr.bnet
      boolnet new egfr.bnet --from-table interactions.csv
    """
    context = click.get_current_context()
    chosen = context.get_parameter_source("template")
    if table is not None and chosen is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("--template and --from-table exclude each other")
    if file != "-" and os.path.lexists(file):
        raise Failure(f"{file} exists; boolnet new never overwrites")
    lines: list[str] = []
    if table is None:
        data = TEMPLATES[template][1].encode()
        lines.append(f"wrote {show(file)}: the template {template}")
    else:
        options = {"default_rule": default_rule, "relations": relations}
        data = _from_table(file, table, encoding, options, lines)
    if file == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    try:
        with Path(file).open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise Failure(f"cannot write {file}: {error.strerror}") from None
    if not quiet:
        click.echo("\n".join([*lines, f"next: boolnet check {show(file)}"]))
    return 0


def _from_table(
    file: str, table: str, encoding: str, options: dict[str, Any], lines: list[str]
) -> bytes:
    """The rule file of *table*; what there is to say goes to *lines*."""
    try:
        content, table, form_name = load_any(table)
        reading = read_bytes(content, table, encoding, form=form_name, options=options)
        if reading.format not in _TABLES:
            raise Failure(
                f"{table} is no table: {find_format(reading.format).title}; "
                f"boolnet convert {table} {file} reads it"
            )
        if reading.network is None:
            raise RuleFileError(table, reading.diagnostics, reading.source.text)
        form = find_format("bnet")
        done = convert(reading, reading.network, form, file, naming=Naming({}, {}))
    except FormatError as error:
        raise Failure(str(error), error.code) from None
    if done.failed:
        raise Failure(done.failed, place=table, status=1)
    network = done.before
    told = f"read {show(table)}: "
    if reading.format != "truthtable":
        told += f"{plural(len(reading.declared), 'interaction')}, "
    told += plural(len(network), "node")
    titles = find_titles(reading.source) if reading.format == "interactions" else ()
    lines.append(told + (f" (columns: {', '.join(titles)})" if titles else ""))
    left = [d for d in reading.diagnostics if d.severity is Severity.WARNING]
    lines += [f"warning: {finding.message} ({finding.code})" for finding in left[:5]]
    if len(left) > 5:
        lines.append(f"and {plural(len(left) - 5, 'more warning')}; boolnet check {show(table)}")
    inputs = len(network.inputs)
    of = f"{plural(len(network), 'rule')} ({plural(inputs, 'input')})"
    made = ""
    if any(finding.code == "BN708" for finding in reading.diagnostics):
        made = f'; rules were generated as "{DEFAULT_RULES[options["default_rule"]]}" (BN708)'
    lines.append(f"wrote {show(file)}: {of}{made}")
    return done.data
