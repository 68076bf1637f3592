"""How far a run is, on a terminal and in a log."""

from __future__ import annotations

import doctest
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from boolnet.cli import bar
from boolnet.cli.bar import describe, run_bar
from boolnet.runs.folder import RunFolder
from boolnet.runs.progress import Meter, Progress
from tests.runs.toys import Toy

PROGRESS = Progress(30, 120, 1200, 12, 1, 2, 300.0, 200.0)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    with monkeypatch.context() as patched:
        patched.setattr(time, "monotonic", clock)
        yield clock


def test_the_words_say_what_is_known() -> None:
    first = Progress(0, 120, 0, 0, 0, 0)
    end = replace(PROGRESS, done=120, incomplete=0, hits=1, seconds_left=0.0)

    assert "0 rows, 0 hits, no worker yet" == describe(first)
    told = "1,200 rows (300/s), 12 hits, 1 incomplete, 2 workers, 3 min left"
    assert told == describe(PROGRESS)
    assert "1,200 rows (300/s), 1 rescue" == describe(end, "rescue")


def test_the_examples_of_times_are_true() -> None:
    assert 0 == doctest.testmod(bar).failed


def test_rows_of_earlier_sessions_are_no_part_of_the_pace(clock: Clock) -> None:
    meter = Meter(done=50, total=100, rows=5000, hits=7, incomplete=0)
    assert (None, None) == (meter.read(2).rate, meter.read(2).seconds_left)

    clock.now += 10
    for _ in range(10):
        meter.add(100, 1, 0)

    assert Progress(60, 100, 6000, 17, 0, 2, 100.0, 40.0) == meter.read(2)


def test_a_log_gets_a_line_after_two_seconds_and_then_seldom(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    when = []
    with run_bar() as watched:
        for second in range(2001):
            clock.now = 1000.0 + second
            watched.watch(replace(PROGRESS, done=second, total=2000))
            if capsys.readouterr().err:
                when.append(second)

    assert 2 == when[0]
    assert all(10 <= later - now <= 100 for now, later in pairwise(when))
    assert 20 <= len(when) <= 40


def test_a_short_run_and_a_quiet_one_say_nothing(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with run_bar() as watched:
        watched.watch(PROGRESS)
    with run_bar(quiet=True) as watched:
        clock.now += 100
        watched.watch(PROGRESS)

    assert "" == capsys.readouterr().err


PROGRAM = """
import sys
from boolnet.cli.bar import run_bar
from boolnet.runs.execute import execute
from boolnet.runs.executors import in_process, processes
from boolnet.runs.folder import RunFolder
from tests.runs.toys import Toy

if __name__ == "__main__":
    work = Toy(400, 0.02)
    with RunFolder.create(sys.argv[1], work) as folder, run_bar() as watched:
        outcome = execute(work, folder, processes(2), watch=watched.watch, stop=watched.stop)
    print(outcome.progress.done, outcome.is_complete, watched.interrupted)
"""


@pytest.mark.skipif(os.name == "nt", reason="sends signals as Unix does")
def test_ctrl_c_keeps_what_is_done_and_the_workers_say_nothing(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    process = subprocess.Popen(
        [sys.executable, path, tmp_path / "run"],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(list(tmp_path.rglob("*.chunk"))) < 10:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it, too
    out, err = process.communicate(timeout=30)

    done, complete, interrupted = out.split()
    assert ("False", "True") == (complete, interrupted)
    assert ["stopping; what is done is kept; Ctrl-C again quits at once"] == err.splitlines()
    with RunFolder.resume(tmp_path / "run", Toy(400, 0.02)) as folder:
        assert int(done) == len(folder)


@pytest.mark.skipif(os.name == "nt", reason="needs the terminals of Unix")
def test_a_terminal_shows_a_bar_that_goes_away(tmp_path: Path, root: Path) -> None:
    import pty

    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, path, tmp_path / "run"],
        env={**os.environ, "PYTHONPATH": str(root), "TERM": "xterm", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # nobody writes any more
            break
        if not part:
            break
        shown += part
    os.close(ours)
    out, _ = process.communicate(timeout=30)

    assert "400 True False" == out.strip()
    assert "━".encode() in shown
    assert b" hits, 1 incomplete, 2 workers, " in shown
    assert b" s left" in shown
    assert shown.rstrip().endswith(b"\x1b[2K"), "the line is taken away"
