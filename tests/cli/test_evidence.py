"""Tests of ``boolnet evidence`` and ``boolnet explain FILE NODE``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import boolnet

TEXT = """\
targets, factors
#@ A: kind: protein | compartment: "T cell" | name: "Protein A"
#@ B -> A | source: "Smith 2002 Cell" | cell: HeLa | confidence: high | verify
#@ C -| A | source: "Jones 2001"
#@ C -> A | PMID:13 | conflict: "activates in T cells"
A, B & !C | D
B, B
C, C
D, D
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "model.bnet"
    path.write_bytes(TEXT.encode())
    return path


def test_evidence_is_shown_by_target_and_summed_up(rules: Path) -> None:
    shown = boolnet("evidence", str(rules)).stdout

    assert "Smith 2002 Cell (HeLa); confidence high; to be verified" in shown
    assert "conflict: activates in T cells" in shown
    assert "  -> D\n      no evidence" in shown
    assert "2 of 3 regulations have evidence" in shown
    assert "1 regulation disputed: C - A" in shown


def test_a_table_goes_out_and_comes_back(rules: Path, tmp_path: Path) -> None:
    table = tmp_path / "evidence.tsv"
    boolnet("evidence", str(rules), "-o", str(table))
    same = boolnet("evidence", str(rules), "--apply", str(table), "--in-place")
    assert rules.read_bytes() == TEXT.encode()
    assert "0 lines changed, 0 added, 0 removed" in same.stderr

    table.write_text(table.read_text("utf-8").replace("HeLa", "HEK293"), encoding="utf-8")
    changed = boolnet("evidence", str(rules), "--apply", str(table), "--in-place")

    assert "1 line changed" in changed.stderr
    assert rules.read_text("utf-8") == TEXT.replace("cell: HeLa", 'cell: "HEK293"')


def test_a_row_for_nothing_stops_everything(rules: Path, tmp_path: Path) -> None:
    table = tmp_path / "evidence.tsv"
    table.write_text("regulator\ttarget\tcell\nB\tA\tx\nBB\tA\tx\n")

    result = boolnet("evidence", str(rules), "--apply", str(table), "--in-place")

    assert result.exit_code == 1
    assert 'line 3: there is no node "BB"' in result.stderr
    assert "nothing was written" in result.stderr
    assert rules.read_bytes() == TEXT.encode()


@pytest.mark.parametrize(
    "arguments",
    [["--apply", "x.tsv"], ["--in-place"], ["--apply", "x.tsv", "--in-place", "-o", "y"]],
)
def test_it_must_be_said_where_to_write(rules: Path, arguments: list[str]) -> None:
    result = boolnet("evidence", str(rules), *arguments)

    assert result.exit_code == 2
    assert "--in-place" in result.stderr


def test_a_shipped_model_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("e.tsv").write_text("regulator\ttarget\n")

    result = boolnet("evidence", "rank_nfatc1", "--apply", "e.tsv", "--in-place")

    assert result.exit_code == 2
    assert "write to your own file with -o" in result.stderr


def test_a_node_is_explained(rules: Path) -> None:
    shown = boolnet("explain", str(rules), "A").stdout

    assert "Protein A, protein, T cell" in shown
    assert "on when   D is on, or (B is on and C is off)" in shown
    assert "activates  matters only when C=0, D=0" in shown
    assert "Smith 2002 Cell (HeLa)" in shown
    assert "regulates        nothing" in shown


def test_a_node_is_explained_to_programs(rules: Path) -> None:
    (node,) = json.loads(boolnet("explain", str(rules), "A", "--json").stdout)["nodes"]

    assert node["about"]["compartment"] == "T cell"
    assert [len(regulator["evidence"]) for regulator in node["regulators"]] == [1, 2, 0]


def test_explain_without_a_node_asks_for_one(rules: Path) -> None:
    result = boolnet("explain", str(rules))

    assert result.exit_code == 2
    assert "name a node: boolnet explain" in result.stderr
