"""A Dask cluster; the one module that loads it."""

from __future__ import annotations

import asyncio
import gc
import time
import uuid
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from functools import partial
from typing import Any, ParamSpec, TypeVar

from distributed import Client, KilledWorker, Worker, WorkerPlugin
from distributed.comm.core import CommClosedError

from boolnet.errors import RunError
from boolnet.runs import held
from boolnet.runs.executors import Pool
from boolnet.runs.work import Work

_connect: Any = Client  # its methods have no types
P = ParamSpec("P")
T = TypeVar("T")
_FRESH = 1.0  # seconds for which the number of workers is believed


class _Hold(WorkerPlugin):
    """Gives the work to each worker, those that come later too."""

    def __init__(self, key: str, packed: bytes) -> None:
        self.key = key
        self.packed = packed

    def setup(self, worker: Worker) -> None:
        held.hold(self.key, self.packed)

    def teardown(self, worker: Worker) -> None:
        held.drop(self.key)


def open_cluster(work: Work, address: str, timeout: float) -> Pool:
    """A pool of the workers of the scheduler at *address*.

    Raises:
        RunError: No scheduler answers, or its workers have no boolnet.
    """
    gc.collect()  # a client that could not connect and dies while another starts blocks it for ever
    try:
        client = _connect(address, timeout=timeout, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        told = f"no Dask scheduler answers at {address} within {timeout:g} s"
        raise RunError(
            f"{told} ({_first_line(error)}); is it running, and is this its address?"
        ) from error
    key = f"boolnet-{uuid.uuid4().hex}"  # two runs of the same work do not disturb each other
    try:
        client.register_plugin(_Hold(key, held.pack(work)), name=key)
    except Exception as error:
        client.close()
        told = f"the workers at {address} cannot take the work ({_first_line(error)})"
        raise RunError(f"{told}; have they boolnet installed, of this version?") from error

    def close() -> None:
        with suppress(Exception):  # a scheduler that is gone has forgotten it, too
            client.unregister_worker_plugin(key)
        client.close()

    return Pool(
        _OnCluster(client),
        partial(held.compute, key),
        _Count(client),
        close,
        lost=(*Pool.lost, KilledWorker),
    )


class _OnCluster(Executor):
    """Sends calls to a cluster.

    `Client.get_executor` does the same, but a future of its never ends when the worker dies
    that holds the result and computing it again fails.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        try:
            remote = self._client.submit(fn, *args, pure=False, **kwargs)
            self._client.loop.add_callback(_pass_on, remote, future)
        except Exception as error:  # the client has lost its scheduler
            raise BrokenExecutor(_first_line(error)) from error
        return future


async def _pass_on(remote: Any, future: Future[T]) -> None:
    """What a call on the cluster came to."""
    try:
        future.set_result(await remote)
    except (CancelledError, asyncio.CancelledError) as error:
        future.set_exception(CancelledError(_first_line(error)))
    except CommClosedError as error:  # the scheduler died while the result was on its way
        future.set_exception(BrokenExecutor(_first_line(error)))
    except BaseException as error:
        future.set_exception(error)


class _Count:
    """How many chunks the workers of a cluster compute at once: the threads they have."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._number = 0
        self._until = 0.0

    def __call__(self) -> int:
        if time.monotonic() > self._until:
            with suppress(Exception):  # a scheduler that is gone shows in the chunks
                self._number = sum(self._client.nthreads().values())
            self._until = time.monotonic() + _FRESH
        return self._number


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
