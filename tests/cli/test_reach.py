"""Tests of ``boolnet reach``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import boolnet

RULES = """targets, factors
S, S
X, X | S
Y, X & !Z
Z, X
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "latch.bnet"
    path.write_text(RULES, encoding="utf-8")
    return path


def record(*arguments: str | Path) -> Any:
    return json.loads(boolnet("reach", *arguments, "--json").stdout)


def test_paths_name_every_step_and_its_rule(rules: Path) -> None:
    result = boolnet("reach", rules, "--from", "S=1,others=0", "--to", "Y=1")

    assert 0 == result.exit_code
    assert "" == result.stderr
    assert "  1  X = 1, because S = 1 (rule: X | S)" in result.stdout
    assert "  2  Y = 1, because X = 1 and Z = 0 (rule: X & !Z)" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("1 of 1 target reached; complete")


def test_a_trap_space_says_why_not(rules: Path) -> None:
    result = boolnet("reach", rules, "--from", "0")

    assert "no step leaves the trap space with X = 0 and S = 0; A2 has X = 1" in " ".join(
        result.stdout.split()
    )


def test_the_start_is_named_in_every_way(rules: Path) -> None:
    for start, fixed in (
        ("0", {"S": 0, "X": 0, "Y": 0, "Z": 0}),
        ("1", {"S": 1, "X": 1, "Y": 1, "Z": 1}),
        ("S = 1, others = 0", {"S": 1, "X": 0, "Y": 0, "Z": 0}),
        ("S=1 X=0", {"S": 1, "X": 0}),
        ("A1", {"S": 0, "X": 0, "Y": 0, "Z": 0}),
    ):
        assert fixed == record(rules, "--from", start)["start"]["fixed"]


def test_the_wild_type_is_where_a_perturbation_begins(rules: Path) -> None:
    start = record(rules, "--from", "W1", "-k", "X", "--inputs", "1")["start"]

    assert "attractor W1 of the wild type" == start["label"]
    assert {"S": 1, "X": 0, "Y": 0, "Z": 1} == start["fixed"]  # X is lost at once, Z not yet


def test_an_environment_is_where_a_stimulus_begins() -> None:
    asked = record("rank_nfatc1", "-e", "standard_culture", "--from", "resting")

    assert [True] == [target["reached"] for target in asked["targets"]]
    assert 1 == asked["start"]["fixed"]["RANKL"]  # switched on at once
    assert 0 == asked["start"]["fixed"]["NFATc1"]  # still at rest


def test_inputs_that_are_free_stay_as_they_are_at_the_start() -> None:
    asked = record("rank_nfatc1", "--set", "RANKL=1", "--from", "resting")

    assert [] == asked["free_inputs"]
    assert {"MCSF": 1, "RANKL": 1, "TNF": 0}.items() <= asked["environment"]["inputs"].items()
    assert "complete" == asked["coverage"]


def test_targets_are_attractors_conditions_values_and_phenotypes() -> None:
    words = ["A1", "Osteoclast", "NFATc1 & !TRAP", "NFATc1=1,TRAP=1"]
    options = [part for word in words for part in ("--to", word)]
    asked = record("rank_nfatc1", "-e", "low_rankl", "--from", "resting", *options)

    found = {target["name"]: target["condition"] for target in asked["targets"]}
    assert ["A1", "Osteoclast", "NFATc1 & !TRAP", "NFATc1 = 1, TRAP = 1"] == list(found)
    assert [None, "OCdiff", "NFATc1 & !TRAP", "NFATc1 & TRAP"] == list(found.values())


def test_most_permissive_update_reaches_more(tmp_path: Path) -> None:
    path = tmp_path / "pulse.bnet"
    path.write_text("A, 1\nB, A\nC, B & !A\n", encoding="utf-8")
    asked = [str(path), "--from", "0", "--to", "C=1"]

    assert "0 of 1 target reached; complete" in boolnet("reach", *asked).stdout
    result = boolnet("reach", *asked, "--update", "most-permissive")

    assert "  1  A starts towards 1 (rule: 1)" in result.stdout
    assert "  then all arrive: A = 1, B = 1, C = 1" in result.stdout


def test_a_spent_budget_is_told_and_exits_with_4(rules: Path) -> None:
    result = boolnet("reach", rules, "--from", "S=1,0", "--to", "Y=1", "--timeout", "0")

    assert 4 == result.exit_code
    assert "Y = 1  undecided" in result.stdout
    assert (
        "0 of 1 target reached, 1 undecided; stopped after 0 s" == (result.stdout.splitlines()[-1])
    )


WRONG = [
    (["--from", "A9"], "error: --from: there are 3 attractors, no number 9"),
    (["--from", "rest"], 'error[BN602]: --from "rest": write values such as'),
    (["--from", "X=2"], "error[BN602]: --from X=2: write for example"),
    (["--from", "T=1"], 'error[BN601]: --from: there is no node "T"'),
    (["--from", "X=1,X=0"], "error[BN603]: --from: X is both 0 and 1"),
    (["--from", "S=1", "--inputs", "0"], "error[BN603]: --from: S starts at 1, but is held at 0"),
    (["--from", "X=1", "-k", "X"], "error[BN603]: --from: X starts at 1, but is held at 0"),
    (["--from", "0", "--to", "A7"], "error: --to: there are 2 attractors, no number 7"),
    (["--from", "0", "--to", "T"], 'error[BN601]: --to: there is no node "T"'),
    (["--from", "0", "--to", "X & !X"], "error[BN605]: --to X & !X: this phenotype can never"),
    (["--from", "0", "--to", "X=1,X=0"], "error[BN603]: --to: X is both 0 and 1"),
    (["--from", "healthy:A1"], "error: --environment healthy: a rule file names no environments"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_the_message_says_what_is_wrong(rules: Path, options: list[str], message: str) -> None:
    result = boolnet("reach", rules, *options)

    assert message == result.stderr[: len(message)]
    assert 2 == result.exit_code
    assert "" == result.stdout


def test_an_environment_with_more_attractors_asks_for_one() -> None:
    result = boolnet("reach", "osteoimmune", "-e", "ovx", "--from", "healthy")

    assert "it has 2 attractors; choose one: --from healthy:A1" in result.stderr
    assert 2 == result.exit_code


def test_a_start_that_leaves_nodes_open_is_told(rules: Path) -> None:
    result = boolnet("reach", rules, "--from", "S=1,X=0")

    assert (
        "warning[BN606]: the start state leaves 2 nodes open; all their values are tried "
        "(others=0 gives the others a value)\n"
    ) == result.stderr
    assert "" == boolnet("reach", rules, "--from", "S=1,X=0", "-q").stderr
