"""Tests of `boolnet.report.diagnostics`: what people read, to the letter.

Each file in tests/fixtures/diagnostics is a rule file, a line ``----``, and what is printed
for it. To add one, write the rule file and the line; the failure shows the rest. What is not a
.bnet file has its suffix in the name: BN709-row.csv.txt.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boolnet.diagnostics import CODES, Diagnostic, Severity, Span
from boolnet.errors import RuleFileError
from boolnet.formats.files import parse_network, read_bytes
from boolnet.formats.review import review
from boolnet.language.source import SourceText
from boolnet.report.diagnostics import (
    format_diagnostic,
    format_error,
    format_json,
    format_line,
    format_summary,
)
from tests.written import unescape

FIXTURES = sorted(Path(__file__).parents[1].joinpath("fixtures", "diagnostics").glob("*.txt"))
# About no text, a huge one, or an option: tests/cli.
ELSEWHERE = {"BN001", "BN004", "BN007", "BN409", "BN601", "BN602", "BN603", "BN605"}
ELSEWHERE |= {"BN507"}  # tests/network/checks/test_symbols.py
ELSEWHERE |= {"BN501", "BN607", "BN608"}  # tests/analysis/test_phenotype_findings.py
ELSEWHERE |= {"BN008"}  # archives: tests/formats/test_archive.py
ELSEWHERE |= {"BN209", "BN510", "BN612"}  # tests/checking
ELSEWHERE |= {
    "BN604",
    "BN606",
    "BN609",
    "BN610",
    "BN611",
}  # about screens: tests/analysis, tests/formats

# What rules mean and networks are stands under most examples, for they are short.
ASIDE = {"BN012", "BN301", "BN302", "BN303", "BN304", "BN308", "BN310"}
ASIDE |= {"BN401", "BN402", "BN403", "BN404", "BN405", "BN406", "BN407", "BN408"}


def render(
    written: str, name: str = "rules.bnet", *, about: str = "", publish: bool = False
) -> str:
    """What is printed; of what rules mean and networks are, only what it is *about*."""
    reading = review(read_bytes(unescape(written), name), publish=publish, simpler=about == "BN308")
    aside = ASIDE | {"BN201"} if about in ASIDE else ASIDE  # inputs without a rule of their own
    findings = [f for f in reading.diagnostics if f.code == about or f.code not in aside]
    return "\n\n".join(
        format_diagnostic(finding, reading.source, ascii_only=True) for finding in findings
    )


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_finding_is_printed_as_its_fixture_says(path):
    written, _, expected = path.read_text(encoding="utf-8").partition("----\n")

    name = f"rules{Path(path.stem).suffix or '.bnet'}"
    code = path.stem[:5]
    printed = render(written, name, about=code, publish=code == "BN502")

    assert expected.rstrip("\n") == printed
    assert f"[{code}]" in printed


def test_every_code_has_a_fixture():
    assert {path.stem[:5] for path in FIXTURES} == set(CODES) - ELSEWHERE


def test_an_unclosed_parenthesis_is_shown_with_its_place_its_fix_and_a_note():
    """The model of all messages."""
    text = "targets, factors\n" + "# a remark\n" * 5 + "ERK,    MEK & (RAF | !DUSP6\n"
    reading = read_bytes(text.encode(), "egfr.bnet")

    assert format_diagnostic(reading.diagnostics[0], reading.source) == (
        """\
error[BN101]: this "(" is never closed
 --> egfr.bnet:7:15
  |
7 | ERK,    MEK & (RAF | !DUSP6
  |               ^            - the rule ends here
  |               |
  |               opened here
  |
help: add ")" at the end of the rule (line 7)
  |
7 | ERK,    MEK & (RAF | !DUSP6)
  |                            +
note: the R package BoolNet reads this line without an error"""
    )


def test_full_width_characters_take_two_cells():
    reading = read_bytes("凋亡，B\nB, B\n".encode(), "凋亡.bnet")

    rows = format_diagnostic(reading.diagnostics[0], reading.source).split("\n")

    assert rows[1] == " --> 凋亡.bnet:1:3"
    assert rows[3:5] == ["1 | 凋亡，B", "  |     ^^"]


def test_what_could_move_the_cursor_is_spelled_out():
    source = SourceText.of("A, \x1b[2J\u202eB\n", "a\x1bb.bnet")
    finding = Diagnostic("BN108", Severity.ERROR, 'unexpected "\x1b"', Span(3, 4))

    printed = format_diagnostic(finding, source)

    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "U+001B[2JU+202EB" in printed


def test_a_long_line_is_cut_around_the_place():
    reading = read_bytes(b"A, " + b"B | " * 1000 + b"B C | " + b"B | " * 1000 + b"B\n", "x.bnet")

    rows = format_diagnostic(reading.diagnostics[0], reading.source).split("\n")

    assert max(map(len, rows)) < 220
    assert rows[3].startswith("1 | …")
    assert rows[4][rows[3].index("B C") + 2] == "^"


def test_places_on_other_lines_are_shown_with_dots_between():
    reading = read_bytes(b"A, B\nB, A\nC, C\nA, !B\n", "x.bnet")

    rows = format_diagnostic(reading.diagnostics[0], reading.source).split("\n")

    assert rows[3:8] == [
        "1 | A, B",
        "  | - first rule here",
        "...",
        "4 | A, !B",
        "  | ^ second rule here; they differ when B=0",
    ]


def test_the_short_form_has_one_line():
    reading = read_bytes(b"A, (A\n", "x.bnet")

    line = format_line(reading.diagnostics[0], reading.source)

    assert line == 'x.bnet:1:4: error BN101 this "(" is never closed'


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("A, B & L\nB, !A\nL, L\n", "x.bnet: 3 nodes (1 input), 3 regulations, no problems"),
        ("A, B &&\nB, A\n", "x.bnet: 1 error, 1 warning in 2 rules (1 can be fixed with --fix)"),
        ("A, TRUE\n", "x.bnet: 1 node (0 inputs), 0 regulations, no problems, 1 note"),
    ],
)
def test_the_summary_counts(text, summary):
    reading = read_bytes(text.encode(), "x.bnet")
    fixable = "--fix" in summary

    assert summary == format_summary(reading, fixable=int(fixable))


def test_json_has_places_in_lines_characters_and_bytes():
    reading = read_bytes("# é\nERK, (A\n".encode(), "egfr.bnet")

    document = json.loads(format_json([reading], [reading.diagnostics], version="0.1.0"))

    assert document["schema"] == "boolnet-diagnostics/1"
    assert document["tool"] == "boolnet 0.1.0"
    assert document["files"][0]["path"] == "egfr.bnet"
    assert len(document["files"][0]["sha256"]) == 64
    assert document["summary"] == {"error": 1, "warning": 0, "info": 0, "hidden": 0}
    finding = document["diagnostics"][0]
    assert finding["code"] == "BN101"
    assert finding["name"] == "unclosed-paren"
    assert finding["node"] == "ERK"
    assert finding["span"] == {
        "line": 2, "col": 6, "end_line": 2, "end_col": 7, "byte": 10, "end_byte": 11,
    }  # fmt: skip
    assert finding["fix"] == {
        "applicability": "likely",
        "edits": [{"line": 2, "col": 8, "end_line": 2, "end_col": 8, "text": ")"}],
    }


def test_other_commands_show_the_errors_of_a_file_they_cannot_use():
    with pytest.raises(RuleFileError) as caught:
        parse_network("A, B &\nB, TRUE\n")

    printed = format_error(caught.value)

    assert '"&" has nothing on its right' in printed
    assert "TRUE" not in printed.split("\n")[0]
    assert printed.endswith("<text>: 1 error; boolnet check shows everything")
