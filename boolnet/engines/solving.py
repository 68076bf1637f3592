"""The solver at work, watched: time, memory and conflicts.

A solve runs in a thread of its own and is looked at ten times a second, so that the clock,
the memory and an interrupt can end it. (Measured: the thread costs 0.15 ms a solve, and an
attractor search asks a few times; solving in slices cannot go on with an enumeration.)
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from boolnet.engines.budget import CONFLICT, COUNTED, MODEL, Budget

if TYPE_CHECKING:
    from clingo import Control, Model

PULSE = 0.1  # seconds between two looks at a solver that is busy


def iter_models(
    control: Control, assumptions: Sequence[int], budget: Budget, limit: int = 0
) -> Generator[Model, None, None]:
    """The models of *control*, one by one; each is to be read before the next is asked for.

    They are all there are, or *limit*, unless `budget.spent` says otherwise afterwards.

    Args:
        control: A solver.
        assumptions: Literals that have to hold.
        budget: What is spent: its work for every conflict and every model.
        limit: At most so many; 0 for all.
    """
    _limit(control, budget, limit)
    found = 0
    try:
        with control.solve(list(assumptions), yield_=True, async_=True) as handle:
            while not budget.spent:
                handle.resume()
                while not handle.wait(PULSE):
                    if found:
                        budget.report_found(found)
                    if budget.overdue:
                        handle.cancel()
                        break
                model = handle.model()
                if model is None:
                    if (not limit or found < limit) and not handle.get().exhausted:
                        budget.exhaust()  # the solver gave up: there may be more
                    break
                found += 1
                if found % 100 == 0:
                    budget.report_found(found)
                budget.spend(MODEL)
                yield model
    finally:  # also when nobody asks for the rest
        statistics: Any = control.statistics
        budget.spend(CONFLICT * int(statistics["solving"]["solvers"]["conflicts"]))


def count_models(control: Control, assumptions: Sequence[int], budget: Budget, limit: int) -> int:
    """How many models there are, up to *limit*; they do not leave the solver.

    Arguments are those of `iter_models`.
    """
    _limit(control, budget, limit)
    with control.solve(list(assumptions), async_=True) as handle:
        while not handle.wait(PULSE):
            if budget.overdue:
                handle.cancel()
                break
        exhausted = handle.get().exhausted
    statistics: Any = control.statistics
    found = int(statistics["summary"]["models"]["enumerated"])
    budget.spend(CONFLICT * int(statistics["solving"]["solvers"]["conflicts"]))
    budget.spend(COUNTED * found)
    if not exhausted and found < limit:
        budget.exhaust()  # the solver gave up: there may be more
    return found


def _limit(control: Control, budget: Budget, models: int) -> None:
    """Let *control* look for so many *models* (0 for all), within the work that is left."""
    conflicts = budget.afford(CONFLICT)
    configuration: Any = control.configuration.solve
    configuration.models = models
    configuration.solve_limit = "umax" if conflicts is None else str(max(conflicts, 1))
