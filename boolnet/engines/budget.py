"""Budgets, and how much of an answer is proven."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


class Coverage(Enum):
    """How much of an answer is proven.

    `COMPLETE`: this is all there is. `LOWER_BOUND`: these exist, there may be more.
    `SAMPLED`: an estimate.
    """

    COMPLETE = "complete"
    LOWER_BOUND = "lower-bound"
    SAMPLED = "sampled"


@dataclass
class Budget:
    """What a search may spend. Work limits are reproducible, the clock is not.

    A search that reaches a limit does not fail: it stops where it is and says what it
    knows. `stop` does the same from outside (an interrupt, another thread).

    Attributes:
        seconds: Wall-clock limit, or `None`. An answer cut off by it is not reproducible.
        diagram_nodes: Nodes that one decision diagram manager may hold.
        candidates: Candidate states that are looked at one by one before the search
            turns to other means.
        explicit_nodes: Core nodes up to which all states are walked.
        progress: Called now and then with a few words on what is being done.
    """

    seconds: float | None = None
    diagram_nodes: int = 1 << 22
    candidates: int = 1000
    explicit_nodes: int = 20
    progress: Callable[[str], None] | None = field(default=None, repr=False)
    reason: str = field(default="", init=False)
    _start: float = field(default_factory=time.monotonic, init=False, repr=False)

    @property
    def spent(self) -> bool:
        """Whether the search has to stop; `reason` then says why."""
        if not self.reason and self.seconds is not None:
            if time.monotonic() - self._start > self.seconds:
                self.reason = f"stopped after {self.seconds:g} s"
        return bool(self.reason)

    @property
    def elapsed(self) -> float:
        """Seconds since the budget was made."""
        return time.monotonic() - self._start

    def stop(self, reason: str) -> None:
        """Ask the search to stop where it is."""
        self.reason = self.reason or reason

    def report(self, words: str) -> None:
        """Tell whoever watches what is being done."""
        if self.progress is not None:
            self.progress(words)
