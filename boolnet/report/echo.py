"""Text of others on a terminal: nothing invisible, nothing that moves the cursor."""

from __future__ import annotations

import unicodedata

_TAB = "    "
_ASCII = {"…": "...", "≥": ">=", "≤": "<=", "≠": "!="}  # what messages of ours hold


def show(text: str, *, ascii_only: bool = False) -> str:
    """*text* with every character visible: what is not printable becomes ``U+200B``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(show_character(character, ascii_only) for character in text)


def show_character(character: str, ascii_only: bool = False) -> str:
    """One character as `show` shows it."""
    if character == "\t":
        return _TAB
    if character.isprintable() and (character.isascii() or not ascii_only):
        return character
    if ascii_only and character in _ASCII:
        return _ASCII[character]
    return f"U+{ord(character):04X}"


def width(shown: str) -> int:
    """The number of terminal cells that *shown* takes."""
    if shown.isascii():
        return len(shown)
    return sum(_cells(character) for character in shown)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
