"""One line of a ``.bnet`` file as an editor sees it: its words, and the nodes that it names.

A line is read by itself, so that one keystroke costs one line; and a line with a mistake in it
still names its nodes. The parser (`boolnet.language.parser`) says what is wrong; a law holds the
names found here to those in its tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from boolnet.diagnostics import Span
from boolnet.language.annotations import Edge, Item, Kind, Statement, read_annotation
from boolnet.language.findings import Findings
from boolnet.language.formula import MACROS
from boolnet.language.header import is_header
from boolnet.language.mistakes import SEPARATORS
from boolnet.language.syntax import Annotation, Name
from boolnet.language.tokens import OPERANDS, Token, scan
from boolnet.language.tokens import Kind as Sign
from boolnet.network.rule import normalise

_NAMES = (Sign.NAME, Sign.QUOTED)
_LEVEL = re.compile(r"[^<]+")


class Role(Enum):
    """As what a line names a node."""

    TARGET = "target"
    REGULATOR = "regulator"
    SUBJECT = "subject of an annotation"
    EVIDENCE_REGULATOR = "regulator in an annotation"
    EVIDENCE_TARGET = "target in an annotation"
    LEVEL = "level of a ladder"

    @property
    def in_rule(self) -> bool:
        """Whether the line is a rule."""
        return self in (Role.TARGET, Role.REGULATOR)


@dataclass(frozen=True, slots=True)
class Use:
    """A name of a node. `name` is as the network holds it; `span` has its quotes."""

    name: str
    role: Role
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What stands on a line; every span counts from its first character.

    Attributes:
        tokens: What stands in front of the comment.
        remark: Where the comment or the annotation starts; `None` without one.
        statement: What the annotation says; `None` without one.
        uses: The nodes that are named, from left to right.
        header: Whether it reads ``targets, factors``.
        goes_on: Whether it may be the rest of the rule above: it has no target of its own.
    """

    tokens: tuple[Token, ...]
    remark: int | None
    statement: Statement | None
    uses: tuple[Use, ...]
    header: bool
    goes_on: bool


def read_line(text: str) -> Line:
    """Read a line without its line end. Cost: linear in its length."""
    unsaid = Findings()
    skip = int(text.startswith("\ufeff"))
    tokens, remark = scan(text[skip:], skip, unsaid)
    remark += skip
    header = bool(tokens) and is_header(tokens)
    first = None if header else _find_target(tokens)
    uses = [] if header else list(_uses(tokens, first))
    statement = None
    if text.startswith("#@", remark):
        span = Span(remark, len(text))
        statement = read_annotation(Annotation(text[remark + 2 :], span), unsaid)
        uses += _named_by(statement, text)
    return Line(
        tuple(tokens),
        remark if remark < len(text) else None,
        statement,
        tuple(uses),
        header,
        bool(tokens) and not header and first is None,
    )


def _find_target(tokens: list[Token]) -> int | None:
    """The index of the target: the name that stands in front of a separator, or alone."""
    if not tokens or tokens[0].kind not in OPERANDS:
        return None
    if len(tokens) == 1:
        return 0
    second = tokens[1]
    separated = second.kind is Sign.COMMA or second.text in (*SEPARATORS, "*")
    return 0 if separated or second.kind in OPERANDS else None


def _uses(tokens: list[Token], target: int | None) -> Iterator[Use]:
    for place, token in enumerate(tokens):
        if token.kind not in _NAMES or not token.text.strip():
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if (
            place != target
            and token.kind is Sign.NAME
            and token.text.lower() in MACROS
            and following is not None
            and following.kind is Sign.OPEN
        ):
            continue
        role = Role.TARGET if place == target else Role.REGULATOR
        yield Use(normalise(token.text), role, token.span)


def _named_by(statement: Statement, text: str) -> Iterator[Use]:
    subject = statement.subject
    if isinstance(subject, Edge):
        for name, role in (
            (subject.regulator, Role.EVIDENCE_REGULATOR),
            (subject.target, Role.EVIDENCE_TARGET),
        ):
            yield Use(normalise(name.text), role, name.span)
    elif isinstance(subject, Name):
        yield Use(normalise(subject.text), Role.SUBJECT, subject.span)
    for item in statement.items:
        if item.kind is Kind.PAIR and item.key == "levels":
            yield from _levels(item, text)


def _levels(item: Item, text: str) -> Iterator[Use]:
    """The nodes of ``levels: OPG < OPG_hi``, each without the blanks and quotes around it."""
    start, end = item.value_span
    if item.value.count("<") != text.count("<", start, end):
        return
    for match in _LEVEL.finditer(text, start, end):
        written = match.group()
        name = written.strip().strip('" ')
        if name:
            place = match.start() + written.index(name)
            yield Use(normalise(name), Role.LEVEL, Span(place, place + len(name)))
