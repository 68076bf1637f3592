"""``boolnet check FILE...``: everything there is to say about rule files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import click

from boolnet import __version__
from boolnet.diagnostics import Applicability, Diagnostic, Fix, Severity
from boolnet.engines.budget import Budget
from boolnet.errors import FormatError
from boolnet.formats.files import MAX_BYTES, load_bytes, read_bytes, replace_file, too_large
from boolnet.formats.reading import Reading
from boolnet.formats.review import review
from boolnet.language.edits import apply_fixes
from boolnet.language.source import SourceText
from boolnet.report.diagnostics import (
    MAX_SHOWN,
    count_noun,
    format_diagnostic,
    format_json,
    format_line,
    format_more,
    format_summary,
)

_PATIENCE = 10.0  # seconds for what needs a search
_ROUNDS = 5  # a fix may make room for another one
_LEVELS = {"error": Severity.ERROR.rank, "warning": Severity.WARNING.rank, "never": 99}


@dataclass(frozen=True, slots=True)
class _Style:
    form: str
    ascii_only: bool
    colour: bool
    most: int
    quiet: bool


def _split(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> list[str]:
    """``BN1,BN203`` and repeated options to a list of prefixes."""
    prefixes = [part.strip().upper() for value in values for part in value.split(",")]
    for prefix in prefixes:
        if not prefix.startswith("BN"):
            raise click.BadParameter(f'"{prefix}" is not a code; codes look like BN203')
    return prefixes


def _known(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        bytes(range(256)).decode(value, "backslashreplace")
    except (LookupError, ValueError):
        raise click.BadParameter(f'there is no encoding "{value}"') from None
    return value


@click.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    help="How findings are printed.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Print only ASCII characters.")
@click.option(
    "--max-diagnostics",
    "most",
    type=click.IntRange(min=0),
    default=MAX_SHOWN,
    show_default=True,
    help="Print at most so many findings of a file; all are counted.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    help="Refuse larger files.",
)
@click.option("--encoding", default="utf-8", callback=_known, help="How the text is encoded.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_LEVELS)),
    default="error",
    show_default=True,
    help="Exit with status 1 from this severity on.",
)
@click.option("--select", multiple=True, callback=_split, help="Only these codes: BN1,BN203.")
@click.option("--ignore", multiple=True, callback=_split, help="Without these codes.")
@click.option(
    "--profile",
    type=click.Choice(["default", "publish"]),
    default="default",
    show_default=True,
    help="publish: also say which regulations have no evidence (BN502).",
)
@click.option("-q", "--quiet", is_flag=True, help="Hide notes.")
@click.option("--fix", is_flag=True, help="Correct what surely keeps the meaning, in place.")
@click.option("--unsafe", is_flag=True, help="With --fix: also what likely was meant.")
def check(
    files: Sequence[str],
    form: str,
    as_json: bool,
    ascii_only: bool,
    most: int,
    max_bytes: int,
    encoding: str,
    fail_on: str,
    select: list[str],
    ignore: list[str],
    profile: str,
    quiet: bool,
    fix: bool,
    unsafe: bool,
) -> None:
    """Check rule files, and say what is wrong, where, and what to do about it.

    FILE is a .bnet file, or - for standard input. The exit status is 0 without errors, 1 with
    errors (see --fail-on), and 2 when a file cannot be read.
    """
    if unsafe and not fix:
        raise click.UsageError("--unsafe goes with --fix")
    if fix and "-" in files:
        raise click.UsageError("--fix needs a file; standard input cannot be changed")
    form = "json" if as_json else form
    readings = []
    for path in files:
        reading = _read(path, max_bytes, encoding)
        if fix:
            reading = _correct(reading, path, encoding, unsafe=unsafe)
        reading = review(reading, publish=profile == "publish" or "BN502" in select)
        reading = _advise(reading)
        found = tuple(d for d in reading.diagnostics if _is_wanted(d.code, select, ignore))
        readings.append(replace(reading, diagnostics=found))
    colour = form == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    _print(readings, _Style(form, ascii_only, bool(colour), most, quiet))
    sys.exit(_status(readings, _LEVELS[fail_on]))


def _read(path: str, max_bytes: int, encoding: str) -> Reading:
    try:
        if path == "-":
            data = sys.stdin.buffer.read(max_bytes + 1)
            if len(data) > max_bytes:
                raise FormatError(too_large(len(data), max_bytes), "BN004")
            path = "<stdin>"
        else:
            data = load_bytes(path, max_bytes)
    except FormatError as error:
        advice = "raise the limit with --max-bytes" if error.code == "BN004" else None
        finding = Diagnostic(error.code, Severity.ERROR, str(error), help=advice)
        return Reading(SourceText.of("", path), None, (finding,))
    return read_bytes(data, path, encoding)


def _advise(reading: Reading) -> Reading:
    """*reading* with what only a search for attractors can tell."""
    if reading.network is None or not reading.network.ladders:
        return reading
    from boolnet.analysis.ladders import check_ladders  # loads the solver

    found = check_ladders(reading.network, reading.source.text, Budget(seconds=_PATIENCE))
    return replace(reading, diagnostics=(*reading.diagnostics, *found))


def _is_wanted(code: str, select: list[str], ignore: list[str]) -> bool:
    # A file that cannot be read is no opinion that can be turned off.
    if code == "BN001":
        return True
    return (not select or code.startswith(tuple(select))) and not code.startswith(tuple(ignore))


def _status(readings: Sequence[Reading], level: int) -> int:
    findings = [finding for reading in readings for finding in reading.diagnostics]
    if any(finding.code == "BN001" for finding in findings):
        return 2
    return int(any(finding.severity.rank >= level for finding in findings))


# -- fixing --------------------------------------------------------------------------------


def _fixes(reading: Reading, *, unsafe: bool) -> list[Fix]:
    wanted = {Applicability.SAFE} | ({Applicability.LIKELY} if unsafe else set())
    return [d.fix for d in reading.diagnostics if d.fix and d.fix.applicability in wanted]


def _correct(reading: Reading, path: str, encoding: str, *, unsafe: bool) -> Reading:
    """Carry out the fixes of *reading* in the file *path* and read it again."""
    total = 0
    for _ in range(_ROUNDS):
        text, carried = apply_fixes(reading.source.text, _fixes(reading, unsafe=unsafe))
        if not carried:
            break
        total += carried
        reading = read_bytes(text.encode(encoding), path, encoding)
    if total:
        try:
            replace_file(path, reading.source.text.encode(encoding))
        except OSError as error:
            raise click.ClickException(f"cannot write {path}: {error.strerror}") from None
        click.echo(f"{path}: {count_noun(total, 'problem')} fixed", err=True)
    return reading


# -- printing ------------------------------------------------------------------------------


def _print(readings: Sequence[Reading], style: _Style) -> None:
    shown = [_shown(reading, style) for reading in readings]
    if style.form == "json":
        click.echo(format_json(readings, shown, version=__version__))
        return
    for reading, findings in zip(readings, shown, strict=True):
        if any(finding.code == "BN001" for finding in findings):
            text = format_diagnostic(findings[0], reading.source, ascii_only=style.ascii_only)
            click.echo(text, err=True)
            continue
        for finding in findings:
            if style.form == "concise":
                click.echo(format_line(finding, reading.source, ascii_only=style.ascii_only))
            else:
                text = format_diagnostic(
                    finding, reading.source, ascii_only=style.ascii_only, colour=style.colour
                )
                click.echo(text + "\n")
        countable = [d for d in reading.diagnostics if _is_loud(d, style)]
        if len(countable) > len(findings):
            click.echo(format_more(len(countable) - len(findings), ascii_only=style.ascii_only))
        fixable = len(_fixes(reading, unsafe=False))
        click.echo(format_summary(reading, fixable=fixable, ascii_only=style.ascii_only))


def _is_loud(finding: Diagnostic, style: _Style) -> bool:
    return not style.quiet or finding.severity is not Severity.INFO


def _shown(reading: Reading, style: _Style) -> list[Diagnostic]:
    return [finding for finding in reading.diagnostics if _is_loud(finding, style)][: style.most]
