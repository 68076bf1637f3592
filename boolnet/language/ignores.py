"""What stands behind ``ignore:`` in a ``#@`` line: codes, and a reason for people.

``#@ ignore: BN304 "XOR is intended"`` turns one code off; ``BN304, BN3`` two, of which the
second is a family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from boolnet.diagnostics import CODES, Diagnostic, Severity, Span, shorten
from boolnet.language.annotations import Item
from boolnet.language.findings import Findings

_WORD = re.compile(r"[^\s,;\"]+")
_CODE = re.compile(r"BN\d{1,3}")


@dataclass(frozen=True, slots=True)
class IgnoredCode:
    """A code that is to be left out.

    Attributes:
        code: The code or the beginning of several, in capitals.
        span: Where it stands.
    """

    code: str
    span: Span

    def covers(self, code: str) -> bool:
        """Whether *code* is left out."""
        return code.startswith(self.code)


def is_code(word: str) -> bool:
    """Whether *word* is a code, or the beginning of one that there is: ``BN204``, ``BN2``."""
    return bool(_CODE.fullmatch(word)) and any(code.startswith(word) for code in CODES)


def read_codes(item: Item) -> Iterator[IgnoredCode]:
    """The codes that *item*, an ``ignore:``, names; words that are none are left out."""
    for word, span in _words(item):
        if is_code(word.upper()):
            yield IgnoredCode(word.upper(), span)


def check_codes(item: Item, findings: Findings) -> None:
    """BN503 for an ``ignore:`` without codes, and for a word in it that is no code."""
    found = 0
    for word, span in _words(item):
        found += 1
        if not is_code(word.upper()):
            findings.add(
                _warning(
                    f'ignore: "{shorten(word)}" is not a code',
                    span,
                    'write codes first, then the reason in quotes: ignore: BN304 "XOR is meant"',
                )
            )
            return
    if not found:
        findings.add(
            _warning("ignore: there is no code", item.span, 'write ignore: BN304 "the reason"')
        )


def _words(item: Item) -> Iterator[tuple[str, Span]]:
    """What stands in front of the reason, word by word."""
    quoted = item.value_span.end - item.value_span.start != len(item.value)
    offset = item.value_span.start + quoted
    head = item.value.partition('"')[0]
    for match in _WORD.finditer(head):
        yield match.group(), Span(offset + match.start(), offset + match.end())


def _warning(message: str, span: Span, advice: str) -> Diagnostic:
    return Diagnostic("BN503", Severity.WARNING, message, span, help=advice)
