"""Basins: how many states lead to each attractor of a deterministic scheme.

Every state of the network is a start, held inputs and perturbed nodes apart. Nodes that
nothing reads do not decide where a start leads; they only multiply. What is left falls into
parts, and each part is walked completely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Unpack

from boolnet.analysis.attractors import (
    LISTED,
    AttractorReport,
    AttractorSearch,
    Conditions,
    question_of,
)
from boolnet.dynamics.scheme import SYNCHRONOUS, UpdateScheme
from boolnet.engines.attractor import Attractor, CycleStates
from boolnet.engines.basins import Arrivals, count_basin, find_arrivals
from boolnet.engines.budget import Budget
from boolnet.engines.maps import StepMap
from boolnet.engines.reduction import Part, split, strip
from boolnet.errors import UnsupportedError
from boolnet.network.network import Network

MORE = 5  # nodes beyond `Budget.explicit_nodes` up to which a part is walked


@dataclass(frozen=True)
class BasinReport:
    """The basins of the attractors that are listed.

    Attributes:
        attractors: The attractors and what was asked.
        sizes: For each that is listed, how many states lead to it, its own included;
            `None` where the search was stopped, or a cycle is too long to be written out.
        states: How many states there are to start from.
    """

    attractors: AttractorReport
    sizes: tuple[int | None, ...]
    states: int


def compute_basins(
    network: Network, *, update: UpdateScheme = SYNCHRONOUS, **conditions: Unpack[Conditions]
) -> BasinReport:
    """Find the attractors of *network* and count the states that lead to each, exactly.

    Args:
        network: The network.
        update: Synchronous or block-sequential.
        conditions: As for `boolnet.analysis.attractors.find_attractors`.

    Raises:
        InputError: Something does not fit the network.
        UnsupportedError: The scheme is not deterministic, or too many nodes influence one
            another to walk all of their states.
    """
    question = question_of(network, update, conditions)
    search = AttractorSearch(question, conditions.get("budget") or Budget())
    parts = BasinParts.of(search)
    return parts.measure(search.report(conditions.get("limit", LISTED)))


@dataclass(frozen=True)
class BasinParts:
    """The parts of a network that decide where a start leads.

    Attributes:
        search: The search for the attractors.
        parts: The parts; they share no node.
        aside: How many nodes are left that decide nothing.
    """

    search: AttractorSearch
    parts: tuple[Part, ...]
    aside: int

    @classmethod
    def of(cls, search: AttractorSearch) -> BasinParts:
        """Divide the network of *search*; nothing is walked yet.

        Raises:
            UnsupportedError: See `compute_basins`.
        """
        question, circuits = search.question, search.question.network.circuits
        if not question.update.is_deterministic:
            raise UnsupportedError(
                f"under {question.update} update a state may lead to several attractors; basins "
                "are counted with --update synchronous or block-sequential"
            )
        # Constants are not put in: a start may have any value there, and pass it on.
        whole: Part = {
            node: (
                circuits.restrict(pair[0], question.held),
                circuits.restrict(pair[1], question.held),
            )
            for node, pair in enumerate(search.functions)
            if node not in question.held
        }
        core = strip(circuits, whole)
        parts = tuple(split(circuits, core))
        largest, most = max(map(len, parts), default=0), search.budget.explicit_nodes + MORE
        if largest > most:
            way_out = "; hold more inputs" if question.free_inputs else ""
            raise UnsupportedError(
                f"to count basins all states of a part are walked, which serves up to {most} "
                f"nodes that hang together; here {largest} do{way_out}"
            )
        return cls(search, parts, len(whole) - len(core))

    def measure(self, report: AttractorReport) -> BasinReport:
        """Count the basins of the attractors that *report* lists."""
        circuits, budget = self.search.question.network.circuits, self.search.budget
        free = sum(map(len, self.parts)) + self.aside
        found: list[Arrivals] = []
        for part in self.parts:
            budget.report(f"where all states of {len(part)} nodes lead")
            steps = StepMap(circuits, {node: (pair,) for node, pair in part.items()})
            arrivals = find_arrivals(steps, budget)
            if arrivals is None:
                return BasinReport(report, (None,) * len(report), 1 << free)
            found.append(arrivals)
        steps_taken = max((arrivals.steps for arrivals in found), default=0)
        met = [arrivals.later(steps_taken) for arrivals in found]
        sizes: list[int | None] = []
        for attractor in report:
            state = _state_of(attractor)
            if state is None or budget.spent:
                sizes.append(None)
            else:
                sizes.append(count_basin(met, state, attractor.period or 1, self.aside))
        return BasinReport(report, tuple(sizes), 1 << free)


def _state_of(attractor: Attractor) -> int | None:
    if isinstance(attractor.states, CycleStates):
        return attractor.states.at(0)
    return attractor.space.values if attractor.space.is_state else None
