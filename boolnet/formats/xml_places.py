"""Where the parts of an element stand in the text of its file."""

from __future__ import annotations

import re
from html import unescape

from boolnet.diagnostics import Span
from boolnet.formats.xml_tree import Element
from boolnet.language.source import SourceText

_NAME = re.compile(r"<[^\s/>]+")
_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_TEXT = re.compile(r"[^<]*")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_REFERENCES = re.compile(r"(?:&[^;]*;)+")


def name_span(source: SourceText, element: Element) -> Span:
    """The start of the tag of *element*, up to the end of its name."""
    match = _NAME.match(source.text, element.start)
    return Span(element.start, match.end() if match else element.start)


def tag_end(source: SourceText, element: Element) -> int:
    """The offset behind the start tag of *element*."""
    place = name_span(source, element).end
    while match := _ATTRIBUTE.match(source.text, place):
        place = match.end()
    return source.text.find(">", place) + 1 or place


def attribute_span(source: SourceText, element: Element, attribute: str) -> Span:
    """The value of *attribute* in the text, without its quotes; else the name of the element."""
    place = name_span(source, element).end
    while match := _ATTRIBUTE.match(source.text, place):
        if match[1].rpartition(":")[2] == attribute:
            return Span(match.start(2) + 1, match.end(2) - 1)
        place = match.end()
    return name_span(source, element)


def text_span(source: SourceText, element: Element) -> Span:
    """The characters of an element without children, without outer blanks."""
    match = _TEXT.match(source.text, tag_end(source, element))
    if match is None or not match[0].strip():
        return name_span(source, element)
    found = match[0]
    start = match.start() + len(found) - len(found.lstrip())
    return Span(start, start + len(found.strip()))


def plain_text(source: SourceText, element: Element) -> str:
    """What can be seen of the text in *element*, without markup, blanks made single."""
    inner = source.text[tag_end(source, element) : element.end]
    words = _MARKUP.sub(" ", inner)
    seen = "".join(c if c.isprintable() else " " for c in unescape(words))
    return " ".join(seen.split())


def aligned_value(source: SourceText, element: Element, attribute: str) -> tuple[str, int]:
    """The value of *attribute* and where it starts, character for character as in the text.

    Where several characters of the text stand for one (``&amp;``), blanks follow it.
    """
    start, end = attribute_span(source, element, attribute)
    if attribute not in element.attributes:
        return "", start
    return _REFERENCES.sub(_pad, source.text[start:end]), start


def _pad(match: re.Match[str]) -> str:
    return unescape(match[0]).ljust(len(match[0]))
