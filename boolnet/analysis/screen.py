"""Screens: what each of many experiments changes, exactly, one row for each and environment.

Rows do not depend on how a screen is cut into stretches, except where a budget ends a search:
then it matters what was found before. Who needs the same rows wherever and whenever a stretch
is computed calls `Screener.rewind` in front of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from boolnet.analysis.effects import Frame, Result, count_matches, find_changes
from boolnet.analysis.epistasis import add_epistasis
from boolnet.analysis.mutants import Effect, Mutants, effect_of
from boolnet.analysis.question import Question
from boolnet.analysis.screen_row import ScreenRow, Shown
from boolnet.analysis.treatment import Treatment
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, UpdateScheme
from boolnet.engines.budget import Budget
from boolnet.errors import InputError, UnsupportedError
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.perturbation_set import Combinations, PerturbationSet
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy, combine

WORK = 5_000_000  # steps of work for what is left of a mutant, unless said otherwise
LISTED = 1000  # attractors of a mutant that are matched one by one
STRETCH = 4096  # experiments that are percolated together


@dataclass(frozen=True)
class Screen:
    """What is asked of a screen.

    Attributes:
        network: The network as it was read.
        experiments: The experiments.
        environments: The environments that each is looked at in.
        background: What is held in every row and in the baseline.
        inputs: ``"0"``, ``"1"`` or ``"free"`` for the inputs that nothing else names.
        settings: Values of single inputs, on top of everything; `None` for free.
        update: The update scheme.
        phenotypes: The conditions to read off.
        start: Where the experiments begin: the values of nodes in the first state, or
            ``"wildtype"`` for the attractors without the experiment. Only attractors that are
            reached from there count; without a start all do.
        work: Steps of work that the search of one mutant may take (see `Budget`).
        listed: Up to how many attractors of a mutant are listed and matched.
        seconds: A limit by the clock besides; rows then may differ from run to run.
        means: Whether to work out all means: a phenotype that oscillates on an attractor of
            more than a dozen nodes that vary together has none otherwise, nor has one that some
            of more attractors show than are listed.

    Raises:
        InputError: Something does not fit the network.
        UnsupportedError: The update scheme is block-sequential.
    """

    network: Network
    experiments: PerturbationSet
    environments: tuple[Environment, ...] = (Environment(),)
    background: Perturbation = field(default_factory=Perturbation)
    inputs: str | None = None
    settings: Mapping[str, bool | None] = field(default_factory=dict)
    update: UpdateScheme = ASYNCHRONOUS
    phenotypes: tuple[Phenotype, ...] = ()
    start: Mapping[str, bool] | str | None = None
    work: int = WORK
    listed: int = LISTED
    seconds: float | None = None
    means: bool = False

    def __post_init__(self) -> None:
        if self.update.name == "block-sequential":
            raise UnsupportedError(
                "a screen cannot use block-sequential update; use boolnet knockout for single "
                "experiments, or another --update"
            )
        if self.start is not None and self.update not in (ASYNCHRONOUS, MOST_PERMISSIVE):
            raise UnsupportedError(
                "what is reached from a start is answered for asynchronous and most-permissive "
                f"update, not for {self.update}"
            )
        if not self.environments:
            raise InputError("there is no environment to screen in")
        if len({environment.name for environment in self.environments}) < len(self.environments):
            raise InputError("two environments of the screen have the same name")
        _ = self.questions, self.effects

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What each single experiment does."""
        return tuple(effect_of(self.network, part) for part in self.experiments.parts)

    @cached_property
    def has_pairs(self) -> bool:
        """Whether there are experiments of two parts, which have an epistasis."""
        if isinstance(self.experiments, Combinations):
            return self.experiments.largest > 1
        return any(len(member) == 2 for member in self.experiments.members())

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The baseline in each environment."""
        return tuple(
            Question(
                self.network,
                self.background,
                environment,
                self.inputs,
                self.settings,
                self.update,
                self.phenotypes,
            )
            for environment in self.environments
        )


class Screener:
    """Computes the rows of a screen, any stretch of them.

    Args:
        screen: What is asked.

    Raises:
        InputError: A single experiment does not fit the network.

    Cost:
        A search of the baseline in every environment.
    """

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._benches: list[_Bench] = []
        first: Mutants | None = None
        for question in screen.questions:
            bench = _Bench(screen, question, first)
            first = first or bench.mutants
            self._benches.append(bench)
        self._shown = {
            bench.question.environment.name: bench.baseline.shown for bench in self._benches
        }
        if screen.has_pairs:
            for bench in self._benches:
                _ = bench.alone
        # Environments whose inputs are equally free share what is left of their mutants.
        shared = {id(bench.mutants.rests): bench.mutants.rests for bench in self._benches}
        self._rests = tuple(shared.values())
        for rests in self._rests:
            rests.mark()

    def rewind(self) -> None:
        """Forget everything but the baselines and, for pairs, the single experiments.

        Only for who owns the network: gates that others built in its circuits are forgotten.
        """
        for rests in self._rests:
            rests.rewind()
        for bench in self._benches:
            bench.forget()

    def shown_without(self, environment: str) -> tuple[Shown, ...]:
        """How far each phenotype is shown in the baseline of an environment."""
        return self._shown[environment]

    def iter_rows(self, start: int = 0, stop: int | None = None) -> Iterator[ScreenRow]:
        """The rows of the experiments with numbers from *start* to before *stop*.

        Number 0 is the baseline. Rows are in the order of the experiments, and for each in
        that of the environments.
        """
        experiments = self.screen.experiments
        stop = len(experiments) + 1 if stop is None else min(stop, len(experiments) + 1)
        if start == 0 < stop:
            for bench in self._benches:
                yield bench.row(0, (), bench.baseline)
            start = 1
        for first in range(start, stop, STRETCH):
            last = min(first + STRETCH, stop)
            members = list(experiments.members(first - 1, last - 1))
            columns = [bench.iter_rows(first, members) for bench in self._benches]
            for rows in zip(*columns, strict=True):
                yield from filter(None, rows)


class _Bench:
    """One environment of a screen."""

    def __init__(self, screen: Screen, question: Question, like: Mutants | None) -> None:
        self.screen = screen
        self.question = question
        self.mutants = Mutants(
            question,
            screen.effects,
            self._open_budget,
            screen.listed,
            like,
            exact=screen.means,
        )
        network = question.network
        index = network.index
        readouts = sum(1 << index[name] for name in network.readouts)
        free = sum(1 << index[name] for name in question.free_inputs)
        self.frame = Frame(
            network.names, len(screen.phenotypes), readouts, free, screen.listed, screen.means
        )
        self._treatment = (
            None
            if screen.start is None
            else Treatment(question, screen.start, self.frame, self._open_budget)
        )
        baseline = next(self.iter_results([()]))
        assert baseline is not None
        self.baseline = baseline
        self._notes: dict[int, _Notes] = {}

    def _open_budget(self) -> Budget:
        return Budget(self.screen.seconds, work=self.screen.work)

    def forget(self) -> None:
        """Forget what was found besides `mutants`."""
        if self._treatment is not None:
            self._treatment.forget()

    def iter_results(self, members: Sequence[Sequence[int]]) -> Iterator[Result | None]:
        """The attractors with each experiment; `None` for one that contradicts itself."""
        parts = self.screen.experiments.parts
        columns = zip(members, self.mutants.iter_outcomes(members), strict=True)
        for member, outcomes in columns:
            if outcomes is None:
                yield None
                continue
            result = Result.of(self.frame, outcomes)
            if self._treatment is not None:
                experiment = combine(tuple(parts[part] for part in member)) if member else None
                result = self._treatment.restrict(experiment, result)
            yield result

    def iter_rows(
        self, first: int, members: Sequence[tuple[int, ...]]
    ) -> Iterator[ScreenRow | None]:
        """The rows of experiments, numbered from *first* on; those of pairs with epistasis."""
        for number, (member, result) in enumerate(
            zip(members, self.iter_results(members), strict=True), first
        ):
            if result is None:
                yield None
                continue
            row = self.row(number, member, result)
            if len(member) == 2:
                row = add_epistasis(row, self._wild, *(self.alone[part] for part in member))
            yield row

    @cached_property
    def alone(self) -> dict[int, ScreenRow]:
        """The row of each single experiment that does not contradict itself."""
        members = [(part,) for part in range(len(self.screen.experiments.parts))]
        found = {}
        for member, result in zip(members, self.iter_results(members), strict=True):
            if result is not None:
                found[member[0]] = self.row(0, member, result)
        return found

    @cached_property
    def _wild(self) -> ScreenRow:
        return self.row(0, (), self.baseline)

    def row(self, number: int, member: tuple[int, ...], result: Result) -> ScreenRow:
        """The row of an experiment."""
        parts = self.screen.experiments.parts
        held = 0
        for part in member:
            for node, _ in self.mutants.effects[part].nodes:
                held |= 1 << node
        matches = count_matches(self.baseline, result, held)
        kept, lost, gained = matches or (None, None, None)
        same = matches is not None and not lost and not gained
        return ScreenRow(
            number,
            member,
            " + ".join(name_of(parts[part]) for part in member),
            len(member),
            self.question.environment.name,
            result.count,
            result.fixed_points,
            result.count - result.fixed_points,
            kept,
            lost,
            gained,
            result.shown,
            find_changes(self.baseline, result, held),
            "complete" if result.complete else "lower-bound",
            result.settled,
            tuple(self._note(member, same)),
        )

    def _note(self, member: Sequence[int], same: bool) -> Iterator[str]:
        """What is vacuous or mistaken in an experiment."""
        for part in member:
            if part not in self._notes:
                self._notes[part] = self._look_at(part)
        notes = [self._notes[part] for part in member]
        if notes and all(each.vacuous for each in notes):
            what = "; ".join(each.vacuous for each in notes)
            yield f"BN604: changes nothing: {what}" if same else f"BN604: {what}"
        for each in notes:
            yield from each.forced

    def _look_at(self, part: int) -> _Notes:
        experiment = self.screen.experiments.parts[part]
        names = self.question.network.names
        vacuous: list[str] | None = []
        for node, value in self.mutants.effects[part].nodes:
            if vacuous is not None and self.baseline.is_always(node, value):
                vacuous.append(f"{names[node]} is already {int(value)} in every attractor")
            else:
                vacuous = None
        for regulator, target, value in self.mutants.effects[part].regulations:
            if vacuous is not None and self.baseline.is_always(regulator, value):
                told = f"{names[target]} sees {names[regulator]} at {int(value)} in every attractor"
                vacuous.append(told)
            else:
                vacuous = None
        held = self.question.held_inputs
        for name, value in experiment.inputs.items():
            if vacuous is not None and held.get(name) == value:
                vacuous.append(f"{name} is {int(value)} already")
            else:
                vacuous = None
        forced = [
            f"BN609: {phenotype.name} reads {name}, which is held at {int(value)}"
            for phenotype in self.screen.phenotypes
            for name, value in experiment.perturbation.nodes
            if name in phenotype.markers
        ]
        return _Notes(" and ".join(vacuous or ()), tuple(forced))


@dataclass(frozen=True)
class _Notes:
    """What is to say about a single experiment.

    Attributes:
        vacuous: Why it does nothing; empty if it may do something.
        forced: Phenotypes that read what it holds.
    """

    vacuous: str
    forced: tuple[str, ...]


def name_of(part: Therapy) -> str:
    """A single experiment for people: its name, or what it holds."""
    return part.name or str(part.perturbation)
