"""What is special about texts that only programs read: XML and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,20})["']""")
# Those of one byte that XML files come in; no other name is looked up.
_ENCODINGS = {
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}


def find_encoding(data: bytes) -> str:
    """How *data* says that it is encoded: by its mark or its declaration, else UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    match = _DECLARED.match(data[:256])
    declared = match[1].decode().lower() if match is not None else ""
    return _ENCODINGS.get(declared, "utf-8")


def judge_text(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What of the findings about a text matters: nobody reads its lines, and notes that people
    copied together may hold any character, so a hidden one (BN015) is a warning."""
    return tuple(
        replace(finding, severity=Severity.WARNING) if finding.code == "BN015" else finding
        for finding in found
        if finding.code not in ("BN013", "BN014")
    )
