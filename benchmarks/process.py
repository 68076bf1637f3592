"""A process that is waited for, with what it used; past its time it is ended with its children."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple


class Usage(NamedTuple):
    """How a process ended.

    Attributes:
        code: Its exit status; negative for the signal that ended it.
        late: Whether it was ended because its time was up.
        megabytes: Its largest resident memory. What a fork shares with its parent counts,
            files that are mapped into memory (the code of libraries) do not.
    """

    code: int
    late: bool
    megabytes: float


def end(group: int) -> None:
    """End every process of a group; some programs leave orphans behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def wait(pid: int, seconds: float) -> Usage:
    """Wait for *pid*, which leads a process group, for up to *seconds*."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        end(pid)

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        _, status, usage = os.wait4(pid, 0)
    finally:
        timer.cancel()
        timer.join()
        end(pid)  # whatever it started
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    code = os.waitstatus_to_exitcode(status)
    return Usage(code, late.is_set() and code < 0, usage.ru_maxrss / unit)


def fork(work: Callable[[], None]) -> int:
    """Start *work* in a forked process that leads its own group; its number."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.setpgid(0, 0)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            work()
            status = 0
        finally:
            os._exit(status)
    with suppress(OSError):
        os.setpgid(pid, pid)
    return pid
