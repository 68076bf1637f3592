"""Watching a long search: progress on a terminal, and Ctrl-C that keeps what is known."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from boolnet.cli.failure import INTERRUPTED, STOPPED
from boolnet.cli.limits import Limits
from boolnet.engines.budget import Budget, Cause, Coverage

PATIENCE = 2.0  # seconds before progress appears


@contextmanager
def watched(limits: Limits, *, quiet: bool = False) -> Iterator[Budget]:
    """A budget for one search, with these *limits*.

    Ctrl-C stops the search, so that it prints what it knows; a second one ends the program.
    On a terminal, stderr shows what is being done once that takes longer than two seconds.
    """
    progress = _Progress(shown=sys.stderr.isatty() and not quiet)
    budget = limits.open_budget(progress.tell)
    if threading.current_thread() is not threading.main_thread():  # signals go to that one
        with progress:
            yield budget
        return
    before = signal.getsignal(signal.SIGINT)

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        budget.stop("interrupted", Cause.INTERRUPT)
        progress.close()
        click.echo("stopping, with what is known so far; Ctrl-C again quits at once", err=True)

    signal.signal(signal.SIGINT, interrupt)
    try:
        with progress:
            yield budget
    finally:
        signal.signal(signal.SIGINT, before)


def exit_status(budget: Budget, coverage: Coverage) -> int:
    """0 for a complete answer, 130 after Ctrl-C, 4 for one that the budget cut off."""
    if coverage is Coverage.COMPLETE:
        return 0
    return INTERRUPTED if budget.cause is Cause.INTERRUPT else STOPPED


class _Progress:
    """A line on stderr with what is being done and for how long."""

    def __init__(self, *, shown: bool) -> None:
        self.words = "searching"
        self._timer = threading.Timer(PATIENCE, self._show) if shown else None
        self._lock = threading.RLock()  # a signal may come while it is held
        self._display: Any = None
        self._closed = False

    def __enter__(self) -> None:
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()

    def __exit__(self, *_error: object) -> None:
        self.close()

    def tell(self, words: str) -> None:
        """Called by the search now and then."""
        self.words = words
        display = self._display
        if display is not None:
            display.update(display.task_ids[0], description=words)

    def _show(self) -> None:
        # rich takes a tenth of a second to load: only who waits anyway pays for it.
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        display = Progress(*columns, console=Console(stderr=True), transient=True)
        task = display.add_task(self.words, total=None)
        display.tasks[0].start_time = display.get_time() - PATIENCE
        with self._lock:
            if self._closed:
                return
            self._display = display
            display.start()
        display.update(task, description=self.words)

    def close(self) -> None:
        """Take the line away."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._closed = True
            display, self._display = self._display, None
        if display is not None:
            display.stop()
