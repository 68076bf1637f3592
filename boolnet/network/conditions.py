"""Conditions over nodes, as people type them: ``Resorption_hi & !OB_hi``.

The syntax is that of the right side of a ``.bnet`` rule.
"""

from __future__ import annotations

import unicodedata

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.errors import ExpressionError
from boolnet.language.findings import Findings
from boolnet.language.formula import parse_formula
from boolnet.language.source import SourceText
from boolnet.language.tokens import scan
from boolnet.logic.expression import Expression
from boolnet.network.rule import build_expression


def parse_condition(text: str) -> Expression:
    """The expression that *text* denotes. A line end counts as a blank.

    Raises:
        ExpressionError: The text is no condition; the message quotes it and points at the
            place.

    Cost:
        Linear in the length of the text.
    """
    line = " ".join(text.split("\n")).replace("\r", " ")
    findings = Findings()
    tokens, end = scan(line, 0, findings)
    if not tokens:
        raise ExpressionError("the condition is empty; write for example: A & !B")
    if end < len(line):
        raise _refuse(line, Span(end, end + 1), 'a condition has no comment: unexpected "#"')
    formula, stopped = parse_formula(tokens, 0, SourceText.of(line), findings, "")
    for finding in findings.in_order():
        if finding.severity is Severity.ERROR:
            raise _refuse(line, finding.span or Span(0, 0), _sentence(finding))
    if stopped < len(tokens):
        raise _refuse(line, tokens[stopped].span, "a condition ends before a comma")
    assert formula is not None
    return build_expression(formula)


def _sentence(finding: Diagnostic) -> str:
    return finding.message + (f"; {finding.help}" if finding.help else "")


def _refuse(line: str, span: Span, reason: str) -> ExpressionError:
    """The error whose message shows *line* with carets below *span*."""
    # A wide character takes two columns of a terminal; so does the ideographic space.
    blanks = ("\u3000" if unicodedata.east_asian_width(c) in "WF" else " " for c in line)
    below = "".join(blanks)[: span.start] + "^" * max(span.end - span.start, 1)
    return ExpressionError(f"{reason}\n    {line}\n    {below}")
