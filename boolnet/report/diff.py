"""The difference of two networks as text and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from boolnet.analysis.attractors import AttractorReport
from boolnet.analysis.diff import RuleChange, RuleDifference, SignChange
from boolnet.analysis.diff_attractors import AttractorDifference
from boolnet.engines.attractor import Attractor
from boolnet.engines.tendency import Tendency
from boolnet.logic.expression import Expression, format_expression
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_count
from boolnet.report.record import (
    TOOL,
    Record,
    describe_attractor,
    describe_extent,
    describe_network,
    describe_tendency,
)
from boolnet.report.sentence import format_case, name_of
from boolnet.report.style import Style, pad, wrap_text

LISTED = 20  # attractors that are listed on each side
LONGEST = 400  # characters of a rule
SHOWN_VALUES = 8
_WIDEST_NAME = 24
_ARROWS = {"+": "->", "-": "-|", "±": "-?"}
_VERBS = {"+": "activates", "-": "inhibits", "±": "acts both ways"}


# -- text ----------------------------------------------------------------------------------


def format_diff(
    rules: RuleDifference,
    attractors: AttractorDifference | None = None,
    phenotypes: Sequence[str] = (),
    style: Style | None = None,
    *,
    asked: bool = False,
) -> str:
    """What is different between two networks.

    Args:
        rules: What is different between their rules.
        attractors: What that does to the attractors, where they were looked for.
        phenotypes: Lines about phenotypes that are defined in another way.
        style: The look.
        asked: Whether the attractors were asked for, and not only what little work finds.
    """
    style = style or Style()
    if rules.is_same and not phenotypes:
        told = "the same meaning"
        if rules.reworded:
            count = len(rules.reworded)
            told += f": {count:,} rule{'s are' if count > 1 else ' is'} only reworded"
        return told
    counts = [
        (len(rules.changed), "changed"),
        (len(rules.added), "added"),
        (len(rules.removed), "removed"),
        (len(rules.reworded), "only reworded"),
    ]
    told = ", ".join(f"{count:,} {word}" for count, word in counts)
    if rules.renamed:
        told += f", {len(rules.renamed):,} renamed"
    if rules.undecided:
        told += f", {len(rules.undecided):,} too entangled to tell"
    lines = [f"{style.title('rules')}    {told}"]
    names = [c.name for c in rules.changed] + [*rules.added, *rules.removed, *rules.undecided]
    column = min(max((width(name_of(n)) for n in names), default=0), _WIDEST_NAME)
    for change in rules.changed:
        lines += _format_change(change, column, style)
    for sign, network, nodes in (
        ("+", rules.after, rules.added),
        ("-", rules.before, rules.removed),
    ):
        for name in nodes:
            told = _rule(network, name)
            lines += _entry(sign, name, told, column, style)
    for old, new in rules.renamed.items():
        told = f"{name_of(old)}  ->  {name_of(new)}   the same rule, read by the same nodes"
        lines += wrap_text(told, style.width, first="= ", indent=column + 4)
    for name in rules.undecided:
        lines += _entry("?", name, "spelled differently, too entangled to compare", column, style)
    if attractors is not None:
        lines += _format_attractors(attractors, style, asked=asked)
    return "\n".join([*lines, *phenotypes])


def _entry(sign: str, name: str, text: str, column: int, style: Style) -> list[str]:
    paint = {"+": style.on, "-": style.off}.get(sign, style.warn)
    lines = wrap_text(text, style.width, first=f"{sign} {pad(name_of(name), column)}  ",
                      indent=column + 4)  # fmt: skip
    return [paint(lines[0]), *lines[1:]] if sign in "+-" else lines


def _rule(network: Network, name: str) -> str:
    node = network.nodes[network.position(name)]
    return "an input" if node.is_input else _cut(node.function.expression)


def _cut(rule: Expression) -> str:
    text = show(format_expression(rule))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}... ({len(text):,} characters)"


def _spell(name: str, rule: Expression) -> str:
    text = _cut(rule)
    return "an input" if text == show(name) else text


def _format_change(change: RuleChange, column: int, style: Style) -> list[str]:
    before, after = (_spell(change.name, rule) for rule in (change.before, change.after))
    lines = _entry("~", change.name, f"{before}  ->  {after}", column, style)
    blanks = " " * (column + 4)
    case = list(change.witness.items())
    told = format_case(case[:SHOWN_VALUES])
    if len(case) > SHOWN_VALUES:
        told += f" and {len(case) - SHOWN_VALUES:,} further values"
    was = ""
    if change.value is not None:
        was = f"was {int(change.value)}, is {int(not change.value)}"
    where = f"{told} {was}".strip() or "everywhere"
    if change.cases is None:
        told = f"differs, for example {where}"
    elif change.differing == change.cases:
        told = f"differs in all {format_count(change.cases)} cases: {where}"
        if change.cases == 1:
            told = where
    else:
        of = f"{format_count(change.differing or 0)} of {format_count(change.cases)}"
        told = f"differs in {of} cases: {where}"
    lines += wrap_text(told, style.width, first=blanks, indent=len(blanks))
    for sign in change.signs:
        lines += wrap_text(format_sign(sign), style.width, first=blanks, indent=len(blanks))
    return lines


def format_sign(change: SignChange) -> str:
    """``DUSP6 -| ERK is gone``, ``... is new``, or how it acts now."""
    regulator, target = name_of(change.regulator), name_of(change.target)
    if not change.after:
        return f"{regulator} {_ARROWS[change.before]} {target} is gone"
    if not change.before:
        return f"{regulator} {_ARROWS[change.after]} {target} is new"
    told = f"{_VERBS[change.after]}, where it was: {_VERBS[change.before]}"
    return f"{regulator} {_ARROWS[change.after]} {target}: now {told}"


def _format_attractors(found: AttractorDifference, style: Style, *, asked: bool) -> list[str]:
    before, after = _count(found.before), _count(found.after)
    head = f"{style.title('attractors')}   {before} -> {after}"
    if not found.complete:
        more = "not all were found" if asked else "not all were found with so little work"
        hint = "" if asked else "; --attractors looks on"
        return [f"{head}   {more}: not compared{hint}"]
    lines = [head]
    shown = _telling(found)
    if found.lost is None or found.gained is None:
        lines[0] += "   too many to be compared one by one"
    elif not found.lost and not found.gained:
        lines[0] += "   the same nodes fixed and moving in each" if found.changed else "   the same"
    else:
        for word, attractors in (("lost", found.lost), ("gained", found.gained)):
            for attractor in attractors[:LISTED]:
                told = _describe(attractor, shown)
                lines += wrap_text(told, style.width, first=f"  {word:<6}  ", indent=10)
            if len(attractors) > LISTED:
                lines.append(f"  {word:<6}  and {len(attractors) - LISTED:,} more")
    lines += [f"  changed {_moves(*pair, shown)}" for pair in found.changed[:LISTED]]
    if len(found.changed) > LISTED:
        lines.append(f"  changed and {len(found.changed) - LISTED:,} more")
    for change in found.phenotypes:
        told = f"{_tendency(change.before)} -> {_tendency(change.after)}"
        same = change.before.shares == change.after.shares
        lines.append(f"  {name_of(change.name)} holds in {told}" + ("" if not same else "   same"))
    return lines


def _count(report: AttractorReport) -> str:
    told = format_count(report.count)
    return told if report.coverage.value == "complete" else f"at least {told}"


def _tendency(tendency: Tendency) -> str:
    return f"{format_count(tendency.on)} of {format_count(tendency.total)}"


def _telling(found: AttractorDifference) -> list[str]:
    """The inputs and readouts whose behaviour tells attractors apart; where none does, others."""
    reports = (found.before, found.after)
    values: dict[str, set[int | None]] = {}
    for report in reports:
        for attractor in report.attractors:
            fixed = attractor.fixed
            for name in report.network.names:
                values.setdefault(name, set()).add(fixed.get(name))
    first = dict.fromkeys([*found.after.network.inputs, *found.before.network.inputs])
    first |= dict.fromkeys([*found.after.network.readouts, *found.before.network.readouts])
    telling = [name for name in first if len(values[name]) > 1]
    return telling or [name for name, seen in values.items() if len(seen) > 1] or list(first)


def _describe(attractor: Attractor, shown: Sequence[str]) -> str:
    kind = attractor.kind.value.replace("-", " ")
    fixed = attractor.fixed
    nodes = [name for name in shown if name in attractor.space.nodes][:SHOWN_VALUES]
    values = [(name, bool(fixed[name])) for name in nodes if name in fixed]
    told = [format_case(values)] if values else []
    switching = [name_of(name) for name in nodes if name not in fixed]
    if switching:
        told.append(f"switching: {', '.join(switching)}")
    return f"{kind} with {'; '.join(told)}" if told else kind


def _moves(before: Attractor, after: Attractor, shown: Sequence[str]) -> str:
    """Counterparts that move otherwise, in a line."""
    assert before.states is not None and after.states is not None
    sizes = before.states.count(), after.states.count()
    if sizes[0] != sizes[1]:
        told = f"{format_count(sizes[0])} -> {format_count(sizes[1])} states"
    else:
        told = "other shares of its states with a node on"
    return f"{_describe(before, shown)}: {told}"


def format_phenotypes(
    before: Mapping[str, Phenotype], after: Mapping[str, Phenotype], changed: Iterable[str]
) -> list[str]:
    """Lines about phenotypes that only one model has, or that are defined in another way."""
    lines = [f"- phenotype {name_of(n)}: {before[n].text}" for n in before if n not in after]
    lines += [f"+ phenotype {name_of(n)}: {after[n].text}" for n in after if n not in before]
    lines += [f"~ phenotype {name_of(n)}: {before[n].text}  ->  {after[n].text}" for n in changed]
    return lines


# -- JSON ----------------------------------------------------------------------------------


def describe_diff(
    rules: RuleDifference,
    attractors: AttractorDifference | None,
    phenotypes: Mapping[str, Sequence[str]],
    same: bool,
) -> Record:
    """The record ``boolnet-diff/1``.

    Args:
        rules: What is different between the rules.
        attractors: What that does to the attractors, where they were looked for.
        phenotypes: The names of phenotypes that were added, removed, changed.
        same: Whether the exit status is 0.
    """
    return {
        "schema": "boolnet-diff/1",
        "tool": TOOL,
        "before": describe_network(rules.before),
        "after": describe_network(rules.after),
        "same": same,
        "changed": [_describe_change(change) for change in rules.changed],
        "added": list(rules.added),
        "removed": list(rules.removed),
        "renamed": dict(rules.renamed),
        "reworded": list(rules.reworded),
        "undecided": list(rules.undecided),
        "phenotypes": {key: list(names) for key, names in phenotypes.items()},
        "attractors": _describe_attractors(attractors),
    }


def _describe_change(change: RuleChange) -> Record:
    share = None
    if change.cases is not None and change.differing is not None:
        share = float(Fraction(change.differing, change.cases))
    return {
        "name": change.name,
        "before": format_expression(change.before),
        "after": format_expression(change.after),
        "cases": change.cases,
        "differing": change.differing,
        "share": share,
        "witness": {name: int(value) for name, value in change.witness.items()},
        "was": None if change.value is None else int(change.value),
        "regulations": [
            {
                "regulator": sign.regulator,
                "before": _sign(sign.before),
                "after": _sign(sign.after),
            }
            for sign in change.signs
        ],
    }


def _sign(sign: str) -> str | None:
    return {"±": "+-", "": None}.get(sign, sign)


def _describe_attractors(found: AttractorDifference | None) -> Record | None:
    if found is None:
        return None
    return {
        "before": _extent(found.before),
        "after": _extent(found.after),
        "lost": None if found.lost is None else list(map(describe_attractor, found.lost)),
        "gained": None if found.gained is None else list(map(describe_attractor, found.gained)),
        "changed": [list(map(describe_attractor, pair)) for pair in found.changed],
        "phenotypes": {
            change.name: {
                "before": describe_tendency(change.before),
                "after": describe_tendency(change.after),
            }
            for change in found.phenotypes
        },
    }


def _extent(report: AttractorReport) -> Record:
    extent = describe_extent(report, ())
    del extent["listed"]
    return extent
