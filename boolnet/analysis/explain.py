"""Why a change spreads: the chain of rules, as a biologist would tell it.

First constant propagation: what the held nodes force, rule by rule, is proven. Nodes that
change beyond that are read off the attractors and linked to the regulators that changed
with them; such a step says what happened, not that nothing else could have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from boolnet.analysis.question import Question
from boolnet.engines.reduction import percolate
from boolnet.logic import expression as ex
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import FALSE, Circuits
from boolnet.network.perturbation import Perturbation


@dataclass(frozen=True)
class Reason:
    """One step of an explanation.

    Attributes:
        node: The node whose behaviour this step explains, or a held regulation ``A->B``.
        value: What it becomes: 0 or 1, or `None` where it varies within or between attractors.
        because: The regulators that force it, with their values; for a step that is not
            proven the regulators that changed with it, with `None` where they vary; for
            what is held, empty, and for a level that goes along with it, what is held.
        rule: The rule, as text; empty for what is held.
        before: What it was in every attractor without the perturbation, or `None`.
        proven: Whether the step follows by propagation alone.
        distance: Steps from what is held.
    """

    node: str
    value: int | None
    because: tuple[tuple[str, int | None], ...]
    rule: str
    before: int | None
    proven: bool
    distance: int


def explain_change(
    question: Question,
    perturbation: Perturbation,
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
) -> tuple[Reason, ...]:
    """The steps by which a change spreads from what *perturbation* holds.

    Args:
        question: The perturbed network under its conditions.
        perturbation: What was added to the wild type; its nodes, and the levels that go along
            with them, start the chain.
        before: For each node that changed, its value in every attractor of the wild type;
            `None` where it varied. Nodes that did not change are left out.
        after: The same with the perturbation.

    Returns:
        What is held, then the proven steps in the order in which they follow, then the
        others by distance.
    """
    network = question.perturbed
    reasons = [
        Reason(
            name, int(value), _along(question, perturbation, name), "", before.get(name), True, 0
        )
        for name, value in question.network.close(perturbation).nodes
    ]
    blocked: dict[str, list[tuple[str, int | None]]] = {}
    for regulator, target, value in perturbation.regulations:
        edge = f"{regulator}->{target}"
        blocked.setdefault(target, []).append((edge, int(value)))
        reasons.append(Reason(edge, int(value), (), "", None, True, 0))
    distance = {reason.node: 0 for reason in reasons}
    part = dict(enumerate(network.functions))
    _, known = percolate(network.circuits, part, question.held)
    told = dict(distance)
    for position, value in known.items():
        name = network.names[position]
        if name in told or name not in after:
            continue
        rule = network.rule(name)
        changed = {network.index[n] for n in told if n in network.index}
        causes = _forcing(network.circuits, network.functions[position], value, known, changed)
        because = [(network.names[v], int(known[v])) for v in causes]
        steps = [told[cause] for cause, _ in because if cause in told]
        links = blocked.get(name, [])
        steps += [0 for _ in links]
        if not steps:
            continue
        told[name] = 1 + max(steps)
        text = ex.format_expression(rule)
        reasons.append(
            Reason(name, int(value), (*links, *because), text, before[name], True, told[name])
        )
    return (*reasons, *_unproven(question, before, after, told, blocked))


def _along(
    question: Question, perturbation: Perturbation, name: str
) -> tuple[tuple[str, int | None], ...]:
    """The level that is held and takes *name* along; empty when *name* itself is held."""
    held = dict(perturbation.nodes)
    if name in held:
        return ()
    ladder = next(ladder for ladder in question.network.ladders if name in ladder)
    # From below a 0 comes up, from above a 1 comes down: never both.
    return tuple((level, int(held[level])) for level in ladder if level in held)[:1]


def _forcing(
    circuits: Circuits,
    function: tuple[int, int],
    value: bool,
    known: Mapping[int, bool],
    changed: set[int],
) -> list[int]:
    """A smallest set (no member can be left out) of known regulators that force *value*.

    Regulators that changed are given up last: they are what the story is about.
    """
    against = function[1] if value else function[0]
    regulators = [v for v in bits_of(circuits.support(against)) if v in known]
    kept = list(regulators)
    for regulator in sorted(regulators, key=lambda v: (v in changed, v)):
        rest = {v: known[v] for v in kept if v != regulator}
        if circuits.restrict(against, rest) == FALSE:
            kept.remove(regulator)
    return kept


def _unproven(
    question: Question,
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
    told: Mapping[str, int],
    blocked: Mapping[str, list[tuple[str, int | None]]],
) -> list[Reason]:
    """Steps for the nodes that changed without being forced, nearest first."""
    network = question.perturbed
    left = [name for name in network.names if name in after and name not in told]
    distance = dict(told)
    reasons: list[Reason] = []
    while left:
        near = []
        for name in left:
            regulators = network.nodes[network.index[name]].function.regulators
            causes = [r for r in regulators if r in distance and r != name]
            if causes or name in blocked:
                near.append((name, causes))
        if not near:
            break  # the rest changed through the choice of attractors, not through rules
        for name, causes in near:
            because = (*blocked.get(name, ()), *((cause, after.get(cause)) for cause in causes))
            nearest = min((distance[cause] for cause in causes), default=0)
            text = ex.format_expression(network.rule(name))
            reasons.append(
                Reason(name, after[name], because, text, before[name], False, nearest + 1)
            )
        distance |= {reason.node: reason.distance for reason in reasons}
        left = [name for name in left if name not in distance]
    return sorted(reasons, key=lambda r: (r.distance, network.index[r.node]))
