"""What the evidence says against what the rules do: BN502, BN505, BN508 and BN511."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.errors import UnsupportedError
from boolnet.network.evidence import Evidence
from boolnet.network.influence import Regulation
from boolnet.network.network import Network, Node

_MOST_LISTED = 8
_VERBS = {"->": "activates", "-|": "inhibits"}
_ROLES = {"+": "an activator", "-": "an inhibitor"}
_AGAINST = {("->", "-"), ("-|", "+")}
# What names one molecule; a GO term or a cell type may be shared.
_MOLECULES = ("hgnc:", "uniprot:", "ncbigene:", "chebi:")


def find_evidence_problems(network: Network, *, publish: bool = False) -> list[Diagnostic]:
    """What there is to say about the evidence of *network*.

    Args:
        network: As it was read from a file; the findings have its places.
        publish: Also say how many regulations have no evidence (BN502).

    Cost:
        That of the influence graph, when there is evidence at all.
    """
    findings = list(_find_same_entities(network))
    if any(node.evidence for node in network.nodes):
        for node in network.nodes:
            reports: dict[str, list[Evidence]] = {}
            for report in node.evidence:
                reports.setdefault(report.regulator, []).append(report)
            known = _regulations(network, node.name) if reports else {}
            for regulator, group in reports.items():
                findings += _find_contradictions(group, known.get(regulator))
                findings += _find_disagreement(group, known.get(regulator))
    if publish:
        findings += _count_missing(network)
    return findings


def without_evidence(network: Network) -> tuple[tuple[str, str], ...]:
    """The regulations, as regulator and target, for which no line with a source speaks.

    An input that keeps itself needs no evidence.
    """
    missing = []
    for node in network.nodes:
        if node.is_input:
            continue
        supported = {e.regulator for e in node.evidence if e.cites and not e.conflict}
        if disputed := {e.regulator for e in node.evidence if e.cites} - supported:
            # A line that names the other side still speaks for a rule with the same sign.
            signs = {name: r.sign for name, r in _regulations(network, node.name).items()}
            supported |= {
                e.regulator
                for e in node.evidence
                if e.regulator in disputed and (e.arrow, signs.get(e.regulator)) not in _AGAINST
            }
        missing += [(r, node.name) for r in node.function.regulators if r not in supported]
    return tuple(missing)


def count_regulations(network: Network) -> int:
    """How many regulations want evidence: all but those of inputs by themselves."""
    return sum(len(n.function.regulators) for n in network.nodes if not n.is_input)


def _regulations(network: Network, target: str) -> Mapping[str, Regulation]:
    try:
        return {r.regulator: r for r in network.influence.into(target)}
    except UnsupportedError:
        return {}  # a rule is too entangled: nothing can be held against it


# -- evidence against the rule, and against other evidence ---------------------------------


def _find_contradictions(
    reports: Sequence[Evidence], regulation: Regulation | None
) -> Iterator[Diagnostic]:
    """BN505."""
    if regulation is None or regulation.effect is None:
        return
    for report in reports:
        if report.conflict or (report.arrow, regulation.sign) not in _AGAINST:
            continue
        regulator, target = shorten(report.regulator), shorten(report.target)
        effect = regulation.effect
        others = effect.activates if effect.activates is not None else effect.inhibits
        assert others is not None
        way = "on" if regulation.sign == "+" else "off"
        given = ", ".join(f"{shorten(name)} = {int(v)}" for name, v in list(others.items())[:8])
        situation = f"with {given}, " if given else ""
        yield Diagnostic(
            "BN505",
            Severity.WARNING,
            f"the evidence says {regulator} {_VERBS[report.arrow]} {target}, "
            f"but the rule makes it {_ROLES[regulation.sign]}",
            report.span,
            notes=(f"{situation}switching {regulator} on switches {target} {way}",),
            help="correct the rule or the arrow; if the sources disagree, say so in this line: "
            'conflict: "…"',
            node=report.target,
        )


def _find_disagreement(
    reports: Sequence[Evidence], regulation: Regulation | None
) -> Iterator[Diagnostic]:
    """BN511, once for each regulation."""
    signed = {report.arrow for report in reports} & _VERBS.keys()
    dissenting = [report for report in reports if report.conflict]
    if len(signed) < 2 and not dissenting:
        return
    # A dissenting line with the arrow of the rule tells in words what the other side says.
    sign = regulation.sign if regulation is not None else "?"
    worded = [r for r in dissenting if (r.arrow, sign) not in _AGAINST]
    sides = []
    for arrow, verb in _VERBS.items():
        cited = [_cite(r) for r in reports if r.arrow == arrow]
        if cited:
            sides.append(f"{verb} in {' and '.join(cited)}")
    sides += [f"but: {shorten(r.conflict, 80)}" for r in worded]
    signing = [r for r in reports if r.arrow in _VERBS]
    first = (dissenting or [r for r in signing if r.arrow != signing[0].arrow])[0]
    related = tuple(
        (r.span, "the other side") for r in signing if r.arrow != first.arrow and r.span is not None
    )
    yield Diagnostic(
        "BN511",
        # Whoever writes `conflict:` knows of it.
        Severity.INFO if dissenting else Severity.WARNING,
        f"the sources disagree on {shorten(first.regulator)} … {shorten(first.target)}: "
        + ", ".join(sides),
        first.span,
        related=related[:2],
        help="nothing to correct if the model takes a side on purpose; "
        "a claim can test the side that it takes",
        node=first.target,
    )


def _cite(report: Evidence) -> str:
    cited = shorten(report.cites[0], 60) if report.cites else "a line without a source"
    return f"{cited} ({shorten(report.cell)})" if report.cell else cited


# -- identity ------------------------------------------------------------------------------


def _find_same_entities(network: Network) -> Iterator[Diagnostic]:
    """BN508. Levels of one thing, and one molecule in two places or states, are no mistake."""
    ladder_of = {name: ladder for ladder in network.ladders for name in ladder}
    seen: dict[tuple[str, str, str], Node] = {}
    for node in network.nodes:
        for identifier in node.about.identifiers:
            if not identifier.startswith(_MOLECULES):
                continue
            key = identifier.lower(), node.about.kind, node.about.compartment
            other = seen.setdefault(key, node)
            ladder = ladder_of.get(node.name)
            if other is node or (ladder is not None and other.name in ladder):
                continue
            places = ((other.about.span, "the other one"),) if other.about.span else ()
            yield Diagnostic(
                "BN508",
                Severity.WARNING,
                f"{shorten(other.name)} and {shorten(node.name)} carry the same identifier "
                f"{identifier}",
                node.about.span,
                related=places,
                help="make one node of them, correct the identifier, or say what sets them apart "
                "with kind: or compartment:",
                node=node.name,
            )


def _count_missing(network: Network) -> Iterator[Diagnostic]:
    """BN502."""
    missing = without_evidence(network)
    if not missing:
        return
    total = count_regulations(network)
    arrows = {(r.regulator, r.target): str(r) for r in _all_regulations(network)}
    listed = ", ".join(arrows.get(pair, " -? ".join(pair)) for pair in missing[:_MOST_LISTED])
    more = len(missing) - _MOST_LISTED
    regulator, target = missing[0]
    example = arrows.get((regulator, target), f"{regulator} -? {target}")
    yield Diagnostic(
        "BN502",
        Severity.WARNING,
        f"{len(missing):,} of {total:,} regulation{'s' * (total != 1)} "
        f"{'has' if len(missing) == 1 else 'have'} no evidence",
        notes=(f"without a source: {listed}" + (f", and {more:,} more" if more > 0 else ""),),
        help=f'write a line above the rule: #@ {example} | source: "…"',
    )


def _all_regulations(network: Network) -> Sequence[Regulation]:
    try:
        return network.influence.regulations
    except UnsupportedError:
        return ()
