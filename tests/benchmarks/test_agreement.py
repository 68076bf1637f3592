"""How the campaign judges: what agrees, what says nothing, what differs."""

from __future__ import annotations

from typing import Any

from benchmarks.agreement import OURS, iter_trials, judge, render


def results(ours: dict[str, Any], **others: dict[str, Any]) -> dict[str, Any]:
    said = {name: {"status": "ok", "answer": answer} for name, answer in others.items()}
    return said | {OURS: {"status": "ok", "answer": {"routes": {"solver": ours}, "spaces": 1}}}


def test_equal_answers_agree_and_different_ones_do_not() -> None:
    known = {"attractors": 2, "sizes": [1, 4], "fixed points": 1}
    mine = known | {"exact": True}

    assert [] == judge(results(mine, brute=known))["differing"]
    assert judge(results(mine | {"sizes": [1, 5]}, brute=known))["differing"]
    assert judge(results(mine, brute={"attractors": 1}))["differing"]
    assert judge(results(mine, brute=known, aeon={"attractors": 3}))["differing"]


def test_a_lower_bound_may_be_less_but_not_more() -> None:
    known = {"attractors": 2}

    assert [] == judge(results({"attractors": 1, "exact": False}, brute=known))["differing"]
    assert judge(results({"attractors": 3, "exact": False}, brute=known))["differing"]


def test_minimal_trap_spaces_are_compared_too() -> None:
    mine = {"attractors": 2, "exact": True}

    found = judge(results(mine, brute={"attractors": 2, "spaces": 1, "hidden": 1}))
    assert (found["hidden"], found["beyond"], found["differing"]) == (True, True, [])
    assert judge(results(mine, brute={"attractors": 2, "spaces": 2}))["differing"]


def test_the_networks_are_the_same_in_every_run() -> None:
    trials = list(iter_trials(100, 0))

    assert trials[50:] == list(iter_trials(50, 50))
    assert {6, 40} <= {trial.nodes for trial in iter_trials(1000, 0)}
    assert 100 == len({trial.name for trial in trials})


def test_a_difference_is_counted() -> None:
    known = {"attractors": 2, "sizes": [1, 4]}
    verdict = judge(results({"attractors": 3, "exact": True}, brute=known))

    page = render([{"name": "hidden-8-0", "small": True, "silent": {}} | verdict])

    assert "| all | 1 | 1 | 1 | 0 | 0 | 0 | 1 | 0 | 1 |" in page
