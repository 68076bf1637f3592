"""Families of random networks, each as a ``.bnet`` text made from a seed.

- ``terms``: disjunctions of one to three random conjunctions of up to four regulators;
- ``critical``: two regulators each and any of the 16 functions (Kauffman's networks at the edge);
- ``chaotic``: three regulators each and any of the 256 functions;
- ``parity``: exclusive or of two or three regulators, half of them with a veto;
- ``canalizing``: nested canalizing functions on a scale-free graph, as in curated models;
- ``biased``: three regulators each, a row of a truth table true with probability 0.2113, which
  is critical too: 2 K p (1 - p) = 1 (Derrida and Pomeau 1986);
- ``scale-free``: nested canalizing functions; the number of targets of a node follows a power
  law with exponent 2.5, targets are any, and no node has more than eight regulators;
- ``dense``: nested canalizing functions of one to ten regulators;
- ``hidden``: small blocks with attractors outside every minimal trap space, or with several in
  one, that see each other through some of their rules; clocks and feedback among the rest.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeAlias

Family: TypeAlias = Callable[[random.Random, list[str]], list[str]]
BIAS = 0.2113
MOST_REGULATORS = 8

# Per node of a block, its truth table over the nodes of the block. Each block alone has an
# attractor in no minimal trap space, the last two several attractors in one.
BLOCKS = (
    (9, 9),
    (50, 52, 189),
    (214, 116, 86),
    (89, 148, 202),
    (165, 236, 161),
    (166, 30, 22),
    (153, 158, 61),
    (57, 41, 120),
    (98, 97, 195),
)


def make_rules(family: str, nodes: int, seed: int) -> str:
    """The rules of one network; the same for the same arguments."""
    names = [f"n{i}" for i in range(nodes)]
    bodies = FAMILIES[family](random.Random(seed), names)
    lines = [f"{name}, {body}" for name, body in zip(names, bodies, strict=True)]
    return "\n".join(["targets, factors", *lines]) + "\n"


def _terms(chance: random.Random, names: list[str]) -> list[str]:
    bodies = []
    for _ in names:
        regulators = chance.sample(names, chance.choice((1, 2, 2, 3, 3, 4)))
        terms = set()
        for _ in range(chance.randint(1, 3)):
            chosen = chance.sample(regulators, chance.randint(1, len(regulators)))
            terms.add(" & ".join(chance.choice(("", "!")) + r for r in sorted(chosen)))
        bodies.append(" | ".join(f"({term})" for term in sorted(terms)))
    return bodies


def _critical(chance: random.Random, names: list[str]) -> list[str]:
    return [_any_function(chance, chance.sample(names, 2)) for _ in names]


def _chaotic(chance: random.Random, names: list[str]) -> list[str]:
    return [_any_function(chance, chance.sample(names, 3)) for _ in names]


def _parity(chance: random.Random, names: list[str]) -> list[str]:
    bodies = []
    for _ in names:
        *regulators, veto = chance.sample(names, chance.choice((3, 3, 4)))
        odd = _minterms(regulators, lambda row: row.bit_count() % 2 == 1)
        bodies.append(chance.choice((odd, f"({odd}) & !{veto}")))
    return bodies


def _canalizing(chance: random.Random, names: list[str]) -> list[str]:
    # Preferential attachment: who regulates already is more likely to regulate once more.
    urn = list(names)
    bodies = []
    for _ in names:
        regulators = sorted(
            {chance.choice(urn) for _ in range(chance.choice((1, 2, 2, 3, 3, 4, 6)))}
        )
        urn += regulators
        bodies.append(_nested(chance, regulators))
    return bodies


def _biased(chance: random.Random, names: list[str]) -> list[str]:
    bodies = []
    for _ in names:
        regulators = chance.sample(names, 3)
        table = sum((chance.random() < BIAS) << row for row in range(8))
        bodies.append(_tabled(table, regulators))
    return bodies


def _scale_free(chance: random.Random, names: list[str]) -> list[str]:
    regulators: list[set[str]] = [set() for _ in names]
    for name in names:
        degree = min(int(chance.paretovariate(1.5)), len(names))  # P(at least k) = k^-1.5
        for target in chance.sample(range(len(names)), degree):
            if len(regulators[target]) < MOST_REGULATORS:
                regulators[target].add(name)
    return [_nested(chance, sorted(found) or [chance.choice(names)]) for found in regulators]


def _dense(chance: random.Random, names: list[str]) -> list[str]:
    most = min(10, len(names))
    return [_nested(chance, chance.sample(names, chance.randint(1, most))) for _ in names]


def _hidden(chance: random.Random, names: list[str]) -> list[str]:
    bodies: list[str] = []
    while len(bodies) < len(names):
        left = names[len(bodies) :]
        tables = chance.choice(BLOCKS)
        if len(tables) > len(left) or chance.random() < 0.3:
            bodies.append(_any_function(chance, chance.sample(names, min(2, len(names)))))
            continue
        block = left[: len(tables)]
        for table in tables:
            body = _tabled(table, block)
            if chance.random() < 0.35:
                other = chance.choice(names)
                body = chance.choice(
                    (
                        f"({body}) & {other}",
                        f"({body}) | !{other}",
                        f"(({body}) & !{other}) | (!({body}) & {other})",
                    )
                )
            bodies.append(body)
    return bodies


def _nested(chance: random.Random, regulators: list[str]) -> str:
    """A nested canalizing function: each regulator in turn may decide."""
    chance.shuffle(regulators)
    body = chance.choice(("", "!")) + regulators[0]
    for regulator in regulators[1:]:
        literal = chance.choice(("", "!")) + regulator
        body = f"{literal} {chance.choice('&|')} ({body})"
    return body


def _any_function(chance: random.Random, regulators: list[str]) -> str:
    return _tabled(chance.getrandbits(1 << len(regulators)), regulators)


def _tabled(table: int, regulators: list[str]) -> str:
    """The function whose value at row ``r`` is bit ``r`` of *table*."""
    return _minterms(regulators, lambda row: bool(table >> row & 1))


def _minterms(regulators: list[str], holds: Callable[[int], bool]) -> str:
    rows = [
        "("
        + " & ".join(("" if row >> i & 1 else "!") + name for i, name in enumerate(regulators))
        + ")"
        for row in range(1 << len(regulators))
        if holds(row)
    ]
    return " | ".join(rows) or "0"


FAMILIES: dict[str, Family] = {
    "terms": _terms,
    "critical": _critical,
    "chaotic": _chaotic,
    "parity": _parity,
    "canalizing": _canalizing,
    "biased": _biased,
    "scale-free": _scale_free,
    "dense": _dense,
    "hidden": _hidden,
}
