"""What could be typed at a place of a rule file.

Nodes come with the number of times they are used, so that the well-known one stands in front of
the misspelled one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from boolnet.diagnostics import CODES, Span
from boolnet.formats.knowledge import spell_subject
from boolnet.language.annotation_values import CONFIDENCES, KINDS
from boolnet.language.formula import MACROS
from boolnet.language.printer import HEADER
from boolnet.language.tokens import OPERANDS, Token, spell_name
from boolnet.language.tokens import Kind as Sign
from boolnet.lsp.line import Line, Role
from boolnet.lsp.outline import Nature, nature_of
from boolnet.lsp.view import RULES, View
from boolnet.lsp.vocabulary import ARROWS, KEYS, OPERATORS, PREFIXES

MOST = 300  # choices that are offered at once
_WORDS = {*OPERANDS, Sign.UNCLOSED, Sign.AND, Sign.OR, Sign.NOT, Sign.XOR}
_VALUES = {"kind": KINDS, "confidence": CONFIDENCES, "direct": ("yes", "no", "unknown")}
_TYPED = re.compile(r'"[^"]*$|[^\s|<"]*$')
_KEYED = re.compile(r"[ \t]*([\w-]+)[ \t]*[:=]")
_SUBJECT = re.compile(r'[ \t]*("[^"]*"|[^\s|":]+)[ \t]*([^\w\s"]*)[ \t]*(?P<target>"?[^\s|]*)$')


class Sort(Enum):
    """What a choice is."""

    NODE = "node"
    OPERATOR = "operator"
    VALUE = "value"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that could be typed.

    Attributes:
        label: What the list shows.
        text: What is inserted in place of `span`.
        span: What was typed of it so far.
        sort: What it is.
        detail: A few words beside the label.
        filter: What the typed letters are compared with.
    """

    label: str
    text: str
    span: Span
    sort: Sort
    detail: str = ""
    filter: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices, best first; `more` says that there are others."""

    found: tuple[Choice, ...] = ()
    more: bool = False


def complete(view: View, offset: int) -> Choices:
    """What could stand at *offset*. Cost: linear in the number of nodes."""
    if view.format != RULES:
        return Choices()
    start, line = view.line_at(offset)
    assert line is not None
    column = offset - start
    if line.remark is not None and column > line.remark:
        if line.statement is None:
            return Choices()
        text = view.source.line_text(view.source.line(start))[line.remark + 2 : column]
        found = _in_annotation(view, text, offset) if column > line.remark + 1 else []
    else:
        found = _in_rule(view, line, start, column)
    best = list(islice(found, MOST + 1))
    return Choices(tuple(best[:MOST]), len(best) > MOST)


# -- rules ---------------------------------------------------------------------------------


def _in_rule(view: View, line: Line, start: int, column: int) -> Iterator[Choice]:
    before = [token for token in line.tokens if token.start < column]
    typed: Token | None = None
    if before and before[-1].end >= column and before[-1].kind in _WORDS:
        typed = before.pop()
    if typed is not None and typed.kind in (Sign.AND, Sign.OR, Sign.NOT, Sign.XOR):
        if not typed.text.isalpha():
            before.append(typed)
            typed = None
    span = Span(start + column, start + column)
    if typed is not None:
        end = column if typed.kind is Sign.UNCLOSED else typed.end
        span = Span(start + typed.start, start + end)
    written = view.source.text[span.start : start + column]
    if not before:
        if line.goes_on and typed is None:
            return
        if not view.targets and not any(other.header for other in view.lines):
            yield Choice(HEADER, f"{HEADER}\n", span, Sort.KEY, "the first line of a file")
        missing = [name for name in view.inputs if name not in view.targets]
        behind = line.tokens[1:] if typed is not None else line.tokens
        for name in _ranked(view, missing, written, offset=span.start):
            text = spell_name(name) + ("" if behind else ", ")
            yield _node(view, name, text, span, written, "has no rule yet")
        return
    last = before[-1]
    if last.kind in OPERANDS or last.kind in (Sign.CLOSE, Sign.DELAY):
        if len(before) == 1:
            yield Choice(",", ", ", span, Sort.OPERATOR, "then the rule")
            return
        for sign in ("&", "|", "^"):
            yield Choice(sign, f"{sign} ", span, Sort.OPERATOR, OPERATORS[sign])
        return
    for name in _ranked(view, view.index, written, offset=span.start):
        yield _node(view, name, spell_name(name), span, written)
    yield Choice("!", "!", span, Sort.OPERATOR, OPERATORS["!"])
    for value, words in (("0", "always off"), ("1", "always on")):
        yield Choice(value, value, span, Sort.VALUE, words)
    for macro in sorted(MACROS):
        yield Choice(macro, f"{macro}(", span, Sort.OPERATOR, "counts regulators that are on")


def _ranked(view: View, names: Iterable[str], written: str, *, offset: int) -> list[str]:
    """*names* that may be meant by what is *written* at *offset*, the most used first."""
    typed = written.strip('"').casefold()
    at = view.use_at(offset)
    counts: dict[str, int] = {}
    for name in names:
        if typed in name.casefold():
            count = len(view.index.get(name, ()))
            if at is not None and at.name == name and at.span.start == offset:
                count -= 1  # what is being typed
            if count:
                counts[name] = count
    return sorted(counts, key=lambda name: (not name.casefold().startswith(typed), -counts[name]))


def _node(view: View, name: str, text: str, span: Span, written: str, words: str = "") -> Choice:
    count = sum(use.role is not Role.TARGET for _, use in view.index[name])
    nature = nature_of(view, name)
    told = [words or ("" if nature is Nature.RULE else nature.value), f"used {count:,} times"]
    if count == 1:
        told[1] = "used once"
    detail = ", ".join(part for part in told if part)
    compared = text if written.startswith('"') else name
    return Choice(name, text, span, Sort.NODE, detail, compared)


# -- annotations ---------------------------------------------------------------------------


def _in_annotation(view: View, text: str, offset: int) -> Iterator[Choice]:
    """*text* stands between ``#@`` and the place."""
    first, segment = _last_item(text)
    keyed = _KEYED.match(segment)
    if keyed is not None:
        yield from _values(view, keyed[1].lower(), segment[keyed.end() :], offset)
        return
    if first and segment.strip():
        yield from _subject(view, segment, offset)
        return
    written = segment.lstrip()
    span = Span(offset - len(written), offset)
    yield from _keys(span)
    if first:
        yield Choice("model", "model: ", span, Sort.KEY, KEYS["model"])
        for name in _ranked(view, view.index, written, offset=span.start):
            yield _node(view, name, spell_subject(name), span, written)


def _last_item(text: str) -> tuple[bool, str]:
    """What stands behind the last bar of *text* that is in no quotation and no arrow; and
    whether there was none."""
    place = -1
    quoted = False
    for index, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif character == "|" and not quoted and text[index - 1 : index] != "-":
            place = index
    return place < 0, text[place + 1 :]


def _keys(span: Span) -> Iterator[Choice]:
    for prefix, words in PREFIXES.items():
        yield Choice(prefix, f"{prefix}:", span, Sort.KEY, words)
    for key, words in KEYS.items():
        if key == "verify":
            yield Choice(key, key, span, Sort.KEY, words)
        elif key != "model":
            yield Choice(key, f"{key}: ", span, Sort.KEY, words)


def _subject(view: View, segment: str, offset: int) -> Iterator[Choice]:
    """The first item: a node, an arrow, the second node; or a key."""
    match = _SUBJECT.match(segment)
    if match is None:
        return
    arrow, target = match[2], match["target"]
    if arrow in ARROWS:
        span = Span(offset - len(target), offset)
        for name in _ranked(view, view.targets, target, offset=span.start):
            yield _node(view, name, spell_subject(name), span, target)
        return
    if segment[-1:].isspace() or arrow:
        typed = segment[match.start(2) :].strip() if arrow else ""
        span = Span(offset - len(typed), offset)
        for sign, words in ARROWS.items():
            yield Choice(sign, f"{sign} ", span, Sort.OPERATOR, words)
        return
    written = segment.lstrip()
    span = Span(offset - len(written), offset)
    for name in _ranked(view, view.index, written, offset=span.start):
        yield _node(view, name, spell_subject(name), span, written)
    yield from _keys(span)
    yield Choice("model", "model: ", span, Sort.KEY, KEYS["model"])


def _values(view: View, key: str, value: str, offset: int) -> Iterator[Choice]:
    match = _TYPED.search(value)
    written = match.group() if match else ""
    span = Span(offset - len(written), offset)
    if key == "levels":
        for name in _ranked(view, view.index, written, offset=span.start):
            yield _node(view, name, name, span, written)
    elif key == "ignore":
        for code, short in CODES.items():
            yield Choice(code, code, span, Sort.VALUE, short)
    elif key in view.index and key not in KEYS:
        yield from _keys(span)
    for word in _VALUES.get(key, ()):
        yield Choice(word, word, span, Sort.VALUE, key)
