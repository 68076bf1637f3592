"""The right side of a rule: tokens to a formula.

One frame for each open parenthesis, on a stack of our own, so that depth costs memory and no
recursion. A frame collects operands and connectives in the order of the text and is folded by
precedence (``!`` before ``&`` before ``|``) when it closes. An error that leaves no sensible
reading ends the rule; a foreign spelling is read as what it stands for and reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.findings import Findings
from boolnet.language.mistakes import COMMENT_STARTS, OPERATOR_TYPOS, OPERATORS, UNSUPPORTED
from boolnet.language.precedence import fold
from boolnet.language.source import SourceText
from boolnet.language.syntax import Constant, Count, Formula, Group, Macro, Name, Negation
from boolnet.language.tokens import BINARY, OPERANDS, Kind, Token, control_character

MAX_DEPTH = 20_000  # a published model (of diabetes) reaches 10,192
MACROS = frozenset(("all", "any", "maj", "sumis", "sumgt", "sumlt"))
COUNTING = frozenset(("sumis", "sumgt", "sumlt"))
_CLOCKS = frozenset(("timeis", "timelt", "timegt"))
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


def foreign_comment(token: Token) -> Diagnostic:
    """BN108 for what starts a comment in other languages."""
    return Diagnostic(
        "BN108",
        Severity.ERROR,
        f'"{token.text}" does not start a comment here; comments start with "#"',
        token.span,
        help='write "#"',
        fix=Fix((Edit(token.span, "#"),), Applicability.SAFE),
    )


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
        self.bracket_errors = 0

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
                if len(self.frames) == 1:
                    break
                self.read_argument_comma(token)
            else:
                self.read_other(token)
            self.index += 1
        self.check_closed()
        return self.fold_frame(self.frames[0])

    # -- operands and operators ------------------------------------------------------------

    def read_operand(self, token: Token) -> None:
        frame = self.frames[-1]
        following = self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None
        if not frame.wants_operand:
            self.refuse_neighbour(token)
        if token.kind is Kind.NAME and following is not None and following.kind is Kind.OPEN:
            lowered = token.text.lower()
            if lowered in MACROS:
                self.index += 1
                self.open(following, token)
                return
            if following.start == token.end:
                self.refuse_function(token, lowered)
        self.add_operand(self.operand(token, following))

    def operand(self, token: Token, following: Token | None) -> Formula:
        if token.kind is Kind.QUOTED:
            if not token.text.strip():
                self.error("BN110", "there is nothing between these quotation marks", token.span)
            elif control := control_character(token.text):
                self.error("BN110", f"a node name cannot hold {control}", token.span)
            return Name(token.text, token.span)
        if token.kind is Kind.NAME:
            return Name(token.text, token.span)
        if token.kind is Kind.TRUTH:
            self.note_truth(token)
            return Constant(token.text.lower() == "true", token.span)
        if token.kind is Kind.NUMBER:
            return self.number(token, following)
        bad = next((c for c in token.text if c in "/@$?'\\"), "")
        self.error(
            "BN110",
            f'"{shorten(token.text)}" cannot be a node name without quotes: "{bad}" is not allowed',
            token.span,
            help=f'write it in quotes: "{shorten(token.text)}"',
            fix=Fix((Edit(token.span, f'"{token.text}"'),), Applicability.LIKELY),
        )
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
            self.error(
                "BN126",
                f'"{shorten(token.text)}" is neither 0 nor 1, and not a node name',
                token.span,
                help="write 0 or 1, or the node's name in quotes if it is called so",
            )
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
        spelling = token.kind.value
        if token.text.isalpha():
            self.note_word(token, spelling)
        elif len(token.text) > 2:
            self.error_once(
                "BN103",
                f'"{shorten(token.text)}" is not an operator in .bnet files',
                token.span,
                help=f'write "{spelling}"',
                fix=Fix((Edit(token.span, spelling),), Applicability.LIKELY),
            )
        elif len(token.text) == 2:
            self.findings.add_once(
                Diagnostic(
                    "BN113",
                    Severity.WARNING,
                    f'"{token.text}" is read as "{spelling}"; R BoolNet, AEON, pyboolnet and '
                    "mpbn reject it",
                    token.span,
                    help=f'write "{spelling}"',
                    fix=Fix((Edit(token.span, spelling),), Applicability.SAFE),
                    node=self.node,
                )
            )
        self.frames[-1].operators.append(token)

    def read_not(self, token: Token) -> None:
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        if token.text != "!":
            self.note_word(token, "!")
        self.frames[-1].negations.append(token)

    def read_other(self, token: Token) -> None:
        """A delay, a foreign operator, a semicolon at the end, or a character from nowhere."""
        text = token.text
        if token.kind is Kind.DELAY:
            self.error_once(
                "BN122",
                f'time delays ("{text}") are not supported: this is a BoolNet temporal network',
                token.span,
                help="introduce a node that follows with a delay: B_before, B",
            )
        elif token.kind is Kind.UNCLOSED:
            self.error(
                "BN120", "this quotation mark is never closed", Span(token.start, token.start + 1)
            )
            raise _RuleEnds
        elif text == ";" and self.index == len(self.tokens) - 1:
            self.error_once(
                "BN118",
                'a rule does not end with ";"',
                token.span,
                notes=("R BoolNet would read this as part of a node's name",),
                help="delete it",
                fix=Fix((Edit(token.span, ""),), Applicability.SAFE),
            )
        elif text in COMMENT_STARTS:
            self.findings.add_once(foreign_comment(token))
            raise _RuleEnds
        elif text in OPERATORS:
            self.read_foreign_operator(token)
        elif text in UNSUPPORTED:
            mistake = UNSUPPORTED[text]
            self.error("BN122", mistake.message, token.span, help=mistake.help)
            raise _RuleEnds
        else:
            self.error_once("BN108", f'unexpected "{shorten(text)}"', token.span)
            raise _RuleEnds

    def read_foreign_operator(self, token: Token) -> None:
        mistake = OPERATORS[token.text]
        reading = _READ_AS.get(mistake.reading)
        edits = (Edit(token.span, mistake.reading),)
        self.error_once(
            "BN103",
            mistake.message,
            token.span,
            help=mistake.help,
            notes=(mistake.note,) if mistake.note else (),
            fix=Fix(edits, Applicability.LIKELY) if reading else None,
        )
        if reading is None or (reading is Kind.NOT) is not self.frames[-1].wants_operand:
            raise _RuleEnds
        read = Token(reading, mistake.reading, token.start, token.end)
        if reading is Kind.NOT:
            self.frames[-1].negations.append(read)
        else:
            self.frames[-1].operators.append(read)

    # -- parentheses -----------------------------------------------------------------------

    def open(self, token: Token, macro: Token | None) -> None:
        if not self.frames[-1].wants_operand:
            self.refuse_neighbour(token)
        self.frames.append(_Frame(token, macro))
        if len(self.frames) - 1 > MAX_DEPTH:
            self.error(
                "BN007",
                f"parentheses are nested {self.deepest():,} deep; the limit is {MAX_DEPTH:,}",
                token.span,
            )
            raise _RuleEnds

    def deepest(self) -> int:
        depth = deepest = 0
        for token in self.tokens:
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            deepest = max(deepest, depth)
        return deepest

    def close(self, token: Token) -> None:
        if len(self.frames) == 1:
            if not self.bracket_errors:
                self.error(
                    "BN102",
                    f'this "{token.text}" closes nothing',
                    token.span,
                    notes=("the R package BoolNet reads this line without an error",),
                    help='delete it, or add "(" before it',
                    fix=Fix((Edit(token.span, ""),), Applicability.LIKELY),
                )
            raise _RuleEnds
        frame = self.frames[-1]
        assert frame.opener is not None
        self.check_brackets(frame.opener, token)
        if frame.wants_operand:
            if not (frame.operators or frame.negations or frame.arguments):
                self.error("BN105", '"()" is empty', Span(frame.opener.start, token.end))
                raise _RuleEnds
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
            self.error(
                "BN126",
                f'"{macro.text}" needs a whole number as its last argument',
                span,
                help=f"for example {name}(A, B, C, 2)",
            )
        return Macro(name, tuple(arguments), frame.count, span)

    def read_argument_comma(self, token: Token) -> None:
        frame = self.frames[-1]
        if frame.macro is None:
            self.error("BN112", "a rule has one comma; found a second one", token.span)
            raise _RuleEnds
        if frame.wants_operand:
            self.refuse_dangling(frame, token)
        frame.arguments.append(self.fold_frame(frame))
        frame.operands, frame.operators = [], []

    def check_brackets(self, opener: Token, closer: Token | None) -> None:
        """BN116: other brackets than parentheses, as a pair where they are one."""
        wrong = [token for token in (opener, closer) if token and token.text not in "()"]
        if not wrong:
            return
        self.bracket_errors += 1
        self.error_once(
            "BN116",
            f'use "(" and ")" for grouping; found "{wrong[0].text}"',
            wrong[0].span,
            help='write "(" and ")"',
            fix=Fix(
                tuple(Edit(t.span, "(" if t.kind is Kind.OPEN else ")") for t in wrong),
                Applicability.SAFE,
            ),
        )

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
            return
        if not self.bracket_errors:
            self.refuse_unclosed(open_frames)
        raise _RuleEnds

    def refuse_unclosed(self, open_frames: list[_Frame]) -> None:
        opener, end = open_frames[-1].opener, self.tokens[-1].end
        assert opener is not None
        number = len(open_frames)
        missing = '")"' if number == 1 else f'{number:,} ")"'
        self.error(
            "BN101",
            'this "(" is never closed',
            opener.span,
            label="opened here",
            related=((Span(end, end), "the rule ends here"),),
            notes=("the R package BoolNet reads this line without an error",),
            help=f"add {missing} at the end of the rule (line {self.source.line(end)})",
            fix=Fix((Edit(Span(end, end), ")" * number),), Applicability.LIKELY),
        )

    # -- what cannot be read ---------------------------------------------------------------

    def refuse_dangling(self, frame: _Frame, token: Token | None, *, last: bool = True) -> None:
        """BN105: an operator has nothing beside it. Ends the rule when *last*."""
        before = frame.negations[-1] if frame.negations else None
        if before is None and frame.operators:
            before = frame.operators[-1]
        if before is not None:
            self.error("BN105", f'"{before.text}" has nothing on its right', before.span)
        elif token is not None:
            side = "left" if token.kind in BINARY or token.kind is Kind.COMMA else "right"
            self.error("BN105", f'"{token.text}" has nothing on its {side}', token.span)
        if last:
            raise _RuleEnds

    def refuse_neighbour(self, token: Token) -> None:
        """BN104: two operands with nothing in between."""
        left = self.tokens[self.index - 1]
        right = self.neighbour_text(self.index)
        if token.kind is Kind.NAME and token.text.lower() in OPERATOR_TYPOS:
            meant = OPERATOR_TYPOS[token.text.lower()]
            advice = f'did you mean "{meant}"?'
            sign = {"and": "&", "or": "|", "not": "!"}[meant]
            fix = Fix((Edit(token.span, sign),), Applicability.LIKELY)
        else:
            shown_left = shorten(self.text_of(left))
            advice, fix = f'"{shown_left} & {right}" or "{shown_left} | {right}"?', None
        self.error(
            "BN104",
            f'there is no operator between "{shorten(self.text_of(left))}" and "{right}"',
            token.span,
            help=advice,
            fix=fix,
        )
        raise _RuleEnds

    def neighbour_text(self, index: int) -> str:
        """The operand at *index* with the negations in front of it, at most three tokens."""
        end = index
        while end < min(index + 2, len(self.tokens) - 1) and self.tokens[end].kind is Kind.NOT:
            end += 1
        return shorten("".join(self.text_of(token) for token in self.tokens[index : end + 1]))

    def text_of(self, token: Token) -> str:
        return self.source.text[token.start : token.end]

    def refuse_function(self, token: Token, lowered: str) -> None:
        if lowered in _CLOCKS:
            message = f'"{token.text}" is not supported: this is a BoolNet temporal network'
            advice = "rules depend on the nodes of one time step only"
        else:
            message = f'"{shorten(token.text)}" is not a function of .bnet files'
            advice = "known are " + ", ".join(sorted(MACROS))
        self.error("BN122", message, token.span, help=advice)
        raise _RuleEnds

    # -- reporting -------------------------------------------------------------------------

    def fold_frame(self, frame: _Frame) -> Formula:
        return fold(frame.operands, frame.operators, self.source, self.findings, self.node)

    def note_word(self, token: Token, spelling: str) -> None:
        end = token.end
        if spelling == "!":  # "not B" becomes "!B"
            while self.source.text[end : end + 1] in (" ", "\t"):
                end += 1
        edit = Edit(Span(token.start, end), spelling)
        self.findings.add_once(
            Diagnostic(
                "BN114",
                Severity.WARNING,
                f'"{token.text}" is read as "{spelling}"; pyboolnet would read a node called '
                f'"{self.glued()}"',
                token.span,
                help=f'write "{spelling}"',
                fix=Fix((edit,), Applicability.SAFE),
                node=self.node,
            ),
            key=token.text,
        )

    def glued(self) -> str:
        """The words around the current one without the blanks, a few of them."""
        first = last = self.index
        while first > max(self.index - 4, 0) and self.is_word(self.tokens[first - 1]):
            first -= 1
        stop = min(self.index + 5, len(self.tokens))
        while last + 1 < stop and self.is_word(self.tokens[last + 1]):
            last += 1
        return shorten("".join(token.text for token in self.tokens[first : last + 1]))

    def is_word(self, token: Token) -> bool:
        return token.kind is Kind.NAME or token.text.isalpha()

    def note_truth(self, token: Token) -> None:
        value = "1" if token.text.lower() == "true" else "0"
        self.findings.add_once(
            Diagnostic(
                "BN117",
                Severity.INFO,
                f'"{token.text}" is read as {value}; R BoolNet, AEON and pyboolnet would read '
                f'a node called "{token.text}"',
                token.span,
                help=f"write {value}",
                fix=Fix((Edit(token.span, value),), Applicability.SAFE),
                node=self.node,
            )
        )

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        label: str = "",
        related: tuple[tuple[Span, str], ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.findings.add(
            Diagnostic(
                code, Severity.ERROR, message, span, label, related, notes, help, fix, self.node
            )
        )

    def error_once(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        notes: tuple[str, ...] = (),
        help: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.findings.add_once(
            Diagnostic(code, Severity.ERROR, message, span, "", (), notes, help, fix, self.node)
        )
