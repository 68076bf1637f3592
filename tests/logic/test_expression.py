"""Tests of `boolnet.logic.expression`: boolean.py's expressions, walked without recursion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.files import parse_network
from boolnet.logic import expression as ex
from boolnet.network.conditions import parse_condition
from tests.oracles import truth_table
from tests.strategies import LETTERS, expressions

A, B, C = (ex.symbol(name) for name in "ABC")


def test_a_rule_is_evaluated_on_the_values_of_its_names() -> None:
    rule = ex.conjunction([A, ex.negation(B)])

    assert [False, True, False, False] == [
        ex.evaluate(rule, {"A": a, "B": b}) for b in (False, True) for a in (False, True)
    ]


def test_a_name_without_a_value_is_an_error_and_not_false() -> None:
    with pytest.raises(KeyError, match="B"):
        ex.evaluate(ex.disjunction([A, B]), {"A": True})


def test_nothing_combined_is_the_neutral_value() -> None:
    assert ex.TRUE is ex.conjunction([])
    assert ex.FALSE is ex.disjunction([])
    assert ex.FALSE is ex.parity([])
    assert ex.TRUE is ex.at_least(0, [])
    assert ex.FALSE is ex.at_least(1, [])


def test_one_argument_is_itself() -> None:
    for combine in (ex.conjunction, ex.disjunction, ex.parity):
        assert A is combine([A])


def test_repeated_arguments_of_a_threshold_count_as_often_as_they_stand() -> None:
    rule = ex.at_least(2, [A, A, B])

    assert [0, 1, 0, 1] == [truth_table(rule, "AB") >> state & 1 for state in range(4)]


@given(expressions())
def test_what_is_printed_reads_back_as_the_same_function(rule: ex.Expression) -> None:
    again = parse_condition(ex.format_expression(rule))

    assert truth_table(rule, LETTERS) == truth_table(again, LETTERS)


@given(expressions())
def test_negation_is_the_complement(rule: ex.Expression) -> None:
    full = (1 << 32) - 1

    assert full ^ truth_table(rule, LETTERS) == truth_table(ex.negation(rule), LETTERS)


@given(expressions(), st.dictionaries(st.sampled_from(LETTERS), st.booleans()))
def test_substitution_fixes_names_and_nothing_else(
    rule: ex.Expression, values: dict[str, bool]
) -> None:
    fixed = ex.substitute(rule, values)

    assert not set(ex.symbols_of(fixed)) & set(values)
    for state in range(32):
        named = {name: bool(state >> i & 1) for i, name in enumerate(LETTERS)} | values
        assert ex.evaluate(rule, named) == ex.evaluate(fixed, named)


@given(expressions())
def test_parts_come_before_wholes_and_each_once(rule: ex.Expression) -> None:
    order = [id(part) for part in ex.iter_postorder(rule)]

    assert len(order) == len(set(order))
    assert id(rule) == order[-1]
    place = {part: position for position, part in enumerate(order)}
    for part in ex.iter_postorder(rule):
        assert all(place[id(a)] < place[id(part)] for a in ex.arguments_of(part))


def test_names_keep_the_order_in_which_they_appear() -> None:
    rule = ex.disjunction([ex.conjunction([C, A]), ex.negation(B), A])

    assert ("C", "A", "B") == ex.symbols_of(rule)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ex.conjunction([A, ex.disjunction([B, C])]), "A & (B | C)"),
        (ex.disjunction([ex.conjunction([A, B]), C]), "A & B | C"),
        (ex.negation(ex.conjunction([A, B])), "!(A & B)"),
        (ex.negation(ex.negation(A)), "!!A"),
        (ex.parity([A, B, C]), "A ^ B ^ C"),
        (ex.conjunction([ex.parity([A, B]), C]), "(A ^ B) & C"),
        (ex.at_least(2, [A, B, C]), "sumgt(A, B, C, 1)"),
        (ex.TRUE, "1"),
    ],
)
def test_parentheses_stand_where_they_are_needed(rule: ex.Expression, text: str) -> None:
    assert text == ex.format_expression(rule)


def test_names_that_cannot_stand_bare_are_quoted() -> None:
    rule = ex.conjunction([ex.symbol("A/B"), C])

    assert '"A/B" & C' == ex.format_expression(rule, quote={"A/B": '"A/B"'})


def test_deep_nesting_does_not_recurse() -> None:
    """boolean.py's own `str`, `hash` and `==` fail near depth 500."""
    rule = A
    for depth in range(10_000):
        rule = ex.negation(ex.conjunction([rule, B])) if depth % 2 else ex.disjunction([C, rule])

    text = ex.format_expression(rule)

    assert ("C", "A", "B") == tuple(sorted(ex.symbols_of(rule), key="CAB".index))
    assert isinstance(ex.evaluate(rule, {"A": True, "B": False, "C": False}), bool)
    assert 3 == len(ex.symbols_of(ex.substitute(rule, {})))
    assert text.count("(") == text.count(")")


def test_a_rule_of_fifty_thousand_operands_is_a_long_line_and_nothing_worse() -> None:
    names = [f"x{i}" for i in range(50_000)]
    rule = ex.disjunction(ex.symbol(name) for name in names)

    assert 50_000 == len(ex.symbols_of(rule))
    assert ex.evaluate(rule, dict.fromkeys(names, False) | {"x49999": True})
    assert 49_999 == ex.format_expression(rule).count(" | ")


def test_shared_parts_are_evaluated_once() -> None:
    """Sixty doublings: written out, the rule would have 2^60 names."""
    rule = A
    for _ in range(60):
        rule = ex.conjunction([rule, rule])

    assert ex.evaluate(rule, {"A": True})
    assert 61 == sum(1 for _ in ex.iter_postorder(rule))


def test_a_long_chain_in_a_file_is_read_without_recursion() -> None:
    chain = " & ".join("A" for _ in range(20_000))

    network = parse_network(f"targets, factors\nA, {chain}\n")

    assert ["A"] == list(network.names)
