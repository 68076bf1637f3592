"""A network to GINML.

What is known stands twice: as ``#@`` lines in comments, from which boolnet has it back as it
was, and its identifiers as links for GINsim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from boolnet.errors import FormatError
from boolnet.formats.identifiers import short_link
from boolnet.formats.knowledge import format_about, format_evidence, format_levels
from boolnet.formats.portable import apart_from_input, operators_of, write_out, write_out_wholly
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.logic.expression import (
    FALSE,
    TRUE,
    Expression,
    arguments_of,
    conjunction,
    disjunction,
    format_expression,
    iter_postorder,
    negation,
    operator_of,
    symbol,
)
from boolnet.network.influence import Regulation
from boolnet.network.network import Network, Node

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE gxl SYSTEM "http://ginsim.org/GINML_2_2.dtd">
<gxl xmlns:xlink="http://www.w3.org/1999/xlink">
"""
_LEGAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RESERVED = ("true", "false", "and", "or", "not")
_SIGNS = {"+": "positive", "-": "negative", "±": "dual"}


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as GINML; see `write_graph`."""
    text, names = write_graph(network)
    lost = (f"the start values of {len(start):,} nodes",) if start else ()
    return Written(text.encode(), names, lost)


def write_graph(network: Network) -> tuple[str, dict[str, str]]:
    """*network* as GINML, and the names that it could not keep.

    Raises:
        FormatError: A rule counts so many regulators that it could not be written.

    Cost:
        Linear in the text, and what the signs of the regulations take.
    """
    names = changes(rename(network.names, _is_legal))
    signs = network.influence
    network = with_names(network, names)
    back = {fresh: name for name, fresh in names.items()}
    pieces = [_HEAD]
    title = _plain(network.title) or "model"
    pieces.append(
        f'<graph class="regulatory" id="{title}" nodeorder="{" ".join(network.names)}">\n'
    )
    for node in network.nodes:
        pieces += _node(node)
    for node in network.nodes:
        if not node.is_input:
            for regulation in signs.into(back.get(node.name, node.name)):
                regulator = names.get(regulation.regulator, regulation.regulator)
                pieces += _edge(node, regulator, regulation)
    lines = [line for line in map(format_levels, network.ladders) if line]
    pieces += _annotation(lines, ())
    pieces.append("</graph>\n</gxl>\n")
    return "".join(pieces), names


def _is_legal(name: str) -> bool:
    return _LEGAL.fullmatch(name) is not None and name.lower() not in _RESERVED


def _plain(title: str) -> str:
    word = re.sub(r"[^A-Za-z0-9_-]+", "_", title).strip("_")
    return word if _LEGAL.fullmatch(word) else f"_{word}" if word else ""


def _node(node: Node) -> Iterator[str]:
    about = node.about
    label = f" name={quoteattr(_visible(about.name))}" if about.name else ""
    free = ' input="true"' if node.is_input else ""
    yield f' <node id="{node.name}"{label} maxvalue="1"{free}>\n'
    if not node.is_input:
        yield from _rule(node)
    kept = about.name == " ".join(_visible(about.name).split()) != node.name
    line = format_about(node.name, replace(about, name="") if kept else about)
    yield from _annotation([line] if line else [], about.identifiers)
    yield " </node>\n"


def _rule(node: Node) -> Iterator[str]:
    rule = write_out(node.function.expression)
    if operators_of(rule):
        rule = write_out_wholly(rule)
    if operators_of(rule):
        raise FormatError(
            f"the rule of {node.name} counts so many regulators that GINML could not hold it"
        )
    rule = _without_constants(rule)
    regulators = node.function.regulators
    rule = apart_from_input(rule, node.name)
    if rule is TRUE and not regulators:
        yield '  <parameter val="1"/>\n'
        return
    if rule is TRUE:
        first = symbol(regulators[0])
        rule = disjunction([first, negation(first)])
    if rule is not FALSE:
        text = quoteattr(format_expression(rule))
        yield f'  <value val="1"><exp str={text}/></value>\n'


def _without_constants(expression: Expression) -> Expression:
    """*expression* of ``!``, ``&`` and ``|`` without constants in it. Cost: linear."""
    parts: dict[int, Expression] = {}
    for part in iter_postorder(expression):
        operator = operator_of(part)
        children = [parts[id(child)] for child in arguments_of(part)]
        result = part
        if operator == "not":
            result = negation(children[0])
        elif operator == "and":
            kept = [child for child in children if child is not TRUE]
            result = FALSE if any(child is FALSE for child in kept) else conjunction(kept)
        elif operator == "or":
            kept = [child for child in children if child is not FALSE]
            result = TRUE if any(child is TRUE for child in kept) else disjunction(kept)
        parts[id(part)] = result
    return parts[id(expression)]


def _edge(node: Node, regulator: str, regulation: Regulation) -> Iterator[str]:
    sign = _SIGNS.get(regulation.sign, "unknown")
    yield f' <edge id="{regulator}:{node.name}" from="{regulator}" to="{node.name}" '
    yield f'minvalue="1" sign="{sign}">\n'
    reports = [report for report in node.evidence if report.regulator == regulator]
    references = tuple(dict.fromkeys(r for report in reports for r in report.references))
    yield from _annotation(list(map(format_evidence, reports)), references)
    yield " </edge>\n"


def _annotation(lines: Iterable[str], identifiers: Iterable[str]) -> Iterator[str]:
    links = [f"<link xlink:href={quoteattr(short_link(one))}/>" for one in identifiers]
    text = "\n".join(lines)
    if not (links or text):
        return
    yield "  <annotation>\n"
    if links:
        yield f"   <linklist>{''.join(links)}</linklist>\n"
    yield f"   <comment>{escape(text)}</comment>\n  </annotation>\n"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
