"""Which format a text is in, when it is not the one its name promises (BN005)."""

from __future__ import annotations

import re

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.formats.archive import is_archive
from boolnet.formats.grid import first_cells, guess_table
from boolnet.formats.registry import Format, find_format, promised_format
from boolnet.formats.tables.columns import find_layout
from boolnet.language.source import SourceText

_SHEETS = (".csv", ".tsv", ".tab")
_ANYTHING = (".txt", "<stdin>")
_HEAD = 65_536  # as much of a file is looked at
_WEB_PAGE = re.compile(r"<!doctype html|<html|<head|<body", re.IGNORECASE)
_XML = re.compile(r"<\?xml|<sbml|<gxl|<!doctype", re.IGNORECASE)
_JSON = re.compile(r'\{\s*["}]|\[\s*[\[{"]')
_NAME = r"[\w.:-]+"
# Per line: what no rule of a .bnet file looks like.
_LINES = {
    "booleannet": re.compile(rf"[ \t]*(?:\d+[ \t]*:[ \t]*)?{_NAME}(\*)[ \t]*="),
    "AEON": re.compile(
        rf"[ \t]*(?:(\$){_NAME}[ \t]*:|{_NAME}[ \t]*(-[>|?]\??)[ \t]*{_NAME}[ \t]*$)"
    ),
    "MaBoSS": re.compile(rf"[ \t]*node[ \t]+{_NAME}[ \t]*(\{{)", re.IGNORECASE),
}
_ADVICE = {
    "booleannet": "write A, B and not C   instead of   A* = B and not C",
    "AEON": "export it from AEON as .bnet",
    "MaBoSS": "write one line for each node: the node, a comma, its logic",
}


def guess_format(data: bytes, path: str) -> Format:
    """The format of a file: what its name promises, else what it looks like, else ``.bnet``.

    Cost:
        One look at the first 64 kB.
    """
    promised = promised_format(path)
    if promised is not None:
        return promised
    if is_archive(data):  # the list of its members is at its end
        return find_format("zginml" if b"regulatoryGraph.ginml" in data else "cell-collective")
    return find_format(_by_contents(data[:_HEAD], path) or "bnet")


def _by_contents(head: bytes, path: str) -> str | None:
    """The name of the format that the first bytes of a file, and a general suffix, speak for."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    xml = start.startswith(b"<")
    if xml and b"<gxl" in head:
        return "ginml"
    if xml and (b"<sbml" in head or path.lower().endswith(".xml")):
        return "sbml"
    if start.startswith((b"{", b"[")) and (
        b'"RangeFrom"' in head or path.lower().endswith(".json")
    ):
        return "bma"
    if path.lower().endswith(_SHEETS):
        return guess_table(head)
    if path.lower().endswith(_ANYTHING) and find_layout(first_cells(head))[0] is not None:
        return "interactions"
    return None


def find_other_format(source: SourceText) -> Diagnostic | None:
    """BN005 when *source* is surely not a ``.bnet`` file, `None` otherwise.

    Cost:
        One pass over the first 64 kB.
    """
    head = source.text[:_HEAD]
    start = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    if _WEB_PAGE.match(head, start):
        return _finding(
            "this is a web page, probably a failed download",
            Span(start, source.line_end(source.line(start))),
            "download the file again; look at it in a browser first",
            note="it starts with HTML",
        )
    for name, pattern in (("XML", _XML), ("JSON", _JSON)):
        if pattern.match(head, start):
            return _finding(
                f"this looks like {'an' if name == 'XML' else 'a'} {name} file, not .bnet",
                Span(start, source.line_end(source.line(start))),
                "export the model as .bnet from the program it comes from",
            )
    for name, pattern in _LINES.items():
        span = _most_lines(source, len(head), pattern)
        if span is not None:
            article = "an" if name == "AEON" else "a"
            return _finding(
                f"this looks like {article} {name} file, not .bnet", span, _ADVICE[name]
            )
    return None


def _most_lines(source: SourceText, end: int, pattern: re.Pattern[str]) -> Span | None:
    """The first match of *pattern*, if the first line and most others have it."""
    first: Span | None = None
    lines = matches = 0
    for number in range(1, source.line(end) + 1):
        line = source.line_text(number)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        lines += 1
        match = pattern.match(line)
        if match is None:
            if lines == 1:
                return None
            continue
        matches += 1
        if first is None and match.lastindex is not None:
            offset = source.starts[number - 1]
            first = Span(offset + match.start(match.lastindex), offset + match.end(match.lastindex))
    return first if 2 * matches > lines else None


def _finding(message: str, span: Span, advice: str, note: str = "") -> Diagnostic:
    notes = (note,) if note else ()
    return Diagnostic("BN005", Severity.ERROR, message, span, notes=notes, help=advice)
