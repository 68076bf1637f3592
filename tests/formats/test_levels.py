"""Tests of `boolnet.formats.levels`: the coding of levels, held to the model with levels."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Span
from boolnet.formats.levels import MAX_LEVEL, Component, Levels, check_range, level_finding
from boolnet.logic.expression import evaluate, format_expression, symbol

HERE = Span(0, 1)
RELATIONS = {
    "=": lambda a, b: a == b, "≠": lambda a, b: a != b, "≥": lambda a, b: a >= b,
    "≤": lambda a, b: a <= b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
}  # fmt: skip


def levels(**highest):
    return Levels(Component(name, top, HERE) for name, top in highest.items())


def decode(coding, name, state):
    """The level that the nodes of *name* stand for: the ones in front of the first 0."""
    level = 0
    for node in coding.nodes[name]:
        if not state[node]:
            break
        level += 1
    return level


def states(coding):
    nodes = [node for group in coding.nodes.values() for node in group]
    for values in product((False, True), repeat=len(nodes)):
        yield dict(zip(nodes, values, strict=True))


@st.composite
def models(draw):
    """Components, and for each combination of levels the target of every component."""
    tops = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    names = "XYZ"[: len(tops)]
    coding = levels(**dict(zip(names, tops, strict=True)))
    rows = list(product(*(range(top + 1) for top in tops)))
    targets = {
        name: draw(st.lists(st.integers(0, top), min_size=len(rows), max_size=len(rows)))
        for name, top in zip(names, tops, strict=True)
    }
    return coding, {name: dict(zip(rows, row, strict=True)) for name, row in targets.items()}


def build(coding, targets):
    variables = [
        (name, tuple(range(1, component.highest + 1)))
        for name, component in coding.components.items()
    ]
    rules = {}
    for name, table in targets.items():
        rules |= coding.rules(
            name,
            lambda level, table=table: coding.choose(
                variables, [target >= level for target in table.values()]
            ),
        )
    return rules


@given(models())
def test_the_next_values_of_every_state_code_the_level_that_follows(model):
    coding, targets = model
    rules = build(coding, targets)

    for state in states(coding):
        now = {name: decode(coding, name, state) for name in targets}
        for name, table in targets.items():
            target = table[tuple(now.values())]
            following = now[name] + (target > now[name]) - (target < now[name])
            for node, value in coding.values(name, following).items():
                assert value == evaluate(rules[node], state), (state, node)


@given(models())
def test_asynchronous_steps_are_those_of_the_model_with_levels(model):
    coding, targets = model
    rules = build(coding, targets)

    for now in product(*(range(c.highest + 1) for c in coding.components.values())):
        state = {}
        for name, level in zip(targets, now, strict=True):
            state |= coding.values(name, level)
        expected = set()
        for place, (name, table) in enumerate(targets.items()):
            target = table[now]
            if target != now[place]:
                level = now[place] + (1 if target > now[place] else -1)
                after = {**state, **coding.values(name, level)}
                expected.add(tuple(after.items()))
        found = set()
        for node, rule in rules.items():
            value = evaluate(rule, state)
            if value != state[node]:
                found.add(tuple({**state, node: value}.items()))
        assert expected == found


@given(st.integers(1, 4), st.sampled_from(sorted(RELATIONS)), st.integers(-3, 12))
def test_a_comparison_with_a_number_is_what_it_says(top, relation, halves):
    coding = levels(X=top, Y=1)
    number = Fraction(halves, 2)
    test = coding.compare("X", relation, number)

    for state in states(coding):
        assert RELATIONS[relation](decode(coding, "X", state), number) == evaluate(test, state)


@pytest.mark.parametrize("relation", sorted(RELATIONS))
@pytest.mark.parametrize(("one", "two"), [(1, 1), (2, 1), (3, 2)])
def test_two_components_are_compared_by_level(relation, one, two):
    coding = levels(X=one, Y=two)
    test = coding.compare_two("X", relation, "Y")

    for state in states(coding):
        now = decode(coding, "X", state), decode(coding, "Y", state)
        assert RELATIONS[relation](*now) == evaluate(test, state)


@given(st.data())
def test_a_table_becomes_the_function_that_it_says(data):
    tops = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    coding = levels(**dict(zip("XYZ", tops, strict=False)))
    variables = []
    for name, top in zip("XYZ", tops, strict=False):
        cuts = data.draw(st.sets(st.integers(1, top)))
        variables.append((name, sorted(cuts)))
    rows = list(product(*(range(len(cuts) + 1) for _, cuts in variables)))
    values = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    rule = coding.choose(variables, values)
    table = dict(zip(rows, values, strict=True))

    for state in states(coding):
        row = tuple(
            sum(decode(coding, name, state) >= cut for cut in cuts) for name, cuts in variables
        )
        assert table[row] == evaluate(rule, state)


def test_a_table_is_written_as_short_as_people_would():
    coding = levels(A=1, B=1)

    def written(*values):
        rule = coding.choose([("A", (1,)), ("B", (1,))], [bool(v) for v in values])
        return format_expression(rule)

    assert "A & B" == written(0, 0, 0, 1)
    assert "A | B" == written(0, 1, 1, 1)
    assert "!B" == written(1, 0, 1, 0)
    assert "!A & B" == written(0, 1, 0, 0)


def test_names_of_levels_give_way_to_names_in_the_file():
    coding = levels(X=2, X_b1=1)

    assert {"X": ("X_b1_", "X_b2"), "X_b1": ("X_b1",)} == coding.nodes


def test_a_component_with_two_levels_keeps_its_name_and_its_rule():
    coding = levels(A=1, B=1)

    assert {"A": symbol("B").obj} == {
        node: rule.obj
        for node, rule in coding.rules("A", lambda k: coding.at_least("B", k)).items()
    }
    assert () == coding.ladders
    assert [] == list(coding.findings())


def test_a_component_with_one_level_is_always_off():
    coding = levels(A=0)

    assert "0" == format_expression(coding.rules("A", lambda _: symbol("A"))["A"])


def test_the_finding_shows_each_level():
    finding = next(levels(X=2).findings())

    assert "BN701" == finding.code
    assert "X has 3 levels; it became the nodes X_b1 and X_b2" == finding.message
    assert "of X, level 0 is X_b1=0 X_b2=0; level 1 is X_b1=1 X_b2=0" in finding.notes[0]
    assert (
        "level k is where the first k of the 9 nodes are 1" in next(levels(X=9).findings()).notes[0]
    )


@pytest.mark.parametrize(
    ("relation", "number", "wrong"),
    [
        ("≥", 2, True),
        ("=", 0, False),
        (">", 1, True),
        ("<", 0, True),
        ("≤", 1, False),
        ("=", -1, True),
    ],
)
def test_a_level_that_is_never_reached_is_a_finding(relation, number, wrong):
    found = level_finding("A", Component("B", 1, HERE), relation, Fraction(number), HERE)

    assert wrong == (found is not None)


def test_too_many_levels_are_refused_with_the_limit():
    assert check_range(Component("A", MAX_LEVEL, HERE), HERE) is None
    finding = check_range(Component("A", 10**9, HERE), HERE)
    assert "A has 1,000,000,001 levels; the limit is 65" == finding.message
