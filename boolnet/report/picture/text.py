"""Words in a picture: how wide they are, how they are broken and escaped."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

# Widths of Helvetica and Arial in thousandths of the size of the type.
_WIDTHS = {
    "ijl|'": 222,
    "I.,:;!/\\ ft": 278,
    "()-r[]": 333,
    "ckszvxyJ": 500,
    "_+<>=~": 584,
    "w": 722,
    "ABEKPSVXY&": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "mM": 833,
    "W": 944,
    "@%": 1000,
}
_WIDTH_OF = {character: width for characters, width in _WIDTHS.items() for character in characters}
_ANY = 556


def width_of(text: str, size: int) -> int:
    """The width of *text* in pixels, rounded up."""
    wide = 0
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            wide += 1000
        else:
            wide += _WIDTH_OF.get(character, _ANY if character < "\u0370" else 700)
    return -(-wide * size // 1000)


def break_words(text: str, width: int, size: int) -> list[str]:
    """*text* in lines that are no wider than *width*, where its words allow it."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write_text(text: str, x: int, y: int, size: int, style: str = "") -> str:
    """An SVG text that is as wide on every machine, whatever its fonts."""
    width = width_of(text, size)
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" textLength="{width}" '
        f'lengthAdjust="spacingAndGlyphs"{style and " " + style}>{clean(text)}</text>'
    )


def clean(text: str) -> str:
    """*text* as the contents of an element: no name can close it or open another."""
    visible = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return escape(visible, {'"': "&quot;"})
