"""What ``boolnet explain`` says of a node, for the pointer above it; and what the words of
annotations mean."""

from __future__ import annotations

import re

from boolnet.analysis.explanation import Explanation, explain_nodes
from boolnet.analysis.question import Question
from boolnet.diagnostics import Span
from boolnet.formats.files import read_bytes
from boolnet.language.annotations import Kind, Statement
from boolnet.language.ignores import read_codes
from boolnet.lsp.line import Line, Role
from boolnet.lsp.outline import Nature, nature_of
from boolnet.lsp.view import RULES, View
from boolnet.lsp.vocabulary import KEYS, PREFIXES, describe_code
from boolnet.network.network import Network
from boolnet.report.hover import format_hover

SMALL = 500  # nodes of a network that is looked at as a whole
_MOST_TARGETS = 20  # rules of targets that are read along
_MOST_REMARKS = 200  # annotations that are read along
_WIDEST = 20_000  # characters of a line that is read along


def find_hover(view: View, offset: int) -> tuple[str, Span] | None:
    """What there is to say about the place *offset*, in Markdown, and about which stretch.

    Cost:
        That of a check in a small file; in a large one, of reading the rule of the node and the
        rules of its targets.
    """
    use = view.use_at(offset)
    if use is not None:
        return hover_node(view, use.name), use.span
    if view.format != RULES:
        return None
    start, line = view.line_at(offset)
    if line is not None and line.statement is not None:
        return _hover_word(line.statement, start, offset)
    return None


def hover_node(view: View, name: str) -> str:
    """What there is to say about the node *name*, in Markdown."""
    number = view.targets.get(name)
    rule = _rule(view, name, number)
    network, whole = _network(view, name)
    explained: Explanation | None = None
    if network is not None and name in network.index:
        explained = explain_nodes(Question(network), [name])[0]
    others = sum(use.role is not Role.TARGET for use in view.uses_of(name))
    return format_hover(
        name,
        network,
        explained,
        rule=rule,
        line=number,
        nature="" if nature_of(view, name) is Nature.RULE else nature_of(view, name).value,
        uses=others,
        whole=whole,
    )


def _network(view: View, name: str) -> tuple[Network | None, bool]:
    """A network that holds the rule of *name*, and whether it is the whole one."""
    if view.format != RULES or len(view.index) <= SMALL:
        network = view.reading.network
        if network is not None:
            return network, len(network) <= SMALL
    if view.format != RULES:
        return None, False
    data = excerpt(view, name).encode("utf-8", "replace")
    ignore = ("BN204", "BN206")
    network = read_bytes(data, view.source.path, ignore=ignore, form=RULES).network
    if network is None:
        data = excerpt(view, name, targets=False).encode("utf-8", "replace")
        network = read_bytes(data, view.source.path, ignore=ignore, form=RULES).network
    return network, False


def excerpt(view: View, name: str, *, targets: bool = True) -> str:
    """The rule of *name*, what is said about it, and the rules that read it.

    It can be read where the whole file has errors elsewhere or is very large.
    """
    own = view.targets.get(name)
    numbers = {own} if own is not None else set()
    remarks = 0
    read = 0
    for use in view.uses_of(name):
        number = view.source.line(use.span.start)
        if use.role in (Role.SUBJECT, Role.EVIDENCE_TARGET) and remarks < _MOST_REMARKS:
            numbers.add(number)
            remarks += 1
        elif use.role is Role.REGULATOR and targets and read < _MOST_TARGETS:
            if any(u.role is Role.TARGET for u in view.lines[number - 1].uses):
                numbers.add(number)
                read += 1
    if own is not None:
        above = own - 1
        while above > 0 and own - above < _MOST_REMARKS and _is_remark(view.lines[above - 1]):
            numbers.add(above)
            above -= 1
    texts = (view.source.line_text(number) for number in sorted(numbers))
    return "\n".join(text for text in texts if len(text) <= _WIDEST) + "\n"


def _is_remark(line: Line) -> bool:
    return line.remark is not None and not line.tokens


def _rule(view: View, name: str, number: int | None) -> str:
    """The rule of *name* as the file spells it."""
    if number is None:
        return ""
    if view.format != RULES:
        span = view.places.rules.get(name)
        return view.source.text[span.start : span.end] if span is not None else ""
    line, start = view.lines[number - 1], view.source.starts[number - 1]
    text = view.source.text[start + line.tokens[0].start : start + line.tokens[-1].end]
    return re.sub(r"[ \t]+", " ", text)


def _hover_word(statement: Statement, start: int, offset: int) -> tuple[str, Span] | None:
    column = offset - start
    for item in statement.items:
        if not item.span.start <= column <= item.span.end:
            continue
        span = Span(start + item.span.start, start + item.span.end)
        if item.kind is Kind.PAIR and item.key == "ignore":
            for code in read_codes(item):
                if code.span.start <= column <= code.span.end:
                    told = describe_code(code.code)
                    return (told, Span(start + code.span.start, start + code.span.end))
        if item.key in PREFIXES:
            return f"**{item.key}** {PREFIXES[item.key]}", span
        told = KEYS.get(item.key, "")
        return (f"**{item.key}** {told}", span) if told else None
    return None
