"""Levels as XML formats write them."""

from __future__ import annotations

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.formats.xml_places import attribute_span
from boolnet.formats.xml_tree import Element
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText

_DIGITS = 9  # of a level that are read


def is_level(written: str) -> bool:
    """Whether *written* is a whole number of a sensible length."""
    return written.isascii() and written.isdecimal() and len(written) <= _DIGITS


def level_of(
    source: SourceText, element: Element, attribute: str, findings: Findings
) -> int | None:
    """The level in *attribute*; `None` when there is none, or after BN702."""
    written = element.get(attribute)
    if not written:
        return None
    if is_level(written):
        return int(written)
    findings.add(
        Diagnostic(
            "BN702",
            Severity.ERROR,
            f'{attribute} must be a whole number, not "{shorten(written)}"',
            attribute_span(source, element, attribute),
            help="levels are 0, 1, 2 and so on",
        )
    )
    return None
