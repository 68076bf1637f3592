"""``--timeout``, ``--memory`` and ``--effort``: a partial answer that says what ended it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import click
import pytest

from boolnet.cli import main as cli
from boolnet.cli.limits import read_size
from boolnet.engines import budget
from boolnet.errors import BoolnetError
from tests.running import boolnet, start

SEARCHES = [
    ["attractors", "osteoimmune"],
    ["attractors", "osteoimmune", "--update", "synchronous"],
    ["fixed-points", "osteoimmune"],
    ["trap-spaces", "osteoimmune"],
    ["knockout", "osteoimmune", "TNF"],
]
every_search = pytest.mark.parametrize("call", SEARCHES, ids=" ".join)


def ask(*words: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit status, and what the record says of each search that was made."""
    result = boolnet(*words, "--json", "--limit", "3")
    record = json.loads(result.stdout)
    return result.exit_code, [record[s] for s in ("wild", "perturbed") if s in record] or [record]


@every_search
@pytest.mark.parametrize(
    ("limit", "cause", "same"),
    [
        (["--timeout", "0"], "clock", False),
        (["--memory", "1M"], "memory", False),
        (["--effort", "0"], "work", True),
    ],
    ids=["timeout", "memory", "effort"],
)
def test_every_search_takes_every_limit_and_says_which_one_ended_it(
    call: list[str], limit: list[str], cause: str, same: bool
) -> None:
    status, sides = ask(*call, *limit)

    assert 4 == status
    for side in sides:
        assert "lower-bound" == side["coverage"]
        assert (cause, same) == (side["stopped_by"], side["reproducible"])
        assert side["stopped"].startswith("stopped")


@every_search
def test_limits_that_are_not_reached_change_nothing(call: list[str]) -> None:
    held = [*call, "--environment", "ra"]

    status, sides = ask(*held, "--timeout", "3600", "--memory", "100G", "--effort", "3600")

    assert 0 == status
    for side, without in zip(sides, ask(*held)[1], strict=True):
        assert (None, None, True) == (side["stopped"], side["stopped_by"], side["reproducible"])
        assert without["count"] == side["count"]
        assert without["method"] == side["method"]


@pytest.mark.parametrize("effort", ["0.001", "0.02", "0.05"])
def test_two_searches_that_work_ended_found_the_same(effort: str) -> None:
    records = []
    for hash_seed in ("1", "2"):
        call = ["attractors", "osteoimmune", "--effort", effort, "--json"]
        out, _ = start(*call, env={"PYTHONHASHSEED": hash_seed}).communicate(timeout=120)
        records.append({**json.loads(out), "seconds": 0})

    assert json.dumps(records[0]) == json.dumps(records[1])
    assert "work" == records[0]["stopped_by"]


def test_more_effort_finds_no_less() -> None:
    counts = [
        ask("attractors", "osteoimmune", "--effort", f"{n / 100}")[1][0]["count"] for n in range(8)
    ]

    assert counts == sorted(counts)
    assert len(set(counts)) > 2


def test_the_last_line_says_whether_another_run_may_differ() -> None:
    clock = boolnet("attractors", "osteoimmune", "--timeout", "0")
    memory = boolnet("attractors", "osteoimmune", "--memory", "2M")
    work = boolnet("knockout", "osteoimmune", "TNF", "--effort", "0.001")

    assert clock.stdout.endswith("; stopped after 0 s, where another run may differ\n")
    assert memory.stdout.endswith("stopped at 2 MB of memory, where another run may differ\n")
    assert work.stdout.endswith("; stopped after 1,000 steps of work, as in every run\n")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("500M", 500_000_000),
        ("1.5g", 1_500_000_000),
        ("64 kB", 64_000),
        ("2T", 2 * 10**12),
        ("7", 7),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, size: int) -> None:
    assert size == read_size(text)


@pytest.mark.parametrize("text", ["", "M", "-1M", "500X", "1,5G", "lots"])
def test_what_is_no_size_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(click.BadParameter, match="500M or 2G"):
        read_size(text)
    result = boolnet("attractors", "osteoimmune", "--memory", text)

    assert 2 == result.exit_code
    assert f'"{text}" is no size; write for example 500M or 2G' in result.stderr
    assert "--memory" in result.stderr


def test_a_system_that_does_not_measure_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BoolnetError("memory cannot be measured on this system")

    monkeypatch.setattr(budget, "measure_memory", refuse)
    result = boolnet("attractors", "osteoimmune", "--memory", "1G")

    assert 2 == result.exit_code
    assert "error: memory cannot be measured" in result.stderr


def test_a_class_that_was_being_loaded_when_somebody_pressed_ctrl_c_is_no_bug(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Python wraps whatever happens while a class is made (seen in a library of a library)."""
    error = RuntimeError("Error calling __set_name__")
    error.__cause__ = KeyboardInterrupt()

    assert 130 == cli._report(error, traceback=False)
    assert "interrupted\n" == capsys.readouterr().err
    assert 3 == cli._report(RuntimeError("else"), traceback=False)


def wait_for_the_solver(process: subprocess.Popen[Any]) -> None:
    """It works in a thread of its own: then the search has begun, and Ctrl-C is looked after."""
    tasks = Path(f"/proc/{process.pid}/task")
    while process.poll() is None and len(list(tasks.iterdir())) < 2:
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at threads as Linux does")
def test_an_interrupt_leaves_valid_json(tmp_path: Path) -> None:
    """A ring of majorities has fixed points beyond number: it surely runs when Ctrl-C comes."""
    size = 150
    path = tmp_path / "ring.bnet"
    rules = []
    for i in range(size):
        a, b, c = f"x{(i - 1) % size}", f"x{i}", f"x{(i + 1) % size}"
        rules.append(f"{b}, {a} & {b} | {a} & {c} | {b} & {c}")
    path.write_text("\n".join(rules), encoding="utf-8")
    process = start("attractors", path, "--json", "--limit", "2", "--effort", "3600")
    wait_for_the_solver(process)
    process.send_signal(signal.SIGINT)

    out, err = process.communicate(timeout=60)

    record = json.loads(out)
    assert 130 == process.returncode
    assert ("interrupt", False) == (record["stopped_by"], record["reproducible"])
    assert "Traceback" not in err
