"""Tests of `boolnet.formats.cell_collective`."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.files import parse_network, read_bytes
from boolnet.formats.sbml.writer import write

RULES = parse_network("A, B & !C | D\nB, A\nC, C\nD, D\n")


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(members):
    return read_bytes(zipped(members), "m.zip")


def codes(reading):
    return [finding.code for finding in reading.diagnostics]


def test_a_file_for_each_node_is_read():
    reading = read({"expr/A.txt": "((B) AND  NOT C) OR D\n", "expr/B.txt": "A", "species.txt": "x"})

    assert RULES == reading.network
    assert ("C", "D") == reading.network.inputs
    assert "cell-collective" == reading.format
    assert [] == codes(reading)


def test_a_line_for_each_node_is_read():
    reading = read(
        {
            "m/expressions.ALL.txt": "A = B and not C or D\r\n\r\nB = (A)\r\n",
            "m/external_components.ALL.txt": "C\nD\nE\n",
        }
    )

    assert ("A", "B", "C", "D", "E") == reading.network.names
    assert RULES.rule("B").obj == reading.network.rule("B").obj


def test_tables_as_a_spreadsheet_writes_them_are_read():
    reading = read({"A.csv": "B,C,A\n0,-,0\n1,0,0\n1,1,1\n", "B.csv": "A,B\n0,1\n1,0\n"})

    rules = {node.name: str(node.function) for node in reading.network.nodes}
    assert rules == {"A": "B & C", "B": "!A", "C": "C"}


def test_a_missing_row_of_a_table_has_its_place():
    reading = read({"A.csv": "B,A\n0,1\n", "B.csv": "A,B\n0,1\n1,0\n"})

    assert [d.message for d in reading.diagnostics] == ["the table of A has no row for B=1"]
    span = reading.diagnostics[0].span
    assert reading.source.text[span.start : span.end] == "B,A"


def test_a_table_for_each_node_is_read():
    table = "B\tC\tD\tA\n" + "".join(
        f"{b}\t{c}\t{d}\t{int((b and not c) or d)}\n"
        for b in (0, 1)
        for c in (0, 1)
        for d in (0, 1)
    )
    reading = read({"A.csv": table, "B.csv": "A\tB\n1\t1\n0\t0\n", "readme.txt": "hello\nyou\n"})

    assert RULES == reading.network


def test_names_that_files_cannot_have_are_found_in_the_expressions():
    reading = read({"expr/TNF_TNFR.txt": "A", "expr/A.txt": "NOT TNF/TNFR"})

    assert ("TNF/TNFR", "A") == reading.network.names
    assert () == reading.network.inputs


def test_places_are_those_of_the_members_one_behind_the_other():
    reading = read({"expr/A.txt": "B AND", "expr/B.txt": "A"})
    finding = reading.diagnostics[0]
    source = reading.source

    assert "BN105" == finding.code
    assert "AND" == source.text[slice(*finding.span)]
    assert "# expr/A.txt" == source.line_text(source.line(finding.span.start) - 1)


def test_an_archive_with_one_sbml_file_is_that_file():
    reading = read({"manifest.xml": "<x/>", "model.sbml": write(RULES, {}).data})

    assert RULES == reading.network
    assert "m.zip" == reading.source.path


@pytest.mark.parametrize(
    ("code", "members", "words"),
    [
        ("BN008", {"a.txt": "hello"}, "no member with rules"),
        ("BN008", {}, "no member with rules"),
        ("BN101", {"expr/A.txt": "(A"}, "never closed"),
        ("BN106", {"expressions.ALL.txt": "A B\n"}, "NAME = EXPRESSION"),
        ("BN203", {"expressions.ALL.txt": "A = B\nA = C\n"}, "two rules"),
        ("BN709", {"A.txt": "B\tA\n0\t1\n"}, "no row for B=1"),
        ("BN709", {"A.txt": "B\tA\n0\t1\n0\t0\n"}, "disagree"),
        ("BN709", {"A.txt": "B\tA\n0\t1\t1\n"}, "3 cells, not 2"),
        ("BN709", {"A.txt": "B\tB\tA\n0\t1\t1\n"}, "two columns"),
        ("BN002", {"expr/A.txt": b"prot\xe9ine"}, "not valid UTF-8"),
    ],
)
def test_mistakes_are_named(code, members, words):
    reading = read(members)

    assert [code] == codes(reading)
    assert words in reading.diagnostics[0].message
    assert reading.network is None


@given(st.dictionaries(
    st.sampled_from(["expr/A.txt", "expr/B.txt", "expressions.ALL.txt", "A.txt", "m.sbml", "../x"]),
    st.text("AB01\t\n ()=!&|<>/andotr", max_size=20) | st.binary(max_size=10),
    max_size=4,
))  # fmt: skip
def test_any_archive_gives_a_network_or_an_error(members):
    reading = read(members)

    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert bool(errors) == (reading.network is None)
