"""Slow and obvious answers, to hold the fast ones against.

Nothing here shares code with the engines: states are numbers (bit ``i`` is node ``i``), the
steps between them come from the definitions in `boolnet.dynamics.scheme` and from the rules
themselves, and everything else is read off by looking at all of it. Good for a dozen nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import TypeVar

from boolnet.dynamics.scheme import PermissiveState, UpdateScheme, permissive_successors
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation

State = TypeVar("State")
Graph = Mapping[State, set[State]]
Subspace = tuple[int, int]  # fixed nodes and their values, as bits


def perturb(network: Network, perturbation: Perturbation) -> Network:
    """The network with other rules, written out."""
    rules = {node.name: node.function.expression for node in network.nodes}
    for regulator, target, value in perturbation.regulations:
        rules[target] = ex.substitute(rules[target], {regulator: value})
    for name, value in perturbation.nodes:
        rules[name] = ex.TRUE if value else ex.FALSE
    return Network.of(rules)


def all_states(network: Network) -> range:
    """Every state."""
    return range(1 << len(network))


def tabulate_rules(network: Network) -> list[list[bool]]:
    """Per node, the next value in every state."""
    return [[network.next_value(i, s) for s in all_states(network)] for i in range(len(network))]


def successor_graph(network: Network, scheme: UpdateScheme) -> dict[int, set[int]]:
    """The successors of every state, by the definition of *scheme*."""
    return {state: scheme.successors(network, state) for state in all_states(network)}


def reachable(graph: Graph[State], start: State) -> frozenset[State]:
    """Everything that can be reached from *start*, with *start*."""
    found = {start}
    waiting = [start]
    while waiting:
        for state in graph[waiting.pop()] - found:
            found.add(state)
            waiting.append(state)
    return frozenset(found)


def reverse(graph: Graph[State]) -> dict[State, set[State]]:
    """The same steps, taken backwards."""
    before: dict[State, set[State]] = {state: set() for state in graph}
    for state, following in graph.items():
        for other in following:
            before[other].add(state)
    return before


def terminal_components(graph: Graph[State]) -> set[frozenset[State]]:
    """The sets of states that are never left and have no smaller such set inside.

    From any state: as long as something can be reached that cannot come back, go there.
    """
    before = reverse(graph)
    found = set()
    left = set(graph)
    while left:
        state = next(iter(left))
        while beyond := reachable(graph, state) - reachable(before, state):
            state = next(iter(beyond))
        found.add(reachable(graph, state))
        left -= reachable(before, state)
    return found


def attractors(network: Network, scheme: UpdateScheme) -> set[frozenset[int]]:
    """All attractors, as sets of states."""
    return terminal_components(successor_graph(network, scheme))


def fixed_points(network: Network) -> list[int]:
    """The states in which every node has the value of its function."""
    tables = tabulate_rules(network)
    return [
        s
        for s in all_states(network)
        if all(table[s] == s >> i & 1 for i, table in enumerate(tables))
    ]


def states_of(space: Subspace, network: Network) -> list[int]:
    """The states of *space*."""
    mask, values = space
    return [state for state in all_states(network) if state & mask == values]


def all_spaces(nodes: int) -> list[Subspace]:
    """All 3^n spaces."""
    spaces = []
    for signs in product("01-", repeat=nodes):
        mask = sum(1 << i for i, sign in enumerate(signs) if sign != "-")
        spaces.append((mask, sum(1 << i for i, sign in enumerate(signs) if sign == "1")))
    return spaces


def is_within(inner: Subspace, outer: Subspace) -> bool:
    """Whether every state of *inner* lies in *outer*."""
    return not outer[0] & ~inner[0] and not (inner[1] ^ outer[1]) & outer[0]


def trap_spaces(network: Network) -> list[Subspace]:
    """The spaces that no rule leaves."""
    tables = tabulate_rules(network)

    def is_trap(space: Subspace) -> bool:
        mask, values = space
        fixed = [i for i in range(len(network)) if mask >> i & 1]
        states = states_of(space, network)
        return all(tables[i][s] == values >> i & 1 for i in fixed for s in states)

    return [space for space in all_spaces(len(network)) if is_trap(space)]


def minimal_trap_spaces(network: Network) -> list[Subspace]:
    """The trap spaces with no other trap space inside, in order."""
    traps = trap_spaces(network)
    return sorted(t for t in traps if not any(u != t and is_within(u, t) for u in traps))


def smallest_trap_space(network: Network, states: Iterable[int]) -> Subspace:
    """The smallest trap space around *states*."""
    states = set(states)
    around = [t for t in trap_spaces(network) if states <= set(states_of(t, network))]
    return next(t for t in around if all(is_within(t, u) for u in around))


def permissive_states(network: Network) -> list[PermissiveState]:
    """All 4^n states of most-permissive update: nodes at rest and nodes on their way."""
    return [tuple(signs) for signs in product("01+-", repeat=len(network))]


def permissive_attractors(network: Network) -> set[frozenset[int]]:
    """The attractors of most-permissive update, walked step by step; the states at rest.

    Good for four nodes: there are 4^n permissive states.
    """
    graph = {s: permissive_successors(network, s) for s in permissive_states(network)}
    return {
        frozenset(
            sum(1 << i for i, value in enumerate(state) if value == "1")
            for state in component
            if not set(state) & set("+-")
        )
        for component in terminal_components(graph)
    }


def constants_of(states: Iterable[int], network: Network) -> dict[str, int]:
    """The nodes with one value in all *states*."""
    found = {}
    states = list(states)
    for i, name in enumerate(network.names):
        values = {state >> i & 1 for state in states}
        if len(values) == 1:
            found[name] = values.pop()
    return found


def means_of(states: Iterable[int], network: Network) -> dict[str, Fraction]:
    """For the other nodes, the share of *states* in which they are 1."""
    states = list(states)
    constant = constants_of(states, network)
    return {
        name: Fraction(sum(state >> i & 1 for state in states), len(states))
        for i, name in enumerate(network.names)
        if name not in constant
    }


def holds_in(condition: ex.Expression, states: Iterable[int], network: Network) -> bool | str:
    """Whether *condition* holds in all *states*, in none, or is ``mixed``."""
    values = {ex.evaluate(condition, named(state, network)) for state in states}
    return "mixed" if len(values) == 2 else values.pop()


def named(state: int, network: Network) -> dict[str, bool]:
    """The value of each node in *state*."""
    return {name: bool(state >> i & 1) for i, name in enumerate(network.names)}


def check_attractor(network: Network, scheme: UpdateScheme, states: frozenset[int]) -> None:
    """Assert that *states* is closed and strongly connected, whatever the rest looks like."""
    graph: dict[int, set[int]] = {}
    for state in states:
        graph[state] = scheme.successors(network, state)
        assert graph[state] <= states, f"{state} leads out"
    for state in states:
        assert states == reachable(graph, state), f"{state} does not reach all others"


def truth_table(rule: ex.Expression, names: Iterable[str]) -> int:
    """The truth table of *rule*: bit ``s`` is the value in state ``s`` over *names*."""
    names = tuple(names)
    table = 0
    for state in range(1 << len(names)):
        values = {name: bool(state >> i & 1) for i, name in enumerate(names)}
        table |= ex.evaluate(rule, values) << state
    return table


def rule_of(names: Iterable[str], decide: Callable[[int], bool]) -> ex.Expression:
    """The expression over *names* that is true in the states that *decide* accepts."""
    symbols = [ex.symbol(name) for name in names]
    return ex.disjunction(
        ex.conjunction(s if state >> i & 1 else ex.negation(s) for i, s in enumerate(symbols))
        for state in range(1 << len(symbols))
        if decide(state)
    )
