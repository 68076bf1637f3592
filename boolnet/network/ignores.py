"""Which findings the author of a file turned off, and where.

``#@ ignore: BN304 "reason"`` speaks of the next rule, ``#@ A: ignore: BN304`` of the rule of A,
``#@ model: ignore: BN304`` of the whole file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boolnet.diagnostics import Span
from boolnet.language.annotations import Edge, Item, Kind, Statement, WholeFile
from boolnet.language.findings import Findings
from boolnet.language.ignores import IgnoredCode, read_codes
from boolnet.language.parser import parse_document
from boolnet.language.source import SourceText
from boolnet.language.syntax import Annotation, Document, Name, Rule
from boolnet.network.annotate import read_statements
from boolnet.network.rule import normalise


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ``ignore:`` of a file.

    Attributes:
        codes: What is left out, in the order of the text.
        node: The node whose rule it is about; `None` for the whole file.
        scope: From the first annotation of that rule to the end of the rule; `None` for the
            whole file.
        item: The item, from its key to its end.
        line: The ``#@`` line.
    """

    codes: tuple[IgnoredCode, ...]
    node: str | None
    scope: Span | None
    item: Item
    line: Statement

    def reaches(self, node: str | None, span: Span | None) -> bool:
        """Whether it speaks of a finding about *node* at *span*."""
        if self.scope is None:
            return True
        if node is not None and node == self.node:
            return True
        return span is not None and self.scope.start <= span.start <= self.scope.end


def read_ignores(source: SourceText) -> tuple[Ignore, ...]:
    """The ignores of a ``.bnet`` text. Cost: nothing for a text without the word."""
    if "ignore" not in source.text:
        return ()
    document, _ = parse_document(source)
    return find_ignores(document, read_statements(document, Findings()))


def find_ignores(
    document: Document, statements: Sequence[tuple[Statement, Rule | None]]
) -> tuple[Ignore, ...]:
    """The ignores among *statements*, the annotations of *document*; those of no rule left out."""
    chosen = [
        (statement, rule, item)
        for statement, rule in statements
        for item in statement.items
        if item.kind is Kind.PAIR and item.key == "ignore"
    ]
    if not chosen:
        return ()
    scopes = _scopes(document)
    found = []
    for statement, rule, item in chosen:
        codes = tuple(read_codes(item))
        subject = statement.subject
        if isinstance(subject, WholeFile):
            found.append(Ignore(codes, None, None, item, statement))
            continue
        named = subject.target if isinstance(subject, Edge) else subject
        if not isinstance(named, Name):
            named = rule.target if rule is not None else None
        node = normalise(named.text) if named is not None else None
        if node is not None and node in scopes:
            found.append(Ignore(codes, node, scopes[node], item, statement))
    return tuple(found)


def _scopes(document: Document) -> dict[str, Span]:
    """For each node, its rule with the annotations that stand above it."""
    scopes: dict[str, Span] = {}
    first: int | None = None
    for line in document.lines:
        if isinstance(line, Annotation):
            first = line.span.start if first is None else first
        elif isinstance(line, Rule):
            if line.target is not None:
                start = line.span.start if first is None else first
                scopes.setdefault(normalise(line.target.text), Span(start, line.span.end))
            first = None
    return scopes
