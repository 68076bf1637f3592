"""Processes that are waited for, and one measurement from end to end."""

from __future__ import annotations

import importlib.util
import os
import time
from pathlib import Path
from typing import NoReturn

import pytest

from benchmarks.programs import PROGRAMS, Program
from benchmarks.results import Sheet, read_results
from benchmarks.workloads import WORKLOADS, Case, Selection, Workload

if os.name == "nt":
    pytest.skip("the benchmarks fork", allow_module_level=True)

from benchmarks import process
from benchmarks.runner import Runner

# Newer versions of Python warn of a fork beside the threads that tests in parallel have.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def sleep() -> NoReturn:
    while True:
        time.sleep(60)


def fill() -> None:
    kept = bytearray(400 << 20)
    kept[:: os.sysconf("SC_PAGE_SIZE")] = bytes([1]) * len(kept[:: os.sysconf("SC_PAGE_SIZE")])
    time.sleep(60)


def test_a_process_is_ended_when_its_time_is_up() -> None:
    usage = process.wait(process.fork(sleep), 0.05, 1000)

    assert ("time-out", -9) == (usage.reason, usage.code)


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="needs /proc")
def test_a_process_is_ended_when_it_takes_too_much_memory() -> None:
    usage = process.wait(process.fork(fill), 30, 300)

    assert ("out of memory", True) == (usage.reason, usage.megabytes > 300)


def test_networks_are_asked_in_process_and_as_a_whole_process(tmp_path: Path) -> None:
    case = Case("switch", lambda: "targets, factors\nA, B\nB, A\n", known={"attractors": 2})
    header = {"known": {"switch": case.known}}
    sheet = Sheet(tmp_path / "some.jsonl", header, resume=False)
    programs = [PROGRAMS[name] for name in ("boolnet", "boolnet, one process", "boolnet, process")]

    Runner(programs, sheet, seconds=30, megabytes=1000, repeats=2).run([case])

    results = read_results(sheet.path)
    assert 6 == len(sheet.done)
    assert dict.fromkeys((p.name for p in programs), 2) == {
        name: found["switch"].answer.get("attractors") for name, found in results.outcomes.items()
    }


def test_what_is_not_installed_is_left_out_with_a_word() -> None:
    program = Program("some", ("no_such_module.inside",), ("no-such-program",))

    assert "no_such_module.inside, program no-such-program" == program.missing
    assert importlib.util.find_spec("no_such_module") is None


@pytest.mark.parametrize("workload", WORKLOADS.values(), ids=lambda workload: workload.name)
def test_workloads_have_cases_and_programs_that_exist(workload: Workload, tmp_path: Path) -> None:
    (tmp_path / "025-some.bnet").write_text("A, B\nB, A\nI, I\nC, A & I\n", encoding="utf-8")

    cases = list(workload.cases(Selection(tmp_path, seeds=1)))

    assert set(workload.programs) <= set(PROGRAMS)
    assert len(cases) == len({case.name for case in cases})
    # The network has four nodes, one of them an input.
    assert bool(cases) == (workload.name not in ("many-inputs", "screen", "free-screen"))


@pytest.mark.parametrize("name", ["screen", "free-screen"])
def test_networks_of_the_right_size_are_screened(name: str, tmp_path: Path) -> None:
    for nodes in (59, 60, 320, 321):
        rules = [f"n{i}, I" for i in range(nodes - 1)]
        (tmp_path / f"{nodes}.bnet").write_text("\n".join(["I, I", *rules]), encoding="utf-8")

    cases = list(WORKLOADS[name].cases(Selection(tmp_path)))

    assert [("320", 320), ("60", 60)] == [(case.name, case.size) for case in cases]
    assert all(("I, 1\n" in case.rules()) == (name == "screen") for case in cases)
