"""Which format a text is in, when it is not the one its name promises (BN005)."""

from __future__ import annotations

import re

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.formats.archive import is_archive
from boolnet.formats.grid import first_cells, guess_table
from boolnet.formats.maboss.blocks import blank_comments
from boolnet.formats.registry import Format, find_format, promised_format
from boolnet.formats.tables.columns import find_layout
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText

_SHEETS = (".csv", ".tsv", ".tab")
_ANYTHING = (".txt", "<stdin>")
_HEAD = 65_536  # as much of a file is looked at
_WEB_PAGE = re.compile(r"<!doctype html|<html|<head|<body", re.IGNORECASE)
_XML = re.compile(r"<\?xml|<sbml|<gxl|<!doctype", re.IGNORECASE)
_JSON = re.compile(r'\{\s*["}]|\[\s*[\[{"]')
_SIGNS = {b"<sbml": "sbml", b"<gxl": "ginml", b'"RangeFrom"': "bma"}  # what such a file holds
_NAME = r"[\w.:-]+"
# Per format: what no rule of a .bnet file looks like; the group is what a finding underlines.
_LINES = {
    "booleannet": re.compile(rf"[ \t]*(?:\d+[ \t]*:[ \t]*)?[+-]?{_NAME}[ \t]*(\*)[ \t]*="),
    "aeon": re.compile(
        rf"[ \t]*(?:(\$){_NAME}[ \t]*:|{_NAME}[ \t]*(-[>|?]\??)[ \t]*{_NAME}[ \t]*$)"
    ),
    "maboss": re.compile(rf"[ \t]*node[ \t]+{_NAME}[ \t]*(\{{)", re.IGNORECASE),
    "an": re.compile(r'[ \t]*"[^"]*"[ \t]*(?:(\[)[^\]]*\]|\d+[ \t]*(->))'),
}
# Lines that say nothing about the format, or that go on inside a node.
_START_VALUE = re.compile(rf"[ \t]*{_NAME}(?:[ \t]*=[ \t]*{_NAME})+[ \t]*$")
_INSIDE = re.compile(r"[ \t]*(?:\w+[ \t]*=[^=]|\}|//|/?\*|\(\*|$)")
_COMMENTS = ("#", "//", "(*")


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
    source = SourceText.of(head.decode("utf-8", "replace"))
    for name in _LINES:
        if _most_lines(source, len(source.text), name) is not None:
            return name
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
            return _structured(name, source, start)
    for name in _LINES:
        span = _most_lines(source, len(head), name)
        if span is not None:
            title = find_format(name).title
            article = "an" if title == "AEON" else "a"
            return _finding(
                f"this looks like {article} {title} file, not .bnet",
                span,
                f"boolnet check --from {name} FILE",
            )
    return None


def _most_lines(source: SourceText, end: int, form: str) -> Span | None:
    """The first sign of *form*, if most lines are of this form."""
    if form == "maboss":
        source = SourceText.of(blank_comments(source.text[:end], Findings()))
    first: Span | None = None
    lines = matches = 0
    for number in range(1, source.line(end) + 1):
        line = source.line_text(number)
        if not line.strip() or line.lstrip().startswith(_COMMENTS):
            continue
        if form == "maboss" and first is not None and _INSIDE.match(line):
            continue
        if form == "booleannet" and _START_VALUE.match(line):
            continue
        match = _LINES[form].match(line)
        lines += 1
        if match is None:
            if form == "maboss" and lines == 1:
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


def _structured(syntax: str, source: SourceText, start: int) -> Diagnostic:
    """BN005 for XML or JSON, with the way to read it where the format is known."""
    span = Span(start, source.line_end(source.line(start)))
    head = source.text[start : start + _HEAD].encode("utf-8", "replace")
    known = next(
        (
            form
            for sign, form in _SIGNS.items()
            if sign in head and (syntax == "XML") == (b"<" in sign)
        ),
        None,
    )
    if known is None:
        article = "an" if syntax == "XML" else "a"
        advice = "export the model as .bnet from the program it comes from"
        return _finding(f"this looks like {article} {syntax} file, not .bnet", span, advice)
    form = find_format(known)
    article = "an" if form.title[0] in "AEIOS" else "a"
    return _finding(
        f"this looks like {article} {form.title} file, not .bnet",
        span,
        f"pass --from {form.name}, or give the file a name that ends with {form.suffixes[0]}",
    )
