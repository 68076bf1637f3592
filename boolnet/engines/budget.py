"""Budgets, and how much of an answer is proven."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from boolnet.engines.memory import measure_memory


class Coverage(Enum):
    """How much of an answer is proven.

    `COMPLETE`: this is all there is. `LOWER_BOUND`: these exist, there may be more.
    `SAMPLED`: an estimate.
    """

    COMPLETE = "complete"
    LOWER_BOUND = "lower-bound"
    SAMPLED = "sampled"


class Cause(Enum):
    """What ended a search before it was complete.

    `CLOCK`: the time limit. `MEMORY`: the memory limit. `WORK`: a limit on what is counted,
    which ends every run at the same place. `INTERRUPT`: somebody from outside.
    """

    CLOCK = "clock"
    MEMORY = "memory"
    WORK = "work"
    INTERRUPT = "interrupt"

    @property
    def is_reproducible(self) -> bool:
        """Whether the same search stops at the same place again."""
        return self is Cause.WORK


# What things cost, in steps of work: about as many microseconds as they take (measured on
# published networks; a conflict of the solver takes 20 to 500).
CONFLICT = 200
MODEL = 50
COUNTED = 5  # a model that is only counted
MOVE = 5
PART = 50  # for each node of a part of the network that is divided

INTERVAL = 0.05  # seconds between two looks at the memory
GRACE = 0.5  # seconds after the end in which what was found may still be worked out
SHARE = 0.9  # of the memory that a search may fill: the rest is for the answer
NODE = 48  # bytes of a node of a decision diagram, with its share of the caches (measured)


@dataclass
class Budget:
    """What a search may spend.

    A search that reaches a limit does not fail: it stops where it is and says what it
    knows. `stop` does the same from outside (an interrupt, another thread).

    Work is counted in *steps* of about a microsecond each: 200 for a conflict of the solver,
    50 for one of its models (5 where they are only counted), 5 for a move of a walk, 50 for
    each node of a part that is divided, one for each node of a decision diagram and each rule
    applied to it. A search
    that work ends stops at the same place in every run; one that the clock or the memory
    ends does not.

    Attributes:
        seconds: Wall-clock limit, or `None`.
        memory: Limit of the memory that the whole process holds, in bytes, or `None` (see
            `measure_memory`). A search stops at nine tenths of it; the rest is for the answer.
        work: Limit of the work, in steps, or `None`.
        diagram_nodes: Nodes that one decision diagram manager may hold; no more than fit into
            a quarter of `memory`.
        candidates: Candidate states that are looked at one by one before the search
            turns to other means.
        explicit_nodes: Core nodes up to which all states are walked.
        progress: Called now and then with a few words on what is being done.

    Raises:
        UnsupportedError: There is a limit of memory, and this system does not measure it.
    """

    seconds: float | None = None
    diagram_nodes: int = 1 << 22
    candidates: int = 1000
    explicit_nodes: int = 20
    progress: Callable[[str], None] | None = field(default=None, repr=False)
    memory: int | None = None
    work: int | None = None
    reason: str = field(default="", init=False)
    cause: Cause | None = field(default=None, init=False)
    steps: int = field(default=0, init=False)
    _start: float = field(default_factory=time.monotonic, init=False, repr=False)
    _ended: float = field(default=0, init=False, repr=False)
    _next_look: float = field(default=0, init=False, repr=False)
    _doing: str = field(default="", init=False, repr=False)
    _squeezed: bool = field(default=False, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.memory is not None:
            measure_memory()  # better now than in the middle of a search
            fitting = max(1 << 10, self.memory // 4 // NODE)
            self._squeezed = fitting < self.diagram_nodes
            self.diagram_nodes = min(self.diagram_nodes, fitting)

    @property
    def spent(self) -> bool:
        """Whether the search has to stop; `reason` and `cause` then say why.

        Cost:
            Half a microsecond; with a limit of memory a few more twenty times a second.
        """
        if self.work is not None and self.steps >= self.work:
            self.exhaust()
        return self.overdue

    @property
    def overdue(self) -> bool:
        """The same for who waits and does not count: work that others do is not looked at."""
        if not self.reason and (self.seconds is not None or self.memory is not None):
            now = time.monotonic()
            if self.seconds is not None and now - self._start > self.seconds:
                self.stop(f"stopped after {self.seconds:g} s", Cause.CLOCK)
            elif self.memory is not None and now >= self._next_look:
                self._next_look = now + INTERVAL
                if measure_memory() > SHARE * self.memory:
                    self.stop(f"stopped at {format_size(self.memory)} of memory", Cause.MEMORY)
        return bool(self.reason)

    @property
    def late(self) -> bool:
        """Whether even the answer has to end here: half a second past the end of the search.

        Not where work ended it: what is worked out then is the same in every run.
        """
        if not self.overdue or self.cause is Cause.WORK:
            return False
        return time.monotonic() - self._ended > GRACE

    @property
    def elapsed(self) -> float:
        """Seconds since the budget was made."""
        return time.monotonic() - self._start

    def spend(self, steps: int) -> None:
        """Count work that was done, or is about to be; `spent` says whether that was too much."""
        self.steps += steps

    def afford(self, cost: int) -> int | None:
        """How often something that costs so many steps may still be done; `None` for ever."""
        return None if self.work is None else max(self.work - self.steps, 0) // cost

    def exhaust(self) -> None:
        """Stop because the work that is left does not suffice for what comes next."""
        self.stop(f"stopped after {self.work or self.steps:,} steps of work", Cause.WORK)

    def stop(self, reason: str, cause: Cause = Cause.INTERRUPT) -> None:
        """Ask the search to stop where it is. The first reason stays."""
        if not self.reason:
            self.reason, self.cause, self._ended = reason, cause, time.monotonic()

    @property
    def bound(self) -> Cause:
        """What bounds the structures of a part that was too large for them."""
        return Cause.MEMORY if self._squeezed else Cause.WORK

    def report(self, words: str) -> None:
        """Tell whoever watches what is being done."""
        self._doing = words
        if self.progress is not None:
            self.progress(words)

    def report_found(self, number: int) -> None:
        """Tell whoever watches how much of what is being looked for was found so far."""
        if self.progress is not None:
            self.progress(f"{self._doing}: {number:,} so far")


def format_size(size: int) -> str:
    """A number of bytes as people write it: ``500 MB``, ``1.5 GB``."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.4g} {name}"
    return f"{size} bytes"
