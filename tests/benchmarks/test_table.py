"""Tables from results: medians, ratios, what is not answered, and answers that differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.results import Record, Sheet, compute_ratios, disagreements, read_results
from benchmarks.table import format_count, format_ratio, format_seconds, geometric_mean, render

HEADER: dict[str, Any] = {
    "title": "Some networks",
    "layout": "summary",
    "command": "scripts/bench some",
    "seconds": 10,
    "repeats": 3,
    "where": "all on the same core",
    "machine": {"processor": "abacus", "Python": "3"},
    "missing": {"trappist": "trappist (no trappist)"},
    "known": {"one": {"attractors": 2}},
}


def record(case: str, program: str, seconds: float, count: int | None = 2, run: int = 0) -> Record:
    if count is None:
        return Record(case, program, run, "time-out", seconds, 50)
    return Record(case, program, run, "ok", seconds, 50, {"attractors": count, "exact": True})


RECORDS = [
    *(record("one", "boolnet", seconds, run=run) for run, seconds in enumerate((0.5, 0.01, 0.1))),
    record("one", "biobalm", 0.4),
    record("two", "boolnet", 0.2, 3),
    record("two", "biobalm", 0.1, 3),
    record("three", "boolnet", 0.5, 1),
    record("three", "biobalm", 10, None),
]


def write(path: Path, records: list[Record], **header: Any) -> Path:
    sheet = Sheet(path / "some.jsonl", HEADER | header, resume=False)
    for one in records:
        sheet.add(one)
    return sheet.path


def test_the_median_of_the_runs_counts(tmp_path: Path) -> None:
    results = read_results(write(tmp_path, RECORDS))

    mine, theirs = results.outcomes["boolnet"], results.outcomes["biobalm"]
    assert 0.1 == mine["one"].seconds
    assert {"one": 4.0, "two": 0.5} == compute_ratios(mine, theirs)


def test_a_table_says_who_answered_and_how_much_longer_others_took(tmp_path: Path) -> None:
    page = render(read_results(write(tmp_path, RECORDS)))

    assert (
        "| biobalm | 2 | 0 | 1 | 0 | 0 | 1 of 1 | 0.40 s | 10 s | 10 s | 10 s | 50 | 50 |" in page
    )
    # 4 and 0.5 where both answered; with 10 s for the third: (4 * 0.5 * 20)^(1/3)
    assert "| biobalm / boolnet | 2 | 2.2 | 1.4 | 0.5 (two) | 1 | 1 | 0 | 3.4 |" in page
    assert "- biobalm: three (time-out)" in page
    assert "Networks with several exact answers: 2; none of these differ." in page
    assert "Left out: trappist (no trappist)." in page
    assert "processor abacus" in page


@pytest.mark.parametrize("layout", ["cases", "sizes", "programs"])
def test_every_layout_has_a_column_or_row_for_each_program(tmp_path: Path, layout: str) -> None:
    page = render(read_results(write(tmp_path, RECORDS, layout=layout)))

    assert "boolnet" in page
    assert "biobalm" in page
    assert "time-out" in page or "(2 of 3)" in page


def test_answers_that_differ_are_named(tmp_path: Path) -> None:
    results = read_results(write(tmp_path, [*RECORDS[:-1], record("three", "biobalm", 1, 2)]))

    assert ["three, attractors: boolnet 1, biobalm 2"] == disagreements(results)
    assert "**Answers differ:**" in render(results)


def test_a_lower_bound_contradicts_only_what_is_less(tmp_path: Path) -> None:
    bound = replace(RECORDS[3], answer={"attractors": 2, "exact": False})
    above = replace(RECORDS[3], answer={"attractors": 3, "exact": False})

    assert [] == disagreements(read_results(write(tmp_path, [bound])))
    assert ["one, attractors: known 2, biobalm at least 3"] == disagreements(
        read_results(write(tmp_path, [above]))
    )


def test_a_run_goes_on_after_a_line_that_was_cut_off(tmp_path: Path) -> None:
    path = write(tmp_path, RECORDS)
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")

    sheet = Sheet(path, HEADER, resume=True)

    assert RECORDS[:-1] == list(sheet.done.values())
    assert RECORDS[0] == sheet.done["one", "boolnet", 0]


def test_a_run_with_another_limit_does_not_go_on(tmp_path: Path) -> None:
    path = write(tmp_path, RECORDS)

    with pytest.raises(SystemExit, match="measured with other seconds"):
        Sheet(path, HEADER | {"seconds": 20}, resume=True)


def test_numbers_are_short() -> None:
    assert ["0.52 ms", "36 ms", "0.36 s", "46 s"] == [
        format_seconds(seconds) for seconds in (0.00052, 0.0362, 0.362, 46.2)
    ]
    assert ["0.5", "12", "219"] == [format_ratio(ratio) for ratio in (0.5, 12.3, 219.2)]
    assert ["983,424", "1.23·10^59"] == [format_count(n) for n in (983_424, 123 * 10**57)]
    assert geometric_mean([1, 100]) == pytest.approx(10)
