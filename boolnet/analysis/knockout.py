"""What a perturbation changes: attractors, phenotypes, nodes, and why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from boolnet.analysis.attractors import AttractorReport, Tendency
from boolnet.analysis.explain import Reason
from boolnet.analysis.question import Question
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Coverage
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
        return _share(self.wild) != _share(self.perturbed)


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
