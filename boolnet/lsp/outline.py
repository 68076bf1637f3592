"""The outline of a file, and what of it can be folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from boolnet.diagnostics import Span, shorten
from boolnet.lsp.line import Line, Role
from boolnet.lsp.view import RULES, View


class Nature(Enum):
    """What a node is in its network."""

    INPUT = "input"
    CONSTANT = "constant"
    READOUT = "readout"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A node of the outline.

    Attributes:
        name: The node.
        detail: Its rule, shortened.
        nature: What it is.
        span: Its rule with the annotations right above it.
        head: Its name.
    """

    name: str
    detail: str
    nature: Nature
    span: Span
    head: Span


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines that can be folded, from 1; `comment` when nothing but remarks is in them."""

    first: int
    last: int
    comment: bool


def nature_of(view: View, name: str) -> Nature:
    """What the node *name* is, as far as its own line tells."""
    number = view.targets.get(name)
    if name in view.inputs or number is None:
        return Nature.INPUT
    if view.lines:
        tokens = view.lines[number - 1].tokens
        if len(tokens) == 3 and tokens[2].text.lower() in ("0", "1", "true", "false"):
            return Nature.CONSTANT
    return Nature.RULE if name in view.regulators else Nature.READOUT


def list_symbols(view: View) -> Iterator[Symbol]:
    """The nodes that have a rule, in the order of the text."""
    above: int | None = None
    lines = view.lines or (None,) * len(view.source.starts)
    targets = [one for one in view.placed if one[1].role is Role.TARGET]
    placed = (view.absolute(number, use) for number, use in targets)
    heads = {view.source.line(use.span.start): use for use in placed}
    for number, line in enumerate(lines, 1):
        use = heads.get(number)
        start, end = view.source.starts[number - 1], view.source.line_end(number)
        if use is None:
            remark_only = line is not None and line.statement is not None and not line.tokens
            above = (start if above is None else above) if remark_only else None
            continue
        detail = ""
        if line is not None and len(line.tokens) > 2:
            first, last = line.tokens[2], line.tokens[-1]
            detail = shorten(view.source.text[start + first.start : start + last.end], 60)
        nature = nature_of(view, use.name)
        yield Symbol(
            use.name,
            detail if nature is Nature.RULE else f"{nature.value}  {detail}".rstrip(),
            nature,
            Span(start if above is None else above, end),
            use.span,
        )
        above = None


def list_folds(view: View) -> Iterator[Fold]:
    """Runs of remarks, and sections: a comment with the rules below it, up to a blank line."""
    if view.format != RULES:
        return
    first = 0  # of the run of remarks
    section = 0  # the comment that starts the section
    rules = False
    for number, line in enumerate((*view.lines, None), 1):
        if first and (line is None or not _is_remark(line)):
            if number - 1 > first:
                yield Fold(first, number - 1, comment=True)
            first = 0
        if line is None or _is_blank(line):
            if section and rules and number - 1 > section:
                yield Fold(section, number - 1, comment=False)
            section, rules = 0, False
        elif _is_remark(line):
            first = first or number
            if not section and line.statement is None and not rules:
                section = number
        elif not line.header:
            rules = True


def _is_remark(line: Line) -> bool:
    return line.remark is not None and not line.tokens


def _is_blank(line: Line) -> bool:
    return line.remark is None and not line.tokens
