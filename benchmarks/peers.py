"""Counts of asynchronous attractors, compared with biobalm and AEON on random networks.

    python benchmarks/peers.py [--networks 300] [--nodes 10 40] [--seconds 20]

Needs ``pip install 'boolnet[peers]'``. A network is its seed, which is printed when the counts
differ or a program does not finish. AEON takes part up to 20 nodes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from boolnet.analysis.attractors import find_attractors
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import parse_network

Counter: TypeAlias = Callable[[str, float], int | None]
AEON_NODES = 20


@dataclass
class Row:
    """What a program did."""

    asked: int = 0
    finished: int = 0
    seconds: float = 0
    slowest: float = 0

    def add(self, seconds: float, *, finished: bool) -> None:
        self.asked += 1
        if finished:
            self.finished += 1
            self.seconds += seconds
            self.slowest = max(self.slowest, seconds)


def random_rules(nodes: int, seed: int) -> str:
    """A ``.bnet`` text: for each node a disjunction of one to three random conjunctions."""
    chance = random.Random(seed)
    names = [f"n{i}" for i in range(nodes)]
    lines = ["targets, factors"]
    for name in names:
        regulators = chance.sample(names, chance.choice((1, 2, 2, 3, 3, 4)))
        terms = set()
        for _ in range(chance.randint(1, 3)):
            chosen = chance.sample(regulators, chance.randint(1, len(regulators)))
            terms.add(" & ".join(chance.choice(("", "!")) + r for r in sorted(chosen)))
        lines.append(f"{name}, " + " | ".join(f"({term})" for term in sorted(terms)))
    return "\n".join(lines) + "\n"


def count_boolnet(rules: str, seconds: float) -> int | None:
    report = find_attractors(parse_network(rules), budget=Budget(seconds=seconds))
    return report.count if report.coverage is Coverage.COMPLETE else None


def count_biobalm(rules: str, _seconds: float) -> int | None:
    from biobalm import SuccessionDiagram

    diagram = SuccessionDiagram.from_rules(rules, format="bnet")
    diagram.build()
    return sum(len(seeds) for seeds in diagram.expanded_attractor_seeds().values())


def count_aeon(rules: str, _seconds: float) -> int | None:
    from biodivine_aeon import AsynchronousGraph, Attractors, BooleanNetwork

    network = BooleanNetwork.from_bnet(rules).infer_valid_graph()
    return len(Attractors.attractors(AsynchronousGraph(network)))


COUNTERS: dict[str, Counter] = {
    "boolnet": count_boolnet,
    "biobalm": count_biobalm,
    "AEON": count_aeon,
}


class Worker:
    """A process that counts, and is replaced when it does not answer in time."""

    def __init__(self) -> None:
        self.pool = multiprocessing.Pool(1)

    def count(self, counter: Counter, rules: str, seconds: float) -> int | None:
        try:
            return self.pool.apply_async(counter, (rules, seconds)).get(1.1 * seconds + 5)
        except multiprocessing.TimeoutError:
            self.pool.terminate()
            self.pool = multiprocessing.Pool(1)
            return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", type=int, default=300)
    parser.add_argument("--nodes", type=int, nargs=2, default=(10, 40), metavar=("FROM", "TO"))
    parser.add_argument("--seconds", type=float, default=20, help="for each network and program")
    parser.add_argument("--seed", type=int, default=0, help="of the first network")
    options = parser.parse_args()
    least, most = options.nodes
    worker = Worker()
    rows = {name: Row() for name in COUNTERS}
    differing = several = 0
    for number in range(options.networks):
        seed, nodes = options.seed + number, least + number % (most - least + 1)
        rules = random_rules(nodes, seed)
        counts: dict[str, int] = {}
        for name, counter in COUNTERS.items():
            if name == "AEON" and nodes > AEON_NODES:
                continue
            begun = time.perf_counter()
            count = worker.count(counter, rules, options.seconds)
            rows[name].add(time.perf_counter() - begun, finished=count is not None)
            if count is None:
                print(f"{name} did not finish seed {seed}, {nodes} nodes", flush=True)
            else:
                counts[name] = count
        several += max(counts.values(), default=0) > 1
        if len(set(counts.values())) > 1:
            differing += 1
            print(f"they differ: seed {seed}, {nodes} nodes: {counts}", flush=True)

    print("\n| program | networks | finished | seconds, finished ones | slowest of them |")
    print("|---|--:|--:|--:|--:|")
    for name, row in rows.items():
        print(f"| {name} | {row.asked} | {row.finished} | {row.seconds:.1f} | {row.slowest:.2f} |")
    print(f"\n{differing} differ; {several} have several attractors")
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
