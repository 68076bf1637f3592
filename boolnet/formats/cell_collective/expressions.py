"""Expressions: ``expr/NAME.txt``, or a line ``NAME = ...`` for each node in one file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.cell_collective.members import Members
from boolnet.formats.draft import Draft
from boolnet.formats.levels import Component, Levels
from boolnet.language.dialect import Dialect, Meaning, Operator
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix
from boolnet.language.syntax import Formula, names_of
from boolnet.network.rule import build_expression, normalise

DIALECT = Dialect(
    title="Cell Collective",
    operators={
        "not": Operator(Meaning.NOT), "and": Operator(Meaning.AND, 2),
        "or": Operator(Meaning.OR, 1), "!": Operator(Meaning.NOT),
        "&&": Operator(Meaning.AND, 2), "||": Operator(Meaning.OR, 1),
        "&": Operator(Meaning.AND, 2), "|": Operator(Meaning.OR, 1),
    },
    constants={"true": True, "false": False, "1": True, "0": False},
    name=r"[^\s()\[\]{}!&|,=]+",
    folds=True,
)  # fmt: skip
_SINGLE = re.compile(r"(?:.*/)?expr/([^/]+)\.txt", re.IGNORECASE)
_ALL = re.compile(r"(?:.*/)?expressions\.ALL\.txt", re.IGNORECASE)
_EXTERNAL = re.compile(r"(?:.*/)?external_components\.ALL\.txt", re.IGNORECASE)
_UNSAFE = re.compile(r"\W")


@dataclass(slots=True)
class _Rule:
    name: str
    span: Span
    text: str
    offset: int


def read_expressions(members: Members, findings: Findings, title: str) -> Draft | None:
    """The model that the expressions in an archive describe; `None` when there are none."""
    rules = [rule for name in members.names for rule in _single(members, name)]
    if not rules:
        rules = [rule for name in members.names for rule in _whole(members, name, findings)]
    if not rules:
        return None
    inputs: dict[str, Span] = {}
    for name in filter(_EXTERNAL.fullmatch, members.names):
        for word, span in members.lines(name):
            if word:
                inputs.setdefault(normalise(word), span)
    formulas: dict[str, tuple[_Rule, Formula]] = {}
    for rule in rules:
        if rule.name in formulas:
            _add(findings, "BN203", f"{shorten(rule.name)} has two rules", rule.span)
            continue
        formula = parse_infix(rule.text, rule.offset, DIALECT, findings, rule.name)
        if formula is not None:
            formulas[rule.name] = (rule, formula)
    mentions: dict[str, Span] = {}
    for _, formula in formulas.values():
        for mention in names_of(formula):
            mentions.setdefault(normalise(mention.text), mention.span)
    called = _match_names(formulas, mentions)
    spans = {called[name]: rule.span for name, (rule, _) in formulas.items()}
    spans = {**inputs, **mentions, **spans}
    order = dict.fromkeys([*called.values(), *spans])
    levels = Levels(Component(name, 1, spans[name]) for name in order)
    draft = Draft(members.source(), title, levels, findings)
    for name, (_, formula) in formulas.items():
        target = called[name]
        draft.set_rule(target, build_expression(formula))
        draft.rules[target] = formula.span
        uses: dict[str, list[Span]] = {}
        for mention in names_of(formula):
            uses.setdefault(normalise(mention.text), []).append(mention.span)
        draft.uses[target] = uses
    return draft


def _single(members: Members, member: str) -> Iterator[_Rule]:
    match = _SINGLE.fullmatch(member)
    if match is None:
        return
    text, offset = members.read(member)
    if text.strip():
        start = offset + len(text) - len(text.lstrip())
        yield _Rule(normalise(match[1].strip()), Span(start, start + 1), text, offset)


def _whole(members: Members, member: str, findings: Findings) -> Iterator[_Rule]:
    for line, span in members.lines(member) if _ALL.fullmatch(member) else ():
        name, equals, text = line.partition("=")
        if not line:
            continue
        if not equals or not name.strip():
            _add(findings, "BN106", "a line must read NAME = EXPRESSION", span)
            continue
        target = Span(span.start, span.start + len(name.rstrip()))
        yield _Rule(normalise(name.strip()), target, text, span.start + len(name) + 1)


def _add(findings: Findings, code: str, message: str, span: Span) -> None:
    findings.add(Diagnostic(code, Severity.ERROR, message, span))


def _match_names(names: Collection[str], mentions: Collection[str]) -> dict[str, str]:
    """What nodes are called in the expressions: their files have names that are safe for files."""
    safe: dict[str, list[str]] = {}
    for mention in mentions:
        safe.setdefault(_UNSAFE.sub("_", mention), []).append(mention)
    called = {}
    for name in names:
        others = [m for m in safe.get(_UNSAFE.sub("_", name), ()) if m not in names]
        called[name] = others[0] if name not in mentions and len(others) == 1 else name
    if len(set(called.values())) < len(called):
        return {name: name for name in names}
    return called
