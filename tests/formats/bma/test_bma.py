"""Tests of `boolnet.formats.bma`: formulas held to their definition, reading and writing."""

import json
from fractions import Fraction
from itertools import product
from math import ceil, floor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.bma import format as bma
from boolnet.formats.bma import target
from boolnet.formats.files import parse_network, read_bytes, read_network
from boolnet.formats.proof import compare_networks
from boolnet.logic.expression import evaluate, format_expression
from tests.strategies import networks

MODELS = sorted(Path(__file__).parents[3].joinpath("models").glob("*/model.bnet"))


def model(variables, relationships=(), layout=None):
    """BMA JSON; variables are (Id, Name, from, to, formula)."""
    keys = ("Id", "Name", "RangeFrom", "RangeTo", "Formula")
    ends = ("FromVariable", "ToVariable", "Type")
    document = {
        "Model": {
            "Name": "",
            "Variables": [dict(zip(keys, row, strict=True)) for row in variables],
            "Relationships": [
                {"Id": 100 + i, **dict(zip(ends, row, strict=True))}
                for i, row in enumerate(relationships)
            ],
        }
    }
    if layout is not None:
        document["Layout"] = {"Variables": layout}
    return json.dumps(document, indent=1)


def read(text):
    return read_bytes(text.encode(), "m.bma.json")


def rule(formula, **options):
    variables = [(1, "A", 0, 1, formula), (2, "B", 0, 1, "var(2)"), (3, "C", 0, 1, "var(3)")]
    reading = read(model(variables, **options))
    assert reading.network is not None, reading.diagnostics
    return format_expression(reading.network.rule("A"))


def codes(reading):
    return [finding.code for finding in reading.diagnostics]


# -- formulas, by their definition ---------------------------------------------------------


@st.composite
def formulas(draw, keys, depth=3):
    """A formula as text, and the function that it is."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        if draw(st.booleans()):
            number = draw(st.integers(0, 3))
            return f"{number}", lambda _: Fraction(number)
        key = draw(st.sampled_from(keys))
        return f"var({key})", lambda values: values[key]
    kind = draw(st.sampled_from(["min", "max", "avg", "+", "-", "*", "/2", "ceil", "floor", "-x"]))
    one, first = draw(formulas(keys, depth - 1))
    two, second = draw(formulas(keys, depth - 1))
    if kind == "/2":
        return f"({one}) / 2", lambda v: first(v) / 2
    if kind == "-x":
        return f"-({one})", lambda v: -first(v)
    if kind in ("ceil", "floor"):
        return f"{kind}({one})", lambda v: Fraction((ceil if kind == "ceil" else floor)(first(v)))
    if kind in ("min", "max"):
        return f"{kind}({one}, {two})", lambda v: (min if kind == "min" else max)(
            first(v), second(v)
        )
    if kind == "avg":
        return f"avg({one},{two})", lambda v: (first(v) + second(v)) / 2

    def both(v):
        a, b = first(v), second(v)
        return a + b if kind == "+" else a - b if kind == "-" else a * b

    return f"({one}) {kind} ({two})", both


@given(st.data())
def test_a_formula_is_what_its_definition_says(data):
    """Scaled into the range, rounded half away from zero, kept within it, one level at a time."""
    ranges = {}
    for key in (1, 2):
        low = data.draw(st.integers(0, 2))
        ranges[key] = (low, low + data.draw(st.integers(1, 3)))
    text, function = data.draw(formulas((1, 2)))
    variables = [(1, "A", *ranges[1], text), (2, "B", *ranges[2], "var(2)")]
    network = read(model(variables)).network
    low, high = ranges[1]

    def nodes(key, name):
        top = ranges[key][1] - ranges[key][0]
        return [name] if top == 1 else [f"{name}_b{k}" for k in range(1, top + 1)]

    for a, b in product(*(range(start, end + 1) for start, end in ranges.values())):
        start, end = ranges[2]
        scaled = Fraction(b - start) * (high - low) / (end - start) + low
        exact = function({1: Fraction(a), 2: scaled})
        rounded = floor(exact + Fraction(1, 2)) if exact >= 0 else ceil(exact - Fraction(1, 2))
        wanted = min(max(rounded, low), high)
        following = a + (wanted > a) - (wanted < a)
        state = {n: place < a - low for place, n in enumerate(nodes(1, "A"))}
        state |= {n: place < b - start for place, n in enumerate(nodes(2, "B"))}
        for place, name in enumerate(nodes(1, "A")):
            assert (place < following - low) == evaluate(network.rule(name), state), (a, b, name)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("min(var(2), var(3))", "B & C"),
        ("max(var(2), 1 - var(3))", "B | !C"),
        ("MIN(var(2),var( 3 ))", "B & C"),
        ("var(2) * var(3)", "B & C"),
        ("var(2) + var(3)", "B | C"),
        ("avg(var(2), var(3))", "B | C"),
        ("var(2) - var(3)", "B & !C"),
        ("floor(avg(var(2), var(3)))", "B & C"),
        ("1 - min(var(2), 1 - var(3))", "!(B & !C)"),
        ("abs(var(2) - var(3))", "!B & C | B & !C"),
        ("-var(2) + 1", "!B"),
        ("2", "1"),
        ("0.5", "1"),
        (".4", "0"),
        ("var(B)", "B"),
        ("max(min(var(2), 1), 0)", "B"),
        ("sum(var(2), var(3)) - 1", "B & C"),
        ("(((var(2))))", "B"),
    ],
)
def test_formulas_of_two_levels_are_rules(formula, expected):
    found = parse_network(f"A, {rule(formula)}\nB, B\nC, C\n")
    wanted = parse_network(f"A, {expected}\nB, B\nC, C\n")

    assert wanted == found


@pytest.mark.parametrize("formula", ["", "avg(pos) - avg(neg)", "avg(pos)-avg(neg)"])
def test_the_default_is_the_mean_of_the_activators_less_that_of_the_inhibitors(formula):
    relationships = [(2, 1, "Activator"), (3, 1, "Inhibitor")]

    assert "B & !C" == rule(formula, relationships=relationships)
    assert "0" == rule(formula, relationships=[(3, 1, "Inhibitor")])
    assert "0" == rule(formula)


def test_many_regulators_need_no_table():
    names = range(2, 42)
    formula = "var(2)"
    for key in names:
        formula = f"max(min({formula}, var({key})), 1 - var({key}))"
    variables = [(1, "A", 0, 1, formula), *((k, f"x{k}", 0, 1, f"var({k})") for k in names)]

    assert 40 == len(read(model(variables)).network.influence.into("A"))


def test_too_many_combinations_are_refused_with_the_limit():
    names = range(2, 22)
    formula = f"avg({', '.join(f'var({k})' for k in names)})"
    variables = [(1, "A", 0, 1, formula), *((k, f"x{k}", 0, 1, f"var({k})") for k in names)]
    reading = read(model(variables))

    assert ["BN122"] == codes(reading)
    assert f"{target.MOST_ROWS:,}" in reading.diagnostics[0].message


def test_deep_formulas_are_read():
    assert "B" == rule("1 - (" * 2000 + "var(2)" + ")" * 2000).lstrip("!")


@pytest.mark.parametrize(
    ("code", "formula", "words"),
    [
        ("BN101", "(var(2)", "never closed"),
        ("BN101", "min(var(2)", "never closed"),
        ("BN102", "var(2))", "closes nothing"),
        ("BN104", "var(2) var(3)", "no operator"),
        ("BN105", "var(2) +", "ends where"),
        ("BN105", "* var(2)", "nothing on its left"),
        ("BN105", "min()", "expected"),
        ("BN105", "min(,var(2))", "nothing on its left"),
        ("BN108", "var(2) & var(3)", 'unexpected "&"'),
        ("BN108", "var(2), var(3)", 'unexpected ","'),
        ("BN101", "var(2", "never closed"),
        ("BN122", "sin(var(2))", '"sin"'),
        ("BN122", "pos - neg", "avg(pos)"),
        ("BN122", "1 / (var(2) - var(2))", "divides by zero"),
        ("BN122", "9" * 20, "too long"),
        ("BN704", "var(99)", '"99"'),
    ],
)
def test_mistakes_in_formulas_are_named_at_their_place(code, formula, words):
    variables = [(1, "A", 0, 1, formula), (2, "B", 0, 1, "var(2)"), (3, "C", 0, 1, "var(3)")]
    text = model(variables)
    reading = read(text)

    assert [code] == codes(reading)
    assert words in reading.diagnostics[0].message
    start, end = reading.diagnostics[0].span
    assert text.index(formula) <= start <= end <= text.index(formula) + len(formula)


# -- models --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("BN005", "[]", '"Model"'),
        ("BN005", '{"Model": {}}', '"Variables"'),
        ("BN006", model([]), "no variables"),
        ("BN011", '{"Model": ', "line 1"),
        ("BN702", model([(1, "A", 0, 99, "")]), "the limit is 65"),
        ("BN702", model([(1, "A", -1, 1, "")]), "whole number"),
        ("BN702", model([(1, "A", 2, 1, "")]), "below its start"),
        ("BN704", model([(1, "A", 0, 1, ""), (1, "B", 0, 1, "")]), "two variables"),
        ("BN704", model([("x", "A", 0, 1, "")]), "must be a number"),
        ("BN704", model([(1, "A", 0, 1, "")], [(2, 1, "Activator")]), '"2"'),
        ("BN704", model([(1, "A", 0, 1, "")], [(1, 1, "Friend")]), '"friend"'),
    ],
)
def test_mistakes_are_named(code, text, words):
    reading = read(text)

    assert [code] == codes(reading)
    assert words in reading.diagnostics[0].message
    assert reading.network is None


def test_names_relationships_and_descriptions_are_kept():
    variables = [(1, "A b", 0, 1, "var(2)"), (2, "same", 0, 1, ""), (3, "same", 1, 1, "")]
    layout = [{"Id": 1, "Description": "a\n kinase"}]
    reading = read(model(variables, [(2, 1, "Activator"), (3, 1, "Inhibitor")], layout))

    assert ("A b", "same_v2", "same_v3") == reading.network.names
    assert "a kinase" == reading.network.nodes[0].about.note
    assert ["->", "-|"] == [claim.arrow for claim in reading.declared]
    assert "1" == format_expression(reading.network.rule("same_v3"))
    assert ["BN207"] == codes(reading)


def test_a_model_is_known_by_its_contents():
    text = model([(1, "A", 0, 1, "var(1)")])

    assert "bma" == read_bytes(text.encode(), "m.json").format
    assert ("A",) == read_bytes(text.encode(), "<stdin>").network.names


# -- writing -------------------------------------------------------------------------------


@settings(max_examples=40)
@given(networks(most=5))
def test_a_network_comes_back(network):
    written = bma.write(network, {})
    reading = read_bytes(written.data, "m.bma.json")

    assert reading.network is not None, reading.diagnostics
    assert not compare_networks(network, reading.network, written.names).refuted
    assert network == reading.network
    assert network.inputs == reading.network.inputs


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_what_is_known_comes_back(path):
    network = read_network(path)
    reading = read_bytes(bma.write(network, {}).data, "m.bma.json")

    assert [] == list(reading.diagnostics)
    assert network == reading.network
    assert network.ladders == reading.network.ladders
    assert [(n.about, n.evidence) for n in network.nodes] == [
        (n.about, n.evidence) for n in reading.network.nodes
    ]


def test_the_file_has_minima_maxima_and_differences():
    network = parse_network("A, B & !C | A\nB, B\nC, 1\n")
    written = bma.write(network, {"A": True})
    document = json.loads(written.data)

    assert ["max(min(var(1), (1 - var(2))), var(0))", "var(1)", "1"] == [
        variable["Formula"] for variable in document["Model"]["Variables"]
    ]
    assert ("the start values of 1 nodes",) == written.lost


@given(st.data())
def test_whatever_is_changed_in_a_file_there_is_a_network_or_an_error(data):
    text = model(
        [(1, "A", 0, 2, "avg(pos) - var(2) / 2"), (2, "B", 0, 1, "min(var(1), 1 - var(2))")],
        [(2, 1, "Activator"), (1, 2, "Inhibitor")],
        [{"Id": 1, "Description": "#@ A: name: x"}],
    )
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = (
            text[:start] + data.draw(st.text('AB0129(),+-*/"{}[]:mnvar', max_size=4)) + text[end:]
        )

    reading = read(text)

    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert bool(errors) == (reading.network is None)
    for finding in reading.diagnostics:
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(text)


TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 5), st.just("var(1)"), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["Model", "Variables", "Relationships", "Id", "Name", "RangeFrom", "RangeTo",
                 "Formula", "FromVariable", "ToVariable", "Type", "Layout", "Description"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=15,
)  # fmt: skip


@given(TREES, st.lists(TREES, max_size=2), st.lists(TREES, max_size=2))
def test_any_tree_of_json_is_read_or_refused(tree, variables, relationships):
    inner = {"Variables": variables, "Relationships": relationships}
    for document in (tree, {"Model": inner, "Layout": tree}):
        reading = read(json.dumps(document))

        errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
        assert bool(errors) == (reading.network is None)
