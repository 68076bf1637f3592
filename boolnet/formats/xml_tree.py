"""XML from strangers as a tree whose elements know their places.

Only expat touches the text, under limits that messages name. A document type with declarations
is refused (BN009): entities can read files and exhaust memory. A bare one, as every GINML file
has it, is taken out before the text is read, so that nothing it refers to can matter, and no
file and no address is ever opened. Elements and attributes go by their local names, since
programs disagree about prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.source import SourceText

MAX_DEPTH = 10_000
MAX_ELEMENTS = 1_000_000  # elements and attributes together, which is what memory goes into
MAX_TAG = 8 * 1024 * 1024  # one tag, which expat takes apart as a whole
_CHUNK = 1024 * 1024
_NAME = re.compile(r"<[^\s/>]+")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[^;]*);)[^\s;<&]{1,40};?")
_REASONS = {
    "XML_ERROR_DUPLICATE_ATTRIBUTE": "an attribute is given twice",
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": "something stands behind the end of the document",
    "XML_ERROR_UNCLOSED_TOKEN": "this is never closed",
    "XML_ERROR_PARTIAL_CHAR": "the text ends inside a character",
    "XML_ERROR_UNCLOSED_CDATA_SECTION": "this section is never closed",
    "XML_ERROR_MISPLACED_XML_PI": "the XML declaration does not stand at the start",
}
_CODES = {expat.errors.codes[getattr(expat.errors, name)]: text for name, text in _REASONS.items()}
_MISMATCH = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
_NO_ELEMENTS = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
_UNDEFINED = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]


class Element:
    """One element of a document.

    Attributes:
        name: Its local name.
        attributes: Values by the local names of the attributes, namespaces left out.
        children: The elements directly in it, in order.
        text: The characters in front of its first child, outer blanks removed.
        start: The offset of its ``<``.
        end: The offset behind its end tag.
    """

    __slots__ = ("attributes", "children", "end", "name", "start", "text")

    def __init__(self, name: str, attributes: dict[str, str], start: int) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] | tuple[Element, ...] = ()
        self.text = ""
        self.start = start
        self.end = start

    def get(self, attribute: str, default: str = "") -> str:
        """The value of *attribute*, outer blanks removed."""
        return self.attributes.get(attribute, default).strip()

    def find(self, name: str) -> Element | None:
        """The first child called *name*."""
        return next((child for child in self.children if child.name == name), None)

    def every(self, *path: str) -> Iterator[Element]:
        """The elements at the end of *path*, each step a child's name."""
        level = [self]
        for name in path:
            level = [child for part in level for child in part.children if child.name == name]
        yield from level

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the text."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.children))


class _Refused(Exception):
    """Carries a finding out of expat's callbacks."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Bare(Exception):
    """Carries the place of a document type without declarations out of expat's callbacks."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


def parse_xml(source: SourceText, *, doctype: bool = False) -> Element | Diagnostic:
    """The root element of *source*, or why there is none (BN004, BN007, BN009 or BN010).

    Args:
        source: The text.
        doctype: Whether a document type without declarations is part of the format.

    Cost:
        Linear in the text; at most `MAX_ELEMENTS` elements and attributes are held.
    """
    try:
        try:
            return _Builder(source, source.text, doctype).parse()
        except _Bare as bare:
            start, end = bare.span
            blank = re.sub(r"[^\r\n]", " ", source.text[start:end])
            return _Builder(source, source.text[:start] + blank + source.text[end:], False).parse()
    except _Refused as refused:
        return refused.finding


class _Builder:
    """Expat's callbacks."""

    def __init__(self, source: SourceText, text: str, doctype: bool) -> None:
        self._source = source
        self._data = text.encode("utf-8", "replace")
        self._ascii = text.isascii()
        self._may_have_doctype = doctype
        self._doctype: int | None = None
        self._declares = False
        self._byte = self._characters = 0  # the last place that was converted
        self._event = 0  # where expat was last seen
        self._count = 0
        self._names: dict[str, str] = {}
        self._open: list[Element] = []
        self._pieces: list[str] = []
        self._root: Element | None = None
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._start_doctype
        parser.EndDoctypeDeclHandler = self._end_doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._external

    def parse(self) -> Element:
        data = self._data
        try:
            for start in range(0, len(data), _CHUNK):
                self._parser.Parse(data[start : start + _CHUNK], False)
                if start + _CHUNK - self._event > MAX_TAG:
                    place = self._convert(self._event)
                    self._refuse(
                        "BN004",
                        f"a tag or comment is longer than {MAX_TAG >> 20} MB, which is the limit",
                        Span(place, place + 1),
                    )
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            self._refuse_form(error)
        if self._root is None:
            self._refuse("BN010", "not well-formed XML at line 1: there is no element", Span(0, 0))
        return self._root

    # -- what expat calls ----------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        place = self._offset()
        self._count += 1 + len(attributes)
        if self._count > MAX_ELEMENTS:
            self._refuse(
                "BN004",
                f"the file has more than {MAX_ELEMENTS:,} elements and attributes, "
                "which is the limit",
                Span(place, place + 1),
            )
        if len(self._open) >= MAX_DEPTH:
            self._refuse(
                "BN007",
                f"elements are nested more than {MAX_DEPTH:,} deep, which is the limit",
                Span(place, place + 1),
            )
        values = {
            self._local(key): value
            for key, value in reversed(attributes.items())
            if not key.startswith("xmlns")
        }
        element = Element(self._local(name), values, place)
        if self._open:
            parent = self._open[-1]
            if isinstance(parent.children, list):
                parent.children.append(element)
            else:
                parent.children = [element]
                parent.text = "".join(self._pieces).strip()
        else:
            self._root = element
        self._pieces.clear()
        self._open.append(element)

    def _end(self, name: str) -> None:
        element = self._open.pop()
        text = self._source.text
        place = self._offset()
        if not (element.children or self._pieces) and text.endswith("/>", 0, place):
            element.end = place
        else:
            element.end = text.find(">", place) + 1
        if not element.children:
            element.text = "".join(self._pieces).strip()
        self._pieces.clear()

    def _text(self, data: str) -> None:
        self._event = self._parser.CurrentByteIndex
        if self._open and not self._open[-1].children:
            self._pieces.append(data)

    def _start_doctype(
        self, name: str, system: str | None, public: str | None, declares: int
    ) -> None:
        # Expat says so only when it knows whether declarations follow.
        behind = self._offset() + 1
        self._doctype = max(self._source.text.rfind("<!DOCTYPE", 0, behind), 0)
        self._declares = bool(declares)
        if not (self._declares or self._may_have_doctype):
            self._refuse_doctype(
                "the XML has a DOCTYPE; it is refused because it can name other files to read"
            )

    def _end_doctype(self) -> None:
        if self._declares or self._doctype is None:
            self._refuse_doctype(
                "the XML has a DOCTYPE with declarations; they are refused because they can "
                "exhaust memory"
            )
        raise _Bare(Span(self._doctype, self._offset() + 1))

    def _entity(self, *_: object) -> NoReturn:
        self._refuse_doctype(
            "the XML declares entities; they are refused because they can read files or "
            "exhaust memory"
        )

    def _external(self, *_: object) -> NoReturn:
        self._refuse_doctype("the XML refers to another file; it is not read")

    # -- places and refusals -------------------------------------------------------------

    def _offset(self) -> int:
        self._event = self._parser.CurrentByteIndex
        return self._convert(self._event)

    def _convert(self, byte: int) -> int:
        """The offset in characters of a place that is not in front of the last one."""
        if self._ascii or byte < self._byte:
            return byte if self._ascii else self._characters
        self._characters += len(self._data[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._characters

    def _local(self, name: str) -> str:
        """The name without its prefix, each name held once."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = name.rpartition(":")[2]
        return known

    def _refuse(
        self, code: str, message: str, span: Span, label: str = "", help: str | None = None
    ) -> NoReturn:
        raise _Refused(Diagnostic(code, Severity.ERROR, message, span, label, help=help))

    def _refuse_doctype(self, message: str) -> NoReturn:
        text = self._source.text
        start = self._doctype or 0
        entity = text.find("<!ENTITY", start) if self._declares else -1
        place = start if entity < 0 else entity
        finding = Diagnostic(
            "BN009",
            Severity.ERROR,
            message,
            Span(place, min(place + len("<!DOCTYPE"), len(text))),
            "an entity is declared here" if entity >= 0 else "",
            help="delete the <!DOCTYPE …> block",
        )
        raise _Refused(finding)

    def _refuse_form(self, error: expat.ExpatError) -> NoReturn:
        source = self._source
        text = source.text
        place = min(max(self._convert(self._parser.ErrorByteIndex), 0), len(text))
        for sign in ("</", "&"):  # expat stops behind it
            if text.endswith(sign, 0, place):
                place -= len(sign)
        related: tuple[tuple[Span, str], ...] = ()
        fix = None
        if error.code in (_MISMATCH, _NO_ELEMENTS) and self._open:
            inner = self._open[-1]
            match = _NAME.match(text, inner.start)
            end = match.end() if match else inner.start + 1
            tag = text[inner.start + 1 : end]
            reason = f"<{shorten(tag)}> is not closed"
            related = ((Span(inner.start, end), "opened here"),)
            fix = Fix((Edit(Span(place, place), f"</{tag}>"),), Applicability.LIKELY)
        elif error.code == _NO_ELEMENTS:
            reason = "there is no element"
        elif error.code == _UNDEFINED:
            match = _REFERENCE.search(text, place)  # in an attribute: behind the tag's start
            place = match.start() if match else place
            reason = f"{match[0] if match else 'a reference'} is not defined in XML"
        elif error.code in _CODES:
            reason = _CODES[error.code]
        else:
            reason = _unexpected(text, place)
        finding = Diagnostic(
            "BN010",
            Severity.ERROR,
            f"not well-formed XML at line {source.line(place):,}: {reason}",
            Span(place, min(place + 1, len(text))),
            related=related,
            help=f"add </{tag}> in front of it"
            if fix
            else "write the file again with the program it comes from, or correct this line",
            fix=fix,
        )
        raise _Refused(finding)


def _unexpected(text: str, place: int) -> str:
    character = text[place : place + 1]
    if character in ("&", "<"):
        name = {"&": "&amp;", "<": "&lt;"}[character]
        return f'"{character}" must be written {name} here'
    if not character:
        return "the text ends too early"
    if not character.isprintable():
        return f"the character U+{ord(character):04X} may not stand here"
    return f'"{character}" may not stand here'
