"""``boolnet control`` as people see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import boolnet, start

ARTHRITIS = ("osteoimmune", "--phenotype", "BoneLoss=0", "-e", "ra")
SWITCH = """targets, factors
S, S
A, S | B & A
B, A | !C
C, !A & !B
P, A & B
"""


@pytest.fixture
def switch(tmp_path: Path) -> str:
    path = tmp_path / "switch.bnet"
    path.write_text(SWITCH, encoding="utf-8")
    return str(path)


def sets_of(*words: str) -> list[list[str]]:
    result = boolnet("control", *words, "--json")
    assert 0 == result.exit_code, result.stderr
    return [found["experiments"] for found in json.loads(result.stdout)["sets"]]


def test_small_sets_come_first_with_what_else_they_do(switch: str) -> None:
    result = boolnet("control", switch, "--phenotype", "P", "--set", "S=0")

    assert (
        result.stdout
        == """\
Interventions in switch, 5 nodes, asynchronous update
  inputs       S = 0
  wanted       P = 1 in every attractor

     set  attractors  nodes  released
  1  A=1  1           3      stays
  2  S=1  1           4      stays
  nodes: how many change besides those that are held; released: what becomes of
  the phenotype when the holds are

How they work  one way each; --json has every step, with its rule
   1  A = 1 > B = 1 > P = 1
   2  S = 1 > A = 1 > B = 1 > P = 1

3 of 46 sets tried; the others follow from these
2 minimal sets, each checked by an ordinary search; complete up to size 3
"""
    )


def test_drugs_are_named_and_none_is_missing() -> None:
    found = sets_of(*ARTHRITIS, "--drugs-only", "--max-size", "2")

    assert ["denosumab"] in found
    assert ["bisphosphonate"] == found[0]
    assert all(len(names) == 1 for names in found)


def test_what_is_excluded_is_not_used() -> None:
    with_it = sets_of(*ARTHRITIS, "--max-size", "1")
    without = sets_of(*ARTHRITIS, "--max-size", "1", "--exclude", "TNF,denosumab")

    assert [["TNF=0"], ["denosumab"]] == sorted(s for s in with_it if s not in without)
    assert [["denosumab"]] == sets_of(*ARTHRITIS, "--only", "denosumab")


def test_the_answer_does_not_depend_on_how_python_hashes() -> None:
    words = ("control", *ARTHRITIS, "--max-size", "2")
    told = {start(*words, env={"PYTHONHASHSEED": seed}).communicate()[0] for seed in "123"}

    assert "each checked by an ordinary search" in min(told)
    assert 1 == len(told)


def test_when_nothing_has_to_be_done_that_is_said(switch: str) -> None:
    result = boolnet("control", switch, "--phenotype", "P", "--set", "S=1")

    assert "Nothing has to be done: every attractor is as wanted without any hold." in result.stdout
    assert "1 minimal set, each checked by an ordinary search" in result.stdout


def test_when_nothing_lasts_that_is_said() -> None:
    result = boolnet("control", *ARTHRITIS, "--temporary")

    assert 0 == result.exit_code
    assert "Nothing can last: without holds no attractor in ra has BoneLoss = 0" in result.stdout


def test_a_search_that_is_stopped_tells_what_is_proved() -> None:
    result = boolnet("control", *ARTHRITIS, "--timeout", "0")

    assert 4 == result.exit_code
    assert "stopped after 0 s: none is complete, there may be more" in result.stdout


def test_a_search_that_work_ends_stops_at_the_same_place() -> None:
    runs = {boolnet("control", *ARTHRITIS, "--effort", "1").stdout for _ in range(2)}

    assert 1 == len(runs)
    assert "there may be more" in runs.pop()


def test_only_what_is_reached_from_the_start_counts() -> None:
    found = sets_of("rank_nfatc1", "--phenotype", "Osteoclast=0", "-e", "low_rankl",
                   "--from", "resting", "--max-size", "1")  # fmt: skip

    assert [[]] == found  # from rest, a low dose makes no osteoclast


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--phenotype", "Q=0"], 'there is no node "Q"'),
        (["--phenotype", "P=2"], "--phenotype P=2: the value must be 0, 1 or oscillates"),
        (["--phenotype", "=0"], "--phenotype =0: name a phenotype"),
        (["--phenotype", "P | !P=0"], "this phenotype always holds"),
        (["--phenotype", "P & !P"], "this phenotype can never hold"),
        (["--phenotype", "P", "--exclude", "Q"], '--exclude: there is no node "Q"'),
        (["--phenotype", "P", "--only", "A", "--exclude", "A"], "--only and --exclude both name A"),
        (["--phenotype", "P", "--drugs-only"], "a rule file names no therapies"),
        (["--phenotype", "P", "--drugs-only", "--edges"], "leave out --edges"),
        (["--phenotype", "P", "--only", "P"], "there is nothing to hold"),
        (["--phenotype", "P", "--temporary", "--update", "general"], "--temporary goes with"),
        (["--phenotype", "P", "--from", "A=1", "--update", "synchronous"], "--from goes with"),
        (["--phenotype", "P", "-e", "ra"], "a rule file names no environments"),
        (["--phenotype", "P", "-e", "all"], "a rule file names no environments"),
        (["--phenotype", "P", "--from", "wildtype"], "choose one, such as W1"),
    ],
)
def test_what_cannot_be_asked_is_said(switch: str, words: list[str], told: str) -> None:
    result = boolnet("control", switch, *words)

    assert 2 == result.exit_code
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_an_attractor_to_begin_with_needs_one_environment() -> None:
    result = boolnet("control", *ARTHRITIS, "-e", "ovx", "--from", "W1")

    assert 2 == result.exit_code
    assert "--from W1: each environment has attractors of its own" in result.stderr
