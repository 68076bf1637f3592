"""Findings as SARIF 2.1.0, which code hosting sites and editors show beside the lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from boolnet.diagnostics import CODES, Diagnostic, Severity, Span
from boolnet.formats.reading import Reading
from boolnet.language.source import SourceText
from boolnet.report.echo import show
from boolnet.report.pages import read_page

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def format_sarif(
    readings: Sequence[Reading], shown: Sequence[Sequence[Diagnostic]], *, version: str
) -> str:
    """All findings as one SARIF log with one run.

    A result keeps its identity when lines move: its fingerprint is made of the code, the node and
    the rule without blanks, and of how often the same came before.

    Args:
        readings: The files.
        shown: The findings of each that are to appear.
        version: The version of boolnet.
    """
    codes = sorted({finding.code for findings in shown for finding in findings})
    index = {code: place for place, code in enumerate(codes)}
    counts: dict[str, int] = {}
    results = []
    for reading, findings in zip(readings, shown, strict=True):
        rules = _rules_of(reading) if any(f.node for f in findings) else {}
        results += [_result(finding, reading, rules, index, counts) for finding in findings]
    driver = {"name": "boolnet", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _location(reading.source)} for reading in readings],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    text = json.dumps(log, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _rule(code: str) -> dict[str, Any]:
    """What the page of *code* says."""
    page = read_page(code) or f"# {code} {CODES[code]}\n"
    sections = _sections(page)
    meaning = _plain(sections.get("What it means", CODES[code]))
    reason = _plain(sections.get("Why it matters", ""))
    level = re.search(r"^Severity: (error|warning|note|info)", page, re.MULTILINE)
    kind = level[1] if level else "warning"
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in CODES[code].split("-")),
        "shortDescription": {"text": meaning.split("\n")[0]},
        "fullDescription": {"text": f"{meaning}\n\n{reason}".strip()},
        "help": {"text": _plain(page), "markdown": page},
        "defaultConfiguration": {"level": "note" if kind == "info" else kind},
    }


def _sections(page: str) -> dict[str, str]:
    parts = re.split(r"^## (.*)$", page, flags=re.MULTILINE)
    return {parts[i]: parts[i + 1].strip() for i in range(1, len(parts) - 1, 2)}


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", text).replace("`", "").strip()


def _result(
    finding: Diagnostic,
    reading: Reading,
    rules: Mapping[str, str],
    index: Mapping[str, int],
    counts: dict[str, int],
) -> dict[str, Any]:
    source = reading.source
    text = show(finding.message)
    if finding.help is not None:
        text += f"\nhelp: {show(finding.help)}"
    text += "".join(f"\nnote: {show(note)}" for note in finding.notes)
    key = _fingerprint(finding, source, rules)
    counts[key] = counts.get(key, 0) + 1
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_place(finding.span, source, finding.label)],
        "partialFingerprints": {"boolnetFinding/v1": f"{key}:{counts[key]}"},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_place(span, source, label)}
            for number, (span, label) in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and finding.fix.edits:
        replacements = [
            {"deletedRegion": _region(edit.span, source), "insertedContent": {"text": edit.text}}
            for edit in finding.fix.edits
        ]
        change = {"artifactLocation": _location(source), "replacements": replacements}
        result["fixes"] = [
            {
                "description": {"text": show(finding.help or finding.message)},
                "artifactChanges": [change],
                "properties": {"applicability": finding.fix.applicability.value},
            }
        ]
    return result


def _fingerprint(finding: Diagnostic, source: SourceText, rules: Mapping[str, str]) -> str:
    """A hash that does not change when lines move or blanks come and go."""
    rule = rules.get(finding.node or "", "")
    if not rule and finding.span is not None:
        rule = "".join(source.line_text(source.line(finding.span.start))[:10_000].split())
    parts = "\0".join((finding.code, finding.node or "", rule))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _rules_of(reading: Reading) -> dict[str, str]:
    """Each node's rule without blanks."""
    text = reading.source.text
    places = reading.places()
    return {node: "".join(text[s.start : s.end].split()) for node, s in places.rules.items()}


def _place(span: Span | None, source: SourceText, label: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _location(source)}
    # What is about the whole file is shown at its top: some readers ask for a line.
    physical["region"] = {"startLine": 1} if span is None else _region(span, source)
    place: dict[str, Any] = {"physicalLocation": physical}
    if label:
        place["message"] = {"text": show(label)}
    return place


def _region(span: Span, source: SourceText) -> dict[str, int]:
    return {
        "startLine": source.line(span.start),
        "startColumn": source.column(span.start),
        "endLine": source.line(span.end),
        "endColumn": source.column(span.end),
    }


def _location(source: SourceText) -> dict[str, str]:
    """The file as a URI: relative where its path is, so that it fits any checkout."""
    path = PurePath(source.path)
    parts = path.as_posix().encode("utf-8", "surrogateescape")
    if path.is_absolute():
        return {"uri": "file://" + ("" if parts.startswith(b"/") else "/") + quote(parts)}
    return {"uri": quote(parts, safe="/")}
