"""What computes the chunks: this process, other processes, a cluster, any executor."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from boolnet.errors import RunError
from boolnet.runs.work import Chunk, Work

P = ParamSpec("P")
T = TypeVar("T")


class LostWorker(Exception):
    """A worker ended while it computed; the executor has another one."""


@dataclass(frozen=True)
class Pool:
    """An executor that is ready for one work.

    Attributes:
        executor: What computes.
        call: What it computes of the number of a chunk; both can travel to the worker.
        workers: How many chunks it computes at once, now.
        close: Ends the workers, whatever they do, and the executor.
        depth: How many chunks may be under way for each worker.
        lost: The errors that say that the worker is at fault, and not the chunk.
    """

    executor: Executor
    call: Callable[[int], Chunk]
    workers: Callable[[], int]
    close: Callable[[], None]
    depth: int = 3
    lost: tuple[type[BaseException], ...] = (LostWorker, BrokenExecutor, CancelledError)


OpenPool = Callable[[Work], Pool]  # called again when all workers of a pool are lost


class InProcess(Executor):
    """Computes in this process, when it is asked."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is done. Ctrl-C goes through."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def in_process() -> OpenPool:
    """Compute here, one chunk after the other."""

    def open_pool(work: Work) -> Pool:
        executor = InProcess()
        return Pool(executor, work.compute, lambda: 1, executor.shutdown, depth=1)

    return open_pool


def processes(number: int) -> OpenPool:
    """Compute in so many processes on this machine.

    They are started anew, not forked, so that it is the same on every system: a script that
    asks for them does so below ``if __name__ == "__main__":``. Each gets the work once. They
    leave Ctrl-C to this process and end when it ends, even if it is killed.
    """
    if number < 1:
        raise ValueError(f"{number} processes")

    def open_pool(work: Work) -> Pool:
        from boolnet.runs.processes import Processes, compute

        executor = Processes(number, work)
        return Pool(executor, compute, lambda: number, executor.end)

    return open_pool


def cluster(address: str, *, timeout: float = 10) -> OpenPool:
    """Compute on the workers of a Dask scheduler.

    Each worker gets the work once, those that come later too; they need boolnet of the same
    version.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.1:8786``.
        timeout: Seconds after which a scheduler that does not answer is not there.

    Raises:
        RunError: Dask is not installed, or no scheduler answers (when the pool is opened).
    """

    def open_pool(work: Work) -> Pool:
        try:
            from boolnet.runs.cluster import open_cluster
        except ImportError as error:
            told = f"a cluster needs Dask, which is not here ({error})"
            raise RunError(f"{told}: pip install 'boolnet[cluster]'") from None
        return open_cluster(work, address, timeout)

    return open_pool


def borrow(make: Callable[[], Executor], workers: int) -> OpenPool:
    """Compute with any other executor, such as one for MPI; the work travels with each chunk.

    Args:
        make: Makes the executor; called again when it broke.
        workers: How many chunks it computes at once.
    """

    def open_pool(work: Work) -> Pool:
        executor = make()
        close = partial(executor.shutdown, wait=True, cancel_futures=True)
        return Pool(executor, work.compute, lambda: workers, close)

    return open_pool
