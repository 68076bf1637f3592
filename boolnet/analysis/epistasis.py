"""How two single experiments act together on a phenotype.

Four levels of the phenotype are compared: w without any experiment, a and b with one of the
two, p with both. The level is its mean over the attractors. Only *which is greater* counts, not
by how much: the mean over attractors is not a rate of growth, on whose scale effects might
add up or multiply. So the classes are inequalities between w, a, b and p, as in Drees et al.,
Genome Biol. 6 (2005) R38, doi:10.1186/gb-2005-6-4-r38; exactly one holds for any four levels.

=================  =======================================  =================================
class              when                                     in words
=================  =======================================  =================================
none               p = w, a = w, b = w                      nothing happens
rescue             p = w, otherwise                         the pair is as the wild type again
synthetic gain     p > w, a = w, b = w                      only both together raise it
synthetic loss     p < w, a = w, b = w                      only both together lower it
same               p = a = b, p != w                        both do the same, and so does the pair
single             p = a, b = w, p != w (or a, b swapped)   one acts, the other does nothing
masking            p = a, b != a, a != w, b != w (or ...)   one hides what the other does
enhanced           p beyond w, a and b, on a single's side  more than either does
reversed           p beyond w, a and b, on the other side   the opposite of what the singles do
between            otherwise                                between what else was seen
undecided          a level that this needs is not known
=================  =======================================  =================================
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from boolnet.analysis.screen_row import ScreenRow, Shown


class Kind(Enum):
    """The classes."""

    NONE = "none"
    RESCUE = "rescue"
    SYNTHETIC_GAIN = "synthetic gain"
    SYNTHETIC_LOSS = "synthetic loss"
    SAME = "same"
    SINGLE = "single"
    MASKING = "masking"
    ENHANCED = "enhanced"
    REVERSED = "reversed"
    BETWEEN = "between"
    UNDECIDED = "undecided"

    @property
    def surprising(self) -> bool:
        """Whether the single experiments do not let one expect what the pair does."""
        return self in _SURPRISING


_SURPRISING = frozenset(
    (
        Kind.SYNTHETIC_GAIN,
        Kind.SYNTHETIC_LOSS,
        Kind.REVERSED,
        Kind.ENHANCED,
        Kind.RESCUE,
        Kind.MASKING,
    )
)


_CERTAIN = {"every": Fraction(1), "no": Fraction(0)}


@dataclass(frozen=True)
class Epistasis:
    """How two single experiments act together on one phenotype.

    Attributes:
        kind: The class.
        by: 0 for the first experiment, 1 for the second: the one that acts (single), hides
            the other (masking), or undoes the other and does nothing alone (rescue). `None`
            in the other classes, and where each undoes the other.
    """

    kind: Kind
    by: int | None = None

    def describe(self, first: str, second: str) -> str:
        """``masking by TNF=0``, ``synthetic loss``, for experiments of these names."""
        return (
            self.kind.value
            if self.by is None
            else f"{self.kind.value} by {(first, second)[self.by]}"
        )


def classify(wild: Shown, first: Shown, second: Shown, pair: Shown) -> Epistasis:
    """The class of a pair, from the four levels of a phenotype.

    A level without a mean is still known where every or no attractor shows the phenotype; one
    that *some* attractors show is above one that none shows.
    """
    pair_wild, first_wild, second_wild = (compare(shown, wild) for shown in (pair, first, second))
    if pair_wild is None or first_wild is None or second_wild is None:
        return Epistasis(Kind.UNDECIDED)
    if pair_wild == 0:
        if first_wild == second_wild == 0:
            return Epistasis(Kind.NONE)
        lone = 0 if first_wild == 0 else 1 if second_wild == 0 else None
        return Epistasis(Kind.RESCUE, lone)
    if first_wild == second_wild == 0:
        return Epistasis(Kind.SYNTHETIC_GAIN if pair_wild > 0 else Kind.SYNTHETIC_LOSS)
    pair_first, pair_second = compare(pair, first), compare(pair, second)
    if pair_first is None or pair_second is None:
        return Epistasis(Kind.UNDECIDED)
    if pair_first == pair_second == 0:
        return Epistasis(Kind.SAME)
    if pair_first == 0:
        return Epistasis(Kind.SINGLE if second_wild == 0 else Kind.MASKING, 0)
    if pair_second == 0:
        return Epistasis(Kind.SINGLE if first_wild == 0 else Kind.MASKING, 1)
    if not pair_wild == pair_first == pair_second:
        return Epistasis(Kind.BETWEEN)
    return Epistasis(Kind.ENHANCED if pair_wild in (first_wild, second_wild) else Kind.REVERSED)


def compare(left: Shown, right: Shown) -> int | None:
    """1 if *left* is above *right*, 0 if it is level with it, -1 below; `None` if not known."""
    mine, other = _level(left), _level(right)
    if mine is not None and other is not None:
        # As integers: comparing fractions takes five times as long.
        more, less = mine.numerator * other.denominator, other.numerator * mine.denominator
        return (more > less) - (more < less)
    if left.words == "some" and other == 0:
        return 1
    if right.words == "some" and mine == 0:
        return -1
    return None


def _level(shown: Shown) -> Fraction | None:
    if shown.mean is not None:
        return shown.mean
    return _CERTAIN.get(shown.words)


def add_epistasis(
    pair: ScreenRow, wild: ScreenRow, first: ScreenRow, second: ScreenRow
) -> ScreenRow:
    """*pair* with its class for each phenotype.

    Args:
        pair: A row of two single experiments.
        wild: The baseline in the same environment.
        first: The row of its first single experiment, in the same environment.
        second: That of the other.

    Nothing is decided where a search was not complete: its means are only those of what was
    found.
    """
    rows = (wild, first, second, pair)
    if any(row.coverage != "complete" for row in rows):
        told = (Kind.UNDECIDED.value,) * len(pair.phenotypes)
    elif all(row.phenotypes == wild.phenotypes for row in rows) and None not in map(
        _level, wild.phenotypes
    ):
        told = (Kind.NONE.value,) * len(pair.phenotypes)
    else:
        told = tuple(
            classify(*four).describe(first.perturbation, second.perturbation)
            for four in zip(*(row.phenotypes for row in rows), strict=True)
        )
    return replace(pair, epistasis=told)
