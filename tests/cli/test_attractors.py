"""Tests of ``boolnet attractors``, ``fixed-points`` and ``trap-spaces``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_json import load_schema
from tests.running import boolnet
from tests.schema import problems

# A switch, an oscillator that needs it, and one input.
RULES = """targets, factors
Signal, Signal
A, A | Signal
B, A & !C
C, A & B
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "switch.bnet"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_the_last_line_says_how_much_is_proven(rules: Path) -> None:
    result = boolnet("attractors", rules)

    assert 0 == result.exit_code
    assert "" == result.stderr
    assert result.stdout.splitlines()[-1].startswith("3 attractors: 1 fixed point, 2 complex")
    assert "complete" in result.stdout


def test_synchronous_update_has_cycles_with_a_period(rules: Path) -> None:
    result = boolnet("attractors", rules, "--update", "synchronous", "--inputs", "1")

    assert "A1  cycle of period 4" in result.stdout


def test_inputs_can_be_set_in_every_way(rules: Path) -> None:
    for options in (
        ["--set", "Signal=1"],
        ["--inputs", "1"],
        ["--inputs=0", "--set", "Signal = 1"],
    ):
        record = json.loads(boolnet("attractors", rules, "--json", *options).stdout)

        assert {"name": None, "inputs": {"Signal": 1}} == record["environment"]
        assert [] == record["free_inputs"]
        assert 1 == record["count"]


def test_several_settings_in_one_option_are_all_applied(tmp_path: Path) -> None:
    path = tmp_path / "inputs.bnet"
    path.write_text("A, A\nB, B\nC, C\nD, A & B | C\n", encoding="utf-8")

    for text in ("A=1,B=0,C=free", "A=1 B=0", "A=1, B=0"):
        record = json.loads(boolnet("attractors", path, "--json", "--set", text).stdout)

        assert {"A": 1, "B": 0} == record["environment"]["inputs"]


def test_perturbations_are_held(rules: Path) -> None:
    record = json.loads(
        boolnet(
            "attractors", rules, "--json", "-k", "C", "--block", "Signal->A", "--inputs", "1"
        ).stdout
    )

    held = {"regulator": "Signal", "target": "A", "value": 0}
    assert {"nodes": {"C": 0}, "levels": {}, "regulations": [held]} == record["perturbation"]
    assert {"fixed-point": 2, "cycle": 0, "complex": 0} == record["counts"]


def test_phenotypes_are_read_by_name_or_as_conditions(rules: Path) -> None:
    record = json.loads(
        boolnet(
            "attractors", rules, "--json", "--phenotype", "On: A & !C", "--phenotype", "A"
        ).stdout
    )

    assert {"On": "A & !C", "A": "A"} == record["phenotype_conditions"]
    assert [
        {"On": False, "A": False},
        {"On": "mixed", "A": True},
        {"On": "mixed", "A": True},
    ] == [a["phenotypes"] for a in record["attractors"]]


def test_a_model_brings_its_phenotypes_and_environments() -> None:
    record = json.loads(boolnet("attractors", "rank_nfatc1", "-e", "low_rankl", "--json").stdout)

    assert "low_rankl" == record["environment"]["name"]
    assert 1 == record["environment"]["inputs"]["RANKL"]
    assert 0 == record["environment"]["inputs"]["TNF"]
    assert [False, True, True] == [a["phenotypes"]["Osteoclast"] for a in record["attractors"]]


def test_set_wins_over_the_environment() -> None:
    options = ["-e", "low_rankl", "--set", "RANKL=0", "--inputs", "1", "--json"]
    record = json.loads(boolnet("attractors", "rank_nfatc1", *options).stdout)

    assert 0 == record["environment"]["inputs"]["RANKL"]
    assert 1 == record["environment"]["inputs"]["TNF"], "explicit --inputs wins over `others`"


def test_the_limit_limits_what_is_listed_and_not_what_is_counted() -> None:
    result = boolnet("attractors", "osteoimmune", "--limit", "3")

    assert 0 == result.exit_code
    assert "first page: 3 of 637,468,672 attractors, over 29 free inputs" in result.stdout
    assert "hint: ask about fewer conditions with --environment healthy" in result.stderr


def test_phenotypes_can_be_counted_over_all_attractors() -> None:
    """What holds with TNF and what holds without it is what holds at all."""

    def count(*settings: str) -> tuple[int, int, int]:
        options = ["--count-phenotypes", "--limit", "1", "--json", *settings]
        record = json.loads(boolnet("attractors", "rank_nfatc1", *options).stdout)
        tally = record["phenotypes"]["Osteoclast"]
        assert record["count"] == tally["on"] + tally["off"] + tally["mixed"]
        return record["count"], tally["on"], tally["mixed"]

    whole, *halves = count(), count("--set", "TNF=0"), count("--set", "TNF=1")

    assert 0 < whole[1] < whole[0]
    assert whole == tuple(map(sum, zip(*halves, strict=True)))


@pytest.mark.parametrize("number", [100, pytest.param(20_000, marks=pytest.mark.slow)])
def test_counts_are_exact_at_any_size(tmp_path: Path, number: int) -> None:
    """Python by itself refuses to print an integer of more than 4300 digits."""
    path = tmp_path / "wide.bnet"
    path.write_text("".join(f"I{i}, I{i}\n" for i in range(number)), encoding="utf-8")

    record = json.loads(boolnet("attractors", path, "--json", "--limit", "0").stdout)
    text = boolnet("attractors", path, "--limit", "0").stdout

    assert 2**number == record["count"] == record["counts"]["fixed-point"]
    assert f"first page: 0 of 2^{number} attractors" in text


def test_fixed_points_are_the_states_that_stay(rules: Path) -> None:
    result = boolnet("fixed-points", rules)
    record = json.loads(boolnet("fixed-points", rules, "--json").stdout)

    assert "1 fixed point; complete" in result.stdout
    assert [{"Signal": 0, "A": 0, "B": 0, "C": 0}] == [p["state"] for p in record["fixed_points"]]


def test_no_fixed_point_is_said_plainly(rules: Path) -> None:
    result = boolnet("fixed-points", rules, "--inputs", "1")

    assert 0 == result.exit_code
    assert result.stdout.splitlines()[-1].startswith("0 fixed points; complete")


def test_trap_spaces_leave_nodes_free(rules: Path) -> None:
    record = json.loads(boolnet("trap-spaces", rules, "--json", "--inputs", "1").stdout)

    assert [["B", "C"]] == [space["free"] for space in record["trap_spaces"]]
    assert "T1  2 nodes free" in boolnet("trap-spaces", rules, "--inputs", "1").stdout


def test_rules_come_from_standard_input_too() -> None:
    result = boolnet("attractors", "-", input=RULES)

    assert 0 == result.exit_code
    assert "3 attractors" in result.stdout


def test_names_of_any_script_are_printed_as_they_are() -> None:
    result = boolnet("attractors", "-", "--set", "破骨细胞=1", input="破骨细胞, 破骨细胞\n")

    assert 0 == result.exit_code
    assert "破骨细胞 = 1" in result.stdout


def test_blocks_are_checked_before_the_search(tmp_path: Path) -> None:
    rules = tmp_path / "ring.bnet"
    rules.write_text("A, !B\nB, A\n", "utf-8")

    fine = boolnet("attractors", rules, "--update", "block-sequential", "--blocks", "A;B")
    missing = boolnet("attractors", rules, "--update", "block-sequential", "--blocks", "A")
    alone = boolnet("attractors", rules, "--blocks", "A;B")

    assert fine.exit_code == 0
    assert "Block-sequential {A} {B} attractors" in fine.stdout
    assert (2, 2) == (missing.exit_code, alone.exit_code)
    assert "every node must be in a block; B is in none" in missing.stderr
    assert "--blocks goes with --update block-sequential" in alone.stderr


def test_names_that_look_mistyped_are_read_as_written_on_request(tmp_path: Path) -> None:
    rules = tmp_path / "case.bnet"
    rules.write_text("Akt, PI3K\nPI3K, PI3K\nRaf, AKT\n", "utf-8")

    refused = boolnet("attractors", rules)
    read = boolnet("attractors", rules, "--ignore", "BN204")

    assert refused.exit_code == 1
    assert "--ignore BN204 reads the names as they are written" in refused.stderr
    assert read.exit_code == 0
    assert "4 attractors" in read.stdout


def test_basins_say_how_many_states_lead_where(tmp_path: Path) -> None:
    rules = tmp_path / "rules.bnet"
    rules.write_text("A, A & B\nB, B\nC, !C\n", encoding="utf-8")

    text = boolnet("attractors", rules, "--update", "synchronous", "--basins")
    record = json.loads(
        boolnet("attractors", rules, "--update", "synchronous", "--basins", "--json").stdout
    )
    asynchronous = boolnet("attractors", rules, "--basins")

    assert "Basins: where the 8 states lead\n" in text.stdout
    shares = [attractor["basin"] for attractor in record["attractors"]]
    assert [2, 2, 4] == sorted(basin["states"] for basin in shares)
    assert 1 == sum(basin["share"] for basin in shares)
    assert 2 == asynchronous.exit_code
    assert "a state may lead to several attractors" in asynchronous.stderr


def test_block_sequential_json_is_what_the_schema_says(tmp_path: Path, root: Path) -> None:
    rules = tmp_path / "rules.bnet"
    rules.write_text("A, !B\nB, A\n", encoding="utf-8")
    blocks = ("--update", "block-sequential", "--blocks", "A;B")

    record = json.loads(boolnet("attractors", rules, *blocks, "--basins", "--json").stdout)

    assert [] == list(problems(record, load_schema(root, "attractors")))
    assert "block-sequential {A} {B}" == record["update"]
