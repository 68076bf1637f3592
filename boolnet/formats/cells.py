"""Cells of a table that a spreadsheet will open."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")  # spreadsheets take these too
_ESCAPED = re.compile("'+[=+\\-@\t\r＝＋－＠]")


_QUOTED = re.compile('[,;\t|，；"\r\n]|^ | $')


def protect(cell: str) -> str:
    """*cell* with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unprotect(cell: str) -> str:
    """*cell* without outer blanks and without the apostrophe that `protect` put in front."""
    cell = cell.strip(" ")
    return cell[1:] if _ESCAPED.match(cell) else cell


def format_cells(cells: Iterable[str], delimiter: str = ",") -> str:
    """A row of a table, ended. Cells with any delimiter are quoted, so that none is guessed."""
    return delimiter.join(_quote(cell) if _QUOTED.search(cell) else cell for cell in cells) + "\n"


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
