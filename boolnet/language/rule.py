"""One line of rules: target, separator, formula, and what may stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.complaints import foreign_comment
from boolnet.language.findings import Findings
from boolnet.language.formula import parse_formula
from boolnet.language.mistakes import COMMENT_STARTS, SEPARATORS
from boolnet.language.source import SourceText
from boolnet.language.syntax import Annotation, Comment, Name, Rule, Stray
from boolnet.language.tokens import OPERANDS, Kind, Token, control_character

_NAMES = (Kind.NAME, Kind.QUOTED)
_TOLERANCE = 1e-4  # of R BoolNet, for probabilities that should add up to 1


@dataclass(slots=True)
class RuleReader:
    """Reads rules and remembers what only the whole file can judge.

    Attributes:
        separators: What stood between target and rule, with its spelling, rule by rule.
        probabilities: The third column, by target, in the order of the text.
    """

    source: SourceText
    findings: Findings
    separators: list[tuple[str, Span]] = field(default_factory=list)
    probabilities: dict[str, list[tuple[float, Span]]] = field(default_factory=dict)

    def read(
        self,
        tokens: Sequence[Token],
        remark: Comment | Annotation | None,
        span: Span,
        *,
        broken: bool,
    ) -> Rule | Stray:
        """The rule in *tokens*, of which there is at least one.

        Args:
            tokens: The line without its comment.
            remark: The comment.
            span: The line.
            broken: Whether there was an error in cutting the line into tokens.

        Cost:
            Linear in the number of tokens.
        """
        errors = self.findings.errors
        split = self._read_target(tokens)
        if split is None:
            return Stray(span)
        target, separator, first = split
        formula = None
        if first < 0:
            pass  # there is no saying where it starts; that has been reported
        elif first >= len(tokens):
            self._refuse_empty(target)
        else:
            formula, index = parse_formula(tokens, first, self.source, self.findings, target.text)
            if index < len(tokens):
                self._read_third_column(tokens, index, target)
        if broken or self.findings.errors > errors:
            formula = None
        return Rule(target, separator, formula, remark, span)

    # -- the left side ---------------------------------------------------------------------

    def _read_target(self, tokens: Sequence[Token]) -> tuple[Name, Span | None, int] | None:
        """The target, its separator, and the index of the first token behind them (-1: no rule)."""
        first = tokens[0]
        second = tokens[1] if len(tokens) > 1 else None
        if first.kind is Kind.OTHER and first.text in COMMENT_STARTS:
            self.findings.add_once(foreign_comment(first))
            return None
        if first.kind is Kind.OTHER and first.text.startswith("```"):
            end = self.source.line_end(self.source.line(first.start))
            self._once(
                "BN108",
                f'unexpected "{shorten(first.text)}"',
                first.span,
                help="delete this line",
                fix=Fix((Edit(Span(first.start, end), ""),), Applicability.SAFE),
            )
            return None
        if first.kind is Kind.UNCLOSED:
            return self._read_unclosed(first)
        if second is not None and second.kind is Kind.COMMA:
            self.separators.append((",", second.span))
            return self._name(first), second.span, 2
        if first.kind is Kind.COMMA:
            self._error(
                "BN110",
                "there is no node name in front of the comma",
                first.span,
                help="write the name of the node whose rule this is",
            )
            return None
        if first.kind in OPERANDS and second is not None:
            foreign = self._foreign_separator(tokens)
            if foreign is not None:
                return foreign
        comma = next((i for i, t in enumerate(tokens) if t.kind in (Kind.COMMA, Kind.OPEN)), None)
        if comma is not None and tokens[comma].kind is Kind.COMMA:
            return self._refuse_run(tokens, comma)
        return self._read_without_comma(tokens)

    def _name(self, token: Token) -> Name:
        """*token* as a target; a bad one is reported and still defines its node."""
        text = shorten(token.text)
        if token.kind is Kind.NUMBER:
            self._error(
                "BN110",
                f'"{text}" cannot be a node name: it is a number',
                token.span,
                help=f"give the node a name that starts with a letter, such as N{text}",
            )
        elif token.kind is Kind.QUOTED and not token.text.strip():
            self._error("BN110", "there is no node name between the quotation marks", token.span)
        elif token.kind is Kind.QUOTED and (control := control_character(token.text)):
            self._error("BN110", f"a node name cannot hold {control}", token.span)
        elif token.kind is Kind.BAD_NAME:
            bad = next(c for c in token.text if c in "/@$?'\\")
            self._refuse_name(token.text, bad, token.span)
        elif token.kind not in _NAMES:
            written = self._text(token.span)
            if written.isalpha():
                self._error(
                    "BN111",
                    f'"{written}" is an operator and cannot be a node name'
                    if token.kind is not Kind.TRUTH
                    else f'"{written}" is a constant and cannot be a node name',
                    token.span,
                    help=f'call it {written}_gene, or write "{written}" in quotes',
                )
            else:
                self._refuse_name(written, written[:1], token.span)
        return Name(token.text, token.span)

    def _refuse_name(self, written: str, bad: str, span: Span) -> None:
        text = shorten(written)
        where = " at the start" if bad == "-" else ""
        plain = "".join(c if c.isalnum() or c == "_" else "_" for c in written).strip("_")
        fix = None
        if '"' not in written and written.strip():
            fix = Fix((Edit(span, f'"{written}"'),), Applicability.LIKELY)
        self._error(
            "BN110",
            f'"{text}" cannot be a node name without quotes: "{bad}" is not allowed{where}',
            span,
            help=f'write "{text}" in quotes' + (f", or {shorten(plain)}" if plain else ""),
            fix=fix,
        )

    def _refuse_run(self, tokens: Sequence[Token], comma: int) -> tuple[Name, Span | None, int]:
        """What stands in front of the comma is more than one word."""
        span = Span(tokens[0].start, tokens[comma - 1].end)
        written = self._text(span)
        bad = next((t.text[0] for t in tokens[:comma] if t.kind not in OPERANDS and t.text), " ")
        self._refuse_name(written, bad, span)
        self.separators.append((",", tokens[comma].span))
        return Name(written, span), tokens[comma].span, comma + 1

    def _read_unclosed(self, token: Token) -> tuple[Name, Span | None, int] | None:
        comma = token.text.find(",")
        end = token.end if comma < 0 else token.start + comma
        fix = None
        if comma > 0:
            fix = Fix((Edit(Span(end, end), '"'),), Applicability.LIKELY)
        self._error(
            "BN120",
            "this quotation mark is never closed",
            Span(token.start, token.start + 1),
            help="close it behind the name" if comma > 0 else None,
            fix=fix,
        )
        name = self.source.text[token.start + 1 : end].strip()
        if comma < 0 or not name:
            return None
        # The text behind the comma was swallowed by the quotation; there is no rule to read.
        return Name(name, Span(token.start, end)), Span(end, end + 1), -1

    # -- between the two -------------------------------------------------------------------

    def _foreign_separator(self, tokens: Sequence[Token]) -> tuple[Name, Span | None, int] | None:
        second = tokens[1]
        last = second
        spelling = second.text
        if spelling == "*" and len(tokens) > 2 and tokens[2].text == "=":
            last, spelling = tokens[2], "*="
        if spelling not in SEPARATORS or second.kind is not Kind.OTHER:
            return None
        self.separators.append((spelling, Span(second.start, last.end)))
        return self._name(tokens[0]), Span(second.start, last.end), 2 + (last is not second)

    def _read_without_comma(self, tokens: Sequence[Token]) -> tuple[Name, Span | None, int] | None:
        first = tokens[0]
        if first.kind not in OPERANDS:
            if first.kind is Kind.OTHER or first.kind is Kind.DELAY:
                self._once("BN108", f'unexpected "{shorten(first.text)}"', first.span)
            else:
                self._refuse_line(first)
            return None
        if len(tokens) == 1:
            return self._name(first), None, 1
        if tokens[1].kind not in OPERANDS and tokens[1].kind not in (Kind.NOT, Kind.OPEN):
            self._refuse_line(first)
            return None
        gap = self.source.text[first.end : tokens[1].start]
        blank = "a tab" if "\t" in gap else "a space" if gap else "nothing"
        self._once(
            "BN106",
            f"the target and its rule must be separated by a comma, not by {blank}",
            Span(first.start, tokens[1].end),
            help="write a comma",
            fix=Fix(
                (Edit(Span(first.end, tokens[1].start), ", "),),
                Applicability.LIKELY,
            ),
        )
        # What follows is a rule only if the guess is right: no more is said about it.
        return self._name(first), None, -1

    def _refuse_line(self, first: Token) -> None:
        self._error(
            "BN106",
            "this line is not a rule: there is no target and no comma",
            first.span,
            help="a rule reads: A, B & C",
        )

    # -- the right side --------------------------------------------------------------------

    def _refuse_empty(self, target: Name) -> None:
        name = shorten(target.text)
        self._error(
            "BN107",
            f"{name} has no rule",
            target.span,
            help=f'input: "{name}, {name}"; always off: "{name}, 0"',
        )

    def _read_third_column(self, tokens: Sequence[Token], comma: int, target: Name) -> None:
        """A third column may say that the probability is 1; anything else is an error."""
        value = tokens[comma + 1] if len(tokens) == comma + 2 else None
        if value is None or value.kind is not Kind.NUMBER or len(value.text) > 40:
            self._error(
                "BN112",
                "a rule has one comma; found a second one",
                tokens[comma].span,
                help="join the parts with & or |",
            )
            return
        probability = float(value.text)
        self.probabilities.setdefault(target.text, []).append((probability, value.span))
        if probability != 1:
            self._once(
                "BN122",
                "probabilities are not supported: this is a BoolNet probabilistic network",
                value.span,
                help="keep the likeliest rule of each node, without the third column",
            )

    def _text(self, span: Span) -> str:
        return self.source.text[span.start : span.end]

    def _error(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.findings.add(Diagnostic(code, Severity.ERROR, message, span, help=help, fix=fix))

    def _once(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        self.findings.add_once(Diagnostic(code, Severity.ERROR, message, span, help=help, fix=fix))


def find_wrong_sums(reader: RuleReader) -> None:
    """BN123: the probabilities of one node do not add up to 1."""
    for name, column in reader.probabilities.items():
        total = sum(probability for probability, _ in column)
        if abs(total - 1) > _TOLERANCE:
            reader.findings.add(
                Diagnostic(
                    "BN123",
                    Severity.ERROR,
                    f"the probabilities of {shorten(name)} add up to {total:g}, not 1",
                    column[0][1],
                    related=tuple((span, "and here") for _, span in column[1:3]),
                    help="probabilistic networks are not supported; keep one rule of the node",
                    node=name,
                )
            )
