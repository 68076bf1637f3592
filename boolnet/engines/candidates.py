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
from boolnet.engines.program import Program, Question
from boolnet.engines.reduction import Part, strong_components
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits


def find_retained(circuits: Circuits, part: Part) -> dict[int, bool]:
    """Nodes that hit every negative cycle, each with the value its function prefers.

    Not a smallest such set: nodes are taken greedily by degree inside their unbalanced
    component, and given back where they turn out not to be needed.

    Cost:
        One pass over the influence graph for each node taken.
    """
    signed = {
        node: (circuits.positive(pair[0]), circuits.negative(pair[0]))
        for node, pair in part.items()
    }
    taken: list[int] = []
    left = set(part)
    while True:
        unbalanced = [c for c in _components(signed, left) if not _balanced(signed, c)]
        if not unbalanced:
            break
        for component in unbalanced:
            node = _heaviest(signed, component)
            taken.append(node)
            left.discard(node)
    for node in list(taken):
        component = next(c for c in _components(signed, left | {node}) if node in c)
        if _balanced(signed, component):
            taken.remove(node)
            left.add(node)
    return {node: _prefers(circuits, part[node][0]) for node in sorted(taken)}


Signed = Mapping[int, tuple[int, int]]


def _components(signed: Signed, nodes: set[int]) -> list[list[int]]:
    into = {
        node: [r for r in bits_of(signed[node][0] | signed[node][1]) if r in nodes]
        for node in sorted(nodes)
    }
    return strong_components(into)


def _balanced(signed: Signed, component: list[int]) -> bool:
    """Whether a strong component has no negative cycle: it falls into two camps."""
    members = set(component)
    edges: dict[int, list[tuple[int, bool]]] = {node: [] for node in component}
    for node in component:
        for regulators, same in ((signed[node][0], True), (signed[node][1], False)):
            for regulator in bits_of(regulators):
                if regulator in members:
                    edges[node].append((regulator, same))
                    edges[regulator].append((node, same))
    camp = {component[0]: True}
    stack = [component[0]]
    while stack:
        node = stack.pop()
        for other, same in edges[node]:
            wanted = camp[node] == same
            if other not in camp:
                camp[other] = wanted
                stack.append(other)
            elif camp[other] != wanted:
                return False
    return True


def _heaviest(signed: Signed, component: list[int]) -> int:
    members = sum(1 << node for node in component)
    out = dict.fromkeys(component, 0)
    for node in component:
        for regulator in bits_of((signed[node][0] | signed[node][1]) & members):
            out[regulator] += 1

    def weight(node: int) -> tuple[bool, int, int]:
        inside = (signed[node][0] | signed[node][1]) & members
        return bool(signed[node][1] >> node & 1), out[node] * inside.bit_count(), -node

    return max(component, key=weight)


LANES = 1024
COUNTED = 5  # times as many candidates are counted as are looked at
FEW = 300  # candidates that are sooner walked than made fewer (a walk is a millisecond)


def _prefers(circuits: Circuits, gate: int) -> bool:
    """The value that a function has more often, on a sample: it leaves fewer candidates."""
    rng = random.Random(gate)
    full = (1 << LANES) - 1
    leaves = {ci.FALSE: 0, ci.TRUE: full}
    for node in bits_of(circuits.support(gate)):
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
