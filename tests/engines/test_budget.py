"""Tests of `boolnet.engines.budget`."""

from __future__ import annotations

import time

import pytest

from boolnet.engines.budget import Budget


def test_a_budget_without_limits_is_never_spent() -> None:
    assert not Budget().spent


def test_the_clock_spends_a_budget_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Budget(seconds=5)
    assert not budget.spent

    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 6)

    assert budget.spent
    assert "stopped after 5 s" == budget.reason


def test_the_first_reason_stays() -> None:
    """Ctrl-C during the last second: what stopped the search is the interrupt."""
    budget = Budget(seconds=0)

    budget.stop("interrupted")
    budget.stop("something else")

    assert budget.spent
    assert "interrupted" == budget.reason


def test_whoever_watches_is_told() -> None:
    heard: list[str] = []

    Budget(progress=heard.append).report("candidate states of 40 nodes")
    Budget().report("nobody listens")

    assert ["candidate states of 40 nodes"] == heard
