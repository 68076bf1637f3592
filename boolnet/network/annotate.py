"""From ``#@`` lines to what a network knows: `About`, `Evidence` and ladders.

What speaks of nothing that the file has is reported (BN506) and left out; a ladder with a
mistake is an error, since it says what a knockout takes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.annotation_values import check_item
from boolnet.language.annotations import (
    Edge,
    Item,
    Kind,
    Statement,
    WholeFile,
    read_annotation,
)
from boolnet.language.findings import Findings
from boolnet.language.syntax import Annotation, Document, Name, Rule
from boolnet.network.evidence import About, Evidence
from boolnet.network.function import UpdateFunction
from boolnet.network.names import suggest
from boolnet.network.rule import normalise

_EVIDENCE_TEXTS = frozenset(
    ("cell", "species", "assay", "mechanism", "confidence", "quote", "direct", "note", "conflict")
)
_ABOUT_TEXTS = frozenset(("name", "kind", "compartment", "note"))


@dataclass(slots=True)
class Knowledge:
    """What the annotations of a file say, by node."""

    about: dict[str, About] = field(default_factory=dict)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    ladders: tuple[tuple[str, ...], ...] = ()


def read_statements(document: Document, findings: Findings) -> list[tuple[Statement, Rule | None]]:
    """Every ``#@`` line of *document*, with the rule that it stands above or behind."""
    found: list[tuple[Statement, Rule | None]] = []
    waiting = 0  # how many at the end of *found* wait for their rule
    for line in document.lines:
        remark = line if isinstance(line, Annotation) else getattr(line, "remark", None)
        rule = line if isinstance(line, Rule) else None
        if isinstance(remark, Annotation):
            statement = read_annotation(remark, findings)
            for item in statement.items:
                check_item(item, findings)
            found.append((statement, None))
            waiting += 1
        if rule is not None:
            for index in range(len(found) - waiting, len(found)):
                found[index] = (found[index][0], rule)
            waiting = 0
    return found


def collect_knowledge(
    statements: Sequence[tuple[Statement, Rule | None]],
    functions: Mapping[str, UpdateFunction],
    findings: Findings,
) -> Knowledge:
    """What *statements* say about the nodes in *functions*; BN506 and mistakes in ladders.

    Cost:
        Linear in the statements.
    """
    about: dict[str, list[Statement]] = {}
    evidence: dict[str, list[Evidence]] = {}
    ladders: list[tuple[str, ...]] = []
    for statement, rule in statements:
        subject = statement.subject
        levels = [item for item in statement.items if item.key == "levels"]
        for item in levels:
            ladder = _read_ladder(item, functions, ladders, findings)
            if ladder:
                ladders.append(ladder)
        if isinstance(subject, WholeFile) or (levels and len(levels) == len(statement.items)):
            continue
        if isinstance(subject, Edge):
            if _is_regulation(subject, functions, findings):
                report = read_report(subject, statement.items)
                evidence.setdefault(report.target, []).append(report)
            continue
        if isinstance(subject, Name):
            name = normalise(subject.text)
            if name not in functions:
                findings.add(_orphan(subject, functions))
                continue
        elif rule is None:
            if statement.items:
                findings.add(
                    _warning(
                        "this annotation belongs to no rule",
                        statement.span,
                        help="put it above a rule, or say what it is about: "
                        "#@ NODE: … or #@ REGULATOR -> NODE | …",
                    )
                )
            continue
        elif rule.target is None:
            continue
        else:
            name = normalise(rule.target.text)
        about.setdefault(name, []).append(statement)
    return Knowledge(
        {name: _describe(spoken) for name, spoken in about.items()},
        {name: tuple(reports) for name, reports in evidence.items()},
        tuple(ladders),
    )


# -- nodes and regulations -----------------------------------------------------------------


def _describe(statements: Sequence[Statement]) -> About:
    items = [item for statement in statements for item in statement.items if item.key != "levels"]
    texts, more = _sort_out(items, _ABOUT_TEXTS)
    names = tuple((key[5:], value) for key, value in more if key.startswith("name-"))
    return About(
        **texts,
        names=names,
        identifiers=tuple(_references(items)),
        sources=_values(items, "source"),
        verify=_is_open(items),
        more=tuple(pair for pair in more if not pair[0].startswith("name-")),
        span=statements[0].span,
    )


def read_report(edge: Edge, items: Sequence[Item]) -> Evidence:
    """What a line about the regulation *edge* reports."""
    texts, more = _sort_out(items, _EVIDENCE_TEXTS)
    return Evidence(
        normalise(edge.regulator.text),
        normalise(edge.target.text),
        edge.arrow,
        **texts,
        references=tuple(_references(items)),
        sources=_values(items, "source"),
        verify=_is_open(items),
        more=tuple(more),
        span=edge.span,
    )


def _sort_out(
    items: Sequence[Item], wanted: frozenset[str]
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The values of the *wanted* keys, repeated ones joined; and the pairs that are left."""
    texts: dict[str, str] = {}
    more: list[tuple[str, str]] = []
    for item in items:
        if item.kind is Kind.REFERENCE or item.key in ("source", "verify"):
            continue
        if item.kind is Kind.PAIR and item.key in wanted:
            before = texts.get(item.key)
            value = item.value.strip()
            texts[item.key] = f"{before}; {value}" if before and value else before or value
        else:
            more.append((item.key, item.value.strip()))
    return texts, more


def _references(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if item.kind is Kind.REFERENCE:
            yield f"{item.key}:{item.value.strip()}"


def _is_open(items: Sequence[Item]) -> bool:
    """Whether ``verify`` is said; ``verify: no`` says the opposite."""
    return any(i.key == "verify" and i.value.lower() not in ("no", "false", "0") for i in items)


def _values(items: Sequence[Item], key: str) -> tuple[str, ...]:
    found = (item.value.strip() for item in items if item.kind is Kind.PAIR and item.key == key)
    return tuple(value for value in found if value)


# -- what belongs to nothing ---------------------------------------------------------------


def _is_regulation(edge: Edge, functions: Mapping[str, UpdateFunction], findings: Findings) -> bool:
    target, regulator = normalise(edge.target.text), normalise(edge.regulator.text)
    function = functions.get(target)
    if function is None:
        findings.add(_orphan(edge.target, functions))
        return False
    if regulator in function.regulators:
        return True
    hints = suggest(regulator, function.regulators)
    shown, missing = shorten(target), shorten(regulator)
    others = ", ".join(shorten(name) for name in function.regulators[:8]) or "nothing"
    fix = Fix((Edit(edge.regulator.span, hints[0]),), Applicability.LIKELY) if hints else None
    findings.add(
        _warning(
            f"the rule of {shown} does not use {missing}",
            edge.regulator.span,
            node=target,
            notes=(f"it uses {others}",),
            help=f"did you mean {hints[0]}?"
            if hints
            else f"correct the name, delete the line, or use {missing} in the rule",
            fix=fix,
        )
    )
    return False


def _orphan(name: Name, functions: Mapping[str, UpdateFunction]) -> Diagnostic:
    hints = suggest(normalise(name.text), functions)
    return _warning(
        "this annotation belongs to no rule",
        name.span,
        label=f'there is no node "{shorten(name.text)}"',
        help=f"did you mean {hints[0]}?" if hints else "correct the name, or delete the line",
        fix=Fix((Edit(name.span, hints[0]),), Applicability.LIKELY) if hints else None,
    )


def _warning(
    message: str,
    span: Span,
    *,
    help: str,
    label: str = "",
    node: str | None = None,
    notes: tuple[str, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    return Diagnostic(
        "BN506", Severity.WARNING, message, span, label, notes=notes, help=help, fix=fix, node=node
    )


# -- ladders -------------------------------------------------------------------------------


def _read_ladder(
    item: Item,
    functions: Mapping[str, UpdateFunction],
    ladders: Sequence[tuple[str, ...]],
    findings: Findings,
) -> tuple[str, ...]:
    """The names of ``OPG < OPG_hi < OPG_max``; none when there is a mistake in it."""
    names = [normalise(part.strip().strip('"')) for part in item.value.split("<")]
    message, advice = "", "a ladder reads: #@ levels: OPG < OPG_hi < OPG_max"
    unknown = next((name for name in names if name not in functions), None)
    taken = {name for ladder in ladders for name in ladder}
    if "" in names or len(names) < 2:
        message = "levels: two or more nodes are needed, the lowest level first, with < between"
    elif unknown is not None:
        hints = suggest(unknown, functions)
        message = f'levels: there is no node "{shorten(unknown)}"'
        advice = f"did you mean {hints[0]}?" if hints else "correct the name, or give it a rule"
    elif len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        message = f"levels: {shorten(twice)} is named twice"
    elif taken & set(names):
        shared = next(name for name in names if name in taken)
        message = f"levels: {shorten(shared)} is in two ladders"
        advice = "write all levels of one thing in one ladder"
    if not message:
        return tuple(names)
    span = item.value_span if item.value else item.span
    findings.add(Diagnostic("BN503", Severity.ERROR, message, span, help=advice))
    return ()
