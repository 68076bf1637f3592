"""What ``boolnet check`` prints: findings in one of six forms, a line for each file, a last one."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import click

from boolnet import __version__
from boolnet.checking.fixing import list_fixes
from boolnet.checking.settings import Settings
from boolnet.cli.check_options import CheckOptions
from boolnet.cli.failure import Failure, wants_colour
from boolnet.diagnostics import Diagnostic, Severity
from boolnet.formats.dialects import find_reader
from boolnet.formats.files import replace_file
from boolnet.formats.reading import Reading
from boolnet.report.diagnostics import (
    MAX_SHOWN,
    format_diagnostic,
    format_json,
    format_line,
    format_more,
    format_summary,
    format_total,
)
from boolnet.report.github import format_command

_LEVELS = {"error": Severity.ERROR.rank, "warning": Severity.WARNING.rank, "never": 99}
_MACHINE = ("json", "sarif", "junit")


@dataclass(frozen=True)
class Outcome:
    """What came of one file.

    Attributes:
        reading: The file with its findings.
        settings: How it was checked.
        summary: What came of it, in one line.
        before: Its text before it was fixed.
    """

    reading: Reading
    settings: Settings
    summary: str
    before: str = ""

    @classmethod
    def of(
        cls,
        reading: Reading,
        settings: Settings,
        options: CheckOptions,
        *,
        before: str = "",
    ) -> Outcome:
        """The outcome of *reading*; its network is let go where nothing will need it."""
        safe = len(list_fixes(reading, unsafe=False))
        likely = len(list_fixes(reading, unsafe=True)) - safe
        summary = format_summary(
            reading, fixable=safe, likely=likely, ascii_only=options.ascii_only
        )
        if options.form != "json":
            reading = replace(reading, network=None)
        return cls(reading, settings, summary, before)

    @property
    def unreadable(self) -> bool:
        """Whether the file could not be opened."""
        return any(finding.code == "BN001" for finding in self.reading.diagnostics)

    @property
    def level(self) -> int:
        """The rank from which on a finding makes the check fail."""
        return _LEVELS[self.settings.fails_on]

    @property
    def fails(self) -> bool:
        """Whether it makes the check fail."""
        return any(finding.severity.rank >= self.level for finding in self.reading.diagnostics)

    def shown(self, *, quiet: bool) -> list[Diagnostic]:
        """The findings that are printed."""
        most = self.settings.max_diagnostics
        return self.loud(quiet=quiet)[: MAX_SHOWN if most is None else most]

    def loud(self, *, quiet: bool) -> list[Diagnostic]:
        """The findings that would be printed if there were no limit."""
        found = self.reading.diagnostics
        return [f for f in found if not quiet or f.severity is not Severity.INFO]


def print_outcomes(outcomes: Sequence[Outcome], options: CheckOptions) -> None:
    """Print what came of the files, or write it to a file.

    Raises:
        Failure: The file cannot be written.
    """
    if options.form in _MACHINE:
        text = _format_document(outcomes, options)
    else:
        colour = options.form == "text" and options.output is None and wants_colour(sys.stdout)
        text = "\n".join(_lines(outcomes, options, colour=colour))
    if options.output is not None:
        write_output(options.output, text + "\n")
        return
    if text:
        click.echo(text)


def write_output(path: str, text: str) -> None:
    """Write *text* to *path*.

    Raises:
        Failure: It cannot be written.
    """
    try:
        replace_file(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror}") from None


def format_changes(path: str, before: str, after: str) -> str:
    """What changed, as a unified diff that ``patch`` and ``git apply`` take."""
    lines = difflib.unified_diff(_split(before), _split(after), path, path)
    rows = []
    for line in lines:
        rows.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(rows)


def _split(text: str) -> list[str]:
    """The lines with their ends; only LF ends a line in a diff."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _format_document(outcomes: Sequence[Outcome], options: CheckOptions) -> str:
    readings = [outcome.reading for outcome in outcomes]
    shown = [outcome.shown(quiet=options.quiet) for outcome in outcomes]
    if options.form == "json":
        return format_json(readings, shown, version=__version__)
    if options.form == "sarif":
        from boolnet.report.sarif import format_sarif

        return format_sarif(readings, shown, version=__version__)
    from boolnet.report.junit import format_junit

    return format_junit(readings, shown, level=min((o.level for o in outcomes), default=2))


def _lines(outcomes: Sequence[Outcome], options: CheckOptions, *, colour: bool) -> Iterator[str]:
    explained: set[str] = set()
    for outcome in outcomes:
        source = outcome.reading.source
        findings = outcome.shown(quiet=options.quiet)
        if outcome.unreadable and options.form != "github":
            text = format_diagnostic(findings[0], source, ascii_only=options.ascii_only)
            click.echo(text, err=True)
            continue
        for finding in findings:
            if options.form == "github":
                yield format_command(finding, source)
            elif options.form == "concise":
                yield format_line(finding, source, ascii_only=options.ascii_only)
            else:
                text = format_diagnostic(
                    finding, source, ascii_only=options.ascii_only, colour=colour
                )
                if outcome.settings.rules.explains and finding.code not in explained:
                    explained.add(finding.code)
                    text += f"\nmore: boolnet explain {finding.code}"
                yield text + "\n"
        more = len(outcome.loud(quiet=options.quiet)) - len(findings)
        if options.form == "github":
            continue  # a line that starts with a name could be a command of its own
        if more:
            yield format_more(more, ascii_only=options.ascii_only)
        yield outcome.summary
        for name, words in outcome.reading.readers.items():
            yield f"  {find_reader(name).title} {words}"
    if len(outcomes) > 1:
        yield format_total([outcome.reading for outcome in outcomes])
