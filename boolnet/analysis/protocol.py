"""Protocols: which attractors a sequence of stages leads to.

A stage sets all inputs and everything that is held at once. It leads to the attractors that
can be reached from those of the stage before. From rest the first ones are the attractors of
the resting environment; where it has several, those that can be reached from the state in
which every node is 0.

Protocols of one network share most of their stages: what was found is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.analysis.reachability import find_reachable
from boolnet.dynamics.scheme import ASYNCHRONOUS, UpdateScheme
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.network.claim import Stage, Start
from boolnet.network.environment import Environment
from boolnet.network.model_file import Rest
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype

MOST = 1000  # attractors of one stage that are looked at one by one


@dataclass(frozen=True, eq=False)  # what follows is remembered under the selection itself
class Selection:
    """The attractors that a stage leads to.

    Attributes:
        report: All attractors under the conditions of the stage.
        reached: Those that are reached for certain, in the order of the report.
        undecided: Those of which that is not known.
        trouble: Why something is not known; empty when all is.
    """

    report: AttractorReport
    reached: tuple[Attractor, ...]
    undecided: tuple[Attractor, ...] = ()
    trouble: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether `reached` is all there is."""
        return not self.undecided and not self.trouble


@dataclass
class Protocols:
    """What the protocols of one network lead to.

    Args:
        network: The network without perturbation.
        rest: Where rest is.
        readouts: The conditions that will be read off.
        budget: What may be spent, by all together.
        update: The update scheme.
    """

    network: Network
    rest: Rest
    readouts: Sequence[Phenotype]
    budget: Budget
    update: UpdateScheme = ASYNCHRONOUS
    _reports: dict[object, AttractorReport] = field(default_factory=dict, init=False)
    _selections: dict[object, Selection] = field(default_factory=dict, init=False)
    _first: AttractorSearch | None = field(default=None, init=False)

    def follow(self, start: Start, stages: Sequence[Stage]) -> tuple[Selection, ...]:
        """What each of *stages* leads to.

        Args:
            start: Where the first one begins.
            stages: One after the other, each from the attractors of the one before.

        Raises:
            InputError: The conditions of a stage do not fit the network.

        Cost:
            A search for attractors for each stage that was not asked about before, and where
            there are several the reachability of each from each.
        """
        selection = self._begin(start, stages[0])
        selections = []
        for stage in stages:
            conditions = stage.treated, stage.held
            selection = (
                self._all(*conditions) if selection is None else self._go(selection, *conditions)
            )
            selections.append(selection)
        return tuple(selections)

    def _begin(self, start: Start, stage: Stage) -> Selection | None:
        """Where the first stage starts from; `None` for anywhere."""
        if start.kind == "any":
            return None
        if start.environment is None:
            # Without an environment of its own, rest is the first stage before the stimulus.
            untreated = self.rest.environment is not None
            return self._rest(stage.treated, stage.perturbation if untreated else stage.held)
        held = stage.perturbation if start.kind == "from" else Perturbation()
        return self._go(self._rest(start.environment, held), start.environment, held)

    def _rest(self, environment: Environment, held: Perturbation) -> Selection:
        if self.rest.environment is not None:
            environment = self.rest.environment
        else:
            absent = dict.fromkeys(self.rest.without, False)
            environment = replace(environment, inputs={**environment.inputs, **absent})
        if environment.others is None:
            environment = replace(environment, others=False)
        key = "rest", environment, held
        if key not in self._selections:
            self._selections[key] = self._find_rest(environment, held)
        return self._selections[key]

    def _find_rest(self, environment: Environment, held: Perturbation) -> Selection:
        report = self.report_of(environment, held)
        if _is_one(report):
            return Selection(report, report.attractors)
        question = report.question
        values = {
            name: question.held.get(place, False) for name, place in self.network.index.items()
        }
        found = find_reachable(question, values, attractors=report, budget=self.budget)
        return _select(report, [[reach.some for reach in found.reaches]], found.stopped)

    def _all(self, environment: Environment, held: Perturbation) -> Selection:
        report = self.report_of(environment, held)
        return Selection(report, report.attractors, (), _trouble(report))

    def _go(self, before: Selection, environment: Environment, held: Perturbation) -> Selection:
        key = before, environment, held
        if key not in self._selections:
            self._selections[key] = self._find(before, environment, held)
        return self._selections[key]

    def _find(self, before: Selection, environment: Environment, held: Perturbation) -> Selection:
        report = self.report_of(environment, held)
        if report is before.report:
            return before  # nothing was switched
        if _is_one(report):
            return Selection(report, report.attractors)
        verdicts: list[Sequence[bool | None]] = []
        troubles = [before.trouble]
        for start in (*before.reached, *before.undecided):
            found = find_reachable(report.question, start, attractors=report, budget=self.budget)
            certain = any(start is other for other in before.reached)
            some = [reach.some for reach in found.reaches]
            verdicts.append(some if certain else [None if s is not False else s for s in some])
            troubles.append(found.stopped)
        if before.trouble:  # there may be starts that nobody knows: they may lead anywhere
            verdicts.append([None] * len(report.attractors))
        return _select(report, verdicts, next((t for t in troubles if t), ""))

    def report_of(self, environment: Environment, held: Perturbation) -> AttractorReport:
        """All attractors of an environment with something held."""
        key = environment, held
        if key not in self._reports:
            question = Question(
                self.network,
                held,
                environment,
                update=self.update,
                phenotypes=self.readouts,
            )
            search = AttractorSearch(question, self.budget, like=self._first)
            self._first = self._first or search
            self._reports[key] = search.report(MOST)
        return self._reports[key]


def _is_one(report: AttractorReport) -> bool:
    return report.coverage is Coverage.COMPLETE and report.count == 1


def _select(
    report: AttractorReport, verdicts: Sequence[Sequence[bool | None]], stopped: str
) -> Selection:
    """What is reached from any of the starts whose *verdicts* are given."""
    reached, undecided = [], []
    for number, attractor in enumerate(report.attractors):
        found = [some[number] for some in verdicts]
        if any(found):
            reached.append(attractor)
        elif None in found:
            undecided.append(attractor)
    return Selection(
        report,
        tuple(reached),
        tuple(undecided),
        _trouble(report) or (stopped or "reachability is undecided" if undecided else ""),
    )


def _trouble(report: AttractorReport) -> str:
    if report.coverage is not Coverage.COMPLETE:
        return report.stopped or "some attractors may be missing"
    if report.count > len(report.attractors):
        return (
            report.stopped
            or f"{report.count:,} attractors: only {MOST:,} of one stage are looked at"
        )
    return ""
