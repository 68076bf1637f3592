"""Which library of decision diagrams? Closures of random networks, and exact counting.

    python benchmarks/decision_diagrams.py [--nodes 20 24 28] [--networks 5]

Needs ``pip install dd`` beside boolnet; what is not installed is left out. Every library gets
the same work: the states that a random state reaches under the asynchronous scheme, found by
chaining (each node in turn, until nothing is new), without reordering of variables.
"""

from __future__ import annotations

import argparse
import importlib
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

Rule = tuple[tuple[int, ...], int]  # regulators, truth table (bit ``row``)


def random_network(nodes: int, seed: int) -> tuple[list[Rule], list[int]]:
    """Three random regulators for each node, a random truth table, a random state."""
    chance = random.Random(seed)
    rules = [
        (tuple(chance.sample(range(nodes), 3)), chance.randrange(1, 255)) for _ in range(nodes)
    ]
    return rules, [chance.randrange(2) for _ in range(nodes)]


class Oxidd:
    """OxiDD's binary decision diagrams (`kind` is ``bdd`` or ``bcdd``, with complement edges)."""

    def __init__(self, kind: str, variables: int) -> None:
        module = importlib.import_module(f"oxidd.{kind}")
        manager = getattr(module, f"{kind.upper()}Manager")(1 << 22, 1 << 20, 1)
        self.manager, self.variables = manager, variables
        manager.add_vars(variables)
        self.true, self.false = manager.true(), manager.false()
        self.var = [manager.var(v) for v in range(variables)]

    def exists(self, function: Any, variable: int) -> Any:
        return function.exists(self.var[variable])

    def count(self, function: Any) -> int | float:
        return function.sat_count(self.variables)

    def size(self, function: Any) -> int:
        return function.node_count()


class Dd:
    """dd's diagrams: `kind` is ``cudd`` (a C library) or ``autoref`` (pure Python)."""

    def __init__(self, kind: str, variables: int) -> None:
        self.manager = importlib.import_module(f"dd.{kind}").BDD()
        self.manager.configure(reordering=False)
        self.variables = variables
        names = [f"x{v}" for v in range(variables)]
        self.manager.declare(*names)
        self.true, self.false = self.manager.true, self.manager.false
        self.var = [self.manager.var(name) for name in names]

    def exists(self, function: Any, variable: int) -> Any:
        return self.manager.exist([f"x{variable}"], function)

    def count(self, function: Any) -> int | float:
        return self.manager.count(function, nvars=self.variables)

    def size(self, function: Any) -> int:
        return len(function)


LIBRARIES: dict[str, Callable[[int], Any]] = {
    "oxidd.bdd": lambda n: Oxidd("bdd", n),
    "oxidd.bcdd": lambda n: Oxidd("bcdd", n),
    "dd.cudd": lambda n: Dd("cudd", n),
    "dd.autoref": lambda n: Dd("autoref", n),
}

LARGEST = {"dd.autoref": 20}  # nodes; above it, the pure Python library takes minutes


def conjunction(parts: Iterable[Any], result: Any) -> Any:
    for part in parts:
        result = result & part
    return result


def closure(diagrams: Any, rules: list[Rule], start: list[int]) -> Any:
    """Every state that *start* reaches when one node changes at a time."""
    var = diagrams.var
    changes = []
    for node, (regulators, table) in enumerate(rules):
        on = diagrams.false
        for row in range(8):
            if table >> row & 1:
                literals = (var[r] if row >> i & 1 else ~var[r] for i, r in enumerate(regulators))
                on = on | conjunction(literals, diagrams.true)
        changes.append((node, on & ~var[node], var[node]))
        changes.append((node, ~on & var[node], ~var[node]))
    reached = conjunction(
        (v if bit else ~v for v, bit in zip(var, start, strict=True)), diagrams.true
    )
    while True:
        before = reached
        for node, condition, value in changes:
            reached = reached | (diagrams.exists(reached & condition, node) & value)
        if reached == before:
            return reached


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[20, 24, 28])
    parser.add_argument("--networks", type=int, default=5)
    options = parser.parse_args()
    libraries = {}
    for name, make in LIBRARIES.items():
        try:
            make(1)
        except ImportError:
            print(f"{name} is not installed")
        else:
            libraries[name] = make

    print(
        "| library | nodes | median s | slowest s | largest result | out of memory |\n"
        "|---|--:|--:|--:|--:|--:|"
    )
    counts: dict[tuple[int, int], set[int]] = {}
    for name, make in libraries.items():
        for nodes in options.nodes:
            if nodes > LARGEST.get(name, nodes):
                continue
            seconds, sizes, failed = [], [], 0
            for seed in range(options.networks):
                rules, start = random_network(nodes, seed)
                diagrams = make(nodes)
                begun = time.perf_counter()
                try:
                    reached = closure(diagrams, rules, start)
                except MemoryError:  # more than Oxidd's 2^22 diagram nodes
                    failed += 1
                    continue
                seconds.append(time.perf_counter() - begun)
                counts.setdefault((nodes, seed), set()).add(int(diagrams.count(reached)))
                sizes.append(diagrams.size(reached))
                del reached
            median, most = statistics.median(seconds), max(seconds)
            row = f"| {name} | {nodes} | {median:.2f} | {most:.2f} | {max(sizes):,} | {failed} |"
            print(row, flush=True)
    assert all(len(found) == 1 for found in counts.values()), "the libraries disagree"

    print("\n| library | 2^80 - 1 counted as | exact |\n|---|---|---|")
    for name, make in libraries.items():
        diagrams = make(80)
        count = diagrams.count(~conjunction(diagrams.var, diagrams.true))
        print(f"| {name} | {count!r} | {'yes' if count == 2**80 - 1 else 'no'} |")


if __name__ == "__main__":
    main()
