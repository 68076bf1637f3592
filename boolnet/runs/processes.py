"""Worker processes, each with a pipe of its own.

`concurrent.futures.ProcessPoolExecutor` gives up all of its processes when one is killed, does
not say which call it was at, and waits for ever if that happens while a result is half sent:
its processes share their pipes. Here a thread waits for each process, so that a process that
is killed costs its own chunk and nothing else.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from boolnet.runs import held
from boolnet.runs.executors import LostWorker
from boolnet.runs.work import Chunk, Work

_KEY = "work"  # a process has one
_local = threading.local()  # the process that the thread waits for


class Processes(ThreadPoolExecutor):
    """An executor whose threads have a process each, which computes chunks of one work.

    What is submitted is `compute` with the number of a chunk.
    """

    def __init__(self, number: int, work: Work) -> None:
        self._packed = held.pack(work)
        self._workers: set[_Worker] = set()
        self._ended = False
        self._guard = threading.Lock()
        super().__init__(number, "boolnet-worker", self._begin)

    def _begin(self) -> None:
        _local.ask = self._ask
        if hasattr(signal, "pthread_sigmask"):
            # Inherited by the process: Ctrl-C is for the parent from the first moment on.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def _ask(self, chunk: int) -> Chunk:
        worker: _Worker | None = getattr(_local, "worker", None)
        if worker is None:
            with self._guard:  # one start at a time, none after the end
                if self._ended:
                    raise LostWorker("the work has ended")
                worker = _local.worker = _Worker(self._packed)
                self._workers.add(worker)
        try:
            return worker.ask(chunk)
        except LostWorker:
            _local.worker = None
            with self._guard:
                self._workers.discard(worker)
            raise

    def end(self) -> None:
        """End the processes, whatever they do."""
        self.shutdown(wait=False, cancel_futures=True)
        with self._guard:
            self._ended = True
            for worker in self._workers:
                worker.process.kill()  # its thread sees that
        self.shutdown(wait=True)
        for worker in self._workers:
            worker.end()


def compute(chunk: int) -> Chunk:
    """Have the process of this thread compute a chunk.

    Raises:
        LostWorker: The process ended meanwhile; the next chunk gets a new one.
        Exception: What the work raises.
    """
    ask: Callable[[int], Chunk] = _local.ask
    return ask(chunk)


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, packed: bytes) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()  # so that its end is seen here
        self._packed: bytes | None = packed

    def ask(self, chunk: int) -> Chunk:
        try:
            if self._packed is not None:
                self._pipe.send(self._packed)
                self._packed = None
            self._pipe.send(chunk)
            answer: Chunk | Exception = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise LostWorker(self._say_end()) from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self._pipe.close()

    def _say_end(self) -> str:
        code = self.process.exitcode or 0
        return f"it was ended by signal {-code}" if code < 0 else f"it ended with status {code}"


def _serve(pipe: Connection) -> None:
    """A worker: computes what comes through the pipe, and ends when nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: SimpleQueue[int] = SimpleQueue()

    def listen() -> None:
        try:
            held.hold(_KEY, pipe.recv())
            while True:
                asked.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)  # the parent has ended: so does what is being computed

    threading.Thread(target=listen, daemon=True).start()
    while True:
        chunk = asked.get()
        try:
            answer: Chunk | Exception = held.compute(_KEY, chunk)
        except Exception as error:
            answer = error
        try:
            pipe.send(answer)
        except OSError:
            os._exit(0)
