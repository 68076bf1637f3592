"""What each word of a file is, for an editor that colours it by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boolnet.diagnostics import Span
from boolnet.language.annotations import Edge, Kind, Statement
from boolnet.language.formula import MACROS
from boolnet.language.tokens import Kind as Sign
from boolnet.lsp.line import Line, Role
from boolnet.lsp.outline import Nature, nature_of
from boolnet.lsp.view import View

# Names that editors know, so that every theme has a colour for them.
TYPES = (
    "function", "variable", "parameter", "property", "number", "operator", "macro", "comment",
    "keyword", "string", "decorator",
)  # fmt: skip
MODIFIERS = ("declaration", "readonly", "documentation")
_NATURES = {
    Nature.INPUT: "parameter",
    Nature.READOUT: "property",
    Nature.CONSTANT: "variable",
    Nature.RULE: "variable",
}
_OPERATORS = (Sign.AND, Sign.OR, Sign.XOR, Sign.NOT)


@dataclass(frozen=True, slots=True)
class Coloured:
    """A stretch within a line, one of `TYPES`, and some of `MODIFIERS`."""

    span: Span
    type: str
    modifiers: tuple[str, ...] = ()


def colour(view: View, first: int = 1, last: int | None = None) -> Iterator[Coloured]:
    """The words of the lines from *first* to *last*, both included, in the order of the text.

    Inputs are parameters, readouts properties, other targets functions, other nodes variables; a
    node held at a constant is read-only, and what stands in an annotation is documentation.
    """
    known: dict[str, Nature] = {}
    for number, line in enumerate(view.lines[first - 1 : last], first):
        start = view.source.starts[number - 1]
        end = view.source.line_end(number) - start
        for one in sorted(_in_line(view, line, end, known), key=lambda one: one.span):
            yield Coloured(
                Span(start + one.span.start, start + one.span.end), one.type, one.modifiers
            )


def _in_line(view: View, line: Line, end: int, known: dict[str, Nature]) -> Iterator[Coloured]:
    named = set()
    for use in line.uses:
        if use.role is Role.LEVEL:
            continue  # part of a value
        named.add(use.span.start)
        yield _node(view, use.name, use.role, use.span, known)
    for token in line.tokens:
        if token.start in named:
            continue
        if token.kind in _OPERATORS:
            yield Coloured(token.span, "operator")
        elif token.kind in (Sign.NUMBER, Sign.TRUTH):
            yield Coloured(token.span, "number")
        elif line.header and token.kind is not Sign.COMMA:
            yield Coloured(token.span, "keyword")
        elif token.kind is Sign.NAME and token.text.lower() in MACROS:
            yield Coloured(token.span, "macro")
    if line.remark is None:
        return
    if line.statement is None:
        yield Coloured(Span(line.remark, end), "comment")
        return
    yield Coloured(Span(line.remark, line.remark + 2), "decorator")
    yield from _in_statement(line.statement)


def _node(view: View, name: str, role: Role, span: Span, known: dict[str, Nature]) -> Coloured:
    nature = known.get(name)
    if nature is None:
        nature = known[name] = nature_of(view, name)
    kind = _NATURES[nature]
    modifiers = ("readonly",) if nature is Nature.CONSTANT else ()
    if role is Role.TARGET:
        kind = "function" if kind == "variable" else kind
        modifiers = ("declaration", *modifiers)
    elif not role.in_rule:
        modifiers = (*modifiers, "documentation")
    return Coloured(span, kind, modifiers)


def _in_statement(statement: Statement) -> Iterator[Coloured]:
    subject = statement.subject
    if isinstance(subject, Edge):
        between = Span(subject.regulator.span.end, subject.target.span.start)
        yield Coloured(between, "operator", ("documentation",))
    elif subject is not None and not hasattr(subject, "text"):
        yield Coloured(subject.span, "keyword")
    for item in statement.items:
        if item.kind is Kind.FLAG:
            yield Coloured(item.span, "keyword")
        elif item.kind in (Kind.PAIR, Kind.REFERENCE):
            width = len(item.key)
            yield Coloured(Span(item.span.start, item.span.start + width), "keyword")
            if item.value_span.end > item.value_span.start:
                yield Coloured(item.value_span, "string")
