"""What programs print, taken as answers; and what is asked of which."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.programs import ALL, PROGRAMS


def table(coverage: str = "complete", *, prime: bool = True) -> str:
    checked = {"complete": True, "prime": prime, "irredundant": True}
    verdicts: list[dict[str, Any]] = [
        {"in": "every", "count": 120, "listed": 100, "checked": checked},
        {"in": "no", "count": 3, "listed": 3, "checked": None},
    ]
    return json.dumps({"coverage": coverage, "tables": [{"verdicts": verdicts}]})


def test_a_decision_table_is_exact_when_it_is_complete_and_passed_its_checks() -> None:
    read = PROGRAMS["boolnet conditions"].read

    assert {"exact": True, "failed": [], "rows": 123, "listed": 103} == read(table())
    assert read(table("lower-bound"))["exact"] is False
    assert (False, ["prime"]) == (
        read(table(prime=False))["exact"],
        read(table(prime=False))["failed"],
    )


def test_counts_beyond_every_machine_number_are_read() -> None:
    output = json.dumps({"count": 10**60, "coverage": "complete"})

    assert {"attractors": 10**60, "exact": True} == PROGRAMS["boolnet, process"].read(output)


@pytest.mark.parametrize("program", ALL, ids=lambda program: program.name)
def test_every_program_is_asked_in_one_way(program: Any) -> None:
    assert (program.ask is None) != (program.command is None)
