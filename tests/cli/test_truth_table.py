"""``boolnet truth-table``: tables held to the rule, and tables as rules."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given

from boolnet.analysis.truth_table import tabulate
from boolnet.formats.files import parse_network
from boolnet.formats.truth_table import parse_table
from boolnet.logic import expression as ex
from boolnet.logic.table import find_difference
from boolnet.network.network import Network
from boolnet.report.truth_table import format_csv, format_truth_table
from tests.running import ROOT, boolnet
from tests.strategies import LETTERS, expressions

EGFR = ROOT / "examples" / "egfr.bnet"
SHOWN = """\
MEK RAF DUSP6 | ERK
 0   *   *    |  0
 1   1   *    |  1
 1   0   0    |  1
 1   0   1    |  0
"""
FILE = (
    "\ufeff# my model\r\ntargets, factors\r\n#@ B -> A | PMID:1\r\nA,   B &  (C|!D) # why\r\n"
    "B, B\r\nC, !A\r\n"
)


def test_the_table_of_the_example() -> None:
    assert SHOWN == boolnet("truth-table", EGFR, "ERK").stdout


@given(expressions())
def test_rows_are_the_rule_and_the_csv_comes_back(rule: ex.Expression) -> None:
    network = Network.of({"Out": rule, **{name: ex.symbol(name) for name in LETTERS}})
    names = ex.symbols_of(rule)
    full = tabulate(network, "Out", compact=False)
    compact = tabulate(network, "Out")

    assert 2 ** len(names) == len(full.rows)
    assert len(compact.rows) <= len(full.rows)
    for values in product([False, True], repeat=len(names)):
        state = dict(zip(names, values, strict=True))
        for table in (full, compact):
            found = [v for case, v in table.rows if all(state[n] == w for n, w in case.items())]
            assert [ex.evaluate(rule, state)] == found
    texts = [format_csv(full), format_csv(compact)]
    if names:
        texts.append(format_truth_table(compact))
    for text in texts:
        target, again = parse_table(text)
        assert "Out" == target
        assert find_difference(rule, again) is None


def test_a_part_of_the_table() -> None:
    shown = boolnet("truth-table", EGFR, "ERK", "--set", "MEK=1,RAF=0").stdout

    assert "MEK RAF DUSP6 | ERK\n 1   0   0    |  1\n 1   0   1    |  0\n" == shown
    assert "EGF is not in the rule" in boolnet("truth-table", EGFR, "ERK", "--set", "EGF=1").stderr


def test_other_forms() -> None:
    latex = boolnet("truth-table", EGFR, "ERK", "--latex").stdout
    record = json.loads(boolnet("truth-table", EGFR, "ERK", "--json", "--full").stdout)

    assert r"1 & 1 & $*$ & 1 \\" in latex
    assert 8 == len(record["rows"])
    assert not record["compact"]


def test_a_wide_rule_has_a_table_or_a_way_out(tmp_path: Path) -> None:
    names = [f"v{i}" for i in range(100)]
    file = tmp_path / "wide.bnet"
    file.write_text(f"X, {' & '.join(names)}\nY, {' ^ '.join(names)}\n")

    assert 102 == len(boolnet("truth-table", file, "X").stdout.splitlines())
    result = boolnet("truth-table", file, "Y")
    assert 2 == result.exit_code
    assert "more than 10,000 rows; list more with --limit, or hold some" in result.stderr
    assert "2^100 rows, at most 2^16" in boolnet("truth-table", file, "X", "--full").stderr


def test_names_with_blanks_stand_in_quotes(tmp_path: Path) -> None:
    file = tmp_path / "m.bnet"
    file.write_text('"IL 2", "T cell" & B\n')

    assert boolnet("truth-table", file, "IL 2").stdout.startswith('"T cell" B | "IL 2"\n 0 ')


# -- back ---------------------------------------------------------------------------------------


def edit(tmp_path: Path, table: str, *options: str, node: str = "A") -> tuple[object, str]:
    file, rows = tmp_path / "m.bnet", tmp_path / "t.csv"
    file.write_bytes(FILE.encode())
    rows.write_text(table)
    result = boolnet("truth-table", file, node, "--edit", rows, *options)
    return result, file.read_bytes().decode()


def test_only_the_text_of_the_rule_changes(tmp_path: Path) -> None:
    result, text = edit(tmp_path, "B,C,D,A\n1,1,*,1\n1,0,*,0\n0,*,*,0\n")

    assert FILE.replace("B &  (C|!D)", "B & C") == text
    assert "-A,   B &  (C|!D) # why\n+A,   B & C # why\n" == result.stdout
    assert "no rule mentions D any more" in result.stderr


def test_what_means_the_same_keeps_its_wording(tmp_path: Path) -> None:
    table = boolnet("truth-table", "-", "A", "--csv", input=FILE.encode()).stdout
    result, text = edit(tmp_path, table)

    assert FILE == text
    assert "means that already" in result.stderr
    assert 0 == result.exit_code


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result, text = edit(tmp_path, "B,A\n0,1\n1,0\n", "--dry-run")

    assert FILE == text
    assert "+A,   !B # why" in result.stdout


def test_a_node_without_a_rule_gets_one(tmp_path: Path) -> None:
    result, text = edit(tmp_path, "A,B,D\n0,0,0\n0,1,1\n1,0,1\n1,1,1\n", node="D")

    assert f"{FILE}D, A | B\r\n" == text
    assert 0 == result.exit_code
    assert ("A", "B") == parse_network(text).nodes[3].function.regulators


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("B,C,A\n0,0,0\n0,1,0\n1,0,0\n", "has no row for B=1, C=1"),
        ("B,A\n0,0\n1,1\n*,1\n", "disagree"),
        ("B,C\n0,0\n1,1\n", 'the last column of the table is "C", not A'),
        ("Bx,A\n0,0\n1,1\n", 'there is no node "Bx"'),
        ("B,A\n0,0\n1,2\n", "is no value"),
        ("", "no table"),
    ],
)
def test_a_table_that_is_none_changes_nothing(tmp_path: Path, table: str, message: str) -> None:
    result, text = edit(tmp_path, table)

    assert FILE == text
    assert 1 == result.exit_code
    assert message in result.stderr


def test_what_cannot_be_edited(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("MEK,ERK\n0,0\n1,1\n")

    shipped = boolnet("truth-table", "rank_nfatc1", "NFATc1", "--edit", table)
    assert 2 == shipped.exit_code
    assert "edit a copy of it" in shipped.stderr
    assert (
        "standard input cannot"
        in boolnet("truth-table", "-", "A", "--edit", table, input="A, B\n").stderr
    )
    assert 2 == boolnet("truth-table", EGFR, "ERK", "--edit", tmp_path / "no.csv").exit_code
