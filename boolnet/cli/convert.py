"""``boolnet convert FROM TO``: another format, with the proof that the meaning is unchanged."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from boolnet.cli.answer import finish, write_file
from boolnet.cli.completion import complete_file
from boolnet.cli.failure import Failure, say
from boolnet.cli.options import IGNORE, JSON
from boolnet.cli.source import open_source
from boolnet.cli.table_options import DEFAULT_RULE, RELATION
from boolnet.diagnostics import Severity
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.conversion import Conversion, Naming, convert
from boolnet.formats.dialects import READERS, Reader, find_reader
from boolnet.formats.files import MAX_BYTES, load_bytes, read_bytes, too_large
from boolnet.formats.reading import Reading
from boolnet.formats.registry import FORMATS, Format, find_format, promised_format
from boolnet.formats.renaming import format_names, parse_names
from boolnet.formats.truth.read import gather_tables
from boolnet.network.library import RULES
from boolnet.network.network import Network
from boolnet.report.conversion import (
    Beside,
    describe_conversion,
    format_conversion,
    format_failure,
)

_TABLE = ".names.tsv"
_SHEETS = (".csv", ".tsv", ".txt")
_MOST_FILES = 10_000  # of a folder that are looked at


def check_encoding(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """The value of ``--encoding``, if Python knows it."""
    try:
        "".encode(value)
    except LookupError:
        raise click.BadParameter(f'there is no encoding "{value}"') from None
    return value


def _split(_context: click.Context, _option: click.Parameter, value: str | None) -> list[Reader]:
    try:
        return [find_reader(name) for name in (value or "").split(",") if name.strip()]
    except FormatError as error:
        raise click.BadParameter(str(error)) from None


def _pairs(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values:
        old, equals, new = value.rpartition("=")
        if not equals or not old.strip() or not new.strip():
            raise click.BadParameter(f'"{value}" is not OLD=NEW')
        if pairs.setdefault(old.strip(), new.strip()) != new.strip():
            raise click.BadParameter(f'"{old.strip()}" is given two names')
    return pairs


@click.command("convert")
@click.argument("file", metavar="FROM", shell_complete=complete_file)
@click.argument("output", metavar="TO", type=click.Path(allow_dash=True))
@click.option("--from", "source_form", metavar="FORMAT", help="The format of FROM.")
@click.option("--to", "form_name", metavar="FORMAT", help="The format of TO.")
@click.option(
    "--for",
    "readers",
    metavar="PROGRAM,...",
    callback=_split,
    help=f"Write what these programs read: {', '.join(r.name for r in READERS)}.",
)
@click.option("--names", "table", metavar="TABLE", help="Undo the renaming of a .names.tsv file.")
@click.option(
    "--rename", "chosen", metavar="OLD=NEW", multiple=True, callback=_pairs, help="Rename a node."
)
@click.option("--keep-names", "keep", is_flag=True, help="Refuse instead of renaming a node.")
@click.option(
    "--no-annotations", "bare", is_flag=True, help="Leave out what #@ lines say; .bnet only."
)
@click.option("--no-clobber", "-n", is_flag=True, help="Do not replace a file that exists.")
@DEFAULT_RULE
@RELATION
@click.option(
    "--encoding",
    default="utf-8",
    callback=check_encoding,
    help="How FROM is encoded, if it is a text.",
)
@IGNORE
@JSON
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def convert_file(
    file: str,
    output: str,
    source_form: str | None,
    form_name: str | None,
    readers: list[Reader],
    table: str | None,
    chosen: dict[str, str],
    keep: bool,
    bare: bool,
    no_clobber: bool,
    default_rule: str,
    relations: dict[str, str],
    encoding: str,
    ignore: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> int:
    """Convert a rule file, and prove that the meaning is unchanged.

    The suffix of TO tells its format. What is written is read again and compared with FROM,
    rule by rule, before TO is replaced. A name that the format cannot hold is changed;
    TO.names.tsv then has the old and the new names, and --names undoes it. Either file may
    be - for standard input or output.

    \b
    Examples:
      boolnet convert model.sbml model.bnet
      boolnet convert model.bnet portable.bnet --for r-boolnet,ginsim
      boolnet convert portable.bnet back.bnet --names portable.names.tsv
    """
    try:
        if as_json and output == "-":
            raise click.UsageError("--json needs a file; standard output cannot hold both")
        _refuse_output(file, output, no_clobber=no_clobber)
        form = _target(output, form_name)
        options = {"default_rule": default_rule, "relations": relations}
        reading, network = _read(file, source_form or "", encoding, ignore, options, quiet=quiet)
        undo = _read_table(table)
        naming = Naming({new: old for old, new in undo.items()}, chosen, keep)
        shown = "<stdout>" if output == "-" else output
        done = convert(
            reading, network, form, shown, naming=naming, readers=readers, annotations=not bare
        )
    except FormatError as error:
        raise Failure(str(error), error.code) from None
    if done.failed:
        told = f"{format_failure(done)}\nnothing was written"
        raise Failure(told, place=output, status=1)
    names_path = ""
    beside: Beside = ()
    if output != "-":
        beside = _write_beside(output, done)
        if done.names:
            names_path = str(Path(output).with_suffix("")) + _TABLE
            if no_clobber and os.path.lexists(names_path):
                raise Failure(f"{names_path} exists, and --no-clobber was given")
            write_file(names_path, format_names(done.names).encode())
    if output == "-":
        sys.stdout.buffer.write(done.data)
        sys.stdout.buffer.flush()
    else:
        write_file(output, done.data)
    if as_json:
        finish(
            describe_conversion(reading, done, form, output=output, table=names_path, beside=beside)
        )
    elif not quiet:
        lines = format_conversion(
            reading, done, form, table=names_path, beside=beside, programs=len(readers)
        )
        click.echo("\n".join(lines), err=output == "-")
    return 0


def _write_beside(output: str, done: Conversion) -> Beside:
    """Write the files that go with *output*; one that exists is somebody's work and stays.

    Returns:
        Their paths, each with whether it was written.
    """
    written = []
    for suffix, data in done.beside.items():
        path = str(Path(output).with_suffix(suffix))
        fresh = not os.path.lexists(path)
        if fresh:
            write_file(path, data)
        written.append((path, fresh))
    return tuple(written)


def _target(output: str, name: str | None) -> Format:
    form = find_format(name) if name else promised_format(output)
    known = ", ".join(form.name for form in FORMATS if form.writes)
    if form is None and output.lower().endswith((".csv", ".tsv")):
        raise FormatError(
            f"{output} could hold interactions or truth tables; "
            "say --to interactions (which loses the rules) or --to truthtable"
        )
    if form is None:
        what = "standard output" if output == "-" else output
        raise FormatError(f"the format of {what} is not known; name it with --to: {known}")
    if not form.writes:
        raise FormatError(f"{form.title} can be read, but not written; there are {known}")
    return form


def _refuse_output(file: str, output: str, *, no_clobber: bool) -> None:
    if output == "-" or not os.path.lexists(output):
        folder = Path(output).parent
        if output != "-" and not folder.is_dir():
            raise Failure(f"cannot write {output}: there is no folder {folder}")
        return
    if Path(output).is_dir():
        raise Failure(f"cannot write {output}: it is a folder")
    if no_clobber:
        raise Failure(f"{output} exists, and --no-clobber was given")
    if file != "-" and Path(file).exists() and Path(file).samefile(output):
        raise Failure(
            f"FROM and TO are the same file: {output}; its comments would be lost, "
            "write to another one"
        )


def load_any(file: str, ignore: tuple[str, ...] = ()) -> tuple[bytes, str, str]:
    """The contents of FILE, its name, and its format where that is sure: empty if it is not.

    FILE is a file, ``-``, a model, or a folder of truth tables.

    Raises:
        Failure: There is nothing of that name.
        FormatError: It cannot be read.
    """
    if file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Failure(too_large(len(data), MAX_BYTES), "BN004", "<stdin>")
        return data, "<stdin>", ""
    path = Path(file)
    if path.is_dir() and not (path / RULES).exists():
        tables = _gather(path)
        if tables:
            return tables, file, "truthtable"
    if not path.is_file():  # a model, its folder, or nothing
        source = open_source(file, quiet=True, ignore=ignore)
        file = str(source.model.path / RULES) if source.model is not None else file
    return load_bytes(file), file, ""


def _gather(folder: Path) -> bytes:
    """The truth tables in *folder*, one behind the other."""
    files: list[tuple[str, bytes]] = []
    left = MAX_BYTES
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _SHEETS and path.is_file() and len(files) < _MOST_FILES:
            files.append((path.name, load_bytes(str(path), left)))
            left -= len(files[-1][1])
    return gather_tables(files)


def _read(
    file: str,
    form: str,
    encoding: str,
    ignore: tuple[str, ...],
    options: dict[str, Any],
    *,
    quiet: bool,
) -> tuple[Reading, Network]:
    data, path, found = load_any(file, ignore)
    reading = read_bytes(data, path, encoding, ignore=ignore, form=form or found, options=options)
    if reading.network is None:
        raise RuleFileError(reading.source.path, reading.diagnostics, reading.source.text)
    warnings = reading.count(Severity.WARNING)
    if warnings and not quiet:
        found = "a warning" if warnings == 1 else f"{warnings:,} warnings"
        say("note", f"{path} has {found}; boolnet check shows more")
    return reading, reading.network


def _read_table(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return parse_names(load_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FormatError(f"{path} is not UTF-8") from None
    except FormatError as error:
        raise FormatError(f"{path}: {error}" if path not in str(error) else str(error)) from None
