"""Findings as JUnit XML, which servers that run tests show as a list of tests.

A file is a suite. Each finding that makes the check fail is a test that failed; a file without
one is a test that passed, with the other findings in its output.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from boolnet.diagnostics import CODES, Diagnostic
from boolnet.formats.reading import Reading
from boolnet.report.diagnostics import format_diagnostic, format_line
from boolnet.report.echo import show


def format_junit(
    readings: Sequence[Reading], shown: Sequence[Sequence[Diagnostic]], *, level: int
) -> str:
    """All findings as one XML document.

    Args:
        readings: The files.
        shown: The findings of each that are to appear.
        level: The rank of severity from which on a finding is a failure.
    """
    suites: list[str] = []
    failures = tests = 0
    for reading, findings in zip(readings, shown, strict=True):
        failed = [finding for finding in findings if finding.severity.rank >= level]
        suites += _suite(reading, failed, [f for f in findings if f.severity.rank < level])
        failures += len(failed)
        tests += max(len(failed), 1)
    head = f'<testsuites name="boolnet check" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"])


def _quote(text: str) -> str:
    return f'"{escape(text)}"'


def _suite(reading: Reading, failed: list[Diagnostic], rest: list[Diagnostic]) -> list[str]:
    source = reading.source
    name = _quote(show(source.path))
    numbers = f'tests="{max(len(failed), 1)}" failures="{len(failed)}" errors="0" skipped="0"'
    rows = [f"  <testsuite name={name} {numbers}>"]
    for finding in failed:
        line = f":{source.line(finding.span.start)}" if finding.span else ""
        column = f":{source.column(finding.span.start)}" if finding.span else ""
        title = _quote(f"{finding.code} {CODES[finding.code]}{line}{column}")
        message = _quote(show(finding.message))
        text = escape(format_diagnostic(finding, source))
        rows += [
            f"    <testcase classname={name} name={title}>",
            f'      <failure type="{finding.severity.value}" message={message}>{text}</failure>',
            "    </testcase>",
        ]
    if not failed:
        rows.append(f'    <testcase classname={name} name="check"/>')
    if rest:
        lines = "\n".join(escape(format_line(finding, source)) for finding in rest)
        rows.append(f"    <system-out>{lines}</system-out>")
    return [*rows, "  </testsuite>"]
