"""Interventions: all minimal sets of experiments that bring about a phenotype.

Sets are proposed by a solver, the small ones first, and tried out; from each that fails the
solver learns which others fail for the same reason (`boolnet.analysis.holds`). When it has
none left of a size, the minimal sets of that size are all known. Success may be lost again by
holding more, so *minimal* means that no part of a set succeeds. After Kaminski et al.,
Theory Pract. Log. Program. 13 (2013) 675-690, doi:10.1017/S1471068413000422 (by percolation),
and Moon et al., Bioinformatics 39 (2023) (all attractors); here for any update scheme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from boolnet.analysis.experiments import count_sets, select_parts
from boolnet.analysis.holds import (
    Lesson,
    Members,
    Teacher,
    apply,
    find_rivals,
)
from boolnet.analysis.intervention_effects import Effect, Examiner
from boolnet.analysis.question import Question
from boolnet.analysis.trial import Begin, Bench, Trial
from boolnet.analysis.wanted import Wanted
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import PART, Budget, Cause, Coverage
from boolnet.engines.hitting import HittingSets
from boolnet.errors import InputError, UnsupportedError
from boolnet.network.environment import Environment
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy, combine

LESSONS = 8  # attractors of a set that failed from which something is learned


@dataclass(frozen=True)
class Solution:
    """A minimal set of experiments that brings about what is wanted.

    Attributes:
        parts: The experiments.
        effects: What it does, per environment; those that the budget did not suffice for are
            missing.
        proved: Whether it is proved that no part of it succeeds; else one is undecided.
    """

    parts: tuple[Therapy, ...]
    effects: tuple[Effect, ...] = ()
    proved: bool = True

    @property
    def size(self) -> int:
        """How many experiments."""
        return len(self.parts)

    @property
    def names(self) -> tuple[str, ...]:
        """The experiments as people write them."""
        return tuple(part.name or str(part.perturbation) for part in self.parts)

    @property
    def side_effects(self) -> tuple[int, int]:
        """How many other phenotypes and how many nodes change, over all environments."""
        return (
            sum(len(effect.phenotypes) for effect in self.effects),
            sum(len(effect.nodes or ()) for effect in self.effects),
        )

    @property
    def checked(self) -> bool:
        """Whether ordinary searches found the same, in all environments."""
        return bool(self.effects) and all(effect.checked for effect in self.effects)

    @property
    def stays(self) -> bool | None:
        """Whether the phenotype stays when the holds are released, in all environments."""
        found = [effect.stays for effect in self.effects]
        if False in found:
            return False
        return True if found and None not in found else None

    def __str__(self) -> str:
        return " + ".join(self.names) or "nothing"


@dataclass(frozen=True)
class InterventionReport:
    """All minimal interventions, as far as they were found.

    Attributes:
        questions: Per environment, the network without them.
        wanted: What they are to bring about.
        every: Whether in every attractor, or in some.
        temporary: Whether what counts is what follows when the holds are released.
        start: Where all begins: only attractors that can be reached from there count; `None`
            for anywhere.
        parts: The single experiments that sets were made of.
        largest: The size up to which sets were asked for.
        proved: The size up to which no set is missing; -1 for none.
        solutions: The minimal sets: the small ones first, then those with more therapies in
            them, those that change fewer other phenotypes and nodes, and by name.
        hopeless: Environments in which the untreated network has no attractor as wanted, so
            that nothing can last when the holds are released.
        undecided: Sets of which it is not known whether they succeed, with the reason.
        tried: How many sets were tried out.
        possible: How many sets there are up to `largest`, each part at one value.
        coverage: Complete, when no set is missing and none undecided.
        stopped: Why the search ended early; empty if it did not.
        cause: What ended it early.
        seconds: Time spent.
    """

    questions: tuple[Question, ...]
    wanted: Wanted
    every: bool
    temporary: bool
    start: Begin | None
    parts: tuple[Therapy, ...]
    largest: int
    proved: int
    solutions: tuple[Solution, ...]
    hopeless: tuple[Question, ...]
    undecided: tuple[tuple[tuple[Therapy, ...], str], ...]
    tried: int
    possible: int
    coverage: Coverage
    stopped: str
    cause: Cause | None
    seconds: float

    def __iter__(self) -> Iterator[Solution]:
        return iter(self.solutions)

    def __len__(self) -> int:
        return len(self.solutions)

    def __str__(self) -> str:
        found = f"{len(self)} minimal set{'s' * (len(self) != 1)}"
        if self.coverage is Coverage.COMPLETE:
            return f"{found}; complete up to size {self.largest}"
        return f"{found}; {self.stopped or 'some sets are undecided'}"


def find_interventions(
    question: Question,
    wanted: Wanted | Phenotype,
    parts: Sequence[Therapy],
    *,
    environments: Sequence[Environment] = (),
    largest: int = 3,
    every: bool = True,
    temporary: bool = False,
    start: Begin | None = None,
    budget: Budget | None = None,
) -> InterventionReport:
    """Find all minimal sets of *parts* that bring about what is *wanted*.

    Args:
        question: The network under conditions; what it holds, every set holds too.
        wanted: What an attractor is to show; a phenotype alone is to hold in all its states.
        parts: The single experiments (see `boolnet.network.perturbation_set`). Those that
            contradict each other are not combined.
        environments: The environments in each of which a set has to succeed; that of
            *question* when there are none.
        largest: The size of the largest sets.
        every: Whether every attractor has to be as wanted, or one is enough.
        temporary: Whether the attractors count that are reached when the holds are released
            again, in place of those with the holds.
        start: Values of nodes, or an attractor: only attractors that can be reached from
            there, with the holds, count.
        budget: What may be spent.

    Raises:
        InputError: Something does not fit the network, or there is nothing to try.
        UnsupportedError: Releasing holds, or a start, under another update scheme than
            asynchronous and most-permissive.

    Cost:
        A search for attractors for each set that is tried; every one that fails excludes
        others. With a start, or in some attractor, it excludes fewer.
    """
    if isinstance(wanted, Phenotype):
        wanted = Wanted(wanted)
    scheme = question.update
    if (temporary or start is not None) and scheme not in (ASYNCHRONOUS, MOST_PERMISSIVE):
        what = "what follows when holds are released" if temporary else "what follows from a start"
        raise UnsupportedError(
            f"{what} is answered for asynchronous and most-permissive update, not for {scheme.name}"
        )
    questions = [
        _at(replace(question, environment=environment, phenotypes=(wanted.phenotype,)), start)
        for environment in environments or (question.environment,)
    ]
    budget = budget or Budget()
    examiners = [
        Examiner(one, question.phenotypes, wanted, every, temporary, start, budget)
        for one in questions
    ]
    return _Search(examiners, parts, largest).report()


def _at(question: Question, start: Begin | None) -> Question:
    """The question with the free inputs at the values that *start* gives them."""
    if start is None:
        return question
    values = start.fixed if isinstance(start, Attractor) else start
    inputs = {name: bool(values[name]) for name in question.free_inputs if name in values}
    if not inputs:
        return question
    environment = question.environment
    environment = replace(environment, inputs={**environment.inputs, **inputs})
    settings = {name: value for name, value in question.settings.items() if name not in inputs}
    return replace(question, environment=environment, settings=settings)


class _Search:
    """One search: what is proposed, tried and learned."""

    def __init__(
        self, examiners: Sequence[Examiner], parts: Sequence[Therapy], largest: int
    ) -> None:
        one = examiners[0]
        self.examiners, self.largest, self.budget = examiners, largest, one.budget
        self.questions = tuple(examiner.question for examiner in examiners)
        self.wanted, self.start = one.wanted, one.start
        self.every, self.temporary = one.every, one.temporary
        self.parts, self.holds = select_parts(self.questions, self.wanted, parts)
        place = one.question.network.position
        begin: Mapping[int, bool] | None = None
        if self.start is not None:
            values = self.start.fixed if isinstance(self.start, Attractor) else self.start
            begin = {place(name): bool(value) for name, value in values.items()}
        self.benches = [
            Bench(question, self.wanted, self.every, self.temporary, self.start, self.budget)
            for question in self.questions
        ]
        self.teachers = [
            Teacher(question, self.wanted, self.holds, begin) for question in self.questions
        ]
        self.hitting = HittingSets(self.holds, find_rivals(self.holds), largest)
        self.order = list(range(len(self.questions)))
        self.solutions: list[Solution] = []
        self.undecided: list[tuple[Members, str]] = []
        self.tried = 0

    def report(self) -> InterventionReport:
        """Try sets until none is left, or the budget ends."""
        hopeless = self._find_hopeless()
        proved = self.largest if hopeless else -1
        for size in range(proved + 1, self.largest + 1):
            while (members := self.hitting.propose(size, self.budget)) is not None:
                self._try(members)
                if self.budget.spent:
                    break
                found = f"{len(self.solutions)} found, {self.tried:,} sets tried"
                self.budget.report(f"sets of {size}: {found}")
            if self.budget.spent:
                break
            proved = size
            if self.solutions and not self.solutions[0].parts:
                proved = self.largest  # nothing has to be done: every other set has a part to spare
                break
        complete = proved == self.largest and not self.undecided
        self.solutions.sort(key=_rank)
        return InterventionReport(
            self.questions,
            self.wanted,
            self.every,
            self.temporary,
            self.start,
            self.parts,
            self.largest,
            proved,
            tuple(self.solutions),
            hopeless,
            tuple((self._pick(members), why) for members, why in self.undecided),
            self.tried,
            count_sets(self.holds, self.largest),
            Coverage.COMPLETE if complete else Coverage.LOWER_BOUND,
            "" if complete else self.budget.reason,
            None if complete else self.budget.cause,
            self.budget.elapsed,
        )

    def _pick(self, members: Members) -> tuple[Therapy, ...]:
        return tuple(self.parts[place] for place in members)

    def _try(self, members: Members) -> None:
        """Try out a set in one environment after the other, until it fails."""
        self.tried += 1
        self.budget.spend(PART * len(self.questions[0].network))  # for making the network
        trials: dict[int, Trial] = {}
        trouble = ""
        for place in list(self.order):
            try:
                asked = apply(self.questions[place], self.parts, members)
            except InputError:
                self.hitting.exclude(members)  # they contradict each other here
                return
            trial = self.benches[place].run(asked)
            if trial.met is False:
                self.order.remove(place)  # the next one is likely to fail here too
                self.order.insert(0, place)
                self._learn(place, members, trial)
                return
            trouble = trouble or trial.trouble
            trials[place] = trial
        if trouble:
            self.hitting.exclude(members)
            self.undecided.append((members, trouble))
            return
        self.hitting.exclude_larger(members)
        together = combine(self._pick(members))
        effects = [
            examiner.examine(trials[place].question, together)
            for place, examiner in enumerate(self.examiners)
            if not self.budget.spent
        ]
        inside = set(members)
        open_ = any(inside.issuperset(other) for other, _ in self.undecided)
        self.solutions.append(Solution(self._pick(members), tuple(effects), not open_))

    def _find_hopeless(self) -> tuple[Question, ...]:
        """Where nothing can last: what follows in the end is an attractor without holds."""
        if not self.temporary:
            return ()
        name = self.wanted.phenotype.name
        found = []
        for bench in self.benches:
            report = bench.untreated
            met = [self.wanted.is_met(attractor.phenotypes[name]) for attractor in report]
            if report.is_whole and all(value is False for value in met):
                found.append(bench.question)
        return tuple(found)

    def _learn(self, place: int, members: Members, trial: Trial) -> None:
        """Exclude a set that failed, and all that fail for the same reason."""
        self.hitting.exclude(members)
        teacher, asked = self.teachers[place], trial.question
        lessons: list[Lesson | None] = []
        if self.start is not None:
            if not self.temporary:
                lessons.append(teacher.learn_from_start(asked, members))
        elif self.every:
            lessons += [
                teacher.learn_from_attractor(members, culprit, whole=self.temporary)
                for culprit in trial.culprits[:LESSONS]
            ]
        elif not self.temporary:
            lessons.append(teacher.learn_from_percolation(asked, members))
        for lesson in dict.fromkeys(lessons):
            if lesson is not None:
                self.hitting.learn(lesson.against, lesson.needed)


def _rank(solution: Solution) -> tuple[object, ...]:
    holds = sum(not part.name for part in solution.parts)
    return solution.size, holds, *solution.side_effects, solution.names
