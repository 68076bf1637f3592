"""Tests of `boolnet.logic.table`: effects with witnesses, comparison, digests."""

from __future__ import annotations

import pytest
from hypothesis import given

from boolnet.logic import expression as ex
from boolnet.logic import table
from boolnet.logic.circuit import Circuits
from boolnet.logic.encoding import encode
from boolnet.logic.table import compute_digest, compute_effects, find_difference, find_witness
from tests.oracles import truth_table
from tests.strategies import LETTERS, expressions

INDEX = {name: position for position, name in enumerate(LETTERS)}


@pytest.fixture(params=["by table", "by circuit"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Narrow functions are decided on their table, wide ones on circuits: test both on all."""
    if request.param == "by circuit":
        monkeypatch.setattr(table, "TABLE_WIDTH", 0)
    return str(request.param)


def signs_by_brute_force(rule: ex.Expression) -> dict[str, str]:
    """The sign of each regulator that has one, from the definition."""
    rows = truth_table(rule, LETTERS)
    signs = {}
    for i, name in enumerate(LETTERS):
        states = [s for s in range(1 << len(LETTERS)) if not s >> i & 1]
        steps = {(rows >> (s | 1 << i) & 1) - (rows >> s & 1) for s in states} - {0}
        if steps:
            signs[name] = "±" if len(steps) == 2 else ("+" if 1 in steps else "-")
    return signs


@pytest.mark.usefixtures("way")
@given(expressions())
def test_signs_are_those_of_the_function_and_witnesses_show_them(rule: ex.Expression) -> None:
    circuits = Circuits(len(LETTERS))
    pair = encode(circuits, rule, INDEX)

    effects = compute_effects(circuits, *pair, LETTERS)

    signs = {LETTERS[v]: effect.sign for v, effect in effects.items() if effect.essential}
    assert signs_by_brute_force(rule) == signs
    for variable, effect in effects.items():
        for witness, rises in ((effect.activates, True), (effect.inhibits, False)):
            if witness is None:
                continue
            others = dict.fromkeys(LETTERS, False) | dict(witness)
            off, on = ({**others, LETTERS[variable]: value} for value in (False, True))
            assert (not rises, rises) == (ex.evaluate(rule, off), ex.evaluate(rule, on))


@given(expressions(), expressions(depth=4))
def test_a_difference_is_a_state_in_which_two_rules_disagree(
    first: ex.Expression, second: ex.Expression
) -> None:
    difference = find_difference(first, second)

    same = truth_table(first, LETTERS) == truth_table(second, LETTERS)
    assert same == (difference is None)
    if difference is not None:
        values = dict.fromkeys(LETTERS, False) | difference
        assert ex.evaluate(first, values) != ex.evaluate(second, values)


@given(expressions())
def test_a_witness_satisfies_an_exact_circuit(rule: ex.Expression) -> None:
    circuits = Circuits(len(LETTERS))
    positive, _ = encode(circuits, rule, INDEX)

    witness = find_witness(circuits, positive)

    assert (witness is None) == (truth_table(rule, LETTERS) == 0)
    if witness is not None:
        chosen = {LETTERS[v]: value for v, value in witness.items()}
        assert ex.evaluate(rule, dict.fromkeys(LETTERS, False) | chosen)


def digest(rule: ex.Expression, names: tuple[str, ...]) -> str:
    circuits = Circuits(len(names))
    pair = encode(circuits, rule, {name: i for i, name in enumerate(names)})
    return compute_digest(circuits, *pair, names)


@pytest.mark.usefixtures("way")
@given(expressions(), expressions(depth=4))
def test_digests_are_equal_exactly_when_functions_are(
    first: ex.Expression, second: ex.Expression
) -> None:
    same = truth_table(first, LETTERS) == truth_table(second, LETTERS)

    assert same == (digest(first, LETTERS) == digest(second, LETTERS))


@pytest.mark.usefixtures("way")
@given(expressions())
def test_digests_do_not_depend_on_the_order_of_nodes(rule: ex.Expression) -> None:
    assert digest(rule, LETTERS) == digest(rule, LETTERS[::-1])


def test_effects_in_a_rule_of_forty_regulators_are_decided() -> None:
    names = tuple(f"x{i}" for i in range(40))
    rule = ex.at_least(20, [ex.symbol(name) for name in names])
    circuits = Circuits(40)
    pair = encode(circuits, rule, {name: i for i, name in enumerate(names)})

    effects = compute_effects(circuits, *pair, names)

    assert {"+"} == {effect.sign for effect in effects.values()}
    assert 40 == len(effects)
