"""How text is laid out: how wide, in colour or not, with which signs.

Text never depends on colour, and without a terminal it keeps to ASCII signs (names of nodes
stay as they are).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from boolnet.report.echo import width

# Of 256 colours: the ground, and a letter that stands out from it.
_GROUNDS = (
    "48;5;54;38;5;15",
    "48;5;24;38;5;15",
    "48;5;30;38;5;15",
    "48;5;71;38;5;16",
    "48;5;220;38;5;16",
)
NARROWEST = 48  # columns that a report always takes


@dataclass(frozen=True)
class Style:
    """The look of a report.

    Attributes:
        columns: The width of the page in terminal cells.
        colour: Whether to use colours and bold type.
        ascii_only: Whether signs keep to ASCII.
    """

    columns: int = 80
    colour: bool = False
    ascii_only: bool = True

    @property
    def width(self) -> int:
        """The columns that may be used."""
        return max(self.columns, NARROWEST)

    def title(self, text: str) -> str:
        """*text* as the heading of a part."""
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        """*text* that matters less."""
        return self._paint("2", text)

    def on(self, text: str) -> str:
        """*text* about something that is 1, present, gained."""
        return self._paint("1;32", text)

    def off(self, text: str) -> str:
        """*text* about something that is 0, absent, lost."""
        return self._paint("2", text)

    def warn(self, text: str) -> str:
        """*text* to look at: it varies, or is not proven."""
        return self._paint("33", text)

    def cell(self, text: str) -> str:
        """The value of a node in a table, in its colour; blanks around it are kept."""
        value = text.strip()
        paint = {"1": self.on, "0": self.off}.get(value, self.warn)
        return text.replace(value, paint(value)) if value and self.colour else text

    def heat(self, text: str, share: Fraction | None) -> str:
        """*text* on a ground between dark (0) and bright (1); plain where *share* is `None`.

        The grounds are those of viridis, which the colour-blind can tell apart.
        """
        if share is None:
            return text
        step = 0 if share == 0 else 4 if share == 1 else 1 + int(share * 3)
        return self._paint(_GROUNDS[step], text)

    @property
    def minus(self) -> str:
        """The sign of an inhibition in front of a name."""
        return "-" if self.ascii_only else "−"  # noqa: RUF001  # the minus sign is meant

    @property
    def both(self) -> str:
        """The sign of a regulation that acts both ways."""
        return "+-" if self.ascii_only else "±"

    def _paint(self, codes: str, text: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and text else text


def pad(text: str, cells: int) -> str:
    """*text* filled up with blanks to *cells* of a terminal."""
    return text + " " * max(cells - width(text), 0)


def pad_left(text: str, cells: int) -> str:
    """The same, with the blanks in front."""
    return " " * max(cells - width(text), 0) + text


def wrap(words: Iterable[str], columns: int, *, first: str = "", indent: int = 0) -> list[str]:
    """*words* in lines of at most *columns* cells, where they fit; no word is cut.

    Args:
        words: What stays together, with its punctuation.
        columns: The width of the lines.
        first: How the first line begins.
        indent: The blanks in front of the others.
    """
    lines: list[str] = []
    line, fresh = first, True
    for word in words:
        if not fresh and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line, fresh = " " * indent, True
        gap = "" if not line or (fresh and line.endswith(" ")) else " "
        line += gap + word
        fresh = False
    return [*lines, line.rstrip()]


def wrap_names(
    names: Iterable[str], columns: int, *, first: str = "", indent: int = 0
) -> list[str]:
    """Names with commas between them, wrapped as `wrap` does."""
    listed = list(names)
    words = [f"{name}," for name in listed[:-1]] + listed[-1:]
    return wrap(words, columns, first=first, indent=indent)


def wrap_text(text: str, columns: int, *, first: str = "", indent: int = 0) -> list[str]:
    """A sentence, wrapped as `wrap` does."""
    return wrap(text.split(), columns, first=first, indent=indent)
