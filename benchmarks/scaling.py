"""A screen on a cluster, simulated: ``python -m benchmarks.scaling``.

The way of each chunk: the parent sends its number, the scheduler gives it to a worker, the
worker computes it, the scheduler passes its rows on, the parent writes them. The scheduler and
the parent do one thing at a time; three chunks for each worker are under way. What each step
takes was measured on one machine (docs/how-to/screen-on-a-cluster.md says how); that it takes
as long among a thousand workers is assumed.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

SEED = 1
ROWS = 100_000_000
DEPTH = 3  # chunks under way for each worker, as in boolnet/runs/executors.py
ROW_BYTES = 450  # of a chunk file of osteoimmune with its 13 phenotypes

# Seconds for a chunk, and more for each byte of it.
SCHEDULER = (0.0037, 1.7e-9)  # half of it when a chunk goes out, half when it comes back
SENDING = 0.0010  # of the 3.0 ms that the client of the scheduler takes
RECEIVING = (0.0020 + 0.0050, 3.1e-9 + 3.9e-9)  # the client, and the file with its two fsyncs
WORKER = 0.0029

# Milliseconds for a row: chunks of 128 pairs of osteoimmune in rheumatoid arthritis, by chance.
MEASURED = (
    [0.24] * 3 + [0.25] * 21 + [0.26] * 10 + [0.27] * 6 + [0.28] * 4 + [0.29] * 4
    + [0.30, 0.30, 0.31, 0.31, 0.31, 0.32, 0.37, 0.41, 0.45, 0.45]
)  # fmt: skip
DRAWN = 128  # rows for which one of these is drawn
EFFORT = 5.0  # seconds after which the search of a row ends, unless told otherwise


@dataclass
class Server:
    """Something that does one thing after the other, in the order in which it is asked."""

    free: float = 0.0
    busy: float = 0.0

    def serve(self, now: float, seconds: float) -> float:
        """When it is done."""
        self.free = max(self.free, now) + seconds
        self.busy += seconds
        return self.free


@dataclass
class Cluster:
    """A parent, a scheduler and workers, and what happens next.

    Attributes:
        waiting: Bytes that have come to the parent and are not yet written.
        most: The largest number of these.
    """

    workers: int
    together: int
    hard: float  # the part of the rows that take EFFORT
    random: random.Random = field(default_factory=lambda: random.Random(SEED))
    parent: Server = field(default_factory=Server)
    scheduler: Server = field(default_factory=Server)
    computing: float = 0.0
    waiting: int = 0
    most: int = 0

    def run(self) -> float:
        """Seconds until all rows are written."""
        self.left = -(-ROWS // self.together)
        self.size = self.together * ROW_BYTES
        self.idle, self.queue = self.workers, deque[int]()
        self.events: list[tuple[float, int, Callable[[float], None]]] = []
        self.count = 0
        for _ in range(min(DEPTH * self.workers, self.left)):
            self.send(0.0)
        now = 0.0
        while self.events:
            now, _, happens = heappop(self.events)
            happens(now)
        return now

    def later(self, when: float, happens: Callable[[float], None]) -> None:
        self.count += 1
        heappush(self.events, (when, self.count, happens))

    def send(self, now: float) -> None:
        if self.left:
            self.left -= 1
            self.later(self.parent.serve(now, SENDING), self.assign)

    def assign(self, now: float) -> None:
        self.later(self.scheduler.serve(now, SCHEDULER[0] / 2), self.arrive)

    def arrive(self, now: float) -> None:
        if self.idle:
            self.idle -= 1
            self.compute(now)
        else:
            self.queue.append(0)

    def compute(self, now: float) -> None:
        seconds = self.draw()
        self.computing += seconds
        self.later(now + seconds + WORKER, self.finish)

    def finish(self, now: float) -> None:
        if self.queue:
            self.queue.pop()
            self.compute(now)
        else:
            self.idle += 1
        took = SCHEDULER[0] / 2 + SCHEDULER[1] * self.size
        self.later(self.scheduler.serve(now, took), self.receive)

    def receive(self, now: float) -> None:
        self.waiting += self.size
        self.most = max(self.most, self.waiting)
        took = RECEIVING[0] + RECEIVING[1] * self.size
        self.later(self.parent.serve(now, took), self.written)

    def written(self, now: float) -> None:
        self.waiting -= self.size
        self.send(now)

    def draw(self) -> float:
        """Seconds that the rows of a chunk take."""
        draws = -(-self.together // DRAWN)
        if draws > 16:  # their sum is nearly normal
            mean = sum(MEASURED) / len(MEASURED)
            spread = (sum((each - mean) ** 2 for each in MEASURED) / len(MEASURED)) ** 0.5
            total = self.random.gauss(mean * draws, spread * draws**0.5)
        else:
            total = sum(self.random.choices(MEASURED, k=draws))
        seconds = total * self.together / draws / 1000
        return seconds + EFFORT * self.draw_hard()

    def draw_hard(self) -> int:
        """How many rows of a chunk take `EFFORT`."""
        mean = self.hard * self.together
        if mean > 16:
            return max(round(self.random.gauss(mean, mean**0.5)), 0)
        number, left = -1, mean
        while left >= 0:
            left -= self.random.expovariate(1.0)
            number += 1
        return number


def main() -> None:
    for hard, title in ((0.0, "rows as measured"), (0.001, "one row of 1,000 takes 5 s")):
        print(
            f"| {title}: workers | chunk | time | rows/s | workers busy | scheduler busy ", end=""
        )
        print("| parent busy | chunks/s | waiting, at most |")
        print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
        for workers in (10, 100, 1000):
            for together in (1024, 10_240, 102_400):
                print(line(Cluster(workers, together, hard)), flush=True)
        print()


def line(cluster: Cluster) -> str:
    seconds = cluster.run()
    used = cluster.computing / cluster.workers
    chunks = -(-ROWS // cluster.together)
    busy = [f"{part / seconds:.0%}" for part in (used, cluster.scheduler.busy, cluster.parent.busy)]
    cells = [f"{cluster.workers:,}", f"{cluster.together:,}", clock(seconds)]
    cells += [f"{ROWS / seconds:,.0f}", *busy, f"{chunks / seconds:,.1f}"]
    return f"| {' | '.join([*cells, f'{cluster.most / 1e6:,.0f} MB'])} |"


def clock(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


if __name__ == "__main__":
    main()
