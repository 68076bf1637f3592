"""Where the parts of an element stand in the text of its file."""

from __future__ import annotations

import re
from collections.abc import Callable

from boolnet.diagnostics import Span
from boolnet.formats.xml_tree import Element
from boolnet.language.source import SourceText

_NAME = re.compile(r"<[^\s/>]+")
_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_TEXT = re.compile(r"[^<]*")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_WRITTEN = re.compile(r"&[^;]*;|\r\n")  # several characters that stand for one


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
    """Everything that is written in *element*, markup removed, blanks made single."""
    inner = source.text[tag_end(source, element) : element.end]
    words = _MARKUP.sub(" ", inner)
    for name, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        words = words.replace(f"&{name};", character)
    return " ".join(words.split())


def attribute_places(
    source: SourceText, element: Element, attribute: str
) -> Callable[[int, int], Span]:
    """A function from stretches of the value of *attribute* to their places in the text."""
    start, end = attribute_span(source, element, attribute)
    raw = source.text[start:end]
    if "&" not in raw and "\r\n" not in raw:
        return lambda first, last: Span(start + first, start + last)
    offsets: list[int] = []  # where each character of the value is written
    position = 0
    for match in _WRITTEN.finditer(raw):
        offsets.extend(range(start + position, start + match.start()))
        offsets.append(start + match.start())
        position = match.end()
    offsets.extend(range(start + position, end + 1))

    def place(first: int, last: int) -> Span:
        return Span(offsets[min(first, len(offsets) - 1)], offsets[min(last, len(offsets) - 1)])

    return place
