"""``boolnet explain FILE NODE``: the transcript of the example, names, conditions, bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import ROOT, boolnet

EGFR = ROOT / "examples" / "egfr.bnet"
SHOWN = """\
ERK (line 7)   ERK, MEK & (RAF | !DUSP6)
  extracellular signal-regulated kinase, 细胞外信号调节激酶, protein
  on when   MEK is on, and (RAF is on or DUSP6 is off)
  MEK    activates  needed in every case   Crews 1992 Science (to be verified)
  RAF    activates  matters only when MEK=1, DUSP6=1   no evidence (BN502)
  DUSP6  inhibits   matters only when MEK=1, RAF=0
      Muda 1996 J Biol Chem (to be verified)
  regulates        activates DUSP6, cFOS
  feedback loops   1 (negative: ERK -> DUSP6 -| ERK)
  in attractors    on in 1 of 2, off in 1 (boolnet attractors examples/egfr.bnet)
  alone it forces  ERK=1 forces DUSP6=1, cFOS=1
                   ERK=0 forces DUSP6=0, cFOS=0, Proliferation=0
"""


def test_the_node_of_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = boolnet("explain", "examples/egfr.bnet", "ERK")

    assert SHOWN.split() == result.stdout.split()
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    assert 0 == result.exit_code


def test_conditions_decide_what_is_seen() -> None:
    assert "off in the only one" in boolnet("explain", EGFR, "ERK", "--set", "EGF=0").stdout
    silent = boolnet("explain", EGFR, "ERK", "--no-attractors").stdout
    assert "in attractors" not in silent
    free = boolnet("explain", "rank_nfatc1", "TRAP", "-e", "low_rankl", "--attractors").stdout
    assert "(boolnet attractors rank_nfatc1 -e low_rankl)" in " ".join(free.split())


def test_little_work_is_said_to_be_little() -> None:
    result = boolnet("explain", "osteoimmune", "TNF", "--effort", "0")

    told = " ".join(result.stdout.split())
    assert "--attractors looks on" in told or "there may be more" in told


def test_names_with_blanks_and_other_scripts(tmp_path: Path) -> None:
    file = tmp_path / "m.bnet"
    file.write_text('"IL 2", "T cell" & !肿瘤\n"T cell", "IL 2"\n', encoding="utf-8")
    shown = boolnet("explain", file, "IL 2").stdout

    assert shown.startswith('"IL 2" (line 1)   "IL 2", "T cell" & !肿瘤\n')
    assert 'on when   "T cell" is on and 肿瘤 is off\n' in shown
    assert '1 (positive: "IL 2" -> "T cell" -> "IL 2")' in shown
    assert "matters only" not in shown


def test_a_majority_is_named_and_idle_regulators_too(tmp_path: Path) -> None:
    file = tmp_path / "m.bnet"
    file.write_text("A, B & C | B & D | C & D\nX, B & (C | !C)\nY, B & !B\n")

    assert "at least 2 of B, C and D are on" in boolnet("explain", file, "A").stdout
    shown = boolnet("explain", file, "X").stdout
    assert "on when   B is on\n" in shown
    assert "C  no effect  never makes a difference" in shown
    assert "never   on, whatever the regulators do" in boolnet("explain", file, "Y").stdout


def test_another_format_is_explained_too(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("B,C,A\n0,0,0\n0,1,0\n1,0,1\n1,1,0\n")
    shown = boolnet("explain", file, "A").stdout

    assert "on when   B is on and C is off\n" in shown


def test_programs_get_all_conditions() -> None:
    (node,) = json.loads(boolnet("explain", EGFR, "ERK", "--json").stdout)["nodes"]
    raf = next(r for r in node["regulators"] if r["name"] == "RAF")

    assert "MEK is on, and (RAF is on or DUSP6 is off)" in node["when"]["words"]
    assert (8, 3) == (node["when"]["cases"], node["when"]["cases_on"])
    assert [{"MEK": 1, "DUSP6": 1}] == raf["activates_when"]
    assert {"DUSP6": 1, "cFOS": 1} == node["forces"]["1"]
    assert 1 == node["loops"]["negative"]
    assert "complete" == node["attractors"]["coverage"]


def test_a_dense_network_is_explained_in_a_moment(tmp_path: Path) -> None:
    names = [f"n{i}" for i in range(120)]
    file = tmp_path / "m.bnet"
    file.write_text(
        "\n".join(
            f"{name}, " + " | ".join(f"{names[(i + k) % 120]} & !{names[(i * k) % 120]}"
                                     for k in range(2, 14))
            for i, name in enumerate(names)
        )
    )  # fmt: skip

    result = boolnet("explain", file, "n1", "--no-attractors")

    assert "more than 1,000" in result.stdout
