"""Candidate states: a certificate that no attractor was missed.

Choose nodes W that hit every negative cycle of the influence graph, and a value b(v) for
each v in W. Forbid the transitions that move v away from b(v): what remains has only fixed
points as attractors, so every asynchronous attractor of the network contains a state in
which each node outside W agrees with its function, and each v in W does or stands at b(v).
These are the *candidates*. If none lies outside the minimal trap spaces, no attractor does.

Source:
    V.-G. Trinh, K. Hiraishi, B. Benhamou, ACM BCB 2022, doi:10.1145/3535508.3545520.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

from boolnet.engines.budget import Budget
from boolnet.engines.feedback import find_feedback_nodes
from boolnet.engines.program import Program, Question
from boolnet.engines.reduction import Part
from boolnet.logic import circuit as ci
from boolnet.logic.circuit import Circuits


def find_retained(circuits: Circuits, part: Part) -> dict[int, bool]:
    """Nodes that hit every negative cycle, each with the value its function prefers."""
    nodes = find_feedback_nodes(circuits, part)
    return {node: _prefers(circuits, part[node][0]) for node in nodes}


LANES = 1024
COUNTED = 5  # times as many candidates are counted as are looked at
FEW = 300  # candidates that are sooner walked than made fewer (a walk is a millisecond)


def _prefers(circuits: Circuits, gate: int) -> bool:
    """The value that a function has more often, on a sample: it leaves fewer candidates."""
    rng = random.Random(gate)
    full = (1 << LANES) - 1
    leaves = {ci.FALSE: 0, ci.TRUE: full}
    for node in sorted({(leaf - 2) >> 1 for leaf in circuits.literals(gate)}):
        on = rng.getrandbits(LANES)
        leaves[circuits.literal(node, True)] = on
        leaves[circuits.literal(node, False)] = full ^ on
    return circuits.fold(gate, leaves, full).bit_count() * 2 > LANES


def find_candidates(
    program: Program, question: Question, guesses: Iterable[Mapping[int, bool]], budget: Budget
) -> tuple[list[int], dict[int, bool], bool]:
    """The candidate states that are no fixed points and not in ``question.avoid``.

    Of several *guesses* at the retained values the one with the fewest candidates is taken;
    if these are more than the budget looks at, values are flipped one by one.

    Returns:
        The states (bit ``v`` is node ``v``), the retained values they belong to, and
        whether these are all: none are given if even the best choice leaves more than the
        budget looks at, or if the search was stopped.
    """
    if not question.retained:
        return [], {}, True

    def asking(values: Mapping[int, bool]) -> Question:
        return Question(question.functions, question.known, values, question.avoid)

    most = budget.candidates
    options = _Remembered([question.retained], guesses)
    retained, best = dict(question.retained), 0
    # Counting far beyond what can be looked at is still worth it: flips may bring it down.
    for limit in (most, COUNTED * most):
        best = limit + 1
        for guess in options:
            count = program.count_states(asking(guess), budget, best)
            if count < best:
                retained, best = dict(guess), count
            if best <= FEW or budget.spent:
                break
        if best <= limit or budget.spent:
            break
    else:
        return [], retained, False
    improved = True
    while best > most and improved and not budget.spent:
        improved = False
        for node in retained:
            if best <= most or budget.spent:
                break
            flipped = retained | {node: not retained[node]}
            count = program.count_states(asking(flipped), budget, best)
            if count < best and not budget.spent:
                best, retained, improved = count, flipped, True
    if best > most or budget.spent:
        return [], retained, False
    states = [state for _, state in program.iter_states(asking(retained), budget)]
    return sorted(states), retained, not budget.spent


class _Remembered:
    """Guesses that are made when they are first asked for, and can be asked for again."""

    def __init__(
        self, known: list[Mapping[int, bool]], further: Iterable[Mapping[int, bool]]
    ) -> None:
        self._known = known
        self._further = iter(further)

    def __iter__(self) -> Iterator[Mapping[int, bool]]:
        yield from list(self._known)
        for guess in self._further:
            self._known.append(guess)
            yield guess
