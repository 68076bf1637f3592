"""Screens of several programs: what is counted, what a page says of it, what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.asking import WARM
from benchmarks.results import Outcome, Results
from benchmarks.screen_table import find_ratios, iter_differing, per_mutant, render_screens
from benchmarks.screening import boolnet_screen, mpbn_screen

HEADER: dict[str, Any] = {
    "title": "Some", "command": "bench", "seconds": 10, "repeats": 1, "clock": "wall",
    "where": "here", "machine": {}, "missing": {}, "goals": (1, 100, 10),
}  # fmt: skip


def outcome(seconds: float, each: dict[str, int], **more: Any) -> Outcome:
    answer = {"each": each, "bounds": {}, "late": 0, "all": 4} | more
    return Outcome("ok", seconds, 20, answer, "", "some", 2)


def results(**programs: Outcome) -> Results:
    names = {"ours": "boolnet, screen", "biobalm": "biobalm, screen", "mpbn": "mpbn, screen"}
    return Results(HEADER, {names[name]: {"some": found} for name, found in programs.items()})


def test_boolnet_answers_every_mutant(tmp_path: Path) -> None:
    path = tmp_path / "small.bnet"
    path.write_text(WARM, encoding="utf-8")

    found = boolnet_screen({"path": str(path), "seconds": 60})

    assert {"A=0": 1, "A=1": 1, "B=0": 1, "B=1": 1} == found["each"]
    assert ({}, 0, 4) == (found["bounds"], found["late"], found["all"])


def test_mpbn_counts_trap_spaces_of_the_same_mutants(tmp_path: Path) -> None:
    pytest.importorskip("mpbn")
    path = tmp_path / "switch.bnet"
    path.write_text("targets, factors\nA, B\nB, A\nC, A\n", encoding="utf-8")
    task = {"path": str(path), "seconds": 60}

    ours, theirs = boolnet_screen(task), mpbn_screen(task)

    assert ours["each"] == theirs["spaces each"]
    assert {1, 2} == set(ours["each"].values())


def test_one_that_was_cut_off_counts_with_its_time() -> None:
    assert 500 == per_mutant(outcome(1, {"A=0": 1, "A=1": 1}))
    assert 250 == per_mutant(outcome(1, {"A=0": 1, "A=1": 1}, late=1, failures=1))
    assert per_mutant(None) is None


def test_a_page_tells_ratios_and_what_is_missed() -> None:
    ours = outcome(0.008, dict.fromkeys(("A=0", "A=1", "B=0", "B=1"), 1))
    page = render_screens(results(ours=ours, biobalm=outcome(1, {"A=0": 1, "B=1": 1})))

    assert "| some | 2 | 4 | 2 | 0 | 500 (2) | 250 |  | 20 |" in page
    assert "which the median misses by a factor of 2; above it are 1 of 1 networks" in page
    assert "Mutants compared: 2 with biobalm" in page


def test_where_boolnet_answers_no_mutant_there_is_no_ratio() -> None:
    nothing = outcome(10, {}, late=1)

    assert {} == find_ratios(results(ours=nothing, mpbn=outcome(1, {"A=0": 1})), ("mpbn, screen",))


@pytest.mark.parametrize(
    ("ours", "biobalm", "mpbn", "differ"),
    [
        ({"A=0": 2}, {"A=0": 2, "A=1": 7}, {"A=0": 1}, False),
        ({"A=0": 2}, {"A=0": 3}, {}, True),
        ({"A=0": 2}, {"A=0": 2}, {"A=0": 3}, True),
    ],
)
def test_different_counts_are_told(
    ours: dict[str, int], biobalm: dict[str, int], mpbn: dict[str, int], differ: bool
) -> None:
    found = results(
        ours=outcome(1, ours),
        biobalm=outcome(1, biobalm),
        mpbn=outcome(1, {}, **{"spaces each": mpbn}),
    )

    assert differ == any(iter_differing(found))
    assert differ == ("Answers differ" in render_screens(found))


def test_a_lower_bound_of_boolnet_above_the_number_differs() -> None:
    found = results(ours=outcome(1, {}, bounds={"A=0": 4}), biobalm=outcome(1, {"A=0": 3}))

    assert ["some, A=0: biobalm, screen 3, boolnet, screen at least 4"] == [*iter_differing(found)]
