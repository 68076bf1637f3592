"""Tests of `boolnet.engines.solving`: what the solver finds, and where it is stopped."""

from __future__ import annotations

import random
from contextlib import closing

import pytest
from clingo import Control

from boolnet.engines.budget import CONFLICT, MODEL, Budget, Cause
from boolnet.engines.solving import iter_models


def choose(atoms: int) -> Control:
    """Any set of some atoms: 2^n models, no conflict."""
    control = Control(["--warn=none"])
    with control.backend() as backend:
        backend.add_rule([backend.add_atom() for _ in range(atoms)], choice=True)
    return control


def pigeons(holes: int) -> Control:
    """One pigeon more than there are holes: no model, and many conflicts until that is clear."""
    control = Control(["--warn=none"])
    with control.backend() as backend:
        sits = [[backend.add_atom() for _ in range(holes)] for _ in range(holes + 1)]
        for pigeon in sits:
            backend.add_rule(pigeon, choice=True)
            backend.add_rule([], [-atom for atom in pigeon])
        for hole in range(holes):
            for i, first in enumerate(sits):
                for second in sits[:i]:
                    backend.add_rule([], [first[hole], second[hole]])
    return control


def count(control: Control, budget: Budget, limit: int = 0) -> int:
    return sum(1 for _ in iter_models(control, (), budget, limit))


def test_all_models_are_given_and_counted_as_work() -> None:
    budget = Budget()

    assert 64 == count(choose(6), budget)
    assert 64 * MODEL == budget.steps
    assert not budget.spent


@pytest.mark.parametrize("limit", [1, 5, 64])
def test_a_limit_of_models_is_no_end_of_the_budget(limit: int) -> None:
    budget = Budget(work=10**9)

    assert limit == count(choose(6), budget, limit)
    assert not budget.spent


def test_conflicts_end_a_search_at_the_same_place_and_it_does_not_count_as_complete() -> None:
    # What is left beyond the conflicts does not suffice for one more.
    budgets = [Budget(work=100 * CONFLICT + CONFLICT // 2) for _ in range(2)]

    found = [count(pigeons(9), budget) for budget in budgets]

    assert [0, 0] == found
    assert all(budget.spent for budget in budgets)
    assert Cause.WORK is budgets[0].cause
    assert budgets[0].steps == budgets[1].steps >= 100 * CONFLICT


def test_enough_conflicts_show_that_there_is_no_model() -> None:
    budget = Budget(work=10**9)

    assert 0 == count(pigeons(5), budget)
    assert not budget.spent
    assert budget.steps >= 10 * CONFLICT


def test_conflicts_are_counted_when_nobody_asks_for_the_rest() -> None:
    """Random clauses of three literals, four for each atom: a model, after some conflicts."""
    rng = random.Random(1)
    control = Control(["--warn=none"])
    with control.backend() as backend:
        atoms = [backend.add_atom() for _ in range(100)]
        backend.add_rule(atoms, choice=True)
        for _ in range(400):
            backend.add_rule([], [rng.choice((-1, 1)) * atom for atom in rng.sample(atoms, 3)])
    budget = Budget()
    with closing(iter_models(control, (), budget)) as models:
        next(models)

    assert budget.steps > MODEL + CONFLICT


def test_models_end_a_search_too() -> None:
    budget = Budget(work=10 * MODEL)

    assert 10 == count(choose(20), budget)
    assert Cause.WORK is budget.cause


def test_a_busy_solver_is_interrupted() -> None:
    """Fourteen pigeons would keep it busy for hours."""

    class Impatient(Budget):
        looks = 0

        @property
        def overdue(self) -> bool:
            self.looks += 1
            if self.looks > 2:
                self.stop("somebody came")
            return bool(self.reason)

    budget = Impatient()

    assert 0 == count(pigeons(14), budget)
    assert "somebody came" == budget.reason


def test_who_watches_is_told_how_many_were_found() -> None:
    heard: list[str] = []
    budget = Budget(progress=heard.append)
    budget.report("states")

    count(choose(8), budget)

    assert ["states", "states: 100 so far", "states: 200 so far"] == heard


def test_a_spent_budget_asks_nothing() -> None:
    budget = Budget()
    budget.stop("interrupted")

    assert 0 == count(choose(6), budget)
    assert 0 == budget.steps
