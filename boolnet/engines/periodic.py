"""Functions that change with time, periodically: a part of a network that a cycle drives.

Under synchronous update a block that runs through a cycle turns what it drives into a part
whose functions depend on the *phase* as well as on the state. `Timed` functions say, per
node and phase ``t``, which circuits give the value at step ``t + 1``. Each node repeats
after a number of phases of its own; the period of the part is their least common multiple.
A part that nothing drives is the special case of period 1.

Series of values are integers: bit ``t`` is the value at phase ``t``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from math import lcm

from boolnet.engines.reduction import strong_components
from boolnet.logic import circuit as ci
from boolnet.logic.bits import bits_of
from boolnet.logic.circuit import Circuits

Pair = tuple[int, int]  # circuits of a function and of its negation
Timed = dict[int, tuple[Pair, ...]]  # node -> its function by phase
Known = tuple[int, int, int]  # period; phases at which a node is surely 1; surely 0


def period_of(functions: Timed) -> int:
    """After how many steps all functions are what they were."""
    return lcm(*(len(pairs) for pairs in functions.values()))


def regulators_of(circuits: Circuits, functions: Timed) -> dict[int, int]:
    """Per node, the nodes that its function mentions at any phase, as bits."""
    found = {}
    for node, pairs in functions.items():
        mentioned = 0
        for pair in set(pairs):
            for regulator in circuits.regulators(pair):
                mentioned |= 1 << regulator
        found[node] = mentioned
    return found


def substitute(circuits: Circuits, functions: Timed, known: Mapping[int, Known]) -> Timed:
    """Put known values in, phase by phase; the result repeats as soon as it can.

    Cost:
        Per node, the phases after which it and what it reads of *known* repeat.
    """
    return {node: _substituted(circuits, pairs, known) for node, pairs in functions.items()}


def phases_needed(circuits: Circuits, functions: Timed, known: Mapping[int, Known]) -> int:
    """The most phases that `substitute` looks at for one node."""
    most = 1
    for node, mentioned in regulators_of(circuits, functions).items():
        read = (known[v][0] for v in bits_of(mentioned) if v in known)
        most = max(most, lcm(len(functions[node]), *read))
    return most


def _substituted(
    circuits: Circuits, pairs: tuple[Pair, ...], known: Mapping[int, Known]
) -> tuple[Pair, ...]:
    when: dict[Pair, int] = {}
    for phase, pair in enumerate(pairs):
        when[pair] = when.get(pair, 0) | 1 << phase
    read = {v for pair in when for v in circuits.regulators(pair) if v in known}
    if not read:
        return pairs
    period = lcm(len(pairs), *(known[v][0] for v in read))
    result: list[Pair] = [(ci.FALSE, ci.TRUE)] * period
    for pair, mask in when.items():
        # Phases at which the same is known have the same function.
        groups: list[tuple[int, dict[int, bool]]] = [(repeat(mask, len(pairs), period), {})]
        for v in circuits.regulators(pair):
            if v not in known:
                continue
            length, one, zero = known[v]
            one, zero = repeat(one, length, period), repeat(zero, length, period)
            groups = [
                (part, values)
                for mask, before in groups
                for part, values in (
                    (mask & one, {**before, v: True}),
                    (mask & zero, {**before, v: False}),
                    (mask & ~(one | zero), before),
                )
                if part
            ]
        for mask, values in groups:
            left = circuits.restrict(pair[0], values), circuits.restrict(pair[1], values)
            for phase in phases_of(mask):
                result[phase] = left
    return shortest(tuple(result))


def settle(circuits: Circuits, functions: Timed) -> tuple[Timed, dict[int, int]]:
    """Percolation in time: what the functions force, whatever the part started from.

    Every node may first have both values at every phase; a value stays possible at phase
    ``t + 1`` if some state that is possible at phase ``t`` produces it. With period 1 this
    is constant propagation.

    Returns:
        The functions of the nodes that are left, with the values that are forced at some
        phases put in, and the series, over the period of *functions*, of the others.

    Cost:
        A few sweeps over all gates, on integers of as many bits as there are phases.
    """
    period = period_of(functions)
    full = (1 << period) - 1
    can = {node: [full, full] for node in functions}
    plans: dict[int, list[tuple[Pair, int]]] = {}
    readers: dict[int, list[int]] = {node: [] for node in functions}
    regulators = regulators_of(circuits, functions)
    for node, pairs in functions.items():
        when: dict[Pair, int] = {}
        for phase, pair in enumerate(pairs):
            when[pair] = when.get(pair, 0) | 1 << phase
        plans[node] = [(pair, repeat(mask, len(pairs), period)) for pair, mask in when.items()]
        for v in bits_of(regulators[node]):
            readers[v].append(node)
    into = {node: bits_of(regulators[node]) for node in sorted(functions)}
    waiting = deque(node for block in strong_components(into) for node in block)
    queued = set(waiting)
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        leaves = {ci.FALSE: 0, ci.TRUE: full}
        for v in into[node]:
            leaves[circuits.literal(v, False)], leaves[circuits.literal(v, True)] = can[v]
        possible = [0, 0]
        for (positive, negative), mask in plans[node]:
            possible[1] |= circuits.fold(positive, leaves, full) & mask
            possible[0] |= circuits.fold(negative, leaves, full) & mask
        later = [
            (bits << 1 | bits >> (period - 1)) & full & can[node][i]
            for i, bits in enumerate(possible)
        ]
        if later != can[node]:
            can[node] = later
            for reader in readers[node]:
                if reader not in queued:
                    queued.add(reader)
                    waiting.append(reader)
    known = {v: (period, one & ~zero, zero & ~one) for v, (zero, one) in can.items()}
    fixed = {v: one for v, (zero, one) in can.items() if not zero & one}
    seen = {v: k for v, k in known.items() if k[1] or k[2]}
    left = {node: pairs for node, pairs in functions.items() if node not in fixed}
    return substitute(circuits, left, seen), fixed


def strip_timed(circuits: Circuits, functions: Timed, keep: Iterable[int]) -> Timed:
    """Set aside, again and again, the nodes that regulate nothing, except those in *keep*."""
    kept = set(keep)
    regulators = regulators_of(circuits, functions)
    counts = dict.fromkeys(functions, 0)
    for mentioned in regulators.values():
        for v in bits_of(mentioned):
            counts[v] += 1
    waiting = [v for v, count in counts.items() if not count and v not in kept]
    left = dict(functions)
    while waiting:
        node = waiting.pop()
        del left[node]
        for v in bits_of(regulators[node]):
            counts[v] -= 1
            if not counts[v] and v not in kept:
                waiting.append(v)
    return left


def split_timed(circuits: Circuits, functions: Timed) -> list[Timed]:
    """The parts that share no node, by their smallest node."""
    neighbours = regulators_of(circuits, functions)
    for node, mentioned in list(neighbours.items()):
        for v in bits_of(mentioned):
            neighbours[v] |= 1 << node
    pieces = []
    left = dict.fromkeys(sorted(functions))
    while left:
        found = frontier = 1 << next(iter(left))
        while frontier:
            reached = 0
            for node in bits_of(frontier):
                reached |= neighbours[node]
            frontier = reached & ~found
            found |= frontier
        members = bits_of(found)
        for node in members:
            del left[node]
        pieces.append({node: functions[node] for node in members})
    return pieces


def repeat(bits: int, length: int, period: int) -> int:
    """*bits* again and again, up to *period*, which is a multiple of *length*."""
    while length < period:
        bits |= bits << length
        length *= 2
    return bits & (1 << period) - 1


def phases_of(bits: int) -> list[int]:
    """The positions of the ones; for many bits, in linear time."""
    return [phase for phase, bit in enumerate(bin(bits)[:1:-1]) if bit == "1"]


def shortest(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The sequence up to where it starts again."""
    period = len(pairs)
    for length in range(1, period // 2 + 1):
        if period % length == 0 and pairs[:length] * (period // length) == pairs:
            return pairs[:length]
    return pairs
