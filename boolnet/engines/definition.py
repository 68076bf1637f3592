"""Attractors straight from the definition of a scheme, for small networks.

Slow and obvious: every state, its successors as `boolnet.dynamics.scheme` defines them, and
the terminal strong components of that graph. It serves the schemes that have no engine of
their own yet, and it is the oracle for those that have.
"""

from __future__ import annotations

from collections.abc import Mapping

from boolnet.dynamics.scheme import UpdateScheme
from boolnet.engines.answer import Leaf
from boolnet.engines.budget import Budget
from boolnet.engines.reduction import strong_components
from boolnet.engines.states import Partial, partial_of
from boolnet.errors import UnsupportedError
from boolnet.network.network import Network

LARGEST = 12  # nodes that are not held


def find_by_definition(
    network: Network, held: Mapping[int, bool], scheme: UpdateScheme, budget: Budget
) -> Leaf:
    """All attractors of *network* under *scheme*.

    Args:
        network: The network, perturbed already.
        held: Nodes that keep their value, or come to it for good.
        scheme: Any scheme that is not deterministic, but most permissive.
        budget: Where to look for a stop.

    Raises:
        UnsupportedError: More than `LARGEST` nodes are free.
        InputError: The blocks of the scheme do not fit the network.

    Cost:
        ``2^k`` evaluations of every rule for ``k`` free nodes; under general update up to
        ``3^k`` successors.
    """
    free = tuple(v for v in range(len(network)) if v not in held)
    if len(free) > LARGEST:
        raise UnsupportedError(
            f"under {scheme.name} update all states are walked, which serves up to {LARGEST} "
            f"free nodes; this network has {len(free)}: hold inputs, or use asynchronous, "
            "synchronous or most-permissive update"
        )
    base = sum(value << node for node, value in held.items())
    successors: dict[int, list[int]] = {}
    for place in range(1 << len(free)):
        if budget.spent:
            return Leaf((), complete=False)
        state = base | sum((place >> j & 1) << node for j, node in enumerate(free))
        reached = scheme.successors(network, state)
        # A held node keeps its value, whatever its rule says.
        mask = sum(1 << node for node in free)
        successors[state] = sorted({s & mask | base for s in reached})
    values = {node: bool(value) for node, value in held.items()}
    partials = []
    # Components come predecessors first; read as "into", successors make sinks come first.
    for component in strong_components(successors):
        members = set(component)
        if any(s not in members for state in component for s in successors[state]):
            continue
        found = partial_of(free, sum(1 << _pack(state, free) for state in component))
        partials.append(Partial({**values, **found.values}, found.factors))
    return Leaf(tuple(partials))


def _pack(state: int, free: tuple[int, ...]) -> int:
    return sum((state >> node & 1) << j for j, node in enumerate(free))
