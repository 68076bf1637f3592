"""A real Dask scheduler and workers, as processes of their own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from boolnet.errors import RunError
from boolnet.runs.execute import LOSSES, execute
from boolnet.runs.executors import cluster
from boolnet.runs.folder import RunFolder
from boolnet.runs.progress import Progress
from tests.runs.dask_here import DaskHere
from tests.runs.toys import Deadly, Faulty, Recording, Toy, expected

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="kills processes as Unix does"),
]


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[DaskHere]:
    folder = tmp_path / "dask"
    folder.mkdir()
    with DaskHere(folder) as dask:
        yield dask


def test_a_worker_that_is_killed_and_one_that_comes_later(tmp_path: Path, dask: DaskHere) -> None:
    work = Recording(120, seconds=0.05, folder=tmp_path)
    first = dask.add_worker()
    dask.add_worker()
    killed_at = 0

    def disturb(progress: Progress) -> None:
        nonlocal killed_at
        if not killed_at and progress.done >= 20:
            first.kill()
            dask.add_worker()
            killed_at = progress.done

    with RunFolder.create(tmp_path / "run", work) as folder:
        outcome = execute(work, folder, cluster(dask.address), watch=disturb)

    assert 20 <= killed_at < 120
    assert expected(Toy(120)) == b"".join(outcome.iter_data())
    unpacked = [path.name.split("-")[1] for path in tmp_path.glob("unpacked-*")]
    computed = {path.name.split("-")[2] for path in tmp_path.glob("computed-*")}
    assert str(first.pid) in computed
    assert len(unpacked) == len(set(unpacked)), "each worker is given the work once"
    assert set(unpacked) == computed
    assert 3 == len(computed)


def test_the_threads_of_a_worker_have_a_copy_each(tmp_path: Path, dask: DaskHere) -> None:
    work = Recording(40, seconds=0.02, folder=tmp_path)
    dask.add_worker(threads=2)

    outcome = execute(work, None, cluster(dask.address))

    assert expected(Toy(40)) == b"".join(outcome.iter_data())
    assert 2 == len(list(tmp_path.glob("unpacked-*")))


def test_a_run_waits_for_the_first_worker_and_can_be_stopped(dask: DaskHere) -> None:
    started = time.monotonic()

    outcome = execute(
        Toy(), None, cluster(dask.address), stop=lambda: time.monotonic() - started > 1
    )

    assert 0 == outcome.progress.done


def test_errors_come_back_with_the_chunk(dask: DaskHere) -> None:
    dask.add_worker()

    with pytest.raises(RunError, match="chunk 5: this is too large"):
        execute(Faulty(30), None, cluster(dask.address))
    with pytest.raises(ZeroDivisionError):
        execute(Faulty(30, error=ZeroDivisionError), None, cluster(dask.address))


def test_a_chunk_that_kills_its_workers_is_given_up(tmp_path: Path, dask: DaskHere) -> None:
    work = Deadly(30, folder=tmp_path, times=99)
    for _ in range(LOSSES + 1):
        dask.add_worker()

    # Dask blames the chunks that wait at the same worker, too.
    with pytest.raises(RunError, match=rf"chunk \d+ lost its worker {LOSSES} times"):
        execute(work, None, cluster(dask.address))


def test_a_scheduler_that_dies_leaves_what_was_done(tmp_path: Path, dask: DaskHere) -> None:
    work = Toy(200, seconds=0.02)
    dask.add_worker()

    def disturb(progress: Progress) -> None:
        if progress.done >= 20:
            dask.kill_scheduler()

    with RunFolder.create(tmp_path / "run", work) as folder:
        with pytest.raises(RunError, match=r"no Dask scheduler answers at .* of 200 chunks"):
            execute(work, folder, cluster(dask.address, timeout=2), watch=disturb)
        assert len(folder) >= 20
