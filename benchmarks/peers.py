"""Counts of asynchronous attractors, compared with biobalm and AEON on random networks.

    python benchmarks/peers.py [--networks 300] [--nodes 10 40] [--seconds 20] [--family terms …]

Needs ``pip install 'boolnet[peers]'``. A network is its family, size and seed, which are
printed when the counts differ or a program does not finish. AEON takes part up to 20 nodes, and
chaotic and parity networks end there too. Each program counts in a process of its own that
stays; its seconds are those of reading the rules and counting, without imports.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeAlias

from families import FAMILIES, make_rules

Answer: TypeAlias = tuple[int | None, float]  # count, if it is complete, and seconds
LARGEST = {"chaotic": 20, "parity": 20}
AEON_NODES = 20


def count_boolnet(rules: str, seconds: float) -> Answer:
    from boolnet.analysis.attractors import find_attractors
    from boolnet.engines.budget import Budget, Coverage
    from boolnet.formats.files import parse_network

    begun = time.perf_counter()
    report = find_attractors(parse_network(rules), limit=0, budget=Budget(seconds=seconds))
    spent = time.perf_counter() - begun
    return report.count if report.coverage is Coverage.COMPLETE else None, spent


def count_biobalm(rules: str, _seconds: float) -> Answer:
    from biobalm import SuccessionDiagram

    begun = time.perf_counter()
    diagram = SuccessionDiagram.from_rules(rules, format="bnet")
    diagram.build()
    count = sum(len(seeds) for seeds in diagram.expanded_attractor_seeds().values())
    return count, time.perf_counter() - begun


def count_aeon(rules: str, _seconds: float) -> Answer:
    from biodivine_aeon import AsynchronousGraph, Attractors, BooleanNetwork

    begun = time.perf_counter()
    network = BooleanNetwork.from_bnet(rules).infer_valid_graph()
    count = len(Attractors.attractors(AsynchronousGraph(network)))
    return count, time.perf_counter() - begun


class Worker:
    """A process that counts, and is replaced when it does not answer in time."""

    def __init__(self, counter: Callable[[str, float], Answer]) -> None:
        self.counter = counter
        self._start()

    def _start(self) -> None:
        self.pool = multiprocessing.Pool(1)
        self.pool.apply(self.counter, ("targets, factors\nA, A\n", 60))  # imports

    def count(self, rules: str, seconds: float) -> Answer:
        try:
            return self.pool.apply_async(self.counter, (rules, seconds)).get(1.1 * seconds + 5)
        except multiprocessing.TimeoutError:
            self.pool.terminate()
            self._start()
            return None, seconds


COUNTERS = {"boolnet": count_boolnet, "biobalm": count_biobalm, "AEON": count_aeon}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", type=int, default=300)
    parser.add_argument("--nodes", type=int, nargs=2, default=(10, 40), metavar=("FROM", "TO"))
    parser.add_argument("--seconds", type=float, default=20, help="for each network and program")
    parser.add_argument("--seed", type=int, default=0, help="of the first network")
    parser.add_argument("--family", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    options = parser.parse_args()
    least, most = options.nodes
    workers = {name: Worker(counter) for name, counter in COUNTERS.items()}
    times: dict[tuple[str, str], list[float]] = {}
    missed: dict[tuple[str, str], int] = {}
    differing = several = 0
    for number in range(options.networks):
        family, seed = options.family[number % len(options.family)], options.seed + number
        largest = min(most, LARGEST.get(family, most))
        nodes = least + number // len(options.family) % (max(largest, least) - least + 1)
        rules = make_rules(family, nodes, seed)
        counts: dict[str, int] = {}
        for name, worker in workers.items():
            if name == "AEON" and nodes > AEON_NODES:
                continue
            count, spent = worker.count(rules, options.seconds)
            times.setdefault((family, name), []).append(spent)
            if count is None:
                missed[family, name] = missed.get((family, name), 0) + 1
                print(f"{name} did not finish {family}, {nodes} nodes, seed {seed}", flush=True)
            else:
                counts[name] = count
        several += max(counts.values(), default=0) > 1
        if len(set(counts.values())) > 1:
            differing += 1
            print(f"they differ: {family}, {nodes} nodes, seed {seed}: {counts}", flush=True)

    print("\n| family | program | networks | not finished | median, ms | longest, s | all, s |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for (family, name), spent in times.items():
        middle = statistics.median(spent) * 1000
        print(
            f"| {family} | {name} | {len(spent)} | {missed.get((family, name), 0)} "
            f"| {middle:.1f} | {max(spent):.2f} | {sum(spent):.1f} |"
        )
    print(f"\n{differing} differ; {several} have several attractors")
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
