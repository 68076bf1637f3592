"""Attractors of a network under an update scheme: all of them, counted exactly.

What is listed is a first page; what is counted is everything. With free inputs an
attractor is one of the network in which every input keeps the value it starts with, so the
answer covers all conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack

from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, UpdateScheme
from boolnet.engines.answer import Answer, Combine, combine_cycles, combine_independent
from boolnet.engines.assembly import Assembler
from boolnet.engines.attractor import Attractor, AttractorKind
from boolnet.engines.attractors import AsynchronousLeaves
from boolnet.engines.budget import Budget, Cause, Coverage
from boolnet.engines.composed import compose
from boolnet.engines.cycles import CycleLeaves
from boolnet.engines.general import GeneralLeaves
from boolnet.engines.recursion import deep_recursion
from boolnet.engines.search import Leaves, Search
from boolnet.engines.tendency import Tendency, tendency_of
from boolnet.engines.trap_spaces import FixedPointLeaves, TrapSpaceLeaves
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype

if TYPE_CHECKING:
    import pandas

LISTED = 100  # attractors listed unless asked otherwise


@dataclass(frozen=True)
class AttractorReport:
    """The attractors of a network under given conditions.

    Attributes:
        question: What was asked.
        attractors: Those that are listed, in a fixed order.
        count: How many there are; exact if `coverage` is complete, else at least so many.
        counts: How many of each kind; the rest of `count` are of unknown kind.
        coverage: How much of this is proven.
        method: What settled how much, step by step.
        stopped: Why the search ended early; empty if it did not.
        cause: What ended it, or bounded a part of it that was too large; `None` if complete.
        seconds: Time spent. Nothing else differs between two runs.
    """

    question: Question
    attractors: tuple[Attractor, ...]
    count: int
    counts: Mapping[AttractorKind, int]
    coverage: Coverage
    method: tuple[tuple[str, int], ...]
    stopped: str
    cause: Cause | None
    seconds: float

    @property
    def network(self) -> Network:
        """The network as it was read."""
        return self.question.network

    @property
    def is_whole(self) -> bool:
        """Whether these are all attractors, and all of them are listed."""
        return self.coverage is Coverage.COMPLETE and self.count == len(self.attractors)

    def to_frame(self) -> pandas.DataFrame:
        """The listed attractors as a table: one row each, numbered from 1.

        Columns are the nodes, in network order: the share of the attractor's states in
        which the node is 1, missing where that is not known.
        """
        import pandas

        names = list(self.network.names)
        shares = [[attractor.behaviour(name) for name in names] for attractor in self.attractors]
        rows = [[None if share is None else float(share) for share in row] for row in shares]
        index = pandas.RangeIndex(1, len(rows) + 1, name="attractor")
        return pandas.DataFrame(rows, index=index, columns=names, dtype=float)

    def __iter__(self) -> Iterator[Attractor]:
        return iter(self.attractors)

    def __len__(self) -> int:
        return len(self.attractors)

    def __str__(self) -> str:
        if self.coverage is Coverage.COMPLETE:
            return f"{self.count} attractor{'s' * (self.count != 1)}; complete"
        return f"at least {self.count} attractors; {self.stopped or 'some candidates undecided'}"


class Conditions(TypedDict, total=False):
    """What the search functions take besides the network.

    Attributes:
        perturbation: What the experiment holds.
        environment: Values of inputs.
        inputs: ``"0"``, ``"1"`` or ``"free"`` for the inputs that nothing else names.
        settings: Values of single inputs, on top of everything; `None` for free.
        phenotypes: Conditions to read off each attractor.
        limit: How many to list (100); all when `None`. All are counted.
        budget: What may be spent; without it the search ends when it is complete.
    """

    perturbation: Perturbation
    environment: Environment
    inputs: str | None
    settings: Mapping[str, bool | None]
    phenotypes: Sequence[Phenotype]
    limit: int | None
    budget: Budget


def find_attractors(
    network: Network, *, update: UpdateScheme = ASYNCHRONOUS, **conditions: Unpack[Conditions]
) -> AttractorReport:
    """Find all attractors of *network*.

    Args:
        network: The network.
        update: The update scheme.
        conditions: See `Conditions`.

    Raises:
        InputError: Something does not fit the network (see `Question`).
        UnsupportedError: A rule is too entangled, or the network too large for the scheme.
    """
    return _search(network, update, conditions).report(conditions.get("limit", LISTED))


def find_trap_spaces(network: Network, **conditions: Unpack[Conditions]) -> AttractorReport:
    """Find all minimal trap spaces: the attractors under most-permissive update.

    Arguments and errors are those of `find_attractors`; the `space` of each result is the
    trap space.
    """
    return find_attractors(network, update=MOST_PERMISSIVE, **conditions)


def find_fixed_points(network: Network, **conditions: Unpack[Conditions]) -> AttractorReport:
    """Find all fixed points; they are the same under every update scheme.

    Arguments and errors are those of `find_attractors`.
    """
    search = _search(network, ASYNCHRONOUS, conditions, FixedPointLeaves())
    return search.report(conditions.get("limit", LISTED))


def _search(
    network: Network,
    update: UpdateScheme,
    conditions: Conditions,
    leaves: Leaves | None = None,
) -> AttractorSearch:
    question = question_of(network, update, conditions)
    budget = conditions.get("budget") or Budget()
    return AttractorSearch(question, budget, leaves)


def question_of(network: Network, update: UpdateScheme, conditions: Conditions) -> Question:
    """What the arguments of a search function ask about."""
    return Question(
        network,
        conditions.get("perturbation") or Perturbation(),
        conditions.get("environment") or Environment(),
        conditions.get("inputs"),
        conditions.get("settings") or {},
        update,
        conditions.get("phenotypes") or (),
    )


def leaves_of(update: UpdateScheme) -> Leaves:
    """What finds the attractors of undivided parts under *update*."""
    if update.name == "asynchronous":
        return AsynchronousLeaves()
    if update.name == "general":
        return GeneralLeaves()
    return CycleLeaves() if update.is_deterministic else TrapSpaceLeaves()


def combination_of(update: UpdateScheme) -> Combine:
    """How the attractors of independent parts make those of the whole under *update*."""
    return combine_cycles if update.is_deterministic else combine_independent


class AttractorSearch:
    """A search that can be asked for the list, for counts, and for single nodes.

    Args:
        question: The network under conditions.
        budget: What may be spent, by all questions together.
        leaves: What is looked for; by default the attractors of the question's scheme.
        like: A search of the same kind of the same network or a copy: parts of the network that
            both have in common are answered once.

    """

    def __init__(
        self,
        question: Question,
        budget: Budget,
        leaves: Leaves | None = None,
        like: AttractorSearch | None = None,
    ) -> None:
        self.question = question
        self.budget = budget
        self.combine = combination_of(question.update)
        known = None if like is None else like.search.answers
        leaves = leaves_of(question.update) if leaves is None else leaves
        self.search: Search = Search(question.network.circuits, leaves, budget, known)
        self._answer: Answer | None = None

    @cached_property
    def functions(self) -> tuple[tuple[int, int], ...]:
        """The functions that one step applies: under block-sequential update, composed."""
        question = self.question
        functions = question.perturbed.functions
        if question.update.name != "block-sequential":
            return functions
        index = question.network.index
        blocks = [[index[name] for name in block] for block in question.update.blocks]
        return compose(question.network.circuits, functions, blocks, question.held)

    @property
    def answer(self) -> Answer:
        """The divided answer for the whole network."""
        if self._answer is None:
            self._answer = self.search.answer(self.functions, self.question.held)
        return self._answer

    def report(self, limit: int | None = LISTED) -> AttractorReport:
        """List the first *limit* attractors, count all."""
        answer = self.answer
        counts: dict[AttractorKind, int] = {}
        total = 0
        for (weight, _), count in answer.tally(None, self.combine).items():
            total += count
            kind = self._kind(weight)
            if kind is not None:
                counts[kind] = counts.get(kind, 0) + count
        attractors = self._list(answer, limit)
        complete = answer.complete
        return AttractorReport(
            self.question,
            attractors,
            total,
            {kind: counts.get(kind, 0) for kind in AttractorKind},
            Coverage.COMPLETE if complete else Coverage.LOWER_BOUND,
            tuple(self.search.method.items()),
            self.budget.reason,
            None if complete else self.budget.cause or self.budget.bound,
            self.budget.elapsed,
        )

    def _list(self, answer: Answer, limit: int | None) -> tuple[Attractor, ...]:
        assembler = Assembler(
            self.question.network.names,
            self.question.network.circuits,
            self.functions,
            self.question.held,
            self.question.conditions,
            self.question.update,
            self.budget,
            self.question.perturbed.functions,
        )
        partials = answer.iter_partials()
        with deep_recursion():  # generators within generators, one for each block decided
            listed: list[Attractor] = []
            for partial in partials:
                if len(listed) == limit or (listed and self.budget.late):
                    break  # a page, in the order it was found
                listed.append(assembler.assemble(partial))
            else:
                listed.sort(key=_rank)
        return tuple(listed)

    def _kind(self, weight: int) -> AttractorKind | None:
        if weight == 0:
            return None
        if weight == 1:
            return AttractorKind.FIXED_POINT
        if self.question.update.is_deterministic:
            return AttractorKind.CYCLE
        return AttractorKind.COMPLEX

    def node(self, name: str) -> Tendency:
        """In how many attractors the node *name* is on, off, or both."""
        position = self.question.network.position(name)
        answer = self.search.answer(self.functions, self.question.held, (position,))
        return tendency_of(answer, position, self.combine)

    def phenotype(self, name: str) -> Tendency:
        """In how many attractors the phenotype *name* of the question holds."""
        probe = self.question.network.probe
        functions = (*self.functions, self.question.conditions[name])
        answer = self.search.answer(functions, self.question.held, (probe,))
        return tendency_of(answer, probe, self.combine)


def _rank(attractor: Attractor) -> tuple[int, int, str]:
    order = list(AttractorKind).index(attractor.kind)
    return order, attractor.count or 0, str(attractor.space)
