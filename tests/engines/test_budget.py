"""Tests of `boolnet.engines.budget`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from boolnet.engines import budget as module
from boolnet.engines import memory
from boolnet.engines.budget import Budget, Cause, format_size
from boolnet.engines.memory import measure_memory


def test_a_budget_without_limits_is_never_spent() -> None:
    assert not Budget().spent


def test_the_clock_spends_a_budget_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Budget(seconds=5)
    assert not budget.spent

    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 6)

    assert budget.spent
    assert ("stopped after 5 s", Cause.CLOCK) == (budget.reason, budget.cause)
    assert not Cause.CLOCK.is_reproducible


def test_the_first_reason_stays() -> None:
    """Ctrl-C during the last second: what stopped the search is the interrupt."""
    budget = Budget(seconds=0)

    budget.stop("interrupted")
    budget.stop("something else", Cause.CLOCK)

    assert budget.spent
    assert ("interrupted", Cause.INTERRUPT) == (budget.reason, budget.cause)


def test_whoever_watches_is_told() -> None:
    heard: list[str] = []

    Budget(progress=heard.append).report("candidate states of 40 nodes")
    Budget().report("nobody listens")

    assert ["candidate states of 40 nodes"] == heard


def test_work_is_counted_up_to_its_limit() -> None:
    budget = Budget(work=1_000)

    budget.spend(900)
    assert 20 == budget.afford(5)
    assert not budget.spent
    budget.spend(100)

    assert 0 == budget.afford(5)
    assert budget.spent
    assert ("stopped after 1,000 steps of work", Cause.WORK) == (budget.reason, budget.cause)
    assert Cause.WORK.is_reproducible


def test_who_waits_does_not_notice_work() -> None:
    """How often it looks depends on the clock, so what it sees must not depend on work."""
    budget = Budget(work=1)
    budget.spend(5)

    assert not budget.overdue
    assert budget.spent
    assert budget.overdue


def test_without_a_limit_work_is_counted_and_never_too_much() -> None:
    budget = Budget()
    budget.spend(10**12)

    assert 10**12 == budget.steps
    assert budget.afford(1) is None
    assert not budget.spent


def test_memory_stops_a_search_at_nine_tenths(monkeypatch: pytest.MonkeyPatch) -> None:
    held = 0
    clock = 0.0
    monkeypatch.setattr(module, "measure_memory", lambda: held)
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    budget = Budget(memory=1_000_000)
    assert not budget.spent

    held = 900_001
    assert not budget.spent, "it is looked at twenty times a second, not each time"
    clock = 0.06

    assert budget.spent
    assert ("stopped at 1 MB of memory", Cause.MEMORY) == (budget.reason, budget.cause)
    assert not Cause.MEMORY.is_reproducible


def test_memory_is_that_of_this_process() -> None:
    before = measure_memory()
    block = bytearray(b"x" * 50_000_000)
    after = measure_memory()

    assert 5_000_000 < before
    assert before + 40_000_000 < after
    assert len(block) == 50_000_000


def test_where_the_system_tells_only_the_largest_size_so_far_that_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = measure_memory()
    monkeypatch.setattr(memory, "_PAGES", tmp_path / "missing")

    assert 0.9 * now <= measure_memory() < 100 * now


def test_diagrams_fit_into_a_quarter_of_the_memory() -> None:
    most = Budget().diagram_nodes

    assert most == Budget(memory=10**11).diagram_nodes
    assert module.NODE * Budget(memory=10**8).diagram_nodes <= 10**8 // 4
    assert 5 == Budget(memory=10**8, diagram_nodes=5).diagram_nodes


def test_a_part_that_is_too_large_is_bounded_by_work_unless_memory_is_scarce() -> None:
    assert Cause.WORK is Budget().bound
    assert Cause.WORK is Budget(memory=10**11).bound
    assert Cause.MEMORY is Budget(memory=10**8).bound


def test_an_answer_is_worked_out_for_a_moment_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    budget, counted = Budget(), Budget(work=0)
    assert not budget.late
    budget.stop("interrupted")
    assert counted.spent
    assert not budget.late

    clock = 1.0

    assert budget.late
    assert not counted.late, "a list may not be shorter on a slow machine"


def test_what_was_found_so_far_is_told_with_what_is_being_done() -> None:
    heard: list[str] = []
    budget = Budget(progress=heard.append)

    budget.report("fixed points of 40 nodes")
    budget.report_found(1234)
    Budget().report_found(1)

    assert ["fixed points of 40 nodes", "fixed points of 40 nodes: 1,234 so far"] == heard


@pytest.mark.parametrize(
    ("size", "text"),
    [(500_000_000, "500 MB"), (1_500_000_000, "1.5 GB"), (2_000, "2 kB"), (12, "12 bytes")],
)
def test_sizes_are_written_as_people_do(size: int, text: str) -> None:
    assert text == format_size(size)
