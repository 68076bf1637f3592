"""A node explained: text that can be read aloud line by line, and JSON."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from fractions import Fraction

from boolnet.analysis.explanation import Explanation, Part, Role, Seen, When
from boolnet.logic.clause import Clause, literal, together
from boolnet.logic.diagram import Case
from boolnet.network.evidence import Evidence
from boolnet.network.influence import InfluenceGraph
from boolnet.network.loops import LoopCount
from boolnet.network.network import Network
from boolnet.report.echo import show, width
from boolnet.report.evidence import describe_about, describe_report, format_about
from boolnet.report.network import describe_node
from boolnet.report.numbers import format_count, format_percent, plural
from boolnet.report.record import TOOL, Record, describe_network, describe_tendency
from boolnet.report.sentence import format_case, format_clause, name_of
from boolnet.report.style import Style, pad, wrap_text

SHOWN_CASES = 8  # cases of a rule in the text; JSON has more
SHOWN_CONDITIONS = 2  # conditions of a regulator
SHOWN_NODES = 12  # nodes that are forced
_WIDEST_NAME = 24
SHOWN_VALUES = 8  # values in a condition
SHOWN_LINES = 6  # lines of a rule
_LABEL = 17  # columns of "feedback loops" and its like, with the blanks around
_VERBS = {"+": "activates", "-": "inhibits", "±": "both ways", "0": "no effect", "?": "undecided"}


# -- text ----------------------------------------------------------------------------------


def format_explanation(
    network: Network,
    explained: Explanation,
    style: Style | None = None,
    *,
    rule: str = "",
    line: int | None = None,
    file: str = "FILE",
    conditions: str = "",
) -> str:
    """One node in sentences: when it is on, what each regulator does, what comes of it.

    Args:
        network: The network.
        explained: What was found out.
        style: The look.
        rule: The rule as the file spells it; made from the network when empty.
        line: The line of the rule.
        file: What commands that show more are given.
        conditions: The options that say where the attractors were looked for.
    """
    style = style or Style()
    node = network.nodes[network.position(explained.name)]
    head = style.title(name_of(explained.name)) + (f" (line {line:,})" if line else "")
    shown = show(rule or f"{explained.name}, {node.function}")
    plain = name_of(explained.name) + (f" (line {line:,})" if line else "")
    if width(plain) + 3 + width(shown) <= style.width:
        lines = [f"{head}   {shown}"]
    else:
        lines = [head, *_rule(shown, style)]
    lines += format_about(network, explained.name, style)
    if node.about.note:
        lines += wrap_text(show(node.about.note), style.width, first="  ", indent=2)
    if node.is_input:
        lines.append("  an input: it keeps the value it starts with")
    else:
        lines += _format_when(explained, style, file)
        lines += _format_roles(explained.roles, node.evidence, style)
    lines += _labelled("regulates", [_regulates(explained)], style)
    if not node.is_input:
        lines += _labelled("feedback loops", [_loops(network.influence, explained.loops)], style)
    if explained.seen is not None:
        told = f"{_seen(explained.seen)} (boolnet attractors {file}{conditions})"
        lines += _labelled("in attractors", [told], style)
    lines += _labelled("alone it forces", _forces(explained), style)
    return "\n".join(lines)


def _rule(shown: str, style: Style) -> list[str]:
    lines = wrap_text(shown, style.width, first="  ", indent=4)
    if len(lines) <= SHOWN_LINES:
        return lines
    return [*lines[:SHOWN_LINES], f"    ... ({len(shown):,} characters in all)"]


def _labelled(label: str, texts: Sequence[str], style: Style) -> list[str]:
    lines: list[str] = []
    for number, text in enumerate(texts):
        first = pad(f"  {label if number == 0 else ''}", _LABEL) + "  "
        lines += wrap_text(text, style.width, first=first, indent=_LABEL + 2)
    return lines


def _format_when(explained: Explanation, style: Style, file: str) -> list[str]:
    label, texts = format_when(explained.when, explained.name, file)
    lines: list[str] = []
    first = f"  {label}   "
    for number, text in enumerate(texts):
        lines += wrap_text(text, style.width, first=first if number == 0 else "    ", indent=6)
    return lines


def format_when(when: When, name: str, file: str = "FILE") -> tuple[str, list[str]]:
    """``on when`` or ``off when``, and the sentence or the cases that follow.

    Args:
        when: When the node is on.
        name: The node, for the command that shows the table where words would be too many.
        file: The file, for the same.
    """
    if when.clause is not None and when.clause.kind in ("always", "never"):
        return format_clause(when.clause), ["on, whatever the regulators do"]
    if when.clause is not None:
        return "on when", [format_clause(when.clause)]
    on = len(when.on) if when.on is not None else SHOWN_CASES + 1
    off = len(when.off) if when.off is not None else SHOWN_CASES + 1
    cases, label = (when.on, "on when") if on <= off else (when.off, "off when")
    if cases is not None and len(cases) == 1:
        return label, [format_clause(_clause(cases[0]))]
    if cases is not None and len(cases) <= SHOWN_CASES:
        listed = [f"{n}. {format_clause(_clause(case))}" for n, case in enumerate(cases, 1)]
        return label, [f"one of these {len(cases)} cases holds:", *listed]
    if when.share is None:
        return "on when", ["too entangled for words and for a table"]
    table = f"boolnet truth-table {file} {shlex.quote(name)} shows them"
    total = 1 << len(when.names)
    count = int(when.share * total)
    told = f"{format_count(count)} of {format_count(total)} cases ({format_percent(when.share)})"
    return "on in", [f"{told}; {table}"]


def _clause(case: Case) -> Clause:
    return together("all", tuple(literal(name, value) for name, value in case.items()))


def _format_roles(roles: Sequence[Role], evidence: Sequence[Evidence], style: Style) -> list[str]:
    if not roles:
        return ["  no regulators"]
    names = [name_of(role.regulation.regulator) for role in roles]
    column = min(max(map(width, names)), _WIDEST_NAME)
    verbs = max(len(_VERBS[role.regulation.sign]) for role in roles)
    told = [format_role(role) for role in roles]
    wide = max(map(width, told))
    lines: list[str] = []
    for role, name, text in zip(roles, names, told, strict=True):
        first = f"  {pad(name, column)}  {_VERBS[role.regulation.sign]:<{verbs}}  "
        cites = _cites(role, evidence)
        whole = f"{first}{pad(text, wide)}   {cites}"
        short = f"{first}{text}   {cites}"
        if width(whole) <= style.width:
            lines.append(whole.rstrip())
        elif width(short) <= style.width:
            lines.append(short.rstrip())
        else:
            lines += wrap_text(text, style.width, first=first, indent=6)
            lines += wrap_text(cites, style.width, first="      ", indent=8) if cites else []
    return lines


def format_role(role: Role) -> str:
    """The part of a regulator in words."""
    if role.part is not Part.SOMETIMES:
        words: str = role.part.value
        return words
    if role.activates is None or role.inhibits is None:
        return "matters only in some of very many cases"
    if role.activates and role.inhibits:
        ups, downs = _conditions(role.activates), _conditions(role.inhibits)
        return f"activates when {ups}. Inhibits when {downs}"
    return f"matters only when {_conditions(role.activates or role.inhibits)}"


def _conditions(cases: Sequence[Case]) -> str:
    told = [_values(tuple(case.items()), SHOWN_VALUES) for case in cases[:SHOWN_CONDITIONS]]
    left = len(cases) - len(told)
    return "; or when ".join(told) + (f"; or in {plural(left, 'further case')}" if left else "")


def _values(values: Sequence[tuple[str, bool]], most: int) -> str:
    left = len(values) - most
    told = format_case(values[:most])
    return f"{told} and {plural(left, 'further value')}" if left > 0 else told


def _cites(role: Role, evidence: Sequence[Evidence]) -> str:
    mine = [report for report in evidence if report.regulator == role.regulation.regulator]
    told: dict[str, None] = {}
    for report in mine:
        where = ", ".join(part for part in (report.cell, report.species) if part)
        text = "; ".join(report.cites) or "no source"
        text += f" ({where})" if where else ""
        text += " (to be verified)" if report.verify else ""
        text += " (disputed)" if report.conflict else ""
        told[show(text)] = None
    return "; ".join(told) if told else "no evidence (BN502)"


def _regulates(explained: Explanation) -> str:
    if not explained.targets:
        return "nothing"
    words = {"+": "activates", "-": "inhibits", "±": "acts both ways on", "?": "acts on"}
    told = []
    for sign, verb in words.items():
        names = [name_of(r.target) for r in explained.targets if r.sign == sign]
        if names:
            told.append(f"{verb} {', '.join(names)}")
    return "; ".join(told)


def _loops(graph: InfluenceGraph, loops: LoopCount) -> str:
    if not loops.count:
        return "none found in the time that is given" if loops.more else "none"
    told = f"more than {loops.count:,}" if loops.more else f"{loops.count:,}"
    parts = []
    for sign, word in (("-", "negative"), ("±", "ambiguous")):
        if loops.signs[sign]:
            text = word if loops.count == 1 else f"{loops.signs[sign]:,} {word}"
            if sign == "-":
                loop = next(loop for loop, s in loops.shortest if s == "-")
                text += f": {format_loop(graph, loop)}"
            parts.append(text)
    if loops.signs["+"] == loops.count:
        parts.append(f"positive: {format_loop(graph, loops.shortest[0][0])}")
    return f"{told} ({'; '.join(parts)})"


def format_loop(graph: InfluenceGraph, loop: Sequence[str]) -> str:
    """A loop with its arrows: ``ERK -> DUSP6 -| ERK``."""
    words = [name_of(loop[0])]
    for place, node in enumerate(loop):
        target = loop[(place + 1) % len(loop)]
        arrow = next(r.arrow for r in graph.into(target) if r.regulator == node)
        words.append(f"{arrow} {name_of(target)}")
    return " ".join(words)


def _seen(seen: Seen) -> str:
    tendency = seen.tendency
    if not seen.complete and tendency.unknown == tendency.total:
        return "not found with so little work; --attractors looks on"
    parts = [
        (tendency.on, "on"),
        (tendency.off, "off"),
        (tendency.mixed, "switching"),
        (tendency.unknown, "undecided"),
    ]
    told = [f"{word} in {format_count(count)}" for count, word in parts if count]
    total = format_count(tendency.total)
    told[0] += f" of {total}" if seen.complete else f" of at least {total}"
    if len(told) == 1 and seen.complete and not tendency.unknown:
        word = next(word for count, word in parts if count)
        told = [f"{word} in the only one" if tendency.total == 1 else f"{word} in all {total}"]
    return ", ".join(told) + ("" if seen.complete else "; there may be more")


def _forces(explained: Explanation) -> list[str]:
    lines = []
    for value in (1, 0):
        forced = explained.forces[value]
        if not forced:
            continue
        told = _values(forced, SHOWN_NODES)
        lines.append(f"{name_of(explained.name)}={value} forces {told}")
    return lines or ["nothing"]


# -- JSON ----------------------------------------------------------------------------------


def describe_explanations(network: Network, explained: Sequence[Explanation]) -> Record:
    """The record ``boolnet-explain/1``."""
    return {
        "schema": "boolnet-explain/1",
        "tool": TOOL,
        "network": describe_network(network),
        "nodes": [_describe(network, one) for one in explained],
    }


def _describe(network: Network, explained: Explanation) -> Record:
    name = explained.name
    node = network.nodes[network.position(name)]
    record = describe_node(network, name)
    del record["note"]
    roles = {role.regulation.regulator: role for role in explained.roles}
    for regulator in record["regulators"]:
        role = roles[regulator["name"]]
        regulator["role"] = role.part.name.lower()
        regulator["activates_when"] = _describe_cases(role.activates)
        regulator["inhibits_when"] = _describe_cases(role.inhibits)
        regulator["evidence"] = [
            describe_report(r) for r in node.evidence if r.regulator == regulator["name"]
        ]
    ladder = next((ladder for ladder in network.ladders if name in ladder), ())
    return {
        **record,
        "about": describe_about(node.about),
        "levels": list(ladder),
        "when": None if node.is_input else _describe_when(explained.when, name),
        "loops": _describe_loops(explained.loops),
        "forces": {str(v): {n: int(x) for n, x in f} for v, f in explained.forces.items()},
        "attractors": _describe_seen(explained.seen),
    }


def _describe_cases(cases: Sequence[Case] | None) -> list[Record] | None:
    if cases is None:
        return None
    return [{name: int(value) for name, value in case.items()} for case in cases]


def _describe_when(when: When, name: str) -> Record:
    label, texts = format_when(when, name)
    share = when.share
    return {
        "words": " ".join([label, *texts]),
        "on": _describe_cases(when.on),
        "off": _describe_cases(when.off),
        "regulators": list(when.names),
        "cases": 1 << len(when.names),
        "cases_on": None if share is None else int(share * Fraction(1 << len(when.names))),
    }


def _describe_loops(loops: LoopCount) -> Record:
    signs = loops.signs
    return {
        "coverage": "lower-bound" if loops.more else "complete",
        "count": loops.count,
        "positive": signs["+"],
        "negative": signs["-"],
        "ambiguous": signs["±"],
        "listed": [
            {"nodes": list(loop), "sign": "+-" if sign == "±" else sign}
            for loop, sign in loops.shortest
        ],
    }


def _describe_seen(seen: Seen | None) -> Record | None:
    if seen is None:
        return None
    return {
        "coverage": "complete" if seen.complete else "lower-bound",
        "count": seen.tendency.total,
        **describe_tendency(seen.tendency),
    }
