"""The classes of epistasis: exactly one holds for any four levels, and it means what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from boolnet.analysis.epistasis import (
    Epistasis,
    Kind,
    add_epistasis,
    classify,
    compare,
)
from boolnet.analysis.screen_row import ScreenRow, Shown

LEVELS = [Fraction(level, 4) for level in range(5)]
FOURS = list(product(LEVELS, repeat=4))


def shown(mean: Fraction) -> Shown:
    return Shown("every" if mean == 1 else "some" if mean else "no", mean)


def classify_levels(w: Fraction, a: Fraction, b: Fraction, p: Fraction) -> Epistasis:
    return classify(shown(w), shown(a), shown(b), shown(p))


# The definitions once more, each by itself, as the page docs/concepts/epistasis.md has them.
DEFINITIONS: dict[Kind, Callable[[Fraction, Fraction, Fraction, Fraction], bool]] = {
    Kind.NONE: lambda w, a, b, p: w == a == b == p,
    Kind.RESCUE: lambda w, a, b, p: p == w and (a != w or b != w),
    Kind.SYNTHETIC_GAIN: lambda w, a, b, p: w == a == b and p > w,
    Kind.SYNTHETIC_LOSS: lambda w, a, b, p: w == a == b and p < w,
    Kind.SAME: lambda w, a, b, p: a == b == p != w,
    Kind.SINGLE: lambda w, a, b, p: p != w and ((b == w and p == a) or (a == w and p == b)),
    # PSI-MI MI:1284, "genetic epistasis (sensu Bateson)".
    Kind.MASKING: lambda w, a, b, p: a != w and b != w and a != b and p in (a, b),
    Kind.ENHANCED: lambda w, a, b, p: (
        (p > max(w, a, b) and max(a, b) > w) or (p < min(w, a, b) and min(a, b) < w)
    ),
    Kind.REVERSED: lambda w, a, b, p: (
        (p > max(w, a, b) and max(a, b) <= w and min(a, b) < w)
        or (p < min(w, a, b) and min(a, b) >= w and max(a, b) > w)
    ),
    Kind.BETWEEN: lambda w, a, b, p: min(w, a, b) < p < max(w, a, b) and p not in (w, a, b),
}


def test_exactly_one_class_holds_for_any_four_levels() -> None:
    """Five levels show every order of four, ties included, in every position."""
    for four in FOURS:
        holding = [kind for kind, holds in DEFINITIONS.items() if holds(*four)]
        assert holding == [classify_levels(*four).kind], four


def test_every_class_occurs() -> None:
    assert {classify_levels(*four).kind for four in FOURS} == set(Kind) - {Kind.UNDECIDED}


def test_all_orders_of_four_levels_are_among_those_that_were_tried() -> None:
    """75, as counted by Drees et al. 2005."""
    orders = {tuple(sorted(set(four)).index(level) for level in four) for four in FOURS}

    assert len(orders) == 75


def test_exchanging_the_two_experiments_exchanges_their_names() -> None:
    for w, a, b, p in FOURS:
        one, other = classify_levels(w, a, b, p), classify_levels(w, b, a, p)
        assert one.kind is other.kind
        assert one.by == (None if other.by is None else 1 - other.by)


def test_only_the_order_of_the_levels_counts() -> None:
    for four in FOURS:
        squared = classify_levels(*(level**2 for level in four))
        assert squared == classify_levels(*four)


def test_a_phenotype_and_its_opposite_have_the_same_class_but_for_loss_and_gain() -> None:
    opposite = {
        Kind.SYNTHETIC_GAIN: Kind.SYNTHETIC_LOSS,
        Kind.SYNTHETIC_LOSS: Kind.SYNTHETIC_GAIN,
    }
    for four in FOURS:
        found = classify_levels(*four)
        mirrored = classify_levels(*(1 - level for level in four))
        assert mirrored == Epistasis(opposite.get(found.kind, found.kind), found.by)


@pytest.mark.parametrize("missing", range(1, 16))
def test_what_is_decided_without_some_means_is_so_whatever_they_are(missing: int) -> None:
    """Some levels are known by their words only; each is then tried at every value it may have."""
    values = {"every": LEVELS[4:], "some": LEVELS[1:], "no": LEVELS[:1], "unknown": LEVELS}
    for words in product(values, repeat=4):
        known = [
            Shown(word) if missing >> place & 1 else Shown(word, values[word][0])
            for place, word in enumerate(words)
        ]
        found = classify(*known)
        if found.kind is Kind.UNDECIDED:
            assert "some" in words or "unknown" in words
            continue
        ranges = [
            values[word] if missing >> place & 1 else values[word][:1]
            for place, word in enumerate(words)
        ]
        assert {classify_levels(*four) for four in product(*ranges)} == {found}


def test_some_is_more_than_none_and_how_much_more_is_not_known() -> None:
    assert compare(Shown("some"), Shown("no")) == 1
    assert compare(Shown("no"), Shown("some")) == -1
    assert compare(Shown("some"), Shown("every")) is None  # it may be all that were not looked at
    assert compare(Shown("some"), Shown("some")) is None
    assert compare(Shown("unknown"), Shown("no")) is None
    assert classify(*[Shown("no")] * 3, Shown("some")) == Epistasis(Kind.SYNTHETIC_GAIN)


WORDED = {
    (1, 1, 1, 0): "synthetic loss",
    (0, 0, 0, 1): "synthetic gain",
    (1, 0, 1, 1): "rescue by B=1",
    (1, 1, 0, 1): "rescue by A=0",
    (1, 0, 0, 1): "rescue",
    (1, 0, 1, 0): "single by A=0",
    (1, 0, 0, 0): "same",
    (0.5, 0, 1, 0): "masking by A=0",
    (0.5, 0, 1, 1): "masking by B=1",
    (0.5, 0.25, 0.25, 0): "enhanced",
    (0.5, 0.25, 0.25, 1): "reversed",
    (1, 0, 1, 0.5): "between",
}


@pytest.mark.parametrize("levels", WORDED)
def test_a_class_is_told_with_the_experiment_that_prevails(levels: tuple[float, ...]) -> None:
    w, a, b, p = map(Fraction, levels)

    assert classify_levels(w, a, b, p).describe("A=0", "B=1") == WORDED[levels]


def row(number: int, held: str, mean: int, coverage: str = "complete") -> ScreenRow:
    members = tuple(range(held.count("=")))
    phenotypes = (shown(Fraction(mean)), shown(Fraction(0)))
    return ScreenRow(
        number, members, held, len(members), "", 1, 1, 0, 1, 0, 0, phenotypes, (), coverage
    )


def test_a_row_gets_a_class_for_each_phenotype() -> None:
    wild, first, second = row(0, "", 1), row(1, "A=0", 0), row(2, "B=1", 1)

    pair = add_epistasis(row(3, "A=0 + B=1", 1), wild, first, second)

    assert pair.epistasis == ("rescue by B=1", "none")


def test_nothing_is_decided_where_a_search_was_not_complete() -> None:
    wild, first, second = row(0, "", 1), row(1, "A=0", 0, "lower-bound"), row(2, "B=1", 1)

    pair = add_epistasis(row(3, "A=0 + B=1", 1), wild, first, second)

    assert pair.epistasis == ("undecided", "undecided")


def test_nothing_happens_is_said_only_of_levels_that_are_known() -> None:
    some = Shown("some")
    rows = [row(0, "", 1), row(1, "A=0", 1), row(2, "B=1", 1), row(3, "A=0 + B=1", 1)]
    wild, first, second, pair = (replace(each, phenotypes=(some,)) for each in rows)

    assert add_epistasis(pair, wild, first, second).epistasis == ("undecided",)
