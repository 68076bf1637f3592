"""Tests of the text formats of other programs: booleannet, AEON, MaBoSS and Pint."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.detect import guess_format
from boolnet.formats.files import read_bytes
from boolnet.formats.maboss.config import parse_config
from boolnet.formats.maboss.reader import read_model
from boolnet.formats.maboss.writer import format_config
from boolnet.formats.registry import find_format
from boolnet.formats.review import review
from boolnet.language.dialect import AEON
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix
from boolnet.language.source import SourceText
from boolnet.logic.expression import evaluate
from boolnet.logic.table import find_difference
from boolnet.network.rule import build_expression
from tests.strategies import networks

FORMS = ("booleannet", "aeon", "maboss", "an")
VALID = {
    "booleannet": b"#@ A: kind: gene\nA = True\n1: A* = B and not (C or A)\n2: B* = A\nC* = C\n",
    "aeon": b"#!x:y\nA -> B\nB -|? A\n$A: !B | A => B\n$B: A ^ f(A)\nA -? A\n",
    "maboss": b"/* x */ Node A { logic = !B; rate_up = @logic ? $u : 0; rate_down=A+B; }\n"
    b"Node B { logic = A }\n",
    "an": b'(* x *)\n"A" [0, 1]\n"A" 0 -> 1 when "A"=0 and "A"=1\ninitial_state "A"=1\n',
}


def read(text, form):
    return read_bytes(text.encode(), f"x.{form}", form=form)


def rule(reading, name):
    """The truth table of a rule over the sorted nodes."""
    names = sorted(reading.network.names)
    expression = reading.network.rule(name)
    states = product((False, True), repeat=len(names))
    values = [evaluate(expression, dict(zip(names, state, strict=True))) for state in states]
    return "".join(str(int(value)) for value in values)


@pytest.mark.parametrize("form", FORMS)
@given(network=networks(most=5), data=st.data())
def test_what_is_written_is_read_again_as_the_same_network(form, network, data):
    names = data.draw(st.lists(st.sampled_from(network.names), unique=True))
    start = {name: data.draw(st.booleans()) for name in names}

    written = find_format(form).load().write(network, start)
    again = read_bytes(written.data, f"x.{form}", form=form)

    assert again.network == network, again.diagnostics
    if form != "an":  # there a node that never moves is an input, however its rule was spelled
        assert set(again.network.inputs) == set(network.inputs)
    assert not written.names
    if form in ("booleannet", "an"):
        assert again.start == start


@given(network=networks(most=4))
def test_aeon_reads_what_is_written_for_it(network):
    aeon = pytest.importorskip("biodivine_aeon")
    written = find_format("aeon").load().write(network, {}).data.decode()
    text = find_format("booleannet").load().write(network, {}).data.decode()

    for model in (
        aeon.BooleanNetwork.from_aeon(written),
        aeon.BooleanNetwork.from_booleannet(text),
    ):
        assert sorted(model.variable_names()) == sorted(network.names)
        for node in network.nodes:
            function = model.get_update_function(node.name)
            formula = parse_infix(str(function or node.name), 0, AEON, Findings(), node.name)
            assert find_difference(build_expression(formula), node.function.expression) is None


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_no_bytes_break_a_reader(form, data):
    valid = bytearray(VALID[form])
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(valid) - 1))
        valid[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        if not valid:
            break

    reading = review(read_bytes(bytes(valid), "x", form=form))

    refused = any(d.severity is Severity.ERROR for d in reading.diagnostics)
    assert refused == (reading.network is None)
    for finding in reading.diagnostics:
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(reading.source.text)


HOSTILE = {
    "booleannet": ["A* = " + "(" * 100_000, "A" + " " * 1_000_000 + "B", "A" + "=" * 1_000_000],
    "aeon": ["A" + "->A" * 100_000 + " B C", "$A: " + "f(" * 100_000, "$" * 1_000_000],
    "maboss": [
        "Node A {" * 50_000,
        "a" * 1_000_000,
        "A," * 100_000,
        "Node A { " + "a = b " * 50_000,
    ],
    "an": ['"' * 1_000_000, '"A"' + " " * 1_000_000 + "x", '"A"[' * 100_000],
}


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_are_refused_and_end(form):
    for text in HOSTILE[form]:
        assert read(text, form).network is None


@pytest.mark.parametrize("form", FORMS)
def test_the_contents_tell_the_format_where_the_name_does_not(form):
    assert guess_format(VALID[form], "supplement.txt").name == form
    assert guess_format(VALID[form], "<stdin>").name == form


def test_a_cfg_gives_start_values_and_parameters():
    text = "$u_A = 0; A.istate = 1; [B].istate = 1 [0], 0 [1]; [C].istate = 0.5 [0], 0.5 [1];"
    text += "B.is_internal = TRUE; max_time = 5;"
    config = parse_config(text)

    assert (config.start, config.parameters) == ({"A": True, "B": False}, {"$u_A": 0})
    assert (config.hidden, config.settings) == (frozenset("B"), {"max_time": "5"})


def test_a_parameter_that_is_zero_forbids_a_transition():
    bnd = "Node A { logic = B; rate_up = @logic ? $u : 0; rate_down = @logic ? 0 : $d; }"
    source = SourceText.of(bnd + "\nNode B { logic = B; }")

    assert rule(read_model(source), "A") == "0101"
    assert rule(read_model(source, "$u = 0; $d = 1;"), "A") == "0001"


@given(network=networks(most=3))
def test_the_cfg_that_is_written_starts_as_it_was_told(network):
    start = {network.names[0]: True}

    assert parse_config(format_config(network, start)).start == start


def test_rules_and_polynomials_are_read_too():
    reading = read_bytes(b"A = (B) OR NOT (C)\nB = A\nC = C\n", "x.rules")
    polynomial = read("A := B*A + 1\nB := A + B\n", "booleannet")

    assert rule(reading, "A") == "10111011"
    assert (rule(polynomial, "A"), rule(polynomial, "B")) == ("1110", "0110")


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("A -> B\n$A: A\nA -> A\n", "one function fits: write $B: A"),
        ("A -> B\nC -| B\n", "2 functions fit: write $B: A & !C   or   $B: A | !C"),
        ("A -? B\n$B: f(A)\n", "2 functions fit: write $B: !A   or   $B: A"),
    ],
)
def test_an_open_function_is_refused_with_those_that_fit(text, choices):
    reading = read(text, "aeon")

    assert reading.network is None
    assert [(d.code, d.help) for d in reading.diagnostics] == [("BN309", choices)]
