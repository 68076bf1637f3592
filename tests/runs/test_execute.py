from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from boolnet.errors import RunError
from boolnet.runs.execute import LOSSES, execute
from boolnet.runs.executors import OpenPool, borrow, in_process, processes
from boolnet.runs.folder import RunFolder
from boolnet.runs.progress import Progress
from tests.runs.toys import Deadly, Faulty, Recording, Stubborn, Toy, expected

WORK = Toy(50, seconds=0.002)
POOLS = {
    "in process": in_process,
    "processes": lambda: processes(2),
    "threads": lambda: borrow(lambda: ThreadPoolExecutor(3), 3),
}


@pytest.fixture(params=POOLS)
def pool(request: pytest.FixtureRequest) -> OpenPool:
    return POOLS[request.param]()


def standard_processes() -> OpenPool:
    """The pool of the standard library, which breaks as a whole."""
    return borrow(lambda: ProcessPoolExecutor(2, get_context("spawn")), 2)


def test_the_bytes_are_the_same_whoever_computes(tmp_path: Path, pool: OpenPool) -> None:
    with RunFolder.create(tmp_path, WORK) as folder:
        kept = execute(WORK, folder, pool)
    in_memory = execute(WORK, None, pool)

    for outcome in (kept, in_memory):
        assert expected(WORK) == b"".join(outcome.iter_data())
        assert outcome.is_complete
        counted = (outcome.progress.rows, outcome.progress.hits, outcome.progress.incomplete)
        assert (expected(WORK).count(b"\n"), 25, 1) == counted


def test_work_without_chunks_is_done_at_once() -> None:
    outcome = execute(Toy(0))

    assert outcome.is_complete
    assert [] == list(outcome.iter_data())


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path, pool: OpenPool) -> None:
    seen: list[Progress] = []
    with RunFolder.create(tmp_path, WORK) as folder:
        stopped = execute(
            WORK, folder, pool, watch=seen.append, stop=lambda: bool(seen) and seen[-1].done > 9
        )
    assert 9 < stopped.progress.done < 40
    assert not stopped.is_complete
    there = stopped.progress.done

    seen.clear()
    with RunFolder.resume(tmp_path, WORK) as folder:
        finished = execute(WORK, folder, pool, watch=seen.append)

    assert expected(WORK) == b"".join(finished.iter_data())
    assert seen[0].done >= there
    assert 50 == seen[-1].done


def test_what_was_done_is_not_computed_again(tmp_path: Path) -> None:
    work = Recording(10, folder=tmp_path)
    with RunFolder.create(tmp_path / "run", work) as folder:
        folder.write(4, Toy(10).compute(4))
        execute(work, folder)

    assert not list(tmp_path.glob("computed-4-*"))
    assert 9 == len(list(tmp_path.glob("computed-*")))


def test_each_process_gets_the_work_once(tmp_path: Path) -> None:
    work = Recording(40, seconds=0.01, folder=tmp_path)

    execute(work, None, processes(2))

    unpacked = [path.name.split("-")[1] for path in tmp_path.glob("unpacked-*")]
    computed = {path.name.split("-")[2] for path in tmp_path.glob("computed-*")}
    assert 2 == len(unpacked)
    assert set(unpacked) == computed
    assert str(os.getpid()) not in computed


def test_few_chunks_are_under_way_however_many_there_are() -> None:
    under_way = most = 0

    class Counting(ThreadPoolExecutor):
        def submit(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            future = super().submit(*args, **kwargs)
            future.add_done_callback(landed)
            return future

    def landed(_future: object) -> None:
        nonlocal under_way
        under_way -= 1

    execute(Toy(300, 0.001), None, borrow(lambda: Counting(2), 2))

    assert 2 < most <= 6


@pytest.mark.parametrize("open_pool", [processes(2), standard_processes()], ids=["own", "standard"])
def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path, open_pool: OpenPool) -> None:
    work = Deadly(30, seconds=0.002, folder=tmp_path, times=LOSSES - 1)

    with RunFolder.create(tmp_path / "run", work) as folder:
        outcome = execute(work, folder, open_pool)

    assert expected(Toy(30)) == b"".join(outcome.iter_data())
    assert "xx" == (tmp_path / "killed").read_text()


@pytest.mark.parametrize("open_pool", [processes(2), standard_processes()], ids=["own", "standard"])
def test_a_chunk_that_kills_its_workers_is_given_up(tmp_path: Path, open_pool: OpenPool) -> None:
    work = Deadly(30, seconds=0.002, folder=tmp_path, times=99)

    with RunFolder.create(tmp_path / "run", work) as folder:
        with pytest.raises(RunError, match=rf"chunk \d+ lost its worker {LOSSES} times") as caught:
            execute(work, folder, open_pool)
        assert f"{len(folder)} of 30 chunks are kept in {tmp_path / 'run'}" in str(caught.value)
        assert len(folder) > 0
    assert "x" * LOSSES == (tmp_path / "killed").read_text()


def test_our_own_processes_know_which_chunk_it_was_and_how_it_ended(tmp_path: Path) -> None:
    work = Deadly(30, folder=tmp_path, times=99)

    with pytest.raises(RunError, match=r"chunk 5 lost .* \(it was ended by signal 9; .* memory\)$"):
        execute(work, None, processes(2))


def test_an_error_names_the_chunk_and_keeps_what_is_done(tmp_path: Path, pool: OpenPool) -> None:
    work = Faulty(30)

    told = r"chunk 5: this is too large; \d of 30 chunks are kept"
    with RunFolder.create(tmp_path, work) as folder, pytest.raises(RunError, match=told):
        execute(work, folder, pool)
    with RunFolder.resume(tmp_path, work) as folder:
        assert len(folder) >= 1
        assert 5 not in folder


def test_a_mistake_of_the_program_stays_one_and_says_where_it_was(pool: OpenPool) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        execute(Faulty(30, error=ZeroDivisionError), None, pool)

    assert "while chunk 5 was computed" in caught.value.__notes__


def test_an_error_that_cannot_travel_is_told_all_the_same() -> None:
    with pytest.raises(RuntimeError, match="Stubborn"):
        execute(StubbornWork(), None, processes(1))


class StubbornWork(Toy):
    def compute(self, chunk: int):  # type: ignore[no-untyped-def]
        raise Stubborn(1, 2)


def children() -> Iterator[int]:
    for task in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        yield from map(int, task.read_text().split())


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the /proc of Linux")
def test_a_run_leaves_no_process_behind_even_when_a_chunk_takes_for_ever() -> None:
    before = set(children())
    started = time.monotonic()
    during: set[int] = set()

    def stop() -> bool:
        during.update(set(children()) - before)
        return time.monotonic() - started > 1

    outcome = execute(Toy(9, seconds=60), None, processes(2), stop=stop)

    assert 0 == outcome.progress.done
    assert time.monotonic() - started < 10
    assert len(during) >= 2
    assert [] == [pid for pid in children() if pid in during and "boolnet" in name_of(pid)]


def name_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def test_an_interrupt_passes_and_ends_the_workers(tmp_path: Path) -> None:
    """The second Ctrl-C: nobody waits for anything any more."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # as a shell may not have it
    timer = threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    started = time.monotonic()

    try:
        with RunFolder.create(tmp_path, WORK) as folder, pytest.raises(KeyboardInterrupt):
            execute(Toy(50, seconds=30), folder, processes(2))
    finally:
        signal.signal(signal.SIGINT, before)

    assert time.monotonic() - started < 10
