"""Reachability: which attractors, or states with a property, can be reached from a start.

*Reached* comes with a path, each step of which was checked against the rules; *not reached*
with its reason. A start that leaves nodes free is a set of states: a target may be reached
from every one of them, from some, or from none. Inputs keep their values, so an attractor is
asked about from the states that have its inputs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from boolnet.analysis.attractors import LISTED, AttractorReport, AttractorSearch
from boolnet.analysis.path import Path, build_path, check_path, state_space
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE
from boolnet.engines.attractor import Attractor, ProductStates
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.permissive_paths import decide_permissive
from boolnet.engines.reachability import Explorer
from boolnet.engines.region import Region, hold
from boolnet.engines.rules import Rules
from boolnet.engines.states import FreeSet
from boolnet.engines.verdict import Verdict, Why
from boolnet.errors import InputError, UnsupportedError
from boolnet.logic import expression as ex
from boolnet.logic.encoding import encode
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype
from boolnet.network.space import Space


@dataclass(frozen=True)
class Reach:
    """What is known about one target.

    Attributes:
        name: ``A2``, the name of a phenotype, or the condition as text.
        target: An attractor, or a condition that some state must satisfy.
        some: Whether it is reached from some state of the start; `None` for undecided.
        every: Whether from every state (of those with the inputs of the attractor).
        path: A way there, where one was found.
        failing: Where it is reached from some states only: a state from which it is not.
        why: Why it is not reached, or not from `failing`.
        steps: What settled it, in order.
    """

    name: str
    target: Attractor | Phenotype
    some: bool | None
    every: bool | None
    path: Path | None
    failing: Space | None
    why: Why | None
    steps: tuple[str, ...]

    @property
    def decided(self) -> bool:
        """Whether nothing is left open."""
        return self.some is not None and self.every is not None


@dataclass(frozen=True)
class ReachReport:
    """Which targets are reached from a start.

    Attributes:
        question: What was asked; inputs that the start names are held in it.
        start: The nodes that are the same in all states of the start.
        reaches: One for each target, in order.
        attractors: The attractors of the network, when they are the targets or were named.
        coverage: Complete, when nothing that was asked is undecided. With very many attractors
            only those of a first page are asked about: see `attractors`.
        stopped: Why something is undecided; empty if nothing is.
        seconds: Time spent.
    """

    question: Question
    start: Space
    reaches: tuple[Reach, ...]
    attractors: AttractorReport | None
    coverage: Coverage
    stopped: str
    seconds: float

    @property
    def undecided(self) -> int:
        """How many targets have something left open."""
        return sum(not reach.decided for reach in self.reaches)

    def __str__(self) -> str:
        reached = sum(reach.some is True for reach in self.reaches)
        rest = f"; {self.undecided} undecided" if self.undecided else "; complete"
        return f"{reached} of {len(self.reaches)} targets reached{rest}"


Start = Mapping[str, bool | int] | Space | Attractor
Target = Attractor | Phenotype


def find_reachable(
    question: Question,
    start: Start,
    targets: Sequence[Target] | None = None,
    *,
    attractors: AttractorReport | None = None,
    limit: int | None = LISTED,
    budget: Budget | None = None,
) -> ReachReport:
    """Find which targets can be reached from *start*.

    Args:
        question: The network under conditions, with asynchronous or most-permissive update.
        start: Values of some nodes, the others free; or an attractor, of this question or of
            another one about the same nodes. What the question holds has its value from the
            first state on, whatever an attractor says. Inputs that *start* names as values
            are held at these, as `Question.settings` would.
        targets: Attractors of the question and phenotypes; all attractors when `None`.
        attractors: The attractors of the question (with the inputs of *start* held), if they
            were found already; targets and starts that are attractors of it are among them.
        limit: How many attractors to list and ask about otherwise; all when `None`.
        budget: What may be spent.

    Raises:
        InputError: *start* names no node, or contradicts what is held.
        UnsupportedError: Another update scheme, or an attractor as a start whose states are
            not known.

    Cost:
        Polynomial for most-permissive update from a state; else exponential at worst, and
        usually small: see `boolnet.engines.reachability`.
    """
    if question.update not in (ASYNCHRONOUS, MOST_PERMISSIVE):
        raise UnsupportedError(
            f"reachability is answered for asynchronous and most-permissive update, not for "
            f"{question.update.name}"
        )
    budget = budget or Budget()
    values = None if isinstance(start, Attractor) else _values(question.network, start)
    if values is not None:
        question = hold_inputs(question, values)
    if attractors is None:
        named = [start, *(targets or ())]
        if targets is None or any(isinstance(name, Attractor) for name in named):
            attractors = AttractorSearch(question, budget).report(limit)
    if values is not None:
        region = _region_of_values(question, values)
    else:
        assert isinstance(start, Attractor)
        own = attractors is not None and any(other is start for other in attractors)
        region = _region_of_attractor(question, start, own=own)
    if targets is None:
        assert attractors is not None
        targets = attractors.attractors
    return _Finder(question, region, attractors, budget).report(targets)


def hold_inputs(question: Question, values: Mapping[str, bool | int]) -> Question:
    """The question with the free inputs that *values* names held at these."""
    free = set(question.free_inputs)
    settings = {name: bool(value) for name, value in values.items() if name in free}
    if not settings:
        return question
    return replace(question, settings={**question.settings, **settings})


def _values(network: Network, start: Mapping[str, bool | int] | Space) -> dict[str, bool]:
    if isinstance(start, Space):
        start = start.fixed
    for name in start:
        network.position(name)
    return {name: bool(value) for name, value in start.items()}


def _region_of_values(question: Question, values: Mapping[str, bool]) -> Region:
    space = dict(question.held)
    for name, value in values.items():
        place = question.network.index[name]
        if space.setdefault(place, value) != value:
            raise InputError(
                f"the start has {name} = {int(value)}, but it is held at {int(not value)}"
            )
    mask = sum(1 << place for place in space)
    return Region((mask, sum(value << place for place, value in space.items())))


def _region_of_attractor(question: Question, start: Attractor, *, own: bool) -> Region:
    """The states of *start* as the question holds them; one of them if it is its *own*."""
    if not isinstance(start.states, ProductStates):
        raise UnsupportedError("the states of the attractor to start from are not known")
    region = _region_of(start.states, is_attractor=False)
    if own:
        # Each state of an attractor leads to every other: one is enough.
        return Region(((1 << len(question.network)) - 1, region.sample((0, 0))))
    for place, value in question.held.items():
        region = hold(region, place, value)
    return region


def _region_of(states: ProductStates, *, is_attractor: bool) -> Region:
    space = states.space
    sets = tuple(factor for factor in states.factors if not isinstance(factor, FreeSet))
    return Region((space.mask, space.values), sets, is_attractor=is_attractor)


class _Finder:
    """One search: the targets as regions, those with the same start together."""

    def __init__(
        self,
        question: Question,
        start: Region,
        attractors: AttractorReport | None,
        budget: Budget,
    ) -> None:
        self.question = question
        self.network = question.network
        self.start = start
        self.attractors = attractors
        self.budget = budget
        self.rules = Rules(self.network.circuits, question.perturbed.functions, question.held)
        self.trouble: list[str] = []

    def report(self, targets: Sequence[Target]) -> ReachReport:
        """All verdicts."""
        regions = [self._region(target) for target in targets]
        verdicts: list[Verdict] = [Verdict() for _ in targets]
        groups: dict[tuple[int, int], list[int]] = {}
        for number, (target, region) in enumerate(zip(targets, regions, strict=True)):
            if region is not None:
                groups.setdefault(self._start_for(target).space, []).append(number)
        for members in groups.values():
            start = self._start_for(targets[members[0]])
            asked = [region for n in members if (region := regions[n]) is not None]
            for number, verdict in zip(members, self._decide(start, asked), strict=True):
                verdicts[number] = self._renumber(verdict, members)
        reaches = tuple(
            self._reach(target, verdict) for target, verdict in zip(targets, verdicts, strict=True)
        )
        mask, values = self.start.space
        open_ = any(not reach.decided for reach in reaches)
        listed = self.attractors is None or self.attractors.coverage is Coverage.COMPLETE
        found = not open_ and listed
        stopped = self.budget.reason or "; ".join(dict.fromkeys(self.trouble))
        return ReachReport(
            self.question,
            Space(self.network.names, mask, values),
            reaches,
            self.attractors,
            Coverage.COMPLETE if found else Coverage.LOWER_BOUND,
            "" if found else stopped,
            self.budget.elapsed,
        )

    def _decide(self, start: Region, regions: Sequence[Region]) -> list[Verdict]:
        note = self.trouble.append
        if self.question.update == MOST_PERMISSIVE:
            return decide_permissive(self.rules, start.space, regions, self.budget, note)
        listed = self.attractors
        complete = (
            listed is not None
            and listed.coverage is Coverage.COMPLETE
            and listed.count == sum(region.is_attractor for region in regions)
        )
        explorer = Explorer(self.rules, start, self.budget, note)
        return explorer.decide(regions, all_attractors=complete)

    def _renumber(self, verdict: Verdict, members: Sequence[int]) -> Verdict:
        place = getattr(verdict.why, "place", None)
        if place is not None:
            verdict.why = replace(verdict.why, place=members[place])  # type: ignore[type-var]
        return verdict

    def _start_for(self, target: Target) -> Region:
        """The states of the start that have the inputs of an attractor."""
        if not isinstance(target, Attractor):
            return self.start
        mask = sum(1 << self.network.index[name] for name in self.question.free_inputs)
        inputs = mask & target.space.mask, mask & target.space.values
        return self.start.within(inputs) or self.start

    def _region(self, target: Target) -> Region | None:
        if isinstance(target, Phenotype):
            target.check(self.network)
            return condition_region(self.network, target.condition)
        if isinstance(target.states, ProductStates):
            return _region_of(target.states, is_attractor=True)
        report = self.attractors
        trap = target.trap_space
        alone = report is not None and report.coverage is Coverage.COMPLETE and all(
            other is target or (other.space & trap) is None for other in report.attractors
        )  # fmt: skip
        if alone and report is not None and report.count == len(report.attractors):
            # The only attractor there: whoever comes in comes to it.
            return Region((trap.mask, trap.values), is_attractor=True)
        self.trouble.append(f"the states of {self._name(target)} are not known")
        return None

    # -- answers ---------------------------------------------------------------------------

    def _name(self, target: Target) -> str:
        if isinstance(target, Phenotype):
            return target.name
        listed = self.attractors.attractors if self.attractors is not None else ()
        number = next((i for i, other in enumerate(listed, 1) if other is target), None)
        return "A?" if number is None else f"A{number}"

    def _reach(self, target: Target, verdict: Verdict) -> Reach:
        path = None
        if verdict.path is not None:
            start, moves = verdict.path
            end = check_path(self.question.perturbed, start, moves)
            begins = self.start.tester(self.network.circuits)(start)
            if not begins or not self._is_in_target(target, end):
                raise RuntimeError("a path does not lead from the start to the target")
            path = build_path(self.question, start, moves)
        failing = verdict.failing
        return Reach(
            self._name(target),
            target,
            verdict.some,
            verdict.every,
            path,
            None if failing is None else state_space(self.network, failing),
            verdict.why,
            tuple(verdict.steps),
        )

    def _is_in_target(self, target: Target, state: int) -> bool:
        if isinstance(target, Phenotype):
            values = {name: bool(state >> i & 1) for i, name in enumerate(self.network.names)}
            return ex.evaluate(target.condition, values)
        if target.states is None:
            trap = target.trap_space
            return not (state ^ trap.values) & trap.mask
        return state in target


def condition_region(network: Network, condition: ex.Expression) -> Region:
    """The states that satisfy *condition*: a space where it is a list of values."""
    circuits = network.circuits
    pair = encode(circuits, condition, network.index)
    gates = circuits.children[pair[0]] if circuits.is_conjunction(pair[0]) else (pair[0],)
    mask = values = 0
    whole = True
    for gate in gates:
        if gate > 1 and circuits.is_leaf(gate):
            node = (gate - 2) >> 1
            mask |= 1 << node
            values |= (gate & 1) << node
        else:
            whole = False
    return Region((mask, values), condition=None if whole else pair)
