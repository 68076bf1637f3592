"""The nodes of a ``.bnd`` file and what is written in their braces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.findings import Findings
from boolnet.language.syntax import Name
from boolnet.language.tokens import read_look_alikes

_COMMENT = re.compile(r'//[^\n\r]*|/\*|"[^"\n]*"')
_NOT_BLANK = re.compile(r"[^\n\r]")
_NODE = re.compile(r"\s*node\s+([^\s{}:,;=]+)\s*(\{?)", re.IGNORECASE)
_SHORT = re.compile(r"\s*([^\s{}:,;=()&|!]+)\s*[:,](?!=)")
_ATTRIBUTE = re.compile(r"\s*(\w+)\s*=(?!=)")
# The start of the next attribute within a value: the semicolon in front of it is missing.
_NEXT = re.compile(r"(?<=[\s)\w])(?<![=<>!&|^*/+?:-])\s(\w+)\s*=(?!=)")
_END = re.compile(r'[;}]|"[^"\n]*"')
_BLANKS = re.compile(r"\s*")
_LINE = re.compile(r"[\n\r]")
_STATEMENT = re.compile(r"[;\n\r]")
_IN_BRACES = re.compile(r"[;}\n\r]")
_SHORT_END = re.compile(r"[;:,{]")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind an ``=``: its text and where that starts."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Block:
    """One node.

    Attributes:
        name: Its name.
        attributes: What is set in its braces, by name in lower case.
        span: From its first to its last character.
        broken: Whether something in it could not be read.
    """

    name: Name
    attributes: dict[str, Value]
    span: Span
    broken: bool = False


def blank_comments(text: str, findings: Findings) -> str:
    """*text* with blanks in place of comments; every character keeps its place.

    Cost:
        Linear in the text.
    """
    pieces: list[str] = []
    done = 0
    while match := _COMMENT.search(text, done):
        pieces.append(text[done : match.start()])
        end = match.end()
        if match[0].startswith('"'):
            pieces.append(match[0])
        else:
            if match[0] == "/*":
                close = text.find("*/", end)
                end = len(text) if close < 0 else close + 2
                if close < 0:
                    message = "this comment is never closed"
                    place = Span(match.start(), match.start() + 2)
                    findings.add(
                        Diagnostic("BN120", Severity.ERROR, message, place, help='close it: "*/"')
                    )
            pieces.append(_NOT_BLANK.sub(" ", text[match.start() : end]))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def read_blocks(text: str, findings: Findings) -> list[Block]:
    """The nodes in *text*, which has no comments any more.

    Cost:
        Linear in the text.
    """
    if not text.isascii():
        text = read_look_alikes(text, 0, findings)
    blocks = []
    position = _BLANKS.match(text).end()  # type: ignore[union-attr]
    while position < len(text):
        block, position = _read_block(text, position, findings)
        if block is not None:
            blocks.append(block)
        position = _BLANKS.match(text, position).end()  # type: ignore[union-attr]
    return blocks


def _read_block(text: str, start: int, findings: Findings) -> tuple[Block | None, int]:
    match = _NODE.match(text, start)
    if match is not None and match[2]:
        return _read_braces(text, match, findings)
    short = _SHORT.match(text, start if match is None else match.start(1))
    if short is not None:
        name = Name(short[1], Span(*short.span(1)))
        sign = _SHORT_END.search(text, short.end())
        end = len(text) if sign is None else sign.start()
        if sign is not None and sign[0] != ";":
            # Another node starts before the next semicolon: this one ends with its line.
            end = _end_of(_LINE, text, short.end())
        value = Value(text[short.end() : end], short.end())
        block = Block(name, {"logic": value}, Span(name.span.start, end))
        return block, end + text.startswith(";", end)
    end = _end_of(_STATEMENT, text, start)
    word = text[start:end].strip()
    findings.add_once(
        Diagnostic(
            "BN106",
            Severity.ERROR,
            f'"{shorten(word or text[start])}" does not start a node',
            Span(start, max(start + 1, start + len(word))),
            help="a node reads: Node A { logic = B & !C; rate_up = …; rate_down = …; }",
        ),
        key="no node",
    )
    return None, max(end, start) + 1


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.search(text, start)
    return len(text) if match is None else match.start()


def _read_braces(text: str, match: re.Match[str], findings: Findings) -> tuple[Block, int]:
    name = Name(match[1], Span(*match.span(1)))
    attributes: dict[str, Value] = {}
    errors = findings.errors
    position = match.end()
    stop = -1
    while True:
        position = _BLANKS.match(text, position).end()  # type: ignore[union-attr]
        if text.startswith("}", position):
            position += 1
            break
        if text.startswith(";", position):
            position += 1
            continue
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None or position >= len(text):
            position = _refuse(text, position, match, findings)
            if position < 0:
                position = len(text)
                break
            continue
        if stop < attribute.end():  # else the same end as before: looked for once
            stop = _value_end(text, attribute.end())
        end, value = _read_value(text, attribute.end(), stop, findings)
        attributes.setdefault(attribute[1].lower(), value)
        position = end
    broken = findings.errors > errors
    return Block(name, attributes, Span(match.start(1), position), broken), position


def _value_end(text: str, start: int) -> int:
    """Where the next semicolon or brace is that is not in quotes."""
    position = start
    while match := _END.search(text, position):
        if match[0] in ";}":
            return match.start()
        position = match.end()
    return len(text)


def _read_value(text: str, start: int, end: int, findings: Findings) -> tuple[int, Value]:
    """Where the value ends, its semicolon included, and the value."""
    following = _NEXT.search(text, start, end)
    if following is not None:
        place = Span(*following.span(1))
        written = text[start : following.start()].rstrip()
        at = start + len(written)
        findings.add(
            Diagnostic(
                "BN104",
                Severity.ERROR,
                f'there is no ";" in front of "{shorten(following[1])}"',
                place,
                help='end each line in the braces with ";"',
                fix=Fix((Edit(Span(at, at), ";"),), Applicability.LIKELY),
            )
        )
        return following.start(1), Value(written, start)
    return end + text.startswith(";", end), Value(text[start:end], start)


def _refuse(text: str, position: int, match: re.Match[str], findings: Findings) -> int:
    """BN101 at the end of the text (-1), else BN106 and the place to go on."""
    if position >= len(text):
        findings.add(
            Diagnostic(
                "BN101",
                Severity.ERROR,
                'this "{" is never closed',
                Span(*match.span(2)),
                label="opened here",
                help='add "}" behind the last line of the node',
                node=match[1],
            )
        )
        return -1
    end = _end_of(_IN_BRACES, text, position + 1)
    word = text[position:end].strip()
    findings.add_once(
        Diagnostic(
            "BN106",
            Severity.ERROR,
            f'"{shorten(word)}" sets nothing: there is no "="',
            Span(position, position + len(word)),
            help="what stands in the braces reads: logic = B & !C;",
            node=match[1],
        ),
        key="no attribute",
    )
    return end
