"""A syntax tree back to text, in the one layout that every file can have.

``targets, factors``, then a rule on each line with one blank around ``&``, ``|`` and ``^`` and
none behind ``!``; the rules of a block (what no blank line separates) stand in one column.
Comments and annotations keep their text; those behind a rule move above it, because AEON reads
no comment there. The order of the lines, parentheses and repeated ``!`` stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from boolnet.language.source import SourceText
from boolnet.language.syntax import (
    Annotation,
    Blank,
    Comment,
    Constant,
    Document,
    Formula,
    Group,
    Header,
    Line,
    Macro,
    Name,
    Negation,
    Operation,
    Rule,
    Stray,
)
from boolnet.language.tokens import spell_name

HEADER = "targets, factors"
_WIDEST = 24  # longer targets do not push the rules of their neighbours to the right


@dataclass(slots=True)
class Entry:
    """A rule with what stands right above it, or lines that belong to no rule.

    Attributes:
        lines: Comments, annotations and the header, each without the blanks around it.
        target: The target of the rule as it is spelled here; empty without a rule.
        rule: The rule as it is spelled here.
        gap: Whether a blank line stands above.
    """

    lines: list[str] = field(default_factory=list)
    target: str = ""
    rule: str = ""
    gap: bool = False


def format_document(
    document: Document,
    source: SourceText,
    arrange: Callable[[Sequence[Entry]], Sequence[Entry]] | None = None,
) -> str:
    """*document*, a tree without errors, as text with LF at the ends of lines.

    Args:
        document: The tree of *source*.
        source: The text, from which comments are quoted.
        arrange: Puts the entries behind the header in another order; the first stays at the
            top when it has no rule.

    Raises:
        ValueError: The tree has a line that could not be read.

    Cost:
        Linear in the text; nothing recurses.
    """
    head, entries = _split(document, source)
    if arrange is not None:
        entries = list(arrange(entries))
    rows: list[str] = []
    block: list[Entry] = []
    for entry in [*head, *entries]:
        if entry.gap and block:
            rows += [*_format_block(block), ""]
            block = []
        block.append(entry)
    rows += _format_block(block)
    return "\n".join(rows) + "\n"


def format_formula(formula: Formula) -> str:
    """*formula* with its own parentheses and no others. Cost: linear in the result."""
    pieces: list[str] = []
    stack: list[Formula | str] = [formula]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Name):
            pieces.append(format_name(part))
        elif isinstance(part, Constant):
            pieces.append("1" if part.value else "0")
        elif isinstance(part, Negation):
            pieces.append("!" * len(part.operators))
            stack.append(part.operand)
        elif isinstance(part, Group):
            stack += (")", part.inner, "(")
        elif isinstance(part, Operation):
            stack += _row(part.operands, f" {part.connective.value} ")
        else:
            stack += _arguments(part)
    return "".join(pieces)


def format_name(name: Name) -> str:
    """*name* in Unicode's composed form, in quotes where it needs them."""
    return spell_name(unicodedata.normalize("NFC", name.text))


def _arguments(macro: Macro) -> list[Formula | str]:
    count = [] if macro.count is None else [f", {macro.count.value}"]
    return [")", *count, *_row(macro.arguments, ", "), f"{macro.name}("]


def _row(parts: Sequence[Formula], sign: str) -> list[Formula | str]:
    """Stack entries that print *parts* with *sign* between them (in reverse)."""
    entries: list[Formula | str] = []
    for part in reversed(parts):
        if entries:
            entries.append(sign)
        entries.append(part)
    return entries


# -- lines to entries ----------------------------------------------------------------------


def _split(document: Document, source: SourceText) -> tuple[list[Entry], list[Entry]]:
    """What stands up to the header or to the first gap in front of any rule, and the rest."""
    entries: list[Entry] = []
    head = 0  # how many entries stay at the top
    current = Entry()
    for line in document.lines:
        if isinstance(line, Blank):
            if current.lines:
                entries.append(current)
                current = Entry()
            current.gap = bool(entries)
            continue
        remark = _remark(line, source)
        if remark:
            current.lines.append(remark)
        if isinstance(line, Header):
            current.lines.append(HEADER)
            entries.append(current)
            current = Entry()
            head = len(entries)
        elif isinstance(line, Rule):
            if line.target is None or line.formula is None:
                raise ValueError("a rule with an error has no layout")
            current.target = format_name(line.target)
            current.rule = format_formula(line.formula)
            entries.append(current)
            current = Entry()
        elif isinstance(line, Stray):
            raise ValueError("a line that could not be read has no layout")
    if current.lines:
        entries.append(current)
    while head < len(entries) and not entries[head].target:
        head += 1  # headings above the first rule that is not next to them
    return entries[:head], entries[head:]


def _remark(line: Line, source: SourceText) -> str:
    """The comment or annotation of *line*; empty when it has none."""
    remark = line if isinstance(line, (Comment, Annotation)) else getattr(line, "remark", None)
    if remark is None:
        return ""
    return source.text[remark.span.start : remark.span.end].rstrip()


# -- entries to lines ----------------------------------------------------------------------


def _format_block(block: Sequence[Entry]) -> list[str]:
    """The lines of entries that no blank line separates, their rules in one column."""
    widths = [_width(entry.target) for entry in block if entry.target]
    column = max((width for width in widths if width <= _WIDEST), default=0)
    rows: list[str] = []
    for entry in block:
        rows += entry.lines
        if entry.target:
            padding = " " * max(column - _width(entry.target), 0)
            rows.append(f"{entry.target}, {padding}{entry.rule}")
    return rows


def _width(text: str) -> int:
    """How many cells of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    cells = 0
    for character in text:
        if not unicodedata.combining(character):
            cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells
