"""JSON from strangers as a tree whose values know their places.

Read with an explicit stack and under limits that messages name. What is not in the standard is
refused: NaN and Infinity, a name that stands twice in one object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out
from typing import NoReturn, TypeAlias

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.language.source import SourceText

MAX_DEPTH = 1_000
MAX_VALUES = 2_000_000
_LONGEST_NUMBER = 40
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z]+")
_WORDS = {"true": True, "false": False, "null": None}

Content: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | None"


class Value:
    """A value and its place.

    Attributes:
        content: What it is; objects and lists hold further values.
        start: The offset of its first character.
        end: The offset behind its last character.
    """

    __slots__ = ("content", "end", "start")

    def __init__(self, content: Content, start: int, end: int) -> None:
        self.content = content
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        """The place of the value; of a string without its quotation marks."""
        inside = isinstance(self.content, str) and self.end > self.start + 1
        return Span(self.start + inside, self.end - inside)

    def get(self, *names: str) -> Value | None:
        """The value under the first of *names* that an object has."""
        if isinstance(self.content, dict):
            for name in names:
                if name in self.content:
                    return self.content[name]
        return None

    def items(self) -> Iterator[Value]:
        """The values of a list."""
        if isinstance(self.content, list):
            yield from self.content


class _Refused(Exception):
    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse_json(source: SourceText) -> Value | Diagnostic:
    """The value that *source* holds, or BN011.

    Cost:
        Linear in the text; at most `MAX_VALUES` values are held.
    """
    try:
        return _Parser(source).parse()
    except _Refused as refused:
        return refused.finding


class _Parser:
    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._text = source.text
        self._place = 0
        self._count = 0

    def parse(self) -> Value:
        # Open objects and lists; for an object also the name of the value that comes next.
        stack: list[tuple[Value, str]] = []
        while True:
            value = self._begin()
            opened = isinstance(value.content, dict | list)
            if opened and len(stack) >= MAX_DEPTH:
                self._refuse(
                    f"nested more than {MAX_DEPTH:,} deep, which is the limit", value.start
                )
            if opened and not self._closes(value):
                stack.append((value, self._name(value) if self._is_object(value) else ""))
                continue
            # A whole value: put it where it belongs, and close what ends here.
            while stack:
                outer, name = stack.pop()
                if isinstance(outer.content, dict):
                    outer.content[name] = value
                elif isinstance(outer.content, list):
                    outer.content.append(value)
                self._skip()
                if self._text.startswith(",", self._place):
                    self._place += 1
                    stack.append((outer, self._name(outer) if self._is_object(outer) else ""))
                    break
                if not self._closes(outer):
                    self._unexpected(outer, "a comma or the end")
                value = outer
            else:
                self._skip()
                if self._place < len(self._text):
                    self._refuse("something stands behind the end", self._place)
                return value

    @staticmethod
    def _is_object(value: Value) -> bool:
        return isinstance(value.content, dict)

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._place)
        if match is not None:
            self._place = match.end()

    def _begin(self) -> Value:
        """A whole simple value, or an object or list of which only the start is read."""
        self._skip()
        text, start = self._text, self._place
        self._count += 1
        if self._count > MAX_VALUES:
            self._refuse(f"more than {MAX_VALUES:,} values, which is the limit", start)
        character = text[start : start + 1]
        if character == "{":
            self._place += 1
            return Value({}, start, start + 1)
        if character == "[":
            self._place += 1
            return Value([], start, start + 1)
        if character == '"':
            return Value(self._string(), start, self._place)
        number = _NUMBER.match(text, start)
        if number is not None:
            return self._number(number)
        word = _WORD.match(text, start)
        if word is not None and word[0] in _WORDS:
            self._place = word.end()
            return Value(_WORDS[word[0]], start, word.end())
        if not character:
            self._refuse("the text ends where a value is expected", start)
        shown = word[0] if word else character
        self._refuse(f'"{shorten(shown)}" is no value', start)

    def _number(self, match: re.Match[str]) -> Value:
        written, start = match[0], self._place
        if len(written) > _LONGEST_NUMBER:
            self._refuse(f"a number has {len(written):,} characters", start)
        self._place = match.end()
        whole = match[1] is None and match[2] is None
        return Value(int(written) if whole else float(written), start, match.end())

    def _string(self) -> str:
        try:
            value, self._place = scanstring(self._text, self._place + 1, True)
        except JSONDecodeError as error:
            reason = "a string is never closed"
            if not error.msg.startswith("Unterminated"):
                reason = "a string holds a character or an escape that it may not"
            self._refuse(reason, error.pos)
        return str(value)

    def _name(self, value: Value) -> str:
        """The name of the next value of an object, and its colon."""
        self._skip()
        start = self._place
        if not self._text.startswith('"', start):
            self._unexpected(value, "a name in quotation marks")
        name = self._string()
        if isinstance(value.content, dict) and name in value.content:
            self._refuse(f'the name "{shorten(name)}" stands twice in one object', start)
        self._skip()
        if not self._text.startswith(":", self._place):
            self._unexpected(value, "a colon")
        self._place += 1
        return name

    def _closes(self, value: Value) -> bool:
        """Whether *value* ends here; then its end is read."""
        self._skip()
        closing = "}" if isinstance(value.content, dict) else "]"
        if not self._text.startswith(closing, self._place):
            return False
        self._place += 1
        value.end = self._place
        return True

    def _unexpected(self, value: Value, expected: str) -> NoReturn:
        kind = "an object" if isinstance(value.content, dict) else "a list"
        if self._place >= len(self._text):
            self._refuse(f"the text ends inside {kind}", self._place, value)
        found = shorten(self._text[self._place])
        self._refuse(f'{expected} is expected in {kind}, not "{found}"', self._place)

    def _refuse(self, reason: str, place: int, opened: Value | None = None) -> NoReturn:
        place = min(place, len(self._text))
        related = (
            () if opened is None else ((Span(opened.start, opened.start + 1), "it starts here"),)
        )
        raise _Refused(
            Diagnostic(
                "BN011",
                Severity.ERROR,
                f"not valid JSON at line {self._source.line(place):,}: {reason}",
                Span(place, min(place + 1, len(self._text))),
                related=related,
                help="write the file again with the program it comes from, or correct this line",
            )
        )
