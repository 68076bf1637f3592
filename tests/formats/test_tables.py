"""Tests of `boolnet.formats.tables`: SIF, CSV, OmniPath, SIGNOR."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.files import read_bytes
from boolnet.formats.tables.damage import find_damage
from boolnet.formats.tables.default_rules import DEFAULT_RULES, build_rule
from boolnet.formats.tables.write import write_sif, write_table
from boolnet.logic.expression import evaluate, format_expression, symbol
from boolnet.network.network import Network
from tests.strategies import networks


def read(text, name="x.sif", **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_bytes(data, name, options=options)


def rules(reading):
    assert reading.network is not None, reading.diagnostics
    return {n.name: format_expression(n.function.expression) for n in reading.network.nodes}


def codes(reading):
    return [finding.code for finding in reading.diagnostics]


# -- the default rules ---------------------------------------------------------------------


@given(
    st.sampled_from(list(DEFAULT_RULES)),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 127),
)
def test_a_default_rule_says_what_its_description_says(kind, plus, minus, state):
    if plus + minus == 0:
        return
    names = ["X", *(f"a{i}" for i in range(plus)), *(f"i{i}" for i in range(minus))]
    values = {name: bool(state >> i & 1) for i, name in enumerate(names)}
    on = [values[f"a{i}"] for i in range(plus)]
    off = [values[f"i{i}"] for i in range(minus)]

    rule = build_rule(
        kind, "X", [symbol(n) for n in names[1:] if n[0] == "a"],
        [symbol(n) for n in names[1:] if n[0] == "i"],
    )  # fmt: skip

    expected = {
        "inhibitor-dominant": (any(on) or not on) and not any(off),
        "all-activators": all(on) and not any(off),
        "majority": sum(on) > sum(off) or (sum(on) == sum(off) and values["X"]),
        "threshold": sum(on) > sum(off) if on else not any(off),
    }[kind]
    assert evaluate(rule, values) == expected


def test_the_default_is_any_activator_and_no_inhibitor():
    reading = read("EGF -> EGFR\nIGF -> EGFR\nDrug -| EGFR\nPTEN -| AKT\n")

    assert rules(reading) == {
        "EGF": "EGF", "EGFR": "(EGF | IGF) & !Drug", "IGF": "IGF", "Drug": "Drug",
        "PTEN": "PTEN", "AKT": "!PTEN",
    }  # fmt: skip
    assert codes(reading) == ["BN708"]
    assert reading.network.nodes[1].about.kind == "generated"
    assert reading.network.nodes[1].about.more == (("rule", "inhibitor-dominant"),)
    assert [(d.regulator, d.arrow) for d in reading.declared][:3] == [
        ("EGF", "->"), ("IGF", "->"), ("Drug", "-|"),
    ]  # fmt: skip


# -- SIF -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A activates B C\n", {"A": "A", "B": "A", "C": "A"}),
        ("A\t1\tB\nC\t-1\tB\n", {"A": "A", "B": "A & !C", "C": "C"}),
        ("IL 2\t->\tNF kB\n", {"IL 2": "IL 2", "NF kB": "IL 2"}),
        ("A\n\nB -| A\r\n", {"A": "!B", "B": "B"}),
        ("# note\nA STIMULATES B\n", {"A": "A", "B": "A"}),
        ("A 1 and1\nB -1 and1\nand1 1 C\nD 1 C\n",
         {"A": "A", "B": "B", "C": "D | A & !B", "D": "D"}),
        ("A 1 and1\nB 1 and1\nand1 -1 C\n", {"A": "A", "B": "B", "C": "!(A & B)"}),
        ("A 1 AND1\n", {"A": "A", "AND1": "A"}),
        ("A -> A\n", {"A": "A"}),
    ],
)  # fmt: skip
def test_sif_is_read(text, expected):
    assert rules(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "code", "severity", "line"),
    [
        ("A phosphorylates B\n", "BN707", "error", 1),
        ("A\tB\n", "BN106", "error", 1),
        ("A -> B\nA -| B\n", "BN707", "warning", 2),
        ("A ? B\n", "BN707", "warning", 1),
        ("A -> B\n1-Mar -> B\n", "BN711", "error", 2),
        ("A -> B\n=x -> B\n", "BN710", "error", 2),
        ("Akt -> B\nAKT -> C\n", "BN204", "warning", 2),
        ("TGFβ -> B\nTGFß -> C\n", "BN206", "error", 2),
        ("", "BN006", "error", None),
        ('A "-> B\n', "BN707", "error", 1),
    ],
)
def test_what_is_wrong_with_sif_has_its_place(text, code, severity, line):
    reading = read(text)

    finding = next(d for d in reading.diagnostics if d.code == code)
    assert finding.severity.value == severity
    assert (reading.network is None) == (severity == "error")
    if line is not None:
        assert reading.source.line(finding.span.start) == line


def test_an_interaction_without_one_sign_is_left_out_of_the_rule():
    reading = read("A -> C\nB -> C\nB -| C\n")

    assert rules(reading)["C"] == "A"
    assert "B both activates and inhibits C: the interaction is left out" in str(
        reading.diagnostics
    )


def test_a_word_can_be_given_a_sign():
    text = "A phosphorylates B\nC binds B\nD -| B\n"

    reading = read(text, relations={"phosphorylates": "+", "binds": "?"})

    assert rules(reading)["B"] == "A & !D"


@pytest.mark.parametrize("kind", DEFAULT_RULES)
def test_the_default_rule_can_be_chosen(kind):
    reading = read("A -> C\nB -> C\n", default_rule=kind)

    assert DEFAULT_RULES[kind] in reading.diagnostics[-1].message
    assert reading.network.nodes[1].about.more == (("rule", kind),)


# -- tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "source,sign,target\nA,1,C\nB,-1,C\n",
        "\ufeffSource;Effect;Target\r\nA;activates;C\r\nB;inhibits;C\r\n",
        "from\tto\trelation\nA\tC\t->\nB\tC\t-|\n",
        'sep=;\nsource;sign;target\n"A";"+";"C"\nB;-;C\n',
        "TF,target,mor\nA,C,1\nB,C,-1\n",
        "source，sign，target\nA，1，C\nB，-1，C\n",
        "source,sign,target\n'A,'+,C\nB,'-1,C\n".replace("'A", "A"),
        "source,sign,target\nA,1,C\nB,-1,C\n".encode("utf-16"),
        "source_genesymbol,target_genesymbol,is_directed,is_stimulation,is_inhibition\n"
        "A,C,1,1,0\nB,C,True,False,True\n",
        "source,source_genesymbol,target,target_genesymbol,is_stimulation,is_inhibition,"
        "consensus_direction,consensus_stimulation,consensus_inhibition\n"
        "P1,A,P3,C,1,1,1,1,0\nP2,B,P3,C,1,1,1,0,1\n",
        "ENTITYA\tTYPEA\tENTITYB\tTYPEB\tEFFECT\n"
        "A\tprotein\tC\tprotein\tup-regulates activity\n"
        'B\tprotein\tC\tprotein\t"down-regulates quantity by repression"\n',
    ],
)
def test_every_kind_of_table_gives_the_same_rules(text):
    reading = read(text, "x.csv")

    assert reading.format == "interactions"
    assert rules(reading) == {"A": "A", "C": "A & !B", "B": "B"}


def test_a_table_without_a_header_is_read_and_said_so():
    reading = read("A,1,B\n", "x.csv")

    assert rules(reading) == {"A": "A", "B": "A"}
    assert reading.diagnostics[-1].message.startswith("no row names the columns")
    assert all(d.severity is Severity.INFO for d in reading.diagnostics)


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("ENTITYA\tENTITYB\tPMID", "EFFECT"),
        ("ENTITYA\tEFFECT", "ENTITYB"),
        ("source,target", "sign"),
        ("source,sign", "target"),
        ("source_genesymbol,target_genesymbol,is_stimulation", "is_inhibition"),
        ("gene,value", "source"),
    ],
)
def test_a_missing_column_is_named(header, missing):
    reading = read(f"{header}\na\tb\n", "x.interactions.csv")

    assert codes(reading) == ["BN709"]
    assert reading.diagnostics[0].message == f"the table has no column {missing}"


def test_evidence_comes_along():
    text = (
        "source,sign,target,pmid,cell\n"
        "A,1,C,9529147;12345,HeLa\nA,1,C,doi:10.1016/x.1,\nB,-1,C,Smith 2001,\n"
    )
    node = read(text, "x.csv").network.nodes[1]

    assert [(e.arrow, e.references, e.sources, e.cell) for e in node.evidence] == [
        ("->", ("PMID:9529147", "PMID:12345"), (), "HeLa"),
        ("->", ("doi:10.1016/x.1",), (), ""),
        ("-|", (), ("Smith 2001",), ""),
    ]


def test_signor_says_who_and_why():
    text = (
        "ENTITYA\tTYPEA\tIDA\tDATABASEA\tENTITYB\tTYPEB\tIDB\tDATABASEB\tEFFECT\tMECHANISM\t"
        "PMID\tDIRECT\tSENTENCE\tSCORE\n"
        "EGF\tprotein\tP01133\tUNIPROT\tEGFR\tprotein\tP00533\tUNIPROT\tup-regulates activity\t"
        "binding\t9529147\tYES\t\"EGF binds, it says\"\t0.8\n"
        "FOS\tprotein\tP01100\tUNIPROT\tAP1\tcomplex\tSIGNOR-C154\tSIGNOR\tform complex\t"
        "binding\tOther\tYES\t\t0.5\n"
        "JUN\tprotein\tP05412\tUNIPROT\tAP1\tcomplex\tSIGNOR-C154\tSIGNOR\tform complex\t\t\t\t\t\n"
    )  # fmt: skip
    reading = read(text, "x.tsv")
    nodes = {node.name: node for node in reading.network.nodes}

    assert rules(reading)["AP1"] == "FOS & JUN"
    assert nodes["AP1"].about.kind == "complex"
    assert nodes["EGFR"].about.identifiers == ("uniprot:P00533",)
    report = nodes["EGFR"].evidence[0]
    assert (report.references, report.direct, report.quote, report.confidence) == (
        ("PMID:9529147",), "yes", "EGF binds, it says", "0.8",
    )  # fmt: skip


def test_omnipath_leaves_out_what_has_no_direction():
    text = (
        "source_genesymbol\ttarget_genesymbol\tis_directed\tis_stimulation\tis_inhibition\t"
        "references\tcuration_effort\n"
        "A\tC\t1\t1\t0\tSIGNOR:123;HPRD:456\t5\nB\tC\t0\t1\t0\t\t1\nD\tC\t1\t1\t1\t\t2\n"
        "E\tC\t1\t1\t0\tSIGNOR:1\t1\n"
    )
    reading = read(text, "x.tsv")

    assert rules(reading)["C"] == "A | E"
    first, last = reading.network.nodes[1].evidence
    assert first.references == ("PMID:123", "PMID:456")
    assert last.confidence == "low"
    messages = [d.message for d in reading.diagnostics if d.code == "BN707"]
    assert any("the sign of B on C is not known" in m for m in messages)
    assert any("D both activates and inhibits C" in m for m in messages)


# -- what spreadsheets do ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "was"),
    [
        ("1-Mar", "MARCH1, now MARCHF1"), ("2-Sep", "SEPT2, now SEPTIN2"),
        ("1-Dec", "DEC1, now DELEC1"), ("Mar-01", "MARCH1"), ("Sep-15", "SEPT15"),
        ("2021-09-02", "SEPT2"), ("2001-03-01 00:00:00", "MARCH1"), ("03/01/2023", "MARCH1"),
        ("1.3.2021", "MARCH1"), ("01. Mrz", "MARCH1"), ("1-mars", "MARCH1"),
        ("2-sept.", "SEPT2"), ("3月1日", "MARCH1"), ("1 мар", "MARCH1"), ("4-Oct", "OCT4"),
        ("2-set", "SEPT2"), ("1-dic", "DEC1"), ("1-Dez", "DEC1"), ("2-wrz", "SEPT2"),
        ("9-Sep-06", "SEPT9"), ("2-Eyl", "SEPT2"), ("1-märz", "MARCH1"),
        ("2.31E+13", "231????E07"), ("2,31E+19", "231????E13"), ("#N/A", ""),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_damaged_is_recognised(name, was):
    found = find_damage(name)

    assert found is not None
    assert was in found


@pytest.mark.parametrize(
    "name",
    [
        "MARCH1", "MARCHF1", "SEPTIN2", "SEPT9", "DEC1", "OCT4", "OCT-4", "Oct-4", "Oct3/4",
        "DEC-205", "p53", "14-3-3", "5-HT", "12-LOX", "2310009E13Rik", "4E10", "IL-2", "NOV",
        "MAR-binding", "1-acyl", "C1", "Ca2+", "H2O2", "miR-21", "SEP-1", "CD4", "3-OH",
    ],
)  # fmt: skip
def test_a_name_that_is_one_is_left_alone(name):
    assert find_damage(name) is None


# -- writing -------------------------------------------------------------------------------


@given(networks(most=5))
def test_what_is_written_has_the_signs_of_the_rules(network):
    expected = {
        (r.regulator, r.target): r.arrow
        for r in network.influence.regulations
        if r.essential and r.target not in network.inputs and r.sign != "±"
    }
    for written, name in ((write_sif, "x.sif"), (write_table, "x.interactions.csv")):
        reading = read(written(network, {}).data, name)
        if not expected:
            continue

        assert {(d.regulator, d.target): d.arrow for d in reading.declared} == expected


@pytest.mark.parametrize("name", ["=cmd|x", "+A", "-A", "@x", "'=x", 'a"b', "a,b", "α"])
def test_no_cell_that_is_written_is_a_formula(name):
    network = Network.of({name: symbol(name), "B": symbol(name), "C": symbol("B")})
    text = write_table(network, {}).data.decode()

    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)
        assert not any(cell.startswith("-") and cell != "-1" for cell in row)
    assert set(read(text, "x.interactions.csv").network.names) == {name, "B", "C"}


# -- anything at all -----------------------------------------------------------------------

WORDS = st.sampled_from(
    ["A", "B", "and1", "1", "-1", "->", "-|", ",", ";", "\t", " ", "\n", '"', "'", "=x", "1-Mar",
     "source", "target", "sign", "ENTITYA", "ENTITYB", "EFFECT", "#", "\r", "\ufeff", "é", "sep=;",
     "is_stimulation", "is_inhibition", "up-regulates", "form complex", "\x00", "\u202e"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map("".join), st.sampled_from(["x.sif", "x.csv", "x.tsv"]))
def test_no_text_leads_to_an_exception(text, name):
    reading = read(text, name)

    assert (reading.network is None) == any(
        d.severity is Severity.ERROR for d in reading.diagnostics
    )


@given(st.binary(max_size=200), st.sampled_from(["x.sif", "x.interactions.csv", "x.csv"]))
def test_no_bytes_lead_to_an_exception(data, name):
    read(data, name)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["rows", "edges", "line", "words", "quotes", "hub", "damaged"])
def test_a_huge_table_is_read_to_its_end(kind):
    text = {
        "rows": "source,sign,target\n" + "A,1,B\n" * 1_000_000,
        "edges": "".join(f"n{i} -> n{i * 7 % 400_000}\n" for i in range(400_000)),
        "line": "A -> " + " ".join(f"n{i}" for i in range(150_000)),
        "words": "".join(f"A w{i} B\n" for i in range(200_000)),
        "quotes": "source,sign,target\n" + '"A,1,B\n' * 200_001,
        "hub": "".join(f"n{i} -> B\n" for i in range(100_000)),
        "damaged": "source,sign,target\n"
        + "".join(f"{i % 28 + 1}-Mar,1,B\n" for i in range(200_000)),
    }[kind]  # fmt: skip

    reading = read(text, "x.csv" if text.startswith("source") else "x.sif")

    assert reading.network is not None or reading.diagnostics
