"""Counts of asynchronous attractors, compared with biobalm and AEON on random networks.

    python benchmarks/peers.py [--networks 300] [--nodes 10 40] [--seconds 60]

Needs ``pip install 'boolnet[peers]'``. Every network gets a fresh random seed that is printed
when the counts differ. AEON takes part up to 20 nodes, where it is sure to end.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable

from boolnet.analysis.attractors import find_attractors
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import parse_network

AEON_NODES = 20


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", type=int, default=300)
    parser.add_argument("--nodes", type=int, nargs=2, default=(10, 40), metavar=("FROM", "TO"))
    parser.add_argument("--seconds", type=float, default=60, help="budget of boolnet per network")
    parser.add_argument("--seed", type=int, default=0, help="of the first network")
    options = parser.parse_args()
    least, most = options.nodes
    spent: dict[str, float] = {}
    compared: dict[str, int] = {}
    differing, unfinished, several, longest = 0, 0, 0, 0.0
    for number in range(options.networks):
        seed = options.seed + number
        nodes = least + number % (most - least + 1)
        rules = random_rules(nodes, seed)
        counts: dict[str, int | None] = {}
        counters: dict[str, Callable[[str, float], int | None]] = {
            "boolnet": count_boolnet,
            "biobalm": count_biobalm,
        }
        if nodes <= AEON_NODES:
            counters["AEON"] = count_aeon
        for name, count in counters.items():
            begun = time.perf_counter()
            counts[name] = count(rules, options.seconds)
            seconds = time.perf_counter() - begun
            spent[name] = spent.get(name, 0) + seconds
            compared[name] = compared.get(name, 0) + 1
            longest = max(longest, seconds) if name == "boolnet" else longest
            if seconds > 10:
                print(f"{name}: {seconds:.0f} s for seed {seed}", file=sys.stderr, flush=True)
        unfinished += counts["boolnet"] is None
        several += (counts["biobalm"] or 0) > 1
        if len({c for c in counts.values() if c is not None}) > 1:
            differing += 1
            print(f"seed {seed}, {nodes} nodes: {counts}", flush=True)

    print("| program | networks | seconds in all |\n|---|--:|--:|")
    for name, number in compared.items():
        print(f"| {name} | {number} | {spent[name]:.1f} |")
    print(f"\n{differing} differ; {several} have several attractors; boolnet left {unfinished}")
    print(f"unfinished and took at most {longest:.2f} s")
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
