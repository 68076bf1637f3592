"""Evidence as text and JSON: who says that a regulation exists, seen where, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boolnet.network.checks.evidence import count_regulations, without_evidence
from boolnet.network.evidence import About, Evidence
from boolnet.network.influence import Regulation
from boolnet.network.network import Network
from boolnet.report.echo import show
from boolnet.report.numbers import plural
from boolnet.report.record import TOOL, Record, describe_network
from boolnet.report.style import Style, wrap_text


def format_evidence(network: Network, names: Sequence[str], style: Style | None = None) -> str:
    """The evidence of each regulation by target, and a summary.

    Args:
        network: The network.
        names: The targets to show; all that are no inputs when empty.
        style: The look.
    """
    style = style or Style()
    shown = names or [node.name for node in network.nodes if not node.is_input]
    lines: list[str] = []
    for name in shown:
        node = network.nodes[network.position(name)]
        lines.append(style.title(show(name)))
        lines += format_about(network, name, style)
        regulations = network.influence.into(name)
        if node.is_input:
            lines.append("  an input")
        elif not regulations:
            lines.append("  no regulators")
        for regulation in () if node.is_input else regulations:
            lines.append(f"  {regulation.arrow} {show(regulation.regulator)}")
            lines += format_reports(node.evidence, regulation, style, indent=6)
        lines.append("")
    return "\n".join([*lines, *format_summary(network, style)])


def format_summary(network: Network, style: Style) -> list[str]:
    """How much of the whole network has evidence."""
    summary = _summarise(network)
    total, supported = summary["regulations"], summary["with_evidence"]
    have = "has" if supported == 1 else "have"
    lines = [f"{supported:,} of {plural(total, 'regulation')} {have} evidence"]
    if summary["verify"]:
        told = "still to be compared with the paper (verify)"
        lines.append(f"{plural(summary['verify'], 'line')} {told}")
    if summary["disputed"]:
        pairs = ", ".join(summary["disputed_regulations"])
        told = f"disputed: {show(pairs)}"
        lines += wrap_text(
            f"{plural(len(summary['disputed_regulations']), 'regulation')} {told}",
            style.width, indent=2,
        )  # fmt: skip
    return lines


def format_about(network: Network, name: str, style: Style) -> list[str]:
    """What the node *name* is: kind, place, other names, identifiers, levels."""
    about = network.nodes[network.position(name)].about
    facts = [about.name, *(text for _, text in about.names), about.kind, about.compartment]
    facts += about.identifiers
    lines = []
    told = ", ".join(dict.fromkeys(show(fact) for fact in facts if fact and fact != name))
    if told:
        lines += wrap_text(told, style.width, first="  ", indent=2)
    for ladder in network.ladders:
        if name in ladder:
            lines.append(f"  levels: {' < '.join(map(show, ladder))}")
    return lines


def format_reports(
    reports: Iterable[Evidence], regulation: Regulation, style: Style, *, indent: int
) -> list[str]:
    """The reports about *regulation*, or that there are none."""
    mine = list(dict.fromkeys(r for r in reports if r.regulator == regulation.regulator))
    blanks = " " * indent
    if not mine:
        return [f"{blanks}no evidence"]
    lines: list[str] = []
    for report in mine:
        text = _sentence(report, regulation)
        lines += wrap_text(text, style.width, first=blanks, indent=indent + 2)
    return lines


def _sentence(report: Evidence, regulation: Regulation) -> str:
    where = ", ".join(part for part in (report.cell, report.species, report.assay) if part)
    told = "; ".join(report.cites) or "no source"
    told += f" ({where})" if where else ""
    parts = [show(told)]
    if report.mechanism:
        parts.append(show(report.mechanism))
    if report.quote:
        parts.append(f'"{show(report.quote)}"')
    if report.note:
        parts.append(show(report.note))
    if report.confidence:
        parts.append(f"confidence {show(report.confidence)}")
    if report.verify:
        parts.append("to be verified")
    if report.conflict:
        parts.append(f"conflict: {show(report.conflict)}")
    head = f"{report.arrow} " if report.arrow != regulation.arrow else ""
    return head + "; ".join(parts)


# -- JSON ----------------------------------------------------------------------------------


def describe_evidence(network: Network, names: Sequence[str]) -> Record:
    """The record ``boolnet-evidence/1``."""
    wanted = set(names)
    summary = _summarise(network)
    del summary["disputed_regulations"]
    return {
        "schema": "boolnet-evidence/1",
        "tool": TOOL,
        "network": describe_network(network),
        "summary": summary,
        "nodes": [
            {
                "name": node.name,
                "about": describe_about(node.about),
                "regulations": [
                    describe_regulation(node.evidence, regulation)
                    for regulation in network.influence.into(node.name)
                ],
            }
            for node in network.nodes
            if node.name in wanted or not wanted
        ],
    }


def describe_regulation(reports: Iterable[Evidence], regulation: Regulation) -> Record:
    """A regulation with the reports about it."""
    return {
        "regulator": regulation.regulator,
        "target": regulation.target,
        "sign": "+-" if regulation.sign == "±" else regulation.sign,
        "evidence": [describe_report(r) for r in reports if r.regulator == regulation.regulator],
    }


def describe_report(report: Evidence) -> Record:
    """One ``#@`` line about a regulation."""
    return {
        "sign": report.sign,
        "sources": list(report.sources),
        "references": list(report.references),
        "cell": report.cell,
        "species": report.species,
        "assay": report.assay,
        "mechanism": report.mechanism,
        "confidence": report.confidence,
        "weight": report.weight,
        "quote": report.quote,
        "direct": report.direct,
        "note": report.note,
        "conflict": report.conflict,
        "verify": report.verify,
        "more": [{"key": key, "value": value} for key, value in report.more],
    }


def describe_about(about: About) -> Record:
    """What a node is."""
    return {
        "name": about.name,
        "names": dict(about.names),
        "kind": about.kind,
        "compartment": about.compartment,
        "identifiers": list(about.identifiers),
        "sources": list(about.sources),
        "note": about.note,
        "verify": about.verify,
        "more": [{"key": key, "value": value} for key, value in about.more],
    }


def _summarise(network: Network) -> Record:
    total = count_regulations(network)
    disputed = [
        f"{report.regulator} - {report.target}"
        for node in network.nodes
        for report in node.evidence
        if report.conflict
        or any(
            other.regulator == report.regulator
            and {other.arrow, report.arrow} == {"->", "-|"}
            for other in node.evidence
        )
    ]  # fmt: skip
    pairs = list(dict.fromkeys(disputed))
    return {
        "regulations": total,
        "with_evidence": total - len(without_evidence(network)),
        "verify": sum(report.verify for node in network.nodes for report in node.evidence),
        "disputed": len(pairs),
        "disputed_regulations": pairs,
    }
