"""One set of experiments tried out: does it bring about what is wanted?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.analysis.reachability import find_reachable
from boolnet.analysis.wanted import Wanted
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import UnsupportedError

MOST = 1000  # attractors of one set that are looked at one by one

Begin = Mapping[str, bool] | Attractor  # where all begins, where that matters


@dataclass(frozen=True)
class Trial:
    """What became of one set in one environment.

    Attributes:
        question: The network with the set done.
        report: Its attractors.
        met: Whether the phenotype is as wanted; `None` where that is not known.
        culprits: Attractors for each of which it is not, where every one counts.
        trouble: Why it is not known.
    """

    question: Question
    report: AttractorReport
    met: bool | None
    culprits: tuple[Attractor, ...] = ()
    trouble: str = ""


@dataclass
class Bench:
    """Where the sets are tried out in one environment.

    Args:
        question: The network without them.
        wanted: What they are to bring about.
        every: Whether in every attractor, or in some.
        temporary: Whether what counts is what follows when the holds are released.
        start: Where all begins: only attractors that can be reached from there count.
        budget: What may be spent, by all together.
    """

    question: Question
    wanted: Wanted
    every: bool
    temporary: bool
    start: Begin | None
    budget: Budget
    _first: AttractorSearch | None = field(default=None, init=False)

    def run(self, question: Question) -> Trial:
        """Try out the experiments with which *question* differs from that of this bench."""
        search = AttractorSearch(question, self.budget, like=self._first)
        self._first = self._first or search
        report = search.report(MOST)
        many = report.count > len(report) and report.coverage is Coverage.COMPLETE
        if many and self.start is None and not self.temporary:
            return self._judge_many(search, report)
        counted = self._find_reached(question, report)
        verdicts = [False if reached is False else self.is_met(a) for a, reached in counted]
        pairs = list(zip(counted, verdicts, strict=True))
        if not self.every:
            if any(reached and met for (_, reached), met in pairs):
                return Trial(question, report, True)
        elif culprits := [a for (a, reached), met in pairs if reached and met is False]:
            return Trial(question, report, False, tuple(culprits))
        trouble = self._find_trouble(report, many)
        sure = all(reached is False or met is self.every for (_, reached), met in pairs)
        if trouble or not sure:
            return Trial(question, report, None, (), trouble or self._excuse)
        return Trial(question, report, self.every)

    @cached_property
    def untreated(self) -> AttractorReport:
        """The attractors without any experiment."""
        search = AttractorSearch(self.question, self.budget, like=self._first)
        self._first = self._first or search
        return search.report(MOST)

    def follow(self, attractor: Attractor) -> list[bool | None]:
        """For each attractor of the untreated network, whether it can be reached from this one."""
        report = self.untreated
        if report.coverage is Coverage.COMPLETE and report.count == 1:
            return [True]
        if not report.is_whole:
            return [None] * len(report)
        return self._reach(self.question, attractor, report)

    # -- one attractor -----------------------------------------------------------------------

    def is_met(self, attractor: Attractor) -> bool | None:
        """Whether what counts about *attractor* is as wanted."""
        name = self.wanted.phenotype.name
        if not self.temporary:
            return self.wanted.is_met(attractor.phenotypes[name])
        found = [self.wanted.is_met(other.phenotypes[name]) for other in self.untreated]
        whole = self.untreated.is_whole
        if whole and all(met is self.every for met in found):
            return self.every  # whichever is reached
        reached = self.follow(attractor)
        pairs = list(zip(reached, found, strict=True))
        if any(there and met is (not self.every) for there, met in pairs):
            return not self.every
        sure = whole and all(there is False or met is self.every for there, met in pairs)
        return self.every if sure else None

    def _find_reached(
        self, question: Question, report: AttractorReport
    ) -> list[tuple[Attractor, bool | None]]:
        if self.start is None or (report.is_whole and len(report) == 1):
            return [(attractor, True) for attractor in report]
        start = self.start
        if not isinstance(start, Attractor):
            index = question.network.index
            start = {n: value for n, value in start.items() if index[n] not in question.held}
        return list(zip(report, self._reach(question, start, report), strict=True))

    def _reach(
        self, question: Question, start: Begin, report: AttractorReport
    ) -> list[bool | None]:
        try:
            found = find_reachable(question, start, attractors=report, budget=self.budget)
        except UnsupportedError:
            return [None] * len(report)
        return [reach.some for reach in found.reaches]

    # -- very many ---------------------------------------------------------------------------

    def _judge_many(self, search: AttractorSearch, report: AttractorReport) -> Trial:
        """By counting: too many to look at one by one."""
        question, name = report.question, self.wanted.phenotype.name
        tendency = search.phenotype(name)
        met, open_ = self.wanted.count(tendency)
        if not self.every:
            found = True if met else None if open_ else False
            return Trial(question, report, found, (), "" if found is not None else self._excuse)
        if met == tendency.total:
            return Trial(question, report, True)
        if met + open_ == tendency.total:
            return Trial(question, report, None, (), self._excuse)
        wrong = [a for a in report if self.wanted.is_met(a.phenotypes[name]) is False]
        return Trial(question, report, False, tuple(wrong))

    def _find_trouble(self, report: AttractorReport, many: bool) -> str:
        if report.coverage is not Coverage.COMPLETE:
            return report.stopped or "some attractors may be missing"
        return f"{report.count:,} attractors: only {MOST:,} are followed" if many else ""

    @property
    def _excuse(self) -> str:
        return self.budget.reason or "the states of an attractor, or ways to it, are not known"
