"""Screens from a start: only the attractors that can be reached from there count.

A treatment begins in the attractors of the untreated network, another experiment in a state.
What an experiment holds is held from the first state on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.effects import Frame, Result
from boolnet.analysis.question import Question
from boolnet.analysis.reachability import Start, find_reachable, hold_inputs
from boolnet.engines.attractor import Attractor, AttractorKind
from boolnet.engines.budget import Budget
from boolnet.engines.rest import Seen
from boolnet.engines.tendency import Tendency
from boolnet.network.therapy import Therapy

WILDTYPE = "wildtype"  # a start in the attractors without the experiment


class Treatment:
    """What is reached in one environment.

    Args:
        question: The network under conditions, without any experiment.
        start: `WILDTYPE`, or the values of nodes in the first state; others have both.
        frame: What is looked at.
        open_budget: Makes the budget for each experiment.
    """

    def __init__(
        self,
        question: Question,
        start: str | Mapping[str, bool],
        frame: Frame,
        open_budget: Callable[[], Budget],
    ) -> None:
        self.question = question
        self.start = start
        self.frame = frame
        self._open_budget = open_budget

    @cached_property
    def _untreated(self) -> tuple[AttractorSearch, AttractorReport]:
        search = AttractorSearch(self.question, self._open_budget())
        return search, search.report(self.frame.listed)

    def forget(self) -> None:
        """Forget what was found: what it says of gates is not true when these are built anew."""
        self.__dict__.pop("_untreated", None)

    def restrict(self, experiment: Therapy | None, result: Result) -> Result:
        """*result*, all attractors with *experiment*, without those that are not reached."""
        if result.complete and result.count == 1:
            return result
        if experiment is None and self.start == WILDTYPE:
            return result  # it begins there
        question = self.question
        if experiment is not None:
            question = replace(
                question,
                perturbation=question.perturbation + experiment.perturbation,
                environment=experiment.treat(question.environment),
            )
        values: dict[str, bool] = {}
        if not isinstance(self.start, str):  # what is held has its value from the first state on
            held = {self.frame.names[place] for place in question.held}
            values = {name: value for name, value in self.start.items() if name not in held}
            question = hold_inputs(question, values)
        budget = self._open_budget()
        like, untreated = self._untreated
        report = AttractorSearch(question, budget, like=like).report(self.frame.listed)
        starts: tuple[Start, ...] = (
            untreated.attractors if isinstance(self.start, str) else (values,)
        )
        whole = report.is_whole and (not isinstance(self.start, str) or untreated.is_whole)
        reached: list[Attractor] = []
        undecided = False
        verdicts = [
            find_reachable(question, start, attractors=report, budget=budget).reaches
            for start in starts
        ]
        for number, attractor in enumerate(report.attractors):
            some = [reaches[number].some for reaches in verdicts]
            if any(some):
                reached.append(attractor)
            elif None in some:
                undecided = True
        complete = whole and not undecided
        return Result(
            self.frame,
            len(reached),
            sum(attractor.kind is AttractorKind.FIXED_POINT for attractor in reached),
            complete,
            f"reachability of {report.count} attractors"
            + ("" if complete else f"; {budget.reason or 'undecided'}"),
            tuple(self._see(attractor) for attractor in reached) if complete else None,
            () if complete else tuple(self._tendencies(reached)),
        )

    def _tendencies(self, reached: list[Attractor]) -> list[Tendency]:
        first = len(self.frame.names)
        totals = [Tendency(0, 0, 0, 1)] * self.frame.conditions
        for seen in map(self._see, reached):
            totals = [t + seen.tendency(first + i) for i, t in enumerate(totals)]
        return totals

    def _see(self, attractor: Attractor) -> Seen:
        """An attractor by the bits of nodes and conditions."""
        nodes = len(self.frame.names)
        on, moving = attractor.space.values, self.frame.nodes & ~attractor.space.mask
        varies, unknown = (0, moving) if attractor.states is None else (moving, 0)
        for place, holds in enumerate(attractor.phenotypes.values(), nodes):
            on |= (holds is True) << place
            varies |= (holds == "mixed") << place
            unknown |= (holds is None) << place
        index = self.question.network.index
        shares = tuple((index[name], share) for name, share in attractor.mean.items())
        return Seen(on, varies, unknown, shares)
