"""Declared regulations against what the rules do: BN305, BN306 and BN307."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import UnsupportedError
from boolnet.logic.table import Effect, compute_effects
from boolnet.network.declared import Declared
from boolnet.network.influence import Regulation
from boolnet.network.network import Network
from boolnet.network.places import Places

_CLAIMS = {"->": "activate", "-|": "inhibit"}
_ROLES = {"+": "an activator", "-": "an inhibitor"}
_AGAINST = {("->", "-"), ("-|", "+"), ("->", "±"), ("-|", "±")}
_MOST_SHOWN = 8
_WIDEST = 100  # regulators of a rule whose signs are looked at


def find_declared_problems(
    network: Network,
    declared: Sequence[Declared],
    places: Places,
    severity: Severity,
) -> list[Diagnostic]:
    """What the file declares and the rules contradict.

    Args:
        network: The network.
        declared: The regulations that the file declares.
        places: Where the rules name their regulators.
        severity: How much it matters in this format.

    Cost:
        That of the influence graph. A rule of more than 100 regulators, or one that is too
        entangled, is not held against the signs.
    """
    regulations = {(r.regulator, r.target): r for r in _regulations(network)}
    known = {(edge.regulator, edge.target) for edge in declared}
    free = set(network.inputs)
    mentioned = {(r, n.name) for n in network.nodes for r in n.function.regulators}
    findings: list[Diagnostic] = []
    for edge in declared:
        pair = edge.regulator, edge.target
        if edge.target in free and edge.regulator != edge.target:
            continue  # an input on which others act has no rule to contradict
        if pair in regulations or pair not in mentioned:
            findings += _judge(edge, regulations.get(pair), severity)
    for node in network.nodes:
        for regulator in node.function.regulators:
            if (regulator, node.name) not in known and not node.is_input:
                regulation = regulations.get((regulator, node.name))
                arrow = regulation.arrow if regulation is not None else "-?"
                place = places.use(node.name, regulator)
                findings.append(_undeclared(regulator, node.name, arrow, place, severity))
    return findings


def _regulations(network: Network) -> Iterator[Regulation]:
    try:
        functions = network.functions
    except UnsupportedError:
        return
    for node, pair in zip(network.nodes, functions, strict=True):
        regulators = node.function.regulators
        if len(regulators) > _WIDEST:
            continue
        try:
            effects = compute_effects(network.circuits, *pair, network.names)
        except UnsupportedError:
            continue
        for name in regulators:
            effect = effects.get(network.index[name], Effect(None, None))
            yield Regulation(name, node.name, effect)


def _judge(
    edge: Declared, regulation: Regulation | None, severity: Severity
) -> Iterator[Diagnostic]:
    regulator, target = shorten(edge.regulator), shorten(edge.target)
    if regulation is None or (regulation.effect is not None and not regulation.essential):
        if not edge.essential:
            return  # it was said to be without effect, or nothing was said
        unsure = severity is Severity.ERROR and edge.arrow not in _CLAIMS
        yield Diagnostic(
            "BN306",
            Severity.WARNING if unsure else severity,
            f"the regulation {regulator} {edge.arrow} {target} is declared, "
            f"but {regulator} has no effect on {target}",
            edge.span,
            help=f"delete it, correct the rule, or write {regulator} {edge.arrow}? {target}: "
            "it may be without effect"
            if severity is Severity.ERROR
            else "delete it, or correct the rule",
            node=edge.target,
        )
    elif (edge.arrow, regulation.sign) in _AGAINST:
        yield Diagnostic(
            "BN305",
            severity,
            f"{regulator} is declared to {_CLAIMS[edge.arrow]} {target}, but the rule makes it "
            + _ROLES.get(regulation.sign, "both an activator and an inhibitor"),
            edge.span,
            notes=tuple(_witnesses(edge, regulation)),
            help=f"correct the rule, or declare {regulator} {regulation.arrow} {target}",
            node=edge.target,
        )


def _witnesses(edge: Declared, regulation: Regulation) -> Iterator[str]:
    """A case in which the regulator acts as it is not declared to."""
    effect = regulation.effect
    assert effect is not None
    others, way = (effect.inhibits, "off") if edge.arrow == "->" else (effect.activates, "on")
    if others is None:
        return
    given = ", ".join(
        f"{shorten(name)}={value:d}" for name, value in [*others.items()][:_MOST_SHOWN]
    )
    situation = f"when {given}: " if given else ""
    yield f"{situation}switching {shorten(edge.regulator)} on switches {shorten(edge.target)} {way}"


def _undeclared(
    regulator: str, target: str, arrow: str, span: Span | None, severity: Severity
) -> Diagnostic:
    one, other = shorten(regulator), shorten(target)
    return Diagnostic(
        "BN307",
        severity,
        f"the rule of {other} uses {one}, but no regulation {one} … {other} is declared",
        span,
        help=f"declare {one} {arrow} {other}",
        node=target,
    )
