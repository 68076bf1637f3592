"""Waiting for a process, with what it used; past its limits it is ended with its children."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Usage(NamedTuple):
    """How a process ended.

    Attributes:
        code: Its exit status; negative for the signal that ended it.
        reason: ``time-out`` or ``out of memory`` if it was ended for that.
        megabytes: Its largest resident memory. What a fork shares with its parent counts,
            files that are mapped into memory (the code of libraries) do not.
        cpu: Seconds of processor time, its own and that of children it waited for.
    """

    code: int
    reason: str
    megabytes: float
    cpu: float


def end(group: int) -> None:
    """End every process of a group; some programs leave orphans behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def wait(pid: int, seconds: float, megabytes: float) -> Usage:
    """Wait for *pid*, which leads a process group, as long as it keeps below two limits.

    Memory is looked at ten times a second, and on Linux only. A limit of the system on
    address space would not do: libraries reserve gigabytes that they never touch.
    """
    reason = ""
    finished = threading.Event()
    deadline = time.monotonic() + seconds

    def watch() -> None:
        nonlocal reason
        while not finished.wait(max(0.0, min(0.1, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                reason = "time-out"
            elif resident(pid) > megabytes:
                reason = "out of memory"
            else:
                continue
            end(pid)
            return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _, status, usage = os.wait4(pid, 0)
    finally:
        finished.set()
        watcher.join()
        end(pid)  # whatever it started
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    code = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    return Usage(code, reason if code < 0 else "", usage.ru_maxrss / unit, cpu)


def resident(pid: int) -> float:
    """The memory that a process occupies now, in megabytes; 0 where that cannot be seen."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


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
