"""How far a run is, in numbers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        done: Chunks that are done, those of earlier sessions included.
        total: All chunks.
        rows, hits, incomplete: Sums over the chunks that are done.
        workers: How many compute now.
        rate: Rows per second in this session; `None` before the first.
        seconds_left: How long the rest takes at this pace; `None` before anybody knows.
    """

    done: int
    total: int
    rows: int
    hits: int
    incomplete: int
    workers: int
    rate: float | None = None
    seconds_left: float | None = None


@dataclass
class Meter:
    """Counts what a session adds to what it found.

    Attributes:
        done, total, rows, hits, incomplete: As in `Progress`, at the start of the session.
    """

    done: int
    total: int
    rows: int
    hits: int
    incomplete: int
    _start: float = field(init=False)
    _before: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self._start = time.monotonic()
        self._before = (self.done, self.rows)

    def add(self, rows: int, hits: int, incomplete: int) -> None:
        """Count a chunk that was computed now."""
        self.done += 1
        self.rows += rows
        self.hits += hits
        self.incomplete += incomplete

    def read(self, workers: int) -> Progress:
        """How far the run is now."""
        chunks, rows = self.done - self._before[0], self.rows - self._before[1]
        elapsed = time.monotonic() - self._start
        rate = left = None
        if chunks and elapsed > 0:
            rate = rows / elapsed
            left = (self.total - self.done) * elapsed / chunks
        numbers = (self.done, self.total, self.rows, self.hits, self.incomplete)
        return Progress(*numbers, workers, rate, left)
