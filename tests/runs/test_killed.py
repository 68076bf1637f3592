"""Runs that are killed at random moments lose nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boolnet.errors import RunError
from boolnet.runs.durable import UNFINISHED
from boolnet.runs.execute import execute
from boolnet.runs.folder import RunFolder
from tests.runs.toys import Big, Toy, expected

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills processes as Unix does")


def start(root: Path, folder: Path, *options: object, **more: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.runs.program", str(folder), *map(str, options)]
    return subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, **more)


def kill_and_resume(root: Path, folder: Path, kills: int, workers: int, work: Toy) -> int:
    """Kill a run so many times, in the time that an undisturbed one takes, then let it end.

    How many times it had begun and was not yet done.
    """
    began = time.monotonic()
    options = (workers, work.chunks, work.seconds)
    undisturbed = start(root, folder.with_name("undisturbed"), *options)
    assert b"" == undisturbed.communicate()[1]
    whole = time.monotonic() - began
    told = random.Random(kills * 10 + workers)
    in_the_middle = 0
    for _ in range(kills):
        process = start(root, folder, *options)
        time.sleep(told.uniform(0, whole * 2 / kills + 0.3))
        process.kill()
        process.communicate()
        there = len(list(folder.rglob("*.chunk")))
        in_the_middle += 0 < there < work.chunks
    last = start(root, folder, *options)
    assert b"" == last.communicate()[1]
    assert 0 == last.returncode
    return in_the_middle


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_was_killed_four_times_comes_to_the_same_bytes(
    tmp_path: Path, root: Path, workers: int
) -> None:
    work = Toy(300, 0.005)

    assert kill_and_resume(root, tmp_path / "run", 4, workers, work) > 0

    check(tmp_path / "run", work)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_was_killed_twenty_times_comes_to_the_same_bytes(
    tmp_path: Path, root: Path, workers: int
) -> None:
    work = Toy(2500, 0.001)

    assert kill_and_resume(root, tmp_path / "run", 20, workers, work) >= 5

    check(tmp_path / "run", work)


def check(folder: Path, work: Toy) -> None:
    """The same file as an undisturbed run's, the same chunk files, and nothing half-written."""
    assert expected(work) == (folder / "rows.csv").read_bytes()
    undisturbed = folder.with_name("undisturbed")
    files = {path.relative_to(folder) for path in folder.rglob("*")}
    assert files == {path.relative_to(undisturbed) for path in undisturbed.rglob("*")}
    for name in files - {Path("run.lock")}:
        if (folder / name).is_file():
            assert (folder / name).read_bytes() == (undisturbed / name).read_bytes()
    assert [] == list(folder.rglob(f"*{UNFINISHED}"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs the /proc of Linux")
@pytest.mark.parametrize("seconds", [0.01, 60], ids=["short chunks", "long chunks"])
def test_the_workers_of_a_killed_run_end(tmp_path: Path, root: Path, seconds: float) -> None:
    process = start(root, tmp_path / "run", 2, 10_000, seconds, start_new_session=True)
    wait_until(lambda: len(session(process.pid)) >= 3)  # itself and two workers
    time.sleep(0.5)
    process.kill()
    process.communicate()

    wait_until(lambda: not session(process.pid))


def session(number: int) -> list[int]:
    """The processes that started in a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[3]) == number and words[0] != "Z":
            found.append(int(path.parent.name))
    return found


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


FULL = """
import sys
from boolnet.errors import RunError
from boolnet.runs.execute import execute
from boolnet.runs.folder import RunFolder
from tests.runs.toys import Big
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (95_000, 95_000))
with RunFolder.create(sys.argv[1], Big(20)) as folder:
    try:
        execute(Big(20), folder)
    except RunError as error:
        print(error)
"""


def test_a_file_that_cannot_grow_stops_the_run_and_keeps_what_is_done(
    tmp_path: Path, root: Path
) -> None:
    folder = tmp_path / "run"
    said = subprocess.run(
        [sys.executable, "-c", FULL, folder], cwd=root, capture_output=True, text=True, check=True
    ).stdout

    assert f"cannot use the folder {folder}: File too large; 9 of 20 chunks are kept" in said
    assert [] == list(folder.rglob(f"*{UNFINISHED}"))
    with RunFolder.resume(folder, Big(20)) as resumed:
        assert 9 == len(resumed)
        assert expected(Big(20)) == b"".join(execute(Big(20), resumed).iter_data())


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
def test_a_full_disk_stops_the_run_and_keeps_what_is_done(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        with (
            RunFolder.create(disk / "run", Big(20)) as folder,
            pytest.raises(RunError, match=r"No space left on device; \d+ of 20 chunks are kept"),
        ):
            execute(Big(20), folder)
        there = len(folder)
        assert there > 3
        subprocess.run(["mount", "-o", "remount,size=40m", disk], check=True)
        with RunFolder.resume(disk / "run", Big(20)) as resumed:
            assert there == len(resumed)
            assert expected(Big(20)) == b"".join(execute(Big(20), resumed).iter_data())
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
