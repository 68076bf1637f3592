"""How far a run is: a bar on a terminal, a line now and then in a log; and its Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Protocol

import click

from boolnet.cli.watch import PATIENCE
from boolnet.report.numbers import format_count, plural
from boolnet.runs.progress import Progress

_PAUSE = 10.0  # seconds between two lines of a log, at least
_STEP = 0.05  # of the whole, or a minute, between two lines
_LONGEST = 60.0


class Watched:
    """What `run_bar` hands to `boolnet.runs.execute.execute`.

    Attributes:
        interrupted: Whether Ctrl-C was pressed.
    """

    def __init__(self, drawing: _Drawing) -> None:
        self.interrupted = False
        self._drawing = drawing

    def watch(self, progress: Progress) -> None:
        """Show how far it is."""
        if not self.interrupted:
            self._drawing.show(progress)

    def stop(self) -> bool:
        """Whether the run has to stop."""
        return self.interrupted


@contextmanager
def run_bar(*, quiet: bool = False, hits: str = "hit") -> Iterator[Watched]:
    """Show the progress of one run on stderr, and let Ctrl-C stop it.

    The first Ctrl-C stops the run, which keeps what is done; a second one ends the program.

    Args:
        quiet: Show nothing.
        hits: What is being looked for, in the singular.
    """
    drawing: _Drawing
    if quiet:
        drawing = _Nothing()
    else:
        drawing = _Bar(hits) if sys.stderr.isatty() else _Log(hits)
    watched = Watched(drawing)
    if threading.current_thread() is not threading.main_thread():  # signals go to that one
        with _closing(drawing):
            yield watched
        return
    before = signal.getsignal(signal.SIGINT)

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        watched.interrupted = True
        drawing.close()
        click.echo("stopping; what is done is kept; Ctrl-C again quits at once", err=True)

    signal.signal(signal.SIGINT, interrupt)
    try:
        with _closing(drawing):
            yield watched
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _closing(drawing: _Drawing) -> Iterator[None]:
    try:
        yield
    finally:
        drawing.close()


def describe(progress: Progress, hits: str = "hit") -> str:
    """``1,200 rows (300/s), 12 hits, 1 incomplete, 2 workers, 3 min left``."""
    pace = "" if progress.rate is None else f" ({format_pace(progress.rate)}/s)"
    words = [f"{plural(progress.rows, 'row')}{pace}", plural(progress.hits, hits)]
    if progress.incomplete:
        words.append(f"{format_count(progress.incomplete)} incomplete")
    if progress.done < progress.total:
        words.append(plural(progress.workers, "worker") if progress.workers else "no worker yet")
        if progress.seconds_left is not None:
            words.append(f"{format_duration(progress.seconds_left)} left")
    return ", ".join(words)


def format_pace(rate: float) -> str:
    """A number per second: ``0.4``, ``12``, ``3,400``."""
    return f"{rate:.1f}" if rate < 10 else f"{rate:,.0f}"


def format_duration(seconds: float) -> str:
    """``12 s``, ``5 min``, ``2 h 5 min``, ``3 d 4 h``.

    >>> [format_duration(number) for number in (0.2, 59, 90, 7500, 273600)]
    ['1 s', '59 s', '2 min', '2 h 5 min', '3 d 4 h']
    """
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min"
    return f"{hours // 24} d {hours % 24} h"


class _Drawing(Protocol):
    def show(self, progress: Progress) -> None: ...

    def close(self) -> None: ...


class _Nothing:
    def show(self, progress: Progress) -> None:
        """Nobody looks."""

    def close(self) -> None:
        """There is nothing to take away."""


class _Log:
    """Lines: the first after two seconds, then after ten and another twentieth, or a minute."""

    def __init__(self, hits: str) -> None:
        self._hits = hits
        self._next = time.monotonic() + PATIENCE
        self._last = (0.0, 0.0)  # when, and how much was done

    def show(self, progress: Progress) -> None:
        now, share = time.monotonic(), progress.done / max(progress.total, 1)
        when, before = self._last
        if now < self._next or (before and share < before + _STEP and now < when + _LONGEST):
            return
        self._next, self._last = now + _PAUSE, (now, share)
        click.echo(f"{int(100 * share)}%: {describe(progress, self._hits)}", err=True)

    def close(self) -> None:
        """Lines stay."""


class _Bar:
    """A bar that appears after two seconds and goes away at the end."""

    def __init__(self, hits: str) -> None:
        self._hits = hits
        self._appears = time.monotonic() + PATIENCE
        self._display: Any = None
        self._closed = threading.Event()

    def show(self, progress: Progress) -> None:
        if self._closed.is_set() or time.monotonic() < self._appears:
            return
        display = self._display
        if display is None:
            display = self._display = _open_display()
        if self._closed.is_set():  # by Ctrl-C, meanwhile
            display.stop()
            return
        display.update(
            display.task_ids[0],
            total=progress.total,
            completed=progress.done,
            description=describe(progress, self._hits),
        )

    def close(self) -> None:
        self._closed.set()
        display, self._display = self._display, None
        if display is not None:
            display.stop()


def _open_display() -> Any:
    # rich takes a tenth of a second to load: only who waits anyway pays for it.
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Display

    columns = (BarColumn(20), TaskProgressColumn(), TextColumn("{task.description}"))
    display = Display(*columns, console=Console(stderr=True), transient=True)
    display.add_task("")
    display.start()
    return display
