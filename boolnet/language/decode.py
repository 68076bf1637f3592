"""Bytes to text, with what there is to say about the bytes (BN002, BN003, BN013 to BN015)."""

from __future__ import annotations

import re
from collections import Counter

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from boolnet.language.source import LINE_END, SourceText

_BYTE_LINE_END = re.compile(rb"\r\n|\n|\r")
_LINE_END_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
# What can reorder the text on the screen: overrides, embeddings, isolates.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def decode(
    data: bytes, path: str = "<text>", encoding: str = "utf-8"
) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """Turn *data* into text.

    When a BN002 or BN003 is among the findings the text is only good for showing the place.

    Raises:
        LookupError: Python does not know *encoding*.

    Cost:
        A few passes over *data*.
    """
    looks_like = _guess_wide(data) if _is_utf8(encoding) else None
    if looks_like is None and b"\0" in data and not _is_wide(encoding):
        return _refuse_binary(data, path)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return _refuse_encoding(data, path, encoding, error.start, looks_like)
    if looks_like is not None:
        return _refuse_encoding(data, path, encoding, 0, looks_like)
    source = SourceText.of(text, path)
    return source, (*_find_mark(text), *_find_line_ends(text), *_find_direction(text))


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8")


def _is_wide(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32"))


def _guess_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by the byte order mark or by every other byte being NUL."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    if len(head) >= 4 and max(head[::2].count(0), head[1::2].count(0)) > 0.4 * len(head):
        return "UTF-16"
    return None


def _guess_narrow(data: bytes) -> str:
    """The likeliest of the encodings in which biologists' files arrive."""
    runs = _HIGH_BYTES.findall(data[:65536])
    # Chinese text has its high bytes in pairs; the accents of Western text stand alone.
    if runs and all(len(run) % 2 == 0 for run in runs):
        try:
            data[:65536].decode("gb18030")
        except UnicodeDecodeError:
            pass
        else:
            return "gb18030"
    return "cp1252" if any(0x80 <= byte <= 0x9F for run in runs for byte in run) else "latin-1"


def _refuse_encoding(
    data: bytes, path: str, encoding: str, start: int, looks_like: str | None
) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    line = len(_BYTE_LINE_END.findall(data[:start])) + 1
    shown = SourceText.of(data.decode(encoding, "backslashreplace"), path)
    offset = len(data[:start].decode(encoding, "backslashreplace"))
    width = len(f"\\x{data[start]:02x}")
    name = "UTF-8" if _is_utf8(encoding) else encoding
    likely = looks_like or _guess_narrow(data)
    finding = Diagnostic(
        code="BN002",
        severity=Severity.ERROR,
        message=f"the file is not valid {name} (line {line}, byte 0x{data[start]:02X})",
        span=Span(offset, min(offset + width, len(shown.text))),
        notes=(f"it looks like {likely}",),
        help=f"save the file as UTF-8, or pass --encoding {likely.lower()}",
    )
    return shown, (finding,)


def _refuse_binary(data: bytes, path: str) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    shown = SourceText.of(data.decode("utf-8", "replace"), path)
    offset = shown.text.index("\0")
    finding = Diagnostic(
        code="BN003",
        severity=Severity.ERROR,
        message=f"line {shown.line(offset)} contains a NUL byte: this is not a text file",
        span=Span(offset, offset + 1),
        help="save the rules as plain text in UTF-8",
    )
    return shown, (finding,)


def _find_mark(text: str) -> tuple[Diagnostic, ...]:
    if not text.startswith("\ufeff"):
        return ()
    span = Span(0, 1)
    finding = Diagnostic(
        code="BN013",
        severity=Severity.INFO,
        message="the file starts with a byte order mark; AEON, mpbn and pyboolnet would read "
        'a node called "\\ufefftargets"',
        span=span,
        help="remove it",
        fix=Fix((Edit(span, ""),), Applicability.SAFE),
    )
    return (finding,)


def _find_line_ends(text: str) -> tuple[Diagnostic, ...]:
    """Mixed line ends, and the CR alone that other programs read as no line end at all."""
    if "\r" not in text:
        return ()
    ends = list(LINE_END.finditer(text))
    counts = Counter(_LINE_END_NAMES[end.group()] for end in ends)
    if set(counts) == {"CRLF"}:
        return ()
    if len(counts) == 1:
        message = f"all {counts['CR']:,} lines end with a bare CR, as on old Macintosh computers"
        note = "AEON reads the whole file as one line"
    else:
        shown = ", ".join(f"{count:,} {name}" for name, count in counts.most_common())
        message = f"line endings are mixed ({shown})"
        note = "each of them was read as the end of a line"
    usual = counts.most_common(1)[0][0]
    odd = next((end for end in ends if _LINE_END_NAMES[end.group()] != usual), ends[0])
    finding = Diagnostic(
        code="BN014",
        severity=Severity.WARNING if "CR" in counts else Severity.INFO,
        message=message,
        span=Span(odd.start(), odd.start()),
        notes=(note,),
        help="use LF",
        fix=Fix(
            tuple(Edit(Span(end.start(), end.end()), "\n") for end in ends if end.group() != "\n"),
            Applicability.SAFE,
        ),
    )
    return (finding,)


def _find_direction(text: str) -> tuple[Diagnostic, ...]:
    """Characters that reorder what is shown, in comments too (one finding for each kind)."""
    if text.isascii():
        return ()
    places: dict[str, list[Span]] = {}
    for match in _DIRECTION.finditer(text):
        places.setdefault(match.group(), []).append(Span(match.start(), match.end()))
    return tuple(
        Diagnostic(
            code="BN015",
            severity=Severity.ERROR,
            message=f"hidden text-direction character U+{ord(character):04X}: "
            "the line may not read as it looks",
            span=spans[0],
            help="delete it" + (f" - all {len(spans):,} in this file" if spans[1:] else ""),
            fix=Fix(tuple(Edit(span, "") for span in spans), Applicability.SAFE),
        )
        for character, spans in places.items()
    )
