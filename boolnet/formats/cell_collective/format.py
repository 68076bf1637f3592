"""Archives of Cell Collective: expressions, truth tables, or one SBML file.

What is shown of an archive is its members one behind the other, each below its name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.formats.archive import Archive, open_archive
from boolnet.formats.cell_collective.expressions import read_expressions
from boolnet.formats.cell_collective.members import Members
from boolnet.formats.cell_collective.tables import read_tables
from boolnet.formats.markup import find_encoding, judge_text
from boolnet.formats.reading import Reading
from boolnet.formats.sbml.reader import read as read_sbml
from boolnet.language.decode import decode
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText


def read(data: bytes, path: str, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in the archive *data*, and every finding.

    Args:
        data: The archive.
        path: Its name.
        title: The network's title.
        ignore: Not used: names are read as they are written.

    Cost:
        Linear in the members that hold rules, of at most 64 MB.
    """
    archive = open_archive(data)
    if isinstance(archive, Diagnostic):
        return Reading(SourceText.of("", path), None, (archive,))
    inner = _find_sbml(archive)
    if inner:
        reading = _read_inner(archive, inner, path, title)
    else:
        reading = _read_rules(archive, path, title)
    # No fix: what is shown is not what the file holds.
    found = (replace(finding, fix=None) for finding in reading.diagnostics)
    return replace(reading, diagnostics=(*archive.findings, *found))


def _read_rules(archive: Archive, path: str, title: str) -> Reading:
    findings = Findings()
    members = Members(archive, path, findings)
    draft = read_expressions(members, findings, title)
    if draft is not None:
        return draft.finish()
    tables = None if findings.errors else read_tables(members, findings, title)
    if tables is not None:
        return tables
    if not findings.errors:
        findings.add(_nothing(archive))
    return Reading(members.source(), None, findings.in_order())


def _nothing(archive: Archive) -> Diagnostic:
    shown = ", ".join(map(shorten, archive.names[:5])) or "none that is safe"
    return Diagnostic(
        "BN008",
        Severity.ERROR,
        "the archive has no member with rules: no expr/NAME.txt, no expressions.ALL.txt, no truth "
        "tables, no SBML file",
        notes=(f"it has {shown}",),
        help="export the model from Cell Collective as Boolean expressions or as SBML",
    )


def _find_sbml(archive: Archive) -> str:
    """The one member that is an SBML file; empty when there is none, or more than one."""
    names = [name for name in archive.names if name.lower().endswith((".sbml", ".xml"))]
    found = []
    for name in names[:20]:
        content = archive.read(name, 65_536)
        if isinstance(content, bytes) and b"<sbml" in content:
            found.append(name)
    return found[0] if len(found) == 1 else ""


def _read_inner(archive: Archive, name: str, path: str, title: str) -> Reading:
    content = archive.read(name)
    if isinstance(content, Diagnostic):
        return Reading(SourceText.of("", path), None, (content,))
    source, found = decode(content, path, find_encoding(content))
    found = judge_text(found)
    if any(finding.severity is Severity.ERROR for finding in found):
        return Reading(source, None, found)
    reading = read_sbml(source, title)
    return replace(reading, diagnostics=(*found, *reading.diagnostics))
