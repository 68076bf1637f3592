"""Lines of a file with places underlined, as compilers show them.

::

      |
    7 | ERK,    MEK & (RAF | !DUSP6
      |               ^            - the rule ends here
      |               |
      |               opened here
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boolnet.diagnostics import Edit, Span
from boolnet.language.source import SourceText
from boolnet.report.echo import show, show_character, width

_LONGEST = 200  # characters of a line that are shown, around the first mark


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to underline, with what to say about it."""

    span: Span
    sign: str
    label: str = ""


def format_snippet(
    source: SourceText, marks: Sequence[Mark], *, gutter: int, ascii_only: bool = False
) -> list[str]:
    """The lines that *marks* are on, in the order of the text, each with its marks below.

    Args:
        source: The file.
        marks: What to underline. A mark that runs over its line is cut there.
        gutter: The width of the column of line numbers.
        ascii_only: Show only ASCII characters.
    """
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(source.line(mark.span.start), []).append(mark)
    rows: list[str] = []
    before = None
    for number in sorted(by_line):
        if before is not None and number > before + 1:
            rows.append("...")
        before = number
        rows += _format_line(source, number, by_line[number], gutter, ascii_only)
    return rows


def format_edited(
    source: SourceText, line: int, edits: Sequence[Edit], *, gutter: int, ascii_only: bool = False
) -> list[str]:
    """*line* after *edits*, with ``+`` below what is new and ``~`` below what was replaced.

    Nothing when an edit leaves the line, or when nothing of the line would be left.
    """
    start, end = source.starts[line - 1], source.line_end(line)
    text, signs, done = "", "", start
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        if edit.span.start < done or edit.span.end > end or "\n" in edit.text:
            return []
        kept = source.text[done : edit.span.start]
        text += kept + edit.text
        signs += " " * len(kept) + ("+" if edit.span.start == edit.span.end else "~") * len(
            edit.text
        )
        done = edit.span.end
    text += source.text[done:end]
    if not text.strip() or len(text) > _LONGEST:
        return []
    under = "".join(
        (sign if sign != " " else " ") * width(show_character(character, ascii_only))
        for character, sign in zip(text, signs, strict=False)
    ).rstrip()
    rows = [f"{'':{gutter}} |", f"{line:>{gutter}} | {show(text, ascii_only=ascii_only)}".rstrip()]
    return rows + ([f"{'':{gutter}} | {under}"] if under else [])


def _format_line(
    source: SourceText, number: int, marks: list[Mark], gutter: int, ascii_only: bool
) -> list[str]:
    start, end = source.starts[number - 1], source.line_end(number)
    dots = "..." if ascii_only else "…"
    first, last = start, end
    if end - start > _LONGEST:
        first = max(start, min(marks[0].span.start - _LONGEST // 2, end - _LONGEST))
        last = first + _LONGEST
    shown = [show_character(character, ascii_only) for character in source.text[first:last]]
    left = dots if first > start else ""
    right = dots if last < end else ""
    # cells[i] is where the i-th character shown begins, in terminal cells.
    cells = [width(left)]
    for piece in shown:
        cells.append(cells[-1] + width(piece))
    rows = [f"{number:>{gutter}} | {left}{''.join(shown)}{right}".rstrip()]
    visible = [mark for mark in marks if first <= mark.span.start <= last]
    visible.sort(key=lambda mark: mark.span.start)
    places = []
    canvas: dict[int, str] = {}
    for mark in visible:
        begin = cells[mark.span.start - first]
        stop = cells[min(max(mark.span.end, mark.span.start), last) - first]
        for cell in range(begin, max(stop, begin + 1)):
            canvas.setdefault(cell, mark.sign)
        places.append((begin, show(mark.label, ascii_only=ascii_only)))
    bar = f"{'':{gutter}} | "
    rows += [(bar + row).rstrip() for row in _under(canvas, places)]
    return rows


def _under(canvas: dict[int, str], places: list[tuple[int, str]]) -> list[str]:
    """The row of underlines, the last label on it, and the other labels hanging below."""
    if not canvas:
        return []
    row = "".join(canvas.get(cell, " ") for cell in range(max(canvas) + 1))
    last_label = places[-1][1]
    rows = [f"{row} {last_label}" if last_label else row]
    hanging = [(begin, label) for begin, label in places[:-1] if label]
    if hanging:
        rows.append(_columns([(begin, "|") for begin, _ in hanging]))
    while hanging:
        begin, label = hanging.pop()
        rows.append(_columns([(other, "|") for other, _ in hanging] + [(begin, label)]))
    return rows


def _columns(pieces: list[tuple[int, str]]) -> str:
    row = ""
    for begin, piece in pieces:
        row = f"{row:{begin}}{piece}"
    return row
