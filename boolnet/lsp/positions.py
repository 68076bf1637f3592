"""Places in a text as editors count them: lines, and code units within a line.

An editor counts the units of UTF-16 or UTF-8, so that a letter outside of the basic plane (an
emoji) is two or four of them; boolnet counts characters. Lines end at LF, CR LF and CR on both
sides, as the protocol wants it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from boolnet.diagnostics import Span
from boolnet.language.source import SourceText

ENCODINGS = ("utf-8", "utf-16", "utf-32")
# Per encoding: characters of more than one unit, and how many units one has beside its first.
_WIDE: dict[str, tuple[re.Pattern[str], Callable[[int], int]]] = {
    "utf-8": (re.compile(r"[^\x00-\x7f]"), lambda c: 1 + (c > 0x7FF) + (c > 0xFFFF)),
    "utf-16": (re.compile("[\U00010000-\U0010ffff]"), lambda _: 1),
}


class Position(NamedTuple):
    """A place as an editor says it: line and column, both from 0."""

    line: int
    column: int


class _Wide(NamedTuple):
    """The wide characters of a line: their columns in characters and in units, and the units
    that all up to and including each of them add."""

    characters: list[int]
    units: list[int]
    extra: list[int]


@dataclass(frozen=True, eq=False)
class Ruler:
    """Offsets of *source* to positions of an editor, and back.

    Cost:
        A line with wide characters is looked through once; then a binary search.
    """

    source: SourceText
    encoding: str = "utf-16"
    _lines: dict[int, _Wide] = field(default_factory=dict, repr=False)

    def position(self, offset: int) -> Position:
        """The position of the character at *offset*; the end of the text for anything beyond."""
        offset = max(0, min(offset, len(self.source.text)))
        number = self.source.line(offset)
        column = offset - self.source.starts[number - 1]
        wide = self._wide(number)
        if wide is not None:
            before = bisect_right(wide.characters, column - 1)
            column += wide.extra[before - 1] if before else 0
        return Position(number - 1, column)

    def range(self, span: Span) -> tuple[Position, Position]:
        """The positions of both ends of *span*."""
        return self.position(span.start), self.position(span.end)

    def offset(self, line: int, column: int) -> int:
        """The offset of a position; one behind the end of a line is that end, one within a
        character is the front of that."""
        if line < 0:
            return 0
        if line >= len(self.source.starts):
            return len(self.source.text)
        start, end = self.source.starts[line], self.source.line_end(line + 1)
        wide = self._wide(line + 1)
        if wide is not None:
            before = bisect_right(wide.units, column)
            if before:
                first = wide.units[before - 1]
                width = 1 + wide.extra[before - 1] - (wide.extra[before - 2] if before > 1 else 0)
                inside = max(0, column - first - width)
                place = wide.characters[before - 1]
                column = place if column < first + width else place + 1 + inside
        return min(start + max(column, 0), end)

    def units(self, span: Span) -> int:
        """The number of units of *span*, which lies within a line."""
        return self.position(span.end).column - self.position(span.start).column

    def _wide(self, number: int) -> _Wide | None:
        if self.encoding not in _WIDE or self.source.text.isascii():
            return None
        found = self._lines.get(number)
        if found is None:
            pattern, more = _WIDE[self.encoding]
            found = _Wide([], [], [])
            total = 0
            for match in pattern.finditer(self.source.line_text(number)):
                found.characters.append(match.start())
                found.units.append(match.start() + total)
                total += more(ord(match.group()))
                found.extra.append(total)
            self._lines[number] = found
        return found if found.characters else None


def apply_change(
    source: SourceText, start: Position, end: Position, text: str, encoding: str
) -> SourceText:
    """*source* after an editor replaced what lies between two positions by *text*.

    Cost:
        One copy of the text, and one pass for its lines.
    """
    ruler = Ruler(source, encoding)
    first, last = sorted((ruler.offset(*start), ruler.offset(*end)))
    return SourceText.of(source.text[:first] + text + source.text[last:], source.path)
