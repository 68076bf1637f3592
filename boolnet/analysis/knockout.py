"""What a perturbation changes: attractors, phenotypes, nodes, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from boolnet.analysis.attractors import LISTED, AttractorReport, AttractorSearch
from boolnet.analysis.explain import Reason, explain_change
from boolnet.analysis.question import Question
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.tendency import Tendency
from boolnet.errors import PerturbationError
from boolnet.network.perturbation import Perturbation


@dataclass(frozen=True)
class Change:
    """One phenotype or node, before and after.

    Attributes:
        name: The phenotype or the node.
        wild: In how many attractors it holds without the perturbation.
        perturbed: In how many with it.
        wild_mean: Its mean over the attractors (each counts once, as the share of its
            states), or `None` where some attractor's states are not known or not listed.
        perturbed_mean: The same with the perturbation.
    """

    name: str
    wild: Tendency
    perturbed: Tendency
    wild_mean: Fraction | None = None
    perturbed_mean: Fraction | None = None

    @property
    def changed(self) -> bool:
        """Whether every, some or no attractor shows it now, where it was otherwise before."""
        if self.wild_mean != self.perturbed_mean:
            return True
        return self.wild.shares != self.perturbed.shares


@dataclass(frozen=True)
class Match:
    """An attractor that is still there under the perturbation.

    Attributes:
        wild: The attractor without the perturbation.
        perturbed: Its counterpart.
        identical: Whether all nodes that the perturbation does not hold behave the same;
            otherwise only the readouts do.
    """

    wild: Attractor
    perturbed: Attractor
    identical: bool


@dataclass(frozen=True)
class KnockoutReport:
    """A perturbation compared with the wild type, under the same conditions.

    Attributes:
        question: What was asked, without the perturbation.
        perturbation: What is held.
        wild: The attractors without it.
        perturbed: The attractors with it.
        kept: Attractors that have a counterpart.
        lost: Attractors that have none; `None` where there were too many to match.
        gained: New attractors; `None` where there were too many to match.
        phenotypes: Per phenotype, in how many attractors it holds.
        nodes: Per node in network order, the same.
        reasons: How the change spreads, rule by rule.
        coverage: How much of this is proven.
    """

    question: Question
    perturbation: Perturbation
    wild: AttractorReport
    perturbed: AttractorReport
    kept: tuple[Match, ...] | None
    lost: tuple[Attractor, ...] | None
    gained: tuple[Attractor, ...] | None
    phenotypes: tuple[Change, ...]
    nodes: tuple[Change, ...]
    reasons: tuple[Reason, ...]
    coverage: Coverage
    seconds: float

    @property
    def closed(self) -> Perturbation:
        """The perturbation with the levels that go along with what it names."""
        return self.question.network.close(self.perturbation)


def find_knockout_effects(
    question: Question,
    perturbation: Perturbation,
    *,
    limit: int | None = LISTED,
    budget: Budget | None = None,
) -> KnockoutReport:
    """Compare a network with and without *perturbation*, under the same conditions.

    Args:
        question: The network under conditions; a perturbation in it is on both sides.
        perturbation: What is held on one side only.
        limit: How many attractors to list on each side; all when `None`. Attractors are
            matched one by one only when all of them are listed; phenotypes and nodes are
            always counted over all.
        budget: What may be spent, by both sides together.

    Raises:
        PerturbationError: Nothing is held, or the perturbation contradicts the question's.
        UnknownNodeError: It names something that is no node.
    """
    if not perturbation:
        raise PerturbationError("nothing is held: name a node to knock out or overexpress")
    budget = budget or Budget()
    before = AttractorSearch(question, budget)
    after = AttractorSearch(question.with_perturbation(perturbation), budget, like=before)
    wild, perturbed = before.report(limit), after.report(limit)
    coverage = Coverage.COMPLETE
    if Coverage.LOWER_BOUND in (wild.coverage, perturbed.coverage):
        coverage = Coverage.LOWER_BOUND
    phenotypes = tuple(
        Change(p.name, before.phenotype(p.name), after.phenotype(p.name))
        for p in question.phenotypes
    )
    nodes = tuple(compare_nodes(before, wild, after, perturbed, budget))
    changed = [change for change in nodes if change.changed]
    reasons = explain_change(
        after.question,
        perturbation,
        {change.name: constant_in(change.wild) for change in changed},
        {change.name: constant_in(change.perturbed) for change in changed},
    )
    kept = lost = gained = None
    if wild.is_whole and perturbed.is_whole:
        kept, lost, gained = _match(question, perturbation, wild, perturbed)
    return KnockoutReport(
        question,
        perturbation,
        wild,
        perturbed,
        kept,
        lost,
        gained,
        phenotypes,
        nodes,
        reasons,
        coverage,
        budget.elapsed,
    )


def constant_in(tendency: Tendency) -> int | None:
    """The value in all states of all attractors, if there is one."""
    if tendency.total and tendency.on == tendency.total:
        return 1
    return 0 if tendency.total and tendency.off == tendency.total else None


def compare_nodes(
    before: AttractorSearch,
    wild: AttractorReport,
    after: AttractorSearch,
    perturbed: AttractorReport,
    budget: Budget,
) -> list[Change]:
    """How each node behaves without and with a perturbation, in network order.

    Args:
        before: The search without it.
        wild: What it found.
        after: The search with it.
        perturbed: What that found.
        budget: What may be spent.

    Cost:
        Where not all attractors are listed, a question to the search for each node.
    """
    changes = []
    names = wild.network.names
    for position, name in enumerate(names):
        budget.report(f"node {position + 1} of {len(names)}: {name}")
        first, mean = _tendency(before, wild, name)
        second, other = _tendency(after, perturbed, name)
        changes.append(Change(name, first, second, mean, other))
    return changes


def _tendency(
    search: AttractorSearch, report: AttractorReport, name: str
) -> tuple[Tendency, Fraction | None]:
    """How often a node is on, and its mean where that is known."""
    if not report.is_whole:
        found = search.node(name)
        exact = found.total and not found.mixed and not found.unknown
        return found, Fraction(found.on, found.total) if exact else None
    on = off = mixed = unknown = 0
    total: Fraction | None = Fraction(0)
    for attractor in report:
        value = attractor.behaviour(name)
        on += value == 1
        off += value == 0
        unknown += value is None
        mixed += value is not None and 0 < value < 1
        total = None if total is None or value is None else total + value
    mean = total / len(report) if total is not None and len(report) else None
    return Tendency(on, off, mixed, unknown), mean


def _match(
    question: Question,
    perturbation: Perturbation,
    wild: AttractorReport,
    perturbed: AttractorReport,
) -> tuple[tuple[Match, ...], tuple[Attractor, ...], tuple[Attractor, ...]]:
    """Pair attractors: first those alike in all nodes, then those alike in their readouts."""
    network = question.network
    held = {name for name, _ in network.close(perturbation).nodes}
    everything = [name for name in network.names if name not in held]
    readouts = [name for name in network.readouts if name not in held]
    # Under free inputs an attractor of one condition is no counterpart of another's.
    readouts += [name for name in question.free_inputs if name not in held]

    kept: list[Match] = []
    lost, gained = list(wild), list(perturbed)
    for names, identical in ((everything, True), (readouts, False)):
        waiting: dict[object, list[Attractor]] = {}
        for attractor in gained:
            waiting.setdefault(_signature(attractor, names), []).append(attractor)
        for attractor in list(lost):
            alike = waiting.get(_signature(attractor, names))
            if alike:
                counterpart = alike.pop(0)
                kept.append(Match(attractor, counterpart, identical))
                lost = [other for other in lost if other is not attractor]
                gained = [other for other in gained if other is not counterpart]
    order = {id(attractor): i for i, attractor in enumerate(wild)}
    kept.sort(key=lambda match: order[id(match.wild)])
    return tuple(kept), tuple(lost), tuple(gained)


def _signature(attractor: Attractor, names: Sequence[str]) -> tuple[object, ...]:
    phenotypes = tuple(sorted((k, str(v)) for k, v in attractor.phenotypes.items()))
    fixed, mean = attractor.fixed, attractor.mean
    return phenotypes, tuple(fixed.get(name, mean.get(name)) for name in names)
