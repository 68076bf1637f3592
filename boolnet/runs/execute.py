"""Do what is missing of a run, with any executor, and lose nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from boolnet.errors import BoolnetError, RunError
from boolnet.runs.executors import OpenPool, Pool, in_process
from boolnet.runs.folder import RunFolder
from boolnet.runs.progress import Meter, Progress
from boolnet.runs.work import Chunk, Stopped, Work

LOSSES = 3  # workers that one chunk may cost
_POLL = 0.1  # seconds between two looks at whether to stop
_GRACE = 1.0  # seconds for chunks that are nearly done when the run stops


@dataclass(frozen=True)
class Outcome:
    """What a run came to.

    Attributes:
        progress: How far it is.
        iter_data: The data of the chunks that are there, in order, from the folder or from
            memory; the same bytes whoever computed them, and however often it was interrupted.
    """

    progress: Progress
    iter_data: Callable[[], Iterator[bytes]]

    @property
    def is_complete(self) -> bool:
        """Whether all chunks are there: it was not stopped."""
        return self.progress.done == self.progress.total


def execute(
    work: Work,
    folder: RunFolder | None = None,
    open_pool: OpenPool | None = None,
    *,
    watch: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Compute the chunks that are missing, each written as soon as it is there.

    Only a few chunks for each worker are under way, so that memory stays bounded. A chunk
    whose worker is lost is computed again, up to three times.

    Args:
        work: What to compute.
        folder: Where the chunks go; without one they are kept in memory.
        open_pool: What computes; by default this process.
        watch: Told how far it is, several times a second and after each chunk.
        stop: Asked several times a second whether to stop; then what is done is kept.

    Raises:
        RunError: A chunk or the folder has failed; what was done is kept.
    """
    store = _Memory(work.chunks) if folder is None else folder
    meter = Meter(len(store), store.chunks, store.rows, store.hits, store.incomplete)
    session = _Session(work, store, open_pool or in_process(), meter)
    try:
        session.run(watch, stop)
    finally:
        session.close()
    progress = meter.read(0)
    watch(progress)
    return Outcome(progress, store.iter_data)


class _Memory:
    """The chunks of a run without a folder."""

    def __init__(self, chunks: int) -> None:
        self.chunks = chunks
        self.rows = self.hits = self.incomplete = 0
        self._data: dict[int, bytes] = {}

    def __len__(self) -> int:
        return len(self._data)

    def missing(self) -> Iterator[int]:
        return iter(range(self.chunks))

    def say_kept(self) -> str:
        return ""

    def write(self, number: int, chunk: Chunk) -> None:
        self._data[number] = chunk.data

    def iter_data(self) -> Iterator[bytes]:
        return (self._data[number] for number in sorted(self._data))


class _Session:
    """Chunks on their way to the workers and back."""

    def __init__(
        self, work: Work, store: RunFolder | _Memory, open_pool: OpenPool, meter: Meter
    ) -> None:
        self._work = work
        self._store = store
        self._open_pool = open_pool
        self._meter = meter
        self._pool: Pool | None = None
        self._missing = store.missing()
        self._again: list[int] = []  # those whose worker was lost
        self._losses: Counter[int] = Counter()
        self._under_way: dict[Future[Chunk], tuple[int, Pool]] = {}
        self._back: SimpleQueue[Future[Chunk]] = SimpleQueue()
        self._stopping = False

    def run(self, watch: Callable[[Progress], None], stop: Callable[[], bool]) -> None:
        """Until everything is there, or somebody wants it to stop."""
        while not stop():
            self._send()
            if not self._under_way:
                return
            self._receive(_POLL)
            watch(self._meter.read(self._pool.workers() if self._pool else 0))
        self._stopping = True
        for future in list(self._under_way):
            future.cancel()
        deadline = time.monotonic() + _GRACE
        while self._under_way and (left := deadline - time.monotonic()) > 0:
            self._receive(left)

    def close(self) -> None:
        """End the workers, whatever they do."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _send(self) -> None:
        """Give the workers enough to do."""
        while True:
            if self._again:
                number = self._again.pop()
            elif (following := next(self._missing, None)) is not None:
                number = following
            else:
                return
            pool = self._pool = self._pool or self._open()
            try:
                future = pool.executor.submit(pool.call, number)
            except pool.lost as error:
                self._lose(number, pool, error)
                continue
            self._under_way[future] = number, pool
            future.add_done_callback(self._back.put)
            # One chunk waits in an empty cluster for somebody to come.
            if len(self._under_way) >= pool.depth * pool.workers():
                return

    def _open(self) -> Pool:
        try:
            return self._open_pool(self._work)
        except RunError as error:
            raise RunError(f"{error}{self._store.say_kept()}") from error

    def _receive(self, seconds: float) -> None:
        """Wait for a chunk, and take all that are there."""
        with suppress(Empty):
            self._take(self._back.get(timeout=seconds))
            while True:
                self._take(self._back.get_nowait())

    def _take(self, future: Future[Chunk]) -> None:
        number, pool = self._under_way.pop(future)
        try:
            chunk = future.result()
        except Stopped:
            return
        except pool.lost as error:
            self._lose(number, pool, error)
        except BoolnetError as error:
            raise RunError(f"chunk {number}: {error}{self._store.say_kept()}") from error
        except Exception as error:
            error.add_note(f"while chunk {number} was computed{self._store.say_kept()}")
            raise
        else:
            self._store.write(number, chunk)
            self._meter.add(chunk.rows, chunk.hits, chunk.incomplete)

    def _lose(self, number: int, pool: Pool, error: BaseException) -> None:
        """A worker ended, or all of them."""
        if self._stopping:
            return
        if isinstance(error, CancelledError) and pool is not self._pool:
            self._again.append(number)  # its pool was closed for another chunk
            return
        if isinstance(error, (BrokenExecutor, CancelledError)) and pool is self._pool:
            self.close()  # the next chunk opens another one
        self._losses[number] += 1
        if self._losses[number] >= LOSSES:
            times = f"chunk {number} lost its worker {LOSSES} times"
            why = f"{error or type(error).__name__}; often there is too little memory"
            raise RunError(f"{times} ({why}){self._store.say_kept()}") from error
        self._again.append(number)
