"""Two rules for one node (BN202, BN203)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from boolnet.diagnostics import (
    Applicability,
    Diagnostic,
    Edit,
    Fix,
    Severity,
    Span,
    shorten,
)
from boolnet.errors import UnsupportedError
from boolnet.language.findings import Findings
from boolnet.language.syntax import Document, Rule
from boolnet.logic.expression import Expression
from boolnet.logic.table import find_difference

_LONGEST_QUOTED_RULE = 60
_MOST_WITNESSES = 8


def find_duplicates(
    document: Document, expressions: Mapping[int, Expression], text: str, findings: Findings
) -> None:
    """Report every rule whose target has an earlier one: harmless if the two are one function.

    Cost:
        One comparison of two functions for each repeated rule; rules spelled alike cost none.
    """
    first: dict[str, Rule] = {}
    for rule in document.rules:
        if rule.target is None:
            continue
        name = unicodedata.normalize("NFC", rule.target.text)
        earlier = first.setdefault(name, rule)
        if earlier is rule or earlier.formula is None or rule.formula is None:
            continue
        witness: dict[str, bool] | None = None
        if _spelling(earlier, text) != _spelling(rule, text):
            try:
                witness = find_difference(expressions[id(earlier)], expressions[id(rule)])
            except UnsupportedError:
                witness = {}  # too entangled to compare: they are not the same to a reader either
        if witness is None:
            findings.add(_same(name, earlier, rule, text))
        else:
            findings.add(_different(name, earlier, rule, witness, text))


def _spelling(rule: Rule, text: str) -> str:
    assert rule.formula is not None
    return "".join(text[rule.formula.span.start : rule.formula.span.end].split())


def _line(span: Span, text: str) -> int:
    """Only reached for a finding; the line ends of `SourceText` are LF, CR LF and CR."""
    before = text[: span.start]
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _same(name: str, earlier: Rule, rule: Rule, text: str) -> Diagnostic:
    assert rule.target is not None and earlier.target is not None
    end = rule.span.end
    while end < len(text) and text[end] in "\r\n":
        end += 1
        if text[end - 1] == "\n" or text[end : end + 1] != "\n":
            break
    return Diagnostic(
        "BN202",
        Severity.WARNING,
        f"{shorten(name)} is defined twice with the same meaning",
        rule.target.span,
        related=((earlier.target.span, "first defined here"),),
        help=f"delete this line; line {_line(earlier.span, text)} says the same",
        fix=Fix((Edit(Span(rule.span.start, end), ""),), Applicability.SAFE),
        node=name,
    )


def _different(
    name: str, earlier: Rule, rule: Rule, witness: dict[str, bool], text: str
) -> Diagnostic:
    assert rule.target is not None and earlier.target is not None
    assert rule.formula is not None and earlier.formula is not None
    label = "second rule here"
    if witness and len(witness) <= _MOST_WITNESSES:
        shown = ", ".join(f"{shorten(node)}={value:d}" for node, value in witness.items())
        label += f"; they differ when {shown}"
    one, two = (
        text[r.formula.span.start : r.formula.span.end] if r.formula else ""
        for r in (earlier, rule)
    )
    advice = "keep one of them"
    if len(one) + len(two) <= _LONGEST_QUOTED_RULE:
        advice += f", or combine them: {shorten(name)}, ({one}) | ({two})"
    here, there = _line(rule.span, text), _line(earlier.span, text)
    return Diagnostic(
        "BN203",
        Severity.ERROR,
        f"{shorten(name)} has two different rules",
        rule.target.span,
        label=label,
        related=((earlier.target.span, "first rule here"),),
        notes=(
            f"mpbn would use line {here}, GINsim line {there} OR line {here}, R BoolNet stops, "
            "pyboolnet and AEON stop without a line number",
        ),
        help=advice,
        node=name,
    )
