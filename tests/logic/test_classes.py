"""Classes of functions, held to their definitions and to published counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given

from boolnet.logic import expression as ex
from boolnet.logic.classes import Classes, classify
from boolnet.logic.diagram import FALSE, TRUE, Diagrams
from tests.oracles import rule_of
from tests.strategies import expressions


def classes_of(rule: ex.Expression) -> Classes | None:
    diagrams = Diagrams(ex.symbols_of(rule))
    root = diagrams.build(rule)
    return None if root in (FALSE, TRUE) else classify(diagrams, root)


@given(expressions(("A", "B", "C", "D")))
def test_definitions(rule: ex.Expression) -> None:
    found = classes_of(rule)
    if found is None:
        return
    names = found.names
    states = [
        {"A": False, "B": False, "C": False, "D": False, **dict(zip(names, v, strict=True))}
        for v in product([False, True], repeat=len(names))
    ]
    value = {tuple(s[n] for n in names): ex.evaluate(rule, s) for s in states}

    def settled(point: dict[str, bool]) -> set[bool]:
        return {v for s, v in value.items() if point.items() <= dict(zip(names, s)).items()}  # noqa: B905

    canalising = any(len(settled({n: v})) == 1 for n in names for v in (False, True))
    nested = False
    for order in permutations(names):
        for values in product([False, True], repeat=len(names)):
            held: dict[str, bool] = {}
            for name, one in zip(order, values, strict=True):
                if len(settled(held | {name: one})) != 1:
                    break
                held[name] = not one
            else:
                nested = True
    flips = 0
    for state in value:
        for place in range(len(names)):
            other = (*state[:place], not state[place], *state[place + 1 :])
            flips += value[state] != value[other]
    assert canalising == found.canalising
    assert nested == found.nested
    assert Fraction(sum(value.values()), len(value)) == found.bias
    assert Fraction(flips, len(value)) == found.sensitivity
    assert found.unate or not found.threshold
    assert found.threshold or not found.nested


@pytest.mark.parametrize(
    ("width", "threshold", "unate", "nested"),
    # The numbers of threshold functions, A000609; of unate functions, A245079; nested
    # canalising: Jarrah, Raposa and Laubenbacher, Physica D 233 (2007) 167-174.
    [(1, 4, 4, 2), (2, 14, 14, 8), (3, 104, 104, 64)],
)
def test_published_counts(width: int, threshold: int, unate: int, nested: int) -> None:
    names = [f"v{i}" for i in range(width)]
    counts = {"threshold": 2, "unate": 2, "nested": 0}  # the two constants are not classified
    for table in range(1 << (1 << width)):
        rule = rule_of(names, lambda row, table=table: bool(table >> row & 1))
        found = classes_of(rule)
        if found is not None:
            counts["threshold"] += bool(found.threshold)
            counts["unate"] += found.unate
            counts["nested"] += found.nested and len(found.names) == width
    assert {"threshold": threshold, "unate": unate, "nested": nested} == counts


@pytest.mark.slow
def test_published_count_of_four() -> None:
    names = [f"v{i}" for i in range(4)]
    rules = (
        rule_of(names, lambda row, table=table: bool(table >> row & 1)) for table in range(1 << 16)
    )
    found = [c for c in map(classes_of, rules) if c is not None]

    assert 1882 == 2 + sum(bool(c.threshold) for c in found)
    assert 2170 == 2 + sum(c.unate for c in found)
    assert 736 == sum(c.nested and len(c.names) == 4 for c in found)
