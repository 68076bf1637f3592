"""The right side of a rule: tokens to a formula.

One frame for each open parenthesis, on a stack of our own, so that depth costs memory and no
recursion. A frame collects operands and connectives in the order of the text and is folded by
precedence (``!`` before ``&`` before ``|``) when it closes. An error that leaves no sensible
reading ends the rule; a foreign spelling is read as what it stands for and reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from boolnet.diagnostics import Diagnostic, Span, shorten
from boolnet.language import complaints
from boolnet.language.findings import Findings
from boolnet.language.mistakes import COMMENT_STARTS, OPERATORS, UNSUPPORTED
from boolnet.language.precedence import fold
from boolnet.language.source import SourceText
from boolnet.language.syntax import Constant, Count, Formula, Group, Macro, Name, Negation
from boolnet.language.tokens import BINARY, OPERANDS, Kind, Token

MAX_DEPTH = 20_000  # a published model (of diabetes) reaches 10,192
MACROS = frozenset(("all", "any", "maj", "sumis", "sumgt", "sumlt"))
COUNTING = frozenset(("sumis", "sumgt", "sumlt"))
_READ_AS = {"!": Kind.NOT, "&": Kind.AND, "|": Kind.OR}


class _RuleEnds(Exception):
    """There is an error after which nothing sensible can be said about the rule."""


@dataclass(slots=True)
class _Frame:
    """What stands between a parenthesis and its partner, as far as it was read."""

    opener: Token | None = None
    macro: Token | None = None
    operands: list[Formula] = field(default_factory=list)
    operators: list[Token] = field(default_factory=list)
    negations: list[Token] = field(default_factory=list)
    arguments: list[Formula] = field(default_factory=list)
    count: Count | None = None

    @property
    def wants_operand(self) -> bool:
        return len(self.operands) == len(self.operators)


def parse_formula(
    tokens: Sequence[Token], first: int, source: SourceText, findings: Findings, node: str
) -> tuple[Formula | None, int]:
    """Read the formula that starts at ``tokens[first]``.

    Returns:
        The formula, `None` when it has an error that was reported to *findings*; and the
        index of the comma that ends it, or the number of tokens.

    Cost:
        Linear in the number of tokens.
    """
    errors = findings.errors
    reader = _Reader(tokens, first, source, findings, node)
    try:
        formula = reader.read()
    except _RuleEnds:
        return None, len(tokens)
    return (formula if findings.errors == errors else None), reader.index


class _Reader:
    def __init__(
        self,
        tokens: Sequence[Token],
        first: int,
        source: SourceText,
        findings: Findings,
        node: str,
    ) -> None:
        self.tokens = tokens
        self.index = first
        self.source = source
        self.findings = findings
        self.node = node
        self.frames = [_Frame()]
        self.wrong_brackets = False

    def read(self) -> Formula:
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            kind = token.kind
            if kind in OPERANDS:
                self.read_operand(token)
            elif kind in BINARY:
                self.read_binary(token)
            elif kind is Kind.NOT:
                self.read_not(token)
            elif kind is Kind.OPEN:
                self.open(token, None)
            elif kind is Kind.CLOSE:
                self.close(token)
            elif kind is Kind.COMMA:
                if len(self.frames) == 1 and self.frames[0].operands:
                    break
                self.read_argument_comma(token)
            else:
                self.read_other(token)
            self.index += 1
        self.check_closed()
        return self.fold_frame(self.frames[0])

    def fold_frame(self, frame: _Frame) -> Formula:
        return fold(frame.operands, frame.operators, self.source, self.findings, self.node)

    def end_rule(self, finding: Diagnostic) -> NoReturn:
        self.findings.add(finding)
        raise _RuleEnds

    # -- operands and operators ------------------------------------------------------------

    def read_operand(self, token: Token) -> None:
        following = self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        if token.kind is Kind.NAME and following is not None and following.kind is Kind.OPEN:
            if token.text.lower() in MACROS:
                self.index += 1
                self.open(following, token)
                return
            if following.start == token.end:
                self.end_rule(complaints.unknown_function(token, sorted(MACROS), self.node))
        self.add_operand(self.operand(token, following))

    def operand(self, token: Token, following: Token | None) -> Formula:
        if token.kind is Kind.NAME:
            return Name(token.text, token.span)
        if token.kind is Kind.TRUTH:
            self.findings.add_once(complaints.word_constant(token, self.node))
            return Constant(token.text.lower() == "true", token.span)
        if token.kind is Kind.NUMBER:
            return self.number(token, following)
        finding = complaints.bad_name(token, self.node)
        if finding is not None:
            self.findings.add(finding)
        return Name(token.text, token.span)

    def number(self, token: Token, following: Token | None) -> Formula:
        frame = self.frames[-1]
        counting = frame.macro is not None and frame.macro.text.lower() in COUNTING
        if counting and following is not None and following.kind is Kind.CLOSE:
            fresh = frame.arguments and not frame.operands and not frame.negations
            # Ten digits are more than any network has nodes, and keep int() cheap.
            if fresh and token.text.isdecimal() and len(token.text) <= 10:
                frame.count = Count(int(token.text), token.span)
                return Constant(False, token.span)  # never looked at: see `fold_macro`
        if token.text not in ("0", "1"):
            self.findings.add(complaints.wrong_number(token, self.node))
        return Constant(token.text == "1", token.span)

    def add_operand(self, operand: Formula) -> None:
        frame = self.frames[-1]
        if frame.negations:
            spans = tuple(token.span for token in frame.negations)
            operand = Negation(spans, operand, Span(spans[0].start, operand.span.end))
            frame.negations = []
        frame.operands.append(operand)

    def read_binary(self, token: Token) -> None:
        if self.frames[-1].wants_operand:
            self.refuse_dangling(self.frames[-1], token)
        if token.text.isalpha():
            self.note_word(token, token.kind.value)
        elif len(token.text) > 1:
            self.findings.add_once(complaints.repeated_operator(token, self.node))
        self.frames[-1].operators.append(token)

    def read_not(self, token: Token) -> None:
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        if token.text != "!":
            self.note_word(token, "!")
        self.frames[-1].negations.append(token)

    def note_word(self, token: Token, sign: str) -> None:
        end = token.end
        if sign == "!":  # "not B" becomes "!B"
            while self.source.text[end : end + 1] in (" ", "\t"):
                end += 1
        replaced = Span(token.start, end)
        finding = complaints.word_operator(token, sign, replaced, self.glued(), self.node)
        self.findings.add_once(finding, key=token.text)

    def glued(self) -> str:
        """The words around the current one without the blanks, a few of them."""
        first = last = self.index
        while first > max(self.index - 4, 0) and _is_word(self.tokens[first - 1]):
            first -= 1
        stop = min(self.index + 5, len(self.tokens))
        while last + 1 < stop and _is_word(self.tokens[last + 1]):
            last += 1
        return shorten("".join(token.text for token in self.tokens[first : last + 1]))

    def read_other(self, token: Token) -> None:
        """A delay, a foreign operator, a semicolon at the end, or a character from nowhere."""
        text = token.text
        if token.kind is Kind.DELAY:
            self.findings.add_once(complaints.delay(token, self.node))
        elif token.kind is Kind.UNCLOSED:
            self.end_rule(complaints.unclosed_quotation(token, self.node))
        elif text == ";" and self.index == len(self.tokens) - 1:
            self.findings.add_once(complaints.semicolon(token, self.node))
        elif text in COMMENT_STARTS:
            self.findings.add_once(complaints.foreign_comment(token))
            raise _RuleEnds
        elif text in OPERATORS:
            self.read_foreign_operator(token)
        elif text in UNSUPPORTED:
            self.end_rule(complaints.unsupported(token, self.node))
        else:
            self.findings.add_once(complaints.unexpected(token, self.node))
            raise _RuleEnds

    def read_foreign_operator(self, token: Token) -> None:
        self.findings.add_once(complaints.foreign_operator(token, self.node))
        sign = OPERATORS[token.text].reading
        kind = _READ_AS.get(sign)
        if kind is None or (kind is Kind.NOT) is not self.frames[-1].wants_operand:
            raise _RuleEnds
        read = Token(kind, sign, token.start, token.end)
        frame = self.frames[-1]
        (frame.negations if kind is Kind.NOT else frame.operators).append(read)

    # -- parentheses -----------------------------------------------------------------------

    def open(self, token: Token, macro: Token | None) -> None:
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        self.frames.append(_Frame(token, macro))
        if len(self.frames) - 1 > MAX_DEPTH:
            depth = _deepest(self.tokens)
            self.end_rule(complaints.too_deep(token, depth, MAX_DEPTH, self.node))

    def close(self, token: Token) -> None:
        if len(self.frames) == 1:
            if self.wrong_brackets:
                raise _RuleEnds
            self.end_rule(complaints.unopened(token, self.node))
        frame = self.frames[-1]
        assert frame.opener is not None
        self.check_brackets(frame.opener, token)
        if frame.wants_operand:
            if not (frame.operators or frame.negations or frame.arguments):
                span = Span(frame.opener.start, token.end)
                self.end_rule(complaints.empty_parentheses(span, self.node))
            self.refuse_dangling(frame, token)
        self.frames.pop()
        span = Span((frame.macro or frame.opener).start, token.end)
        if frame.macro is None:
            self.add_operand(Group(self.fold_frame(frame), span))
        else:
            self.add_operand(self.fold_macro(frame, frame.macro, span))

    def fold_macro(self, frame: _Frame, macro: Token, span: Span) -> Formula:
        name = macro.text.lower()
        arguments = list(frame.arguments)
        if frame.count is None:
            arguments.append(self.fold_frame(frame))
        if name in COUNTING and frame.count is None:
            self.findings.add(complaints.missing_number(macro, span, self.node))
        return Macro(name, tuple(arguments), frame.count, span)

    def read_argument_comma(self, token: Token) -> None:
        frame = self.frames[-1]
        if frame.macro is None:
            self.end_rule(complaints.second_comma(token, self.node))
        if frame.wants_operand:
            self.refuse_dangling(frame, token)
        frame.arguments.append(self.fold_frame(frame))
        frame.operands, frame.operators = [], []

    def check_brackets(self, opener: Token, closer: Token | None) -> None:
        wrong = [token for token in (opener, closer) if token and token.text not in "()"]
        if wrong:
            self.wrong_brackets = True
            self.findings.add_once(complaints.wrong_brackets(wrong, self.node))

    def check_closed(self) -> None:
        """The rule is over: nothing may be missing."""
        frame = self.frames[-1]
        open_frames = self.frames[1:]
        if frame.wants_operand and (frame.operators or frame.negations):
            self.refuse_dangling(frame, None, last=not open_frames)
        for opened in open_frames:
            assert opened.opener is not None
            self.check_brackets(opened.opener, None)
        if not open_frames:
            if not frame.operands:
                raise _RuleEnds  # nothing but a semicolon or a delay, which was reported
            return
        if self.wrong_brackets:
            raise _RuleEnds
        opener, end = open_frames[-1].opener, self.tokens[-1].end
        assert opener is not None
        line = self.source.line(end)
        self.end_rule(complaints.unclosed(opener, len(open_frames), end, line, self.node))

    # -- what is missing -------------------------------------------------------------------

    def refuse_dangling(self, frame: _Frame, token: Token | None, *, last: bool = True) -> None:
        """An operator or a comma has nothing beside it. Ends the rule when *last*."""
        before = None
        if frame.negations:
            before = frame.negations[-1]
        elif frame.operators:
            before = frame.operators[-1]
        elif frame.arguments:
            before = self.tokens[self.index - 1]  # the comma
        if before is not None:
            self.findings.add(complaints.missing_operand(before, "right", self.node))
        elif token is not None:
            self.findings.add(complaints.missing_operand(token, "left", self.node))
        if last:
            raise _RuleEnds

    def refuse_neighbour(self, token: Token) -> NoReturn:
        left = shorten(self.text_of(self.tokens[self.index - 1]))
        # The operand with the negations in front of it, at most three tokens.
        end = self.index
        stop = min(self.index + 2, len(self.tokens) - 1)
        while end < stop and self.tokens[end].kind is Kind.NOT:
            end += 1
        shown = "".join(self.text_of(token) for token in self.tokens[self.index : end + 1])
        self.end_rule(complaints.missing_operator(token, left, shorten(shown), self.node))

    def text_of(self, token: Token) -> str:
        return self.source.text[token.start : token.end]


def _is_word(token: Token) -> bool:
    return token.kind is Kind.NAME or token.text.isalpha()


def _deepest(tokens: Sequence[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        deepest = max(deepest, depth)
    return deepest
