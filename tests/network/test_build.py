"""Tests of `boolnet.network.build`: what a rule file means."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import RuleFileError
from boolnet.formats.files import parse_network
from boolnet.logic.expression import evaluate


def rule_of(network, name):
    return network.nodes[network.index[name]].function.expression


def table(rule, names):
    """The value of *rule* in the states 0...0 to 1...1 of *names*."""
    network = parse_network(f"Target, {rule}\n" + "".join(f"{n}, {n}\n" for n in names))
    states = product((False, True), repeat=len(names))
    expression = rule_of(network, "Target")
    return "".join(
        str(int(evaluate(expression, dict(zip(names, state, strict=True))))) for state in states
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("A | B & C", "00011111"),
        ("!A & B | C", "01110101"),
        ("!(A | !B) & C", "00010000"),
        ("!!A & B", "00000011"),
        ("A ^ B ^ C", "01101001"),
        ("all(A, B, C)", "00000001"),
        ("any(A, B, C)", "01111111"),
        ("maj(A, B, C)", "00010111"),
        ("sumis(A, B, C, 1)", "01101000"),
        ("sumgt(A, B, C, 1)", "00010111"),
        ("sumlt(A, B, C, 1)", "10000000"),
        ("sumis(A, B, C, 7)", "00000000"),
        ("sumgt(!A, B & C, 0)", "11110001"),
        ("true & (A or not B)", "11001111"),
    ],
)
def test_a_rule_has_its_truth_table(rule, expected):
    assert expected == table(rule, ("A", "B", "C"))


@pytest.mark.parametrize(("rule", "expected"), [("maj(A, B)", "0001"), ("maj(A, A, B)", "0011")])
def test_a_majority_is_more_than_half(rule, expected):
    assert expected == table(rule, ("A", "B"))


def test_nodes_stand_in_the_order_of_their_rules_then_inputs_as_they_are_read():
    network = parse_network("B, A & Y\nA, X | !Y\n")

    assert network.names == ("B", "A", "Y", "X")
    assert network.inputs == ("Y", "X")


def test_names_are_composed():
    """An accent may be a character of its own; it is the same name."""
    network = parse_network("prot\u00e9, A\nA, prote\u0301\n")

    assert network.names == ("prot\u00e9", "A")


def test_a_rule_that_is_given_twice_counts_once():
    assert parse_network("A, B & C\nB, B\nC, C\nA, C & B\n").names == ("A", "B", "C")


def test_a_file_with_errors_gives_no_network_but_all_findings():
    with pytest.raises(RuleFileError) as caught:
        parse_network("A, B &\nB, A C\nC, C\n")

    assert [d.code for d in caught.value.diagnostics] == ["BN105", "BN104"]
    assert caught.value.text.startswith("A, B &")


def test_deep_rules_are_built_without_recursion():
    depth = 5_000
    text = "A, " + "!(B & " * depth + "C" + ")" * depth + "\nB, B\nC, C\n"

    expression = rule_of(parse_network(text), "A")

    assert evaluate(expression, {"B": True, "C": True}) is True


# A formula as text, with the function that it is: the obvious oracle.
LEAVES = [
    ("A", lambda a, b, c: a),
    ("B", lambda a, b, c: b),
    ("C", lambda a, b, c: c),
    ("0", lambda a, b, c: False),
    ("1", lambda a, b, c: True),
]


def negate(part):
    text, function = part
    return f"!{text}", lambda *state: not function(*state)


def join(pair):
    (left, sign, right) = pair
    values = {
        "&": lambda *state: left[1](*state) and right[1](*state),
        "|": lambda *state: left[1](*state) or right[1](*state),
        "^": lambda *state: left[1](*state) != right[1](*state),
    }
    return f"({left[0]} {sign} {right[0]})", values[sign]


def majority(parts):
    text = ", ".join(part[0] for part in parts)
    return f"maj({text})", lambda *state: 2 * sum(p[1](*state) for p in parts) > len(parts)


FORMULAS = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        inner.map(negate),
        st.tuples(inner, st.sampled_from("&|^"), inner).map(join),
        st.lists(inner, min_size=1, max_size=4).map(majority),
    ),
    max_leaves=12,
)


@given(FORMULAS)
def test_a_rule_means_what_it_says(formula):
    text, function = formula
    states = product((False, True), repeat=3)

    expected = "".join(str(int(function(*state))) for state in states)

    assert expected == table(text, ("A", "B", "C"))
