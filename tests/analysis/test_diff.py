"""Differences of networks, held to enumeration of all cases."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.diff import compare_rules, find_rule_difference, rename
from boolnet.analysis.diff_attractors import compare_attractors
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests.oracles import attractors, constants_of
from tests.strategies import expressions, networks


def depends(rule: ex.Expression, name: str, names: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether *name* ever switches *rule* on, and ever off."""
    ways = set()
    for values in product([False, True], repeat=len(names)):
        state = dict(zip(names, values, strict=True))
        ways.add(
            (
                ex.evaluate(rule, state | {name: False}),
                ex.evaluate(rule, state | {name: True}),
            )
        )
    return (False, True) in ways, (True, False) in ways


@given(expressions(), expressions())
def test_cases_are_counted_as_by_hand(one: ex.Expression, two: ex.Expression) -> None:
    names = tuple(dict.fromkeys(ex.symbols_of(one) + ex.symbols_of(two)))
    states = [dict(zip(names, v, strict=True)) for v in product([False, True], repeat=len(names))]
    change = compare_rules("X", one, two)
    differing = [s for s in states if ex.evaluate(one, s) != ex.evaluate(two, s)]

    assert (change is None) == (not differing)
    if change is None:
        return
    essential = [n for n in names if any(depends(one, n, names) + depends(two, n, names))]
    shown = {tuple(s[n] for n in essential) for s in differing}
    assert (2 ** len(essential), len(shown)) == (change.cases, change.differing)
    for state in states:
        if all(state[name] == value for name, value in change.witness.items()):
            assert ex.evaluate(one, state) == change.value
            assert ex.evaluate(two, state) == (not change.value)
    spelled = {(True, True): "±", (True, False): "+", (False, True): "-", (False, False): ""}
    signs = {n: (spelled[depends(one, n, names)], spelled[depends(two, n, names)]) for n in names}
    assert {n: pair for n, pair in signs.items() if pair[0] != pair[1]} == {
        s.regulator: (s.before, s.after) for s in change.signs
    }


@given(networks(), networks())
def test_same_means_the_digest_is_the_same(one: Network, two: Network) -> None:
    assert find_rule_difference(one, one).is_same
    assert (one == two) == find_rule_difference(one, two).is_same


@given(networks(least=2), st.data())
def test_renamed_nodes_are_found_and_right(network: Network, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from(network.names), min_size=1))
    names = {name: f"new {name}" for name in chosen}
    other = Network.of({names.get(n, n): rename(network.rule(n), names) for n in network.names})
    found = find_rule_difference(network, other)

    assert names == found.renamed
    assert not found.changed
    assert not found.added
    assert not found.is_same


def test_a_renamed_node_is_one_that_the_same_nodes_read() -> None:
    one = parse_network("A, A\nB, A\nC, B\n")
    two = parse_network("X, X\nB, X | Y\nC, B\nY, Y\n")
    found = find_rule_difference(one, two)

    assert {} == found.renamed
    assert ("X", "Y") == found.added
    assert ("A",) == found.removed
    assert ["B"] == [change.name for change in found.changed]


def test_names_that_differ_in_separators_only_are_one() -> None:
    one = parse_network('"TNF-a", "TNF-a"\nIKK, IKK\nB, "TNF-a" | IKK\n')
    two = parse_network("IKK, IKK\nTNF_a, TNF_a\nB, TNF_a | IKK\n")

    assert {"TNF-a": "TNF_a"} == find_rule_difference(one, two).renamed


@given(networks(most=4), networks(most=4))
def test_attractors_that_are_lost_and_gained(one: Network, two: Network) -> None:
    common = [(name, name) for name in one.names if name in two.index]
    found = compare_attractors(Question(one), Question(two), common, Budget())

    def looks(network: Network) -> list[tuple[tuple[str, int | None], ...]]:
        sides = []
        for states in attractors(network, ASYNCHRONOUS):
            constant = constants_of(states, network)
            sides.append(tuple((name, constant.get(name)) for name, _ in common))
        return sides

    before, after = looks(one), looks(two)
    lost, gained = list(before), list(after)
    for look in before:
        if look in gained:
            gained.remove(look)
            lost.remove(look)
    assert found.lost is not None
    assert found.gained is not None
    assert (len(lost), len(gained)) == (len(found.lost), len(found.gained))
    assert (len(before), len(after)) == (found.before.count, found.after.count)


def test_an_attractor_that_moves_otherwise_is_no_other_and_not_the_same() -> None:
    rules = "E, E & !C\nR, E & (N | {})\nN, E\nC, R\nE0, E0\n".replace("E & !C", "E0 & !C")
    one, two = parse_network(rules.format("!C")), parse_network(rules.format("0"))

    found = compare_attractors(Question(one), Question(two), [(n, n) for n in one.names], Budget())

    assert () == found.lost == found.gained
    ((before, after),) = found.changed
    assert before.states is not None
    assert after.states is not None
    assert (14, 10) == (before.states.count(), after.states.count())


@given(networks(most=4))
def test_a_network_has_the_same_attractors_as_itself(network: Network) -> None:
    common = [(name, name) for name in network.names]

    found = compare_attractors(Question(network), Question(network), common, Budget())

    assert () == found.lost == found.gained == found.changed


def test_a_wide_rule_is_counted_exactly() -> None:
    names = [f"v{i}" for i in range(300)]
    every = ex.conjunction(map(ex.symbol, names))
    change = compare_rules("X", every, ex.conjunction([every, ex.negation(ex.symbol("w"))]))

    assert change is not None
    assert (2**301, 1) == (change.cases, change.differing)
