"""Hypothesis strategies: expressions, networks and what is done to them.

Networks are small enough for brute force and rich in what makes attractors hard to find:
exclusive or, thresholds, negative feedback, constants, inputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from boolnet.logic import expression as ex
from boolnet.network.environment import Environment
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.network.phenotype import Phenotype
from boolnet.network.space import Space
from tests.oracles import rule_of

LETTERS = ("A", "B", "C", "D", "E")


@cache
def expressions(
    names: tuple[str, ...] = LETTERS, depth: int = 12
) -> st.SearchStrategy[ex.Expression]:
    """Expressions over *names* with up to *depth* leaves, parities and thresholds included."""
    leaves = st.sampled_from(names).map(ex.symbol)
    constants = st.sampled_from([ex.TRUE, ex.FALSE])

    def grow(parts: st.SearchStrategy[ex.Expression]) -> st.SearchStrategy[ex.Expression]:
        some = st.lists(parts, min_size=2, max_size=4)
        threshold = st.tuples(st.integers(0, 5), some)
        return st.one_of(
            parts.map(ex.negation),
            some.map(ex.conjunction),
            some.map(ex.disjunction),
            some.map(ex.parity),
            threshold.map(lambda pair: ex.at_least(*pair)),
        )

    return st.recursive(st.one_of(leaves, leaves, leaves, constants), grow, max_leaves=depth)


@st.composite
def table_rules(draw: st.DrawFn, names: Sequence[str], widest: int = 3) -> ex.Expression:
    """Any function of up to *widest* of *names*: half of them need both signs of a regulator."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=widest, unique=True))
    table = draw(st.integers(0, (1 << (1 << len(chosen))) - 1))
    return rule_of(chosen, lambda state: bool(table >> state & 1))


@st.composite
def networks(draw: st.DrawFn, least: int = 1, most: int = 6, *, inputs: bool = True) -> Network:
    """Networks of *least* to *most* nodes: no two kinds of rule are kept apart."""
    names = tuple(f"v{i}" for i in range(draw(st.integers(least, most))))
    return Network.of(
        {name: draw(rules_of(names, i, inputs=inputs)) for i, name in enumerate(names)}
    )


@cache
def rules_of(
    names: tuple[str, ...], position: int, *, inputs: bool
) -> st.SearchStrategy[ex.Expression]:
    """Rules for the node at *position*. Made once: most of a draw went into making it."""
    kinds = [
        table_rules(names),
        expressions(names, 6),
        st.sampled_from(names).map(ex.symbol),
        # A ring of inhibitions: negative feedback of odd and even length.
        st.just(ex.negation(ex.symbol(names[position - 1]))),
    ]
    if inputs:
        kinds.append(st.just(ex.symbol(names[position])))
    return st.one_of(kinds)


@st.composite
def perturbations(draw: st.DrawFn, network: Network) -> Perturbation:
    """Up to two nodes and two regulations of *network*, held."""
    nodes = draw(st.dictionaries(st.sampled_from(network.names), st.booleans(), max_size=2))
    pairs = [(r, n.name) for n in network.nodes for r in n.function.regulators]
    held = draw(st.dictionaries(st.sampled_from(pairs), st.booleans(), max_size=2)) if pairs else {}
    return Perturbation(
        tuple(nodes.items()), tuple((r, t, value) for (r, t), value in held.items())
    )


@st.composite
def environments(draw: st.DrawFn, network: Network) -> Environment:
    """Values of some inputs of *network*, the others 0, 1 or free."""
    names = network.inputs
    values = {}
    if names:
        values = draw(st.dictionaries(st.sampled_from(names), st.booleans()))
    return Environment(values, others=draw(st.sampled_from([None, False, True])))


@st.composite
def spaces(draw: st.DrawFn, nodes: tuple[str, ...] = LETTERS) -> Space:
    """Spaces over *nodes*."""
    return Space.of(nodes, draw(st.dictionaries(st.sampled_from(nodes), st.booleans())))


def phenotypes(network: Network) -> st.SearchStrategy[Phenotype]:
    """Conditions over the nodes of *network* that some state satisfies."""
    some_state = st.integers(0, (1 << len(network)) - 1)

    def witnessed(pair: tuple[ex.Expression, int]) -> Phenotype:
        condition, state = pair
        values = {name: bool(state >> i & 1) for i, name in enumerate(network.names)}
        holds = ex.evaluate(condition, values)
        return Phenotype("P", condition if holds else ex.negation(condition))

    return st.tuples(expressions(network.names, 5), some_state).map(witnessed)
