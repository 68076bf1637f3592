"""Tests of `boolnet.formats.truth_table` and `boolnet.logic.minimize`."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.files import parse_network, read_bytes
from boolnet.formats.proof import compare_networks
from boolnet.formats.truth_table import format_table, parse_table, tabulate_node, write
from boolnet.logic import minimize
from boolnet.logic.bits import tabulate
from boolnet.logic.expression import (
    conjunction,
    disjunction,
    format_expression,
    symbol,
    symbols_of,
)
from boolnet.logic.minimize import shorten_table
from boolnet.logic.table import find_difference
from boolnet.network.network import Network
from tests.strategies import LETTERS, expressions, networks

NAMES = [f"x{i}" for i in range(24)]


def read_text(text, name="x.tt.csv"):
    return read_bytes(text.encode(), name)


# -- the short rule ------------------------------------------------------------------------


@given(st.integers(0, 5).flatmap(lambda k: st.tuples(st.just(k), st.integers(0, 2**2**k - 1))))
def test_a_short_rule_has_its_table(drawn):
    width, table = drawn

    rule = shorten_table(table, NAMES[:width])

    assert tabulate(rule, NAMES[:width]) == table


@given(expressions())
def test_a_short_rule_mentions_what_has_an_effect_and_nothing_else(rule):
    short = shorten_table(tabulate(rule, LETTERS), LETTERS)

    effects = Network.of({"X": rule, **{n: symbol(n) for n in LETTERS}}).influence.into("X")
    assert {*symbols_of(short)} == {e.regulator for e in effects if e.essential}


@pytest.mark.parametrize(
    ("rule", "short"),
    [
        ("MEK & RAF | MEK & !DUSP6", "MEK & (RAF | !DUSP6)"),
        ("(a | b) & !i & !j", "(a | b) & !i & !j"),
        ("(a | b) & (c | d) & !e", "(a | b) & (c | d) & !e"),
        ("a & b | a & c | b & c", "a & (b | c) | b & c"),
        ("a & !b | !a & b", "b & !a | a & !b"),
        ("a ^ b ^ c ^ d", "a ^ b ^ c ^ d"),
        ("!(a ^ b ^ c)", "!(a ^ b ^ c)"),
        ("a | !a", "1"),
        ("!(a | b)", "!a & !b"),
    ],
)
def test_rules_are_as_short_as_people_write_them(rule, short):
    rule = parse_network(f"X, {rule}\n").rule("X")
    names = sorted(symbols_of(rule))

    assert format_expression(shorten_table(tabulate(rule, names), names)) == short


@pytest.mark.parametrize("width", [12, 16])
def test_a_wide_table_without_any_order_becomes_a_rule(width):
    table = int.from_bytes(bytes(pow(3, i, 257) % 256 for i in range(2**width // 8)))

    rule = shorten_table(table, NAMES[:width])

    assert tabulate(rule, NAMES[:width]) == table


def test_the_examples_of_the_module_are_true():
    assert doctest.testmod(minimize).failed == 0


# -- there and back ------------------------------------------------------------------------


@given(networks(most=5), st.booleans(), st.sampled_from(",;\t"), st.sampled_from("*-"))
def test_a_table_is_read_as_it_was_written(network, compact, delimiter, free):
    for node in network.nodes:
        text = format_table(network, node.name, delimiter=delimiter, compact=compact, free=free)

        target, rule = parse_table(text)

        assert target == node.name
        assert find_difference(rule, node.function.expression) is None


@given(networks(most=5))
def test_a_network_is_read_as_it_was_written(network):
    again = read_text(write(network, {}).data.decode())

    assert again.network is not None, again.diagnostics
    assert again.network.names == network.names
    assert again.network == network


@given(networks(most=5))
def test_rows_cover_every_state_once(network):
    for node in network.nodes:
        rows = tabulate_node(network, node.name, compact=True).rows

        assert sum(2 ** values.count(None) for values, _ in rows) == 2 ** len(
            node.function.regulators
        )


def test_a_wide_rule_has_few_rows_and_is_read_back():
    rule = disjunction(map(symbol, (f"x{i}" for i in range(40))))
    network = Network.of({"A": rule, **{n: symbol(n) for n in symbols_of(rule)}})

    text = format_table(network, "A")

    assert len(text.splitlines()) == 42
    assert find_difference(parse_table(text)[1], rule) is None


def test_a_wide_rule_without_few_rows_is_refused():
    half = [symbol(f"x{i}") for i in range(40)]
    rule = disjunction(conjunction(half[i : i + 2]) for i in range(0, 40, 2))
    network = Network.of({"A": rule, **{n: symbol(n) for n in symbols_of(rule)}})

    with pytest.raises(FormatError, match="more than 100,000 rows"):
        format_table(network, "A")


def test_a_printed_table_is_read():
    printed = "MEK RAF DUSP6 | ERK\n 0   *   *    |  0\n 1   1   *    |  1\n"
    printed += " 1   0   0    |  1\n 1   0   1    |  0\n"

    target, rule = parse_table(printed)

    assert (target, format_expression(rule)) == ("ERK", "MEK & (RAF | !DUSP6)")


@pytest.mark.parametrize("name", ["=cmd", "IL 2", "a,b", 'a"b', "-A", "+", "'=x", "α"])
def test_every_name_survives(name):
    network = Network.of({name: symbol(name), "B": symbol(name)})

    text = format_table(network, "B")

    assert not text.startswith(("=", "+", "-"))
    assert symbols_of(parse_table(text)[1]) == (name,)


# -- what people write ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "B,C,A\n0,0,0\n0,1,1\n1,-,1\n",
        "B;C;A\r\n0;0;0\r\n0;1;1\r\n1;;1\r\n",
        "\ufeffB\tC\tA\n0\t0\t0\n0\t1\t1\n1\t*\t1\n",
        'sep=;\n"B";"C";"A"\n0;0;0\n0;1;1\n1;x;1\n',
        "# measured\nB, C, A\nFALSE, FALSE, FALSE\nFALSE, TRUE, TRUE\nTRUE, -, TRUE\n",
        "B,C,A\n1,-,1\n-,1,1\n0,0,0\n1,1,1\n",
    ],
)
def test_a_table_is_read_however_a_spreadsheet_writes_it(text):
    reading = read_text(text, "x.csv")

    assert reading.format == "truthtable"
    assert [d for d in reading.diagnostics if d.severity is Severity.ERROR] == []
    assert format_expression(reading.network.rule("A")) == "B | C"
    assert reading.network.inputs == ("B", "C")


def test_tables_below_each_other_make_a_network():
    reading = read_text("B,A\n0,1\n1,0\n\nA,B\n0,0\n1,1\n\nA\n1\n".replace("\n\nA\n1\n", "\n"))

    assert compare_networks(reading.network, parse_network("A, !B\nB, A\n")).same == 2
    assert reading.places().targets.keys() == {"A", "B"}


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("B,C,A\n0,0,0\n0,1,0\n1,1,1\n", "the table of A has no row for B=1, C=0", 1),
        ("B,A\n", "the table of A has no row for B=0", 1),
        ("B,A\n0,1\n1,0\n0,0\n", "two rows of the table of A disagree for B=0", 4),
        ("B,A\n0,1\n-,0\n", "two rows of the table of A disagree for B=0", 3),
        ("B,A\n0,2\n1,1\n", '"2" is no value in the table of A', 2),
        ("B,A\n0,-\n1,1\n", '"-" is no value in the table of A', 2),
        ("B,A\nyes,1\n1,1\n", '"yes" is no value in the table of A', 2),
        ("B,A\n0,1,1\n1,1\n", "this row of the table of A has 3 cells, not 2", 2),
        ("0,0\n1,1\n", "the first row of a table has the names", 1),
        ("B,B,A\n0,0,0\n", 'two columns are called "B"', 1),
        ("B,,A\n0,0,0\n", "column 2 has no name", 1),
        ('B,"A\n0,0\n1,1\n', "this quotation mark is never closed", 1),
    ],
)
def test_what_is_wrong_has_its_place(text, message, line):
    reading = read_text(text)

    finding = reading.diagnostics[0]
    assert reading.network is None
    assert finding.message.startswith(message)
    assert reading.source.line(finding.span.start) == line


def test_two_tables_for_a_node_are_refused():
    reading = read_text("B,A\n0,1\n1,0\n\nB,A\n0,1\n1,0\n")

    assert [d.code for d in reading.diagnostics] == ["BN203"]


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_has_no_tables(text):
    assert [d.code for d in read_text(text).diagnostics] == ["BN006"]


def test_more_than_one_table_is_no_table():
    with pytest.raises(RuleFileError, match="more than one table"):
        parse_table("B,A\n0,1\n1,0\n\nA,B\n0,0\n1,1\n")


ALPHABET = "AB01-*,;\t \n\r\"'#|=2"


@given(st.text(ALPHABET, max_size=80) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
def test_no_text_leads_to_an_exception(text):
    reading = read_text(text)

    assert (reading.network is None) == any(
        d.severity is Severity.ERROR for d in reading.diagnostics
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["full", "free", "wide", "line", "quotes", "columns"])
def test_a_huge_table_is_read_to_its_end(kind):
    names = ",".join(NAMES[:20])
    texts = {
        "full": f"{names},A\n" + "".join(
            ",".join(f"{i:020b}") + ",1\n" for i in range(0, 2**20, 2)),
        "free": f"{names},A\n" + "".join(
            ",".join(f"{i:018b}") + ",-,-,1\n" for i in range(2**18)),
        "wide": ",".join(f"x{i}" for i in range(150)) + ",A\n" + "".join(
            ",".join(f"{i:0150b}") + ",1\n" for i in range(20_000)),
        "line": "A," * 500_000,
        "quotes": 'A,B\n' + '"0,1\n' * 200_001,
        "columns": "B,A\n" + "0,1,1\n" * 300_000,
    }  # fmt: skip

    reading = read_text(texts[kind])

    assert reading.network is not None or reading.diagnostics
