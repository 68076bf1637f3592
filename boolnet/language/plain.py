"""The plain reader: a short way through files about whose spelling nothing is to be said.

Nearly every published file holds nothing but names, ``!``, ``&``, ``|``, parentheses, ``0``
and ``1``, one rule a line. Such a file is read here in one pass, without tokens, places or a
tree, some thirty times faster than `boolnet.language.parser` reads it. At anything else the
plain reader declines and the parser reads the file, so every finding comes from one place.

It is held to the parser by a law (tests/language/test_plain.py): where it answers, the parser
has no findings and reads the same names and the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from boolnet.language.findings import Findings
from boolnet.language.formula import MAX_DEPTH
from boolnet.language.header import find_misspelled_header, is_header
from boolnet.language.source import SourceText
from boolnet.language.tokens import RESERVED, scan
from boolnet.postfix import NOT, Postfix

_NAME = re.compile(r"\w+(?:\.\w*|[-:]\w+)*", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d*)?", re.ASCII)
# What may not lose the blanks between: two words in a row are a mistake.
_NEIGHBOURS = re.compile(r"[\w.:)-][ \t]+[\w.:(!-]", re.ASCII)
_WORD = re.compile(r"[\w.:-]+", re.ASCII)
# One operand, with the signs and parentheses in front, the parentheses behind, the connective.
# The first part keeps a long run of signs from being tried from each of them.
_OPERAND = re.compile(r"(?<![!(])([!(]*)([\w.:-]+)(\)*)([&|]?)", re.ASCII)


class PlainRule(NamedTuple):
    """One rule.

    Attributes:
        target: The node whose rule it is.
        start: The offset of the target in the text.
        comma: The offset of the comma.
        written: The text behind the comma, without a comment.
        formula: What is written there.
    """

    target: str
    start: int
    comma: int
    written: str
    formula: Postfix


def read_plain(source: SourceText) -> list[PlainRule] | None:
    """The rules of *source*, or `None` where the parser has to read it.

    No two rules have the same target. Cost: linear in the text.
    """
    text = source.text
    if "#@" in text:
        return None
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return None
    words = _Words()
    rules: list[PlainRule] = []
    targets: set[str] = set()
    before_rules = True
    start = 0
    for whole in text.split("\n"):
        line = whole[:-1] if whole.endswith("\r") else whole
        line = line.partition("#")[0]
        if not line.isascii():
            return None
        if line.strip(" \t"):
            left, comma, right = line.partition(",")
            if before_rules:
                before_rules = False
                header = _read_header(line, start)
                if header is None:
                    return None
                if header:
                    start += len(whole) + 1
                    continue
            target = left.strip(" \t")
            if not comma or target in targets or not words.is_name(target):
                return None
            formula = _read_formula(right, words)
            if formula is None:
                return None
            targets.add(target)
            place = start + len(left) - len(left.lstrip(" \t"))
            rules.append(PlainRule(target, place, start + len(left), right, formula))
        start += len(whole) + 1
    return rules or None


def find_words(written: str, name: str) -> list[int]:
    """Where *name* stands in the text of a plain rule. Cost: linear in the text."""
    return [match.start() for match in _WORD.finditer(written) if match.group() == name]


def _read_header(line: str, start: int) -> bool | None:
    """Whether *line*, the first with anything on it, is the header; `None` if only nearly."""
    findings = Findings()
    tokens, _ = scan(line, start, findings)
    if is_header(tokens):
        return True
    return None if findings.errors or find_misspelled_header(tokens) else False


class _Words:
    """The words of a file, each looked at once."""

    def __init__(self) -> None:
        self._names: dict[str, bool] = {}

    def is_name(self, word: str) -> bool:
        """Whether *word* is a name that needs no quotes."""
        known = self._names.get(word)
        if known is None:
            known = self._names[word] = (
                _NAME.fullmatch(word) is not None
                and _NUMBER.fullmatch(word) is None
                and word.lower() not in RESERVED
            )
        return known


def _read_formula(written: str, words: _Words) -> Postfix | None:
    if _NEIGHBOURS.search(written):
        return None
    compact = written.replace(" ", "").replace("\t", "")
    pieces = _OPERAND.findall(compact)
    # Whatever is no operand and no connective in its place is missing from the pieces.
    if sum(map(len, map("".join, pieces))) != len(compact) or not pieces or pieces[-1][3]:
        return None
    return _to_postfix(pieces, words)


def _to_postfix(pieces: Sequence[tuple[str, str, str, str]], words: _Words) -> Postfix | None:
    codes = {"0": 0, "1": 1}
    names: list[str] = []
    code: list[int] = []
    # Per open parenthesis: how many alternatives and factors stood in front of it, and whether
    # it is negated. A term is `factors` operands, joined by "and" when it ends.
    opened: list[tuple[int, int, bool]] = []
    alternatives = factors = 0
    last = len(pieces) - 1
    for index, (signs, word, closed, connective) in enumerate(pieces):
        negated = False
        for sign in signs:
            if sign == "!":
                negated = not negated
            else:
                opened.append((alternatives, factors, negated))
                alternatives = factors = 0
                negated = False
        if signs and len(opened) > MAX_DEPTH:
            return None
        literal = codes.get(word)
        if literal is None:
            if not words.is_name(word):
                return None
            literal = codes[word] = 3 + 2 * len(names)
            names.append(word)
        code.append(literal ^ negated)
        factors += 1
        if closed:
            if len(closed) > len(opened):
                return None
            for left in range(len(closed) - 1, -1, -1):
                outer, before, negated = opened.pop()
                if not alternatives and not negated:
                    factors += before  # a conjunction in a conjunction
                    alternatives = outer
                    continue
                if factors > 1:
                    code.append(-2 * factors)
                if alternatives and not (negated or before or (connective == "&" and not left)):
                    alternatives += outer  # a disjunction in a disjunction
                    factors = 1
                    continue
                if alternatives:
                    code.append(-2 * alternatives - 3)
                if negated:
                    code.append(NOT)
                alternatives, factors = outer, before + 1
        if connective == "|":
            if factors > 1:
                code.append(-2 * factors)
            alternatives += 1
            factors = 0
        elif not connective and index != last:
            return None
    if opened:
        return None
    if factors > 1:
        code.append(-2 * factors)
    if alternatives:
        code.append(-2 * alternatives - 3)
    return Postfix(tuple(names), code)
