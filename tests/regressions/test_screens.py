"""Screens of thirty networks of up to 14 nodes, row by row against all states of each mutant."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product

import pytest

from benchmarks.families import make_rules
from boolnet.analysis.screen import Screen, Screener
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
)
from boolnet.formats.files import parse_network
from boolnet.logic.expression import symbol
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.perturbation_set import Combinations, list_nodes
from boolnet.network.phenotype import Phenotype
from tests.oracles import attractors, minimal_trap_spaces, perturb, states_of

pytestmark = pytest.mark.slow

FAMILIES = ("critical", "chaotic", "parity", "canalizing", "scale-free", "dense")
SIZES = (8, 10, 11, 12, 14)
Tables = list[int]  # per node, its next value in every state, as bits


def tabulate(network: Network) -> Tables:
    states = range(1 << len(network))
    return [
        sum(network.next_value(node, state) << state for state in states)
        for node in range(len(network))
    ]


@cache
def column(node: int, nodes: int) -> int:
    block = ((1 << (1 << node)) - 1) << (1 << node)
    return sum(block << start for start in range(0, 1 << nodes, 1 << (node + 1)))


def step(tables: Tables, states: int, *, back: bool) -> int:
    """All states one asynchronous step away from *states*."""
    nodes = len(tables)
    found = 0
    for node, table in enumerate(tables):
        on, shift = column(node, nodes), 1 << node
        up, down = table & ~on, ~table & on  # where the node may rise, and fall
        if back:
            found |= (states >> shift & up) | (states << shift & down)
        else:
            found |= (states & up) << shift | (states & down) >> shift
    return found & ((1 << (1 << nodes)) - 1)


def closure(tables: Tables, states: int, *, back: bool) -> int:
    while (larger := states | step(tables, states, back=back)) != states:
        states = larger
    return states


def asynchronous(tables: Tables) -> list[int]:
    """The attractors, as bits: go forward until everything ahead leads back."""
    found = []
    left = (1 << (1 << len(tables))) - 1
    while left:
        seed = left & -left
        ahead = closure(tables, seed, back=False)
        while beyond := ahead & ~closure(tables, seed, back=True):
            seed = beyond & -beyond
            ahead = closure(tables, seed, back=False)
        found.append(ahead)
        left &= ~closure(tables, ahead, back=True)
    return found


def others(network: Network, update: UpdateScheme) -> list[int]:
    """The attractors under the other schemes, as bits, the slow way."""
    if update is GENERAL:
        sets = attractors(network, update)
    else:
        sets = {frozenset(states_of(s, network)) for s in minimal_trap_spaces(network)}
    return [sum(1 << state for state in states) for states in sets]


def synchronous(tables: Tables) -> list[int]:
    """The cycles, as bits."""
    rows = [f"{table:b}"[::-1] for table in tables]
    size = 1 << len(tables)
    rows = [row.ljust(size, "0") for row in rows]
    follows = [
        sum((row[state] == "1") << node for node, row in enumerate(rows)) for state in range(size)
    ]
    found = []
    seen: dict[int, int] = {}
    for start in range(size):
        state, trail = start, []
        while state not in seen:
            seen[state] = start
            trail.append(state)
            state = follows[state]
        if seen[state] == start:
            found.append(sum(1 << other for other in trail[trail.index(state) :]))
    return found


@pytest.mark.parametrize(
    ("update", "size"),
    [
        *product((ASYNCHRONOUS, SYNCHRONOUS), SIZES),
        (GENERAL, 8),
        (MOST_PERMISSIVE, 7),
    ],
    ids=str,
)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_row_is_what_all_states_say(family: str, size: int, update: UpdateScheme) -> None:
    network = parse_network(make_rules(family, size, size))
    tables = tabulate(network)
    phenotypes = tuple(Phenotype(name, symbol(name)) for name in network.names[:3])
    screen = Screen(
        network, Combinations(list_nodes(network)), update=update, phenotypes=phenotypes, means=True
    )
    full = (1 << (1 << size)) - 1

    for row in Screener(screen).iter_rows():
        mutant, held = list(tables), Perturbation()
        for part in row.members:
            held += screen.experiments.parts[part].perturbation
        for name, value in held.nodes:
            mutant[network.index[name]] = full * value
        if update in (ASYNCHRONOUS, SYNCHRONOUS):
            found = (asynchronous if update is ASYNCHRONOUS else synchronous)(mutant)
        else:
            found = others(perturb(network, held), update)
        means = [
            sum(
                Fraction((states & column(node, size)).bit_count(), states.bit_count())
                for states in found
            )
            / len(found)
            for node in range(3)
        ]

        assert len(found) == row.attractors
        assert sum(states.bit_count() == 1 for states in found) == row.fixed_points
        assert means == [shown.mean for shown in row.phenotypes]
