"""Findings as text for people, lines for editors and ``grep``, and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from boolnet.diagnostics import CODES, Diagnostic, Fix, Severity, Span
from boolnet.errors import FindingsError, RuleFileError
from boolnet.formats.reading import Reading
from boolnet.language.source import SourceText
from boolnet.network.build import IGNORABLE
from boolnet.report.echo import show
from boolnet.report.snippet import Mark, format_edited, format_snippet

MAX_SHOWN = 100
SCHEMA = "boolnet-diagnostics/1"
_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def format_diagnostic(
    finding: Diagnostic, source: SourceText, *, ascii_only: bool = False, colour: bool = False
) -> str:
    """One finding with its place underlined; several lines, no newline at the end."""
    head = f"{finding.severity.value}[{finding.code}]"
    message = show(finding.message, ascii_only=ascii_only)
    if colour:
        head = f"{_COLOURS[finding.severity]}{head}{_PLAIN}"
        message = f"{_BOLD}{message}{_PLAIN}"
    rows = [f"{head}: {message}"]
    path = show(source.path, ascii_only=ascii_only)
    gutter = 1
    if finding.span is None:
        rows.append(f" --> {path}")
    else:
        spans = (finding.span, *(span for span, _ in finding.related))
        gutter = max(len(str(source.line(span.start))) for span in spans)
        place = f"{source.line(finding.span.start)}:{source.column(finding.span.start)}"
        rows.append(f"{'':{gutter}}--> {path}:{place}")
        rows.append(f"{'':{gutter}} |")
        marks = [Mark(finding.span, "^", finding.label)]
        marks += [Mark(span, "-", label) for span, label in finding.related]
        rows += format_snippet(source, marks, gutter=gutter, ascii_only=ascii_only)
        if finding.help is not None or finding.notes:
            rows.append(f"{'':{gutter}} |")
    if finding.help is not None:
        rows.append(f"help: {show(finding.help, ascii_only=ascii_only)}")
        rows += _format_fix(finding, source, gutter, ascii_only)
    rows += [f"note: {show(note, ascii_only=ascii_only)}" for note in finding.notes]
    return "\n".join(rows)


def _format_fix(
    finding: Diagnostic, source: SourceText, gutter: int, ascii_only: bool
) -> list[str]:
    """The line of the finding as the fix would leave it."""
    if finding.fix is None or finding.span is None:
        return []
    line = source.line(finding.span.start)
    start, end = source.starts[line - 1], source.line_end(line)
    edits = [edit for edit in finding.fix.edits if start <= edit.span.start <= end]
    if not edits or any(edit.span.end > end for edit in edits):
        return []
    return format_edited(source, line, edits, gutter=gutter, ascii_only=ascii_only)


def format_line(finding: Diagnostic, source: SourceText, *, ascii_only: bool = False) -> str:
    """One finding on one line: ``egfr.bnet:7:15: error BN101 this "(" is never closed``."""
    place = show(source.path, ascii_only=ascii_only)
    if finding.span is not None:
        place += f":{source.line(finding.span.start)}:{source.column(finding.span.start)}"
    message = show(finding.message, ascii_only=ascii_only)
    return f"{place}: {finding.severity.value} {finding.code} {message}"


def format_summary(
    reading: Reading, *, fixable: int = 0, likely: int = 0, ascii_only: bool = False
) -> str:
    """What came of a file, in one line.

    Args:
        reading: The file with its findings.
        fixable: How many findings ``--fix`` would correct.
        likely: How many more ``--fix --unsafe`` would.
        ascii_only: Show only ASCII characters.
    """
    path = show(reading.source.path, ascii_only=ascii_only)
    found = _count_findings([reading])
    network = reading.network
    serious = reading.count(Severity.ERROR) + reading.count(Severity.WARNING)
    if serious or (found and network is None):
        where = f" in {count_noun(reading.rules, 'rule')}" if reading.rules else ""
        return f"{path}: {found}{where}{_format_fixable(fixable, likely)}"
    if network is None:
        return f"{path}: no problems" + (" shown" if reading.format != "toml" else "")
    regulations = sum(len(node.function.regulators) for node in network.nodes if not node.is_input)
    return (
        f"{path}: {count_noun(len(network.nodes), 'node')} "
        f"({count_noun(len(network.inputs), 'input')}), "
        f"{count_noun(regulations, 'regulation')}, no problems"
        + (f", {found}" if found else "")
        + _format_fixable(fixable, likely)
    )


def format_total(readings: Sequence[Reading]) -> str:
    """What came of several files, in one line."""
    found = _count_findings(readings) or "no problems"
    touched = sum(bool(reading.diagnostics) for reading in readings)
    where = f" in {touched:,} of them" if 0 < touched < len(readings) else ""
    return f"{count_noun(len(readings), 'file')}: {found}{where}"


def _count_findings(readings: Sequence[Reading]) -> str:
    """``1 error, 0 warnings, 2 notes``; nothing when there are none."""
    counts = {s: sum(reading.count(s) for reading in readings) for s in Severity}
    serious = counts[Severity.ERROR] + counts[Severity.WARNING]
    parts = [
        count_noun(number, _NOUNS[severity])
        for severity, number in counts.items()
        if number or (serious and severity is not Severity.INFO)
    ]
    return ", ".join(parts)


def _format_fixable(fixable: int, likely: int) -> str:
    if not fixable and not likely:
        return ""
    if not fixable:
        return f" ({likely:,} can be fixed with --fix --unsafe)"
    more = f", {likely:,} more with --unsafe" if likely else ""
    return f" ({fixable:,} can be fixed with --fix{more})"


def count_noun(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``, ``100,000 errors``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def format_error(error: FindingsError, *, ascii_only: bool = False, colour: bool = False) -> str:
    """The errors of a file that could not be used, for commands that wanted to use it."""
    source = SourceText.of(error.text, error.path)
    errors = [d for d in error.diagnostics if d.severity is Severity.ERROR]
    parts = [
        format_diagnostic(finding, source, ascii_only=ascii_only, colour=colour)
        for finding in errors[:MAX_SHOWN]
    ]
    if len(errors) > MAX_SHOWN:
        parts.append(format_more(len(errors) - MAX_SHOWN, ascii_only=ascii_only))
    path = show(error.path, ascii_only=ascii_only)
    told = f"{path}: {count_noun(len(errors), 'error')}"
    if isinstance(error, RuleFileError):
        told += "; boolnet check shows everything"
    codes = sorted({finding.code for finding in errors})
    if IGNORABLE.issuperset(codes):
        told += f", --ignore {' --ignore '.join(codes)} reads the names as they are written"
    parts.append(told)
    return "\n\n".join(parts)


def format_more(number: int, *, ascii_only: bool = False) -> str:
    """The line behind the last finding shown."""
    return f"{'...' if ascii_only else '…'} and {number:,} more"


# -- JSON ----------------------------------------------------------------------------------


def format_json(
    readings: Sequence[Reading],
    shown: Sequence[Sequence[Diagnostic]],
    *,
    version: str,
) -> str:
    """All findings as one JSON object (schema ``boolnet-diagnostics/1``).

    Args:
        readings: The files.
        shown: The findings of each that are to appear; the others are counted as hidden.
        version: The version of boolnet.
    """
    totals = {s.value: sum(reading.count(s) for reading in readings) for s in Severity}
    hidden = sum(totals.values()) - sum(len(findings) for findings in shown)
    document = {
        "schema": SCHEMA,
        "tool": f"boolnet {version}",
        "files": [
            {
                "path": reading.source.path,
                "format": reading.format,
                "nodes": len(reading.network.nodes) if reading.network else None,
                "sha256": reading.sha256,
                **({"readers": dict(reading.readers)} if reading.readers else {}),
            }
            for reading in readings
        ],
        "summary": {**totals, "hidden": hidden},
        "diagnostics": [
            _as_record(finding, reading.source)
            for reading, findings in zip(readings, shown, strict=True)
            for finding in findings
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # Half a surrogate pair, as in some names of files, is no character and cannot be written.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _as_record(finding: Diagnostic, source: SourceText) -> dict[str, Any]:
    span = None
    if finding.span is not None:
        span = _place(finding.span, source)
        span["byte"] = source.byte(finding.span.start)
        span["end_byte"] = source.byte(finding.span.end)
    return {
        "code": finding.code,
        "name": CODES[finding.code],
        "severity": finding.severity.value,
        "path": source.path,
        "node": finding.node,
        "message": finding.message,
        "span": span,
        "label": finding.label,
        "related": [
            {"label": label, "span": _place(place, source)} for place, label in finding.related
        ],
        "help": finding.help,
        "notes": list(finding.notes),
        "fix": _fix_record(finding.fix, source) if finding.fix else None,
        "url": f"docs/reference/diagnostics/{finding.code}.md",
    }


def _place(span: Span, source: SourceText) -> dict[str, int]:
    return {
        "line": source.line(span.start),
        "col": source.column(span.start),
        "end_line": source.line(span.end),
        "end_col": source.column(span.end),
    }


def _fix_record(fix: Fix, source: SourceText) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value,
        "edits": [{**_place(edit.span, source), "text": edit.text} for edit in fix.edits],
    }
