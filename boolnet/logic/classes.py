"""Classes of functions that models of gene regulation are compared by, and two numbers.

Constants are in no class. Only regulators that have an effect count.

- *unate*: every regulator only activates, or only inhibits.
- *canalising*: one value of one regulator settles the function (S. A. Kauffman, C. Peterson,
  B. Samuelsson, C. Troein, PNAS 100 (2003) 14796-14799, doi:10.1073/pnas.2036429100).
- *nested canalising*: so it is again and again, until nothing is left (the same paper).
- *threshold*: weights of the regulators that are on, added up, against a bound (S. Muroga,
  Threshold Logic and Its Applications, Wiley 1971).
- *bias*: the share of all cases in which the function is 1.
- *average sensitivity*: how many regulators, on average over all cases, would change the value
  if they alone were switched (I. Shmulevich, S. A. Kauffman, Phys. Rev. Lett. 93 (2004)
  048701, doi:10.1103/PhysRevLett.93.048701).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement

from boolnet.logic.diagram import FALSE, LIMIT, TRUE, Diagrams

WIDEST_THRESHOLD = 8  # regulators up to which two points each way decide; see `is_threshold`


@dataclass(frozen=True)
class Classes:
    """What kind of function a rule is.

    Attributes:
        names: The regulators that have an effect.
        unate: See the module.
        canalising: See the module.
        nested: Whether it is nested canalising.
        threshold: Whether it is a threshold function; `None` where it is too wide to be told.
        bias: See the module.
        sensitivity: The average sensitivity.
    """

    names: tuple[str, ...]
    unate: bool
    canalising: bool
    nested: bool
    threshold: bool | None
    bias: Fraction
    sensitivity: Fraction


def classify(diagrams: Diagrams, root: int, signs: Mapping[str, str] | None = None) -> Classes:
    """The classes of a function that is not constant.

    Args:
        diagrams: Where the function lives.
        root: The function.
        signs: The sign of each regulator (``+``, ``-``, ``±``), where that is known already.

    Raises:
        UnsupportedError: The diagrams become too large.

    Cost:
        Two walks over the diagram; besides one for each regulator whose sign is not known or
        that acts both ways, and for `nested` two for each regulator.
    """
    given = diagrams.shares_given(root)
    canalising = any(share in (0, 1) for pair in given.values() for share in pair)
    unate, sensitivity = True, Fraction(0)
    for name, (low_share, high_share) in given.items():
        sign = (signs or {}).get(name, "?")
        if sign not in ("+", "-"):
            with diagrams.scratch(LIMIT):
                low = diagrams.restrict(root, {name: False})
                high = diagrams.restrict(root, {name: True})
                differ = diagrams.share(diagrams.differ(low, high))
            unate = unate and differ == abs(high_share - low_share)
            sensitivity += differ
        else:
            sensitivity += abs(high_share - low_share)
    nested = canalising and _is_nested(diagrams, root)
    # Nested canalising functions are threshold functions (weights fall by half).
    names = tuple(given)
    threshold = True if nested else _is_threshold(diagrams, root, names) if unate else False
    bias = diagrams.share(root)
    return Classes(names, unate, canalising, nested, threshold, bias, sensitivity)


def _is_nested(diagrams: Diagrams, root: int) -> bool:
    """Whether peeling off what settles the function leads to the end; any order will do."""
    while root not in (FALSE, TRUE):
        for name, (low, high) in diagrams.shares_given(root).items():
            if low in (0, 1) or high in (0, 1):
                root = diagrams.restrict(root, {name: low in (0, 1)})
                break
        else:
            return False
    return True


def _is_threshold(diagrams: Diagrams, root: int, names: tuple[str, ...]) -> bool | None:
    """Whether no two cases with 1 add up to the same as two cases with 0.

    That is necessary for any number of regulators, and up to eight also sufficient: A. K. Sarje,
    N. N. Biswas, IEEE Trans. Comput. C-26 (1977), doi:10.1109/TC.1977.1674745, with the
    enumeration of S. Muroga, T. Tsuboi, C. R. Baugh, IEEE Trans. Comput. C-19 (1970) 818-825,
    doi:10.1109/T-C.1970.223046.
    """
    if len(names) > WIDEST_THRESHOLD:
        return None
    sums: tuple[set[int], set[int]] = (set(), set())
    points: tuple[list[int], list[int]] = ([], [])
    for row in range(1 << len(names)):
        state = {name: bool(row >> place & 1) for place, name in enumerate(names)}
        # Digits to the base of three: two points add up without a carry.
        digits = sum(3**place for place in range(len(names)) if row >> place & 1)
        points[diagrams.value(root, state)].append(digits)
    for value in (0, 1):
        sums[value].update(a + b for a, b in combinations_with_replacement(points[value], 2))
    return not sums[0] & sums[1]
