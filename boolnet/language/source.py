"""The text of a file, and where its lines are.

Offsets count characters from 0; lines and columns count from 1. A line ends at LF, at CR LF
or at a CR alone (old Macintosh files), and at nothing else: the further line breaks of
`str.splitlines` would shift every number an editor shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """A text with a name, able to say on which line an offset is.

    Attributes:
        path: The file as the user named it, or a stand-in such as ``<text>``.
        text: Every character of it, a byte order mark and the line ends included.
        starts: The offset of each line's first character. A text that ends with a line end
            has an empty last line, so that every offset up to the end has a line.
    """

    path: str
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, path: str = "<text>") -> SourceText:
        """Find the lines of *text*. Cost: one pass over it."""
        return cls(path, text, (0, *(match.end() for match in LINE_END.finditer(text))))

    def line(self, offset: int) -> int:
        """The number of the line that holds *offset*, from 1. Cost: a binary search."""
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """The number of *offset* within its line, in characters from 1."""
        return offset - self.starts[self.line(offset) - 1] + 1

    def byte(self, offset: int) -> int:
        """The number of UTF-8 bytes in front of *offset*."""
        if self.text.isascii():
            return offset
        return len(self.text[:offset].encode("utf-8", "surrogatepass"))

    def line_end(self, number: int) -> int:
        """The offset behind the last character of line *number*, before its line end."""
        if number >= len(self.starts):
            return len(self.text)
        end = self.starts[number] - 1
        if self.text[end] == "\n" and end > 0 and self.text[end - 1] == "\r":
            end -= 1
        return max(end, self.starts[number - 1])

    def line_text(self, number: int) -> str:
        """Line *number* without its line end."""
        return self.text[self.starts[number - 1] : self.line_end(number)]
