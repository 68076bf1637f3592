"""Formulas of other formats: the text of one rule in some dialect to a syntax tree.

The tree is that of ``.bnet`` (`boolnet.language.syntax`), so whatever works on rules works on
them. One frame for each open parenthesis, on a stack of our own; a frame is folded by strength
when it closes. Operators that ``.bnet`` has not are written in those that it has: ``A => B`` is
``!A | B``, and ``A <=> B`` is ``!(A ^ B)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language import complaints
from boolnet.language.dialect import Dialect, Meaning, Operator
from boolnet.language.findings import Findings
from boolnet.language.formula import MAX_DEPTH
from boolnet.language.mistakes import OPERATORS, UNSUPPORTED
from boolnet.language.pieces import scan
from boolnet.language.strength import fold_row
from boolnet.language.syntax import (
    Constant,
    Formula,
    Group,
    Macro,
    Name,
    Negation,
)
from boolnet.language.tokens import Kind, Token, read_look_alikes

_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_MOST_NOTED = 10_000  # foreign operators in one rule
_READINGS = {meaning.value: meaning for meaning in Meaning}


class _RuleEnds(Exception):
    """There is an error after which nothing sensible can be said about the rule."""


@dataclass(slots=True)
class _Frame:
    """What stands between an opening sign and its partner, as far as it was read."""

    opener: Token | None = None
    function: Token | None = None
    condition: Formula | None = None  # of the "?" that opened it
    operands: list[Formula] = field(default_factory=list)
    operators: list[tuple[Token, Operator]] = field(default_factory=list)
    negations: list[Token] = field(default_factory=list)
    arguments: list[Formula] = field(default_factory=list)
    choices: list[tuple[Formula, Formula]] = field(default_factory=list)

    @property
    def wants_operand(self) -> bool:
        return len(self.operands) == len(self.operators)


def parse_infix(
    text: str,
    offset: int,
    dialect: Dialect,
    findings: Findings,
    node: str,
    leaf: Callable[[Name], Formula] | None = None,
) -> Formula | None:
    """The formula that *text* holds, `None` when it has an error that was reported.

    Args:
        text: The formula, without comments.
        offset: Where its first character stands in the file.
        dialect: How it is spelled.
        findings: Where findings go.
        node: The target of the rule.
        leaf: What a name is read as; the name itself if not given. It may report errors.

    Cost:
        Linear in the length of the text.
    """
    errors = findings.errors
    if not text.isascii():
        text = read_look_alikes(text, offset, findings)
    tokens = scan(text, offset, dialect)
    if not tokens:
        place = Span(offset, offset)
        message = f"{shorten(node)} has no rule"
        findings.add(Diagnostic("BN107", Severity.ERROR, message, place, node=node))
        return None
    reader = _Reader(tokens, dialect, findings, node, leaf or _itself)
    try:
        formula = reader.read()
    except _RuleEnds:
        return None
    return formula if findings.errors == errors else None


def split_level(name: Name) -> tuple[Name, int | None]:
    """A name of GINML without its level: ``B:2`` is B, at least 2."""
    word, colon, level = name.text.rpartition(":")
    # Nobody has a million levels; int() of a long number is slow.
    if not colon or not level.isdecimal() or len(level) > 6:
        return name, None
    return Name(word, Span(name.span.start, name.span.end - len(level) - 1)), int(level)


def _itself(name: Name) -> Formula:
    return name


class _Reader:
    def __init__(
        self,
        tokens: Sequence[Token],
        dialect: Dialect,
        findings: Findings,
        node: str,
        leaf: Callable[[Name], Formula],
    ) -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.findings = findings
        self.node = node
        self.leaf = leaf
        self.frames = [_Frame()]
        self.index = 0
        self.noted = 0

    def read(self) -> Formula:
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            if token.kind is Kind.NAME:
                self.read_name(token)
            elif token.kind is Kind.OPEN:
                self.open(token)
            elif token.kind is Kind.CLOSE:
                self.close(token)
            elif token.kind is Kind.COMMA:
                self.read_comma(token)
            else:
                self.read_sign(token)
            self.index += 1
        self.check_closed()
        return self.fold(self.frames[0])

    def end_rule(self, finding: Diagnostic) -> NoReturn:
        self.findings.add(finding)
        raise _RuleEnds

    # -- operands --------------------------------------------------------------------------

    def read_name(self, token: Token) -> None:
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        refused = self.dialect.unsupported.get(token.text)
        if refused is not None:
            self.end_rule(self.unsupported(token, refused))
        following = self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None
        if following is not None and following.kind is Kind.OPEN and following.start == token.end:
            if not self.dialect.calls:
                self.refuse_call(token)
            self.index += 1
            self.open(following, token)
            return
        self.add_operand(self.operand(token))

    def operand(self, token: Token) -> Formula:
        value = self.dialect.constant(token.text)
        if value is not None:
            return Constant(value, token.span)
        if self.dialect.numbers and _NUMBER.fullmatch(token.text):
            above = any(digit in "123456789" for digit in re.split("[eE]", token.text)[0])
            return Constant(above, token.span)
        if token.text.isdecimal():
            self.findings.add(complaints.wrong_number(token, self.node))
            return Constant(False, token.span)
        return self.leaf(Name(token.text, token.span))

    def add_operand(self, operand: Formula) -> None:
        frame = self.frames[-1]
        if frame.negations:
            spans = tuple(token.span for token in frame.negations)
            operand = Negation(spans, operand, Span(spans[0].start, operand.span.end))
            frame.negations = []
        frame.operands.append(operand)

    # -- operators -------------------------------------------------------------------------

    def read_sign(self, token: Token) -> None:
        operator = self.dialect.operator(token.text)
        frame = self.frames[-1]
        if operator is None:
            self.read_other(token)
        elif operator.meaning is Meaning.NOT:
            if not frame.wants_operand:
                self.refuse_neighbour(token)
            self.note_foreign(token, operator)
            frame.negations.append(token)
        else:
            if frame.wants_operand:
                self.refuse_dangling(frame, token)
            self.note_foreign(token, operator)
            frame.operators.append((token, operator))

    def note_foreign(self, token: Token, operator: Operator) -> None:
        """BN113, BN114 and BN103: a spelling that the programs of this format reject."""
        if not operator.foreign or self.noted >= _MOST_NOTED:
            return
        self.noted += 1
        ours = self.dialect.spell(operator.meaning) or operator.meaning.value
        word = token.text.isalpha()
        code = "BN114" if word else "BN113" if len(token.text) == 2 else "BN103"
        gap = " " if ours.isalpha() and not word else ""
        self.findings.add_once(
            Diagnostic(
                code,
                Severity.WARNING,
                f'"{token.text}" is read as "{ours}"; other programs that read '
                f"{self.dialect.title} files reject it",
                token.span,
                help=f'write "{ours}"',
                fix=Fix((Edit(token.span, ours + gap),), Applicability.SAFE),
                node=self.node,
            )
        )

    def read_other(self, token: Token) -> None:
        """A choice, a foreign operator, or a character from nowhere."""
        text = token.text
        refused = self.dialect.unsupported.get(text)
        if refused is not None:
            self.end_rule(self.unsupported(token, refused))
        if self.dialect.choice and text in "?:":
            self.read_choice(token)
        elif text in OPERATORS or text in _READINGS:
            mistake = OPERATORS.get(text)
            meaning = _READINGS.get(mistake.reading if mistake else text)
            ours = self.dialect.spell(meaning) if meaning else None
            advice = f'write "{ours}"' if ours else mistake.help if mistake else None
            fix = Fix((Edit(token.span, ours),), Applicability.LIKELY) if ours else None
            message = f'"{text}" is not an operator in {self.dialect.title} files'
            self.findings.add_once(
                Diagnostic(
                    "BN103", Severity.ERROR, message, token.span,
                    help=advice, fix=fix, node=self.node,
                )
            )  # fmt: skip
            raise _RuleEnds
        elif text in UNSUPPORTED:
            message = f'comparisons ("{text}") are not supported: a node is 0 or 1'
            self.end_rule(self.unsupported(token, message))
        else:
            self.findings.add_once(complaints.unexpected(token, self.node))
            raise _RuleEnds

    def read_choice(self, token: Token) -> None:
        frame = self.frames[-1]
        if frame.wants_operand:
            self.refuse_dangling(frame, token)
        if token.text == "?":
            condition = fold_row(frame.operands, frame.operators)
            frame.operands, frame.operators = [], []
            self.push(_Frame(token, condition=condition), token)
            return
        if frame.condition is None:
            self.end_rule(self.missing(token, "?"))
        self.frames.pop()
        self.frames[-1].choices.append((frame.condition, self.fold(frame)))

    # -- parentheses -----------------------------------------------------------------------

    def open(self, token: Token, function: Token | None = None) -> None:
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        if token.text != "(":
            self.end_rule(complaints.wrong_brackets([token], self.node))
        self.push(_Frame(token, function), token)

    def push(self, frame: _Frame, token: Token) -> None:
        self.frames.append(frame)
        if len(self.frames) - 1 > MAX_DEPTH:
            depth = _deepest(self.tokens)
            self.end_rule(complaints.too_deep(token, depth, MAX_DEPTH, self.node))

    def close(self, token: Token) -> None:
        frame = self.frames[-1]
        if frame.condition is not None and frame.opener is not None:
            self.end_rule(self.missing(frame.opener, ":"))
        if frame.opener is None:
            self.end_rule(replace(complaints.unopened(token, self.node), notes=()))
        if token.text != ")":
            self.end_rule(complaints.wrong_brackets([token], self.node))
        span = Span((frame.function or frame.opener).start, token.end)
        if frame.wants_operand:
            if not (frame.operators or frame.negations or frame.arguments or frame.choices):
                self.end_rule(complaints.empty_parentheses(span, self.node))
            self.refuse_dangling(frame, token)
        self.frames.pop()
        if frame.function is None:
            self.add_operand(Group(self.fold(frame), span))
        else:
            arguments = (*frame.arguments, self.fold(frame))
            self.add_operand(Macro(frame.function.text, arguments, None, span))

    def read_comma(self, token: Token) -> None:
        frame = self.frames[-1]
        if frame.function is None:
            refused = self.dialect.unsupported.get(",")
            if refused is not None and frame.opener is not None:
                self.end_rule(self.unsupported(token, refused))
            self.end_rule(complaints.unexpected(token, self.node))
        if frame.wants_operand:
            self.refuse_dangling(frame, token)
        frame.arguments.append(self.fold(frame))
        frame.operands, frame.operators, frame.choices = [], [], []

    def check_closed(self) -> None:
        """The rule is over: nothing may be missing."""
        frame = self.frames[-1]
        if frame.operators or frame.negations or frame.condition or frame.choices:
            if frame.wants_operand:
                self.refuse_dangling(frame, None)
        opened = self.frames[1:]
        if opened and frame.condition is not None and frame.opener is not None:
            self.end_rule(self.missing(frame.opener, ":"))
        if opened:
            opener = opened[-1].opener
            assert opener is not None
            number = sum(f.condition is None for f in opened)
            end = self.tokens[-1].end
            self.end_rule(complaints.unclosed(opener, number, end, None, self.node))

    # -- folding ---------------------------------------------------------------------------

    def fold(self, frame: _Frame) -> Formula:
        formula = fold_row(frame.operands, frame.operators)
        for condition, chosen in reversed(frame.choices):
            span = Span(condition.span.start, formula.span.end)
            formula = Macro("if", (condition, chosen, formula), None, span)
        return formula

    # -- what is missing -------------------------------------------------------------------

    def refuse_dangling(self, frame: _Frame, token: Token | None) -> NoReturn:
        before = frame.negations[-1] if frame.negations else None
        if before is None and (frame.operators or frame.arguments or frame.choices):
            before = self.tokens[self.index - 1]
        elif before is None and frame.condition is not None:
            before = frame.opener
        if before is not None:
            self.end_rule(complaints.missing_operand(before, "right", self.node))
        assert token is not None
        self.end_rule(complaints.missing_operand(token, "left", self.node))

    def refuse_neighbour(self, token: Token) -> NoReturn:
        left = shorten(self.tokens[self.index - 1].text)
        shown = shorten(token.text)
        finding = complaints.missing_operator(token, left, shown, self.node)
        conjunction, disjunction = (self.dialect.spell(m) for m in (Meaning.AND, Meaning.OR))
        advice = f'"{left} {conjunction} {shown}" or "{left} {disjunction} {shown}"?'
        self.end_rule(finding if finding.fix else replace(finding, help=advice))

    def refuse_call(self, token: Token) -> NoReturn:
        message = f'"{shorten(token.text)}" is not a function of {self.dialect.title} files'
        self.end_rule(self.unsupported(token, message))

    def unsupported(self, token: Token, message: str) -> Diagnostic:
        return Diagnostic("BN122", Severity.ERROR, message, token.span, node=self.node)

    def missing(self, token: Token, partner: str) -> Diagnostic:
        message = f'"{token.text}" has no "{partner}"'
        return Diagnostic("BN105", Severity.ERROR, message, token.span, node=self.node)


def _deepest(tokens: Sequence[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        depth += (token.kind is Kind.OPEN or token.text == "?") - (
            token.kind is Kind.CLOSE or token.text == ":"
        )
        deepest = max(deepest, depth)
    return deepest
