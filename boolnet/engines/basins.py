"""How many states lead to which attractor of a deterministic map, exactly.

Every state starts with weight one. A step moves the weights, and adds them where states
meet; when no states meet any more, all weight lies on cycles, and says how many states are
at which place of which cycle after so many steps. Parts of a network that share no node run
side by side: their weights multiply, place by place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from boolnet.engines.budget import Budget
from boolnet.engines.maps import StepMap
from boolnet.engines.orbits import SMALL, ArraySteps, Orbit, list_following, orbits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Arrivals:
    """Where all states of a part are after some steps: on its cycles.

    Attributes:
        nodes: The nodes of the part: bit ``j`` of a state is ``nodes[j]``.
        steps: After how many steps.
        orbits: The cycles.
        weights: Per cycle and place on it, how many states are there.
    """

    nodes: tuple[int, ...]
    steps: int
    orbits: tuple[Orbit, ...]
    weights: tuple[tuple[int, ...], ...]

    def later(self, steps: int) -> Arrivals:
        """The same after *steps* in all, which are not fewer."""
        turned = []
        for weights in self.weights:
            turn = (steps - self.steps) % len(weights)
            turned.append(weights[-turn:] + weights[:-turn] if turn else weights)
        return Arrivals(self.nodes, steps, self.orbits, tuple(turned))

    def along(self, state: int) -> tuple[int, ...]:
        """The weights along the cycle through *state* of the network, from there on."""
        own = sum((state >> node & 1) << j for j, node in enumerate(self.nodes))
        for orbit, weights in zip(self.orbits, self.weights, strict=True):
            if own in orbit:
                place = orbit.index(own)
                return weights[place:] + weights[:place]
        raise ValueError("the state is on no cycle")


def find_arrivals(steps: StepMap, budget: Budget) -> Arrivals | None:
    """Follow all states of a part to its cycles; `None` when the budget is spent.

    Args:
        steps: A map whose functions do not change with time, of up to 32 nodes.
        budget: Where to look for a stop.

    Cost:
        As `boolnet.engines.orbits.find_orbits`, and four octets for each of ``2^k`` states.
    """
    found = _count_listed(steps, budget) if len(steps.nodes) <= SMALL else _count(steps, budget)
    if found is None:
        return None
    taken, weights = found
    step = {state: steps.step(state, 0) for state in weights}
    orbits, complete = orbits_of(sorted(weights), lambda s: (s, step[s]), budget)
    if not complete:
        return None
    placed = tuple(tuple(weights[state] for state in orbit) for orbit in orbits)
    return Arrivals(steps.nodes, taken, tuple(orbits), placed)


def count_basin(parts: Sequence[Arrivals], state: int, period: int, aside: int) -> int:
    """How many states lead to the attractor around *state*.

    Args:
        parts: The parts of the network, all after the same number of steps.
        state: A state on the attractor, over all nodes.
        period: Its period.
        aside: Nodes that nothing reads, beyond the parts: their start does not matter.
    """
    series = [part.along(state) for part in parts]
    met = sum(prod(weights[t % len(weights)] for weights in series) for t in range(period))
    return met << aside


def _count_listed(steps: StepMap, budget: Budget) -> tuple[int, Mapping[int, int]] | None:
    following = list_following(steps, 0)
    weights: dict[int, int] = dict.fromkeys(range(len(following)), 1)
    taken = 0
    while not budget.spent:
        moved: dict[int, int] = {}
        for state, weight in weights.items():
            moved[following[state]] = moved.get(following[state], 0) + weight
        if len(moved) == len(weights):
            return taken, weights
        weights = moved
        taken += 1
    return None


def _count(steps: StepMap, budget: Budget) -> tuple[int, Mapping[int, int]] | None:
    import numpy as np

    arrays = ArraySteps(steps, budget)
    counts: NDArray[np.uint32] = np.zeros(1 << len(steps.nodes), dtype=np.uint32)
    one = np.uint32(1)
    for following in arrays.iter_following(None, 0):
        if budget.spent:
            return None
        np.add.at(counts, following, one)
    states = np.flatnonzero(counts).astype("<u4")
    weights = counts[states].astype(np.float64)  # sums below 2^53 are exact
    del counts
    taken = 1
    while not budget.spent:
        budget.report(f"{len(states):,} states left after {taken} steps")
        moved, place = np.unique(arrays.step(states, 0), return_inverse=True)
        if len(moved) == len(states):
            return taken, {int(s): int(w) for s, w in zip(states, weights, strict=True)}
        states, weights = moved, np.bincount(place, weights=weights)
        taken += 1
    return None
