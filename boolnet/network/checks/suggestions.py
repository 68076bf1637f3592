"""Did you mean: names close to one that has no rule.

Candidates are found through an index of names with letters left out, not by comparing with
every name, so 20,000 unknown names against 20,000 known ones take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from boolnet.language.distance import is_within
from boolnet.network.checks.lookalike import plain_form, without_separators

_LONGEST = 40  # longer names are not compared letter by letter
_FEW = 2_000  # up to so many names two letters may be left out, which costs more memory
_MOST = 3


class Suggestions:
    """An index over the defined names."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index *names*. Cost: about 50 entries for each, 10 when there are many names."""
        self._names = tuple(names)
        self._by_case: dict[str, list[str]] = {}
        self._by_separators: dict[str, list[str]] = {}
        self._by_plain: dict[str, list[str]] = {}
        self._by_letters: dict[str, list[str]] = {}
        self._left_out = 2 if len(self._names) <= _FEW else 1
        for name in self._names:
            self._by_case.setdefault(name.casefold(), []).append(name)
            if len(name) <= _LONGEST:
                self._by_separators.setdefault(without_separators(name), []).append(name)
                self._by_plain.setdefault(plain_form(name), []).append(name)
                for shorter in _leave_out(name.casefold(), self._left_out):
                    self._by_letters.setdefault(shorter, []).append(name)

    def same_but_case(self, name: str) -> str | None:
        """A defined name that differs from *name* in case only."""
        return next((n for n in self._by_case.get(name.casefold(), ()) if n != name), None)

    def near(self, name: str) -> tuple[str, ...]:
        """At most three names, best first: equal but for signs, for Greek letters, for a slip.

        A difference in the digits is no slip: IL2 is not IL6. Names of one or two letters
        are not compared by distance.
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
        limit = 1 if len(lowered) <= 5 else 2
        digits = _digits(lowered)
        seen: set[str] = set()
        for shorter in _leave_out(lowered, min(self._left_out, limit)):
            for other in self._by_letters.get(shorter, ()):
                if other in seen:
                    continue
                seen.add(other)
                folded = other.casefold()
                alike = len(other) > 2 and digits == _digits(folded)
                if alike and is_within(lowered, folded, limit):
                    yield other
                if len(seen) >= _FEW:
                    return


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def _leave_out(name: str, most: int) -> set[str]:
    """*name*, and what is left of it without up to *most* of its letters."""
    found = {name}
    for _ in range(most):
        found |= {word[:i] + word[i + 1 :] for word in found for i in range(len(word))}
    return found
