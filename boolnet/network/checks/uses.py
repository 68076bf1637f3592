"""Which names a file defines and which it reads, and where it does so first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from boolnet.diagnostics import Span
from boolnet.language.plain import PlainRule
from boolnet.language.syntax import Document, Name, Stray, names_of

_WORD = re.compile(r"[\w.:-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Uses:
    """The names of a file, composed (NFC), with their first places.

    Attributes:
        defined: The targets, those of rules with errors included.
        read: The names in rules without errors, in the order in which they are first read.
        reader: The target whose rule reads the name first.
        variants: The spellings that are not composed, with the composed form and the place.
        complete: Whether the target of every rule could be made out. If not, a name without
            a rule may well have one.
    """

    defined: dict[str, Span]
    read: dict[str, Span]
    reader: dict[str, str]
    variants: dict[str, tuple[str, Span]]
    complete: bool

    @classmethod
    def of(cls, document: Document) -> Uses:
        """Collect the names. Cost: linear in the size of the file."""
        defined: dict[str, Span] = {}
        read: dict[str, Span] = {}
        reader: dict[str, str] = {}
        variants: dict[str, tuple[str, Span]] = {}

        def composed(name: Name) -> str:
            if name.text.isascii():
                return name.text
            form = unicodedata.normalize("NFC", name.text)
            if form != name.text:
                variants.setdefault(name.text, (form, name.span))
            return form

        for rule in document.rules:
            target = composed(rule.target) if rule.target is not None else ""
            if rule.target is not None:
                defined.setdefault(target, rule.target.span)
            if rule.formula is None:
                continue
            for name in names_of(rule.formula):
                form = composed(name)
                if form not in read:
                    read[form] = name.span
                    reader[form] = target
        complete = not any(isinstance(line, Stray) for line in document.lines)
        return cls(defined, read, reader, variants, complete)

    @classmethod
    def of_plain(cls, rules: Iterable[PlainRule]) -> Uses:
        """Collect the names of a plain file. Cost: linear in the number of names."""
        defined: dict[str, Span] = {}
        read: dict[str, Span] = {}
        reader: dict[str, str] = {}
        for rule in rules:
            defined[rule.target] = Span(rule.start, rule.start + len(rule.target))
            place = 0
            for name in rule.formula.names:
                if name not in read:
                    place = _find_word(rule.written, name, place)
                    start = rule.comma + 1 + place
                    read[name] = Span(start, start + len(name))
                    reader[name] = rule.target
        return cls(defined, read, reader, {}, True)


def _find_word(text: str, word: str, start: int) -> int:
    """Where *word* stands in *text* by itself first, from *start* on."""
    while True:
        place = text.index(word, start)
        start = place + 1
        match = _WORD.match(text, place)
        assert match is not None
        if match.end() == place + len(word) and not (place and _WORD.match(text, place - 1)):
            return place
