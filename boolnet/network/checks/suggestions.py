"""Did you mean: names close to one that has no rule.

Among few names, those of about the same length with the same digits are compared one by one.
Among many, candidates are found through an index of names with letters left out, so 20,000
unknown names against 20,000 known ones take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from boolnet.language.distance import is_within
from boolnet.network.checks.lookalike import plain_form, without_separators

_LONGEST = 40  # longer names are not compared letter by letter
_FEW = 2_000  # up to so many names are compared one by one
_MOST = 3
_SIGNS = "-_. :"  # what separates the parts of a name
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{10,}")


class Suggestions:
    """An index over the defined names."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index *names*. Cost: a few entries for each, ten when there are many names."""
        self._names = tuple(names)
        self._by_case: dict[str, list[str]] = {}
        self._by_separators: dict[str, list[str]] = {}
        self._by_plain: dict[str, list[str]] = {}
        self._by_letters: dict[str, list[str]] = {}
        self._by_digits: dict[tuple[str, int], list[tuple[str, str]]] = {}
        self._few = len(self._names) <= _FEW
        for name in self._names:
            lowered = name.casefold()
            self._by_case.setdefault(lowered, []).append(name)
            if len(name) <= _LONGEST:
                self._by_separators.setdefault(without_separators(name), []).append(name)
                self._by_plain.setdefault(plain_form(name), []).append(name)
                if self._few:
                    key = (_digits(lowered), len(lowered))
                    self._by_digits.setdefault(key, []).append((lowered, name))
                else:
                    for shorter in _leave_out(lowered):
                        self._by_letters.setdefault(shorter, []).append(name)

    def same_but_case(self, name: str) -> str | None:
        """A defined name that differs from *name* in case only."""
        return next((n for n in self._by_case.get(name.casefold(), ()) if n != name), None)

    def near(self, name: str) -> tuple[str, ...]:
        """At most three names, best first: equal but for signs, for Greek letters, for a slip.

        What counts as a slip is the business of `is_slip`.
        """
        if len(name) > _LONGEST:
            return ()
        found = dict.fromkeys(self._by_separators.get(without_separators(name), ()))
        found |= dict.fromkeys(self._by_plain.get(plain_form(name), ()))
        if not found and len(name) > 2:
            found = dict.fromkeys(self._slips(name))
        found.pop(name, None)
        return tuple(found)[:_MOST]

    def _slips(self, name: str) -> Iterator[str]:
        lowered = name.casefold()
        if self._few:
            digits = _digits(lowered)
            for length in range(len(lowered) - 2, len(lowered) + 3):
                for other, written in self._by_digits.get((digits, length), ()):
                    if is_slip(lowered, other):
                        yield written
            return
        seen: set[str] = set()
        for shorter in _leave_out(lowered):
            for other in self._by_letters.get(shorter, ()):
                if other not in seen:
                    seen.add(other)
                    if is_slip(lowered, other.casefold()):
                        yield other
                if len(seen) >= _FEW:
                    return


def is_slip(name: str, other: str) -> bool:
    """Whether *name* is more likely a slip of the finger for *other* than another name.

    Names of genes are short and close together: FOS is not FAS, IL2 not IL6, WNT5A not WNT5B.
    So two neighbours may be swapped in any name of four letters; another letter only inside
    a part of seven; and two letters only in a word of ten, such as Proliferation.
    """
    if min(len(name), len(other)) < 4 or _digits(name) != _digits(other):
        return False
    start = 0
    while start < min(len(name), len(other)) and name[start] == other[start]:
        start += 1
    end = 0
    shorter = min(len(name), len(other)) - start
    while end < shorter and name[-1 - end] == other[-1 - end]:
        end += 1
    mine, theirs = name[start : len(name) - end], other[start : len(other) - end]
    if len(mine) == len(theirs) == 2 and mine == theirs[::-1]:
        return True
    if max(len(mine), len(theirs)) == 1:
        longer = max(name, other, key=len)
        first = max((longer.rfind(sign, 0, start) for sign in _SIGNS), default=-1) + 1
        ends = (longer.find(sign, start) for sign in _SIGNS)
        last = min((e for e in ends if e >= 0), default=len(longer)) - 1
        return last - first + 1 >= 7 and first < start < last
    words = (match.span() for match in _WORD.finditer(name))
    return any(first <= start < last for first, last in words) and is_within(name, other, 2)


def _digits(name: str) -> str:
    return "".join(_DIGIT.findall(name))


def _leave_out(name: str) -> list[str]:
    """*name*, and what is left of it without one of its letters."""
    shorter = dict.fromkeys(name[:i] + name[i + 1 :] for i in range(len(name)))
    return [name, *shorter]
