"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from boolnet.diagnostics import CODES, Diagnostic, Severity
from boolnet.language.source import SourceText
from boolnet.report.echo import show

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def format_command(finding: Diagnostic, source: SourceText) -> str:
    """One finding as one line that starts with ``::``; nothing in it can start another command."""
    values = {"file": source.path}
    if finding.span is not None:
        start, end = finding.span
        values["line"] = str(source.line(start))
        values["endLine"] = str(source.line(end))
        values["col"] = str(source.column(start))
        # The last column belongs to the place there.
        values["endColumn"] = str(max(source.column(end) - (end > start), 1))
    values["title"] = f"{finding.code} {CODES[finding.code]}"
    text = [show(finding.message)]
    text += [f"help: {show(finding.help)}"] if finding.help is not None else []
    text += [f"note: {show(note)}" for note in finding.notes]
    listed = ",".join(f"{key}={_escape(show(value), ':,')}" for key, value in values.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escape(chr(10).join(text))}"


def _escape(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
