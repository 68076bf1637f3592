"""What a set of experiments does in one environment besides what it was chosen for, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.explain import Reason, explain_change
from boolnet.analysis.knockout import Change, compare_nodes, constant_in
from boolnet.analysis.question import Question
from boolnet.analysis.trial import MOST, Begin, Bench
from boolnet.analysis.wanted import Wanted
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE
from boolnet.engines.budget import Budget
from boolnet.engines.tendency import Tendency
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy

FOLLOWED = 20  # attractors up to which it is asked what follows when the holds are released
RELEASE = 1_000_000  # steps of work that this may take


@dataclass(frozen=True)
class Effect:
    """What a set does in one environment.

    Attributes:
        question: The network with the set done.
        attractors: How many attractors there are then.
        checked: Whether an ordinary search, which shares nothing with the one that found the
            set, found the phenotype as wanted too; `None` where the budget ended before.
        stays: Whether it stays as wanted when the holds are released, from every attractor;
            `None` where that is not known or not asked.
        phenotypes: The phenotypes that change, that which was wanted left out.
        nodes: The nodes that change and are not held; `None` where there are too many
            attractors to tell.
        reasons: How the change spreads to the phenotype, rule by rule.
    """

    question: Question
    attractors: int
    checked: bool | None
    stays: bool | None
    phenotypes: tuple[Change, ...]
    nodes: tuple[str, ...] | None
    reasons: tuple[Reason, ...]


@dataclass
class Examiner:
    """Looks at sets that succeed in one environment.

    Args:
        question: The network without them.
        phenotypes: What is looked at besides what is wanted.
        wanted: What they bring about.
        every: Whether in every attractor, or in some.
        temporary: Whether what counts is what follows when the holds are released.
        start: Where all begins.
        budget: What may be spent.
    """

    question: Question
    phenotypes: Sequence[Phenotype]
    wanted: Wanted
    every: bool
    temporary: bool
    start: Begin | None
    budget: Budget
    _before: tuple[AttractorSearch, AttractorReport] | None = field(default=None, init=False)

    def examine(self, found: Question, together: Therapy) -> Effect:
        """What the experiments that are done in *found*, all *together*, do.

        Raises:
            RuntimeError: An ordinary search contradicts that they succeed.
        """
        shown = {p.name: p for p in (self.wanted.phenotype, *self.phenotypes)}
        base = replace(self.question, phenotypes=tuple(shown.values()))
        if self._before is None:
            search = AttractorSearch(base, self.budget)
            self._before = search, search.report(MOST)
        bench = Bench(base, self.wanted, self.every, self.temporary, self.start, self.budget)
        question = replace(found, phenotypes=base.phenotypes)
        trial = bench.run(question)
        if trial.met is False:
            raise RuntimeError(f"an ordinary search contradicts that {together} succeeds")
        search, after = AttractorSearch(question, self.budget), trial.report
        before, wild = self._before
        changes = [
            Change(name, _count(before, wild, name), _count(search, after, name)) for name in shown
        ]
        nodes = None
        reasons: tuple[Reason, ...] = ()
        if wild.is_whole and after.is_whole:
            held = {*together.inputs, *(name for name, _ in question.closed.nodes)}
            changed = [
                change
                for change in compare_nodes(before, wild, search, after, self.budget)
                if change.changed
            ]
            nodes = tuple(change.name for change in changed if change.name not in held)
            reasons = self._explain(question, together, changed)
        return Effect(
            question,
            after.count,
            trial.met,
            self._is_staying(base, after),
            tuple(c for c in changes if c.changed and c.name != self.wanted.phenotype.name),
            nodes,
            reasons,
        )

    def _explain(
        self, question: Question, together: Therapy, changed: Sequence[Change]
    ) -> tuple[Reason, ...]:
        """The steps that lead to the phenotype."""
        done = Perturbation(
            tuple({**together.inputs, **dict(together.perturbation.nodes)}.items()),
            together.perturbation.regulations,
        )
        reasons = explain_change(
            question,
            done,
            {change.name: constant_in(change.wild) for change in changed},
            {change.name: constant_in(change.perturbed) for change in changed},
        )
        return _lead_to(reasons, self.wanted.phenotype.markers)

    def _is_staying(self, base: Question, after: AttractorReport) -> bool | None:
        """Whether the phenotype stays when the holds are released."""
        schemes = (ASYNCHRONOUS, MOST_PERMISSIVE)
        if self.temporary or not self.every or base.update not in schemes:
            return None
        if len(after) > FOLLOWED or not after.is_whole or self.budget.spent:
            return None
        if self._before is None or not self._before[1].is_whole:
            return None
        # Extra information must not take what the search needs.
        apart = Budget(work=RELEASE)
        bench = Bench(base, self.wanted, True, True, None, apart)
        bench.untreated = self._before[1]
        verdicts = [bench.is_met(attractor) for attractor in after]
        self.budget.spend(apart.steps)
        if False in verdicts:
            return False
        return None if None in verdicts else True


def _count(search: AttractorSearch, report: AttractorReport, name: str) -> Tendency:
    """In how many attractors a phenotype holds."""
    if not report.is_whole:
        return search.phenotype(name)
    found = [attractor.phenotypes[name] for attractor in report]
    on, off, mixed = (sum(value == v for value in found) for v in (True, False, "mixed"))
    return Tendency(on, off, mixed, len(found) - on - off - mixed)


def _lead_to(reasons: Sequence[Reason], markers: Collection[str]) -> tuple[Reason, ...]:
    """Those of *reasons* from which something follows for *markers*."""
    known = {reason.node: reason for reason in reasons}
    told = set(markers) & set(known)
    waiting = sorted(told)
    while waiting:
        for cause, _ in known[waiting.pop()].because:
            if cause in known and cause not in told:
                told.add(cause)
                waiting.append(cause)
    return tuple(reason for reason in reasons if reason.node in told)
