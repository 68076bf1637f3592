"""All pairs as a whole: the rows of the table are counted, and the processes that made it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("the benchmarks fork", allow_module_level=True)

from benchmarks.pairs import find_family, measure


def test_all_pairs_are_counted_with_time_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "loop.bnet"
    path.write_text("A, !B\nB, A\nC, B\n", encoding="utf-8")

    rows, unfinished, *_, together = measure(str(path), 1, [])

    # The baseline, six single experiments, and of fifteen pairs three contradict themselves.
    assert ("19", "0") == (rows, unfinished)
    assert float(together) > 0 or not Path("/proc/self/statm").exists()


def test_a_screen_that_cannot_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ended with 2"):
        measure(str(tmp_path / "nowhere.bnet"), 1, [])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux only")
def test_the_family_of_a_process_holds_what_it_started() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in find_family(os.getpid())
        child.communicate(b"\n")
