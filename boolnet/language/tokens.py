"""A line of a rule file, cut into words and signs.

Everything a line can hold becomes a token, mistakes included: saying what is wrong is the
parser's business. Characters that look like ours (a full-width comma) are read as ours and
reported here, because only here is it known what is quoted or a comment.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from boolnet.language.findings import Findings
from boolnet.language.mistakes import (
    DIRECTIONS,
    INVISIBLES,
    LOOK_ALIKES,
    SPACES,
    describe_look_alike,
)


class Kind(StrEnum):
    """What a token is."""

    NAME = "name"
    QUOTED = "quoted name"
    NUMBER = "number"
    TRUTH = "true or false"
    BAD_NAME = "a name with a character that needs quotes"
    NOT = "!"
    AND = "&"
    OR = "|"
    XOR = "^"
    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    DELAY = "[-1]"
    UNCLOSED = "a quotation mark without its partner"
    OTHER = "anything else"


class Token(NamedTuple):
    """A piece of a line. `start` and `end` are offsets in the whole text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


BINARY = frozenset((Kind.AND, Kind.OR, Kind.XOR))
OPERANDS = frozenset((Kind.NAME, Kind.QUOTED, Kind.NUMBER, Kind.TRUTH, Kind.BAD_NAME))
RESERVED = frozenset(("and", "or", "not", "xor", "true", "false"))

# Letters, digits and accents written as characters of their own; what cannot be seen is taken
# along and dropped from the name afterwards.
_LETTER = rf"[\w\u0300-\u036f{INVISIBLES}{DIRECTIONS}]"
# In a name: a full stop; between its letters a hyphen or a colon. The characters of the second
# class are taken in as well if letters follow, to be refused as one bad name.
_WORD = rf"{_LETTER}+(?:\.{_LETTER}*|[-:]{_LETTER}+|[/@$?'\\]{_LETTER}+)*"
_TOKEN = re.compile(
    rf"""[ \t]*(?:
    (?P<word>{_WORD})
    |(?P<comma>,)
    |(?P<delay>\[[ \t]*(?:-[ \t]*)?\d+[ \t]*\])
    |(?P<open>[(\[{{])
    |(?P<close>[)\]}}])
    |(?P<and>&+)
    |(?P<or>\|+)
    |(?P<not>!(?!=))
    |(?P<xor>\^)
    |(?P<quoted>"[^"]*")
    |(?P<unclosed>".*)
    |(?P<other><=>|<->|<-|->|-\||-\?|=>|==|!=|:=|<=|>=|\*=|\\/|/\\|//|/\*|--|`+|.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_BARE = re.compile(r"\w+(?:\.\w*|[-:]\w+)*")
_NUMBER = re.compile(r"\d+(?:\.\d*)?")
_BAD_IN_NAME = re.compile(r"[/@$?'\\]")
_KINDS = {
    "comma": Kind.COMMA,
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "and": Kind.AND,
    "or": Kind.OR,
    "not": Kind.NOT,
    "xor": Kind.XOR,
    "unclosed": Kind.UNCLOSED,
    "delay": Kind.DELAY,
    "other": Kind.OTHER,
}
_WORD_KINDS = {
    "and": Kind.AND,
    "or": Kind.OR,
    "not": Kind.NOT,
    "xor": Kind.XOR,
    "true": Kind.TRUTH,
    "false": Kind.TRUTH,
}

_STRANGE = "".join(LOOK_ALIKES) + SPACES + INVISIBLES
_STRANGERS = re.compile(rf'"[^"#]*"|#|[{re.escape(_STRANGE)}]')
_INVISIBLE_AWAY = dict.fromkeys(map(ord, INVISIBLES + DIRECTIONS))
_AS_OURS = {ord(alike): ours for alike, ours in LOOK_ALIKES.items()} | dict.fromkeys(
    map(ord, SPACES), " "
)


def spell_name(name: str) -> str:
    """*name* as it stands in a rule: in quotes where a bare word would mean something else."""
    match = _BARE.fullmatch(name)
    if match is None or name.lower() in RESERVED or _NUMBER.fullmatch(name):
        return f'"{name}"'
    return name


def control_character(name: str) -> str | None:
    """The first character of *name* that no name may hold, as ``U+0009``."""
    return next((f"U+{ord(c):04X}" for c in name if not c.isprintable() and c != " "), None)


def scan(line: str, offset: int, findings: Findings) -> tuple[list[Token], int]:
    """Cut *line*, whose first character stands at *offset*, into tokens.

    Returns:
        The tokens in front of the comment, and the place of its ``#`` within *line* (the
        length of the line when there is none).

    Cost:
        Linear in the length of the line.
    """
    if not line.isascii():
        line = read_look_alikes(line, offset, findings)
    end = line.find("#")
    end = len(line) if end < 0 else end
    stop = len(line[:end].rstrip(" \t"))
    tokens: list[Token] = []
    position = 0
    while True:
        match = _TOKEN.match(line, position, stop)
        if match is None:
            return tokens, end
        group = match.lastgroup or ""
        text = match[group]
        start = match.start(group)
        position = match.end()
        if group == "word":
            token = _word(text, offset + start, offset + position)
            if token is not None:
                tokens.append(token)
        elif group == "quoted":
            tokens.append(Token(Kind.QUOTED, text[1:-1], offset + start, offset + position))
        else:
            tokens.append(Token(_KINDS[group], text, offset + start, offset + position))


def _word(text: str, start: int, end: int) -> Token | None:
    if not text.isascii():
        text = text.translate(_INVISIBLE_AWAY)
        if not text:
            return None
    kind = _WORD_KINDS.get(text.lower()) if len(text) < 6 else None
    if kind is None:
        kind = Kind.NAME
        if text[0].isdecimal() and _NUMBER.fullmatch(text):
            kind = Kind.NUMBER
        elif _BAD_IN_NAME.search(text):
            kind = Kind.BAD_NAME
    return Token(kind, text, start, end)


def read_look_alikes(line: str, offset: int, findings: Findings) -> str:
    """Report the look-alikes of *line* and put ours in their place, one for one.

    What is in quotes or behind a ``#`` may hold any character.
    """
    parts: list[str] = []
    done = 0
    for match in _STRANGERS.finditer(line):
        found = match.group()
        if found == "#":
            break
        if found[0] == '"':
            continue
        start = match.start()
        if found != "\ufeff" or offset + start > 0:  # BN013 speaks of the one that starts a file
            findings.add_once(_look_alike(found, Span(offset + start, offset + start + 1)))
        parts.append(line[done:start])
        parts.append(found.translate(_AS_OURS))
        done = match.end()
        if LOOK_ALIKES.get(found) == "#":
            break
    parts.append(line[done:])
    return "".join(parts)


def _look_alike(character: str, span: Span) -> Diagnostic:
    space = character in SPACES
    ours = " " if space else LOOK_ALIKES.get(character, "")
    if space:
        advice = "replace by a plain space"
    else:
        advice = f'replace by "{ours}"' if ours else "delete it"
    return Diagnostic(
        code="BN109",
        severity=Severity.WARNING if space else Severity.ERROR,
        message=describe_look_alike(character),
        span=span,
        help=advice,
        fix=Fix((Edit(span, ours),), Applicability.SAFE),
    )
