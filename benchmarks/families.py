"""Families of random networks, each as a ``.bnet`` text made from a seed.

- ``terms``: disjunctions of one to three random conjunctions of up to four regulators;
- ``critical``: two regulators each and any of the 16 functions (Kauffman's networks at the edge);
- ``chaotic``: three regulators each and any of the 256 functions;
- ``parity``: exclusive or of two or three regulators, half of them with a veto;
- ``canalizing``: nested canalizing functions on a scale-free graph, as in curated models.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeAlias

Family: TypeAlias = Callable[[random.Random, list[str]], list[str]]


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
        chance.shuffle(regulators)
        body = chance.choice(("", "!")) + regulators[0]
        for regulator in regulators[1:]:
            literal = chance.choice(("", "!")) + regulator
            body = f"{literal} {chance.choice('&|')} ({body})"
        bodies.append(body)
    return bodies


def _any_function(chance: random.Random, regulators: list[str]) -> str:
    table = chance.getrandbits(1 << len(regulators))
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
}
