"""Which rules the claims of a model would notice being wrong.

Every regulation is left out once and its sign is turned once. A changed model is *caught*
when a claim has another outcome, *silent* when neither a readout nor a phenotype is any
different in any attractor of any named environment, so that no claim about them could tell,
and *missed* else. This is mutation testing (R. A. DeMillo, R. J. Lipton, F. G. Sayward,
Computer 11 (1978) 34-41), with rules in place of programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from boolnet.analysis.attractors import AttractorReport, find_attractors
from boolnet.analysis.claims import Status, Verifier
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import InputError
from boolnet.logic.expression import symbol
from boolnet.logic.mutation import drop_name, flip_name
from boolnet.network.claim import Claim
from boolnet.network.library import Model
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype


class Notice(Enum):
    """Whether a changed rule was noticed."""

    CAUGHT = "caught"
    MISSED = "missed"
    SILENT = "silent"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Mutation:
    """A rule with one regulator dropped or turned.

    Attributes:
        target: The node whose rule is changed.
        regulator: The regulator.
        flipped: Whether its sign is turned; else it is left out.
        notice: Whether that was noticed.
        claim: The first claim found that noticed; empty when none did.
    """

    target: str
    regulator: str
    flipped: bool
    notice: Notice
    claim: str = ""


@dataclass(frozen=True)
class SensitivityReport:
    """What became of all changes of a model.

    Attributes:
        mutations: Those that were tried.
        total: How many there are.
        stopped: Why the rest was not tried; empty when all were.
    """

    mutations: tuple[Mutation, ...]
    total: int
    stopped: str

    def count(self, notice: Notice) -> int:
        """How many had that outcome."""
        return sum(mutation.notice is notice for mutation in self.mutations)

    @property
    def share(self) -> float | None:
        """Caught among those that could be: caught and missed; `None` when there is none."""
        caught, missed = self.count(Notice.CAUGHT), self.count(Notice.MISSED)
        return caught / (caught + missed) if caught + missed else None


def measure_sensitivity(
    model: Model,
    claims: Sequence[Claim],
    budget: Budget | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> SensitivityReport:
    """Change each rule of *model* in each way, and see which claim notices.

    Args:
        model: The model.
        claims: Its claims.
        budget: What may be spent; what was found until then is reported.
        progress: Called with how many changes were tried, of how many.

    Raises:
        InputError: The conditions of a claim do not fit the network.

    Cost:
        Two changes for each regulation; for one that is caught usually a few claims, for one
        that is not all claims and all environments.
    """
    return _Measurement(model, claims, budget or Budget()).run(progress)


class _Measurement:
    def __init__(self, model: Model, claims: Sequence[Claim], budget: Budget) -> None:
        self.model = model
        self.budget = budget
        self.network = model.network
        verifier = Verifier(self.network, model.rest, claims, budget)
        self.original = {claim.id: verifier.verify(claim) for claim in claims}
        self.order = list(claims)  # those that caught something last come first
        self.claims = claims
        driven = {name for node in self.network.nodes for name in node.function.regulators}
        readouts = [name for name in self.network.names if name not in driven]
        self.readouts = [Phenotype(f"node {name}", symbol(name)) for name in readouts]
        self.readouts += model.phenotypes.values()
        self._signatures: dict[str, frozenset[object] | None] = {}

    def run(self, progress: Callable[[int, int], None] | None) -> SensitivityReport:
        """Try all of them."""
        changes = list(_changes(self.network))
        mutations = []
        for number, (target, regulator, flipped) in enumerate(changes):
            if progress is not None:
                progress(number, len(changes))
            rule = self.network.rule(target)
            changed = flip_name(rule, regulator) if flipped else drop_name(rule, regulator)
            mutant = self.network.with_rule(target, changed)
            notice, claim = self._try(mutant, target)
            if self.budget.spent:
                break  # what was cut short says nothing
            mutations.append(Mutation(target, regulator, flipped, notice, claim))
        return SensitivityReport(tuple(mutations), len(changes), self.budget.reason)

    def _try(self, mutant: Network, target: str) -> tuple[Notice, str]:
        if mutant.functions == self.network.functions:
            return Notice.SILENT, ""
        verifier = Verifier(mutant, self.model.rest, self.claims, self.budget)
        undecided = False
        for claim in sorted(self.order, key=lambda claim: not self._touches(claim, mutant, target)):
            try:
                status = verifier.decide(claim)
            except InputError:
                continue  # it holds a regulation that is left out here
            if status is Status.UNDECIDED:
                undecided = True
            elif status is not self.original[claim.id].status:
                self.order.remove(claim)
                self.order.insert(0, claim)
                return Notice.CAUGHT, claim.id
        if undecided:
            return Notice.UNDECIDED, ""
        for name in self.model.environments:
            before, after = self._signature(name), self._look(mutant, name)
            if before is None or after is None:
                return Notice.UNDECIDED, ""
            if before != after:
                return Notice.MISSED, ""
        return Notice.SILENT, ""

    def _touches(self, claim: Claim, mutant: Network, target: str) -> bool:
        """Whether the changed rule has another value where the claim looks."""
        positive, negative = mutant.functions[mutant.index[target]]
        circuits = mutant.circuits
        for check in self.original[claim.id].checks:
            for attractor in check.selection.reached:
                value = attractor.fixed.get(target)
                if value is None:
                    return True
                against = negative if value else positive
                known = {mutant.index[name]: bool(v) for name, v in attractor.fixed.items()}
                if circuits.restrict(against, known) != 0:
                    return True
        return False

    def _signature(self, environment: str) -> frozenset[object] | None:
        if environment not in self._signatures:
            self._signatures[environment] = self._look(self.network, environment)
        return self._signatures[environment]

    def _look(self, network: Network, environment: str) -> frozenset[object] | None:
        """What the readouts do in the attractors of an environment; `None` when not known."""
        report: AttractorReport = find_attractors(
            network,
            environment=self.model.environments[environment],
            phenotypes=self.readouts,
            limit=1000,
            budget=self.budget,
        )
        if report.coverage is not Coverage.COMPLETE or report.count > len(report.attractors):
            return None
        return frozenset(tuple(attractor.phenotypes.items()) for attractor in report)


def _changes(network: Network) -> Iterator[tuple[str, str, bool]]:
    """Each regulation, left out and turned; inputs keep their value, whatever is asked."""
    for node in network.nodes:
        if not node.is_input:
            for regulator in node.function.regulators:
                yield node.name, regulator, False
                yield node.name, regulator, True
